"""Text made ready for drawing: cleaning, Arabic joining, right-to-left order, balanced and broken lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.reports.pdf_fonts import Weight, face_runs, prepared, unit_width
from lifecycle_desktop.core.reports.text_fit import Span, fit, fit_line, line_count, steps, wrapped
from lifecycle_desktop.core.reports.text_runs import clean, has_right_to_left, in_sight_order, joined


def lines_of(text, limit):
    return [" ".join(piece.text for piece in line) for line in wrapped((Span(text, Weight.MEDIUM),), limit)]


def test_cleaning_leaves_one_line_of_visible_letters():
    assert clean("  a\tb\r\nc\u00a0d\u2028e ") == "a b c d e"
    assert clean("e\u0301") == "é"
    assert clean("x\u202ey\u200bz\ufe0f\x07") == "xyz"


@pytest.mark.parametrize(
    ("written", "shapes"),
    [
        ("سلام", ["initial", "lam alef final", "isolated"]),
        ("بيت", ["initial", "medial", "final"]),
        ("دار", ["isolated", "isolated", "isolated"]),
        ("ب 1", ["isolated"]),
    ],
)
def test_arabic_letters_take_the_forms_of_their_places(written, shapes):
    forms = [
        unicodedata.decomposition(letter) for letter in joined(written) if "\ufb50" <= letter <= "\ufefc"
    ]
    for form, shape in zip(forms, shapes, strict=True):
        if shape == "lam alef final":
            assert form == "<final> 0644 0627"
        else:
            assert form.startswith(f"<{shape}>")
    assert unicodedata.normalize("NFKC", joined(written)) == written


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("plain (text) 12", "plain (text) 12"),
        ("שלום", "םולש"),
        ("שלום abc", "abc םולש"),
        ("abc שלום עולם def", "abc םלוע םולש def"),
        ("שיחה עם 12 שכנים", "םינכש 12 םע החיש"),
        ("(שלום) 5", "5 (םולש)"),
        ("א 1,250 ב", "ב 1,250 א"),
        ("abc (שלום)", "abc (םולש)"),
        ("עלות $40", "$40 תולע"),
    ],
)
def test_lines_are_turned_as_they_are_seen(written, seen):
    assert in_sight_order(written) == seen


@given(st.text(alphabet="abc אבג 12 ()., ابت \u05b0", max_size=30))
def test_turning_keeps_every_letter(text):
    mirrored = str.maketrans("()", "((")
    assert sorted(in_sight_order(text).translate(mirrored).replace(")", "(")) == sorted(
        text.replace(")", "(")
    )
    if not has_right_to_left(text):
        assert in_sight_order(text) == text


def test_marks_stay_behind_their_letter():
    assert in_sight_order("ש\u05b0ב") == "בש\u05b0"


def test_lines_are_balanced_and_as_few_as_can_be():
    width = unit_width("Door-knock Elm Street bef", Weight.MEDIUM)
    assert lines_of("Door-knock Elm Street before the open house", width) == [
        "Door-knock Elm Street",
        "before the open house",
    ]
    assert lines_of("Order 40 thank-you cards", unit_width("Order 40 thank-you c", Weight.MEDIUM)) == [
        "Order 40",
        "thank-you cards",
    ]


def test_spans_kept_whole_go_to_the_next_line_together():
    spans = (Span("Neighbourhood video", Weight.MEDIUM), Span("2 a month", Weight.SEMIBOLD, keep=True))
    limit = unit_width("Neighbourhood video 2 a", Weight.MEDIUM)
    assert [[piece.text for piece in line] for line in wrapped(spans, limit)] == [
        ["Neighbourhood video"],
        ["2 a month"],
    ]


@given(st.text(alphabet="aW i-/", min_size=1, max_size=80), st.floats(2, 30))
def test_no_line_is_wider_than_its_limit_and_no_letter_is_lost(text, limit):
    text = clean(text)
    lines = wrapped((Span(text, Weight.MEDIUM),), limit)
    for line in lines:
        assert line[-1].at + line[-1].width <= limit + 1e-6
    assert "".join(piece.text for line in lines for piece in line).replace(" ", "") == text.replace(" ", "")
    assert len(lines) == line_count((Span(text, Weight.MEDIUM),), limit)


@given(
    st.text(alphabet="aW i-/", min_size=1, max_size=80).map(clean).filter(bool),
    st.floats(20, 200),
    st.integers(1, 3),
)
def test_what_does_not_fit_is_cut_with_a_sign(text, width, most):
    fitted = fit((Span(text, Weight.MEDIUM),), width, steps(12, 9), most)
    assert len(fitted.lines) <= most
    assert fitted.width <= width + 1e-6
    shown = "".join(piece.text for line in fitted.lines for piece in line)
    assert shown.endswith("…") == fitted.cut


def test_the_largest_size_that_fits_is_taken():
    width = unit_width("Attract", Weight.BOLD) * 15
    assert fit_line("Attract", Weight.BOLD, width, steps(20, 10)).size == 15
    assert steps(12, 9) == (12, 11.5, 11, 10.5, 10, 9.5, 9)
    assert steps(8, 9) == (9,)


def test_each_letter_is_drawn_by_the_first_face_that_has_it():
    assert face_runs("Łódź", Weight.MEDIUM) == (("InterTight-Medium", "Łódź"),)
    assert [name for name, _text in face_runs("a ★", Weight.MEDIUM)] == ["InterTight-Medium", "DejaVuSans"]
    assert [name for name, _text in face_runs("אb", Weight.EXTRABOLD)] == [
        "DejaVuSans-Bold",
        "InterTight-ExtraBold",
    ]
    assert prepared("न") == "?"
