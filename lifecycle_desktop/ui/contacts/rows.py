"""The people of the table: ids in order, rows in words ready to be painted, and which are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lists import ContactRow
from lifecycle_desktop.core.model.table_columns import USUAL
from lifecycle_desktop.core.queries.contacts import contact_rows
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.contact_words import (
    Sign,
    ago,
    long_day,
    next_step_sign,
    short_money,
    spoken,
)
from lifecycle_desktop.ui.contacts.columns import TICK, cell_words, column_name
from lifecycle_desktop.ui.id_rows import IdRows
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.painters import temperature_word
from lifecycle_desktop.ui.widgets.tool_tips import tooltip


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its words; `more`: those of the columns that were read besides, by their keys."""

    row: ContactRow
    step: Sign
    step_day: str
    touch: str
    touch_day: str
    value: str
    more: Mapping[str, str]


def shown_row(row: ContactRow, moment: Moment, aim_minutes: int) -> ShownRow:
    """The row in words, as of now."""
    at = row.last_touch_at
    return ShownRow(
        row,
        next_step_sign(row.next_step, row.waits_since, moment, aim_minutes, on_card=False),
        long_day(row.next_step.due_on, moment.today) if row.next_step is not None else "",
        ago(at, moment) if at is not None else "",
        long_day(Moment(at, moment.zone).today, moment.today) if at is not None else "",
        short_money(row.value_minor, row.currency),
        {column: cell_words(column, value, moment) for column, value in row.more.items()},
    )


class PeopleRows(IdRows):
    """The model of the table."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner, self._read_rows, len(USUAL) + 1)
        self.aim_minutes = 5
        self.stages = 7
        self.columns: tuple[str, ...] = USUAL
        self.own_names: dict[int, str] = {}
        self.order = ("name", False)  # by which column, whether backwards
        self.ticked: set[int] = set()
        self._in_order: tuple[int, ...] | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns, that of the ticks before them."""
        return (TICK, *self.columns)

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show other columns, or these in another order; what was read is read anew where more is needed."""
        needs_more = not set(columns) <= set(self.columns)
        self.beginResetModel()
        self.columns = tuple(columns)
        self._columns = len(columns) + 1
        if needs_more:
            self._rows, self._old = {}, {}
            self._missing.clear()
        self.endResetModel()

    def _read_rows(
        self, connection: ReadConnection, ids: Sequence[int], _moment: Moment
    ) -> dict[int, ContactRow]:
        return contact_rows(connection, ids, self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a screen reader says of a head."""
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation == Qt.Orientation.Horizontal and is_text and 0 < section <= len(self.columns):
            return self.spoken_head(section)
        return None

    def spoken_head(self, section: int) -> str:
        """A column's name, and how the table is sorted by it."""
        column, (sorted_by, descending) = self.cells[section], self.order
        state = _("sorted backwards") if descending else _("sorted")
        name = column_name(column, self.own_names)
        return f"{name}, {state}" if column == sorted_by else f"{name}, {_('not sorted')}"

    def prepared(self, rows: Mapping[int, Any]) -> dict[int, Any]:
        moment = self._runner.moment()
        return {contact_id: shown_row(row, moment, self.aim_minutes) for contact_id, row in rows.items()}

    def person_at(self, number: int) -> ShownRow | None:
        """The person of a row, if it has been read."""
        row: ShownRow | None = self.row_at(number)
        return row

    def spoken(self, row: ShownRow) -> str:
        person = row.row
        ticked = _("ticked") if person.contact_id in self.ticked else ""
        touch = _("last touch {when}").format(when=row.touch.lower()) if row.touch else ""
        more = [
            f"{column_name(column, self.own_names)} {row.more[column]}"
            for column in self.columns
            if column != "source" and row.more.get(column)
        ]
        return spoken(person.name, person.stage, person.temperature, row.step.text, touch, *more, ticked)

    def waits(self, row: ShownRow) -> bool:
        return row.row.waits_since is not None

    def tip(self, row: ShownRow, column: int) -> str:
        person = row.row
        texts = {
            "name": person.name,
            "stage": f"{person.stage.number} {person.stage.name}",
            "temperature": temperature_word(person.temperature),
            "next_step": "\n".join(part for part in (row.step.text, row.step_day) if part),
            "last_touch": row.touch_day,
        }
        key = self.cells[column]
        return tooltip(texts.get(key) or row.more.get(key, ""))

    # --- ticks ---

    def toggle_tick(self, number: int) -> None:
        """Tick a row, or no longer."""
        if 0 <= number < len(self.ids):
            self.ticked ^= {self.ids[number]}
            self._tell(number, number)

    def tick_range(self, first: int, last: int) -> None:
        """Tick every row of a range."""
        first, last = sorted((first, last))
        self.ticked |= set(self.ids[max(first, 0) : last + 1])
        self._tell(max(first, 0), min(last, len(self.ids) - 1))

    def tick_all(self, on: bool) -> None:
        """Tick everybody who is shown, or nobody."""
        self.ticked = set(self.ids) if on else set()
        self._tell(0, len(self.ids) - 1)

    @property
    def all_ticked(self) -> bool:
        """Whether everybody who is shown is ticked."""
        return bool(self.ids) and len(self.ticked) == len(self.ids)

    @property
    def ticked_in_order(self) -> tuple[int, ...]:
        """The ids that are ticked, in the order of the table."""
        found = self._in_order
        if found is None or len(found) != len(self.ticked) or not self.ticked.issuperset(found):
            found = self._in_order = tuple(each for each in self.ids if each in self.ticked)
        return found

    def show(self, ids: Sequence[int], rows: Mapping[int, ContactRow], aim_minutes: int, stages: int) -> bool:
        """Show these people; ticks of those who are not shown any more fall away."""
        self.aim_minutes, self.stages = aim_minutes, stages
        are_others = self.show_ids(ids, rows)
        self._in_order = None
        if self.ticked:
            self.ticked &= set(self.ids)
        return are_others
