"""The texts of one stage's cell, fitted: number and name, purpose, goal, key lines, month boxes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.plan import Gap, Plan, PlanStage, gaps, written_tactics
from lifecycle_desktop.core.reports.pdf_fonts import Weight, prepared, unit_width
from lifecycle_desktop.core.reports.text_fit import Fitted, Span, fit, fit_line, line_count, wrapped
from lifecycle_desktop.core.reports.wall_plan_keys import KeyRow, least_keys_height, measure_keys
from lifecycle_desktop.core.reports.wall_plan_layout import PAD, Scale
from lifecycle_desktop.core.reports.wall_plan_months import MonthBox, measure_months

NAME_LEADING, NAME_ROOM = 1.06, 9.0
SQUARE = 26.5  # black and white: the square that holds the number
GAP_TAG_WIDTH, GAP_TAG_HEIGHT = 46.0, 20.0
LOOP_WIDTH = 18.0
_NAME_SIZES = (
    (20, 1), (19, 1), (18, 1), (18, 2), (17, 1), (17, 2), (16, 1), (16, 2), (16, 3), (16, 4), (16, 5), (14, 5),
    (14, 6), (12, 7), (11, 8), (10, 9), (9, 10),
)  # fmt: skip
_LEAST_TACTICS = 27.0  # one line at 9, the rule above the key lines, air
NUMBER_AT = 9.0
MONTHS_BELOW, MONTHS_ABOVE = 6.5, 5.0


@dataclass(frozen=True, slots=True)
class NameText:
    """A stage's number and name; `x` is where the name begins, from the cell's left edge."""

    number: str
    number_size: float
    name: Fitted
    x: float
    height: float


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal: its number, or None where it is a gap, and what it counts."""

    number: Fitted | None
    unit: Fitted | None
    unit_x: float


@dataclass(frozen=True, slots=True)
class StageText:
    """All that a stage's cell says, but for the tactics, which are fitted for the whole page together."""

    stage: PlanStage
    gaps: tuple[Gap, ...]
    name: NameText
    purpose: Fitted | None
    goal: GoalText
    keys: tuple[KeyRow, ...]
    months: tuple[MonthBox, ...]
    tactics: tuple[tuple[Span, ...], ...]
    cut: tuple[str, ...]

    def purpose_height(self, scale: Scale, *, shown: bool) -> float:
        """The height of the purpose; a little air in its place where it is left out."""
        if not shown or self.purpose is None:
            return 2 * scale.k if scale.tight or shown else 4 * scale.k
        return 14 * scale.k + (len(self.purpose.lines) - 1) * self.purpose.size * 1.15

    def keys_height(self, scale: Scale) -> float:
        """The height of the key lines with the rule above them."""
        return sum(row.height for row in self.keys) + 2 * scale.k if self.keys else 0.0

    @property
    def nothing_planned(self) -> bool:
        """Whether the whole cell is a gap: it has no tactic."""
        return Gap.TACTIC in self.gaps


def room_for_name(stage: PlanStage, width: float, height: float, scale: Scale) -> float:
    """The height a name may take in a cell of that size, in points, so that all below has its least room."""
    inner = width - 2 * PAD * scale.k
    return height - _room_below(scale) - least_keys_height(stage, gaps(stage), inner, scale)


def _room_below(scale: Scale) -> float:
    """What stays free below the name: goal, boxes, and a tactic or a line to write one on."""
    return scale.goal_height + scale.months_height + (MONTHS_BELOW + MONTHS_ABOVE + _LEAST_TACTICS) * scale.k


def measure_stage(
    stage: PlanStage,
    plan: Plan,
    name: NameText,
    cell: tuple[float, float],
    head: float,
    scale: Scale,
    months: tuple[dt.date, ...],
) -> StageText:
    """Fit a stage's texts into a cell of that width and height, below a head bar of that height, in points."""
    width, height = cell
    k, inner = scale.k, width - 2 * PAD * scale.k
    open_gaps = gaps(stage)
    purpose = _measure_purpose(stage, inner, scale)
    has_tag = Gap.TACTIC in open_gaps
    goal = _measure_goal(stage, plan, inner - (GAP_TAG_WIDTH + 3) * k * has_tag, scale)
    keys, cut = measure_keys(stage, open_gaps, inner, scale, height - head - _room_below(scale))
    boxes, cut_months = measure_months(stage, months, inner, scale)
    cut += cut_months
    if name.name.cut:
        cut.append(stage.name)
    if purpose is not None and purpose.cut:
        cut.append(stage.purpose)
    if goal.number is not None and goal.number.cut:
        cut.append(stage.goal_number or "")
    if goal.unit is not None and goal.unit.cut:
        cut.append(_goal_words(stage, plan))
    tactics = tuple(_tactic_spans(stage, plan))
    return StageText(stage, open_gaps, name, purpose, goal, keys, boxes, tactics, tuple(cut))


def measure_name(
    stage: PlanStage, width: float, most_height: float, scale: Scale, *, grey: bool, is_last: bool
) -> NameText:
    """Fit a stage's name into the width of its cell and that height, in points."""
    k = scale.k
    number = str(stage.number)
    number_size = scale.pt(21 if scale.tight else 26)
    if grey:
        square = (22 if scale.tight else SQUARE) * k
        design = 16.5 if scale.tight else 20.4
        number_size = fit_line(number, Weight.EXTRABOLD, square - 5 * k, scale.sizes(design, 9)).size
        x = 6.4 * k + square + 5.8 * k
    else:
        x = NUMBER_AT * k + unit_width(number, Weight.EXTRABOLD) * number_size + 6 * k
    room = width - x - (8 + (LOOP_WIDTH + 8) * is_last) * k
    name = _fit_name(prepared(stage.name), room, max(most_height, scale.least_head), scale)
    height = max(scale.least_head, _name_height(len(name.lines), name.size, scale.k))
    return NameText(number, number_size, name, x, height)


def _fit_name(text: str, room: float, most_height: float, scale: Scale) -> Fitted:
    """One line at 20 to 18, else more lines, down to 16; smaller only where 16 does not fit the cell.

    A size at which a word would have to break is taken only when no size from 16 up keeps it whole.
    """
    spans = (Span(text, Weight.BOLD),)
    longest = max((unit_width(word, Weight.BOLD) for word in text.split(" ")), default=0.0)
    for keeps_words in (True, False):
        for design, most in _NAME_SIZES:
            size = max(design * scale.k, design)
            if keeps_words and (design < 16 or longest * size > room):
                continue
            lines = line_count(spans, room / size)
            if lines <= most and (lines == 1 or _name_height(lines, size, scale.k) <= most_height):
                return Fitted(size, wrapped(spans, room / size))
    size = scale.pt(9)
    most = max(1, int((most_height - NAME_ROOM * scale.k) / (size * NAME_LEADING)))
    return fit(spans, room, (size,), most)


def _name_height(lines: int, size: float, k: float) -> float:
    return lines * size * NAME_LEADING + NAME_ROOM * k


def _measure_purpose(stage: PlanStage, inner: float, scale: Scale) -> Fitted | None:
    text = prepared(stage.purpose)
    if not text:
        return None
    line = fit_line(text, Weight.MEDIUM, inner, scale.sizes(10.5), "ink2")
    if not line.cut:
        return line
    return fit((Span(text, Weight.MEDIUM, "ink2"),), inner, scale.sizes(10), 2)


def _goal_words(stage: PlanStage, plan: Plan) -> str:
    due = plan_words.by_day(stage.goal_due_on, plan.period_end) if stage.goal_due_on else ""
    return f"{stage.goal_unit} {due}".strip()


def _measure_goal(stage: PlanStage, plan: Plan, inner: float, scale: Scale) -> GoalText:
    k = scale.k
    spans = [Span(prepared(stage.goal_unit), Weight.SEMIBOLD)]
    if stage.goal_due_on is not None:
        due = prepared(plan_words.by_day(stage.goal_due_on, plan.period_end))
        spans.append(Span(due, Weight.SEMIBOLD, keep=True, spaces=1))
    spans = [span for span in spans if span.text]
    number = prepared(stage.goal_number or "")
    if not number:
        unit = fit(tuple(spans), inner, scale.sizes(10), 1) if spans else None
        if unit is not None and unit.cut and len(spans) > 1:  # a day by which nothing is aimed at can go
            unit = fit(tuple(spans[:1]), inner, scale.sizes(10), 1)
        return GoalText(None, unit, 0.0)
    design = 23.0 if scale.tight else 28.0
    share = inner * (0.5 if spans else 1.0)
    fitted = fit_line(number, Weight.EXTRABOLD, share, scale.sizes(design), "stage")
    unit_x = fitted.width + 8 * k
    unit = _fit_unit(tuple(spans), inner - unit_x, scale) if spans else None
    return GoalText(fitted, unit, unit_x)


def _fit_unit(spans: tuple[Span, ...], width: float, scale: Scale) -> Fitted:
    """One line or two at full size, then smaller; a third line where the row is high enough."""
    sizes = scale.sizes(11.5)
    if line_count(spans, width / sizes[0]) == 1:
        return fit(spans, width, sizes[:1], 1)
    two = fit(spans, width, sizes, 2)
    if not two.cut or scale.tight:
        return two
    return fit(spans, width, scale.sizes(10), 3)


def _tactic_spans(stage: PlanStage, plan: Plan) -> list[tuple[Span, ...]]:
    """Each tactic as it is printed: what, rhythm, cost, and who does it if that is not the owner."""
    tactics = []
    for tactic in written_tactics(stage):
        cost = "" if tactic.cost_minor is None else plan_words.price(tactic.cost_minor, tactic.currency)
        who = "" if tactic.who.strip() == plan.owner.strip() else tactic.who
        spans = (
            Span(prepared(tactic.what), Weight.MEDIUM),
            Span(prepared(tactic.rhythm), Weight.SEMIBOLD, "stage", keep=True),
            Span(prepared(cost), Weight.MEDIUM, "ink2", keep=True),
            Span(prepared(who), Weight.MEDIUM, "ink2", keep=True),
        )
        tactics.append(tuple(span for span in spans if span.text))
    return tactics
