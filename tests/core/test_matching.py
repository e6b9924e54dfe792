"""What is typed against texts: words, slips, letters that match, cut texts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lifecycle_desktop.core.model.matching import (
    MOST_TYPED,
    MOST_WORDS,
    digit_ranges,
    excerpt,
    has_word,
    near,
    ranges,
    typed,
)
from lifecycle_desktop.core.model.person_text import fold


def marked(shown: str, text: str) -> list[str]:
    return [shown[start:end] for start, end in ranges(shown, typed(text).words)]


@pytest.mark.parametrize(
    ("shown", "text", "found"),
    [
        ("Maria Lopez", "mar", ["Mar"]),
        ("Maria Lopez", "lopez mar", ["Mar", "Lopez"]),
        ("Zoë Müller", "zoe mull", ["Zoë", "Müll"]),
        ("Zoe\u0308 Mu\u0308ller", "zoe mull", ["Zoe\u0308", "Mu\u0308ll"]),
        ("Łukasz Søby", "lukasz soby", ["Łukasz", "Søby"]),
        ("Straße 5", "strass", ["Straß"]),
        ("Großstraße", "strasse", ["straße"]),
        ("Ann Mann", "ann", ["Ann"]),  # a beginning goes before a middle
        ("Mann", "ann", ["ann"]),
        ("O'Leary", "o leary", ["O", "Leary"]),
        ("мария Петрова", "ПЕТР", ["Петр"]),
        ("王小明", "小", ["小"]),
        ("Maria", "x", []),
        ("ab ab", "ab", ["ab", "ab"]),
        ("", "a", []),
        ("\u0301a", "a", ["a"]),
    ],
)
def test_the_letters_that_match_are_told(shown: str, text: str, found: list[str]) -> None:
    assert marked(shown, text) == found


@given(st.text(max_size=40), st.text(max_size=12))
@example("İstanbul", "istanbul")
@example("ﬁne", "fi")
def test_ranges_are_in_order_within_the_text_and_apart(shown: str, text: str) -> None:
    end = -1
    for start, after in ranges(shown, typed(text).words):
        assert end < start < after <= len(shown)
        end = after


@given(st.text(alphabet="aäbßoøé '-", min_size=1, max_size=12), st.data())
def test_what_is_taken_out_of_a_text_is_marked_in_it(shown: str, data: st.DataObject) -> None:
    words = shown.replace("-", " ").replace("'", " ").split()
    if words:
        word = data.draw(st.sampled_from(words))
        assert any(fold(word) in fold(one) for one in marked(shown, word))


@pytest.mark.parametrize(
    ("shown", "digits", "found"),
    [
        ("(555) 013-4299", "5550134", "5550134"),
        ("(519) 555-0134", "0134", "0134"),
        ("(519) 555-0134", "1519555", "519555"),  # typed with the country's code
        ("+49 170 1234567", "0170123", "170123"),
        ("555", "556", ""),
    ],
)
def test_digits_match_whatever_stands_between_them(shown: str, digits: str, found: str) -> None:
    assert "".join(shown[start:end] for start, end in digit_ranges(shown, digits)) == found


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("(555) 013-4", "5550134"),
        ("+1 555 01", "155501"),
        ("38 Orchard", ""),
        ("12", ""),
        ("n1h 3a1", ""),
    ],
)
def test_a_phone_is_known_by_its_digits(text: str, digits: str) -> None:
    assert typed(text).digits == digits


def test_only_the_first_of_a_long_text_counts() -> None:
    assert len(typed("x" * 10_000).folded) == MOST_TYPED
    assert len(typed(" ".join(map(str, range(1000)))).words) == MOST_WORDS
    assert typed("a b a b").words == (("a",), ("b",))
    assert not typed(" \t\n")
    assert typed("%_*").words == ()


def test_a_word_is_found_where_one_begins() -> None:
    assert has_word("ann mann", "man")
    assert has_word("o'leary", "leary")
    assert not has_word("mann", "ann")


def slips(word: str) -> st.SearchStrategy[str]:
    """One slip in a word: swapped, wrong, missing or one letter too many."""
    letter = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
    at = st.integers(0, len(word) - 1)
    return st.one_of(
        at.map(lambda i: word[:i] + word[i + 1 :]),
        st.tuples(at, letter).map(lambda t: word[: t[0]] + t[1] + word[t[0] + 1 :]),
        st.tuples(at, letter).map(lambda t: word[: t[0]] + t[1] + word[t[0] :]),
        st.integers(0, len(word) - 2).map(lambda i: word[:i] + word[i + 1] + word[i] + word[i + 2 :]),
    )


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.data())
def test_a_word_is_near_each_of_its_slips(word: str, data: st.DataObject) -> None:
    slipped = data.draw(slips(word))
    assert slipped == word or word in near(slipped)


def test_slips_are_bounded_and_of_the_words_own_letters() -> None:
    assert near("ab") == []
    assert near("a1b2") == []
    assert near("x" * 1000) == []
    assert len(near("lindgren")) < 500
    assert "мария" in near("мраия")
    assert "lindgren" not in near("lindgren")


@pytest.mark.parametrize("most", [20, 90])
@given(st.text(max_size=400), st.text(max_size=8))
def test_a_cut_text_is_one_short_line(most: int, text: str, word: str) -> None:
    line = excerpt(text, typed(word).words, most)
    assert len(line) <= most + 2
    assert "\n" not in line


def test_a_cut_text_holds_the_match() -> None:
    text = "She asked about many things. " * 20 + "The roof of 38 Orchard leaks. " + "And more. " * 20
    line = excerpt(text, typed("orchard").words)
    assert "roof of 38 Orchard" in line
    assert line.startswith("…")
    assert line.endswith("…")
    assert excerpt("short", typed("x").words) == "short"
