"""Reads whom the table shows: what is seen first, then everybody; anew by the minute where words grow old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lifecycle_desktop.core.model.lists import ContactList
from lifecycle_desktop.core.queries.contacts import FIRST_ROWS, contact_list

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contacts.page import ContactsPage

MINUTE = 60_000  # ms


class PeopleReading(QObject):
    """Asks for the people of a page; `came` has each list, `found` the newest."""

    came = Signal(object)  # ContactList

    def __init__(self, page: ContactsPage) -> None:
        super().__init__(page)
        self._page = page
        self.found: ContactList | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    @property
    def is_whole(self) -> bool:
        """Whether everybody who matches is known."""
        return self.found is not None and self.found.is_whole

    @property
    def nobody(self) -> bool:
        """Whether there is nobody at all, not even in the trash."""
        return self.found is not None and not self.found.views.everyone and not self.found.views.trash

    def again(self) -> None:
        """Read the whole table; the first time its beginning before."""
        if self.found is None:
            self._read(limit=FIRST_ROWS)
        self._read()

    def anew(self) -> None:
        """Read for another filter or order: what is seen first, then the rest."""
        self._read(limit=FIRST_ROWS)
        self._read()

    def _read(self, *, limit: int | None = None) -> None:
        page = self._page
        page.runner.read(
            self._on_whole if limit is None else self._on_first,
            contact_list,
            page.wanted,
            page.sort,
            page.runner.moment(),
            descending=page.descending,
            limit=limit,
            columns=page.columns,
        )

    def _on_first(self, found: ContactList) -> None:
        # The beginning of the list is not what is seen when the focus is far down and must stay in view.
        table, people = self._page.table, self._page.people
        if table.current_id and people.number_of(table.current_id) >= FIRST_ROWS:
            return
        self._on_whole(found)

    def _on_whole(self, found: ContactList) -> None:
        self.found = found
        self.came.emit(found)

    def _on_minute(self) -> None:
        if self._page.isVisible() and self._page.people.grows_old():
            self._read()
