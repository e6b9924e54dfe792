"""Changing the lifecycle model: everybody goes where the facts say, and back without loss."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.lifecycle import Lifecycle, find_lifecycle
from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.operations.lifecycles import start_lifecycle, switch_lifecycle
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.core.store.standings import proven_ranks, step_counts
from tests.core.desk import Desk


def model(name: str) -> Lifecycle:
    return find_lifecycle(shipped_lifecycles(), name)


def labels(desk: Desk) -> list[tuple[str, str]]:
    return desk.rows(
        "SELECT c.display_name, s.label FROM contact c JOIN stage s ON s.id = c.stage_id ORDER BY c.display_name"
    )


def buy(desk: Desk, contact_id: int, line: str, on: str) -> None:
    """A purchase; there is no operation for it yet."""
    known = dict(desk.rows("SELECT name, id FROM service_line"))
    with desk.database.write("Purchase", moment=desk.moment) as written:
        run = written.connection.exec_driver_sql
        if line not in known:
            run("INSERT INTO service_line (name) VALUES (?)", (line,))
        run(
            "INSERT INTO purchase (contact_id, service_line_id, closed_on, created_at) "
            "SELECT ?, id, ?, ? FROM service_line WHERE name = ?",
            (contact_id, on, desk.moment.text, line),
        )


@pytest.fixture
def people(desk: Desk) -> Desk:
    """Somebody for every fact of the table, each on the Perfect rung that the fact proves."""
    desk.add("A name")
    desk.add("B reachable", emails=(("", "b@x.example"),), permissions={"email": "given"})
    for name, kind, label in (("D talked", "call", "Convert"), ("E toured", "showing", "Convert")):
        one = desk.add(name, stage_id=desk.stage(label))
        desk.do(log_activity, NewActivity(one, kind, direction="both"))
    for name, label, bought in (
        ("F new client", "Deliver", [("buyer", "2026-04-01")]),
        ("G old client", "Deliver", [("buyer", "2025-04-01")]),
        ("H repeat", "Repeat", [("buyer", "2024-04-01"), ("buyer", "2025-04-01")]),
        ("I cross", "Repeat", [("buyer", "2024-04-01"), ("seller", "2025-04-01")]),
    ):
        one = desk.add(name, stage_id=desk.stage(label))
        for line, on in bought:
            buy(desk, one, line, on)
    desk.add("J core", stage_id=desk.stage("Repeat"), is_core=True)
    one = desk.add("K advocate", stage_id=desk.stage("Refer"))
    desk.do(log_activity, NewActivity(one, "review"))
    return desk


@pytest.mark.parametrize(
    ("name", "stages"),
    [  # the table of PRODUCT.md, section 3, in the order of the people
        (
            "Ten Key",
            "Lead Capture Convert Trial Purchase Purchase Re-Purchase Cross-Purchase Loyalty Retention",
        ),
        ("Buyer", "Prospects Prospects Prospects Prospects First First Early Early Core Core"),
        (
            "CRM",
            "Reach Acquisition Acquisition Conversion Conversion Retention Retention Retention Loyalty Loyalty",
        ),
        ("Suspect", "Suspect Prospect Prospect Prospect New New Repeat Repeat Repeat Advocate"),
        (
            "Roadmap",
            "Prospecting Lead Acquisition Acquisition Onboarding Engagement Retention Retention Retention Advocacy",
        ),
    ],
)
def test_the_facts_table_puts_everybody_on_its_rung(people: Desk, name: str, stages: str) -> None:
    people.do(switch_lifecycle, model(name))
    found = [
        row[0]
        for row in people.rows(
            "SELECT s.name FROM contact c JOIN stage s ON s.id = c.stage_id ORDER BY c.display_name"
        )
    ]
    for full, told in zip(found, stages.split(), strict=True):
        assert told in full.split() or told == full
    assert people.faults() == []


@pytest.mark.parametrize("name", ["Ten Key", "Roadmap", "Buyer", "CRM", "Suspect"])
def test_there_and_back_is_identical(people: Desk, name: str) -> None:
    people.clock.advance(days=3)
    before = {key: rows for key, rows in people.everything().items() if key in ("contact", "stage_move")}
    there = people.do(switch_lifecycle, model(name))
    assert there.total == 10
    people.clock.advance(days=40)  # the first client has settled meanwhile
    back = people.do(switch_lifecycle, model("Perfect"))
    after = people.everything()
    assert back.total == 10
    assert {key: after[key] for key in before} == before
    assert people.faults() == []


def test_again_and_again_keeps_one_memory_of_each(people: Desk) -> None:
    for name in ("Ten Key", "Perfect", "CRM", "Ten Key", "Perfect", "CRM"):
        people.do(switch_lifecycle, model(name))
    assert people.rows(
        "SELECT count(*), count(DISTINCT contact_id || ':' || lifecycle_id) FROM stage_standing"
    ) == [(30, 30)]
    assert people.read(active_lifecycle).name == "CRM Cycle"
    assert people.rows("SELECT count(*) FROM lifecycle WHERE is_active = 1") == [(1,)]


def test_what_moved_in_between_is_not_taken_back(people: Desk) -> None:
    people.do(switch_lifecycle, model("Ten Key"))
    name = people.rows("SELECT id FROM contact WHERE display_name = 'A name'")[0][0]
    people.do(move_contacts, [name], people.stage("Purchase"))
    people.do(switch_lifecycle, model("Perfect"))
    assert dict(labels(people))["A name"] == "Deliver"
    assert people.rows("SELECT count(*) FROM stage_move WHERE contact_id = ?", name) == [(2,)]


def test_a_stage_set_by_hand_is_kept(desk: Desk) -> None:
    one = desk.add("By hand", stage_id=desk.stage("Refer"))
    gone = desk.add("In the trash", stage_id=desk.stage("Convert"))
    desk.do(delete_contacts, [gone])
    desk.do(switch_lifecycle, model("Suspect"))
    assert labels(desk) == [("By hand", "Advocate"), ("In the trash", "Prospect")]
    assert one


def test_a_dry_run_tells_the_same_and_writes_nothing(people: Desk) -> None:
    before = people.everything()
    told = people.read(step_counts, model("Roadmap"), people.moment.today)
    assert people.everything() == before
    assert people.do(switch_lifecycle, model("Roadmap")).counts == told
    people.database.undo()
    assert people.everything() == before


def test_permission_that_was_withdrawn_proves_nothing(desk: Desk) -> None:
    from lifecycle_desktop.core.operations.contacts import set_permission

    one = desk.add("B", emails=(("", "b@x.example"),), permissions={"email": "given"})
    assert desk.read(proven_ranks, desk.moment.today) == {one: Rank.REACHABLE}
    desk.do(set_permission, one, "email", "withdrawn")
    assert desk.read(proven_ranks, desk.moment.today) == {}


def test_the_same_model_again_changes_nothing(people: Desk) -> None:
    steps = len(people.database.history())
    assert people.do(switch_lifecycle, model("Perfect")).total == 0
    assert len(people.database.history()) == steps
    with pytest.raises(NotUnderstood):
        people.do(start_lifecycle, model("CRM"))


def test_an_own_model_needs_its_text(desk: Desk) -> None:
    from lifecycle_desktop.core.model.lifecycle_file import read_lifecycle

    text = 'name = "Mine"\n' + "".join(f'[[stage]]\nname = "S{n}"\n' for n in range(1, 4))
    mine = read_lifecycle(text.encode(), "mine.toml")
    with pytest.raises(ValueError, match="text"):
        desk.do(switch_lifecycle, mine)
    desk.add("Somebody")
    desk.do(switch_lifecycle, mine, definition=text)
    assert labels(desk) == [("Somebody", "S1")]
    desk.do(switch_lifecycle, model("Perfect"))
    assert labels(desk) == [("Somebody", "Attract")]
    assert dt.date(2026, 4, 14) == desk.moment.today
