"""The people of the table: ids in order, rows in words ready to be painted, and which are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lists import ContactRow
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
from lifecycle_desktop.ui.id_rows import IdRows
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.painters import temperature_word
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

COLUMNS = ("tick", "name", "stage", "temperature", "next_step", "last_touch", "source", "value")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its words."""

    row: ContactRow
    step: Sign
    step_day: str
    touch: str
    touch_day: str
    value: str


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
    )


def _rows(connection: ReadConnection, ids: Sequence[int], _moment: Moment) -> dict[int, ContactRow]:
    return contact_rows(connection, ids)


class PeopleRows(IdRows):
    """The model of the table."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner, _rows, len(COLUMNS))
        self.aim_minutes = 5
        self.stages = 7
        self.ticked: set[int] = set()

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
        return spoken(person.name, person.stage, person.temperature, row.step.text, touch, ticked)

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
            "source": person.source,
        }
        return tooltip(texts.get(COLUMNS[column], ""))

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
    def ticked_in_order(self) -> tuple[int, ...]:
        """The ids that are ticked, in the order of the table."""
        return tuple(contact_id for contact_id in self.ids if contact_id in self.ticked)

    def show(self, ids: Sequence[int], rows: Mapping[int, ContactRow], aim_minutes: int, stages: int) -> bool:
        """Show these people; ticks of those who are not shown any more fall away."""
        self.aim_minutes, self.stages = aim_minutes, stages
        are_others = self.show_ids(ids, rows)
        if self.ticked:
            self.ticked &= set(self.ids)
        return are_others
