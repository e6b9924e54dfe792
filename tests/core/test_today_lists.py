"""What Today lists and why: who is not to be contacted, days and thank-yous, a pause, turns, and the fit of the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.day_fit import DAY_MINUTES
from lifecycle_desktop.core.model.draft import KeyDate
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import add_date, change_contact, set_temperature
from lifecycle_desktop.core.operations.follow_ups import (
    add_follow_up,
    complete_follow_up,
    move_late_to_today,
    skip_follow_up,
    spread_follow_ups,
)
from lifecycle_desktop.core.operations.occasions import pass_over_day
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.referrals import add_referral, note_thanks
from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.core.operations.today_notes import close_pause, note_looked_at
from lifecycle_desktop.core.queries.day_fit import spread_plan, usual_minutes
from lifecycle_desktop.core.queries.today import day_list, due_count, follow_ups_until, waiting_leads
from tests.core.desk import Desk

TODAY = dt.date(2026, 4, 14)


def due(desk: Desk, contact_id: int | None, away: int = 0, **more: Any) -> int:
    """A follow-up so many days from today."""
    on = desk.moment.today + dt.timedelta(days=away)
    return int(desk.do(add_follow_up, NewFollowUp(contact_id, on, more.pop("at", None), **more)))


def today(desk: Desk, limit: int = 100) -> Any:
    return desk.read(day_list, desk.moment, limit)


def numbers(lines: Any) -> list[int]:
    return [line.follow_up_id for line in lines]


def test_who_is_not_to_be_contacted_is_no_call_and_nothing_of_theirs_is_lost(desk: Desk) -> None:
    ann, ben = desk.add("Ann Lee", is_captured=True), desk.add("Ben Low", is_captured=True)
    call, task = due(desk, ben, -2, channel="call"), due(desk, ben, channel="other", what="File the papers")
    mail, fine = due(desk, ben, channel="email"), due(desk, ann, channel="call")
    later = due(desk, ben, 3, channel="call")
    desk.do(change_contact, ben, {"is_do_not_contact": True})
    day = today(desk)
    assert numbers(day.late) == []
    assert numbers(day.today) == [task, fine]
    assert (day.due_count, desk.read(due_count, desk.moment), day.coming_count) == (2, 2, 0)
    assert (numbers(day.withheld), day.withheld_count) == ([call, mail], 2)
    assert {line.channel for line in day.withheld} == {""}
    assert all("not to be contacted" in line.reason for line in day.withheld)
    assert numbers(desk.read(follow_ups_until, desk.moment, TODAY)) == [task, fine]
    assert [lead.contact_id for lead in day.leads] == [ann]
    assert desk.read(waiting_leads, 1)[1] == 1
    assert desk.do(move_late_to_today) == 0
    desk.do(skip_follow_up, call)
    desk.clock.advance(days=3)
    assert numbers(today(desk).withheld) == [mail, later]


def test_promises_come_first_among_what_is_late_and_are_never_cut_off(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    old, older = due(desk, ann, -5, channel="call"), due(desk, ann, -9, channel="call")
    promised = due(desk, ann, -1, channel="call", is_promise=True)
    assert numbers(today(desk).late) == [promised, older, old]
    assert numbers(today(desk, 1).late) == [promised]


def test_the_days_of_people_are_told_until_somebody_saw_to_them(desk: Desk) -> None:
    ann, ben, cleo, dan = (desk.add(name) for name in ("Ann Lee", "Ben Low", "Cleo Roe", "Dan Poe"))
    desk.do(add_date, ann, KeyDate("birthday", 1986, 4, 16))
    desk.do(add_date, ben, KeyDate("birthday", None, 4, 12))
    desk.do(add_date, dan, KeyDate("birthday", 1980, 4, 30))
    desk.do(add_date, cleo, KeyDate("closing", 2023, 4, 14))
    desk.do(log_purchase, NewPurchase(cleo, what="42 Orchard Lane", closed_on=dt.date(2023, 4, 14)))
    lines = today(desk).dates
    assert [(line.contact_id, line.reason) for line in lines] == [
        (ben, "Birthday was 12 Apr"),
        (cleo, "Closed 3 years ago today"),
        (ann, "Birthday on Thu, turns 40"),
    ]
    due(desk, ann, 2, channel="call")
    assert lines == today(desk).dates, "what is due with them on that day need not be about it"
    due(desk, ann, 1, channel="call", occasion=lines[2].occasion)
    desk.do(log_activity, NewActivity(cleo, "note"))
    desk.do(log_activity, NewActivity(ben, "call"))
    assert [line.contact_id for line in today(desk).dates] == [cleo]
    desk.do(pass_over_day, lines[1], "Write a card")
    assert today(desk).dates == ()
    desk.database.undo()
    assert [line.contact_id for line in today(desk).dates] == [cleo]
    desk.do(change_contact, cleo, {"is_do_not_contact": True})
    assert today(desk).dates == ()


def test_29_february_is_the_28th_of_other_years(desk: Desk) -> None:
    ann, ben = desk.add("Ann Lee"), desk.add("Ben Low")
    desk.do(add_date, ann, KeyDate("birthday", 1988, 2, 29))
    desk.do(log_purchase, NewPurchase(ben, what="42 Orchard Lane", closed_on=dt.date(2024, 2, 29)))
    moment = Moment(dt.datetime(2027, 2, 27, 15, tzinfo=dt.UTC), "America/Toronto")
    lines = desk.read(day_list, moment).dates
    assert [(line.contact_id, line.on, line.years) for line in lines] == [
        (ann, dt.date(2027, 2, 28), 39),
        (ben, dt.date(2027, 2, 28), 3),
    ]


def test_thank_yous_are_owed_until_they_are_noted(desk: Desk) -> None:
    ann, ben = desk.add("Ann Lee"), desk.add("Ben Low")
    first = desk.do(add_referral, ann, referred_id=ben, given_on=dt.date(2026, 3, 3))
    desk.do(add_referral, ann, referred_name="Zoe Hart", given_on=dt.date(2026, 4, 1))
    day = today(desk, 1)
    assert day.thanks_count == 2
    assert [(line.name, line.reason) for line in day.thanks] == [("Ann Lee", "Sent you Ben Low, 3 Mar")]
    desk.do(note_thanks, first, TODAY)
    assert [line.referred for line in today(desk).thanks] == ["Zoe Hart"]


def test_an_evening_call_belongs_to_its_day_on_the_wall(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    evening = dt.datetime(2026, 4, 2, 1, 30, tzinfo=dt.UTC)  # 21:30 on 1 April in Toronto
    desk.do(log_activity, NewActivity(ann, "call", "both", happened_at=evening))
    keep = desk.rows(
        "SELECT keep_in_touch_days FROM stage WHERE id = (SELECT stage_id FROM contact WHERE id = ?)", ann
    )
    limit = max(round(keep[0][0] * 1.5), keep[0][0] + 3)
    expected = dt.date(2026, 4, 1) + dt.timedelta(days=limit + 1)
    assert desk.rows("SELECT slips_on FROM contact WHERE id = ?", ann) == [(expected.isoformat(),)]
    number = due(desk, ann, channel="call")
    assert today(desk).today[0].reason == "last touch 13 days ago"
    desk.do(skip_follow_up, number)
    assert desk.faults() == []
    desk.clock.advance(days=limit)
    line = today(desk).slipping[0]
    assert line.quiet_days == (desk.moment.today - dt.date(2026, 4, 1)).days


def test_what_came_due_in_a_pause_stands_together_once(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    before = due(desk, ann, -1, channel="call")
    third, second = due(desk, ann, 5, channel="call"), due(desk, ann, 2, channel="call")
    back = due(desk, ann, 20, channel="call")
    desk.do(note_looked_at, [])
    desk.clock.advance(days=1)
    assert today(desk).away is None
    desk.do(note_looked_at, [])
    desk.clock.advance(days=19)
    day = today(desk)
    assert day.away is not None
    assert (day.away.since_on, numbers(day.away.lines), day.away.due_count) == (
        dt.date(2026, 4, 15), [second, third], 2,
    )  # fmt: skip
    assert (numbers(day.late), numbers(day.today), day.late_count) == ([before], [back], 3)
    steps = desk.rows("SELECT count(*) FROM journal_step")
    desk.do(note_looked_at, [])
    assert desk.rows("SELECT count(*) FROM journal_step") == steps
    assert today(desk) == day
    desk.do(complete_follow_up, second, log="")
    assert numbers(today(desk).away.lines) == [third]
    desk.do(close_pause)
    assert today(desk).away is None
    assert numbers(today(desk).late) == [before, third]


def test_who_was_shown_yields_and_the_same_day_keeps_its_list(desk: Desk) -> None:
    people = [desk.add(f"Person {number:02}") for number in range(24)]
    desk.clock.advance(days=300)
    desk.do(set_temperature, people[:20], "hot")
    desk.do(set_temperature, people[20:22], "warm")
    seen: list[set[int]] = []
    for _day in range(4):
        day = today(desk)
        first = [line.contact_id for line in day.slipping[: day.slipping_today]]
        assert len(first) == 10
        assert {people[20], people[21]} <= set(first)
        desk.do(note_looked_at, first)
        assert today(desk) == day
        seen.append(set(first))
        desk.clock.advance(days=1)
    assert set().union(*seen[:3]) == set(people)
    stage = desk.rows("SELECT count(*) FROM slipping_shown")[0][0]
    due(desk, people[0], 30, channel="call")
    desk.do(note_looked_at, [])
    assert desk.rows("SELECT count(*) FROM slipping_shown")[0][0] == stage - 1


def test_minutes_are_the_owners_own_where_enough_were_logged(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    assert desk.read(usual_minutes)["call"] == 10
    for minutes in (4, 6, 25, 5, None, 7):
        desk.do(log_activity, NewActivity(ann, "call", minutes=minutes))
    assert desk.read(usual_minutes)["call"] == 6
    assert desk.read(usual_minutes)["email"] == 10


def test_what_does_not_fit_the_day_is_spread_in_one_step(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    hot = desk.add("Hot Lead")
    desk.do(set_temperature, [hot], "hot")
    promised = due(desk, ann, 0, channel="call", is_promise=True)
    theirs, timed = due(desk, hot, channel="call"), due(desk, ann, at=dt.time(16), channel="call")
    plain = [due(desk, ann, -3 + number // 8, channel="call") for number in range(24)]
    friday = dt.date(2026, 4, 17)
    due(desk, ann, 1, channel="meeting")
    desk.do(set_settings, {"holidays": friday.isoformat()})
    day = today(desk)
    assert (day.due_count, day.fitting, day.day_minutes) == (27, 12, DAY_MINUTES)
    plan = desk.read(spread_plan, desk.moment)
    assert set(plan.staying) == {promised, theirs, timed, *plain[:9]}
    assert plan.days == ((dt.date(2026, 4, 15), 6), (dt.date(2026, 4, 16), 9))
    assert [move.follow_up_id for move in plan.moves] == plain[9:]
    before = desk.everything()["follow_up"]
    assert desk.do(spread_follow_ups, plan.moves) == 15
    assert (today(desk).fitting, today(desk).due_count) == (12, 12)
    assert desk.read(spread_plan, desk.moment).moves == ()
    desk.database.undo()
    assert desk.everything()["follow_up"] == before


def test_what_recurs_keeps_to_working_days_and_its_own_series(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    weekly = due(desk, ann, 4, channel="call", rule="FREQ=WEEKLY;BYDAY=SA")  # Saturday 18 April
    assert desk.do(complete_follow_up, weekly, log="").next_due_on == dt.date(2026, 4, 25)
    desk.database.undo()
    desk.do(set_settings, {"keeps_to_working_days": "1", "holidays": "2026-04-27, 2026-12-25"})
    done = desk.do(complete_follow_up, weekly, log="")
    assert done.next_due_on == dt.date(2026, 4, 28), "neither the weekend nor the holiday after it"
    again = desk.do(complete_follow_up, done.next_follow_up_id, log="")
    assert again.next_due_on == dt.date(2026, 5, 4), "the Saturday after, kept"
    assert today(desk).next_week_on == dt.date(2026, 4, 21)
    desk.do(set_settings, {"working_days": "1"})
    assert today(desk).next_week_on == dt.date(2026, 5, 4)


@pytest.mark.parametrize("value", ["0", "8", "", "1x"])
def test_days_of_the_week_that_are_none_are_refused(desk: Desk, value: str) -> None:
    from lifecycle_desktop.core.errors import NotUnderstood

    with pytest.raises(NotUnderstood):
        desk.do(set_settings, {"working_days": value})
    with pytest.raises(NotUnderstood):
        desk.do(set_settings, {"holidays": "2026-12-25 Christmas"})
