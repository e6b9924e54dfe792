"""The tactics of the whole page: one size for all, and what happens when they do not fit.

In this order: all shrink together to 10, the purposes are left out, all shrink to 9, a cell ends with
"+ 3 more".
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lifecycle_desktop.core.i18n import ngettext
from lifecycle_desktop.core.reports.pdf_fonts import Weight, prepared
from lifecycle_desktop.core.reports.sheet_checks import SMALLEST_POINTS
from lifecycle_desktop.core.reports.text_fit import Line, Span, line_count, wrapped
from lifecycle_desktop.core.reports.wall_plan_layout import PAD, TWO_TACTIC_COLUMNS, Scale
from lifecycle_desktop.core.reports.wall_plan_measure import MONTHS_ABOVE, MONTHS_BELOW, StageText

LEADING = 1.2
TEXT_AT = 15.0  # from the tick's left edge to the text
EDGES = 8.4  # above the first and below the last tactic, together
_COLUMN_GAP = 12.0
_RHYTHM = 0.955
_AIR, _LESS_AIR, _LEAST_AIR, _MOST_AIR = 0.45, 0.3, 0.12, 0.98


@dataclass(frozen=True, slots=True)
class PlacedTactic:
    """A tactic, or the line that counts those left out: its lines and the top of the first, in points."""

    lines: tuple[Line, ...]
    x: float
    top: float
    has_tick: bool = True


@dataclass(frozen=True, slots=True)
class PlacedTactics:
    """The tactics of one cell from the top of their area down; `left_over` indexes those only counted."""

    size: float
    placed: tuple[PlacedTactic, ...]
    left_over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTactics:
    """The tactics of the page. `size` is what they are all set in."""

    size: float
    shows_purposes: bool
    cells: tuple[PlacedTactics, ...]


def area_height(text: StageText, height: float, head: float, scale: Scale, *, purposes: bool) -> float:
    """The height left for tactics in a cell of that height with a head bar of that height."""
    above = head + text.purpose_height(scale, shown=purposes) + scale.goal_height
    below = text.keys_height(scale) + scale.months_height + (MONTHS_BELOW + MONTHS_ABOVE) * scale.k
    return height - above - below


def place_tactics(
    texts: Sequence[StageText], width: float, height: float, heads: Sequence[float], scale: Scale
) -> PageTactics:
    """Find the largest size at which the tactics of all cells fit, and place them.

    `heads` is the height of each cell's head bar, `width` and `height` those of a cell, in points.
    """
    has_purposes = any(text.purpose is not None for text in texts)
    areas = {
        shown: [
            area_height(text, height, head, scale, purposes=shown)
            for text, head in zip(texts, heads, strict=True)
        ]
        for shown in (True, False)
    }
    columns = _Columns.of(width, scale)
    big = [scale.pt(13 - step / 4) for step in range(13)]
    small = [size for size in (scale.pt(9.75 - step / 4) for step in range(40)) if size < big[-1]]
    small = [*dict.fromkeys([*small, scale.pt(1)])]
    for shown, sizes, air in ((True, big, _AIR), (False, big, _AIR), (False, small, _LESS_AIR)):
        if not shown and not has_purposes and sizes is big:
            continue
        for size in sizes:
            if all(
                columns.need(text.tactics, size, air) <= area
                for text, area in zip(texts, areas[shown], strict=True)
            ):
                return _placed(texts, areas[shown], columns, size, shows_purposes=shown and has_purposes)
    return _placed(texts, areas[False], columns, small[-1], shows_purposes=False)


@dataclass(frozen=True, slots=True)
class _Columns:
    """How many columns of tactics a cell has, and how wide one is."""

    count: int
    width: float
    whole: float
    scale: Scale

    @classmethod
    def of(cls, cell_width: float, scale: Scale) -> _Columns:
        whole = cell_width - 2 * PAD * scale.k
        if cell_width <= TWO_TACTIC_COLUMNS * scale.k:
            return cls(1, whole, whole, scale)
        return cls(2, (whole - _COLUMN_GAP * scale.k) / 2, whole, scale)

    def room(self, tactics: int) -> float:
        """The width of a tactic's text when there are so many."""
        return (self.whole if tactics < 2 else self.width) - TEXT_AT * self.scale.k

    def split(self, heights: Sequence[float], air: float) -> int:
        """How many go into the first column so that the taller one is as low as can be."""
        if self.count == 1 or len(heights) < 2:
            return len(heights)
        counts = range((len(heights) + 1) // 2, len(heights))
        return min(
            counts, key=lambda first: max(_stacked(heights[:first], air), _stacked(heights[first:], air))
        )

    def heights(self, tactics: Sequence[tuple[Span, ...]], size: float) -> list[float]:
        """The height of each tactic's lines."""
        limit = self.room(len(tactics)) / size
        return [line_count(_at(spans, size), limit) * LEADING * size for spans in tactics]

    def need(self, tactics: Sequence[tuple[Span, ...]], size: float, air: float) -> float:
        """The height the tactics need with `air` (in ems) after each."""
        if not tactics:
            return 0.0
        heights = self.heights(tactics, size)
        first = self.split(heights, air * size)
        taller = max(_stacked(heights[:first], air * size), _stacked(heights[first:], air * size))
        return taller + EDGES * self.scale.k


@functools.lru_cache(maxsize=8192)
def _at(spans: tuple[Span, ...], size: float) -> tuple[Span, ...]:
    """A tactic whose rhythm and cost are a little smaller than the rest, where that is not too small."""
    relative = max(_RHYTHM, min(1.0, SMALLEST_POINTS / size))
    return (spans[0], *(replace(span, relative=relative) for span in spans[1:]))


def _stacked(heights: Sequence[float], air: float) -> float:
    return sum(heights) + air * len(heights)


def _placed(
    texts: Sequence[StageText],
    areas: Sequence[float],
    columns: _Columns,
    size: float,
    *,
    shows_purposes: bool,
) -> PageTactics:
    cells = tuple(
        _placed_cell(text.tactics, area, columns, size) for text, area in zip(texts, areas, strict=True)
    )
    return PageTactics(size, shows_purposes, cells)


def _placed_cell(
    tactics: tuple[tuple[Span, ...], ...], area: float, columns: _Columns, size: float
) -> PlacedTactics:
    if not tactics:
        return PlacedTactics(size, ())
    kept = len(tactics)
    shown = list(tactics)
    while kept > 0 and columns.need(shown, size, _LEAST_AIR) > area + 1e-6:
        kept -= 1
        rest = len(tactics) - kept
        more = prepared(ngettext("+ {n} more", "+ {n} more", rest).format(n=rest))
        shown = [*tactics[:kept], (Span(more, Weight.SEMIBOLD, "ink"),)]
    heights = columns.heights(shown, size)
    first = columns.split(heights, _LEAST_AIR * size)
    stacks = [heights[:first], heights[first:]]
    edges = EDGES * columns.scale.k
    gap = min(((area - edges - sum(stack)) / len(stack) for stack in stacks if stack), default=0.0)
    gap = min(max(gap, 0.0), _MOST_AIR * size)
    limit = columns.room(len(shown)) / size
    placed = []
    for index, spans in enumerate(shown):
        column, row = (0, index) if index < first else (1, index - first)
        top = edges / 2 + sum(stacks[column][:row]) + gap * row
        x = column * (columns.width + _COLUMN_GAP * columns.scale.k)
        placed.append(PlacedTactic(wrapped(_at(spans, size), limit), x, top, has_tick=index < kept))
    return PlacedTactics(size, tuple(placed), tuple(range(kept, len(tactics))))
