"""The wall plan's sheet: its scale, margins, grid of cells, and the inks of colour and black-and-white print."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.reports.pdf_page import Box
from lifecycle_desktop.core.reports.sheet_checks import SMALLEST_POINTS
from lifecycle_desktop.core.reports.style import (
    PRINT_BLACK,
    PRINT_COLOUR,
    PrintColours,
    mixed,
    stage_colours,
)
from lifecycle_desktop.core.reports.text_fit import steps

MARGIN, HEAD, FOOT, GAP = 20.0, 48.0, 27.0, 9.0
PAD = 10.0  # from a cell's edge to its text
CORNER, BORDER = 5.0, 1.1
TWO_TACTIC_COLUMNS = 245.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How much bigger than Letter the sheet is; every measure of the design is multiplied by `k`.

    `tight` says that there are three rows of cells or more, which have lower bars, goals and boxes.
    """

    k: float
    tight: bool

    def pt(self, size: float) -> float:
        """A type size of the design as points, never below the smallest that is allowed."""
        return max(SMALLEST_POINTS, size * self.k)

    def sizes(self, first: float, last: float = SMALLEST_POINTS) -> tuple[float, ...]:
        """Type sizes in points from the design's `first` down to its `last`.

        The smallest that is allowed is the same on every paper, so that a big one has room to spare.
        """
        floor = SMALLEST_POINTS if last <= SMALLEST_POINTS else self.pt(last)
        return steps(self.pt(first), floor, 0.5 * self.k)

    @property
    def goal_height(self) -> float:
        """The height of the row with the goal's number."""
        return (27 if self.tight else 37) * self.k

    @property
    def least_head(self) -> float:
        """The height of a head bar whose name takes one line."""
        return (28 if self.tight else 37) * self.k

    @property
    def months_height(self) -> float:
        """The height of the month boxes."""
        return (13 if self.tight else 18) * self.k


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where everything lies, in points from the upper left corner."""

    width: float
    height: float
    scale: Scale
    head: Box
    foot: Box
    columns: int
    cells: tuple[Box, ...]
    moves: Box

    def points_on(self, index: int) -> bool:
        """Whether the cell of that index has the next stage at its right and so points to it."""
        return (index + 1) % self.columns != 0 and index + 1 < len(self.cells)

    def row(self, index: int) -> int:
        """The row of the cell of that index."""
        return index // self.columns


def grid(cells: int, orientation: Orientation) -> tuple[int, int]:
    """Columns and rows for so many cells, the moves' cell among them."""
    if orientation is Orientation.PORTRAIT:
        columns = 2 if cells <= 8 else 3
    elif cells <= 6:
        columns = 3
    elif cells <= 8:
        columns = 4
    elif cells <= 10:
        columns = 5
    else:
        columns = 4
    return columns, -(-cells // columns)


def scale_of(paper: Paper, orientation: Orientation, stages: int) -> Scale:
    """The scale of a sheet with so many stages."""
    width, height = paper_size(paper, orientation)
    long, short = max(width, height), min(width, height)
    k = min(long / 792, short / 612) * (1.02 if paper is Paper.A4 else 1.0)
    return Scale(k, tight=grid(stages + 1, orientation)[1] >= 3)


def margins(paper: Paper, orientation: Orientation, scale: Scale) -> Box:
    """The part of the paper that is printed on."""
    width, height = paper_size(paper, orientation)
    margin = MARGIN * scale.k
    return Box(0, 0, width, height).inset(margin, margin, margin, margin)


def sheet(paper: Paper, orientation: Orientation, stages: int, foot_height: float) -> Sheet:
    """The grid for so many stages above a foot of that height in points."""
    scale = scale_of(paper, orientation, stages)
    width, height = paper_size(paper, orientation)
    inner = margins(paper, orientation, scale)
    columns, rows = grid(stages + 1, orientation)
    gap, top = GAP * scale.k, inner.y + HEAD * scale.k
    bottom = inner.bottom - foot_height
    cell_width = (inner.width - gap * (columns - 1)) / columns
    cell_height = (bottom - top - gap * (rows - 1)) / rows
    places = [
        Box(inner.x + column * (cell_width + gap), top + row * (cell_height + gap), cell_width, cell_height)
        for row in range(rows)
        for column in range(columns)
    ]
    first = places[stages]
    return Sheet(
        width=width,
        height=height,
        scale=scale,
        head=Box(inner.x, inner.y, inner.width, HEAD * scale.k),
        foot=Box(inner.x, bottom, inner.width, foot_height),
        columns=columns,
        cells=tuple(places[:stages]),
        moves=Box(first.x, first.y, inner.right - first.x, cell_height),
    )


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of one sheet: those of the page, and those of each stage."""

    page: PrintColours
    stages: tuple[str, ...]
    grey: bool

    @classmethod
    def of(cls, stages: int, *, grey: bool) -> Inks:
        """The inks for so many stages, in colour or all black."""
        if grey:
            return cls(PRINT_BLACK, (PRINT_BLACK.ink,) * stages, grey=True)
        return cls(PRINT_COLOUR, stage_colours(stages), grey=False)

    def border(self, index: int) -> str:
        """The colour of a cell's edge."""
        return self.page.ink if self.grey else mixed(self.stages[index], self.page.paper, 0.6)

    def text(self, index: int | None = None) -> dict[str, str]:
        """What the inks named in fitted lines are, in the cell of that index or outside the cells."""
        page = self.page
        stage = page.ink if index is None else self.stages[index]
        return {"ink": page.ink, "ink2": page.ink2, "ink3": page.ink3, "gap": page.gap, "stage": stage}
