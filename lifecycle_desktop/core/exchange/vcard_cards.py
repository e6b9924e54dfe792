"""A file of vCards taken apart into cards, each with its logical lines; one broken card does not touch the next.

vobject's own reading of lines needs quadratic time for a folded picture and all of a card at once; here lines are
joined by the same rules (a test compares the two) within bounds of memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.model.draft import RowProblem

LONGEST_PICTURE = 5 << 20  # bytes of an image that is kept
_LONGEST_TEXT = 1 << 20  # characters of one value
_LONGEST_CODED = LONGEST_PICTURE * 4 // 3 + 4096  # characters of base64 that hold such an image
_LONGEST_CARD = 4 * _LONGEST_CODED
_MOST_LINES = 2000  # of one card
_AT_ONCE = 1 << 20
_MARK = "\ufeff"
_MARK_AS_BYTES = "\xef\xbb\xbf"  # the same in UTF-8, read as Latin-1
_SPACES_AND_MARKS = frozenset((" ", "\t", _MARK, _MARK_AS_BYTES[0]))
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/]+=*\s*")


class Line(NamedTuple):
    """A logical line; `is_cut` says that it was too long, and only its beginning is here."""

    number: int
    text: str
    is_cut: bool


class Card(NamedTuple):
    """What stands from BEGIN:VCARD on line `line` to END:VCARD on line `last`; `problem` says what is wrong with it."""

    line: int
    last: int
    lines: list[Line]
    problem: RowProblem | None = None


def read_cards(path: Path, encoding: str) -> Iterator[Card]:
    """The cards of a file, one after the other; text outside of cards counts as a broken card.

    A card within a card (AGENT) stays a part of it, as lines between BEGIN and END.
    """
    card: _OpenCard | None = None
    for line, last in _logical_lines(path, encoding):
        text = line.text
        word = text.strip().upper() if len(text) < 20 and text[:1] in "bBeE" else ""
        if word == "BEGIN:VCARD" and not (card and card.is_before_agent()):
            if card is not None:
                yield card.closed("vcard_end")
            card = _OpenCard(line.number)
        elif word == "END:VCARD" and card is not None and not card.depth:
            card.last = last
            yield card.closed()
            card = None
        else:
            if card is None:
                card = _OpenCard(line.number)
                card.break_with("vcard_outside")
            card.depth += (word == "BEGIN:VCARD") - (word == "END:VCARD")
            card.last = last
            card.add(line)
    if card is not None:
        yield card.closed("vcard_end")


class _OpenCard:
    """A card whose end has not been met yet."""

    __slots__ = ("_problem", "_size", "depth", "last", "line", "lines")

    def __init__(self, line: int) -> None:
        self.line = self.last = line
        self.lines: list[Line] = []
        self.depth = self._size = 0
        self._problem: RowProblem | None = None

    def is_before_agent(self) -> bool:
        """Whether the card that begins here belongs to this one: AGENT without a value announces it."""
        text = self.lines[-1].text if self.lines else ""
        return text[:5].upper() == "AGENT" and text.rstrip().endswith(":")

    def break_with(self, kind: str) -> None:
        """Say what is wrong; of what is broken no lines are kept."""
        self._problem = self._problem or RowProblem(kind, str(self.line))
        self.lines = []

    def add(self, line: Line) -> None:
        """Take a line, within bounds."""
        self._size += len(line.text)
        if self._problem is not None:
            return
        if len(self.lines) >= _MOST_LINES or self.depth > 1:
            self.break_with("vcard_long")
        elif self._size > _LONGEST_CARD:
            self.lines.append(Line(line.number, line.text[:200], is_cut=True))
        else:
            self.lines.append(line)

    def closed(self, kind: str = "") -> Card:
        """The card, with what is wrong with it."""
        if kind and self._problem is None:
            self._problem = RowProblem(kind, str(self.line))
        return Card(self.line, self.last, self.lines, self._problem)


def write_cards(
    path: Path, encoding: str, wanted: dict[int, tuple[int, str]], stream: IO[bytes], *, is_bytes: bool
) -> None:
    """Copy cards as they are: `wanted` gives for a first line the last one, and a line that tells more, put second."""
    until = 0
    for number, text, begins, ends in physical_lines(path, encoding):
        told = ""
        if begins and number > until and number in wanted:
            until, told = wanted[number]
        if number <= until:
            bare = _without_mark(text) if told else text
            stream.write(bare.encode("latin-1") if is_bytes else bare.encode("utf-8", "replace"))
            stream.write(b"\r\n" if ends else b"")
            stream.write(f"{told}\r\n".encode() if told else b"")


def physical_lines(path: Path, encoding: str) -> Iterator[tuple[int, str, bool, bool]]:
    """Number, text, whether a line begins with it and whether one ends: an endless line comes in pieces."""
    number, begins = 1, True
    try:
        with path.open(encoding=encoding, errors="replace", buffering=1 << 18) as stream:
            while piece := stream.readline(_AT_ONCE):
                ends = piece[-1] == "\n"
                yield number, piece[:-1] if ends else piece, begins, ends or len(piece) < _AT_ONCE
                begins = ends
                number += ends
    except OSError as error:
        raise file_problem(error, path) from error


def _logical_lines(path: Path, encoding: str) -> Iterator[tuple[Line, int]]:
    """Each logical line with the number of its last physical line."""
    joined: _Joined | None = None
    last = 0
    for number, text, begins, _ends in physical_lines(path, encoding):
        if not begins:
            if joined is not None:
                joined.add(text)
            continue
        if joined is not None and joined.goes_on(text):
            joined.add(f"\n{text}" if joined.has_soft_break() else text[text[0] in " \t" :])
            last = number
            continue
        if joined is not None:
            yield joined.line(), last
            joined = None
        if text and not text.isspace():
            bare = _without_mark(text) if text[0] in _SPACES_AND_MARKS else text
            joined, last = _Joined(number, bare), number
    if joined is not None:
        yield joined.line(), last


def _without_mark(text: str) -> str:
    """A line without a byte-order mark, which also stands in the middle of files that were put together."""
    bare = text.removeprefix(_MARK).removeprefix(_MARK_AS_BYTES)
    return bare[bare[:1] in (" ", "\t") :]


class _Joined:
    """A logical line in the making."""

    __slots__ = ("_is_base64", "_is_cut", "_is_qp", "_left", "_number", "_pieces")

    def __init__(self, number: int, text: str) -> None:
        self._number = number
        self._pieces = [text]
        self._is_cut = self._is_qp = self._is_base64 = False
        self._left = _LONGEST_TEXT
        head = text.partition(":")[0]
        if ";" in head:
            head = head.lower()
            self._is_qp = "quoted-printable" in head
            self._is_base64 = "base64" in head or "encoding=b" in head
        if self._is_base64 or "data:" in text[:200]:
            self._left = _LONGEST_CODED
        self._left -= len(text)

    def has_soft_break(self) -> bool:
        """Whether quoted-printable text goes on in the next line."""
        return self._is_qp and self._pieces[-1].endswith("=")

    def goes_on(self, text: str) -> bool:
        """Whether a physical line belongs to it."""
        if not text:
            return False
        if text[0] in " \t" or (self._is_qp and self._pieces[-1].endswith("=")):
            return True
        return self._is_base64 and ":" not in text and _BASE64_LINE.fullmatch(text) is not None

    def add(self, text: str) -> None:
        """Join what follows; beyond the limit it is let go."""
        self._left -= len(text)
        if self._left < 0:
            self._is_cut = True
            del self._pieces[1:]
            self._pieces[0] = self._pieces[0][:200]
        elif not self._is_cut:
            self._pieces.append(text)

    def line(self) -> Line:
        """The line as far as it was kept."""
        pieces = self._pieces
        return Line(self._number, pieces[0] if len(pieces) == 1 else "".join(pieces), self._is_cut)
