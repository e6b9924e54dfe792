"""Reminders: told once when their time has come, wherever the clock and the person go."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.reminder import Reminder
from lifecycle_desktop.core.operations import contacts
from lifecycle_desktop.core.operations.follow_ups import (
    add_follow_up,
    complete_follow_up,
    snooze_follow_ups,
)
from lifecycle_desktop.core.operations.reminders import note_told
from lifecycle_desktop.core.queries.reminders import untold_reminders
from tests.core.desk import Desk

DAY = dt.date(2026, 4, 14)  # the desk's clock says ten in the morning, in Toronto


def add(desk: Desk, what: str, clock: dt.time | None, contact_id: int | None = None, **more: Any) -> int:
    new = NewFollowUp(contact_id, more.pop("on", DAY), clock, what, **more)
    return int(desk.do(add_follow_up, new))


def due(desk: Desk) -> tuple[Reminder, ...]:
    found: tuple[Reminder, ...] = desk.read(untold_reminders, desk.moment)
    return found


def tell(desk: Desk) -> list[str]:
    found = due(desk)
    desk.do(note_told, found)
    return [each.what for each in found]


def test_each_is_told_once_when_its_time_has_come(desk: Desk) -> None:
    add(desk, "ten past", dt.time(10, 10))
    add(desk, "any time", None)
    add(desk, "tomorrow", None, on=dt.date(2026, 4, 15))
    late = add(desk, "late", dt.time(8, 0), on=dt.date(2026, 4, 1))
    assert tell(desk) == ["late", "any time"]
    assert tell(desk) == []
    desk.clock.advance(minutes=9, seconds=59)
    assert tell(desk) == []
    desk.clock.advance(seconds=1)
    assert tell(desk) == ["ten past"]
    desk.clock.advance(hours=-2)  # the clock is set back: nothing is told again
    assert tell(desk) == []
    desk.do(snooze_follow_ups, [late], DAY, dt.time(8, 15))
    desk.clock.advance(minutes=10)
    assert tell(desk) == ["late"], "put off, it is told again"
    desk.clock.advance(days=14)  # asleep for two weeks: nothing is lost
    assert tell(desk) == ["tomorrow"]


def test_a_time_is_that_of_the_zone_in_which_it_was_said(desk: Desk) -> None:
    add(desk, "eleven in Toronto", dt.time(11, 0))
    add(desk, "any time tomorrow", None, on=dt.date(2026, 4, 15))
    desk.clock.zone = "America/Los_Angeles"  # seven in the morning there
    assert tell(desk) == []
    desk.clock.advance(hours=1)
    assert tell(desk) == ["eleven in Toronto"]
    desk.clock.advance(hours=24)  # eight there: the morning has not come to where the person is
    assert tell(desk) == []
    desk.clock.advance(hours=1)
    assert tell(desk) == ["any time tomorrow"]


def test_quiet_hours_hold_back_and_who_is_not_to_be_contacted_is_not_told(desk: Desk) -> None:
    quiet, away, gone = desk.add("Quiet"), desk.add("Away"), desk.add("Gone")
    desk.do(contacts.change_contact, quiet, {"quiet_from": dt.time(21), "quiet_until": dt.time(10, 30)})
    desk.do(contacts.change_contact, away, {"is_do_not_contact": True})
    add(desk, "call quiet", dt.time(9, 30), quiet, channel="call")
    add(desk, "call away", dt.time(9, 30), away, channel="call")
    add(desk, "write away", dt.time(9, 30), away, channel="email")
    add(desk, "file the papers of away", dt.time(9, 30), away, channel="other")
    desk.do(complete_follow_up, add(desk, "done", dt.time(9, 0), gone))
    [only] = due(desk)
    assert (only.what, only.name, only.contact_id) == ("file the papers of away", "Away", away)
    tell(desk)
    desk.clock.advance(minutes=30)
    assert tell(desk) == ["call quiet"]


def test_marks_of_what_is_done_are_forgotten_and_telling_is_no_step(desk: Desk) -> None:
    number = add(desk, "once", dt.time(9, 0))
    steps = desk.rows("SELECT count(*) FROM journal_step")
    tell(desk)
    assert desk.rows("SELECT count(*) FROM journal_step") == steps
    assert desk.rows("SELECT id, due FROM reminder_told") == [(number, "2026-04-14 09:00")]
    desk.do(complete_follow_up, number)
    tell(desk)
    assert desk.rows("SELECT id FROM reminder_told") == []
