"""Capture: somebody new, or something new about somebody who is surely there; never merged in silence."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.capture_line import CaptureDraft, read_line
from lifecycle_desktop.core.operations.capture import Captured, capture
from lifecycle_desktop.core.operations.settings import set_setting, set_settings
from lifecycle_desktop.core.queries.contact import contact_summary
from tests.core.desk import Desk


def take(desk: Desk, line: str, **options: object) -> Captured:
    found: Captured = desk.do(capture, read_line(line, desk.moment), **options)
    return found


def test_a_line_becomes_a_lead_with_its_next_step(desk: Desk) -> None:
    got = take(
        desk, "Priya Natarajan 416-555-0142, open house 118 Alder, hot, relocating in June, call tomorrow 10"
    )
    assert got.is_new
    found = desk.read(contact_summary, got.contact_id, desk.moment)
    assert (found.name, found.temperature, found.source) == ("Priya Natarajan", "hot", "Open house")
    assert found.note == "Relocating in June"
    assert found.waits_since == desk.moment.at
    assert found.next_step is not None
    assert (found.next_step.follow_up_id, found.next_step.channel) == (got.follow_up_id, "call")
    assert (found.next_step.due_on, found.next_step.due_time) == (dt.date(2026, 4, 15), "10:00")
    assert desk.rows("SELECT cause FROM stage_move") == [("capture",)]


@pytest.mark.parametrize(
    ("line", "is_new"),
    [
        ("Maria Lopez maria@lopez.example", False),
        ("Maria Lopez MARIA@lopez.example 416 555 0199 #buyer", False),
        ("Mary Lopez (416) 555-0134", False),  # a pet name
        ("Maria Lopez", True),  # a name alone is nobody for sure
        ("Jose Lopez 416-555-0134", True),  # a household's telephone
        ("Karen Stone 416-555-0134", True),
        ("Tom Okafor maria@lopez.example", True),
    ],
)
def test_only_who_is_surely_the_same_is_added_to(desk: Desk, line: str, is_new: bool) -> None:
    there = desk.add("Maria Lopez", emails=(("", "maria@lopez.example"),), phones=(("", "+1 416 555 0134"),))
    got = take(desk, line)
    assert got.is_new is is_new
    assert (got.contact_id == there) is not is_new
    assert bool(got.reason) is not is_new


def test_what_is_there_is_never_overwritten(desk: Desk) -> None:
    there = desk.add(
        "Maria Lopez", emails=(("", "m@l.example"),), source="Sign", temperature="cold", note="Old"
    )
    got = take(desk, "Maria Lopez, m@l.example, 416 555 0134, hot, zillow, #buyer, wants a yard")
    assert got == Captured(there, is_new=False, reason=got.reason)
    found = desk.read(contact_summary, there, desk.moment)
    assert (found.source, found.temperature, found.note, found.tags) == ("Sign", "cold", "Old", ("buyer",))
    assert [phone.text for phone in found.phones] == ["416 555 0134"]
    assert found.latest[0].text.startswith("Wants a yard") or found.latest[1].text.startswith("Wants a yard")


def test_the_owner_decides_otherwise(desk: Desk) -> None:
    there = desk.add("Maria Lopez", emails=(("", "m@l.example"),))
    assert take(desk, "Maria Lopez m@l.example", keep_separate=True).is_new
    got = take(desk, "Peter Stone 416 555 0111", into_contact_id=there, stage_id=desk.stage("Nurture"))
    assert got == Captured(there, is_new=False)
    assert desk.rows("SELECT display_name, stage_id FROM contact WHERE id = ?", there) == [
        ("Maria Lopez", desk.stage("Nurture"))
    ]
    with pytest.raises(NotFound):
        take(desk, "Ann Hill", into_contact_id=4711)
    with pytest.raises(NotUnderstood):
        desk.do(capture, CaptureDraft())


def test_somebody_in_the_trash_is_not_added_to(desk: Desk) -> None:
    from lifecycle_desktop.core.operations.contacts import delete_contacts

    there = desk.add("Maria Lopez", emails=(("", "m@l.example"),))
    desk.do(delete_contacts, [there])
    assert take(desk, "Maria Lopez m@l.example").is_new


def test_a_capture_is_one_step(desk: Desk) -> None:
    before = desk.everything()
    take(desk, "Priya Natarajan 416-555-0142, open house, call tomorrow 10")
    after = desk.everything()
    assert len(desk.database.history()) == 1
    desk.database.undo()
    assert desk.everything() == before
    desk.database.redo()
    assert desk.everything() == after
    assert desk.faults() == []


def test_settings_are_checked_and_undone(desk: Desk) -> None:
    assert desk.do(set_settings, {"business_name": "Whitaker Homes", "currency": "cad", "region": "ca"}) == 3
    assert desk.do(set_settings, {"currency": "CAD", "answer_aim_minutes": "07"}) == 1
    assert desk.rows("SELECT name, value FROM setting ORDER BY name") == [
        ("answer_aim_minutes", "7"),
        ("business_name", "Whitaker Homes"),
        ("currency", "CAD"),
        ("region", "CA"),
    ]
    with desk.database.write("x", moment=desk.moment) as written:
        assert not set_setting(written.connection, "currency", "CAD")
    for name, value in (
        ("currency", "Loonie"),
        ("region", "Canada"),
        ("paper", "a9"),
        ("day_minutes", "-5"),
        ("language", "tlh"),
        ("answer_aim_minutes", "999999999999"),
    ):
        with pytest.raises(NotUnderstood):
            desk.do(set_settings, {name: value})
    with pytest.raises(KeyError):
        desk.do(set_settings, {"colour": "red"})
    desk.database.undo()
    assert desk.rows("SELECT value FROM setting WHERE name = 'answer_aim_minutes'") == []


def test_phones_are_read_where_the_business_is(desk: Desk) -> None:
    desk.do(set_settings, {"region": "GB"})
    one = take(desk, "Ann Hill 02079460958")
    assert desk.rows("SELECT phone_normal FROM contact_phone") == [("+442079460958",)]
    assert take(desk, "Ann Hill +44 20 7946 0958").contact_id == one.contact_id
