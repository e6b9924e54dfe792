"""Duplicates over the whole database: who is found, why, with which points, and who is not."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.duplicate import Duplicate, compared
from lifecycle_desktop.core.model.likeness import Likely, canonical_given, name_key
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.operations.merging import keep_apart, merge_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.duplicates import LARGEST_GROUP, duplicates
from tests.core.desk import Desk

ELM = Address(street="1 Elm St", city="Toronto", postal_code="M1M 1M1")


def found(desk: Desk) -> list[Duplicate]:
    result: list[Duplicate] = desk.read(duplicates)
    return result


def test_the_sure_ones_come_first_with_points_that_add_up(desk: Desk) -> None:
    ann = desk.add("Ann Lee", emails=(("", "ann@x.example"),), phones=(("", "416 555 0101"),))
    same = desk.add("Ann Lee", emails=(("", "Ann@X.example"),), phones=(("", "+1 (416) 555-0101"),))
    bob = desk.add("Bob Ray", addresses=(ELM,))
    bobby = desk.add("Robert Ray", addresses=(ELM,))
    first, second = found(desk)
    assert (first.one_id, first.other_id, first.verdict) == (ann, same, "sure")
    assert [(each.words, each.points) for each in first.evidence] == [
        ("Same e-mail: ann@x.example", 50),
        ("Same phone: +14165550101", 40),
        ("Same name", 30),
    ]
    assert first.score == 100
    assert (second.one_id, second.other_id, second.verdict, second.score) == (bob, bobby, "maybe", 40)
    assert second.reason == "similar name at the same address"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"emails": (("", "office@x.example"),)}, {"emails": (("", "office@x.example"),)}),
        ({"phones": (("", "416 555 0101"),)}, {"phones": (("", "416 555 0101"),)}),
    ],
)
def test_a_shared_inbox_or_household_telephone_is_a_maybe(
    desk: Desk, one: dict[str, object], other: dict[str, object]
) -> None:
    desk.add("Ann Lee", **one)
    desk.add("Tom Fox", **other)
    [pair] = found(desk)
    assert pair.verdict == "maybe"
    assert pair.score <= 40


def test_those_who_share_nothing_are_not_found(desk: Desk) -> None:
    desk.add("Ann Lee", emails=(("", "a@x.example"),), company="Elm Ltd")
    desk.add("Ann Lee", emails=(("", "b@x.example"),), company="Oak Ltd")
    desk.add("Zoe Orr", addresses=(ELM,))
    desk.add("Tom Fox", addresses=(ELM,))
    assert found(desk) == []


def test_a_slip_or_pet_name_at_the_same_firm(desk: Desk) -> None:
    desk.add("Catherine Moore", company="Elm Ltd")
    desk.add("Cathy Moore", company="ELM ltd")
    desk.add("Catherine Moorre", company="Elm Ltd")
    assert {(pair.one_id, pair.other_id) for pair in found(desk)} >= {(1, 2), (1, 3)}


def test_merged_kept_apart_and_deleted_ones_are_gone_from_the_list(desk: Desk) -> None:
    ids = [desk.add("Ann Lee", emails=(("", "ann@x.example"),)) for _time in range(4)]
    assert len(found(desk)) == 6
    desk.do(keep_apart, ids[0], ids[1])
    assert len(found(desk)) == 5
    desk.do(delete_contacts, [ids[3]])
    assert len(found(desk)) == 2
    desk.do(merge_contacts, ids[0], ids[2])
    assert found(desk) == []


def test_a_number_of_half_the_town_does_not_compare_everybody_with_everybody(desk: Desk) -> None:
    for number in range(LARGEST_GROUP + 20):
        desk.add(f"Person {number} Orr{number}", phones=(("", "416 555 0101"),))
    assert len(found(desk)) < (LARGEST_GROUP + 20) * 10


def test_all_are_found_whom_comparing_everybody_with_everybody_finds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifecycle_desktop.core.queries.duplicates._TURN", 7)  # many batches
    chance = random.Random(11)
    facts: dict[int, Likely] = {}
    for number in range(90):
        name = f"{chance.choice(('Ann', 'Anne', 'Bob', 'Robert', 'Zoë'))} {chance.choice(('Ray', 'Lee'))}"
        emails = [f"{chance.choice(('office', 'a', 'b', number))}@x.example"]
        phone = f"+141655501{chance.choice((1, 2, 30 + number % 60)):02}"
        street = chance.choice(("1 Elm St", "1 ELM  st", "2 Oak St", f"{number} Ash St"))
        firm = chance.choice(("", "Elm Ltd", "ELM ltd", "Oak Ltd"))
        address = Address(street=street, city="Toronto", postal_code="M1M 1M1")
        added = desk.add(
            name, emails=(("", emails[0]),), phones=(("", phone),), addresses=(address,), company=firm
        )
        place = " ".join(f"{street}|M1M 1M1".lower().split())
        facts[added] = Likely(name_key("", "", name), emails, [phone], [place], firm.lower())

    def looked_up(one: Likely, other: Likely) -> bool:
        """Whether the two share what people are looked up by."""
        if {*one.emails, *one.phones, *one.addresses} & {*other.emails, *other.phones, *other.addresses}:
            return True
        given = canonical_given(one.name.first), canonical_given(other.name.first)
        last = one.name.last, other.name.last
        initials = given[0][:1] == given[1][:1], last[0][:1] == last[1][:1]
        same = (last[0] == last[1] and initials[0]) or (given[0] == given[1] and initials[1])
        return one.company != "" and one.company == other.company and same

    expected = {
        (pair.one_id, pair.other_id): (pair.verdict, pair.reason, pair.evidence)
        for one, other in combinations(facts, 2)
        if looked_up(facts[one], facts[other])
        and (pair := compared(one, facts[one], other, facts[other])) is not None
    }
    told = {(pair.one_id, pair.other_id): (pair.verdict, pair.reason, pair.evidence) for pair in found(desk)}
    assert len(expected) > 100
    assert told == expected


def test_stop_is_heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _time in range(3):
        desk.add("Ann Lee", emails=(("", "ann@x.example"),))
    monkeypatch.setattr("lifecycle_desktop.core.queries.duplicates._TURN", 1)
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        desk.read(duplicates, progress)
