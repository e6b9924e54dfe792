"""A stage's cell drawn: the bar that points on, purpose, goal, tactics or the gap in their place, months."""

from __future__ import annotations

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports.pdf_fonts import CAP_HEIGHT, Weight, prepared, unit_width
from lifecycle_desktop.core.reports.pdf_page import Box, Page
from lifecycle_desktop.core.reports.text_fit import fit_line
from lifecycle_desktop.core.reports.wall_plan_keys import SMALL_TAG_HEIGHT, SMALL_TAG_WIDTH, KeyRow
from lifecycle_desktop.core.reports.wall_plan_layout import BORDER, CORNER, PAD, Inks, Scale
from lifecycle_desktop.core.reports.wall_plan_measure import (
    GAP_TAG_HEIGHT,
    GAP_TAG_WIDTH,
    MONTHS_BELOW,
    NAME_LEADING,
    NUMBER_AT,
    SQUARE,
    StageText,
)
from lifecycle_desktop.core.reports.wall_plan_tactics import LEADING, TEXT_AT, PlacedTactics

_ARROW = 7.0
_RIM = 6.5
_FIRST_WRITING, _WRITING = 35.7, 20.0


class StageCell:
    """Draws one stage's cell. `index` counts the stages from 0; `head` is its bar's height in points."""

    def __init__(
        self, page: Page, text: StageText, box: Box, index: int, head: float, scale: Scale, inks: Inks
    ) -> None:
        self._page, self._text, self._box, self._index, self._head = page, text, box, index, head
        self._scale, self._inks, self._k = scale, inks, scale.k
        self._colours = inks.text(index)
        self._left = box.x + PAD * self._k
        self._width = box.width - 2 * PAD * self._k

    def draw(self, tactics: PlacedTactics, *, purposes: bool, points_on: bool, loops: bool) -> None:
        """Draw all of it, in reading order."""
        self._draw_edge()
        self._draw_bar(points_on=points_on, loops=loops)
        y = self._draw_purpose(self._box.y + self._head, shown=purposes)
        y = self._draw_goal(y)
        months_top = self._box.bottom - MONTHS_BELOW * self._k - self._scale.months_height
        keys_top = months_top - 5 * self._k - self._text.keys_height(self._scale)
        if self._text.nothing_planned:
            self._draw_nothing_planned(y, keys_top)
        else:
            self._draw_tactics(tactics, y)
        self._draw_keys(keys_top)
        self._draw_months(months_top)

    # --- edge and bar ---------------------------------------------------------------------------------------

    def _draw_edge(self) -> None:
        page, box, k, inks = self._page, self._box, self._k, self._inks
        if not self._text.nothing_planned:
            page.rounded(box, CORNER * k, stroke=inks.border(self._index), thickness=BORDER * k)
            return
        below = Box(box.x, box.y + self._head, box.width, box.height - self._head)
        outline = (
            (below.x, below.y, 0.0),
            (below.x, below.bottom, CORNER * k),
            (below.right, below.bottom, CORNER * k),
            (below.right, below.y, 0.0),
        )
        page.shape(outline, fill=inks.page.gap_soft)
        page.hatched(below, CORNER * k, 7 * k, (0.5 if inks.grey else 0.8) * k, inks.page.gap_hatch)
        white = below.inset(_RIM * k, 3.2 * k, _RIM * k, (MONTHS_BELOW - 0.6) * k)
        page.rounded(white, 1.5 * k, fill=inks.page.paper)
        page.shape(outline, stroke=inks.page.gap, thickness=2 * k, dash=(6 * k, 4 * k), closed=False)

    def _draw_bar(self, *, points_on: bool, loops: bool) -> None:
        page, box, k, inks = self._page, self._box, self._k, self._inks
        bottom, middle, corner = box.y + self._head, box.y + self._head / 2, CORNER * k
        bar = [(box.x, box.y, corner), (box.right, box.y, 0.0 if points_on else corner)]
        if points_on:
            bar.append((box.right + _ARROW * k, middle, 0.0))
        bar += [(box.right, bottom, 0.0), (box.x, bottom, 0.0)]
        if inks.grey:
            page.shape(bar, fill=inks.page.paper, stroke=inks.page.ink, thickness=2 * k)
        else:
            page.shape(bar, fill=inks.stages[self._index])
        name_ink = inks.page.ink if inks.grey else inks.page.paper
        self._draw_number(middle)
        name = self._text.name
        step = name.name.size * NAME_LEADING
        area = Box(box.x + name.x, box.y, box.width - name.x, self._head)
        baseline = middle + name.name.size * CAP_HEIGHT / 2 - (len(name.name.lines) - 1) * step / 2
        for line in name.name.lines:
            page.line_of_text(area.x, baseline, line, name.name.size, {"ink": name_ink}, area)
            baseline += step
        if loops:
            size = self._scale.pt(13.5)
            x = box.right - 8 * k - unit_width("1", Weight.BOLD) * size
            page.loop(x - 13 * k, middle + 0.2 * k, 4.1 * k, 1.5 * k, name_ink)
            page.text(x, middle + size * CAP_HEIGHT / 2, "1", Weight.BOLD, size, name_ink, area)

    def _draw_number(self, middle: float) -> None:
        page, box, k, name = self._page, self._box, self._k, self._text.name
        baseline = middle + name.number_size * CAP_HEIGHT / 2
        x = box.x + NUMBER_AT * k
        if self._inks.grey:
            side = (22 if self._scale.tight else SQUARE) * k
            square = Box(box.x + 6.4 * k, middle - side / 2, side, side)
            page.rounded(square, 3.5 * k, fill=self._inks.page.ink)
            x = square.x + (side - unit_width(name.number, Weight.EXTRABOLD) * name.number_size) / 2
        area = Box(box.x, box.y, name.x, self._head)
        page.text(x, baseline, name.number, Weight.EXTRABOLD, name.number_size, self._inks.page.paper, area)

    # --- purpose and goal -----------------------------------------------------------------------------------

    def _draw_purpose(self, y: float, *, shown: bool) -> float:
        purpose = self._text.purpose
        height = self._text.purpose_height(self._scale, shown=shown)
        if shown and purpose is not None:
            baseline = y + 11.6 * self._k
            for line in purpose.lines:
                self._page.line_of_text(self._left, baseline, line, purpose.size, self._colours, self._box)
                baseline += purpose.size * 1.15
        return y + height

    def _draw_goal(self, y: float) -> float:
        page, k, goal, inks = self._page, self._k, self._text.goal, self._inks
        height = self._scale.goal_height
        middle = y + height / 2 - 0.4 * k
        right = self._left + self._width
        tag = None
        if self._text.nothing_planned:
            top = middle + 0.8 * k - GAP_TAG_HEIGHT * k / 2
            tag = Box(right - GAP_TAG_WIDTH * k, top, GAP_TAG_WIDTH * k, GAP_TAG_HEIGHT * k)
            right = tag.x - 3 * k
        if goal.number is None:
            self._draw_goal_gap(middle, right)
        else:
            baseline = middle + goal.number.size * CAP_HEIGHT / 2
            page.line_of_text(
                self._left, baseline, goal.number.lines[0], goal.number.size, self._colours, self._box
            )
            if goal.unit is not None:
                step = goal.unit.size * (1.1 if self._scale.tight else 1.16)
                baseline = middle + goal.unit.size * 0.36 - (len(goal.unit.lines) - 1) * step / 2
                for line in goal.unit.lines:
                    page.line_of_text(
                        self._left + goal.unit_x, baseline, line, goal.unit.size, self._colours, self._box
                    )
                    baseline += step
        if tag is not None:
            self._draw_tag(tag, 15.5, 4)
        page.rule(self._left, y + height, self._width, 0.7 * k, inks.page.rule)
        return y + height

    def _draw_goal_gap(self, middle: float, right: float) -> None:
        k, unit = self._k, self._text.goal.unit
        line_middle = middle if unit is None else middle - (6 if self._scale.tight else 8) * k
        height = (12 if self._scale.tight else SMALL_TAG_HEIGHT) * k
        self._draw_writing(line_middle, right, (prepared(_("Goal:")),), self._scale.pt(10), height)
        if unit is not None:
            baseline = line_middle + height / 2 + (9 if self._scale.tight else 12) * k
            self._page.line_of_text(self._left, baseline, unit.lines[0], unit.size, self._colours, self._box)

    # --- tactics, or nothing planned ------------------------------------------------------------------------

    def _draw_tactics(self, tactics: PlacedTactics, y: float) -> None:
        page, k, size = self._page, self._k, tactics.size
        side = min(9.0 * k, 0.82 * size)
        for tactic in tactics.placed:
            baseline = y + tactic.top + 0.964 * size
            if tactic.has_tick:
                square = Box(self._left + tactic.x, baseline - 0.29 * size - side / 2, side, side)
                page.rounded(square, 2 * k, stroke=self._inks.page.ink2, thickness=k)
            x = self._left + tactic.x + TEXT_AT * k
            for line in tactic.lines:
                page.line_of_text(x, baseline, line, size, self._colours, self._box)
                baseline += LEADING * size

    def _draw_nothing_planned(self, top: float, bottom: float) -> None:
        page, k, inks = self._page, self._k, self._inks
        room = (bottom - top) / k - 7
        first, step = _FIRST_WRITING, _WRITING
        if room >= first:
            words = prepared(_("Nothing planned here yet."))
            fitted = fit_line(words, Weight.BOLD, self._width, self._scale.sizes(12), "gap")
            page.line_of_text(
                self._left, top + 16 * k, fitted.lines[0], fitted.size, self._colours, self._box
            )
        else:
            first = max(min(room, 16.0), 10.0)
        count = max(1, int((room - first) / step + 1))
        side = 8.8 * k
        for index in range(count):
            y = top + (first + index * step) * k
            square = Box(self._left + 0.4 * k, y - side - 0.6 * k, side, side)
            page.rounded(square, 2 * k, stroke=inks.page.ink3, thickness=0.9 * k)
            page.dotted(self._left + 15 * k, y, self._width - 15 * k, k, inks.page.ink3)

    # --- key lines and months -------------------------------------------------------------------------------

    def _draw_keys(self, top: float) -> None:
        if not self._text.keys:
            return
        page, k, inks = self._page, self._k, self._inks
        page.rule(self._left, top, self._width, 0.7 * k, inks.page.rule)
        y = top + 2 * k
        for row in self._text.keys:
            if row.gap_labels:
                self._draw_gap_row(row, y)
            else:
                baseline = y + 5.1 * k + row.size * CAP_HEIGHT / 2
                page.line_of_text(self._left, baseline, row.text, row.size, self._colours, self._box)
            y += row.height

    def _draw_gap_row(self, row: KeyRow, y: float) -> None:
        middle = y + row.height / 2 - 0.5 * self._k
        height = min(SMALL_TAG_HEIGHT * self._k, row.height - 1.5 * self._k)
        self._draw_writing(middle, self._left + self._width, row.gap_labels, row.size, height)

    def _draw_writing(
        self, middle: float, right: float, labels: tuple[str, ...], size: float, height: float
    ) -> None:
        """A small GAP tag, then each label with a dotted line to write on, sharing the room to `right`."""
        page, k, inks = self._page, self._k, self._inks
        tag = Box(self._left, middle - height / 2, SMALL_TAG_WIDTH * k, height)
        self._draw_tag(tag, 10.5, 3)
        x = tag.right + 5 * k
        words = sum(unit_width(label, Weight.BOLD) * size + 2 * k for label in labels)
        room = (right - x - words - 4 * k * (len(labels) - 1)) / len(labels)
        baseline = middle + size * CAP_HEIGHT / 2
        for label in labels:
            x += page.text(x, baseline, label, Weight.BOLD, size, inks.page.gap, self._box) + 2 * k
            page.dotted(x, baseline + k, max(room, 4 * k), k, inks.page.ink3)
            x += room + 4 * k

    def _draw_tag(self, box: Box, size: float, corner: float) -> None:
        """The word GAP, white in a filled box."""
        page, inks = self._page, self._inks
        page.rounded(box, corner * self._k, fill=inks.page.gap)
        word = fit_line(
            prepared(_("GAP")), Weight.EXTRABOLD, box.width - 4 * self._k, self._scale.sizes(size)
        )
        x = box.x + (box.width - word.width) / 2
        baseline = box.y + box.height / 2 + word.size * CAP_HEIGHT / 2
        page.line_of_text(x, baseline, word.lines[0], word.size, {"ink": inks.page.paper}, box)

    def _draw_months(self, top: float) -> None:
        page, k = self._page, self._k
        height = self._scale.months_height
        edge = (0.9 if self._inks.grey else 0.8) * k
        for month in self._text.months:
            box = Box(self._left + month.x, top, month.width, height)
            inside = box.inset(edge / 2, edge / 2, edge / 2, edge / 2)
            page.rounded(inside, 2.5 * k, stroke=self._inks.page.ink3, thickness=edge)
            for word in month.words:
                baseline = top + height / 2 + word.size * CAP_HEIGHT / 2
                colour = self._colours[word.ink if word.ink != "ink2" else "ink3"]
                page.text(box.x + word.x, baseline, word.text, word.weight, word.size, colour, box)
