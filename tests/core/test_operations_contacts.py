"""Adding, changing, moving and deleting contacts, each on a real file and undone again."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.operations import contacts
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.contact import contact_summary
from tests.core.desk import Desk


def test_somebody_new_has_everything_that_was_said(desk: Desk) -> None:
    new = NewContact(
        full_name=" Maria Lopez\t",
        emails=(("home", "Maria@Lopez.example"), ("", "maria@lopez.example")),
        phones=(("mobile", "(416) 555-0134 ext. 7"),),
        addresses=(Address(street="12 Elm St", city="Guelph"),),
        dates=(KeyDate("birthday", None, 2, 29),),
        note="Met at the door.\r\nLikes light.",
        source="Open house",
        tags=("buyer", "#Buyer", "north side"),
        temperature="hot",
        permissions={"Email": "given"},
        is_captured=True,
    )
    contact_id = desk.do(contacts.add_contact, new)
    found = desk.read(contact_summary, contact_id, desk.moment)
    assert found.name == "Maria Lopez"
    assert [reach.text for reach in found.emails] == ["Maria@Lopez.example"]
    assert [reach.text for reach in found.phones] == ["(416) 555-0134 ext. 7"]
    assert found.note == "Met at the door.\nLikes light."
    assert (found.source, found.temperature, found.tags) == ("Open house", "hot", ("buyer", "north side"))
    assert found.permissions == (("email", "given"),)
    assert found.stage.label == "Capture"
    assert found.waits_since == desk.moment.at
    assert found.dates[0].text == "--02-29"
    assert desk.rows("SELECT sort_name, first_name, last_name FROM contact") == [
        ("lopez maria", "Maria", "Lopez")
    ]
    assert desk.rows("SELECT phone_normal, extension FROM contact_phone") == [("+14165550134", "7")]
    assert desk.rows("SELECT from_stage_id, to_stage_id, cause FROM stage_move") == [
        (None, found.stage.stage_id, "hand")
    ]


@pytest.mark.parametrize(
    ("new", "label"),
    [
        (NewContact(full_name="A name only"), "Attract"),
        (NewContact(full_name="Reachable", emails=(("", "a@b.example"),)), "Attract"),
        (NewContact(full_name="Told so", phones=(("", "416 555 0111"),), permissions={"call": "given"}), "Capture"),
        (NewContact(full_name="Refused", phones=(("", "416 555 0111"),), permissions={"call": "refused"}), "Attract"),
    ],
)  # fmt: skip
def test_without_a_stage_the_facts_decide(desk: Desk, new: NewContact, label: str) -> None:
    contact_id = desk.do(contacts.add_contact, new)
    assert desk.read(contact_summary, contact_id, desk.moment).stage.label == label


@pytest.mark.parametrize(
    ("new", "shown", "kind"),
    [
        (NewContact(company="Mill Street Lending"), "Mill Street Lending", "firm"),
        (NewContact(emails=(("", "x@y.example"),)), "x@y.example", "person"),
        (NewContact(phones=(("", "416 555 0199"),)), "416 555 0199", "person"),
        (NewContact(first_name="Ann", middle_name="B.", last_name="Hill", suffix="Jr."), "Ann B. Hill, Jr.", "person"),
        (NewContact(full_name="Maria del Carmen Lopez"), "Maria del Carmen Lopez", "person"),
    ],
)  # fmt: skip
def test_somebody_is_called_by_what_is_known(desk: Desk, new: NewContact, shown: str, kind: str) -> None:
    contact_id = desk.do(contacts.add_contact, new)
    assert desk.rows("SELECT display_name, kind FROM contact WHERE id = ?", contact_id) == [(shown, kind)]


@pytest.mark.parametrize(
    "new",
    [
        NewContact(),
        NewContact(full_name=" \t "),
        NewContact(full_name="A", emails=(("", "not an address"),)),
        NewContact(full_name="A", phones=(("", "none"),)),
        NewContact(full_name="A", temperature="boiling"),
        NewContact(full_name="A", permissions={"smoke": "given"}),
        NewContact(full_name="A", permissions={"email": "maybe"}),
        NewContact(full_name="A", dates=(KeyDate("birthday", 2025, 2, 29),)),
        NewContact(full_name="A" * 20_001),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(desk: Desk, new: NewContact) -> None:
    with pytest.raises(NotUnderstood) as told:
        desk.do(contacts.add_contact, new)
    assert told.value.message.endswith(".")
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
    assert desk.database.history() == []


def test_a_strange_stage_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.do(contacts.add_contact, NewContact(full_name="A", stage_id=999))


def test_names_follow_from_their_parts(desk: Desk) -> None:
    contact_id = desk.add("Maria Lopez")
    assert desk.do(contacts.change_contact, contact_id, {"last_name": "Łucka", "note": "new\x00 note"})
    assert desk.rows("SELECT display_name, sort_name, note FROM contact") == [
        ("Maria Łucka", "lucka maria", "new note")
    ]
    assert not desk.do(contacts.change_contact, contact_id, {"last_name": "Łucka"})
    with pytest.raises(NotUnderstood):
        desk.do(contacts.change_contact, contact_id, {"first_name": "", "last_name": ""})
    with pytest.raises(KeyError):
        desk.do(contacts.change_contact, contact_id, {"next_step_on": "2026-01-01"})
    assert desk.do(
        contacts.change_contact, contact_id, {"source": "Sign", "parked_until_on": dt.date(2026, 5, 1)}
    )
    assert desk.rows("SELECT s.name, parked_until_on FROM contact c JOIN source s ON s.id = c.source_id") == [
        ("Sign", "2026-05-01")
    ]


def test_reaches_are_added_corrected_and_taken_away(desk: Desk) -> None:
    contact_id = desk.add("Ann Hill", emails=(("", "ann@hill.example"),))
    email_id = desk.do(contacts.add_email, contact_id, "ann@work.example", label="work")
    assert desk.do(contacts.add_email, contact_id, "ANN@work.example") == email_id
    phone_id = desk.do(contacts.add_phone, contact_id, "416-555-0134")
    desk.do(contacts.change_email, email_id, "a.hill@work.example")
    desk.do(contacts.change_phone, phone_id, "+44 20 7946 0958", label="office")
    assert desk.rows("SELECT position, label, email_normal FROM contact_email ORDER BY position") == [
        (0, "", "ann@hill.example"),
        (1, "work", "a.hill@work.example"),
    ]
    assert desk.rows("SELECT label, phone_normal FROM contact_phone") == [("office", "+442079460958")]
    desk.do(contacts.remove_email, email_id)
    desk.do(contacts.remove_phone, phone_id)
    assert desk.rows("SELECT count(*) FROM contact_phone") == [(0,)]
    with pytest.raises(NotFound):
        desk.do(contacts.remove_email, email_id)


def test_many_are_tagged_warmed_and_parked_at_once(desk: Desk) -> None:
    ids = [desk.add(f"Person {n}") for n in range(5)]
    assert desk.do(contacts.add_tag, ids[:3], "#Sphere") == 3
    assert desk.do(contacts.add_tag, ids, "sphere") == 2
    assert desk.do(contacts.remove_tag, ids[1:2], "SPHERE") == 1
    assert desk.do(contacts.set_temperature, ids, "warm") == 5
    assert desk.do(contacts.set_temperature, ids, "warm") == 0
    assert desk.do(contacts.park_contacts, ids, dt.date(2026, 12, 1)) == 5
    assert desk.rows("SELECT count(*) FROM contact_tag") == [(4,)]
    with pytest.raises(NotFound):
        desk.do(contacts.remove_tag, ids, "nobody has it")
    with pytest.raises(NotFound):
        desk.do(contacts.add_tag, [*ids, 4711], "x")
    with pytest.raises(NotUnderstood):
        desk.do(contacts.add_tag, ids, "#")


def test_the_trash_gives_everything_back(desk: Desk) -> None:
    ids = [desk.add(f"Person {n}") for n in range(3)]
    assert desk.do(contacts.delete_contacts, ids[:2]) == 2
    assert desk.do(contacts.delete_contacts, ids[:2]) == 0
    assert desk.rows("SELECT count(*) FROM contact WHERE is_archived = 1 AND deleted_at IS NOT NULL") == [
        (2,)
    ]
    assert desk.do(contacts.bring_back_contacts, ids) == 2
    assert desk.rows("SELECT count(*) FROM contact WHERE is_archived = 0 AND deleted_at IS NULL") == [(3,)]


def test_permissions_are_a_record_and_the_newest_holds(desk: Desk) -> None:
    contact_id = desk.add("Ann Hill")
    desk.do(contacts.set_permission, contact_id, "email", "given", wording="Yes, write to me.", place="Kiosk")
    desk.do(contacts.set_permission, contact_id, "email", "withdrawn")
    assert desk.read(contact_summary, contact_id, desk.moment).permissions == (("email", "withdrawn"),)
    assert desk.rows("SELECT status, wording FROM permission ORDER BY id") == [
        ("given", "Yes, write to me."),
        ("withdrawn", ""),
    ]


def test_a_move_is_kept_with_its_days(desk: Desk) -> None:
    one, other = desk.add("One"), desk.add("Other")
    convert = desk.stage("Convert")
    desk.clock.advance(days=9, hours=23)
    assert desk.do(move_contacts, [one], convert, reason="Toured twice") == 1
    assert desk.do(move_contacts, [one, other], convert) == 1
    assert desk.rows(
        "SELECT contact_id, days_in_from, cause, reason, moved_on FROM stage_move WHERE from_stage_id IS NOT NULL ORDER BY id"
    ) == [(one, 9, "hand", "Toured twice", "2026-04-24"), (other, 9, "hand", "", "2026-04-24")]
    assert desk.rows("SELECT DISTINCT stage_id, stage_since_at FROM contact") == [(convert, desk.moment.text)]
    with pytest.raises(NotFound):
        desk.do(move_contacts, [one], 999)


def test_a_clock_that_was_set_back_makes_no_negative_stay(desk: Desk) -> None:
    one = desk.add("One")
    desk.clock.advance(days=-3000)
    desk.do(move_contacts, [one], desk.stage("Convert"))
    assert desk.rows("SELECT days_in_from FROM stage_move ORDER BY id DESC LIMIT 1") == [(0,)]


def test_every_step_can_be_undone_and_done_again(desk: Desk) -> None:
    ids = [desk.add(f"Person {n}", emails=(("", f"p{n}@x.example"),)) for n in range(3)]
    steps = (
        lambda: desk.add("New", phones=(("", "416 555 0133"),), tags=("a",), permissions={"call": "given"}),
        lambda: desk.do(contacts.change_contact, ids[0], {"last_name": "Other", "source": "Sign"}),
        lambda: desk.do(contacts.add_tag, ids, "b"),
        lambda: desk.do(contacts.set_temperature, ids, "cold"),
        lambda: desk.do(contacts.delete_contacts, ids[:2]),
        lambda: desk.do(contacts.bring_back_contacts, ids[:1]),
        lambda: desk.do(contacts.set_permission, ids[0], "text", "refused"),
        lambda: desk.do(move_contacts, ids, desk.stage("Nurture")),
    )
    for step in steps:
        before = desk.everything()
        step()
        after = desk.everything()
        assert after != before
        desk.database.undo()
        assert desk.everything() == before
        desk.database.redo()
        assert desk.everything() == after
    assert desk.faults() == []


def test_the_moment_is_where_the_person_is(desk: Desk) -> None:
    """Ten at night in Toronto is the next day in UTC; the move belongs to the evening."""
    one = desk.add("One")
    desk.clock.at = dt.datetime(2026, 4, 15, 2, tzinfo=dt.UTC)
    desk.do(move_contacts, [one], desk.stage("Convert"))
    assert desk.rows("SELECT moved_on FROM stage_move ORDER BY id DESC LIMIT 1") == [("2026-04-14",)]
    assert Moment(desk.clock.at, "America/Toronto").today == dt.date(2026, 4, 14)
