"""Sheets of address labels: each name and address inside its label, shrunk to fit and named where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.label_stock import (
    POINTS_PER_MM,
    LabelStock,
    PrinterOffset,
    checked_offset,
    checked_start,
)
from lifecycle_desktop.core.model.paper import Orientation, paper_size
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.pdf_fonts import Weight, unit_width
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText, Page
from lifecycle_desktop.core.reports.printed_pages import (
    LINE_HEIGHT,
    Pages,
    PrintNotes,
    draw_line,
    draw_lines,
    printed_pages,
)
from lifecycle_desktop.core.reports.style import LIGHT
from lifecycle_desktop.core.reports.text_fit import Span, fit, steps, wrapped

BIGGEST, SMALLEST = 11.0, 7.0  # points; smaller is not read by those who carry the mail
_EDGE_X, _EDGE_Y = 3.0, 1.5  # mm inside the label that stay white, since no printer is exact
_CORNER = 1.5  # mm


class Label(NamedTuple):
    """What one label says: a name, and the lines below it."""

    name: str
    lines: tuple[str, ...] = ()


def write_labels(
    target: IO[bytes],
    labels: Sequence[Label],
    stock: LabelStock,
    *,
    start: int = 1,
    offset: PrinterOffset | None = None,
    outlines: bool = False,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write sheets of labels as a PDF, the first on label number `start`; what does not fit is told.

    `outlines` draws the edge of every label used, for a trial on plain paper held against the stock. Raises
    `NotUnderstood` for a start or an offset that cannot be, `Stopped` when that was asked.
    """
    checked_start(stock, start)
    moved = checked_offset(*offset) if offset is not None else PrinterOffset()
    progress = progress or Progress()
    progress.start(_("Labels"), len(labels))
    size = paper_size(stock.paper, Orientation.PORTRAIT)
    with printed_pages(target, size, title=_("Labels {name}").format(name=stock.key), drawn=drawn) as pages:
        page = pages.new_page() if labels else None
        for index, label in enumerate(labels):
            place = stock.place(index, start)
            while page is None or pages.count <= place.sheet:
                page = pages.new_page()
            box = Box(
                (place.x + moved.right) * POINTS_PER_MM,
                (place.y + moved.down) * POINTS_PER_MM,
                stock.width * POINTS_PER_MM,
                stock.height * POINTS_PER_MM,
            )
            if outlines:
                page.rounded(box, _CORNER * POINTS_PER_MM, stroke=LIGHT.linestrong, thickness=0.4)
            draw_label(pages, page, label, box)
            progress.advance()
        return pages.notes()


def draw_label(pages: Pages, page: Page, label: Label, box: Box, *, biggest: float = BIGGEST) -> None:
    """One label in its box, as big as it fits, in the middle of its height."""
    edge_x, edge_y = _EDGE_X * POINTS_PER_MM, _EDGE_Y * POINTS_PER_MM
    room = box.inset(edge_x, edge_y, edge_x, edge_y)
    texts = [ready for ready in map(pages.ready, (label.name, *label.lines)) if ready]
    if not texts:
        return
    size = _size(texts, room, biggest)
    if size is None:
        _draw_cut(pages, page, label, texts, room)
        return
    lines = [
        line for text, weight in _weighed(texts) for line in wrapped((Span(text, weight),), room.width / size)
    ]
    y = room.y + (room.height - len(lines) * size * LINE_HEIGHT) / 2
    for line in lines:
        draw_line(page, line, size, room, y)
        y += size * LINE_HEIGHT


def _weighed(texts: Sequence[str]) -> list[tuple[str, Weight]]:
    return [(text, Weight.MEDIUM if place else Weight.SEMIBOLD) for place, text in enumerate(texts)]


def _size(texts: Sequence[str], room: Box, biggest: float) -> float | None:
    """The biggest size at which every line fits unbroken, else broken lines do; None where none fits."""
    widest = max(unit_width(text, weight) for text, weight in _weighed(texts))
    for size in steps(biggest, SMALLEST):
        if widest * size <= room.width and len(texts) * size * LINE_HEIGHT <= room.height:
            return size
    for size in steps(biggest, SMALLEST):
        count = sum(
            len(wrapped((Span(text, weight),), room.width / size)) for text, weight in _weighed(texts)
        )
        if count * size * LINE_HEIGHT <= room.height:
            return size
    return None


def _draw_cut(pages: Pages, page: Page, label: Label, texts: Sequence[str], room: Box) -> None:
    """What is too long: as much of each line as there is room for, at the smallest size, and a note of it."""
    pages.note_not_fitting(", ".join((label.name, *label.lines)))
    most = max(int(room.height / (SMALLEST * LINE_HEIGHT)), 1)
    y = room.y
    for text, weight in _weighed(texts)[:most]:
        found = fit((Span(text, weight),), room.width, (SMALLEST,), 1)
        y = draw_lines(page, found, Box(room.x, y, room.width, room.bottom - y))
