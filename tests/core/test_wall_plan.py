"""The wall plan of the design's pictures: what is on it, how it is made, and what its checks say."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pypdf
import pypdfium2
import pytest

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.plan import (
    Gap,
    MonthCount,
    PlanStage,
    Tactic,
    count_of,
    gaps,
    months_shown,
    plan_gaps,
)
from lifecycle_desktop.core.reports.page_images import page_count, page_png, render_page
from lifecycle_desktop.core.reports.sheet_checks import Sign
from lifecycle_desktop.core.reports.style import SEVEN_LIGHT, rgb
from lifecycle_desktop.core.reports.wall_plan import wall_plan_bytes, wall_plan_checks, write_wall_plan
from lifecycle_desktop.core.reports.wall_plan_layout import grid, sheet
from tests.core.sample_plans import PRINTED_ON, sample_plan, ten_stage_plan

LANDSCAPE, PORTRAIT = Orientation.LANDSCAPE, Orientation.PORTRAIT


def made(plan=None, paper=Paper.LETTER, orientation=LANDSCAPE, grey=False, drawn=None):
    return wall_plan_bytes(
        plan or sample_plan(),
        paper=paper,
        orientation=orientation,
        grey=grey,
        printed_on=PRINTED_ON,
        drawn=drawn,
    )


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range().replace("\r\n", "\n")


def with_first(plan=None, **changes):
    """The sample plan with its first stage changed."""
    plan = plan or sample_plan()
    return replace(plan, stages=(replace(plan.stages[0], **changes), *plan.stages[1:]))


# --- what the pictures show ---------------------------------------------------------------------------------


def test_the_sample_is_set_as_in_the_pictures():
    letter, tabloid = made()[1], made(paper=Paper.TABLOID)[1]
    ten = made(ten_stage_plan(), Paper.A3)[1]
    assert letter.tactics_points == 11
    assert tabloid.tactics_points == pytest.approx(12.25 * 792 / 612)
    assert (letter.names_points, letter.purposes_left_out) == (18, False)
    assert ten.purposes_left_out
    assert ten.names_points >= 23
    assert not letter.cut + letter.left_over + tabloid.cut + tabloid.left_over + ten.cut + ten.left_over


def test_the_text_is_read_in_the_order_of_the_page():
    text = text_of(made()[0])
    order = [
        "Whitaker Homes", "Customer lifecycle plan 2026", "This year", "24", "closings", "Attract Traffic",
        "Be the first name in four streets.", "90", "enquiries", "Farm postcards", "monthly $400", "GAP", "Apr",
        "31", "Capture Leads", "Offer: the street price guide", "Trigger: says yes to a follow-up", "Convert Sales",
        "Wow: framed front-door photo", "Customers", "Nothing planned here yet.", "Get Referrals",
        "Next three moves", "Door-knock Elm Street", "Attract, by 16 May", "New idea to try", "Mondays:",
        "everything has its place", "Leaky bucket: 22 in, 9 out since January.", "Posted on",
        "Printed 14 April 2026, review 1 July",
    ]  # fmt: skip
    at = 0
    for words in order:
        found = text.find(words, at)
        assert found >= 0, (words, text[at : at + 300])
        at = found + len(words)


def test_the_file_says_what_it_is():
    reader = pypdf.PdfReader(io.BytesIO(made()[0]))
    assert reader.metadata.title == "Customer lifecycle plan 2026"
    assert reader.metadata.author == "Dana Whitaker"
    assert reader.trailer["/Root"]["/Lang"] == "en"


def faces(pdf):
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    return {
        font["/BaseFont"]: font["/FontDescriptor"]
        for font in map(_resolved, page["/Resources"]["/Font"].values())
    }


def _resolved(reference):
    return reference.get_object()


def test_only_used_faces_are_in_the_file_and_all_are_embedded():
    used = faces(made()[0])
    assert {name.split("+")[1] for name in used} == {
        f"InterTight-{w}" for w in ("Medium", "SemiBold", "Bold", "ExtraBold")
    }
    assert all("/FontFile2" in descriptor for descriptor in used.values())
    hebrew = faces(made(with_first(name="שלום Attract"))[0])
    assert {name.split("+")[1] for name in hebrew} - {name.split("+")[1] for name in used} == {
        "DejaVuSans-Bold"
    }
    assert all("/FontFile2" in descriptor for descriptor in hebrew.values())


def test_the_file_is_small_and_the_same_each_time():
    pdf, _checks = made()
    assert pdf == made()[0]
    assert len(pdf) < 60_000
    other_day = wall_plan_bytes(
        sample_plan(), paper=Paper.LETTER, orientation=LANDSCAPE, grey=False, printed_on=dt.date(2026, 4, 15)
    )[0]
    assert other_day != pdf


def operators(pdf):
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    return page.get_contents().operations


def test_black_and_white_has_no_colour_and_no_grey():
    for plan in (sample_plan(), ten_stage_plan()):
        for operands, operator in operators(made(plan, grey=True)[0]):
            assert operator not in {b"rg", b"RG", b"k", b"K", b"sc", b"SC", b"scn", b"SCN", b"sh", b"Do"}, (
                operator
            )
            if operator in {b"g", b"G"}:
                assert float(operands[0]) in {0.0, 1.0}


def test_colour_has_the_colours_of_the_stages():
    used = {
        tuple(round(float(part), 2) for part in operands)
        for operands, operator in operators(made()[0])
        if operator == b"rg"
    }
    for colour in SEVEN_LIGHT:
        assert tuple(round(part, 2) for part in rgb(colour)) in used


def test_paper_sizes_and_directions():
    for paper, size in (
        (Paper.LETTER, (792, 612)),
        (Paper.A4, (842, 595)),
        (Paper.TABLOID, (1224, 792)),
        (Paper.A3, (1191, 842)),
    ):
        box = pypdf.PdfReader(io.BytesIO(made(paper=paper)[0])).pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.6)
        turned = pypdf.PdfReader(io.BytesIO(made(paper=paper, orientation=PORTRAIT)[0])).pages[0].mediabox
        assert (float(turned.height), float(turned.width)) == pytest.approx(size, abs=0.6)


# --- the grid -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "landscape", "portrait"),
    [(4, (3, 2), (2, 2)), (5, (3, 2), (2, 3)), (6, (3, 2), (2, 3)), (7, (4, 2), (2, 4)), (8, (4, 2), (2, 4)),
     (9, (5, 2), (3, 3)), (10, (5, 2), (3, 4)), (11, (4, 3), (3, 4))],
)  # fmt: skip
def test_the_grid_follows_the_design(cells, landscape, portrait):
    assert grid(cells, LANDSCAPE) == landscape
    assert grid(cells, PORTRAIT) == portrait


def test_cells_fill_the_page_and_the_moves_take_what_is_left():
    places = sheet(Paper.LETTER, LANDSCAPE, 7, 27)
    assert places.cells[0][:4] == pytest.approx((20, 68, 181.25, 244))
    assert places.cells[6].right == pytest.approx(581.75)
    assert places.moves[:4] == pytest.approx((590.75, 321, 181.25, 244))
    ten = sheet(Paper.LETTER, LANDSCAPE, 10, 27)
    assert ten.moves.width == pytest.approx(2 * 181.25 + 9)
    assert [places.points_on(index) for index in range(7)] == [True, True, True, False, True, True, False]


# --- when it does not fit -----------------------------------------------------------------------------------


def crowded(each, what="Call the people of the last open house"):
    plan = sample_plan()
    tactics = tuple(Tactic(f"{what} {n}", "weekly") for n in range(1, each + 1))
    return replace(plan, stages=tuple(replace(stage, tactics=tactics) for stage in plan.stages))


def test_first_tactics_shrink_then_purposes_go_then_tactics_are_counted():
    found = [
        wall_plan_checks(
            crowded(n), paper=Paper.LETTER, orientation=LANDSCAPE, grey=False, printed_on=PRINTED_ON
        )
        for n in range(1, 13)
    ]
    sizes = [checks.tactics_points for checks in found]
    assert sizes[0] == 13
    assert sizes == sorted(sizes, reverse=True)
    for checks in found:
        assert checks.purposes_left_out or checks.tactics_points >= 10
        assert not checks.left_over or checks.tactics_points == 9
    assert any(checks.purposes_left_out and checks.tactics_points >= 10 for checks in found)
    assert found[-1].left_over


def test_what_is_only_counted_is_named_and_bigger_paper_advised():
    plan = crowded(12)
    pdf, checks = made(plan)
    first = checks.left_over[0]
    assert (first.stage_id, first.label) == (1, "Attract")
    kept = 12 - len(first.tactics)
    assert first.tactics == tuple(tactic.what for tactic in plan.stages[0].tactics[kept:])
    assert f"+ {len(first.tactics)} more" in text_of(pdf)
    assert not checks.fits
    assert checks.advice is Paper.TABLOID
    assert made(plan, paper=Paper.A4)[1].advice is Paper.A3
    words = [line.words for line in checks.lines() if line.sign is Sign.PROBLEM]
    assert any("last open house 12" in line for line in words)


def test_a_letter_no_font_has_is_named_and_drawn_as_a_question_mark():
    pdf, checks = made(with_first(name="Attract \U0001f9ff नमस्ते"))
    named = {missing.letter: missing.name for missing in checks.missing_letters}
    assert named["न"] == "DEVANAGARI LETTER NA"
    assert "Attract" in text_of(pdf)
    assert "?" in text_of(pdf)
    assert any("DEVANAGARI" in line.words for line in checks.lines())


def test_scripts_of_the_shipped_fonts_are_all_there():
    plan = with_first(name="Привет Ελλάδα Đặng", offer="שלום", wow="مرحبا", trigger="★ ☎ 😀", purpose="Łódź")
    pdf, checks = made(plan, paper=Paper.TABLOID)
    assert not checks.missing_letters
    text = text_of(pdf)
    for words in ("Привет", "Ελλάδα", "Đặng", "★ ☎", "Łódź", "😀"):
        assert words in text


def test_a_long_name_goes_down_to_sixteen_and_is_kept_whole():
    name = "Customer Advocacy and Building a Community of Happy Owners"
    pdf, checks = made(with_first(name=name))
    assert checks.names_points == 16
    assert not checks.cut
    assert name.replace(" ", "") in re.sub(r"\s", "", text_of(pdf))


def test_a_word_wider_than_its_box_breaks():
    drawn = []
    _pdf, checks = made(with_first(tactics=(Tactic("W" * 60),)), drawn=drawn)
    rows = [text for text in drawn if set(text.text) == {"W"}]
    assert len(rows) > 1
    assert sum(len(text.text) for text in rows) == 60
    assert not checks.left_over


# --- markup and odd text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nasty",
    [
        "<b>bold</b> & <img src='/etc/passwd'>",
        "(a) \\( \\) %s {x} $y$",
        "a\x00b\x1b[31m\u202eevil",
        "\ud800lone",
    ],
)
def test_text_is_printed_as_typed_and_never_understood(nasty):
    pdf, _checks = made(
        replace(with_first(name=nasty, offer=nasty), title=nasty, owner=nasty, leaky_bucket=nasty)
    )
    assert page_count(pdf) == 1
    text = re.sub(r"\s", "", text_of(pdf))
    visible = re.sub(r"[\s\x00\x1b\u202e]", "", nasty).replace("\ud800", "?")
    assert visible in text


# --- writing a file -----------------------------------------------------------------------------------------


def test_it_is_written_to_a_file_whole_and_to_a_stream(tmp_path):
    target = tmp_path / "plan.pdf"
    options = {"paper": Paper.LETTER, "orientation": LANDSCAPE, "grey": False, "printed_on": PRINTED_ON}
    checks = write_wall_plan(sample_plan(), target, **options)
    stream = io.BytesIO()
    assert write_wall_plan(sample_plan(), stream, **options) == checks
    assert target.read_bytes() == stream.getvalue() == made()[0]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["plan.pdf"]
    with pytest.raises(FileProblem):
        write_wall_plan(sample_plan(), tmp_path / "nowhere" / "plan.pdf", **options)


def test_pages_become_pictures(tmp_path):
    pdf, _checks = made()
    picture = render_page(pdf, 0, 0.5)
    assert (picture.width, picture.height) == (396, 306)
    assert len(picture.pixels) == 396 * 306 * 4
    assert picture.pixels[3::4] == b"\xff" * (396 * 306)
    # The middle of the first bar wears the first stage's colour.
    at = (46 * 396 + 14) * 4
    assert tuple(picture.pixels[at : at + 3]) == tuple(round(part * 255) for part in rgb(SEVEN_LIGHT[0]))
    assert page_png(pdf, 0, 0.2).startswith(b"\x89PNG")
    for wrong in (
        lambda: render_page(b"not a PDF"),
        lambda: render_page(pdf, 1),
        lambda: render_page(tmp_path / "no.pdf"),
    ):
        with pytest.raises(FileProblem):
            wrong()


# --- the model ----------------------------------------------------------------------------------------------


def test_gaps_are_what_a_stage_lacks():
    whole = sample_plan().stages[1]
    assert gaps(whole) == ()
    assert gaps(PlanStage(1, 1, "x")) == (Gap.GOAL, Gap.TACTIC, Gap.TRIGGER, Gap.MEASURE)
    assert gaps(replace(whole, tactics=(Tactic("  "),))) == (Gap.TACTIC,)
    assert gaps(replace(whole, measure="", month_counts=())) == (Gap.MEASURE,)
    assert gaps(replace(whole, measure="")) == ()
    assert gaps(replace(whole, goal_number=" ", trigger="")) == (Gap.GOAL, Gap.TRIGGER)
    assert [(found.number, found.gaps) for found in plan_gaps(sample_plan())] == [
        (1, (Gap.TRIGGER,)),
        (6, (Gap.TACTIC, Gap.TRIGGER)),
    ]


def test_gaps_on_paper_are_those_of_the_model():
    plan = with_first(goal_number=None, tactics=(), measure="", month_counts=())
    pdf, checks = made(plan)
    assert checks.gaps == plan_gaps(plan)
    text = text_of(pdf)
    assert text.count("Nothing planned here yet.") == 2
    assert "Goal:" in text
    assert "Measure:" in text
    assert "2 stages have gaps" in " ".join(line.words for line in checks.lines())


def test_the_months_are_those_of_the_quarter_the_day_lies_in():
    def months(start, end, on):
        return [month.isoformat()[:7] for month in months_shown(start, end, on)]

    quarter = (dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    assert months(*quarter, dt.date(2025, 1, 1)) == ["2026-04", "2026-05", "2026-06"]
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert months(*year, dt.date(2026, 8, 3)) == ["2026-07", "2026-08", "2026-09"]
    assert months(*year, dt.date(2027, 8, 3)) == ["2026-10", "2026-11", "2026-12"]
    assert months(dt.date(2026, 12, 1), dt.date(2026, 12, 31), dt.date(2026, 12, 5)) == [
        "2026-12",
        "2027-01",
        "2027-02",
    ]
    stage = PlanStage(1, 1, "x", month_counts=(MonthCount(dt.date(2026, 5, 1), "7", -2),))
    assert count_of(stage, dt.date(2026, 5, 20)).value == "7"
    assert count_of(stage, dt.date(2026, 6, 1)).value is None


def test_days_and_money_are_said_shortly():
    near = dt.date(2026, 6, 30)
    assert plan_words.by_day(dt.date(2026, 6, 30), near) == "by 30 June"
    assert plan_words.by_day(dt.date(2026, 4, 30), near, short=True) == "by 30 Apr"
    assert plan_words.day(dt.date(2026, 4, 14)) == "14 April 2026"
    assert plan_words.period(dt.date(2026, 4, 1), near) == "April to June"
    assert plan_words.period(dt.date(2026, 11, 1), dt.date(2027, 1, 31)) == "November 2026 to January 2027"
    assert plan_words.period(dt.date(2026, 4, 1), dt.date(2026, 4, 30)) == "April"
    assert [plan_words.price(*pair) for pair in ((40000, "USD"), (1250, "EUR"), (123456700, "CAD"), (90, "JPY"), (900, "SEK"), (-500, "USD"))] == [
        "$400", "€12.50", "$1,234,567", "¥90", "SEK 9", "−$5",
    ]  # fmt: skip
    assert [plan_words.change(count) for count in (9, 0, -2)] == ["+9", "+0", "−2"]
