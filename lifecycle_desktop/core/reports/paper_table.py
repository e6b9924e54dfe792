"""A table on paper: title, heads on every page, rows of ticks, texts and lines to write on, over many pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.pdf_fonts import Weight
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText, Page
from lifecycle_desktop.core.reports.printed_pages import (
    LINE_HEIGHT,
    Pages,
    PrintNotes,
    draw_lines,
    height_of,
    printed_pages,
)
from lifecycle_desktop.core.reports.style import LIGHT
from lifecycle_desktop.core.reports.text_fit import Fitted, steps

MARGIN = 40.0
_PAD_X, _PAD_Y = 4.0, 4.0
_TICK = 10.0
_HEAD_SIZE = 8.5
_FOOT_SIZE = 8.0


class TextLine(NamedTuple):
    """One text of a cell, in at most so many lines."""

    text: str
    is_bold: bool = False
    is_soft: bool = False
    most_lines: int = 1
    size: float = 10.0


class Tick(NamedTuple):
    """Boxes to tick, each with its word."""

    words: tuple[str, ...] = ("",)


class WriteLine(NamedTuple):
    """A line to write on."""


Cell = tuple[TextLine, ...] | Tick | WriteLine


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its share of the width."""

    head: str
    share: float


@dataclass(frozen=True, slots=True)
class PaperTable:
    """What is printed. A row that is a text is a heading between rows."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell] | str]
    subtitle: str = ""
    foot: tuple[str, ...] = ()  # printed at the foot of every page
    least_row: float = 24.0
    orientation: Orientation = Orientation.PORTRAIT


def write_table(
    target: IO[bytes],
    table: PaperTable,
    paper: Paper,
    *,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write the table as a PDF; texts that do not fit their cells are told. Raises `Stopped` when that was asked."""
    progress = progress or Progress()
    progress.start(table.title, len(table.rows))
    size = paper_size(paper, table.orientation)
    with printed_pages(target, size, title=table.title, drawn=drawn) as pages:
        sheet = _Sheet(pages, table)
        for place, row in enumerate(table.rows):
            if isinstance(row, str):
                following = table.rows[place + 1] if place + 1 < len(table.rows) else ()
                sheet.heading(row, following)
            else:
                sheet.row(row)
            progress.advance()
        return pages.notes()


class _Sheet:
    """The table on its way down the page, and onto the next."""

    def __init__(self, pages: Pages, table: PaperTable) -> None:
        self._pages = pages
        self._table = table
        self._width = pages.width - 2 * MARGIN
        self._widths = [self._width * column.share for column in table.columns]
        self._foot = [
            pages.fitted(text, self._width, sizes=steps(_FOOT_SIZE, 6.5), ink="soft", most_lines=2)
            for text in table.foot
        ]
        self._bottom = pages.height - MARGIN - sum(map(height_of, self._foot)) - _FOOT_SIZE * LINE_HEIGHT - 6
        self._page: Page
        self._y = pages.height
        self._heading = ""
        if table.rows:
            self._turn_over()

    def heading(self, text: str, following: Sequence[Cell] | str) -> None:
        """A heading between rows, never the last thing on its page."""
        room = 24.0 + (self._height(self._cells(following)) if not isinstance(following, str) else 24.0)
        self._heading = ""
        if self._y + room > self._bottom:
            self._turn_over()
        self._draw_heading(text)
        self._heading = text

    def row(self, row: Sequence[Cell]) -> None:
        """One row, whole on one page."""
        fitted = self._cells(row)
        height = self._height(fitted)
        if self._y + height > self._bottom:
            self._turn_over()
            if self._heading:
                self._draw_heading(_("{heading}, continued").format(heading=self._heading))
        x = MARGIN
        for cell, lines, width in zip(row, fitted, self._widths, strict=True):
            box = Box(x + _PAD_X, self._y + _PAD_Y, width - 2 * _PAD_X, height - 2 * _PAD_Y)
            self._cell(cell, lines, box)
            x += width
        self._y += height
        self._page.rule(MARGIN, self._y, self._width, 0.5, LIGHT.linemid)

    def _cells(self, row: Sequence[Cell]) -> list[list[Fitted]]:
        found = []
        for cell, width in zip(row, self._widths, strict=False):
            texts = [] if isinstance(cell, Tick | WriteLine) else [line for line in cell if line.text]
            found.append([self._fitted(line, width - 2 * _PAD_X) for line in texts])
        return found

    def _fitted(self, line: TextLine, width: float) -> Fitted:
        return self._pages.fitted(
            line.text,
            width,
            sizes=steps(line.size, min(line.size, 7.5)),
            weight=Weight.SEMIBOLD if line.is_bold else Weight.MEDIUM,
            ink="soft" if line.is_soft else "ink",
            most_lines=line.most_lines,
        )

    def _height(self, cells: list[list[Fitted]]) -> float:
        text = max((sum(map(height_of, lines)) for lines in cells), default=0.0)
        return max(self._table.least_row, text + 2 * _PAD_Y)

    def _cell(self, cell: Cell, lines: list[Fitted], box: Box) -> None:
        if isinstance(cell, WriteLine):
            self._page.dotted(box.x, box.bottom - 2, box.width, 0.7, LIGHT.linestrong)
            return
        if isinstance(cell, Tick):
            step = box.width / len(cell.words)
            for place, words in enumerate(cell.words):
                self._tick(words, Box(box.x + place * step, box.y, step, box.height))
            return
        y = box.y
        for fitted in lines:
            y = draw_lines(self._page, fitted, Box(box.x, y, box.width, box.bottom - y))

    def _tick(self, words: str, box: Box) -> None:
        self._page.rounded(Box(box.x, box.y + 1, _TICK, _TICK), 1.5, stroke=LIGHT.ink, thickness=0.8)
        if words:
            room = Box(box.x + _TICK + 3, box.y, box.width - _TICK - 5, box.height)
            self._pages.text_in(self._page, words, room, sizes=steps(8.5, 6.5))

    def _draw_heading(self, text: str) -> None:
        self._y += 8
        box = Box(MARGIN, self._y, self._width, 16)
        self._y = self._pages.text_in(self._page, text, box, sizes=steps(11.5, 8), weight=Weight.BOLD) + 2
        self._page.rule(MARGIN, self._y, self._width, 1.0, LIGHT.ink)

    def _turn_over(self) -> None:
        self._page = self._pages.new_page()
        table = self._table
        y = MARGIN
        if self._pages.count == 1:
            box = Box(MARGIN, y, self._width, 30)
            y = self._pages.text_in(self._page, table.title, box, sizes=steps(20, 10), weight=Weight.BOLD)
            if table.subtitle:
                below = Box(MARGIN, y, self._width, 30)
                y = self._pages.text_in(
                    self._page, table.subtitle, below, sizes=steps(10.5, 8), ink="soft", most_lines=2
                )
            y += 6
        x = MARGIN
        for column, width in zip(table.columns, self._widths, strict=True):
            box = Box(x + _PAD_X, y, width - 2 * _PAD_X, 14)
            if column.head:
                self._pages.text_in(self._page, column.head, box, sizes=steps(_HEAD_SIZE, 6.5), ink="soft")
            x += width
        self._y = y + 14
        self._page.rule(MARGIN, self._y, self._width, 1.0, LIGHT.ink)
        self._draw_foot()

    def _draw_foot(self) -> None:
        y = self._bottom + 6
        for fitted in self._foot:
            y = draw_lines(self._page, fitted, Box(MARGIN, y, self._width, 20))
        words = _("{title}, page {n}").format(title=self._table.title, n=self._pages.count)
        box = Box(MARGIN, y, self._width, 12)
        self._pages.text_in(self._page, words, box, sizes=steps(_FOOT_SIZE, 6.5), ink="soft")
