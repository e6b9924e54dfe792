"""The people of one column: ids in order, cards in words ready to be painted, and the slot while one is dragged."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.core.model.lists import Card
from lifecycle_desktop.core.queries.board import cards
from lifecycle_desktop.ui.contact_words import (
    Sign,
    next_step_sign,
    short_day,
    spoken,
    stay_words,
    stuck_words,
)
from lifecycle_desktop.ui.id_rows import IdRows
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.painters import temperature_word
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

PARKED = "circle-pause"
SLOT = 0  # the id of the row that a card can be dropped into


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with its words."""

    card: Card
    stay: str
    step: Sign


def shown_card(card: Card, moment: Moment, aim_minutes: int) -> ShownCard:
    """The card in words, as of now."""
    days = card.days_in_stage
    if card.parked_until_on is not None and card.parked_until_on > moment.today:
        until = short_day(card.parked_until_on, moment.today)
        step = Sign(PARKED, _("until {day}").format(day=until), "ink2", 600)
    else:
        step = next_step_sign(card.next_step, card.waits_since, moment, aim_minutes, on_card=True)
    return ShownCard(card, stuck_words(days) if card.is_stuck else stay_words(days), step)


class ColumnCards(IdRows):
    """The model of one column."""

    def __init__(self, runner: Runner, stage: BoardStage, ticked: Container[int] = ()) -> None:
        """`ticked` holds the ids of those who are ticked, anywhere on the board."""
        super().__init__(runner, cards)
        self.stage, self.ticked = stage, ticked
        self.aim_minutes = 5

    def prepared(self, rows: Mapping[int, Any]) -> dict[int, Any]:
        moment = self._runner.moment()
        return {
            contact_id: row if isinstance(row, ShownCard) else shown_card(row, moment, self.aim_minutes)
            for contact_id, row in rows.items()
        }

    def card_at(self, number: int) -> ShownCard | None:
        """The card of a row, if it has been read."""
        card: ShownCard | None = self.row_at(number)
        return card

    def spoken(self, row: ShownCard) -> str:
        card = row.card
        parked = _("parked") if row.step.icon == PARKED else ""
        ticked = _("ticked") if card.contact_id in self.ticked else ""
        return spoken(card.name, self.stage.mark, card.temperature, parked, row.step.text, row.stay, ticked)

    def waits(self, row: ShownCard) -> bool:
        return row.card.waits_since is not None

    def tip(self, row: ShownCard, column: int) -> str:
        card = row.card
        parts = (card.name, temperature_word(card.temperature), card.want, row.stay, row.step.text)
        return tooltip("\n".join(part for part in parts if part))

    # --- while a card is dragged, and just after ---

    def open_slot(self, number: int) -> None:
        """Make room for a card at a row."""
        self.beginInsertRows(QModelIndex(), number, number)
        self.ids.insert(number, SLOT)
        self.endInsertRows()

    def move_slot(self, number: int) -> None:
        """Make the room at another row."""
        if self.number_of(SLOT) != number:
            self.close_slot()
            self.open_slot(min(max(number, 0), len(self.ids)))

    def close_slot(self) -> int:
        """Take the room away again; the row where it was, -1 for none."""
        number = self.number_of(SLOT)
        if number >= 0:
            self.beginRemoveRows(QModelIndex(), number, number)
            self.ids.pop(number)
            self.endRemoveRows()
        return number

    def remove(self, contact_id: int) -> ShownCard | None:
        """Take a card out, for it has been moved; the page reads the column anew soon after."""
        number = self.number_of(contact_id)
        if number < 0:
            return None
        card = self.card_at(number)
        self.beginRemoveRows(QModelIndex(), number, number)
        self.ids.pop(number)
        self.endRemoveRows()
        return card

    def insert(self, number: int, contact_id: int, card: ShownCard | None) -> None:
        """Put a card in, for it has been moved here."""
        number = min(max(number, 0), len(self.ids))
        if card is not None:
            self.take_rows({contact_id: card})
        self.beginInsertRows(QModelIndex(), number, number)
        self.ids.insert(number, contact_id)
        self.endInsertRows()

    def told(self, contact_id: int) -> None:
        """Say that a card is another now, as when it is ticked."""
        number = self.number_of(contact_id)
        if number >= 0:
            self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def show(self, ids: Sequence[int], rows: Mapping[int, Card], aim_minutes: int) -> bool:
        """Show these people; returns whether they are others than before."""
        self.aim_minutes = aim_minutes
        return self.show_ids(ids, rows)
