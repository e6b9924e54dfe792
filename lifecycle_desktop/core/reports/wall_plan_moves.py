"""The box of the next three moves, with room for a new idea to try."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.plan import MOST_MOVES, Move, Plan
from lifecycle_desktop.core.reports.pdf_fonts import Weight, prepared
from lifecycle_desktop.core.reports.pdf_page import Box, Page
from lifecycle_desktop.core.reports.text_fit import Fitted, Span, fit, fit_line
from lifecycle_desktop.core.reports.wall_plan_layout import CORNER, Inks, Scale

_PAD = 12.0
_TICK, _TEXT_AT = 16.0, 23.0
_TITLE_AT, _FIRST_AT = 25.0, 36.5
_BASE, _LEADING, _DUE_AT = 11.1, 1.22, 14.4  # from a tick's top to the first line; a line; to the due line
_AIRS = (11.2, 9.0, 7.0, 5.5, 4.0)
_IDEA_AT, _IDEA_LINE = 23.6, 18.0
_SIDE_BY_SIDE = 300.0


@dataclass(frozen=True, slots=True)
class PlacedMove:
    """A move's lines, its stage and day, and the top of its tick from the box's top; no lines: to be written."""

    top: float
    what: Fitted | None
    due: Fitted | None
    height: float


@dataclass(frozen=True, slots=True)
class NewIdea:
    """The words "New idea to try" and where the dotted lines are, from the box's upper left corner.

    Without lines, there is one on the baseline, behind the words.
    """

    x: float
    baseline: float
    width: float
    lines: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MovesText:
    """The fitted box."""

    title: Fitted
    moves: tuple[PlacedMove, ...]
    idea: NewIdea | None
    cut: tuple[str, ...]


def measure_moves(plan: Plan, box: Box, scale: Scale) -> MovesText:
    """Fit title, moves and lines for an idea into the box.

    The idea goes below the moves; in a wide box that is too low for it, beside them.
    """
    k = scale.k
    inner = box.width - 2 * _PAD * k
    title = fit_line(prepared(_("Next three moves")), Weight.BOLD, inner, scale.sizes(19))
    for air in _AIRS:
        moves, end, cut = _stacked(plan, inner, box.height, air, scale)
        idea = _idea_below(end, inner, box.height, scale)
        if idea is not None:
            return MovesText(title, moves, idea, cut)
    for air in _AIRS:
        moves, end, cut = _stacked(plan, inner, box.height, air, scale)
        if end + 28 * k <= box.height:
            return MovesText(title, moves, NewIdea(_PAD * k, end + 20 * k, inner, ()), cut)
    beside = _idea_beside(plan, title, inner, box.height, scale)
    if beside is not None and len(beside.cut) <= len(cut):
        return beside
    return MovesText(title, moves, None, cut)


def _idea_beside(plan: Plan, title: Fitted, inner: float, height: float, scale: Scale) -> MovesText | None:
    k = scale.k
    if inner < _SIDE_BY_SIDE * k:
        return None
    left = (inner - 20 * k) * 0.62
    moves, _end, cut = _stacked(plan, left, height, _AIRS[0], scale)
    first = (_FIRST_AT + _BASE) * k
    lines = _writing_lines(first + 20 * k, height, scale)
    return MovesText(title, moves, NewIdea((_PAD + 20) * k + left, first, inner - left - 20 * k, lines), cut)


def _idea_below(end: float, inner: float, height: float, scale: Scale) -> NewIdea | None:
    k = scale.k
    for below in (_IDEA_AT, 17.0):
        lines = _writing_lines(end + (below + 18.6) * k, height, scale)
        if lines:
            return NewIdea(_PAD * k, end + below * k, inner, lines)
    return None


def _writing_lines(first: float, height: float, scale: Scale) -> tuple[float, ...]:
    step = _IDEA_LINE * scale.k
    count = int((height - 12 * scale.k - first) / step) + 1 if first <= height - 12 * scale.k else 0
    return tuple(first + step * index for index in range(count))


def _stacked(
    plan: Plan, inner: float, height: float, air: float, scale: Scale
) -> tuple[tuple[PlacedMove, ...], float, tuple[str, ...]]:
    """The moves one below the other at the largest size that fits; the last baseline; what was cut."""
    k = scale.k
    moves = [move for move in plan.moves if move.what.strip()][:MOST_MOVES]
    room = inner - _TEXT_AT * k
    bottom = height - 6 * k
    smallest = scale.sizes(12.5)[-1]
    for most_lines in (3, 2, 1):
        for size in scale.sizes(12.5):
            fitted = [_fitted(move, plan, room, size, most_lines, scale) for move in moves]
            cut = tuple(text for *_lines, text in fitted if text)
            if cut and (most_lines > 1 or size > smallest):
                continue
            for gap in (gap for gap in _AIRS if gap <= air):
                placed, end = _placed(fitted, size, gap, scale)
                if end <= bottom:
                    return placed, end, cut
    # Too low a box for three, which a ladder of 3 to 10 stages never has: the rest is named.
    kept = [move for move in placed if move.top + move.height <= bottom]
    return tuple(kept), end, (*cut, *(move.what for move in moves[len(kept) :]))


def _fitted(
    move: Move, plan: Plan, room: float, size: float, most_lines: int, scale: Scale
) -> tuple[Fitted, Fitted | None, str]:
    what = fit((Span(prepared(move.what), Weight.SEMIBOLD),), room, (size,), most_lines)
    words = _due_words(move, plan)
    spans = tuple(Span(prepared(text), Weight.MEDIUM, "ink2", spaces=1) for text in words)
    due = fit(spans, room, scale.sizes(10.5), 1) if spans else None
    cut = "; ".join(
        text
        for fitted, text in ((what, move.what), (due, " ".join(words)))
        if fitted is not None and fitted.cut
    )
    return what, due, cut


def _due_words(move: Move, plan: Plan) -> list[str]:
    """The stage's label and the day, each to be read in its own direction."""
    by = plan_words.by_day(move.due_on, plan.period_end, short=True) if move.due_on is not None else ""
    label = move.stage_label.strip()
    return [text for text in (f"{label}," if label and by else label, by) if text]


def _placed(
    fitted: list[tuple[Fitted, Fitted | None, str]], size: float, air: float, scale: Scale
) -> tuple[tuple[PlacedMove, ...], float]:
    k = scale.k
    top = _FIRST_AT * k
    placed = []
    end = top
    for what, due, _cut in fitted:
        base = _BASE * k + (len(what.lines) - 1) * size * _LEADING + (_DUE_AT * k if due is not None else 0.0)
        end = top + max(base, (_TICK - 4) * k)
        placed.append(PlacedMove(top, what, due, base))
        top = end + air * k
    for _empty in range(MOST_MOVES - len(fitted)):
        end = top + _TICK * k
        placed.append(PlacedMove(top, None, None, _TICK * k))
        top = end + air * k
    return tuple(placed), end


def draw_moves(page: Page, moves: MovesText, box: Box, scale: Scale, inks: Inks) -> None:
    """Draw the box of the moves."""
    k, colours = scale.k, inks.text()
    if inks.grey:
        edge = 2 * k
        inside = box.inset(edge / 2, edge / 2, edge / 2, edge / 2)
        page.rounded(inside, CORNER * k, stroke=inks.page.ink, thickness=edge)
    else:
        page.rounded(box, CORNER * k, fill=inks.page.moves)
    x = box.x + _PAD * k
    for line in moves.title.lines:
        page.line_of_text(x, box.y + _TITLE_AT * k, line, moves.title.size, colours, box)
    for move in moves.moves:
        _draw_move(page, move, box, scale, inks, moves)
    if moves.idea is not None:
        _draw_idea(page, moves.idea, box, scale, inks)


def _draw_idea(page: Page, idea: NewIdea, box: Box, scale: Scale, inks: Inks) -> None:
    k, x, baseline = scale.k, box.x + idea.x, box.y + idea.baseline
    words = fit_line(prepared(_("New idea to try")), Weight.BOLD, idea.width, scale.sizes(11))
    page.line_of_text(x, baseline, words.lines[0], words.size, inks.text(), box)
    for at in idea.lines:
        page.dotted(x, box.y + at, idea.width, k, inks.page.ink3)
    if not idea.lines:
        start = words.width + 4 * k
        page.dotted(x + start, baseline + k, max(0.0, idea.width - start), k, inks.page.ink3)


def _draw_move(page: Page, move: PlacedMove, box: Box, scale: Scale, inks: Inks, moves: MovesText) -> None:
    k, colours = scale.k, inks.text()
    edge = 1.2 * k
    top = box.y + move.top
    tick = Box(box.x + _PAD * k, top, _TICK * k, _TICK * k)
    inside = tick.inset(edge / 2, edge / 2, edge / 2, edge / 2)
    page.rounded(inside, 3 * k, fill=inks.page.paper, stroke=inks.page.ink, thickness=edge)
    x = box.x + (_PAD + _TEXT_AT) * k
    if move.what is None:
        right = box.right - _PAD * k
        if moves.idea is not None and moves.idea.x > 2 * _PAD * k:
            right = box.x + moves.idea.x - 20 * k
        page.dotted(x, tick.bottom - 2 * k, right - x, k, inks.page.ink3)
        return
    baseline = top + _BASE * k
    for line in move.what.lines:
        page.line_of_text(x, baseline, line, move.what.size, colours, box)
        baseline += move.what.size * _LEADING
    if move.due is not None:
        baseline += _DUE_AT * k - move.what.size * _LEADING
        page.line_of_text(x, baseline, move.due.lines[0], move.due.size, colours, box)
