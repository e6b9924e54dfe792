"""The row over the filters: the tabs of the views, a menu of all of them, and saving what is shown as a view."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.saved_view import LONGEST_NAME
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.contacts.tabs import ViewTabs
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.popover import Popover
from lifecycle_desktop.ui.widgets.tool_tips import action_text


class ViewRow(QWidget):
    """Tabs at the beginning, what can be saved at the end."""

    save_wanted = Signal()  # as a new view
    keep_wanted = Signal()  # the changes of the view in force

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(8)
        self.tabs = ViewTabs(self)
        row.addWidget(self.tabs, 1)
        self.every = IconButton("chevrons-up-down", _("All views"), small=True, parent=self)
        self.every.clicked.connect(lambda _on=False: self._on_every())
        self.every.hide()
        row.addWidget(self.every)
        self.save = Button(_("Save this view"), kind="link", icon="bookmark", parent=self)
        self.save.clicked.connect(lambda _on=False: self.save_wanted.emit())
        self.save.hide()
        row.addWidget(self.save)
        self.keep = Button(_("Save changes"), kind="link", icon="bookmark", parent=self)
        self.keep.clicked.connect(lambda _on=False: self.keep_wanted.emit())
        self.keep.hide()
        row.addWidget(self.keep)

    def show_offers(self, *, save: bool, keep: bool) -> None:
        """Show what can be saved: a new view, or the changes of the one in force."""
        self.save.setVisible(save)
        self.keep.setVisible(keep)
        self.fit()

    def fit(self) -> None:
        """Show the menu of all views where the tabs have no room."""
        self.every.setVisible(self.tabs.overflows)

    def every_menu(self) -> QMenu:
        """All views with their counts, a tick at the one in force."""
        menu = QMenu(_("All views"), self)
        for view in self.tabs.views:
            count = self.tabs.count_of(view)
            told = "" if count is None else f"  {number(count)}"
            action = menu.addAction(action_text(shortened(self.tabs.title(view)) + told))
            action.setCheckable(True)
            action.setChecked(view == self.tabs.view)
            action.triggered.connect(lambda _on=False, view=view: self.tabs.choose(view))
        return menu

    def _on_every(self) -> None:
        self.every_menu().popup(self.every.mapToGlobal(QPoint(0, self.every.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme().colour("line"))


class NamePopover(Popover):
    """Asks what a view is to be called."""

    chosen = Signal(str)

    def __init__(self, title: str, button: str, name: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.line = Line(
            name, name=_("Name"), placeholder=_("e.g. Active buyers"), icon="bookmark", parent=self
        )
        self.line.setMaxLength(LONGEST_NAME)
        self.column.addWidget(Field(_("&Name of the view"), self.line, parent=self))
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        self.save = Button(button, kind="primary", icon="check", key="Return", parent=self)
        self.save.clicked.connect(lambda _on=False: self._on_save())
        self.save.setEnabled(bool(name))
        row.addWidget(self.save)
        self.column.addLayout(row)
        self.line.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.line.returnPressed.connect(self._on_save)
        self.setMinimumWidth(max(320, theme().px(300)))
        self.line.setFocus()
        self.line.selectAll()

    def _on_save(self) -> None:
        if self.line.text().strip():
            self.chosen.emit(self.line.text().strip())
            self.close()
