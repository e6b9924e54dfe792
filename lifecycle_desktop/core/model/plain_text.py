"""Text from people made fit to be kept: no control characters, no broken halves of characters, nothing else changed."""

from __future__ import annotations

import re
import unicodedata

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _

LONGEST_LINE = 20_000
LONGEST_TEXT = 1_000_000
LONGEST_PARAGRAPH = 5_000  # letters in one line of a field: a longer one takes seconds to lay out

_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEWLINES = re.compile(r"\r\n?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALVES = re.compile(r"[\ud800-\udfff]")


def one_line(text: str) -> str:
    """The text on one line, less the space around it.

    Line breaks and tabs become a blank, other control characters go, halves of a character that
    cannot be stored become the replacement sign. Raises `NotUnderstood` above 20,000 characters.
    """
    if text.isascii() and text.isprintable():
        found = text.strip()
    else:
        found = _HALVES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub(" ", text))).strip()
    return _not_longer(found, LONGEST_LINE)


def many_lines(text: str) -> str:
    """The text with its lines, less the space around it; else as `one_line`, up to a million characters."""
    plain = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    return _not_longer(_HALVES.sub("\ufffd", plain).strip(), LONGEST_TEXT)


def shortened(text: str, longest: int = 60) -> str:
    """The text as it is named in a sentence."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _not_longer(text: str, longest: int) -> str:
    if len(text) > longest:
        raise NotUnderstood(
            _("A text of {n} characters is too long to be kept.").format(n=len(text)),
            _("Keep it under {n} characters.").format(n=longest),
        )
    return text


def in_short_paragraphs(text: str, most: int = LONGEST_PARAGRAPH) -> str:
    """The text with lines of at most `most` letters: a longer one is broken at a blank, or anywhere. No letter goes."""
    lines = text.split("\n")
    if all(len(line) <= most for line in lines):
        return text
    shown = []
    for line in lines:
        start = 0
        while len(line) - start > most:
            blank = line.rfind(" ", start + most // 2, start + most)
            end = blank + 1 if blank >= 0 else start + most
            shown.append(line[start:end])
            start = end
        shown.append(line[start:])
    return "\n".join(shown)
