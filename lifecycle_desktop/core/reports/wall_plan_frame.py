"""The wall plan's head (who, which model, title, year goals) and foot (Mondays, bucket, source, dates)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.plan import MOST_YEAR_GOALS, Plan
from lifecycle_desktop.core.reports.pdf_fonts import Weight, prepared, unit_width
from lifecycle_desktop.core.reports.pdf_page import Box, Page
from lifecycle_desktop.core.reports.text_fit import Fitted, Line, Piece, Span, fit, fit_line
from lifecycle_desktop.core.reports.wall_plan_layout import FOOT, Inks, Scale

_LINE = 14.0  # from one line of the foot to the next


@dataclass(frozen=True, slots=True)
class GoalOfYear:
    """A year goal: number above words, and how wide the two are."""

    number: Fitted
    words: Fitted
    width: float


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The fitted head. `goals_left` is where "This year" begins."""

    about: Fitted
    title: Fitted
    goals: tuple[GoalOfYear, ...]
    goals_left: float
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FootItem:
    """Something at the left of the foot: a tick or none, then text; `x` from the left edge."""

    x: float
    line: int
    text: Line
    has_tick: bool = False


@dataclass(frozen=True, slots=True)
class SheetFoot:
    """The fitted foot; `height` in points. The dates stand on lines of their own or beside the rest."""

    size: float
    items: tuple[FootItem, ...]
    height: float
    posted: str
    posted_line: int
    printed: str
    printed_line: int
    apart: bool
    cut: tuple[str, ...]


# --- The head -----------------------------------------------------------------------------------------------


def measure_head(plan: Plan, box: Box, scale: Scale) -> SheetHead:
    """Fit the head into its box: the year goals first, the title and the line above it into what is left."""
    k = scale.k
    goals, goals_width, cut = _measure_goals(plan, box, scale)
    left_width = box.width - goals_width - (16 * k if goals else 0)
    period = plan_words.period(plan.period_start, plan.period_end)
    parts = (plan.business, plan.owner, plan.lifecycle_name, period)
    said = [words for part in parts if (words := prepared(part))]
    about = fit(_beside(said, 2), left_width, (scale.pt(10.5), scale.pt(10)), 1)
    if about.cut:
        about = fit(_beside(said, 1), left_width, scale.sizes(10.5), 1)
    title_first = 27.0
    if about.cut:
        about = fit(_beside(said, 1), left_width, scale.sizes(9), 2)
        title_first = 22.0
    title = fit_line(prepared(plan.title), Weight.EXTRABOLD, left_width, scale.sizes(title_first, 12))
    cut += [text for fitted, text in ((about, " · ".join(parts)), (title, plan.title)) if fitted.cut]
    return SheetHead(about, title, goals, box.right - goals_width, tuple(cut))


def _beside(said: list[str], spaces: int) -> tuple[Span, ...]:
    """The texts with dots between; each a span of its own, so that each is read in its own direction."""
    spans: list[Span] = []
    for text in said:
        dot = [Span("·", Weight.MEDIUM, "ink2", spaces=spaces)] if spans else []
        spans += [*dot, Span(text, Weight.MEDIUM, "ink2", spaces=spaces)]
    return tuple(spans)


def _measure_goals(plan: Plan, box: Box, scale: Scale) -> tuple[tuple[GoalOfYear, ...], float, list[str]]:
    goals = [goal for goal in plan.year_goals if prepared(goal.number)][:MOST_YEAR_GOALS]
    if not goals:
        return (), 0.0, []
    k = scale.k
    label = unit_width(prepared(_("This year")), Weight.MEDIUM) * scale.pt(10.5) + 10 * k
    room = (box.width * 0.5 - label - 20 * k * (len(goals) - 1)) / len(goals)
    measured, cut = [], []
    for goal in goals:
        number = fit_line(prepared(goal.number), Weight.EXTRABOLD, room, scale.sizes(26, 12))
        words = fit_line(prepared(goal.words), Weight.MEDIUM, room, scale.sizes(10.5), "ink2")
        cut += [text for fitted, text in ((number, goal.number), (words, goal.words)) if fitted.cut]
        measured.append(GoalOfYear(number, words, max(number.width, words.width)))
    width = label + sum(goal.width for goal in measured) + 20 * k * (len(goals) - 1)
    return tuple(measured), width, cut


def draw_head(page: Page, head: SheetHead, box: Box, scale: Scale, inks: Inks) -> None:
    """Draw the head in reading order."""
    k, colours = scale.k, inks.text()
    two_lines = len(head.about.lines) > 1
    baseline = box.y + (7.5 if two_lines else 10.0) * k
    for line in head.about.lines:
        page.line_of_text(box.x, baseline, line, head.about.size, colours, box)
        baseline += head.about.size * 1.15
    title_base = box.y + (37.4 if two_lines else 36.9) * k
    for line in head.title.lines:
        page.line_of_text(box.x, title_base, line, head.title.size, colours, box)
    if not head.goals:
        return
    words_base = box.y + 38.9 * k
    x = head.goals_left
    size = scale.pt(10.5)
    x += page.text(x, words_base, prepared(_("This year")), Weight.MEDIUM, size, inks.page.ink2, box) + 10 * k
    for index, goal in enumerate(head.goals):
        if index:
            page.upright(x + 10 * k, box.y + 5.4 * k, 34 * k, 0.8 * k, inks.page.rule)
            x += 20 * k
        page.line_of_text(x, box.y + 24.6 * k, goal.number.lines[0], goal.number.size, colours, box)
        for line in goal.words.lines:
            page.line_of_text(x, words_base, line, goal.words.size, colours, box)
        x += goal.width


# --- The foot -----------------------------------------------------------------------------------------------


def measure_foot(plan: Plan, width: float, scale: Scale, printed_on: dt.date) -> SheetFoot:
    """Fit the foot into the width: two lines where they suffice, else as many as are needed."""
    sizes = (scale.pt(10), scale.pt(9.5), scale.pt(9))
    for size in sizes:
        foot = _flowed_foot(plan, width, scale, size, printed_on)
        if foot.height <= FOOT * scale.k + 0.1:
            return foot
    return _flowed_foot(plan, width, scale, sizes[0], printed_on)


def _flowed_foot(plan: Plan, width: float, scale: Scale, size: float, printed_on: dt.date) -> SheetFoot:
    k = scale.k
    items, ends = _mondays(width, k, size)
    facts, fact_ends, cut = _facts(plan, width, k, size, len(ends))
    ends += fact_ends
    ends += [0.0] * (2 - len(ends))
    posted = prepared(_("Posted on"))
    if plan.posted_on is not None:
        posted = prepared(_("Posted on {day}").format(day=plan_words.day(plan.posted_on, printed_on)))
    printed = _printed_words(plan, printed_on)
    room = [width - end - 14 * k for end in ends]
    apart = room[-2] < posted_width(posted, plan, scale) or room[-1] < unit_width(
        printed, Weight.MEDIUM
    ) * scale.pt(9)
    last = len(ends) if apart else len(ends) - 1
    return SheetFoot(
        size=size,
        items=(*items, *facts),
        height=FOOT * k + (last - 1) * _LINE * k,
        posted=posted,
        posted_line=last if apart else last - 1,
        printed=printed,
        printed_line=last,
        apart=apart,
        cut=tuple(cut),
    )


def posted_width(posted: str, plan: Plan, scale: Scale) -> float:
    """The width of "Posted on" with the line to write on, or with its date."""
    line = 0.0 if plan.posted_on is not None else 53 * scale.k
    return unit_width(posted, Weight.MEDIUM) * scale.pt(10) + line


def _printed_words(plan: Plan, printed_on: dt.date) -> str:
    printed = plan_words.day(printed_on)
    if plan.review_on is None:
        return prepared(_("Printed {day}").format(day=printed))
    review = plan_words.day(plan.review_on, printed_on)
    return prepared(_("Printed {day}, review {review}").format(day=printed, review=review))


def _mondays(width: float, k: float, size: float) -> tuple[list[FootItem], list[float]]:
    """The five things to tick on Mondays, flowed; with them where each line ends."""
    label = Span(prepared(_("Mondays:")), Weight.BOLD)
    items = [FootItem(0.0, 0, _one_line(label))]
    line, x = 0, unit_width(label.text, Weight.BOLD) * size + 3.5 * k
    ends = [x]
    checks = (
        _("everything has its place"),
        _("every goal is counted"),
        _("one gap smaller"),
        _("one new idea"),
        _("did what it says"),
    )
    for words in map(prepared, checks):
        wide = 12.4 * k + unit_width(words, Weight.MEDIUM) * size
        if x + wide > width and x > 0:
            line, x = line + 1, 0.0
            ends.append(0.0)
        items.append(FootItem(x, line, _one_line(Span(words, Weight.MEDIUM)), has_tick=True))
        ends[line] = x + wide
        x += wide + 13.5 * k
    return items, ends


def _facts(
    plan: Plan, width: float, k: float, size: float, line: int
) -> tuple[list[FootItem], list[float], list[str]]:
    """The leaky bucket and the best source, beside each other or below, each in two lines at the most."""
    items: list[FootItem] = []
    ends: list[float] = []
    cut: list[str] = []
    x = 0.0
    for label, words in ((_("Leaky bucket:"), plan.leaky_bucket), (_("Best source:"), plan.best_source)):
        if not words.strip():
            continue
        sentence = prepared(words)
        sentence += "." if sentence[-1:].isalnum() else ""
        spans = (Span(prepared(label), Weight.BOLD), Span(sentence, Weight.MEDIUM, spaces=1))
        fitted = fit(spans, width, (size,), 2)
        cut += [words] if fitted.cut else []
        if not ends or x + fitted.width > width or len(fitted.lines) > 1:
            x = 0.0
            ends.append(0.0)
        for index, text in enumerate(fitted.lines):
            ends += [0.0] if index else []
            items.append(FootItem(x, line + len(ends) - 1, text))
            ends[-1] = x + (text[-1].at + text[-1].width) * size
        x = ends[-1] + 9 * k
    return items, ends, cut


def _one_line(span: Span) -> Line:
    return (Piece(span.text, span.weight, span.ink, 0.0, unit_width(span.text, span.weight)),)


def draw_foot(page: Page, foot: SheetFoot, plan: Plan, box: Box, scale: Scale, inks: Inks) -> None:
    """Draw the foot: what is at the left first, then the dates at the right."""
    k, colours, size = scale.k, inks.text(), foot.size
    first = box.y + 13.7 * k
    for item in foot.items:
        baseline, x = first + item.line * _LINE * k, box.x + item.x
        if item.has_tick:
            tick = 8.4 * k
            place = Box(x + 0.5 * k, baseline - 0.29 * size - tick / 2, tick, tick)
            page.rounded(place, 2 * k, stroke=inks.page.ink2, thickness=k)
            x += 12.4 * k
        page.line_of_text(x, baseline, item.text, size, colours, box)
    ink2 = inks.page.ink2
    wide = posted_width(foot.posted, plan, scale)
    x = box.x if foot.apart else box.right - wide
    baseline = first + foot.posted_line * _LINE * k
    end = x + page.text(x, baseline, foot.posted, Weight.MEDIUM, scale.pt(10), ink2, box)
    if plan.posted_on is None:
        page.rule(end + 2.5 * k, baseline + 0.9 * k, 50.5 * k, 0.8 * k, ink2)
    baseline = first + foot.printed_line * _LINE * k
    x = box.right - unit_width(foot.printed, Weight.MEDIUM) * scale.pt(9)
    page.text(x, baseline, foot.printed, Weight.MEDIUM, scale.pt(9), ink2, box)
