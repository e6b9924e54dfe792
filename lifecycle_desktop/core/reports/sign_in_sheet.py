"""The sign-in sheet of an open house as a PDF: title, wording of the permissions, and lines to write on."""

from __future__ import annotations

import io

from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.model.sign_in_sheet import SignInSheet
from lifecycle_desktop.core.reports.pdf_fonts import Weight, one_file_at_a_time, open_canvas, prepared
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText, Page
from lifecycle_desktop.core.reports.style import LIGHT
from lifecycle_desktop.core.reports.text_fit import Fitted, Span, fit, fit_line, steps

MARGIN = 36.0  # half an inch
LINE_HEIGHT = 30.0  # room to write by hand
HEAD_HEIGHT = 24.0
BOX = 9.0
_SHARES = (0.155, 0.17, 0.155, 0.225, 0.295)  # of the width, per column; the last holds the boxes
_INKS = {"ink": LIGHT.ink, "soft": LIGHT.ink2}


def sign_in_sheet_bytes(
    sheet: SignInSheet, paper: Paper = Paper.LETTER, drawn: list[DrawnText] | None = None
) -> bytes:
    """The sheet as the bytes of a PDF of one page, landscape.

    `drawn`, where given, is filled with every text drawn and its place.
    """
    width, height = paper_size(paper, Orientation.LANDSCAPE)
    with one_file_at_a_time:
        stream = io.BytesIO()
        canvas = open_canvas(stream, width, height, title=sheet.title, author="", language=sheet.language)
        _draw(Page(canvas, width, height, drawn), sheet)
        canvas.showPage()
        canvas.save()
        return stream.getvalue()


def _draw(page: Page, sheet: SignInSheet) -> None:
    area = Box(MARGIN, MARGIN, page.width - 2 * MARGIN, page.height - 2 * MARGIN)
    title = fit_line(prepared(sheet.title), Weight.BOLD, area.width, steps(24, 12))
    y = _lines(page, title, area.x, area.y, area)
    if sheet.when:
        when = fit_line(prepared(sheet.when), Weight.MEDIUM, area.width, steps(12, 9), "soft")
        y = _lines(page, when, area.x, y + 2, area)
    if sheet.lead:
        lead = fit((Span(prepared(sheet.lead), Weight.MEDIUM),), area.width, steps(12, 9), 2)
        y = _lines(page, lead, area.x, y + 2, area)
    y = _permissions(page, sheet, area, y + 6)
    foot = fit((Span(prepared(sheet.foot), Weight.MEDIUM, "soft"),), area.width, steps(8.5, 7), 2)
    end = area.bottom - _height(foot)
    _table(page, sheet, Box(area.x, y + 8, area.width, end - y - 14))
    _lines(page, foot, area.x, end, area)


def _permissions(page: Page, sheet: SignInSheet, area: Box, y: float) -> float:
    """The wording of each permission; one sentence for all where it is the same."""
    texts = list(dict.fromkeys(text for _label, text in sheet.ticks))
    told = (
        [f"{' / '.join(label for label, _text in sheet.ticks)}: {texts[0]}"]
        if len(texts) == 1
        else [f"{label}: {text}" for label, text in sheet.ticks]
    )
    for text in told:
        fitted = fit((Span(prepared(text), Weight.MEDIUM),), area.width, steps(10, 7.5), 3)
        y = _lines(page, fitted, area.x, y, area) + 1
    return y


def _table(page: Page, sheet: SignInSheet, area: Box) -> None:
    """Heads and as many lines to write on as there is room for."""
    lefts = [area.x + area.width * sum(_SHARES[:index]) for index in range(len(_SHARES))]
    widths = [area.width * share for share in _SHARES]
    agent = f"{sheet.columns[4]} {' / '.join(sheet.agent)}"
    for left, width, words in zip(lefts, widths, (*sheet.columns[:4], agent), strict=True):
        head = fit((Span(prepared(words), Weight.SEMIBOLD),), width - 8, steps(9, 6.5), 2)
        _lines(page, head, left + 3, area.y, Box(left, area.y, width, HEAD_HEIGHT))
    top = area.y + HEAD_HEIGHT
    page.rule(area.x, top, area.width, 1.2, LIGHT.ink)
    count = max(int((area.bottom - top) / LINE_HEIGHT), 1)
    for row in range(count):
        y = top + (row + 1) * LINE_HEIGHT
        page.rule(area.x, y, area.width, 0.6, LIGHT.linestrong)
        _boxes(page, sheet, Box(lefts[4], y - LINE_HEIGHT, widths[4], LINE_HEIGHT))
    for left in lefts[1:]:
        page.upright(left, area.y, HEAD_HEIGHT + count * LINE_HEIGHT, 0.4, LIGHT.linemid)


def _boxes(page: Page, sheet: SignInSheet, cell: Box) -> None:
    """The answers of the agent question over the boxes of the permissions, each with its word."""
    for words, y in ((sheet.agent, cell.y + 4), ([label for label, _text in sheet.ticks], cell.y + 17)):
        step = (cell.width - 6) / max(len(words), 1)
        for index, word in enumerate(words):
            left = cell.x + 5 + index * step
            page.rounded(Box(left, y, BOX, BOX), 1.2, stroke=LIGHT.ink, thickness=0.6)
            room = Box(left + BOX + 3, y, step - BOX - 6, BOX)
            label = fit_line(prepared(word), Weight.MEDIUM, room.width, steps(7.5, 5.5))
            page.line_of_text(room.x, y + BOX - 2, label.lines[0], label.size, _INKS, cell)


def _lines(page: Page, fitted: Fitted, x: float, y: float, box: Box) -> float:
    """Draw fitted lines from `y` down; returns where they end."""
    for line in fitted.lines:
        y += fitted.size * 1.22
        page.line_of_text(x, y - fitted.size * 0.24, line, fitted.size, _INKS, box)
    return y


def _height(fitted: Fitted) -> float:
    return len(fitted.lines) * fitted.size * 1.22
