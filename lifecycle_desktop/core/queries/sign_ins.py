"""Open houses: the list, one with its set-up, the wordings in force, the summary, and whether the page is open."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.kiosk_words import KIOSK_LANGUAGES, kiosk_words
from lifecycle_desktop.core.model.pin import wait_after
from lifecycle_desktop.core.model.sign_in import (
    CHANNELS,
    EventCost,
    EventSummary,
    KioskDesk,
    KioskState,
    OpenHouse,
    Visitor,
    Wording,
    setup_from_json,
)
from lifecycle_desktop.core.queries.lifecycle import setting
from lifecycle_desktop.core.store.driver import ReadConnection

_EVENTS = (
    "SELECT c.id, c.name, c.starts_on, coalesce(o.name, ''), coalesce(c.visitors_seen, 0), "
    "(SELECT count(DISTINCT contact_id) FROM campaign_contact j WHERE j.campaign_id = c.id), "
    "c.note, c.ends_on, c.sign_in_json FROM campaign c LEFT JOIN offer o ON o.id = c.offer_id "
    "WHERE c.kind = 'event'"
)
_NEWEST_FIRST = " ORDER BY coalesce(c.starts_on, '9999') DESC, c.id DESC LIMIT ?"


def open_houses(connection: ReadConnection, most: int = 500) -> list[OpenHouse]:
    """The open houses, the latest first."""
    return [_event(row) for row in connection.execute(_EVENTS + _NEWEST_FIRST, (most,))]


def open_house(connection: ReadConnection, event_id: int) -> OpenHouse:
    """One open house; `NotFound` in words where there is none."""
    row = connection.execute(_EVENTS + " AND c.id = ?", (event_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no open house with the number {number}.").format(number=event_id))
    return _event(row)


def _event(row: Any) -> OpenHouse:
    event_id, address, on, offer, seen, signed, note, ended, setup = row
    return OpenHouse(
        event_id,
        address,
        _day(on),
        offer,
        max(seen, signed),
        signed,
        note,
        _day(ended),
        setup_from_json(setup),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def offer_names(connection: ReadConnection) -> list[str]:
    """The offers there are, to choose from."""
    return [row[0] for row in connection.execute("SELECT name FROM offer ORDER BY name LIMIT 200")]


def wordings(connection: ReadConnection) -> dict[tuple[str, str], Wording]:
    """What visitors are asked now, by (channel, language): the newest version, else the shipped words as version 0."""
    owner = setting(connection, "owner_name").strip()
    found: dict[tuple[str, str], Wording] = {}
    for language in KIOSK_LANGUAGES:
        words = kiosk_words(language)
        for channel in CHANNELS:
            text = words(f"wording_{channel}", owner=owner.split()[0]) if owner else words("wording_we")
            found[channel, language] = Wording(channel, language, 0, text)
    for channel, language, version, text in connection.execute(
        "SELECT channel, language, version, text FROM permission_wording ORDER BY version"
    ):
        found[channel, language] = Wording(channel, language, version, text)
    return found


def kiosk_desk(connection: ReadConnection, event_id: int) -> KioskDesk:
    """What the sign-in page shows; `NotFound` in words where there is no such open house."""
    return KioskDesk(
        open_house(connection, event_id),
        wordings(connection),
        setting(connection, "business_name"),
        setting(connection, "owner_name"),
    )


def kiosk_state(connection: ReadConnection, moment: Moment) -> KioskState:
    """Whether the sign-in page is open, for an event that is still there; and how the PIN stands."""
    row = connection.execute(
        "SELECT (SELECT c.id FROM campaign c WHERE c.id = k.event_id), k.pin, k.wrong_tries, k.wrong_at "
        "FROM kiosk k WHERE k.id = 1"
    ).fetchone()
    if row is None:
        return KioskState()
    event_id, pin, tries, wrong_at = row
    wait = wait_after(tries) if wrong_at else 0
    if wait:
        passed = max((moment.at - instant_from_text(wrong_at)).total_seconds(), 0.0)
        wait = max(0, round(wait - passed + 0.499))
    return KioskState(event_id, bool(pin), wait)


def event_summary(connection: ReadConnection, event_id: int) -> EventSummary:
    """An open house summed up: who signed in, what they answered and allowed, what was made of it, what it cost."""
    event = open_house(connection, event_id)
    visitors = tuple(
        _visitor(*row)
        for row in connection.execute(
            "SELECT c.id, c.display_name, j.answers_json, f.id, f.done_at FROM campaign_contact j "
            "JOIN contact c ON c.id = j.contact_id "
            "LEFT JOIN follow_up f ON f.id = CASE WHEN json_valid(j.answers_json) "
            "THEN json_extract(j.answers_json, '$.follow_up_id') END "
            "WHERE j.campaign_id = ? ORDER BY j.joined_at, j.id",
            (event_id,),
        )
    )
    costs = tuple(
        EventCost(*row)
        for row in connection.execute(
            "SELECT id, what, amount_minor, currency FROM campaign_cost WHERE campaign_id = ? ORDER BY id",
            (event_id,),
        )
    )
    once = {
        one.contact_id: one for one in reversed(visitors)
    }  # two entries may have been found to be one person
    return EventSummary(event, tuple(reversed(once.values())), costs)


def _visitor(
    contact_id: int, name: str, answers_json: str, follow_up_id: int | None, done_at: str | None
) -> Visitor:
    try:
        told: Any = json.loads(answers_json or "{}")
    except ValueError:
        told = {}
    answers = {str(key): value for key, value in told.items() if isinstance(value, str)}
    given = tuple(each for each in CHANNELS if each in told.get("given", ()))
    return Visitor(
        contact_id, name, bool(told.get("was_known")), answers, given, follow_up_id, done_at is not None
    )
