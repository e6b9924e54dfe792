"""How the table is laid out: its columns, how wide they are, by which it is sorted; remembered by this machine."""

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
from lifecycle_desktop.ui.contacts.foot import Foot
from lifecycle_desktop.ui.contacts.table import PeopleTable

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contacts.columns_popover import ColumnsPopover
    from lifecycle_desktop.ui.window_state import WindowState

_COLUMNS, _WIDTHS, _ORDER = "contacts.columns", "contacts.widths", "contacts.order"


class ColumnChoice(QObject):
    """Sets columns and order of a table. `changed` after each choice; the people are then to be read anew."""

    changed = Signal()

    def __init__(self, page: QWidget, table: PeopleTable, foot: Foot) -> None:
        super().__init__(page)
        self._page, self._table, self._foot, self._people = page, table, foot, table.people
        self._state: WindowState | None = None
        self._own_fields_known = False
        table.widths_changed.connect(self.remember)
        table.head.sort_wanted.connect(self._on_head_clicked)
        foot.sorted_by.connect(lambda column, descending: self.sort_by(column, descending=descending))
        foot.show_order()

    # --- the order ---

    @property
    def order_text(self) -> str:
        """The order as a saved view keeps it."""
        column, descending = self._people.order
        return order_text(column, descending=descending)

    def sort_by(self, column: str, *, descending: bool) -> None:
        """Sort by another column, or the other way."""
        self._set_order(column, descending)
        self.remember()
        self.changed.emit()

    def _set_order(self, column: str, descending: bool) -> None:
        self._people.order = (column, descending)
        self._table.head.show_order()
        self._foot.show_order()

    def _on_head_clicked(self, column: str) -> None:
        is_sorted = (column, False) == self._people.order
        self.sort_by(column, descending=is_sorted)

    def take_layout(self, keys: Sequence[str], order: str) -> None:
        """Show columns and order of a view, which is read anew anyhow; what it does not say stays as it is."""
        if order:
            self._set_order(*order_of(order))
        if keys:
            self._show(keys)
        self.remember()

    # --- the columns ---

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns in this order; keys of columns that there are no more are passed over."""
        if self._show(keys):
            self.remember()
            self.changed.emit()

    def _show(self, keys: Sequence[str]) -> bool:
        maybe_own = [field for field in map(own_field_of, keys) if field is not None]
        known = known_columns(keys, self._people.own_names if self._own_fields_known else maybe_own)
        if known == self._people.columns:
            return False
        self._table.show_columns(known)
        self._table.head.show_order()
        self._foot.show_order()
        return True

    def take_own_fields(self, fields: Sequence[tuple[int, str]]) -> None:
        """Take note of the own fields there are; columns of others go."""
        names = dict(fields)
        self._people.own_names, self._own_fields_known = names, True
        self.choose(self._people.columns)
        sorted_by = own_field_of(self._people.order[0])
        if sorted_by is not None and sorted_by not in names:
            self._set_order(*order_of(""))
            self.changed.emit()
        self._foot.show_order()
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
            self._set_order(column, descending)
            self.changed.emit()
        self._state = state

    def remember(self) -> None:
        """Note columns, widths and order; the window writes them down when it closes."""
        if self._state is not None:
            self._state.set(_COLUMNS, " ".join(self._people.columns))
            self._state.set(_WIDTHS, self._table.widths.as_text())
            self._state.set(_ORDER, self.order_text)
