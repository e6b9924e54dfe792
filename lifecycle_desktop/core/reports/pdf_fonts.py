"""The faces of printed pages: which face draws which letter, how wide it is, and which letters none has.

The only module that imports reportlab. Faces are read once and kept; a face is put into a file only when a
letter of it is drawn, and then only with the letters used.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import IO, Any

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from lifecycle_desktop.core.paths import resources
from lifecycle_desktop.core.reports.sheet_checks import MissingLetter
from lifecycle_desktop.core.reports.system_fonts import system_font_files
from lifecycle_desktop.core.reports.text_runs import clean, joined

MISSING_SIGN = "?"
CAP_HEIGHT = 0.7275  # Inter Tight: 1490 of 2048 units
ASCENT, DESCENT = 0.96875, 0.2412
# The faces are shared by all pages and note which letters a file needs: one file is made at a time.
one_file_at_a_time = threading.Lock()


class Weight(IntEnum):
    """The weights of Inter Tight that are shipped."""

    MEDIUM = 500
    SEMIBOLD = 600
    BOLD = 700
    EXTRABOLD = 800


_FACES = {
    Weight.MEDIUM: ("InterTight-Medium", "DejaVuSans"),
    Weight.SEMIBOLD: ("InterTight-SemiBold", "DejaVuSans-Bold", "DejaVuSans"),
    Weight.BOLD: ("InterTight-Bold", "DejaVuSans-Bold", "DejaVuSans"),
    Weight.EXTRABOLD: ("InterTight-ExtraBold", "DejaVuSans-Bold", "DejaVuSans"),
}
# Scripts whose letters must be re-ordered or stacked: drawn letter by letter they would be wrong, not plain.
_UNSHAPED = ((0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x17FF), (0x1A20, 0x1AAF), (0xA8E0, 0xA8FF))


def _table_of_meanings(font_name: str, subset: list[int]) -> str:
    """The ToUnicode table of a font, right for letters beyond 16 bits too.

    The library writes those, as emoji are, with five digits, which readers take for another letter; the
    format wants their two UTF-16 halves (ISO 32000-1, 9.10.3).
    """

    def halves(match: re.Match[str]) -> str:
        return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"

    return re.sub(r"<([0-9A-F]{5,6})>", halves, _library_table_of_meanings(font_name, subset))


_library_table_of_meanings = ttfonts.makeToUnicodeCMap
ttfonts.makeToUnicodeCMap = _table_of_meanings


def prepared(text: str) -> str:
    """The text as it will be drawn, in reading order: one line, joined, "?" for letters no font has."""
    return _prepared(clean(text))


@functools.lru_cache(maxsize=8192)
def _prepared(text: str) -> str:
    shown = joined(text)
    if shown.isascii():
        return shown
    return "".join(letter if _face_name(letter, Weight.MEDIUM) else MISSING_SIGN for letter in shown)


def missing_letters(texts: Iterable[str]) -> tuple[MissingLetter, ...]:
    """The letters of the texts that no font can draw, each once, in the order met."""
    missing: dict[str, MissingLetter] = {}
    for text in texts:
        if text.isascii():
            continue
        for letter in joined(clean(text)):
            if letter not in missing and not _face_name(letter, Weight.MEDIUM):
                shown = letter if not "\ud800" <= letter <= "\udfff" else MISSING_SIGN
                missing[letter] = MissingLetter(shown, unicodedata.name(letter, f"U+{ord(letter):04X}"))
    return tuple(missing.values())


@functools.lru_cache(maxsize=16384)
def unit_width(text: str, weight: Weight) -> float:
    """The width of prepared text set at 1 pt."""
    return sum(_letter_width(letter, weight) for letter in text)


@functools.lru_cache(maxsize=8192)
def face_runs(text: str, weight: Weight) -> tuple[tuple[str, str], ...]:
    """The prepared text cut into stretches that one face draws: pairs of face name and text."""
    runs: list[tuple[str, str]] = []
    for letter in text:
        name = _face_name(letter, weight) or _FACES[weight][0]
        if runs and runs[-1][0] == name:
            runs[-1] = (runs[-1][0], runs[-1][1] + letter)
        else:
            runs.append((name, letter))
    return tuple(runs)


def face_run_width(name: str, text: str, size: float) -> float:
    """The width of text that one face draws."""
    widths, missing = _face(name).face.charWidths, _face(name).face.defaultWidth
    return float(sum(widths.get(ord(letter), missing) for letter in text)) * size / 1000


def open_canvas(
    stream: IO[bytes], width: float, height: float, *, title: str, author: str, language: str
) -> Canvas:
    """An empty page of that size in points; the file it makes depends on what is drawn and nothing else."""
    name = _FACES[Weight.MEDIUM][0]
    _face(name)
    canvas = Canvas(
        stream, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=name, lang=language
    )
    canvas.setTitle(_safe(title))
    canvas.setAuthor(_safe(author))
    canvas.setCreator("Lifecycle Desktop")
    canvas.setProducer("Lifecycle Desktop")
    canvas.setSubject("")
    canvas.setKeywords("")
    return canvas


def _safe(text: str) -> str:
    return clean(text).encode("utf-8", "replace").decode("utf-8")


@functools.lru_cache(maxsize=32768)
def _letter_width(letter: str, weight: Weight) -> float:
    name = _face_name(letter, weight) or _FACES[weight][0]
    face = _face(name).face
    return float(face.charWidths.get(ord(letter), face.defaultWidth)) / 1000


@functools.lru_cache(maxsize=32768)
def _face_name(letter: str, weight: Weight) -> str | None:
    """The first face that has the letter; None where no font has it."""
    code = ord(letter)
    for name in _FACES[weight]:
        if code in _face(name).face.charToGlyph:
            return name
    if code > 0x2FF and not any(low <= code <= high for low, high in _UNSHAPED) and letter.isprintable():
        for name in _system_faces():
            if code in _face(name).face.charToGlyph:
                return name
    return None


@functools.cache
def _face(name: str) -> Any:
    """The face of that name, read from the shipped files or, for "system-N", from this computer's."""
    if name.startswith("system-"):
        return pdfmetrics.getFont(name)
    font = TTFont(name, str(resources("fonts", f"{name}.ttf")), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return font


@functools.cache
def _system_faces() -> tuple[str, ...]:
    """This computer's own faces for further scripts, registered; empty where it has none that can be used."""
    names = []
    for index, (path, part) in enumerate(system_font_files()):
        font = _system_font(f"system-{index}", path, part)
        if font is not None:
            pdfmetrics.registerFont(font)
            names.append(f"system-{index}")
    return tuple(names)


def _system_font(name: str, path: Path, part: int) -> Any:
    try:
        return TTFont(name, str(path), subfontIndex=part, asciiReadable=False, shapable=False)
    except (TTFError, OSError, ValueError, KeyError, IndexError):
        return None
