"""The wall plan for any plan: one page, everything in its box, nothing lost without a word, same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections import Counter
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.model.plan import (
    MonthCount,
    Move,
    Plan,
    PlanStage,
    Tactic,
    YearGoal,
    written_tactics,
)
from lifecycle_desktop.core.reports.pdf_fonts import Weight, face_runs, prepared
from lifecycle_desktop.core.reports.text_runs import clean, has_right_to_left
from lifecycle_desktop.core.reports.wall_plan import wall_plan_bytes
from tests.core.sample_plans import PRINTED_ON, sample_plan, ten_stage_plan

# A plan is too big to be made smaller step by step in any useful time.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)

SCRIPTS = (
    "abcdefghijklmnop qrstuvwxyz ABCDEFG 0123456789 .,;:-/&%$€'\"()<>",
    "MW iljt",
    "äöüßéèñçłőžšđ ÅØÆ œ",
    "абвгґдеєжзиі клмнопрсту ЮЯЩ",
    "αβγδεζηθ ικλμνξοπ ΨΩ",
    "ăâđêôơưếềệ ạảấầẩẫậ ỹ",
    "אבגדהוזחט יכלמנסעפ צקרשת 12",
    "ابتثجحخدذرز سشصضطظعغفق لاكلمنهوي 12",
    "★☎✓→♥ ½©",
    "漢字かな한국ไทย😀 नमस्ते",
)
words = st.one_of(*(st.text(alphabet=script, min_size=1, max_size=60) for script in SCRIPTS))
short = st.one_of(st.just(""), st.text(alphabet=SCRIPTS[0], min_size=1, max_size=14), words)
names = st.one_of(
    words,
    st.integers(1, 60).map(lambda n: "W" * n),
    st.integers(1, 60).map(lambda n: ("Nurture Prospects and Customers of the whole town for life " * 2)[:n]),
)
days = st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))
tactics = st.builds(
    Tactic, what=words, rhythm=short, cost_minor=st.one_of(st.none(), st.integers(0, 10**9)), who=short
)
counts = st.builds(
    MonthCount,
    month=st.sampled_from([dt.date(2026, month, 1) for month in (4, 5, 6)]),
    value=st.one_of(st.none(), st.integers(0, 10**7).map(str), short),
    change=st.one_of(st.none(), st.integers(-999, 9999)),
)
stage_texts = st.fixed_dictionaries(
    {
        "name": names,
        "label": st.just(""),
        "purpose": short,
        "goal_number": st.one_of(st.none(), st.integers(0, 10**9).map(str), short),
        "goal_unit": short,
        "goal_due_on": days,
        "tactics": st.one_of(st.just(()), st.lists(tactics, max_size=12).map(tuple)),
        "offer": short,
        "wow": short,
        "trigger": short,
        "measure": short,
        "month_counts": st.lists(counts, max_size=3).map(tuple),
    }
)


@st.composite
def plans(draw):
    stages = tuple(
        PlanStage(stage_id=100 + n, number=n, **draw(stage_texts))
        for n in range(1, draw(st.integers(3, 10)) + 1)
    )
    return Plan(
        title=draw(names),
        business=draw(short),
        owner=draw(short),
        lifecycle_name=draw(short),
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2026, 6, 30),
        stages=stages,
        year_goals=tuple(draw(st.lists(st.builds(YearGoal, number=short, words=short), max_size=3))),
        moves=tuple(draw(st.lists(st.builds(Move, what=words, stage_label=short, due_on=days), max_size=3))),
        leaky_bucket=draw(short),
        best_source=draw(short),
        review_on=draw(days),
        posted_on=draw(days),
    )


def many_tactics(stages: int, each: int) -> Plan:
    """A plan whose every stage has so many ordinary tactics."""
    base = ten_stage_plan() if stages == 10 else sample_plan()
    tactic = Tactic("Ask at day 30 and at month 6", "monthly", "", 4500)
    stage = [
        replace(base.stages[index % 7], number=index + 1, tactics=(tactic,) * each) for index in range(stages)
    ]
    return replace(base, stages=tuple(stage))


def bare(text: str) -> str:
    """The text without spaces, in the letters' plain forms, so that reading orders and breaks do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("\u2044", "/"))


def shown(text: str) -> str:
    return bare(prepared(text))


@settings(max_examples=60, phases=NO_SHRINKING)
@given(plans(), st.sampled_from(Paper), st.sampled_from(Orientation), st.booleans())
@example(sample_plan(), Paper.LETTER, Orientation.LANDSCAPE, False)
@example(ten_stage_plan(), Paper.A4, Orientation.PORTRAIT, True)
@example(many_tactics(10, 12), Paper.LETTER, Orientation.LANDSCAPE, False)
@example(many_tactics(3, 12), Paper.A3, Orientation.PORTRAIT, True)
def test_any_plan_is_one_page_and_nothing_is_lost(plan, paper, orientation, grey):
    drawn = []
    pdf, checks = wall_plan_bytes(
        plan, paper=paper, orientation=orientation, grey=grey, printed_on=PRINTED_ON, drawn=drawn
    )
    assert_is_one_page(pdf, paper, orientation)
    assert_in_boxes(drawn, paper, orientation)
    assert_nothing_overlaps(drawn)
    assert_nothing_lost(plan, checks, drawn)
    assert min(text.size for text in drawn) >= 9 - 1e-6
    assert checks.tactics_points >= 9 - 1e-6
    again, _checks = wall_plan_bytes(
        plan, paper=paper, orientation=orientation, grey=grey, printed_on=PRINTED_ON
    )
    assert again == pdf


def assert_is_one_page(pdf, paper, orientation):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(paper_size(paper, orientation), abs=0.01)


def assert_in_boxes(drawn, paper, orientation):
    width, height = paper_size(paper, orientation)
    margin = 18.4  # 6.5 mm
    for text in drawn:
        ink, box = text.ink, text.box
        assert ink.x >= box.x - 0.6, text
        assert ink.right <= box.right + 0.6, text
        # The ink of a line is lower than its line box: measured here from capitals to the baseline's feet.
        assert ink.y + 0.22 * text.size >= box.y - 1.5, text
        assert ink.bottom - 0.22 * text.size <= box.bottom + 1.5, text
        assert ink.x >= margin - 0.01
        assert ink.right <= width - margin + 0.6
        assert ink.bottom - 0.2 * text.size <= height - margin


def assert_nothing_overlaps(drawn):
    """No two texts share more than a touch of the paper: bodies from x-height to baseline, narrowed a little."""
    bodies = []
    for text in drawn:
        baseline = text.ink.y + 0.96875 * text.size
        bodies.append((text.ink.x + 0.4, baseline - 0.60 * text.size, text.ink.right - 0.4, baseline, text))
    bodies.sort(key=lambda body: body[1])
    for index, (left, _top, right, bottom, text) in enumerate(bodies):
        for other in bodies[index + 1 :]:
            if other[1] >= bottom - 0.3:
                break
            assert other[0] >= right or other[2] <= left, (text, other[4])


def assert_nothing_lost(plan, checks, drawn):
    page = bare("".join(text.text for text in drawn))
    cut = {bare(clean(item.text)) for item in checks.cut}
    for stage in plan.stages:
        left_over = {
            what for rest in checks.left_over if rest.stage_id == stage.stage_id for what in rest.tactics
        }
        for tactic in written_tactics(stage):
            assert shown(tactic.what) in page or tactic.what in left_over, tactic
        texts = [stage.name, stage.offer, stage.wow, stage.trigger, stage.goal_number or "", stage.goal_unit]
        if not checks.purposes_left_out:
            texts.append(stage.purpose)
        for text in texts:
            told = any(bare(clean(text)) in item for item in cut)
            assert shown(text) in page or told, text
    for text in (plan.title, plan.leaky_bucket, plan.best_source, *(move.what for move in plan.moves)):
        told = any(bare(clean(text)) in item for item in cut)
        assert shown(text) in page or told, text


@pytest.mark.slow
@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("paper", Paper)
def test_every_ladder_and_number_of_tactics_is_one_page(paper, orientation):
    base = ten_stage_plan()
    for stages in range(3, 11):
        for each in (0, 1, 3, 6, 9, 12):
            plan = many_tactics(stages, each)
            drawn = []
            pdf, checks = wall_plan_bytes(
                plan,
                paper=paper,
                orientation=orientation,
                grey=bool(each % 2),
                printed_on=PRINTED_ON,
                drawn=drawn,
            )
            assert_is_one_page(pdf, paper, orientation)
            assert_in_boxes(drawn, paper, orientation)
            assert_nothing_overlaps(drawn)
            assert_nothing_lost(plan, checks, drawn)
    for length in range(1, 61):
        name = "W" * length
        plan = replace(base, stages=tuple(replace(stage, name=name) for stage in base.stages))
        drawn = []
        _pdf, checks = wall_plan_bytes(
            plan,
            paper=paper,
            orientation=orientation,
            grey=bool(length % 2),
            printed_on=PRINTED_ON,
            drawn=drawn,
        )
        assert_in_boxes(drawn, paper, orientation)
        assert_nothing_overlaps(drawn)
        assert_nothing_lost(plan, checks, drawn)


def is_turned_in_faces(text):
    return has_right_to_left(text) and len(face_runs(text, Weight.MEDIUM)) > 1


@settings(max_examples=15, phases=NO_SHRINKING)
@given(plans(), st.sampled_from(Paper), st.sampled_from(Orientation))
def test_readers_find_the_text_that_was_drawn(plan, paper, orientation):
    drawn = []
    pdf, _checks = wall_plan_bytes(
        plan, paper=paper, orientation=orientation, grey=False, printed_on=PRINTED_ON, drawn=drawn
    )
    with pypdfium2.PdfDocument(pdf) as document:
        found = bare(document[0].get_textpage().get_text_range())
    # Readers turn right-to-left words, mirroring brackets and halving an emoji among them, and take a hyphen at a line's end for a
    # broken word: letters are counted. What several faces draw from right to left, pdfium can tell once for each of them.
    told_again = bare("".join(text.text for text in drawn if is_turned_in_faces(text.text)))
    unmirrored = str.maketrans(")]}>»", "([{<«")
    wanted = Counter(bare("".join(text.text for text in drawn)).translate(unmirrored))
    have = Counter(found.translate(unmirrored))
    for sign in [*wanted, *have]:
        if sign in "-\ufffd\ufffe\u00ad\u0002" or sign > "\uffff" or "\ud800" <= sign <= "\udfff":
            del wanted[sign], have[sign]
        elif sign in told_again:
            have[sign] = min(have[sign], wanted[sign])
    assert have == wanted
