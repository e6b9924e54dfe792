"""Which columns the table shows, in which order and how wide, and that this machine remembers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.model.table_columns import (
    KEYS,
    USUAL,
    known_columns,
    order_of,
    order_text,
    own_field_of,
    own_key,
)
from lifecycle_desktop.ui.contacts.columns import column_name
from lifecycle_desktop.ui.contacts.table import PeopleTable

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contacts.columns_popover import ColumnsPopover
    from lifecycle_desktop.ui.window_state import WindowState

_COLUMNS, _WIDTHS, _ORDER = "contacts.columns", "contacts.widths", "contacts.order"


class ColumnChoice(QObject):
    """Sets the columns of a table. `changed` after each choice; the people are then to be read anew."""

    changed = Signal()

    def __init__(self, page: QWidget, table: PeopleTable) -> None:
        super().__init__(page)
        self._page, self._table, self._people = page, table, table.people
        self._state: WindowState | None = None
        self._own_fields_known = False
        table.widths_changed.connect(self.remember)

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns in this order; keys of columns that there are no more are passed over."""
        maybe_own = [field for field in map(own_field_of, keys) if field is not None]
        known = known_columns(keys, self._people.own_names if self._own_fields_known else maybe_own)
        if known != self._people.columns:
            self._table.show_columns(known)
            self.remember()
            self.changed.emit()

    def take_own_fields(self, fields: Sequence[tuple[int, str]]) -> None:
        """Take note of the own fields there are; columns of others go."""
        names = dict(fields)
        self._people.own_names, self._own_fields_known = names, True
        self.choose(self._people.columns)
        sorted_by = own_field_of(self._people.order[0])
        if sorted_by is not None and sorted_by not in names:
            self._people.order = order_of("")
            self.changed.emit()
        self._table.head.viewport().update()

    def ask(self, anchor: QWidget) -> ColumnsPopover:
        """Ask in a popover; each tick shows at once."""
        from lifecycle_desktop.ui.contacts.columns_popover import ColumnsPopover

        every = [*KEYS, *(own_key(field_id) for field_id in self._people.own_names)]
        names = {column: column_name(column, self._people.own_names) for column in every}
        popover = ColumnsPopover(names, self._people.columns, self._page)
        popover.chosen.connect(self.choose)
        popover.reset_wanted.connect(self._on_reset)
        popover.open_at(anchor)
        return popover

    def _on_reset(self) -> None:
        self._table.widths.drawn.clear()
        self._table.fit_columns()
        self.choose(USUAL)
        self.remember()

    def remember_in(self, state: WindowState) -> None:
        """Take what is remembered, and write into it from now on."""
        self._state = None
        self._table.widths.take_text(state.get(_WIDTHS))
        self._table.fit_columns()
        if state.get(_COLUMNS):
            self.choose(state.get(_COLUMNS).split())
        column, descending = order_of(state.get(_ORDER))
        if column in KEYS or own_field_of(column) is not None:
            self._people.order = (column, descending)
            self.changed.emit()
        self._state = state

    def remember(self) -> None:
        """Note columns, widths and order; the window writes them down when it closes."""
        if self._state is not None:
            column, descending = self._people.order
            self._state.set(_COLUMNS, " ".join(self._people.columns))
            self._state.set(_WIDTHS, self._table.widths.as_text())
            self._state.set(_ORDER, order_text(column, descending=descending))
