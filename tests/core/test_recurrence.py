"""Recurring days: plain words, RRULE text, leap days and month ends, ends of series, bounded search."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.recurrence import (
    checked_rule,
    days_until,
    month_end_rule,
    next_due,
    rule_words,
    upcoming,
)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("day", "FREQ=DAILY"), ("week", "FREQ=WEEKLY"), ("month", "FREQ=MONTHLY"), ("year", "FREQ=YEARLY"),
        ("Daily", "FREQ=DAILY"), ("every day", "FREQ=DAILY"), ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"), ("fortnight", "FREQ=WEEKLY;INTERVAL=2"),
        ("3 months", "FREQ=MONTHLY;INTERVAL=3"), ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("every six months", "FREQ=MONTHLY;INTERVAL=6"), ("once a month", "FREQ=MONTHLY"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), ("every monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("thu and tue", "FREQ=WEEKLY;BYDAY=TU,TH"), ("every mon, wed, fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("end of month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("cada semana", "FREQ=WEEKLY"), ("cada 2 días", "FREQ=DAILY;INTERVAL=2"), ("cada mes", "FREQ=MONTHLY"),
        ("todos los lunes", "FREQ=WEEKLY;BYDAY=MO"), ("cada martes y jueves", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("una vez al año", "FREQ=YEARLY"), ("una vez a la semana", "FREQ=WEEKLY"), ("fin de mes", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"), ("rrule:freq=weekly;byday=mo;interval=2;", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "FREQ=MONTHLY;COUNT=5;BYDAY=2TU"),
        ("FREQ=DAILY;UNTIL=20261231T235959Z", "FREQ=DAILY;UNTIL=20261231T235959Z"),
        ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_words_and_rules_become_rule_text(said, rule):
    assert checked_rule(said) == rule


@pytest.mark.parametrize(
    "said",
    [
        "sometimes", "every", "0 weeks", "every 2", "hour", "every 5 minutes", "FREQ=SECONDLY", "FREQ=HOURLY", "INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=1000", "FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=2MO", "FREQ=WEEKLY;BYHOUR=9", "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;UNTIL=20261399", "FREQ=DAILY;UNTIL=soon",
        "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYYEARDAY=3", "FREQ=DAILY;BYWEEKNO=3", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY\nRDATE=20260101",
        "FREQ=DAILY;" + "BYMONTHDAY=" + "1," * 200 + "1", "=", "FREQ=", "DTSTART=20260101;FREQ=DAILY",
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused_in_words(said):
    with pytest.raises(NotUnderstood) as caught:
        checked_rule(said)
    assert caught.value.hint


def test_rules_that_never_fall_on_a_day_are_refused_quickly():
    begin = time.perf_counter()
    for rule in (
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
        "FREQ=DAILY;BYDAY=MO;BYMONTH=2;BYMONTHDAY=31;BYSETPOS=5",
    ):
        with pytest.raises(NotUnderstood):
            checked_rule(rule)
        assert next_due(rule, day("2026-01-31"), after=day("2026-01-31")) is None
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("rule", "first", "after", "then"),
    [
        ("FREQ=DAILY", "2026-04-14", "2026-04-14", "2026-04-15"),
        ("FREQ=WEEKLY", "2026-04-14", "2026-04-14", "2026-04-21"),
        ("FREQ=WEEKLY", "2026-04-14", "2026-05-01", "2026-05-05"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-04-14", "2026-04-20", "2026-04-28"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-04-14", "2026-04-14", "2026-04-16"),
        ("FREQ=MONTHLY", "2026-04-14", "2026-04-10", "2026-05-14"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-01-31", "2026-03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-31", "2026-02-28"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-04-14", "2026-04-14", "2026-05-12"),
        ("FREQ=YEARLY", "2028-02-29", "2028-02-29", "2032-02-29"),
        ("FREQ=YEARLY", "2026-04-14", "2036-06-01", "2037-04-14"),
        ("FREQ=DAILY", "2016-04-14", "2026-04-14", "2026-04-15"),
        ("FREQ=DAILY", "2001-01-01", "2099-06-01", "2099-06-02"),
    ],
)
def test_the_next_day_after_one_was_done(rule, first, after, then):
    assert next_due(rule, day(first), after=day(after)).on == day(then)


def test_done_early_goes_on_after_the_day_that_was_planned():
    assert next_due("FREQ=WEEKLY", day("2026-04-21"), after=day("2026-04-14")).on == day("2026-04-28")


def _series(rule, first_on, most=40):
    """The whole series as follow-ups make it: each begins where the last one stood."""
    days, on = [first_on], first_on
    while len(days) < most and (found := next_due(rule, on, after=on)):
        on, rule = found
        days.append(on)
    return days


def test_a_month_in_words_from_the_31st_falls_on_the_last_day_of_short_months_and_comes_back():
    first = day("2026-12-31")
    days = _series(checked_rule("month", first), first, 6)
    assert [str(each) for each in days[1:]] == [
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
        "2027-05-31",
    ]
    from_30 = _series(checked_rule("month", day("2027-01-30")), day("2027-01-30"), 4)
    assert [each.day for each in from_30] == [30, 28, 30, 30]


def test_a_year_in_words_from_29_february_comes_every_year():
    first = day("2028-02-29")
    assert [str(each) for each in _series(checked_rule("every year", first), first, 5)[1:]] == [
        "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29",
    ]  # fmt: skip


def test_the_choice_of_the_last_day_is_offered_where_it_makes_a_difference():
    assert month_end_rule("FREQ=MONTHLY", day("2026-01-31")) == "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert (
        month_end_rule("FREQ=MONTHLY;INTERVAL=2", day("2026-02-28"))
        == "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1"
    )
    assert month_end_rule("FREQ=MONTHLY", day("2026-01-30")) == ""
    assert month_end_rule("FREQ=WEEKLY", day("2026-01-31")) == ""
    assert month_end_rule("FREQ=MONTHLY;BYDAY=2TU", day("2026-01-31")) == ""


@given(
    st.integers(1, 12),
    st.sampled_from(
        ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;INTERVAL=3"]
    ),
)
def test_a_counted_series_ends_after_its_count(count, rule):
    first = day("2026-04-30")
    assert len(_series(f"{rule};COUNT={count}", first)) == count


def test_days_missed_count_as_used_up():
    found = next_due("FREQ=DAILY;COUNT=10", day("2026-04-01"), after=day("2026-04-07"))
    assert found == (day("2026-04-08"), "FREQ=DAILY;COUNT=3")
    assert next_due("FREQ=DAILY;COUNT=10", day("2026-04-01"), after=day("2026-04-10")) is None


def test_a_series_ends_with_its_last_day():
    rule = checked_rule("week", day("2026-04-14"), until=day("2026-04-28"))
    assert rule == "FREQ=WEEKLY;UNTIL=20260428"
    assert [str(each) for each in _series(rule, day("2026-04-14"))] == [
        "2026-04-14",
        "2026-04-21",
        "2026-04-28",
    ]
    with pytest.raises(NotUnderstood, match="before it begins"):
        checked_rule("week", day("2026-04-14"), until=day("2026-04-13"))
    assert next_due(
        "FREQ=DAILY;UNTIL=20260414T235959Z", day("2026-04-13"), after=day("2026-04-13")
    ).on == day("2026-04-14")


def test_no_rule_has_nothing_next():
    assert next_due("", day("2026-04-14"), after=day("2026-04-14")) is None
    assert upcoming("", day("2026-04-14")) == [day("2026-04-14")]


def test_a_preview_of_days():
    assert upcoming("FREQ=WEEKLY;COUNT=2", day("2026-04-14")) == [day("2026-04-14"), day("2026-04-21")]
    assert len(upcoming("FREQ=DAILY", day("2026-04-14"), 7)) == 7


def test_the_days_of_a_series_until_a_day():
    first, rule = day("2026-01-31"), "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert [str(each) for each in days_until(rule, first, day("2026-03-31"))] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
    ]
    assert days_until(rule, first, day("2026-01-30")) == []
    assert days_until("", first, first) == [first]
    assert len(days_until("FREQ=DAILY;COUNT=3", first, day("2027-01-31"))) == 3
    assert len(days_until("FREQ=DAILY;UNTIL=20260204", first, day("2027-01-31"))) == 5
    assert upcoming("FREQ=WEEKLY;BYDAY=MO", day("2026-04-14"), 2) == [day("2026-04-14"), day("2026-04-20")]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", ""), ("FREQ=DAILY", "every day"), ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "every 2 weeks on Tue, Thu"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "every month on the last day, 3 times"),
        ("FREQ=YEARLY;UNTIL=20281231", "every year, until 2028-12-31"), ("FREQ=MONTHLY;BYDAY=2TU", "every month by its own rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every month"), ("FREQ=YEARLY;BYWEEKNO=20", "every year by its own rule"),
    ],
)  # fmt: skip
def test_rules_in_words(rule, words):
    assert rule_words(rule) == words


@given(
    st.sampled_from(
        ["day", "week", "2 weeks", "month", "year", "every monday", "end of month", "FREQ=MONTHLY;BYDAY=-1FR"]
    ),
    st.dates(dt.date(2001, 1, 1), dt.date(2098, 12, 31)),
    st.integers(0, 4000),
)
def test_the_next_day_is_after_what_was_done_and_the_rule_stays_readable(said, first_on, late):
    rule = checked_rule(said, first_on)
    after = first_on + dt.timedelta(late)
    found = next_due(rule, first_on, after=after)
    assert found.on > after
    assert checked_rule(found.rule, found.on) == found.rule
