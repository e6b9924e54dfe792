"""The table's questions: who matches in which order, what a row holds, how many each view shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.lists import ViewCounts
from lifecycle_desktop.core.model.smart_list import IN_TRASH, NO_NEXT_STEP, SLIPPING, Condition, ContactFilter
from lifecycle_desktop.core.operations.activities import log_touch
from lifecycle_desktop.core.operations.contacts import bring_back_contacts, delete_contacts
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.queries.contact import contact_summary, known_contact
from lifecycle_desktop.core.queries.contacts import (
    SORTS,
    contact_count,
    contact_ids,
    contact_list,
    contact_rows,
    filter_choices,
    view_counts,
)
from tests.core.desk import Desk

EVERYBODY = ContactFilter()


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    made = {
        "Ann": desk.add(
            "Ann Young",
            temperature="hot",
            stage_id=desk.stage("Convert"),
            source="Sphere",
            value_minor=100,
            currency="USD",
        ),
        "Bob": desk.add(
            "Bob Adams",
            temperature="cold",
            stage_id=desk.stage("Attract"),
            source="Open house",
            tags=("buyer",),
        ),
        "Cem": desk.add(
            "Cem Moss", stage_id=desk.stage("Refer"), value_minor=900, currency="USD", is_captured=True
        ),
    }
    due = desk.moment.today + dt.timedelta(days=2)
    desk.do(add_follow_up, NewFollowUp(made["Bob"], due, what="send guide", channel="email"))
    desk.do(log_touch, made["Bob"], "call")
    return made


def ids_of(desk: Desk, sort: str, wanted: ContactFilter = EVERYBODY, **more: Any) -> list[int]:
    return list(desk.read(contact_ids, wanted, sort, desk.moment, **more))


def test_every_order(desk: Desk, people: dict[str, int]) -> None:
    ann, bob, cem = people["Ann"], people["Bob"], people["Cem"]
    assert ids_of(desk, "name") == [bob, cem, ann]
    assert ids_of(desk, "name", descending=True) == [ann, cem, bob]
    assert ids_of(desk, "stage") == [bob, ann, cem]
    assert ids_of(desk, "temperature") == [ann, bob, cem]
    assert ids_of(desk, "next_step") == [bob, cem, ann]
    assert ids_of(desk, "last_touch", descending=True)[0] == bob
    assert ids_of(desk, "source") == [bob, ann, cem]
    assert ids_of(desk, "value") == [ann, cem, bob]
    assert ids_of(desk, "value", descending=True) == [cem, ann, bob], "who has none stays last"


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("descending", [False, True])
def test_the_beginning_is_the_beginning_of_the_whole(
    desk: Desk, people: dict[str, int], sort: str, descending: bool
) -> None:
    whole = ids_of(desk, sort, descending=descending)
    assert ids_of(desk, sort, descending=descending, limit=2) == whole[:2]
    assert sorted(whole) == sorted(people.values())


def test_the_filters_meet(desk: Desk, people: dict[str, int]) -> None:
    choices = desk.read(filter_choices)
    sources = {name: row_id for row_id, name in choices.sources}
    tags = {name: row_id for row_id, name in choices.tags}
    assert [stage.number for stage in choices.stages] == [1, 2, 3, 4, 5, 6, 7]
    expected = {
        ContactFilter.of(Condition("temperature", "any", ("hot", "cold"))): {"Ann", "Bob"},
        ContactFilter.of(Condition("source", "any", (sources["Open house"],))): {"Bob"},
        ContactFilter.of(Condition("tag", "any", (tags["buyer"],))): {"Bob"},
        ContactFilter.of(NO_NEXT_STEP): {"Ann", "Cem"},
        ContactFilter.of(Condition("temperature", "any", ("hot",)), NO_NEXT_STEP): {"Ann"},
        ContactFilter.of(
            Condition("temperature", "any", ("hot",)), Condition("tag", "any", (tags["buyer"],))
        ): set(),
        ContactFilter(text="ada"): {"Bob"},
        ContactFilter.of(Condition("stage", "any", (desk.stage("Refer"), desk.stage("Convert")))): {
            "Ann",
            "Cem",
        },
    }
    for wanted, names in expected.items():
        assert set(ids_of(desk, "name", wanted)) == {people[name] for name in names}, wanted
        assert desk.read(contact_count, wanted, desk.moment) == len(names)
    assert not EVERYBODY
    assert ContactFilter(text="x")


@pytest.mark.parametrize(
    "text", ["%", "_", "'", '"', "*", "(", "a OR b", "NEAR(", "\x00", "<b>", "😀", "x" * 10_000, "  "]
)
def test_odd_words_find_nothing_wrong(desk: Desk, people: dict[str, int], text: str) -> None:
    found = ids_of(desk, "name", ContactFilter(text=text))
    assert set(found) <= set(people.values())


def test_the_list_tells_all_at_once(desk: Desk, people: dict[str, int]) -> None:
    found = desk.read(contact_list, EVERYBODY, "name", desk.moment)
    assert found.is_whole
    assert list(found.rows) == sorted(found.rows)
    assert found.rows.keys() == set(people.values())
    assert found.views == ViewCounts(everyone=3, without_next_step=2, slipping=0, trash=0)
    assert found.lifecycle.stages[0].label == "Attract"
    first = desk.read(contact_list, EVERYBODY, "name", desk.moment, limit=2)
    assert not first.is_whole
    assert len(first.ids) == 2


def test_a_row_holds_what_is_painted(desk: Desk, people: dict[str, int]) -> None:
    rows = desk.read(contact_rows, list(people.values()))
    bob, cem = rows[people["Bob"]], rows[people["Cem"]]
    assert (bob.name, bob.stage.label, bob.more["source"], bob.next_step.what) == (
        "Bob Adams",
        "Attract",
        "Open house",
        "send guide",
    )
    assert bob.last_touch_at == desk.moment.at
    assert (cem.value_minor, cem.currency) == (900, "USD")
    assert cem.waits_since == desk.moment.at
    assert desk.read(contact_rows, []) == {}


def test_the_trash_is_a_view_of_its_own(desk: Desk, people: dict[str, int]) -> None:
    desk.do(delete_contacts, [people["Ann"], people["Cem"]])
    assert desk.read(view_counts, desk.moment) == ViewCounts(1, 0, 0, 2)
    trash = ContactFilter.of(IN_TRASH)
    assert set(ids_of(desk, "name", trash)) == {people["Ann"], people["Cem"]}
    assert desk.read(contact_summary, people["Ann"], desk.moment).is_in_trash
    desk.do(bring_back_contacts, [people["Ann"], people["Cem"]])
    assert ids_of(desk, "name", trash) == []
    assert not desk.read(contact_summary, people["Ann"], desk.moment).is_in_trash


def test_slipping_counts_from_its_day(desk: Desk) -> None:
    contact_id = desk.add("Quiet One", stage_id=desk.stage("Nurture"))
    assert desk.read(view_counts, desk.moment).slipping == 0
    day = dt.date.fromisoformat(desk.rows("SELECT slips_on FROM contact WHERE id = ?", contact_id)[0][0])
    desk.clock.advance(days=(day - desk.moment.today).days - 1)
    assert desk.read(view_counts, desk.moment).slipping == 0
    desk.clock.advance(days=1)
    assert desk.read(view_counts, desk.moment).slipping == 1
    assert ids_of(desk, "name", ContactFilter.of(SLIPPING)) == [contact_id]


def test_somebody_who_is_not_there(desk: Desk, people: dict[str, int]) -> None:
    assert desk.read(known_contact, 98765, desk.moment) is None
    assert desk.read(known_contact, people["Ann"], desk.moment).name == "Ann Young"


def test_a_slip_is_forgiven_where_nobody_has_what_was_typed(desk: Desk) -> None:
    number = desk.add("Priya Natarajan")
    desk.add("Prisca Nott")
    gone = desk.add("Priya Natarajan")
    desk.do(delete_contacts, [gone])

    def found(text: str) -> list[int]:
        return list(desk.read(contact_list, ContactFilter(text=text), "name", desk.moment, limit=100).ids)

    assert found("Natarajna") == [number], "who is in the trash stays there"
    assert found("Natarajan") == [number]
    assert found("Zzyzx") == []
    exact = desk.read(contact_ids, ContactFilter(text="Natarajna"), "name", desk.moment)
    assert list(exact) == [], "an export holds only whom it was asked for"
