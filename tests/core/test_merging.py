"""Two contacts who are one: every value, row and date is there after the merge, and both are back after the undo."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import add_phone, change_contact, set_permission
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.merged_rows import references
from lifecycle_desktop.core.operations.merging import keep_apart, merge_contacts
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.store import schema
from tests.core.desk import Desk


def own_values(desk: Desk, contact_id: int) -> set[tuple[str, str]]:
    sql = "SELECT f.name, v.value FROM contact_own_value v JOIN own_field f ON f.id = v.own_field_id WHERE v.contact_id = ?"
    return set(desk.rows(sql, contact_id))


def column(desk: Desk, contact_id: int, name: str) -> Any:
    return desk.rows(f'SELECT "{name}" FROM contact WHERE id = ?', contact_id)[0][0]


@pytest.fixture
def pair(desk: Desk) -> tuple[Desk, int, int]:
    """Ann Lee, and Anne Lee who is the same."""
    one = desk.add(
        "Ann Lee", emails=(("home", "ann@x.example"),), phones=(("", "416 555 0101"),), company="Elm Ltd"
    )
    two = desk.add(
        "Anne Lee",
        emails=(("work", "ANN@x.example"), ("work", "lee@y.example")),
        phones=(("cell", "+1 416-555-0101"), ("", "416 555 0199")),
        company="Oak Inc",
        note="Met at the fair",
        addresses=(Address(street="1 Elm St", city="Toronto"),),
        tags=("garden",),
    )
    return desk, one, two


def test_every_value_of_both_is_there(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(change_contact, one, {"note": "Likes dogs", "nickname": "Annie"})
    desk.do(merge_contacts, one, two)
    assert desk.rows("SELECT id, display_name FROM contact") == [(one, "Ann Lee")]
    assert [row[0] for row in desk.rows("SELECT email FROM contact_email ORDER BY position")] == [
        "ann@x.example",
        "lee@y.example",
    ]
    assert desk.rows("SELECT label, phone FROM contact_phone ORDER BY position") == [
        ("cell", "416 555 0101"),
        ("", "416 555 0199"),
    ]
    assert own_values(desk, one) == {("Also called", "Anne Lee"), ("Company", "Oak Inc")}
    assert column(desk, one, "note") == "Likes dogs\n\nMet at the fair"
    assert desk.rows("SELECT street FROM contact_address WHERE contact_id = ?", one) == [("1 Elm St",)]
    assert desk.rows("SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id") == [("garden",)]
    assert desk.faults() == []


def test_the_other_value_can_be_chosen(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(merge_contacts, one, two, choices={"name": "other", "company": "other"})
    assert column(desk, one, "display_name") == "Anne Lee"
    assert column(desk, one, "sort_name") == "lee anne"
    assert column(desk, one, "company") == "Oak Inc"
    assert own_values(desk, one) == {("Also called", "Ann Lee"), ("Company", "Elm Ltd")}


def test_what_happened_and_what_is_to_come_changes_hands(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(log_activity, NewActivity(two, "call", text="Roof"))
    desk.do(add_follow_up, NewFollowUp(contact_id=two, what="Send comps", due_on=dt.date(2026, 4, 20)))
    desk.do(merge_contacts, one, two)
    assert desk.rows("SELECT contact_id, text FROM activity") == [(one, "Roof")]
    assert desk.rows("SELECT contact_id, what FROM follow_up") == [(one, "Send comps")]
    assert column(desk, one, "next_step_on") == "2026-04-20"
    assert column(desk, one, "last_activity_at") is not None


@pytest.mark.parametrize(
    ("one_said", "two_said", "holds"),
    [("given", "withdrawn", "withdrawn"), ("refused", "given", "refused"), ("unknown", "given", "given"),
     ("given", None, "given"), (None, "given", "given"), ("withdrawn", "refused", "withdrawn")],
)  # fmt: skip
def test_the_stricter_permission_wins(
    pair: tuple[Desk, int, int], one_said: str | None, two_said: str | None, holds: str
) -> None:
    desk, one, two = pair
    for contact_id, said in ((two, two_said), (one, one_said)):
        if said:
            desk.do(set_permission, contact_id, "email", said)
    desk.do(merge_contacts, one, two)
    rows = desk.rows(
        "SELECT status FROM permission WHERE contact_id = ? AND channel = 'email' ORDER BY id", one
    )
    assert rows[-1] == (holds,)
    assert len(rows) >= sum(1 for said in (one_said, two_said) if said)


def test_the_further_stage_and_the_earlier_day_count(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(move_contacts, [two], desk.stage("Convert"))
    desk.do(merge_contacts, one, two)
    assert column(desk, one, "stage_id") == desk.stage("Convert")
    assert desk.rows("SELECT reason FROM stage_move ORDER BY id DESC LIMIT 1") == [("Merged with Anne Lee",)]


def test_a_later_answer_counts_before_an_earlier_one(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    with desk.database.write("Answers", moment=desk.moment) as written:
        for contact_id, answer, at in (
            (one, "yes", "2026-04-10T10:00:00Z"),
            (two, "no", "2026-04-01T10:00:00Z"),
        ):
            written.connection.execute(
                schema.qualification.insert().values(
                    contact_id=contact_id, question="budget", answer=answer, answered_at=at
                )
            )
    desk.do(merge_contacts, one, two)
    assert desk.rows("SELECT answer FROM qualification ORDER BY id") == [("yes",), ("no",), ("yes",)]


def test_nobody_is_their_own_relation_or_sender(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    with desk.database.write("Links", moment=desk.moment) as written:
        run = written.connection.exec_driver_sql
        run("INSERT INTO relation (contact_id, other_contact_id, kind) VALUES (?, ?, 'sister')", (one, two))
        run(
            "INSERT INTO referral (referrer_id, referred_id, given_on, direction, status) VALUES (?, ?, '2026-04-01', 'in', 'given')",
            (two, one),
        )
    desk.do(keep_apart, one, two)
    desk.do(merge_contacts, one, two)
    for table in ("relation", "referral", "kept_apart"):
        assert desk.rows(f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_merge_is_one_step_back_with_both(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(log_activity, NewActivity(two, "call", text="Roof"))
    before = desk.everything()
    desk.do(merge_contacts, one, two)
    desk.database.undo()
    assert desk.everything() == before
    desk.database.redo()
    assert desk.rows("SELECT count(*) FROM contact") == [(1,)]
    assert desk.faults() == []


def test_next_week_both_are_restored_and_what_came_later_stays(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(log_activity, NewActivity(two, "call", text="Roof"))
    with desk.database.write("Merge", moment=desk.moment) as written:
        merge_contacts(written.connection, one, two, desk.moment)
        step_id = written.step_id
    desk.do(add_phone, one, "416 555 0777")
    desk.do(log_activity, NewActivity(one, "text", text="Later"))
    assert desk.database.conflicts_of(step_id) is not None
    desk.database.undo_step(step_id, "Unmerge", moment=desk.moment)
    assert desk.rows("SELECT id FROM contact ORDER BY id") == [(one,), (two,)]
    assert desk.rows("SELECT contact_id FROM activity WHERE text = 'Roof'") == [(two,)]
    assert desk.rows("SELECT contact_id FROM activity WHERE text = 'Later'") == [(one,)]
    assert desk.rows("SELECT contact_id FROM contact_phone WHERE phone = '416 555 0777'") == [(one,)]
    assert desk.faults() == []


def test_what_cannot_be_merged_is_told(pair: tuple[Desk, int, int]) -> None:
    desk, one, _two = pair
    with pytest.raises(NotUnderstood):
        desk.do(merge_contacts, one, one)
    with pytest.raises(NotFound):
        desk.do(merge_contacts, one, 999)


def test_two_people_are_kept_apart_once(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    desk.do(keep_apart, two, one)
    desk.do(keep_apart, one, two)
    assert desk.rows("SELECT contact_id, other_contact_id FROM kept_apart") == [(one, two)]


def fill_every_table(desk: Desk, contact_id: int, other_id: int) -> None:
    """A row in every table that names a contact, made by the rules of its columns."""
    stage = desk.stage("Nurture")
    known = {
        "stage_id": stage, "to_stage_id": stage, "from_stage_id": stage, "moved_on": "2026-04-01", "question": "budget",
        "answer": "yes", "channel": "email", "status": "given", "cause": "hand", "state": "running", "kind": "call",
        "direction": "in", "due_on": "2026-05-01", "first_due_on": "2026-05-01", "happened_on": "2026-04-01", "happened_at": "2026-04-01T10:00:00.000Z",
        "closed_on": "2026-04-01", "given_on": "2026-04-01", "month": 4, "day": 3,
    }  # fmt: skip
    of_its_own = {("contact_date", "kind"): "referred", ("trigger_firing", "answer"): "accepted"}
    parents: dict[str, Any] = {"lifecycle": 1}
    with desk.database.write("Fill", moment=desk.moment) as written:
        run = written.connection.execute
        for name, named in (
            ("tag", {"name": "t", "name_folded": "t"}), ("own_field", {"name": "o", "name_folded": "o"}),
            ("sequence", {"name": "s"}), ("campaign", {"name": "c", "kind": "event"}),
            ("trigger_rule", {"name": "r", "created_at": "2026-04-01T10:00:00.000Z"}),
        ):  # fmt: skip
            parents[name] = run(schema.metadata.tables[name].insert().values(**named)).lastrowid
        for table, column_name in references():
            values: dict[str, Any] = {column_name: contact_id}
            for each in table.columns:
                target = next((key.column.table.name for key in each.foreign_keys), "")
                if each.name in values or each.name == "id":
                    continue
                if each.name in known:
                    values[each.name] = of_its_own.get((table.name, each.name), known[each.name])
                elif target == "contact":
                    values[each.name] = other_id if not each.nullable else None
                elif target in parents:
                    values[each.name] = parents[target]
                elif each.type.python_type is bytes:
                    values[each.name] = bytes((contact_id, 0, 255))
                elif not each.nullable and each.server_default is None and not target:
                    values[each.name] = (
                        f"{each.name} 2026-04-01T10:00:00Z" if each.name.endswith("_at") else f"x{contact_id}"
                    )
            run(table.insert().values(**values))


def test_no_table_that_names_a_contact_is_forgotten(pair: tuple[Desk, int, int]) -> None:
    desk, one, two = pair
    third = desk.add("Third")
    fill_every_table(desk, two, third)
    desk.do(merge_contacts, one, two)
    for table, column_name in references():
        assert desk.rows(f'SELECT count(*) FROM "{table.name}" WHERE "{column_name}" = ?', two) == [(0,)]
        assert desk.rows(f'SELECT count(*) FROM "{table.name}" WHERE "{column_name}" = ?', one)[0][0] >= 1, (
            table.name
        )


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.fixed_dictionaries({}, optional=dict.fromkeys(("company", "want", "nickname", "note", "job_title"), texts)),
       two=st.fixed_dictionaries({}, optional=dict.fromkeys(("company", "want", "nickname", "note", "job_title"), texts)))  # fmt: skip
def test_any_text_of_either_is_found_again(desk: Desk, one: dict[str, str], two: dict[str, str]) -> None:
    keep, other = desk.add("Keep Me"), desk.add("Other One")
    for contact_id, values in ((keep, one), (other, two)):
        if values:
            desk.do(change_contact, contact_id, values)
    before = {
        value
        for contact_id in (keep, other)
        for name in ("company", "want", "nickname", "note", "job_title")
        if (value := column(desk, contact_id, name))
    }
    desk.do(merge_contacts, keep, other)
    after = "\n".join(
        str(column(desk, keep, name)) for name in ("company", "want", "nickname", "note", "job_title")
    )
    after += "\n".join(value for _field, value in own_values(desk, keep))
    folded = after.casefold()
    assert all(value.casefold() in folded for value in before)
