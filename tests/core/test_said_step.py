"""What is read out of typed words: a next step in a note, an amount of money; and people added by their name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.amount_text import amount_field_text, read_amount
from lifecycle_desktop.core.model.said_step import find_step
from lifecycle_desktop.core.operations.people_by_name import add_to_household, note_who_sent
from tests.core.desk import Desk

NOW = Moment(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC), "America/Toronto")  # a Tuesday


@pytest.mark.parametrize(
    ("text", "what", "channel", "on", "at"),
    [
        ("Friday 3pm", "", "other", dt.date(2026, 4, 17), dt.time(15)),
        (
            "She likes it. Send the comps by Friday 3pm.",
            "Send the comps",
            "email",
            dt.date(2026, 4, 17),
            dt.time(15),
        ),
        (
            "call again tomorrow about the roof",
            "Call again about the roof",
            "call",
            dt.date(2026, 4, 15),
            None,
        ),
        ("Worried about the roof, text her on 20 April", "Text her", "text", dt.date(2026, 4, 20), None),
        (
            "email the list tomorrow\nthey want a garden",
            "Email the list",
            "email",
            dt.date(2026, 4, 15),
            None,
        ),
        (
            "See the lake house again, Friday 3pm",
            "See the lake house again",
            "other",
            dt.date(2026, 4, 17),
            dt.time(15),
        ),
        ("She likes it. Friday 3pm", "", "other", dt.date(2026, 4, 17), dt.time(15)),
        ("Saw it on 2 April 2026, call tomorrow", "Call", "call", dt.date(2026, 4, 15), None),
    ],
)
def test_a_day_in_a_note_is_a_next_step(
    text: str, what: str, channel: str, on: dt.date, at: dt.time | None
) -> None:
    found = find_step(text, NOW)
    assert found is not None
    assert (found.step.what, found.step.channel.value, found.step.on, found.step.at) == (
        what,
        channel,
        on,
        at,
    )
    assert text[found.start : found.end].strip() == text[found.start : found.end] != ""


@pytest.mark.parametrize(
    "text", ["", "They want to list before school is out.", "Closed on 2 April 2020", "12 3 4"]
)
def test_a_note_without_a_day_to_come_has_no_step(text: str) -> None:
    assert find_step(text, NOW) is None


def test_a_day_that_was_taken_off_is_passed_over() -> None:
    found = find_step("Saw it Friday, call tomorrow", NOW, {"friday"})
    assert found is not None
    assert (found.step.what, found.step.on) == ("Call", dt.date(2026, 4, 15))


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_a_step_or_an_amount(text: str) -> None:
    found = find_step(text, NOW)
    assert found is None or 0 <= found.start < found.end <= len(text)
    amount = read_amount(text, "USD")
    assert amount is None or amount >= 0


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("420,000", "USD", 42_000_000),
        ("$420,000.50", "USD", 42_000_050),
        ("420k", "USD", 42_000_000),
        ("1.2M", "USD", 120_000_000),
        ("1.250,50 €", "EUR", 125_050),
        ("1.250", "EUR", 125_000),
        ("12.5", "USD", 1_250),
        ("420 000", "USD", 42_000_000),
        ("0", "USD", 0),
        ("5000", "JPY", 5_000),
        ("5.5", "JPY", None),
        ("12.345", "USD", 1_234_500),
        ("1.2345", "USD", None),
        ("-5", "USD", None),
        ("abc", "USD", None),
        ("", "USD", None),
        ("9" * 30, "USD", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_typed(text: str, currency: str, minor: int | None) -> None:
    assert read_amount(text, currency) == minor


@pytest.mark.parametrize("minor", [None, 0, 1, 99, 100, 42_000_050])
@pytest.mark.parametrize("currency", ["USD", "JPY"])
def test_an_amount_in_a_field_reads_back_as_itself(minor: int | None, currency: str) -> None:
    assert read_amount(amount_field_text(minor, currency), currency) == minor


def test_somebody_new_joins_a_household_in_one_step(desk: Desk) -> None:
    jo = desk.add("Jo Bellamy")
    before = desk.everything()
    marcus = desk.do(add_to_household, jo, other_contact_id=None, name="Marcus Bellamy")
    assert desk.rows("SELECT display_name FROM contact WHERE household_id IS NOT NULL ORDER BY id") == [
        ("Jo Bellamy",),
        ("Marcus Bellamy",),
    ]
    assert marcus != jo
    desk.database.undo()
    assert desk.everything() == before
    with pytest.raises(NotUnderstood):
        desk.do(add_to_household, jo, other_contact_id=None, name=" ")
    assert desk.everything() == before


def test_who_sent_somebody_may_be_new(desk: Desk) -> None:
    jo, ingrid = desk.add("Jo Bellamy"), desk.add("Ingrid")
    desk.do(note_who_sent, jo, referrer_id=ingrid)
    desk.do(note_who_sent, jo, referrer_id=None, name="Peter")
    assert desk.rows(
        "SELECT c.display_name FROM referral r JOIN contact c ON c.id = r.referrer_id "
        "WHERE r.referred_id = ? ORDER BY r.id",
        jo,
    ) == [("Ingrid",), ("Peter",)]
