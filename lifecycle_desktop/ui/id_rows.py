"""Long lists: an array of ids in order, and what is painted of them fetched in pieces when it comes into view."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.ui.runner import Runner

PIECE = 100  # rows fetched at once
KEPT_ROWS = 6400

Index = QModelIndex | QPersistentModelIndex
Query = Callable[[Any, Sequence[int], Moment], Mapping[int, Any]]

_TEXT = Qt.ItemDataRole.AccessibleTextRole
_TIP = Qt.ItemDataRole.ToolTipRole


class IdRows(QAbstractTableModel):
    """The model of a long list. `query(connection, ids, moment)` gives the rows of ids by id.

    Subclasses turn a row into words for a screen reader (`spoken`) and tool tips (`tip`).
    """

    def __init__(self, runner: Runner, query: Query, columns: int = 1) -> None:
        super().__init__()
        self._runner, self._query, self._columns = runner, query, columns
        self.ids: array[int] = array("q")
        self._rows: dict[int, Any] = {}
        self._old: dict[int, Any] = {}  # shown until their new state has been read
        self._missing: set[int] = set()
        self._day = runner.moment().today  # whose words the rows hold

    # --- what Qt asks ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (_TEXT, _TIP) or not index.isValid():  # the delegate asks for rows, not for roles
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        return self.spoken(row) if role == _TEXT else self.tip(row, index.column()) or None

    # --- what subclasses say ---

    def spoken(self, row: Any) -> str:
        """The row for a screen reader."""
        raise NotImplementedError

    def tip(self, row: Any, column: int) -> str:
        """A tool tip, as rich text made by `tooltip`; empty for none."""
        return ""

    def prepared(self, rows: Mapping[int, Any]) -> dict[int, Any]:
        """Rows as they were read, made ready to be painted."""
        return dict(rows)

    def waits(self, row: Any) -> bool:
        """Whether a row shows somebody who waits for an answer: then its words change by the minute."""
        return False

    # --- what views and delegates ask ---

    def id_at(self, number: int) -> int:
        """The id of a row."""
        return self.ids[number]

    def row_at(self, number: int) -> Any | None:
        """What is known of a row; None until it has been read."""
        if not 0 <= number < len(self.ids):
            return None
        contact_id = self.ids[number]
        row = self._rows.get(contact_id)
        return row if row is not None else self._old.get(contact_id)

    def number_of(self, contact_id: int) -> int:
        """Which row an id is; -1 for none."""
        try:
            return self.ids.index(contact_id)
        except ValueError:
            return -1

    def grows_old(self) -> bool:
        """Whether the words that are shown are no longer those of this minute."""
        today = self._runner.moment().today
        return bool(self.ids) and (self._day != today or any(map(self.waits, self._rows.values())))

    def show_ids(self, ids: Sequence[int], rows: Mapping[int, Any]) -> bool:
        """Show these ids in this order; `rows` are those read already. Returns whether the ids are others.

        Equal ids only drop what was read of them, so that focus and scroll stay.
        """
        fresh = ids if isinstance(ids, array) else array("q", ids)
        self._old = {**self._old, **self._rows} if len(self._old) < KEPT_ROWS else dict(self._rows)
        self._rows = self.prepared(rows)
        self._day = self._runner.moment().today
        self._missing.clear()
        if fresh == self.ids:
            self._tell(0, len(self.ids) - 1)
            return False
        self.beginResetModel()
        self.ids = fresh
        self.endResetModel()
        return True

    def take_rows(self, rows: Mapping[int, Any]) -> None:
        """Remember rows that were read by another list."""
        self._rows.update(self.prepared(rows))

    def want(self, first: int, last: int) -> None:
        """Read what is not known of these rows, a whole piece at a time."""
        if not self.ids:
            return
        begin = max(first, 0) // PIECE * PIECE
        end = min((min(last, len(self.ids) - 1) // PIECE + 1) * PIECE, len(self.ids))
        wanted = [contact_id for contact_id in self.ids[begin:end] if contact_id not in self._rows]
        if not wanted or self._missing.issuperset(wanted):
            return
        self._missing = set(wanted)
        self._runner.read(self._on_rows, self._query, wanted, self._runner.moment())

    def _on_rows(self, rows: Mapping[int, Any]) -> None:
        if len(self._rows) > KEPT_ROWS:
            self._rows.clear()
            self._old.clear()
        self._rows.update(self.prepared(rows))
        self._missing -= set(rows)
        self._tell(0, len(self.ids) - 1)

    def _tell(self, first: int, last: int) -> None:
        if last >= first >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self._columns - 1))
