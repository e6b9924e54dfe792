"""The rules of Today: order of those who slip through, seats for the lukewarm, reasons in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.reasons import follow_up_reason, quiet_reason
from lifecycle_desktop.core.model.today import (
    FEWEST_LINES,
    FIRST_LINES,
    LUKEWARM_SEATS,
    Silence,
    in_order_of_silence,
)
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import set_temperature
from lifecycle_desktop.core.queries.slipping import slipping
from tests.core.desk import Desk


def _ids(silences):
    return [each.contact_id for each in in_order_of_silence(silences).order]


def test_nine_days_against_three_weigh_more_than_a_hundred_and_eighty_against_ninety():
    assert _ids([Silence(1, 180, 90), Silence(2, 9, 3), Silence(3, 16, 7)]) == [2, 3, 1]


def test_equal_weight_goes_by_days_and_then_by_number():
    assert _ids([Silence(2, 20, 10), Silence(1, 20, 10), Silence(3, 60, 30)]) == [3, 1, 2]


def test_the_lukewarm_have_three_of_the_first_ten_seats():
    hot = [Silence(number, 100, 10, "hot") for number in range(1, 16)]
    warm = [
        Silence(20, 20, 10, "warm"),
        Silence(21, 19, 10, "cold", is_qualified=True),
        Silence(22, 18, 10, "", is_qualified=True),
    ]
    order = _ids([*hot, *warm, Silence(30, 17, 10, "warm"), Silence(31, 40, 10, "cold")])
    assert order[:10] == [1, 2, 3, 4, 5, 6, 7, 20, 21, 22]
    assert order[10:13] == [8, 9, 10]
    assert order[-2:] == [31, 30]


def test_one_lukewarm_takes_one_seat():
    hot = [Silence(number, 100, 10, "hot") for number in range(1, 13)]
    assert _ids([*hot, Silence(20, 20, 10, "warm")])[8:12] == [9, 20, 10, 11]


people = st.lists(
    st.builds(
        Silence,
        st.integers(1, 10_000),
        st.integers(1, 900),
        st.integers(1, 90),
        st.sampled_from(["hot", "warm", "cold", ""]),
        st.booleans(),
    ),
    max_size=40,
    unique_by=lambda each: each.contact_id,
)


@given(people)
def test_nobody_is_lost_and_the_seats_are_kept(silences):
    order, lines = in_order_of_silence(silences)
    assert sorted(each.contact_id for each in order) == sorted(each.contact_id for each in silences)
    assert min(len(silences), FEWEST_LINES) <= lines <= FIRST_LINES
    lukewarm = sum(each.is_lukewarm for each in silences)
    assert sum(each.is_lukewarm for each in order[:lines]) >= min(lukewarm, LUKEWARM_SEATS, lines)


@given(people, st.integers(2, 12))
def test_nobody_is_passed_over_twice_running_and_everybody_has_a_turn(silences, openings):
    shown: dict[int, int] = {}
    before: set[int] | None = None
    for day in range(openings):
        silences = [
            each._replace(
                quiet_days=each.quiet_days + 1,
                shown_days_ago=day - shown[each.contact_id] if each.contact_id in shown else None,
            )
            for each in silences
        ]
        order, lines = in_order_of_silence(silences)
        assert in_order_of_silence(reversed(silences)) == (order, lines)
        today = {each.contact_id for each in order[:lines]}
        if before is not None and len(silences) <= 17:
            assert today | before == {each.contact_id for each in silences}
        shown |= dict.fromkeys(today, day)
        before = today
    if openings >= 2 + len(silences) / (FIRST_LINES - LUKEWARM_SEATS):
        assert set(shown) == {each.contact_id for each in silences}


@pytest.mark.parametrize(
    ("last", "days", "usual", "is_own", "words"),
    [
        ("2026-04-05", 9, 3, True, "Quiet 9 days, usual 3"),
        ("2026-03-29", 16, 14, False, "Quiet 16 days, aim 14"),
        ("2025-10-12", 184, 90, False, "No word since October"),
        ("2024-10-12", 549, 90, True, "No word since October 2024"),
        (None, 30, 14, False, "No word yet in 30 days"),
    ],
)
def test_why_somebody_slips_is_said(last, days, usual, is_own, words):
    day = dt.date.fromisoformat(last) if last else None
    assert quiet_reason(day, days, usual, is_own_rhythm=is_own) == words


def test_why_a_follow_up_is_there_is_said():
    today = dt.date(2026, 4, 14)
    plain = {
        "is_promise": False,
        "first_due_on": today,
        "due_on": today,
        "quiet_days": None,
        "rhythm_days": None,
    }
    assert follow_up_reason("he would know by Monday", **plain) == "he would know by Monday"
    assert follow_up_reason("", **{**plain, "is_promise": True}) == "you promised it"
    assert (
        follow_up_reason("", **{**plain, "quiet_days": 9, "rhythm_days": 4})
        == "no word for 9 days, the usual is 4"
    )
    assert follow_up_reason("", **plain)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "today.db")
    yield desk
    desk.database.close()


def _touch(desk, contact_id, *days_ago):
    for days in days_ago:
        at = desk.moment.at - dt.timedelta(days)
        desk.do(log_activity, NewActivity(contact_id, "call", "both", happened_at=at))


def test_the_list_of_the_database_goes_by_rhythm(desk):
    capture = desk.rows("SELECT id FROM stage WHERE position = 6")[0][0]
    quick = desk.add("Kate O’Leary", stage_id=capture)
    slow = desk.add("Paula Nowak", stage_id=capture)
    fine = desk.add("Grace Lindqvist", stage_id=capture)
    _touch(desk, quick, 18, 15, 12, 9)
    _touch(desk, slow, 185)
    _touch(desk, fine, 80)
    desk.do(set_temperature, [slow], "hot")
    lines, count, shown = desk.read(slipping, desk.moment, 100)
    assert shown == 2
    assert [(line.contact_id, line.reason) for line in lines] == [
        (quick, "Quiet 9 days, usual 3"),
        (slow, "No word since October"),
    ]
    assert count == 2
    assert desk.read(slipping, desk.moment, 1) == (lines[:1], 2, 1)


def test_where_many_slip_both_ends_are_looked_at_and_all_are_counted(desk, monkeypatch):
    monkeypatch.setattr("lifecycle_desktop.core.queries.slipping.LOOKED_AT", 1)
    known = [desk.add(f"Person {number}") for number in range(4)]
    waiting = desk.add("A lead", is_captured=True)
    for number, contact_id in enumerate(known):
        _touch(desk, contact_id, 100 + 10 * number)
    desk.clock.advance(days=60)
    lines, count, _shown = desk.read(slipping, desk.moment, 100)
    assert count == 4
    assert {line.contact_id for line in lines} == {known[0], known[3]}
    assert waiting not in {line.contact_id for line in lines}
