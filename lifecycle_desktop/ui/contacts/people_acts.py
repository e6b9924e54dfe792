"""Whom an act of the contacts page is about, and how it is asked for: keys, the menu of a row, commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import ActiveLifecycle
from lifecycle_desktop.ui.contact_acts import Chosen, ContactActs
from lifecycle_desktop.ui.contacts import whom
from lifecycle_desktop.ui.contacts.many import ManyActs
from lifecycle_desktop.ui.erasing import ask_erasure
from lifecycle_desktop.ui.page import Offer
from lifecycle_desktop.ui.widgets.tool_tips import key_text

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contacts.page import ContactsPage

_MANY_KEYS = (Qt.Key.Key_M, Qt.Key.Key_D, Qt.Key.Key_G, Qt.Key.Key_H, Qt.Key.Key_P, Qt.Key.Key_Delete)
_MANY_COMMANDS = (
    "contact.next_step",
    "contact.sequence",
    "contact.move",
    "contact.temperature",
    "contact.park",
    "contact.delete",
)


class PeopleActs:
    """The acts on the row that has the focus, on all that are ticked (`many`), on who is in the pane."""

    def __init__(self, page: ContactsPage) -> None:
        self._page, self._table, self._pane = page, page.table, page.pane
        self.row = ContactActs(page, self._in_row, self._row_place, on_open=page.open_person)
        self.many = ManyActs(page, self._ticked, self._row_place, on_open=page.open_person)
        self.pane = ContactActs(page, self._in_pane, self._pane_place, on_open=page.open_person)
        for acts in (self.row, self.many, self.pane):
            acts.on_erase = partial(ask_erasure, page)

    def take_lifecycle(self, lifecycle: ActiveLifecycle) -> None:
        """Take note of the stages there are."""
        for acts in (self.row, self.many, self.pane):
            acts.lifecycle = lifecycle

    # --- who is meant ---

    def _in_row(self) -> Chosen | None:
        return whom.in_row(self._table, in_trash=self._page.is_trash)

    def _ticked(self) -> Chosen | None:
        return whom.ticked(self._page.people, in_trash=self._page.is_trash)

    def _in_pane(self) -> Chosen | None:
        return whom.in_pane(self._pane.summary)

    def _row_place(self) -> tuple[QWidget, QRect]:
        return self._table.viewport(), self._table.current_rect()

    def _pane_place(self) -> tuple[QWidget, QRect]:
        return self._pane, QRect(20, 60, 200, 1)

    # --- how it is asked for ---

    def pop_up_menu(self, at: QPoint) -> None:
        """Open the menu of the row at a point of the screen."""
        self.row.pop_up(self.row_menu(), at)

    def row_menu(self) -> QMenu:
        """What can be done with the person of the row, and where the pane is away, the way to it."""
        menu = self.row.context_menu()
        if self._pane.isHidden() and menu.actions():
            details = QAction(_("Show details") + "\t" + key_text("Alt+Return"), menu)
            details.triggered.connect(lambda _on=False: self.show_details())
            menu.insertAction(menu.actions()[0], details)
        return menu

    def show_details(self) -> None:
        """Show the person of the row in the pane, and go there."""
        if self._table.current_id:
            self._page.show_contact(self._table.current_id)

    def handle_key(self, event: QKeyEvent) -> None:
        """Answer a key of the table, if it is one of an act."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.show_details()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            if self._page.leave_layer():
                event.accept()
        else:
            many = bool(self._page.people.ticked) and Qt.Key(event.key()) in _MANY_KEYS
            if (self.many if many else self.row).handle_key(event):
                event.accept()

    def offers(self) -> dict[str, Offer]:
        """The same acts for the menu bar and the palette: on all that are ticked, else on the row."""
        offers = dict(self.row.offers())
        if self._page.people.ticked:
            many = self.many.offers()
            offers |= {key: many[key] for key in _MANY_COMMANDS if key in many}
        return offers
