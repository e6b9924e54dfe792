"""Who is shown in the pane beside the table: read, shown, taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.model.lists import ContactSummary
from lifecycle_desktop.core.queries.contact import known_contact
from lifecycle_desktop.ui.contacts.pane import Pane
from lifecycle_desktop.ui.contacts.pane_side import PaneSide
from lifecycle_desktop.ui.contacts.table import PeopleTable
from lifecycle_desktop.ui.opened_last import OpenedLast
from lifecycle_desktop.ui.page import Page

_AIM_MINUTES = 5


class ShownPerson:
    """Fills the pane of a page with a person of its table."""

    def __init__(self, page: Page, pane: Pane, side: PaneSide, table: PeopleTable) -> None:
        self._page, self._pane, self._side, self._table = page, pane, side, table
        self._wanted = True
        self.aim_minutes = _AIM_MINUTES
        self._opened_last = OpenedLast(page.runner, page)
        pane.closed.connect(self.close)
        pane.left.connect(self._on_left)

    def open(self, contact_id: int) -> None:
        """Show a person, bring the pane into view and go there."""
        self.place(wanted=self._wanted, opening=True)
        self.read(contact_id, focus=True)

    def slide_in(self, contact_id: int) -> None:
        """Where the pane lies over the table, bring it into view for a row that was clicked."""
        if self._side.slides_over and self._pane.isHidden():
            self.place(wanted=self._wanted, opening=True)
            self.read(contact_id)

    def close(self) -> None:
        """Take the pane away until somebody is opened."""
        self._side.close()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, *, wanted: bool, opening: bool = False) -> None:
        """Put the pane where there is room for it, and fill it when it comes into view."""
        self._wanted = wanted
        came = self._side.place(wanted=wanted, opening=opening)
        if came and self._table.current_id and not opening:
            self.read(self._table.current_id)

    def read(self, contact_id: int, *, focus: bool = False) -> None:
        """Read a person and show them."""
        then = self._on_opened if focus else self._on_read
        self._page.runner.read(then, known_contact, contact_id, self._page.runner.moment())

    def read_again(self) -> None:
        """Read the person anew who is shown, if anybody is."""
        if self._pane.summary is not None:
            self.read(self._pane.summary.contact_id)

    def has_focus(self, focus: QWidget | None) -> bool:
        """Whether somebody works in the pane."""
        return self._pane.isVisible() and focus is not None and self._pane.isAncestorOf(focus)

    def _on_left(self) -> None:
        """Esc takes a pane away that lies over the table; one beside it only gives the focus back."""
        if self._side.slides_over:
            self.close()
        else:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, summary: ContactSummary | None) -> None:
        if summary is None:
            self._pane.show_nobody()
        else:
            self._pane.show_person(summary, self._page.runner.moment(), self.aim_minutes)
            self._opened_last.see(summary.contact_id)

    def _on_opened(self, summary: ContactSummary | None) -> None:
        self._on_read(summary)
        if summary is not None:
            self._pane.take_focus()
