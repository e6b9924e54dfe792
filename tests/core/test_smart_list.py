"""Smart lists: the same people as plain Python finds, JSON there and back, words, and values from strangers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.model.filter_fields import (
    FIELDS,
    OWN,
    ROWS,
    TAKES,
    Field,
    Takes,
    fixed_choices,
    is_sound,
)
from lifecycle_desktop.core.model.filter_json import filter_from_json, filter_json
from lifecycle_desktop.core.model.filter_words import condition_words, filter_words, no_names, operator_words
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.smart_list import (
    IN_TRASH,
    NO_NEXT_STEP,
    Condition,
    ContactFilter,
    Group,
    Part,
    all_of,
    any_of,
)
from lifecycle_desktop.core.queries import contacts, matching
from lifecycle_desktop.core.queries.contacts import SORTS, contact_count, contact_ids
from lifecycle_desktop.core.queries.filter_text_sql import _folded_test
from lifecycle_desktop.core.queries.matching import matching_condition
from tests.core.desk import Desk
from tests.core.smart_people import Known, fill

HOSTILE = (
    "%",
    "_",
    "'",
    '"',
    "a'b\"c",
    "\\",
    "50%",
    "; DROP TABLE contact;--",
    "yárd",
    "YARD",
    "é",
    "ł",
    "maple  hollow",
    "*",
    "a* OR b",
    "(",
    "-1",
    "0134",
    "+1 (416)",
    "x" * 10_000,
    "李",
)
HOT = Condition("temperature", "any", ("hot",))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("smart") / "smart.db")
    fill(made)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def known(full: Desk) -> Known:
    return Known(full)


def _values(field: Field, takes: Takes) -> st.SearchStrategy[tuple[Any, ...]]:
    if takes is Takes.NOTHING:
        return st.just(())
    if takes is Takes.CHOICES:
        found = (
            st.sampled_from((1, 2, 3, 7, 99))
            if field.chosen_from in ROWS
            else st.sampled_from(fixed_choices(field.chosen_from))
        )
        return st.lists(found, min_size=1, max_size=3, unique=True).map(tuple)
    return {
        Takes.TEXT: st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=4)).filter(lambda text: bool(text.strip())),
        Takes.DAY: st.sampled_from(("0001-01-01", "9999-12-31", "2026-04-14", "2026-04-13", "2026-04-15", "2026-03-01", "2026-05-02")),
        Takes.DAYS: st.sampled_from((0, 1, 7, 14, 30, 365, 36_500)),
        Takes.NUMBER: st.sampled_from((0, 1, 2, 10, 30, 1 << 40)),
        Takes.AMOUNT: st.sampled_from((-100, 0, 50_000, 100_000, 1 << 50)),
    }[takes].map(lambda value: (value,))  # fmt: skip


def _conditions() -> st.SearchStrategy[Condition]:
    kinds = []
    for field in (*FIELDS.values(), OWN):
        key = "own:1" if field is OWN else field.key
        for operator in field.operators:
            values = _values(field, TAKES[operator])
            kinds.append(st.builds(Condition, st.just(key), st.just(operator), values))
    return st.one_of(kinds)


CONDITIONS = _conditions()
PARTS: st.SearchStrategy[Part] = st.recursive(
    CONDITIONS,
    lambda inner: st.builds(Group, st.sampled_from(("all", "any")), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)
FILTERS = st.lists(PARTS, max_size=3).map(lambda parts: ContactFilter.of(*parts))
SETTINGS = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("field", [*FIELDS.values(), OWN], ids=lambda field: field.key)
def test_every_field_with_every_operator_finds_who_plain_python_finds(
    full: Desk, known: Known, field: Field
) -> None:
    key = "own:1" if field is OWN else field.key
    for operator in field.operators:
        takes = TAKES[operator]
        tried: list[tuple[Any, ...]] = {
            Takes.NOTHING: [()],
            Takes.CHOICES: [(value,) for value in (1, 2, 7)] if field.chosen_from in ROWS else [(value,) for value in fixed_choices(field.chosen_from)],
            Takes.TEXT: [(text,) for text in (*HOSTILE, "ann", "maple", "example", "broker", "on", "en", "555")],
            Takes.DAY: [("2026-04-14",), ("2026-03-20",), ("0001-01-01",), ("9999-12-31",)],
            Takes.DAYS: [(0,), (7,), (30,), (400,)], Takes.NUMBER: [(0,), (1,), (14,), (30,)],
            Takes.AMOUNT: [(0,), (150_000,)],
        }[takes]  # fmt: skip
        for values in tried:
            condition = Condition(key, operator, values)
            assert is_sound(condition), condition
            wanted = ContactFilter.of(condition)
            found = sorted(full.read(contact_ids, wanted, "name", full.moment))
            assert found == known.matching(wanted), condition
            assert condition_words(condition, no_names, full.moment.today)
            assert operator_words(key, operator) != operator or operator in ("yes", "no")


@SETTINGS
@given(wanted=FILTERS)
def test_any_group_finds_who_plain_python_finds(full: Desk, known: Known, wanted: ContactFilter) -> None:
    expected = known.matching(wanted)
    assert sorted(full.read(contact_ids, wanted, "name", full.moment)) == expected
    assert full.read(contact_count, wanted, full.moment) == len(expected)


@SETTINGS
@given(wanted=FILTERS, text=st.sampled_from(("", *HOSTILE)))
def test_json_there_and_back(wanted: ContactFilter, text: str) -> None:
    full = ContactFilter(text, wanted.group)
    read, notes = filter_from_json(filter_json(full))
    assert (read, notes) == (full, ())
    assert "\n" not in filter_json(full)


@SETTINGS
@given(wanted=FILTERS)
def test_a_plain_group_means_the_same(full: Desk, known: Known, wanted: ContactFilter) -> None:
    again = Group("all", (wanted.group, Group("any", (wanted.group,)), Group()))
    assert again.plain() == wanted.group.plain()


@SETTINGS
@given(
    document=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(("all", "any", "field", "is", "values", "names", "text", "version", "title")),
                inner,
                max_size=6,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_with_patience(full: Desk, document: Any) -> None:
    wanted, notes = filter_from_json(json.dumps(document))
    assert all(is_sound(condition) for condition in wanted.group.conditions())
    assert all(note.endswith((".", "…")) for note in notes)
    full.read(contact_ids, wanted, "name", full.moment, limit=5)


@pytest.mark.parametrize("text", ["{", "[]", "null", "[" * 100_000, '"x"', "x" * 2_000_000])
def test_what_is_no_filter_shows_everyone_and_says_so(text: str) -> None:
    assert filter_from_json(text) == (
        ContactFilter(),
        ("The filter of this view cannot be read. It shows everyone.",),
    )


def test_what_is_unknown_is_left_out_and_told_and_the_rest_works() -> None:
    document = {
        "version": 9,
        "all": [
            {"field": "mood", "is": "any", "values": ["blue"]},
            {"field": "temperature", "is": "any", "values": ["hot"], "colour": "red"},
            {"field": "temperature", "is": "any", "values": ["lukewarm"]},
            {"any": [{"field": "next_step", "is": "none"}, 7]},
        ],
    }
    wanted, notes = filter_from_json(json.dumps(document))
    assert wanted == ContactFilter.of(HOT, NO_NEXT_STEP)
    assert notes == (
        "This program does not know the condition “mood”; it is left out.",
        "This program does not know the condition “temperature”; it is left out.",
        "A part of this view cannot be read; it is left out.",
    )


def test_a_filter_of_endless_depth_or_length_is_cut() -> None:
    deep: Any = {"field": "next_step", "is": "none"}
    for _time in range(50):
        deep = {"any": [deep, {"field": "slipping", "is": "yes"}]}
    wanted, notes = filter_from_json(json.dumps({"all": [deep]}))
    assert notes
    assert wanted.group
    many = [{"field": "name", "is": "has", "values": [str(number)]} for number in range(1000)]
    wanted, notes = filter_from_json(json.dumps({"any": many}))
    assert len(list(wanted.group.conditions())) == 200
    assert notes == ("This view has more than 200 parts; the rest is left out.",)


def test_words_of_conditions(full: Desk) -> None:
    today = full.moment.today
    stages = Condition("stage", "any", (4, 3), ("Convert", "Nurture"))
    said = {
        Condition("area", "has", ("Maple Hollow",)): "Area: Maple Hollow",
        Condition("last_touch", "quiet", (30,)): "Quiet for 30 days",
        Condition("last_touch", "quiet", (1,)): "Quiet for 1 day",
        stages: "Stage: Convert or Nurture",
        Condition("temperature", "any", ("hot", "warm")): "Hot or warm",
        Condition("tag", "all", (1, 2, 3, 4), ("a", "b", "c", "d")): "Tag: a, b and 2 more",
        Condition("tag", "none_of", (1,), ("buyer",)): "Tag: not buyer",
        Condition("source", "empty"): "Source is not known",
        NO_NEXT_STEP: "No next step",
        Condition("next_step", "before", ("2026-05-05",)): "Next step: before 5 May",
        Condition("created", "after", ("2025-05-05",)): "Added: after 5 May 2025",
        Condition("birthday", "next", (14,)): "Birthday: in the next 14 days",
        Condition("value", "worth_least", (35_000_000,)): "Value: 350,000 or more",
        Condition("value", "worth_most", (-50,)): "Value: -0.50 or less",
        Condition("permission_email", "any", ("given",)): "Permission to email: given",
        Condition("channel", "any", ("text",)): "Preferred channel: Text",
        Condition("stuck", "no"): "Not stuck",
        Condition("has_phone", "no"): "No phone",
        Condition("own:1", "has", ("red",), (), "Colour"): "Colour: red",
        Condition("days_in_stage", "at_least", (30,)): "Days in stage: 30 or more",
    }
    for condition, words in said.items():
        assert condition_words(condition, no_names, today) == words
    both = ContactFilter.of(any_of(HOT, all_of(stages, NO_NEXT_STEP)), text="elm")
    assert (
        filter_words(both, no_names, today) == "Hot or (Stage: Convert or Nurture and No next step) · “elm”"
    )
    assert filter_words(ContactFilter(), no_names, today) == "Everyone"
    named = {("stage", 4): "Close", ("stage", 3): "Grow"}
    assert (
        condition_words(stages, lambda kind, value: named.get((kind, value), ""), today)
        == "Stage: Close or Grow"
    )


def test_groups_change_by_their_parts() -> None:
    wanted = ContactFilter.of(HOT, NO_NEXT_STEP)
    assert wanted.group.without(HOT).parts == (NO_NEXT_STEP,)
    assert wanted.group.with_part(HOT) == Group("all", (NO_NEXT_STEP, HOT))
    either = any_of(HOT, IN_TRASH)
    assert wanted.group.with_part(either, instead_of=HOT).parts == (either, NO_NEXT_STEP)
    assert ContactFilter().wanting(either).group.parts == (either,), "what any may hold is one chip"
    assert ContactFilter.of(any_of(HOT)).group.parts == (HOT,)
    assert ContactFilter.of(IN_TRASH).in_trash
    assert not wanted.in_trash


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "ann",
        "a",
        "le",
        "lee ann",
        "555",
        "0134",
        "example",
        "hollow maple",
        "łukasz",
        "lukasz",
        "a_b",
        "bob_1",
        "%%%",
    ],
)
def test_what_is_typed_finds_the_same_gathered_and_along_an_order(full: Desk, text: str) -> None:
    found = []
    for how in ({}, {"many": True}, {"walking": True}):
        where, values = matching_condition(text, **how)
        found.append(
            [row[0] for row in full.rows(f"SELECT c.id FROM contact c WHERE {where} ORDER BY c.id", *values)]
        )
    assert found[0] == found[1] == found[2]
    assert sorted(full.read(contact_ids, ContactFilter(text), "name", full.moment)) == [
        contact_id
        for contact_id in found[0]
        if contact_id in set(full.read(contact_ids, ContactFilter(), "name", full.moment))
    ]


def test_the_first_of_many_who_match_are_the_first_of_all(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = full.read(contact_ids, ContactFilter("a"), "name", full.moment)
    monkeypatch.setattr(matching, "MANY", 1)
    assert full.read(contact_ids, ContactFilter("a"), "name", full.moment, limit=5) == whole[:5]
    assert (
        full.read(contact_ids, ContactFilter("%"), "name", full.moment, limit=5)
        == full.read(contact_ids, ContactFilter("%"), "name", full.moment)[:5]
    )


_WALKING = (
    ContactFilter(),
    ContactFilter("a"),
    ContactFilter("example"),
    ContactFilter("a e"),
    ContactFilter.of(Condition("temperature", "none_of", ("hot",))),
    ContactFilter.of(Condition("want", "lacks", ("yard",))),
    ContactFilter.of(Condition("email", "has", ("mail",))),
    ContactFilter.of(Condition("area", "has", ("maple",))),
    ContactFilter.of(any_of(Condition("phone", "begins", ("555",)), Condition("tag", "empty"))),
    ContactFilter.of(Condition("tag", "empty")),
    ContactFilter.of(Condition("has_email", "no")),
    ContactFilter.of(Condition("city", "empty"), Condition("note", "lacks", ("river",))),
    ContactFilter.of(Condition("tag", "any", (1, 2)), text="a"),
)


@pytest.mark.parametrize("wanted", _WALKING)
@pytest.mark.parametrize("sort", SORTS)
def test_along_an_index_the_first_are_the_first_of_all(
    full: Desk, monkeypatch: pytest.MonkeyPatch, wanted: ContactFilter, sort: str
) -> None:
    for descending in (False, True):
        whole = full.read(contact_ids, wanted, sort, full.moment, descending=descending)
        assert len(whole) >= 3
        with monkeypatch.context() as patched:
            patched.setattr(matching, "MANY", 1)
            for name in ("_FEW", "_FEW_TO_SORT", "_PASS"):
                patched.setattr(contacts, name, 1)
            for limit, tried in ((3, 4000), (3, 5), (len(whole) - 1, 4000), (len(whole) + 5, 4000)):
                patched.setattr(contacts, "_TRIED", tried)
                found = full.read(contact_ids, wanted, sort, full.moment, descending=descending, limit=limit)
                assert found == whole[:limit], (descending, limit)


_WRITTEN = (
    "", " ", "Ann@Example.com", "ann@EXAMPLE.com ", "\tann", "a\x1cb", "a  b", "a\u00a0b", "A\nB c", "É", "e\u0301cole", "ecole",
    "50% off", "a_b", "o'brien", 'say "hi"', "Łódź", "lodz", "STRASSE", "straße", "İstanbul", "İ", "\ufb01n", "fin", "李 小", "한국",
    "\u2019s", "it's", "x-y", "x\u2013y", "\U0001d400",
)  # fmt: skip


@pytest.mark.parametrize("operator", ["is", "begins", "has"])
def test_sqlite_folds_a_text_as_python_does(full: Desk, operator: str) -> None:
    holds = {"is": str.__eq__, "begins": str.startswith, "has": str.__contains__}[operator]
    written = json.dumps(_WRITTEN)
    for typed in (*_WRITTEN, "\u0301", "%", "_", "an", "B C", "b c", "e", "s"):
        test, values = _folded_test("o.value", operator, fold(typed))
        found = {
            row[0] for row in full.rows(f"SELECT o.key FROM json_each(?) o WHERE {test}", written, *values)
        }
        wanted = {place for place, text in enumerate(_WRITTEN) if holds(fold(text), fold(typed))}
        assert found == wanted, (operator, typed)


def test_wildcards_find_only_themselves(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "wild.db")
    ann, real = desk.add("Ann Lee"), desk.add("100% Real_Estate")
    for text, ids in (("%", [real]), ("_", [real]), ("100%", [real]), ("ann", [ann]), ("'", []), ("n%l", [])):
        wanted = ContactFilter.of(Condition("name", "has", (text,)))
        assert list(desk.read(contact_ids, wanted, "name", desk.moment)) == ids, text
        if text != "n%l":  # typed, it is two words
            assert list(desk.read(contact_ids, ContactFilter(text), "name", desk.moment)) == ids, text
    desk.database.close()
