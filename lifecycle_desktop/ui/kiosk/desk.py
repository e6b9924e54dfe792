"""What the page of open houses asks of the database and writes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.sign_in import KioskState, NewEvent, OpenHouse, Wording
from lifecycle_desktop.core.queries.lifecycle import business, setting
from lifecycle_desktop.core.queries.sign_ins import kiosk_state, open_houses, wordings
from lifecycle_desktop.core.store.driver import ReadConnection


@dataclass(frozen=True)
class OpenHouseDesk:
    """What the page shows of the database."""

    events: list[OpenHouse]
    wordings: dict[tuple[str, str], Wording]
    state: KioskState
    currency: str
    paper: str


def open_house_desk(connection: ReadConnection, moment: Moment) -> OpenHouseDesk:
    """The open houses, what visitors are asked, and how the PIN stands."""
    return OpenHouseDesk(
        open_houses(connection),
        wordings(connection),
        kiosk_state(connection, moment),
        business(connection).currency,
        setting(connection, "paper", "letter"),
    )


def save_event(
    connection: Any, event_id: int, new: NewEvent, texts: dict[tuple[str, str], str], moment: Moment
) -> int:
    """Add the event, or change it where it has a number already, and its wordings; its number."""
    from lifecycle_desktop.core.operations.open_houses import add_event, change_event, set_wordings

    if event_id:
        change_event(connection, event_id, new, moment)
    else:
        event_id = add_event(connection, new, moment)
    set_wordings(connection, texts, moment)
    return event_id
