"""Pages one after the other into one PDF, and what a person should know of them before they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from lifecycle_desktop.core import i18n
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.reports.pdf_fonts import (
    Weight,
    missing_letters,
    one_file_at_a_time,
    open_canvas,
    prepared,
)
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText, Page
from lifecycle_desktop.core.reports.sheet_checks import MissingLetter
from lifecycle_desktop.core.reports.style import LIGHT
from lifecycle_desktop.core.reports.text_fit import Fitted, Line, Span, fit
from lifecycle_desktop.core.reports.text_runs import has_right_to_left

INKS = {"ink": LIGHT.ink, "soft": LIGHT.ink2}
LINE_HEIGHT = 1.24  # of the size of the letters
_BASELINE = 0.95  # of the size, from the top of a line
_NAMED = 20  # of the texts that do not fit, or letters that are missing


@dataclass(frozen=True, slots=True)
class PrintNotes:
    """How many pages were made, which texts are shown only in part, and which letters no font has."""

    pages: int
    not_fitting: tuple[str, ...] = ()
    missing_letters: tuple[MissingLetter, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """What is to be known before printing, in sentences; nothing when all is well."""
        told = [
            _("Does not fit, shown in part: {text}").format(text=text) for text in self.not_fitting[:_NAMED]
        ]
        if len(self.not_fitting) > _NAMED:
            more = len(self.not_fitting) - _NAMED
            told.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        told += [
            _("No font has the letter {letter} ({name}); it prints as ?").format(
                letter=each.letter, name=each.name
            )
            for each in self.missing_letters[:_NAMED]
        ]
        return tuple(told)


class Pages:
    """The pages of one file, of one size, made one after the other."""

    def __init__(self, canvas: Any, width: float, height: float, drawn: list[DrawnText] | None) -> None:
        self._canvas = canvas
        self.width, self.height = width, height
        self._drawn = drawn
        self.count = 0
        self._not_fitting: dict[str, None] = {}
        self._missing: dict[str, MissingLetter] = {}

    def new_page(self) -> Page:
        """The next page, empty; the one before it is done."""
        self._end_page()
        self.count += 1
        return Page(self._canvas, self.width, self.height, self._drawn)

    def ready(self, text: str) -> str:
        """The text as it can be drawn on one line; letters that no font has are noted."""
        if not text.isascii():
            for letter in missing_letters([text]):
                self._missing.setdefault(letter.letter, letter)
        return prepared(text)

    def note_not_fitting(self, text: str) -> None:
        """Note that a text is shown only in part."""
        self._not_fitting.setdefault(shortened(text, 80))

    def notes(self) -> PrintNotes:
        """What was found so far."""
        return PrintNotes(self.count, tuple(self._not_fitting), tuple(self._missing.values()))

    def text_in(
        self,
        page: Page,
        text: str,
        box: Box,
        *,
        sizes: Iterable[float],
        weight: Weight = Weight.MEDIUM,
        ink: str = "ink",
        most_lines: int = 1,
    ) -> float:
        """Draw a text from the top of a box, shrunk to fit; one that does not is noted. Returns where it ends."""
        found = self.fitted(text, box.width, sizes=sizes, weight=weight, ink=ink, most_lines=most_lines)
        return draw_lines(page, found, box)

    def fitted(
        self,
        text: str,
        width: float,
        *,
        sizes: Iterable[float],
        weight: Weight = Weight.MEDIUM,
        ink: str = "ink",
        most_lines: int = 1,
    ) -> Fitted:
        """A text in lines, shrunk to fit; one that does not fit at the last size is cut and noted."""
        found = fit((Span(self.ready(text), weight, ink),), width, sizes, most_lines)
        if found.cut:
            self.note_not_fitting(text)
        return found

    def _end_page(self) -> None:
        if self.count:
            self._canvas.showPage()


@contextmanager
def printed_pages(
    target: IO[bytes],
    size: tuple[float, float],
    *,
    title: str,
    author: str = "",
    language: str = "",
    drawn: list[DrawnText] | None = None,
) -> Iterator[Pages]:
    """A PDF with pages of a size in points, written to the stream at the end; the same pages make the same bytes.

    `drawn`, where given, is filled with every text drawn and its place. Raises `NotUnderstood` for a file that
    would have no page.
    """
    with one_file_at_a_time:
        canvas = open_canvas(target, *size, title=title, author=author, language=language or i18n.language())
        pages = Pages(canvas, *size, drawn)
        yield pages
        if not pages.count:
            raise NotUnderstood(_("There is nothing to print."), _("Choose a list with somebody in it."))
        canvas.showPage()
        canvas.save()


def draw_lines(page: Page, fitted: Fitted, box: Box) -> float:
    """Draw lines from the top of a box, at its right edge where they are read from right to left."""
    y = box.y
    for line in fitted.lines:
        draw_line(page, line, fitted.size, box, y)
        y += fitted.size * LINE_HEIGHT
    return y


def draw_line(page: Page, line: Line, size: float, box: Box, top: float) -> None:
    """Draw one fitted line whose top is at `top`."""
    x = box.x
    if line and has_right_to_left(line[0].text) and _begins_right_to_left(line[0].text):
        x = box.right - (line[-1].at + line[-1].width) * size
    page.line_of_text(x, top + size * _BASELINE, line, size, INKS, box)


def height_of(fitted: Fitted) -> float:
    """How high the lines are together, in points."""
    return len(fitted.lines) * fitted.size * LINE_HEIGHT


def _begins_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is read from right to left."""
    return next((has_right_to_left(sign) for sign in text if sign.isalpha()), False)
