"""Letters as PDF: letterhead, address, date and the text of a template with the fields of each recipient filled in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.letter import (
    Block,
    BlockKind,
    LetterTemplate,
    Sender,
    letter_fields,
    written_day,
)
from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.model.postal import Recipient
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.letter_text import check_letter, fill_in, spans_of
from lifecycle_desktop.core.reports.letterhead import draw_letterhead
from lifecycle_desktop.core.reports.logo import Logo
from lifecycle_desktop.core.reports.pdf_fonts import Weight
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText, Page
from lifecycle_desktop.core.reports.postal_layout import laid_out
from lifecycle_desktop.core.reports.printed_pages import (
    Pages,
    PrintNotes,
    draw_line,
    printed_pages,
)
from lifecycle_desktop.core.reports.text_fit import Line, Span, filled, steps

MARGIN = 72.0  # an inch
BODY, LEADING = 11.0, 15.4  # points
HEADING = 15.0
ADDRESS_TOP = 142.0  # 50 mm: behind the window of an envelope, folded in three
_ADDRESS_WIDTH = 250.0
_BODY_TOP = 252.0
_PARAGRAPH_GAP, _SIGNING_ROOM = 8.0, 30.0
_POINT_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class LetterNotes:
    """What is to be known before letters are printed. `empty` counts the people by a field that is empty for them."""

    pages: PrintNotes
    letters: int
    empty: tuple[tuple[str, int], ...] = ()

    def lines(self) -> tuple[str, ...]:
        """The notes in sentences; nothing when all is well."""
        told = [
            ngettext("{field} is empty in {n} letter", "{field} is empty in {n} letters", count).format(
                field=f"{{{{ {name} }}}}", n=count
            )
            for name, count in self.empty
        ]
        return (*told, *self.pages.lines())


def write_letters(
    target: IO[bytes],
    recipients: Sequence[Recipient],
    templates: Mapping[str, LetterTemplate],
    sender: Sender,
    today: dt.date,
    *,
    paper: Paper = Paper.LETTER,
    logo: Logo | None = None,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> LetterNotes:
    """Write one letter to each recipient as a PDF, in their language where the template has it, else in its first.

    Raises `NotUnderstood` for a template that cannot be filled in, before anything is drawn, and `Stopped` when
    that was asked.
    """
    for template in templates.values():
        check_letter(template.body)
    usual = next(iter(templates.values()))
    progress = progress or Progress()
    progress.start(_("Letters"), len(recipients))
    empty: Counter[str] = Counter()
    size = paper_size(paper, Orientation.PORTRAIT)
    with printed_pages(
        target,
        size,
        title=usual.name,
        author=sender.owner or sender.business,
        language=usual.language,
        drawn=drawn,
    ) as pages:
        for recipient in recipients:
            template = templates.get(recipient.language, usual)
            filled_in = fill_in(template.body, letter_fields(recipient, sender, today, template.language))
            empty.update(filled_in.holes)
            _Letter(pages, recipient, sender, template.language).write(filled_in.blocks, today, logo)
            progress.advance()
        return LetterNotes(pages.notes(), len(recipients), tuple(sorted(empty.items())))


class _Letter:
    """One letter on its way down the page, and onto the next."""

    def __init__(self, pages: Pages, recipient: Recipient, sender: Sender, language: str) -> None:
        self._pages = pages
        self._recipient = recipient
        self._sender = sender
        self._language = language or recipient.language
        self._page: Page
        self._y = 0.0

    def write(self, blocks: Sequence[Block], today: dt.date, logo: Logo | None) -> None:
        """The whole letter, from a new page on."""
        self._page = self._pages.new_page()
        draw_letterhead(self._pages, self._page, self._sender, logo, MARGIN)
        self._address()
        self._date(today)
        self._y = _BODY_TOP
        for block in blocks:
            self._block(block)

    def _address(self) -> None:
        box = Box(MARGIN, ADDRESS_TOP, _ADDRESS_WIDTH, _BODY_TOP - ADDRESS_TOP - 24)
        y = box.y
        for line in (
            self._recipient.name,
            *laid_out(self._recipient.address, self._sender.country).lines,
        ):
            room = Box(box.x, y, box.width, box.height)
            if y + BODY * 1.24 > box.bottom:
                self._pages.note_not_fitting(f"{self._recipient.name}: {line}")
                return
            y = self._pages.text_in(self._page, line, room, sizes=steps(BODY, 8))

    def _date(self, today: dt.date) -> None:
        words = written_day(today, self._language, self._sender.country)
        found = self._pages.fitted(words, _ADDRESS_WIDTH, sizes=steps(BODY, 8))
        x = self._page.width - MARGIN - found.width
        draw_line(self._page, found.lines[0], found.size, Box(x, 0, found.width, 0), ADDRESS_TOP)

    def _block(self, block: Block) -> None:
        if block.kind is BlockKind.SPACE:
            self._y += _SIGNING_ROOM
            return
        size, leading = (HEADING, HEADING * 1.3) if block.kind is BlockKind.HEADING else (BODY, LEADING)
        indent = _POINT_INDENT if block.kind is BlockKind.POINT else 0.0
        width = self._page.width - 2 * MARGIN - indent
        if not block.is_close:
            self._y += _PARAGRAPH_GAP
        lines = filled(spans_of(block, self._pages), width / size)
        for number, line in enumerate(lines):
            alone = number == 0 and len(lines) > 2  # a paragraph does not leave its first line behind
            self._turn_over(2 * leading if alone else leading)
            box = Box(MARGIN + indent, self._y, width, leading)
            if indent and number == 0:
                self._point(size)
            self._line(line, size, box)
            self._y += leading

    def _line(self, line: Line, size: float, box: Box) -> None:
        draw_line(self._page, line, size, box, self._y)

    def _point(self, size: float) -> None:
        (line,) = filled((Span("•", Weight.MEDIUM),), 10)
        draw_line(self._page, line, size, Box(MARGIN + 2, self._y, 10, size), self._y)

    def _turn_over(self, height: float) -> None:
        if self._y + height <= self._page.height - MARGIN:
            return
        self._page = self._pages.new_page()
        self._y = MARGIN
