"""Asks for one contact by name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.person_field import PersonField
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


class PersonPopover(Popover):
    """A line that finds people while one types; whoever is chosen is told, and it closes."""

    chosen = Signal(int, str)  # the contact, and the name

    def __init__(self, runner: Runner, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setFixedWidth(max(340, theme().px(340)))
        self.column.addWidget(Label(title, face="card", wrap=True, parent=self))
        self.person = PersonField(runner, _("Who"), 0, self)
        self.column.addWidget(self.person)
        self.told = Label("", face="small", tone="danger", wrap=True, parent=self)
        self.told.hide()
        self.column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        self.take_button = Button(_("Take"), kind="primary", icon="check", key="Return", parent=self)
        self.take_button.clicked.connect(lambda _on=False: self.take())
        row.addWidget(self.take_button)
        self.column.addLayout(row)
        self.person.entered.connect(self.take)
        self.person.setFocus()

    def take(self) -> None:
        """Tell who was chosen, or say that nobody is."""
        if self.person.chosen is None:
            self.told.setText(_("Choose somebody from the list below the line."))
            self.told.show()
            self.adjustSize()
            return
        contact_id, name = self.person.chosen
        self.close()
        self.chosen.emit(contact_id, name)
