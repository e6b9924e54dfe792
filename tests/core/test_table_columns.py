"""The columns of the table: what each reads, that everybody is sorted by each, and what happens to those that go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.model.table_columns import (
    KEYS,
    known_columns,
    order_of,
    order_text,
    own_field_of,
    own_key,
)
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.core.queries.contacts import SORTS, contact_ids, contact_rows
from lifecycle_desktop.core.queries.table_columns import own_fields
from tests.core.desk import Desk

ANN = NewContact(
    full_name="Ann Young",
    company="zeta Homes",
    job_title="Agent",
    want="a yard",
    phones=(("", "416 555 0142"), ("", "212 555 0199")),
    emails=(("", "zoe@example.com"), ("", "ann@example.com")),
    addresses=(Address(street="1 Elm", city="Toronto", postal_code="M5V 2T6"),),
    dates=(KeyDate("birthday", 1980, 5, 5), KeyDate("closing", 2020, 1, 1)),
    tags=("seller", "buyer"),
    source="postcard",
    preferred_channel="text",
)
BOB = NewContact(
    full_name="Bob Adams",
    company="Alpha",
    phones=(("", "604 555 0100"),),
    emails=(("", "bob@example.com"),),
    addresses=(Address(street="2 Oak"), Address(city="ajax", postal_code="L1S")),
    dates=(KeyDate("birthday", None, 2, 29),),
    tags=("downsizing",),
    source="Open house",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    ids = {"Ann": int(desk.do(add_contact, ANN)), "Bob": int(desk.do(add_contact, BOB))}
    desk.clock.advance(days=3)
    ids["Cem"] = desk.add("Cem Nobody")
    with desk.database.write("More", moment=desk.moment) as written:
        sql = written.driver
        sql.execute("INSERT INTO household (name) VALUES ('The Youngs')")
        sql.execute("UPDATE contact SET household_id = 1 WHERE id = ?", (ids["Ann"],))
        for contact_id, count in ((ids["Ann"], 2), (ids["Bob"], 1)):
            for _time in range(count):
                sql.execute(
                    "INSERT INTO purchase (contact_id, closed_on, created_at) VALUES (?, '2026-01-01', '')",
                    (contact_id,),
                )
        sql.execute("INSERT INTO own_field (name, name_folded) VALUES ('Dog', 'dog')")
        for contact_id, name in ((ids["Ann"], "Rex"), (ids["Bob"], "bello")):
            sql.execute(
                "INSERT INTO contact_own_value (contact_id, own_field_id, value) VALUES (?, 1, ?)",
                (contact_id, name),
            )
    return ids


def order(desk: Desk, sort: str, *, descending: bool = False, limit: int | None = None) -> list[int]:
    everybody = ContactFilter()
    return list(desk.read(contact_ids, everybody, sort, desk.moment, descending=descending, limit=limit))


@pytest.mark.parametrize(
    ("sort", "forwards", "backwards"),
    [
        ("want", "Ann Bob Cem", "Ann Bob Cem"),
        ("company", "Bob Ann Cem", "Ann Bob Cem"),
        ("job_title", "Ann Bob Cem", "Ann Bob Cem"),
        ("phone", "Ann Bob Cem", "Bob Ann Cem"),
        ("email", "Bob Ann Cem", "Ann Bob Cem"),
        ("city", "Bob Ann Cem", "Ann Bob Cem"),
        ("postal_code", "Bob Ann Cem", "Ann Bob Cem"),
        ("tags", "Ann Bob Cem", "Bob Ann Cem"),
        ("created", "Ann Bob Cem", "Cem Bob Ann"),
        ("days_in_stage", "Cem Ann Bob", "Ann Bob Cem"),
        ("purchases", "Bob Ann Cem", "Ann Bob Cem"),
        ("birthday", "Bob Ann Cem", "Ann Bob Cem"),
        ("preferred_channel", "Ann Bob Cem", "Ann Bob Cem"),
        ("household", "Ann Bob Cem", "Ann Bob Cem"),
        ("source", "Bob Ann Cem", "Ann Bob Cem"),
        ("own:1", "Bob Ann Cem", "Ann Bob Cem"),
        ("own:99", "Bob Cem Ann", "Bob Cem Ann"),
        ("nonsense", "Bob Cem Ann", "Ann Cem Bob"),
    ],
)
def test_who_has_nothing_stays_last(
    desk: Desk, people: dict[str, int], sort: str, forwards: str, backwards: str
) -> None:
    names = {number: name for name, number in people.items()}
    assert " ".join(names[each] for each in order(desk, sort)) == forwards
    assert " ".join(names[each] for each in order(desk, sort, descending=True)) == backwards


@pytest.mark.parametrize("sort", [*SORTS, "own:1"])
@pytest.mark.parametrize("descending", [False, True])
def test_the_beginning_is_that_of_the_whole(
    desk: Desk, people: dict[str, int], sort: str, descending: bool
) -> None:
    for number in range(4):
        desk.do(add_contact, BOB if number % 2 else ANN)
    whole = order(desk, sort, descending=descending)
    assert len(whole) == len(set(whole)) == 7
    for limit in range(1, 8):
        assert order(desk, sort, descending=descending, limit=limit) == whole[:limit]


def test_each_column_is_read_as_it_stands(desk: Desk, people: dict[str, int]) -> None:
    rows = desk.read(contact_rows, list(people.values()), [*KEYS, "own:1"])
    ann = rows[people["Ann"]].more
    assert ann["phone"] == "416 555 0142", "the first, not the smallest"
    assert ann["email"] == "zoe@example.com"
    assert (ann["city"], ann["postal_code"]) == ("Toronto", "M5V 2T6")
    assert ann["tags"] == "buyer, seller"
    assert ann["birthday"] == "1980-05-05"
    assert (ann["household"], ann["purchases"], ann["own:1"]) == ("The Youngs", 2, "Rex")
    bob = rows[people["Bob"]].more
    assert bob["city"] == "ajax", "an address without a city is passed over"
    assert bob["birthday"] == "0000-02-29"
    cem = rows[people["Cem"]].more
    assert {column for column, value in cem.items() if value} == {"created", "days_in_stage"}


def test_only_the_columns_shown_are_read(desk: Desk, people: dict[str, int]) -> None:
    rows = desk.read(contact_rows, list(people.values()), ("name", "phone"))
    assert {tuple(row.more) for row in rows.values()} == {("phone",)}


def test_the_first_mail_sorts_whatever_its_row(desk: Desk, people: dict[str, int]) -> None:
    with desk.database.write("Turn round", moment=desk.moment) as written:
        written.driver.execute("UPDATE contact_email SET position = 1 - position")
    names = {number: name for name, number in people.items()}
    assert [names[each] for each in order(desk, "email")] == ["Ann", "Bob", "Cem"]
    shown = desk.read(contact_rows, [people["Ann"]], ("email",))[people["Ann"]]
    assert shown.more["email"] == "ann@example.com"


def test_keys_of_own_fields_and_orders() -> None:
    assert own_field_of(own_key(7)) == 7
    for key in ("own:", "own:x", "own:-1", "own:²", "7", "name", "own:" + "9" * 30):
        assert own_field_of(key) is None
    assert known_columns(["stage", "own:7", "own:8", "gone", "stage"], [7]) == ("name", "stage", "own:7")
    assert order_of(order_text("value", descending=True)) == ("value", True)
    assert order_of("own:3") == ("own:3", False)
    assert order_of("") == ("name", False)


def test_own_fields_come_by_name(desk: Desk, people: dict[str, int]) -> None:
    assert desk.read(own_fields) == ((1, "Dog"),)
    assert dt.date(2026, 4, 17) == desk.moment.today
