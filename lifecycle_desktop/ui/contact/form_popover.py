"""The popovers of the contact page's cards: a title, fields, and a foot with Cancel and Save."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


class FormPopover(Popover):
    """A form; subclasses add fields to `column`, call `add_foot()`, and implement `save()`.

    Enter saves, in a text of several lines Ctrl+Enter.
    """

    def __init__(self, title: str, parent: QWidget, *, width: int = 360) -> None:
        super().__init__(title, parent)
        self.title = Label(title, face="card", wrap=True, parent=self)
        self.column.addWidget(self.title)
        self.column.setSizeConstraint(
            QLayout.SizeConstraint.SetFixedSize
        )  # as high as the fields, whatever comes
        self._fault = Label("", face="small", tone="danger", wrap=True, parent=self)
        self._fault.hide()
        self.column.addStrut(max(width, theme().px(width)))

    def add_foot(self, remove: str = "") -> None:
        """Add the foot; `remove` names the button that takes the thing away."""
        self.column.addWidget(self._fault)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        if remove:
            self.remove_button = Button(remove, kind="quiet", icon="trash-2", parent=self)
            self.remove_button.clicked.connect(lambda _on=False: self._on_remove())
            foot.addWidget(self.remove_button)
        foot.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        foot.addWidget(cancel)
        self.save_button = Button(_("Save"), kind="primary", icon="check", key="Ctrl+Return", parent=self)
        self.save_button.clicked.connect(lambda _on=False: self.try_to_save())
        foot.addWidget(self.save_button)
        self.column.addLayout(foot)

    def save(self) -> str:
        """Hand over what was entered; what is wrong with it, empty when all is well."""
        raise NotImplementedError

    def remove(self) -> None:
        """Take away what the form is about."""

    def try_to_save(self) -> None:
        """Save and close, or say what is wrong and stay."""
        fault = self.save()
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if not fault:
            self.close()

    def _on_remove(self) -> None:
        self.close()
        self.remove()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_to_save()
        else:
            super().keyPressEvent(event)
