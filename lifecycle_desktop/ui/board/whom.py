"""Who is meant by an act on the board: those who are ticked, else the card that has the focus."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_desktop.ui.board.column import Column
from lifecycle_desktop.ui.board.ticks import Ticks
from lifecycle_desktop.ui.contact_acts import Chosen


def on_board(
    columns: Sequence[Column], focused: Column | None, ticks: Ticks, *, parked: bool
) -> Chosen | None:
    """Whom a key or menu is about; None where no card has the focus and none is ticked."""
    if len(ticks) > 1:
        return Chosen(ticks.ids, is_parked=parked)
    if len(ticks):
        (contact_id,) = ticks.ids
        column = next((each for each in columns if each.cards.number_of(contact_id) >= 0), None)
    else:
        column = focused
        contact_id = focused.view.current_id if focused is not None else 0
    if column is None or not contact_id:
        return None
    shown = column.cards.card_at(column.cards.number_of(contact_id))
    if shown is None:
        return None
    card = shown.card
    return Chosen(
        (contact_id,), card.name, column.stage.stage_id, card.temperature, card.next_step, is_parked=parked
    )
