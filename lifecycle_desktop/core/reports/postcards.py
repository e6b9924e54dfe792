"""Postcards as PDF: a message at the left, the address at the right, alone or several on a sheet that is cut."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import IO

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.letter import Block, BlockKind, LetterTemplate, Sender, letter_fields
from lifecycle_desktop.core.model.mail_paper import CardSheet, Postcard
from lifecycle_desktop.core.model.postal import Recipient
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.labels import Label, draw_label
from lifecycle_desktop.core.reports.letter_text import check_letter, fill_in, spans_of
from lifecycle_desktop.core.reports.letterhead import draw_return_address
from lifecycle_desktop.core.reports.letters import LetterNotes
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText, Page
from lifecycle_desktop.core.reports.postal_layout import laid_out
from lifecycle_desktop.core.reports.printed_pages import Pages, draw_line, printed_pages
from lifecycle_desktop.core.reports.style import LIGHT
from lifecycle_desktop.core.reports.text_fit import Line, filled, steps

BIGGEST, SMALLEST = 11.0, 7.5  # points of the message
_EDGE = 16.0
_MESSAGE = 0.52  # of the width
_LEADING = 1.32
_GAP = 0.5  # of a line, between paragraphs
_MARK, _MARK_OFF = 9.0, 3.0  # length of a cut mark, and how far it stays from the card


def write_postcards(
    target: IO[bytes],
    recipients: Sequence[Recipient],
    templates: Mapping[str, LetterTemplate],
    sender: Sender,
    today: dt.date,
    *,
    card: Postcard = Postcard.FOUR_BY_SIX,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> LetterNotes:
    """Write one postcard to each recipient, in their language where the template has it, else in its first.

    A message that is too long at the smallest print is cut and told. Raises `NotUnderstood` for a template that
    cannot be filled in, before anything is drawn, and `Stopped` when that was asked.
    """
    for template in templates.values():
        check_letter(template.body)
    usual = next(iter(templates.values()))
    sheet = card.sheet
    progress = progress or Progress()
    progress.start(_("Postcards"), len(recipients))
    empty: Counter[str] = Counter()
    size = (sheet.width, sheet.height)
    with printed_pages(
        target,
        size,
        title=usual.name,
        author=sender.owner or sender.business,
        language=usual.language,
        drawn=drawn,
    ) as pages:
        page: Page | None = None
        for index, recipient in enumerate(recipients):
            place = index % sheet.per_sheet
            if page is None or place == 0:
                page = pages.new_page()
                _cut_marks(page, sheet)
            template = templates.get(recipient.language, usual)
            filled_in = fill_in(template.body, letter_fields(recipient, sender, today, template.language))
            empty.update(filled_in.holes)
            x, y = sheet.corner(place)
            box = Box(x, y, sheet.card_width, sheet.card_height)
            _draw_card(pages, page, box, filled_in.blocks, recipient, sender)
            progress.advance()
        return LetterNotes(pages.notes(), len(recipients), tuple(sorted(empty.items())))


def _draw_card(
    pages: Pages, page: Page, box: Box, blocks: Sequence[Block], recipient: Recipient, sender: Sender
) -> None:
    middle = box.x + box.width * _MESSAGE
    message = Box(box.x + _EDGE, box.y + _EDGE, middle - box.x - 2 * _EDGE, box.height - 2 * _EDGE)
    _message(pages, page, message, blocks, recipient)
    page.upright(middle, box.y + _EDGE, box.height - 2 * _EDGE, 0.5, LIGHT.linemid)
    right = Box(middle + _EDGE / 2, box.y + _EDGE, box.right - middle - _EDGE, box.height - 2 * _EDGE)
    draw_return_address(
        pages, page, sender, Box(right.x, right.y, right.width * 0.62, right.height * 0.36), 7.5
    )
    label = Label(recipient.name, laid_out(recipient.address, sender.country).lines)
    top = right.y + right.height * 0.42
    draw_label(pages, page, label, Box(right.x, top, right.width, right.bottom - top - 30), biggest=12.0)


def _message(pages: Pages, page: Page, box: Box, blocks: Sequence[Block], recipient: Recipient) -> None:
    """The message at the biggest print at which all of it fits."""
    size = SMALLEST
    for size in steps(BIGGEST, SMALLEST):
        lines = _lines(pages, blocks, box.width, size)
        if lines and lines[-1][1] + size * _LEADING <= box.height:
            break
    for line, at in _lines(pages, blocks, box.width, size):
        if at + size * _LEADING > box.height + 0.1:
            pages.note_not_fitting(_("the message to {name}").format(name=recipient.name))
            return
        draw_line(page, line, size, box, box.y + at)


def _lines(pages: Pages, blocks: Sequence[Block], width: float, size: float) -> list[tuple[Line, float]]:
    """The lines of the message, each with how far it stands from the top."""
    found: list[tuple[Line, float]] = []
    at = 0.0
    for block in blocks:
        if found and not block.is_close:
            at += size * _LEADING * _GAP
        if block.kind is BlockKind.SPACE:
            continue
        for line in filled(spans_of(block, pages), width / size):
            found.append((line, at))
            at += size * _LEADING
    return found


def _cut_marks(page: Page, sheet: CardSheet) -> None:
    """Short strokes at the edges of the paper, in line with the edges of the cards; none where paper ends there."""
    if not sheet.is_cut:
        return
    left, top = sheet.corner(0)
    for column in range(sheet.columns + 1):
        x = left + column * sheet.card_width
        if 1 < x < sheet.width - 1:
            page.upright(x, 0 if top < _MARK else top - _MARK_OFF - _MARK, _MARK, 0.5, LIGHT.ink)
            below = sheet.height - _MARK if top < _MARK else sheet.height - top + _MARK_OFF
            page.upright(x, below, _MARK, 0.5, LIGHT.ink)
    for row in range(sheet.rows + 1):
        y = top + row * sheet.card_height
        if 1 < y < sheet.height - 1:
            page.rule(0 if left < _MARK else left - _MARK_OFF - _MARK, y, _MARK, 0.5, LIGHT.ink)
            beside = sheet.width - _MARK if left < _MARK else sheet.width - left + _MARK_OFF
            page.rule(beside, y, _MARK, 0.5, LIGHT.ink)
