"""Sheets of labels: the stocks that are sold everywhere, the owner's own, and where each label lies on its sheet.

Sources: PRODUCT.md section 5 (a widely copied table of labels, checked by arithmetic: labels, gaps and edges add
up to the paper). All lengths are millimetres from the upper left corner of the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.model.plain_text import shortened

POINTS_PER_MM = 72 / 25.4
MOST_OFFSET = 20.0  # mm; a printer further off than this is set to another paper
_SMALLEST = 8.0  # mm; no address can be read on less
_MOST_IN_A_ROW = 50
_SLACK = 0.5  # mm by which measures of a sheet, rounded by whoever wrote them down, may leave the paper


class LabelPlace(NamedTuple):
    """A label on paper: the sheet's number from 0, and its upper left corner."""

    sheet: int
    x: float
    y: float


class PrinterOffset(NamedTuple):
    """How far all labels are moved, so that a printer that prints beside its mark meets them."""

    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class LabelStock:
    """A sheet of labels. `key` is what it is called on the box, or the owner's own name for it."""

    key: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    column_gap: float = 0.0
    row_gap: float = 0.0

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def words(self) -> str:
        """What a person reads: name, how many on which paper, how big."""
        return _("{name}: {n} on {paper}, {width} × {height} mm").format(
            name=self.key,
            n=self.per_sheet,
            paper=self.paper.words,
            width=_length(self.width),
            height=_length(self.height),
        )

    def place(self, index: int, start: int = 1) -> LabelPlace:
        """Where the label of that index (from 0) lies when the first one is printed on label number `start`.

        Labels are counted along the rows, as one reads.
        """
        sheet, on_sheet = divmod(index + start - 1, self.per_sheet)
        row, column = divmod(on_sheet, self.columns)
        return LabelPlace(
            sheet,
            self.left + column * (self.width + self.column_gap),
            self.top + row * (self.height + self.row_gap),
        )

    def sheets(self, labels: int, start: int = 1) -> int:
        """How many sheets so many labels take."""
        return self.place(labels - 1, start).sheet + 1 if labels else 0


_IN_THIRDS = 25.4 * 4 / 3

STOCKS = (
    LabelStock("5160", Paper.LETTER, 3, 10, 66.675, 25.4, 4.7625, 12.7, 3.175),
    LabelStock("5161", Paper.LETTER, 2, 10, 101.6, 25.4, 3.96875, 12.7, 4.7625),
    LabelStock("5162", Paper.LETTER, 2, 7, 101.6, _IN_THIRDS, 3.96875, (279.4 - 7 * _IN_THIRDS) / 2, 4.7625),
    LabelStock("5163", Paper.LETTER, 2, 5, 101.6, 50.8, 3.96875, 12.7, 4.7625),
    LabelStock("5164", Paper.LETTER, 2, 3, 101.6, 254 / 3, 3.96875, 12.7, 4.7625),
    LabelStock("L7160", Paper.A4, 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5),
    LabelStock("L7163", Paper.A4, 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
)


def checked_start(stock: LabelStock, start: int) -> int:
    """The number of the first label to print on; `NotUnderstood` where the sheet has no such label."""
    if not 1 <= start <= stock.per_sheet:
        raise NotUnderstood(
            _("A sheet of {name} has no label {n}.").format(name=stock.key, n=start),
            _("Start at 1 to {n}, counted along the rows.").format(n=stock.per_sheet),
        )
    return start


def checked_offset(right: float, down: float) -> PrinterOffset:
    """An offset in millimetres; `NotUnderstood` above 20 mm, where something else is wrong."""
    if not (abs(right) <= MOST_OFFSET and abs(down) <= MOST_OFFSET):
        raise NotUnderstood(
            _("Labels can be moved by 20 mm at most."),
            _("Look whether the printer is set to the right paper."),
        )
    return PrinterOffset(right, down)


def checked_stock(stock: LabelStock) -> LabelStock:
    """A stock of the owner's own, if its labels can be printed and lie on its paper; else `NotUnderstood`."""
    width, height = (side / POINTS_PER_MM for side in paper_size(stock.paper, Orientation.PORTRAIT))
    if not (1 <= stock.columns <= _MOST_IN_A_ROW and 1 <= stock.rows <= _MOST_IN_A_ROW):
        raise NotUnderstood(
            _("A sheet has 1 to {n} labels in a row and in a column.").format(n=_MOST_IN_A_ROW)
        )
    if stock.width < _SMALLEST or stock.height < _SMALLEST:
        raise NotUnderstood(_("A label is at least {n} mm wide and high.").format(n=_length(_SMALLEST)))
    if min(stock.left, stock.top, stock.column_gap, stock.row_gap) < 0:
        raise NotUnderstood(_("Edges and gaps of labels are not below zero."))
    right = stock.left + stock.columns * stock.width + (stock.columns - 1) * stock.column_gap
    bottom = stock.top + stock.rows * stock.height + (stock.rows - 1) * stock.row_gap
    if right > width + _SLACK or bottom > height + _SLACK:
        raise NotUnderstood(
            _("These labels take {width} × {height} mm, more than {paper} has.").format(
                width=_length(right), height=_length(bottom), paper=stock.paper.words
            ),
            _("Measure again from the upper left corner of the sheet."),
        )
    return stock


_OWN = re.compile(
    r"(?P<paper>letter|a4)\s+(?P<columns>\d{1,2})x(?P<rows>\d{1,2})\s+(?P<width>[\d.]+)x(?P<height>[\d.]+)"
    r"(?:\s+left\s+(?P<left>[\d.]+))?(?:\s+top\s+(?P<top>[\d.]+))?"
    r"(?:\s+gap\s+(?P<column_gap>[\d.]+)(?:x(?P<row_gap>[\d.]+))?)?",
    re.IGNORECASE,
)
OWN_EXAMPLE = "a4 3x8 70x36 left 0 top 4.5 gap 0x0"


def find_stock(name: str, own: tuple[LabelStock, ...] = ()) -> LabelStock:
    """The stock of that name, sold or own, or as it is described ("a4 3x8 70x36 left 0 top 4.5 gap 0x0").

    Raises `NotFound` for another name and `NotUnderstood` for measures that cannot be.
    """
    sought = name.strip().casefold().removeprefix("avery").strip()
    for stock in (*own, *STOCKS):
        if stock.key.casefold() == sought or stock.key.casefold() == name.strip().casefold():
            return stock
    described = _OWN.fullmatch(" ".join(name.replace("×", "x").replace(",", ".").split()))
    if described is None:
        raise NotFound(
            _("There is no label stock “{name}”.").format(name=shortened(name)),
            _("Use one of: {names}; or describe it: {example}.").format(
                names=", ".join(stock.key for stock in (*own, *STOCKS)), example=OWN_EXAMPLE
            ),
        )
    said = described.groupdict(default="0")
    try:
        lengths = {
            key: float(said[key]) for key in ("width", "height", "left", "top", "column_gap", "row_gap")
        }
    except ValueError as error:
        raise NotUnderstood(
            _("“{name}” is not a label stock.").format(name=shortened(name)),
            _("Describe it so: {example}.").format(example=OWN_EXAMPLE),
        ) from error
    paper = Paper(said["paper"].lower())
    return checked_stock(
        LabelStock(shortened(name), paper, int(said["columns"]), int(said["rows"]), **lengths)
    )


def _length(millimetres: float) -> str:
    return f"{millimetres:.1f}".rstrip("0").rstrip(".")
