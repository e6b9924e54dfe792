"""Search: by every value, any two words, after a slip, over fields, hostile text, newest and opened first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.found import Found, Hit
from lifecycle_desktop.core.model.matching import words_of
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.operations.activities import change_activity, delete_activity, log_activity
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.operations.details import set_own_value
from lifecycle_desktop.core.operations.opened import KEPT, note_opened
from lifecycle_desktop.core.queries.contacts import contact_ids
from lifecycle_desktop.core.queries.search import hits, matching_ids, opened_last, search
from lifecycle_desktop.core.store.search import rebuild_search
from tests.core.desk import Desk
from tests.core.test_matching import slips

PEOPLE = (
    ("Maria Lopez", "maria.lopez@mail.example", "+1 519 555 0134", "38 Orchard Lane", "Guelph", "N1H 3A1"),
    ("Zoë Müller-Lüdenscheidt", "zoe@post.example", "+49 170 1234567", "Große Straße 5", "Köln", "50667"),
    ("Łukasz Søby", "soby_77@inbox.example", "(416) 555-0199", "Elm Street 12", "Toronto", "M4C 1B5"),
    ("Seán O'Leary", "s.oleary@work.example", "+353 1 555 0142", "5 Mill Row", "Dublin", "D02 XY45"),
    ("Мария Петрова", "petrova@mail.example", "+7 495 555 01 23", "Тверская 7", "Москва", "125009"),
    ("王小明", "wang@mail.example", "+86 10 5555 0123", "长安街 1", "北京", "100000"),
    ("Nguyễn Thị Hương", "huong@mail.example", "+84 24 5555 0101", "12 Hàng Bài", "Hà Nội", "11000"),
    ("100% Roofing_Co", "info%25@roof.example", "555-0177", "*Star* Court [3]", 'The "Quay"', "?99"),
)

FILTERED = (
    "maria", "maria orch", "orchard maria", "(519) 555 013-4", "519-555-01", "lopez 0134", "zoe strass", "+49 (170) 123",
    "0170 1234", "lukasz elm", "soby_77", "o'leary mill", "петр моск", "王 长安街", "huong hang", "100% roof", "e",
    "person", "555", "example", "other.ex", "partner3 sean", "group 4 москва", "roofing quay", "opez",
)  # fmt: skip


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """People of many scripts, with everything that can be searched for, read only."""
    desk = Desk(tmp_path_factory.mktemp("crowd") / "crowd.db")
    for number, (name, email, phone, street, city, postal) in enumerate(PEOPLE):
        contact_id = desk.add(
            name,
            emails=(("", email),),
            phones=(("", phone),),
            addresses=(Address("home", street, city=city, postal_code=postal),),
            want=f"A house with garden number{number}",
            note=f"Met at the fair, likes blåbær{number}",
            tags=(f"group {number}",),
        )
        desk.do(set_own_value, contact_id, "Spouse", f"Partner{number} Ødegård")
        desk.do(log_activity, NewActivity(contact_id, "call", text=f"Asked about the roof tile{number}"))
    for number in range(60):  # others, so that nobody is found for want of company
        desk.add(f"Filler{number} Person", emails=(("", f"filler{number}@other.example"),))
    yield desk
    assert desk.faults() == []
    desk.database.close()


def values_of(number: int) -> list[str]:
    """Everything that person can be found by."""
    name, email, phone, street, city, postal = PEOPLE[number]
    return [
        name, email, phone, street, city, postal, f"garden number{number}", f"blåbær{number}", f"group {number}",
        f"Partner{number} Ødegård", f"roof tile{number}",
    ]  # fmt: skip


def words_of_person(number: int) -> list[str]:
    return sorted(
        {
            word
            for value in values_of(number)
            for word in words_of(fold(value))
            if len(word) > (2 if word.isdecimal() else 1)
        }
    )


def found_ids(desk: Desk, text: str) -> list[int]:
    return [hit.contact_id for hit in desk.read(hits, text, 40)]


@pytest.mark.parametrize("number", range(len(PEOPLE)))
def test_everybody_is_found_by_each_value_in_any_case(crowd: Desk, number: int) -> None:
    for value in values_of(number):
        for text in (value, value.upper(), fold(value), f"  {value}\t"):
            assert number + 1 in found_ids(crowd, text), text


@settings(max_examples=150)
@given(st.integers(0, len(PEOPLE) - 1), st.data())
def test_everybody_is_found_by_any_two_words_over_any_fields(
    crowd: Desk, number: int, data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(list(combinations(words_of_person(number), 2))))
    for text in (f"{one} {other}", f"{other} {one}", f"{one} {other[: max(2, len(other) - 1)]}"):
        assert number + 1 in found_ids(crowd, text), text


@settings(max_examples=150)
@given(st.sampled_from([0, 1, 2, 3, 6]), st.data())
def test_everybody_is_found_after_one_slip_in_a_name(crowd: Desk, number: int, data: st.DataObject) -> None:
    words = [word for word in words_of(fold(PEOPLE[number][0])) if len(word) > 4]
    word = data.draw(st.sampled_from(words))
    slipped = data.draw(slips(word))
    assert number + 1 in found_ids(crowd, slipped), slipped
    other = data.draw(st.sampled_from(words_of_person(number)))
    assert number + 1 in found_ids(crowd, f"{slipped} {other}"), (slipped, other)


@given(st.text(max_size=30))
def test_no_text_is_an_error_and_every_hit_can_be_shown(crowd: Desk, text: str) -> None:
    found: Found = crowd.read(search, text)
    for hit in (*found.people, *found.notes):
        for shown, marks in ((hit.name, hit.name_marks), (hit.detail, hit.detail_marks)):
            assert all(0 <= start < end <= len(shown) for start, end in marks)


@pytest.mark.parametrize(
    "text",
    [
        "%", "_", "%%%", "_a_", "*", "***", "a*", '"', '""', "'", "';--", "NEAR(a b)", "a AND", "OR", "NOT x", "{a}", "^a",
        "name_folded : maria", "(", ")", "[a-z]", "[", "]", "?", "???", "\\", "a\x00b", "-maria", "x" * 10_000, "maria " * 2000,
        "% _ * ? [ ]", "\U0001f600", "\u202e", "0", "000", "+", "1" * 500,
    ],
)  # fmt: skip
def test_wildcards_quotes_and_long_texts_are_data(crowd: Desk, text: str) -> None:
    names = {hit.name for hit in crowd.read(hits, text, 100)}
    if text in ("%", "_", "%%%", "*", "***", "?", "???", "[", "]", "\\"):
        assert names <= {"100% Roofing_Co"}
    assert len(names) < 20 or text in ("+", "0")


def test_wildcards_find_what_has_them(crowd: Desk) -> None:
    assert found_ids(crowd, "100%")[0] == 8  # a postcode begins so too
    assert found_ids(crowd, "info%25@") == [8]
    assert found_ids(crowd, "soby_7") == [3]


@pytest.mark.parametrize(
    "text", ["0134", "555 0134", "(519) 555-01", "+1 519", "1 519 555 0134", "519.555.0134"]
)
def test_a_phone_is_found_in_any_format(crowd: Desk, text: str) -> None:
    found: Found = crowd.read(search, text)
    hit = next(one for one in found.people if one.contact_id == 1)
    assert hit.matched == "phone"
    assert hit.detail_marks


def test_a_national_number_finds_one_with_the_code_of_its_country(crowd: Desk) -> None:
    assert found_ids(crowd, "0170 1234") == [2]


def why(desk: Desk, text: str, contact_id: int) -> Hit:
    found: Found = desk.read(search, text, 40, 40)
    return next(hit for hit in (*found.people, *found.notes) if hit.contact_id == contact_id)


@pytest.mark.parametrize(
    ("text", "matched", "detail", "marked"),
    [
        ("lopez", "name", "maria.lopez@mail.example", ["lopez"]),
        ("orchard", "address", "38 Orchard Lane", ["Orchard"]),
        ("maria orchard", "address", "38 Orchard Lane", ["Orchard"]),
        ("blabaer0", "note", "Note: Met at the fair, likes blåbær0", ["blåbær0"]),
        ("number0", "want", "Wants: A house with garden number0", ["number0"]),
        ("odegard maria", "own", "Spouse: Partner0 Ødegård", ["Ødegård"]),
        ("tile0", "activity", "Call: Asked about the roof tile0", ["tile0"]),
        ("maria tile0", "activity", "Call: Asked about the roof tile0", ["tile0"]),
    ],
)
def test_a_hit_says_why(crowd: Desk, text: str, matched: str, detail: str, marked: list[str]) -> None:
    hit = why(crowd, text, 1)
    assert hit.matched == matched
    assert hit.detail.startswith(detail)
    assert [hit.detail[start:end] for start, end in hit.detail_marks] == marked
    assert hit.is_told == (matched in ("note", "want", "activity"))
    assert (hit.activity_id is not None) == (matched == "activity")


def test_a_slip_marks_what_was_meant(crowd: Desk) -> None:
    hit = why(crowd, "lpoez", 1)
    assert [hit.name[start:end] for start, end in hit.name_marks] == ["Lopez"]


def test_what_is_found_as_typed_comes_before_what_was_meant(desk: Desk) -> None:
    desk.add("Ann Moss")
    desk.add("Bea Ross")
    assert [hit.name for hit in desk.read(hits, "ross")] == ["Bea Ross", "Ann Moss"]
    for number in range(3):
        desk.add(f"Cy Ross{number}")
    assert "Ann Moss" not in [hit.name for hit in desk.read(hits, "ross")]


def test_those_opened_last_come_first_and_fill_an_empty_box(desk: Desk) -> None:
    ids = [desk.add(f"Ada Moss{number}") for number in range(6)]
    assert desk.read(opened_last) == Found()
    for contact_id in (ids[4], ids[1], ids[4], ids[3]):
        desk.clock.advance(minutes=1)
        desk.do(note_opened, contact_id)
    assert [hit.contact_id for hit in desk.read(opened_last).people] == [ids[3], ids[4], ids[1]]
    assert desk.read(matching_ids, "ada")[:3] == [ids[3], ids[4], ids[1]]
    assert sorted(desk.read(matching_ids, "moss")) == ids
    assert desk.database.undo_label() == "Step"  # to open somebody is no step
    assert desk.database.undo() is not None
    assert len(desk.read(opened_last).people) == 3
    desk.do(delete_contacts, [ids[3]])
    assert [hit.contact_id for hit in desk.read(opened_last).people] == [ids[4], ids[1]]
    desk.do(note_opened, 9999)


def test_only_the_newest_openings_are_kept(desk: Desk) -> None:
    contact_id = desk.add("Ada")
    with desk.database.write("Fill", moment=desk.moment) as written:
        written.driver.executemany(
            "INSERT INTO contact_opened (id, opened_at) VALUES (?, ?)",
            [(1000 + number, f"2026-01-01T00:00:{number:06d}Z") for number in range(KEPT + 50)],
        )
    desk.do(note_opened, contact_id)
    assert desk.rows("SELECT count(*) FROM contact_opened") == [(KEPT,)]
    assert len(desk.read(opened_last).people) == 1


def test_those_in_the_trash_are_not_found_nor_what_was_said_to_them(desk: Desk) -> None:
    contact_id = desk.add("Ada Moss", note="likes boats")
    desk.do(log_activity, NewActivity(contact_id, "note", text="zebra"))
    assert found_ids(desk, "zebra") == [contact_id]
    desk.do(delete_contacts, [contact_id])
    for text in ("ada", "mso", "boats", "zebra", "ada zebra"):
        assert found_ids(desk, text) == []


def test_a_note_follows_its_activity_through_change_undo_and_delete(desk: Desk) -> None:
    contact_id = desk.add("Ada Moss")
    activity_id = desk.do(log_activity, NewActivity(contact_id, "note", text="Über Łódź"))
    assert found_ids(desk, "uber lodz") == [contact_id]
    desk.do(change_activity, activity_id, {"text": "About Kraków"})
    assert (found_ids(desk, "lodz"), found_ids(desk, "krakow")) == ([], [contact_id])
    desk.database.undo()
    assert (found_ids(desk, "lodz"), found_ids(desk, "krakow")) == ([contact_id], [])
    desk.database.redo()
    desk.do(delete_activity, activity_id)
    assert found_ids(desk, "krakow") == []
    desk.database.undo()
    assert found_ids(desk, "krakow") == [contact_id]
    desk.do(change_activity, activity_id, {"text": ""})
    assert desk.rows("SELECT count(*) FROM activity_search") == [(0,)]
    assert desk.faults() == []


def test_a_word_of_a_name_goes_with_the_last_who_had_it(desk: Desk) -> None:
    first, second = desk.add("Ada Quist"), desk.add("Bo Quist-Berg")
    desk.do(delete_contacts, [first])
    with desk.database.write("Erase", moment=desk.moment) as written:
        written.driver.execute("DELETE FROM contact WHERE id = ?", (first,))
    assert desk.rows("SELECT term FROM search_term ORDER BY 1") == [("berg",), ("bo",), ("quist",)]
    with desk.database.write("Erase", moment=desk.moment) as written:
        written.driver.execute("DELETE FROM contact WHERE id = ?", (second,))
    assert desk.rows("SELECT term FROM search_term") == []
    desk.database.undo()
    assert desk.rows("SELECT term FROM search_term ORDER BY 1") == [("berg",), ("bo",), ("quist",)]
    assert desk.faults() == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM activity_search",
        "UPDATE activity_search SET words = 'other'",
        "INSERT INTO activity_search VALUES (99, 'ghost')",
        "DELETE FROM search_term WHERE term = 'moss'",
        "INSERT INTO search_term VALUES ('ghost')",
        "INSERT INTO activity_fts (rowid, words) VALUES (99, 'ghost')",
    ],
)
def test_check_finds_what_is_wrong_in_the_search_tables(desk: Desk, damage: str) -> None:
    contact_id = desk.add("Ada Moss")
    desk.do(log_activity, NewActivity(contact_id, "note", text="zebra"))
    assert desk.faults() == []
    sql = desk.database.writing_connection()
    sql.execute(damage)
    assert desk.faults() != []
    rebuild_search(sql)
    assert desk.faults() == []


def test_words_are_found_whoever_has_them_among_many(tmp_path: Path) -> None:
    """More than any tier looks at: a rare pair of two frequent words, and somebody old among many new."""
    desk = Desk(tmp_path / "many.db")
    desk.add("Maria Rare", addresses=(Address(street="1 Elm Street"),))
    columns = (
        "id",
        "display_name",
        "first_name",
        "sort_name",
        "stage_id",
        "stage_since_at",
        "created_at",
        "updated_at",
    )
    with desk.database.write("Many", moment=desk.moment) as written:
        first, stage, at = written.next_id("contact"), desk.stage("1"), desk.moment.text
        people = [
            (first + n, f"Maria Mossy{n}", "Maria", f"mossy{n}", stage, at, at, at) for n in range(1000)
        ]
        written.insert_rows("contact", columns, people)
    assert found_ids(desk, "maria elm") == [1]
    assert found_ids(desk, "maira elm") == [1]
    assert found_ids(desk, "maria rar") == [1]
    assert len(found_ids(desk, "moss")) == 40
    assert desk.faults() == []
    desk.database.close()


@pytest.mark.parametrize("text", FILTERED)
def test_the_filter_of_a_list_finds_all_that_the_search_finds(crowd: Desk, text: str) -> None:
    listed = set(crowd.read(contact_ids, ContactFilter(text), "name", crowd.moment))
    found = set(crowd.read(matching_ids, text, 200))
    assert found <= listed
    assert len(listed) == 1 or text in ("e", "person", "555", "example", "other.ex")


@settings(max_examples=150)
@given(st.sampled_from(PEOPLE), st.data())
def test_any_two_words_of_somebody_find_them_in_a_list_too(
    crowd: Desk, person: tuple[str, ...], data: st.DataObject
) -> None:
    words = [word for text in person for word in words_of(fold(text)) if len(word) > 2]
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=2))
    text = " ".join(word[: data.draw(st.integers(3, len(word)))] for word in chosen)
    listed = list(crowd.read(contact_ids, ContactFilter(text), "name", crowd.moment))
    assert PEOPLE.index(person) + 1 in listed, text
