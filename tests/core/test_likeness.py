"""Names, addresses and numbers as they are compared, and when two records are one person."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.exchange.names import split_name
from lifecycle_desktop.core.model.likeness import MAYBE, SURE, Likely, is_slip, likeness, name_key
from lifecycle_desktop.core.model.person_text import display_name, fold, initials, looks_like_firm, sort_name
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.core.store.phone import normal_phone


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José  NÚÑEZ", "jose nunez"),
        ("Łukasz", "lukasz"),
        ("Søren Ørsted", "soren orsted"),
        ("Straße", "strasse"),
        ("Æsir Þór", "aesir thor"),
        ("Đức Trần", "duc tran"),
        ("İstanbul", "istanbul"),
        ("김지민", "김지민"),
        ("O\u2019Neal", "o'neal"),
        ("\U0001d5a0nn", "ann"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(*(st.text(max_size=8) for _ in range(3)))
def test_the_short_way_to_a_sort_name_is_the_long_one(first, middle, last):
    first, middle, last = first.strip(), middle.strip(), last.strip()
    expected = fold(f"{last} {first} {middle}") if first or last else fold("x")
    assert sort_name(first, middle, last, "x") == expected


def test_names_as_shown():
    assert display_name("Ann", "", "Hill") == "Ann Hill"
    assert display_name("Ann", "B.", "Hill", "Jr.") == "Ann B. Hill, Jr."
    assert display_name("伟", "", "王") == "王伟"
    assert display_name("", "", "Hill") == "Hill"
    assert initials("Maria de la Cruz") == "MC"
    assert initials("王伟") == "王"
    assert initials("…") == "?"
    assert looks_like_firm("Acme Realty LLC")
    assert not looks_like_firm("Maria Lopez")


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Ann Hill", "Ann", "Hill"),
        ("Hill, Ann", "Ann", "Hill"),
        ("Maria de la Cruz", "Maria", "de la Cruz"),
        ("van Gogh", "", "van Gogh"),
        ("John & Mary Smith", "John & Mary", "Smith"),
        ("Dr. John A. Smith Jr.", "John", "Smith"),
        ("Cher", "Cher", ""),
        ("0 0 \u2600", "0 0 \u2600", ""),
        ("", "", ""),
    ],
)
def test_a_full_name_is_taken_apart(full, first, last):
    parts = split_name(full)
    assert (parts.first, parts.last) == (first, last)


@given(st.text(max_size=60))
def test_no_word_of_a_name_is_lost(full):
    told = "".join("".join(split_name(full)).split())
    assert sorted(told.replace(",", "").replace(".", "")) == sorted(
        "".join(full.split()).replace(",", "").replace(".", "")
    )


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Ann@Hill.Example", "ann@hill.example"),
        ("a.b+c@x-y.co.uk", "a.b+c@x-y.co.uk"),
        ("j@MÜNCHEN.de", "j@münchen.de"),
        ("j@xn--mnchen-3ya.de", "j@münchen.de"),
        ('"a b"@c.example', '"a b"@c.example'),
        ("o'neal@x.example", "o'neal@x.example"),
    ],
)
def test_addresses_in_normal_form(text, normal):
    assert normal_email(text) == normal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "ann at hill.example",
        "a@b",
        "a..b@c.example",
        "@x.example",
        "a@@b.example",
        "a@b." + "x" * 300,
    ],
)
def test_what_is_no_address(text):
    assert normal_email(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "(416) 555-0134",
        "416-555-0134",
        "416.555.0134",
        "4165550134",
        "+1 416 555 0134",
        "+14165550134",
        "1-416-555-0134",
        "416 555 0134",
    ],
)
def test_eight_spellings_of_one_number(text):
    assert normal_phone(text) == ("+14165550134", "")


def test_extensions_and_numbers_abroad():
    assert normal_phone("416 555 0134 x12") == ("+14165550134", "12")
    assert (
        normal_phone("+44 (0)20 7946 0958").normal
        == normal_phone("+44 20 7946 0958").normal
        == "+442079460958"
    )
    assert normal_phone("089 123456", "DE").normal == "+4989123456"
    assert normal_phone("1-800-FLOWERS").normal == "+18003569377"
    assert normal_phone("555-0134") == ("5550134", "")
    assert normal_phone("call me") == ("", "")


@given(
    st.sampled_from([1, 20, 33, 34, 41, 44, 49, 61, 81, 91, 351, 353]),
    st.from_regex(r"[0-9 .\-]{7,13}", fullmatch=True),
)
def test_the_short_way_agrees_with_the_library(code, rest):
    text = f"+{code} {rest}"
    short = normal_phone(text).normal
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number(number):
        assert short == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def who(first: str, last: str, **more):
    return Likely(
        name_key(first, last),
        **{name: (value,) if name != "company" else value for name, value in more.items()},
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Robert", "Smith"), ("Bob", "Smith")),
        (("José", "Núñez"), ("Jose", "Nunez")),
        (("Brian", "Cole"), ("Brain", "Cole")),
        (("Phillip", "Cole"), ("Philip", "Cole")),
        (("J.", "Smith"), ("John", "Smith")),
        (("Smith", "Ann"), ("Ann", "Smith")),
        (("Catherine", "Hill"), ("Catharine", "Hill")),
        (("Maria", "Lopez"), ("Maria", "Lopez Garcia")),
        (("Pria", "Shah"), ("Priya", "Shah")),
        (("Jon", "Hill"), ("John", "Hill")),
    ],
)
def test_same_phone_and_a_similar_name_is_sure(one, other):
    found = likeness(who(*one, phones="+14165550134"), who(*other, phones="+14165550134"))
    assert found.verdict == SURE
    assert found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Paul", "Hill"), ("Paula", "Hill")),
        (("Dan", "Lee"), ("Jan", "Lee")),
        (("Maria", "Hill"), ("Mario", "Hill")),
        (("Dana", "Hill"), ("Diana", "Hill")),
        (("Ann", "Hill"), ("Robert", "Hill")),
        (("Ann", "Hill"), ("", "")),
    ],
)
def test_a_household_telephone_makes_nobody_one(one, other):
    assert likeness(who(*one, phones="+14165550134"), who(*other, phones="+14165550134")).verdict == MAYBE


def test_shared_inboxes_make_nobody_one():
    for inbox in ("info@acme.example", "family@hill.example"):
        found = likeness(who("Ann", "Hill", emails=inbox), who("Bob", "Cole", emails=inbox))
        assert (found.verdict, found.reason) == (MAYBE, "same e-mail address, another name")
        assert likeness(who("", "", emails=inbox), who("Bob", "Cole", emails=inbox)).verdict == MAYBE
        assert likeness(who("Ann", "Hill", emails=inbox), who("Ann", "Hill", emails=inbox)).verdict == SURE
    own = "ann@hill.example"
    assert likeness(who("Ann", "Hill", emails=own), who("Bob", "Hill", emails=own)).verdict == MAYBE
    assert likeness(who("Ann", "Hill", emails=own), who("Ann", "Cole", emails=own)).verdict == SURE
    assert likeness(who("", "", emails=own), who("Ann", "Hill", emails=own)).verdict == SURE


def test_names_alone_make_nobody_one():
    assert not likeness(who("Ann", "Hill"), who("Ann", "Hill")).verdict
    assert likeness(who("Ann", "Hill", company="acme"), who("Annie", "Hill", company="acme")).verdict == MAYBE
    assert (
        likeness(who("Ann", "Hill", addresses="1 elm"), who("Ann", "Hill", addresses="1 elm")).verdict
        == MAYBE
    )
    assert not likeness(who("Ann", "Hill", company="acme"), who("Bob", "Hill", company="acme")).verdict


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_slip_goes_both_ways(one, other):
    assert is_slip(one, other) == is_slip(other, one)
    assert is_slip(one, one)
