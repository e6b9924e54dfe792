"""How large a workbook is once unpacked, found by streaming through it before anything is built of it.

A workbook is a ZIP: what it says of its sizes need not be true, and two cells far apart make a sheet of billions.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _

MOST_PACKED = 128 << 20  # bytes of the file
MOST_UNPACKED = 400 << 20  # bytes of all its parts
MOST_SHARED = 96 << 20  # bytes of the part that holds the texts of all cells, which is kept in memory
MOST_CELLS = 6_000_000  # of one sheet, empty ones between the others included
MOST_PARTS = 10_000
_CHUNK = 1 << 20
_SHORT = 64  # no reference to a cell is longer
_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, ValueError, struct.error,
    KeyError, IndexError,
)  # fmt: skip

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})""")


def assure_bounded(path: Path) -> None:
    """Look through all parts of a ZIP workbook; `FileProblem` for one that is damaged, locked or too large."""
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise too_large(path)
            left, cells = MOST_UNPACKED, 0
            for part in parts:
                with archive.open(part) as content:
                    size, found = _walked(path, part.filename, content, left)
                left -= size
                cells = cells + found if part.filename == "content.xml" else max(cells, found)
                if cells > MOST_CELLS:
                    raise too_large(path)
    except OSError as error:
        raise file_problem(error, path) from error
    except RuntimeError as error:  # a part that needs a password
        if isinstance(error, NotImplementedError | RecursionError):
            raise damaged(path) from error
        raise locked(path) from error
    except _FAULTS as error:
        raise damaged(path) from error


def damaged(path: Path) -> FileProblem:
    """The sentence for a workbook that cannot be read."""
    return FileProblem(
        _("“{name}” cannot be read as a spreadsheet: it is damaged or of another kind.").format(
            name=path.name
        ),
        _("Open it in the program it comes from and save it anew, or as CSV."),
    )


def locked(path: Path) -> FileProblem:
    """The sentence for a workbook with a password."""
    return FileProblem(
        _("“{name}” is locked with a password.").format(name=path.name),
        _("Open it in the program it comes from and save it without one, or as CSV."),
    )


def too_large(path: Path) -> FileProblem:
    """The sentence for a workbook that would not fit into memory."""
    return FileProblem(
        _("“{name}” is too large once it is unpacked: no list of people is like that.").format(
            name=path.name
        ),
        _("Open it in the program it comes from and save only the people, as CSV."),
    )


def _walked(path: Path, name: str, content: IO[bytes], left: int) -> tuple[int, int]:
    """How many bytes a part really has, and how many cells the sheet in it stretches over."""
    extent = (
        _OdsExtent() if name == "content.xml" else _BinaryExtent() if name.endswith(".bin") else _Extent()
    )
    if name.lower().endswith("sharedstrings.xml"):
        left = min(left, MOST_SHARED)
    size = 0
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > left:
            raise too_large(path)
        extent.feed(chunk)
    return size, extent.cells


class _Extent:
    """The rows and columns of a sheet in XML, as an upper bound."""

    def __init__(self) -> None:
        self._tail = b""
        self._row = self._column = 0  # the last that a cell names
        self._named = self._all = 0  # rows and cells that name their place, and all
        self._rows = self._most_in_row = self._in_row = 0

    def feed(self, chunk: bytes) -> None:
        data = self._tail + chunk
        found = _REFERENCE.findall(data)
        if found:
            self._row = max(self._row, *map(int, {row for _letters, row in found}))
            self._column = max(self._column, *map(_column, {letters for letters, _row in found}))
        rows = chunk.count(b"<row") + chunk.count(b":row")
        self._rows += rows
        self._named += len(found)
        self._all += rows + sum(chunk.count(b) for b in (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/"))
        first, *others = (part.count(b"<c") + part.count(b":c") for part in chunk.split(b"row"))
        self._most_in_row = max(self._most_in_row, self._in_row + first, *others, 0)
        self._in_row = others[-1] if others else self._in_row + first
        self._tail = data[-_SHORT:]

    @property
    def cells(self) -> int:
        height, width = self._row, self._column
        if self._all > self._named:  # what names no place stands behind what came before
            height, width = height + self._rows, width + self._most_in_row
        return height * width


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class _OdsExtent:
    """The same of all sheets of an OpenDocument, whose rows and cells may be repeated."""

    def __init__(self) -> None:
        self._data = b""
        self._done = 0
        self._height = self._empty_rows = self._widest = self._repeat = self._at = self._width = 0

    def feed(self, chunk: bytes) -> None:
        self._data += chunk
        end = 0
        for match in _ODS.finditer(self._data):
            self._take(match[1], match[2])
            end = match.end()
        self._data = self._data[max(end, len(self._data) - (1 << 16)) :]

    def _take(self, what: bytes, attributes: bytes) -> None:
        if what.endswith(b"cell"):
            self._at += self._times(attributes)
            is_whole = attributes.count(b'"') % 2 == 0 and attributes.count(b"'") % 2 == 0
            if not (attributes.endswith(b"/") and is_whole and b"value" not in attributes):
                self._width = self._at
            return
        self._end_row()
        if what == b"table":
            self._done += self._height * self._widest
            self._height = self._empty_rows = self._widest = 0
        else:
            self._repeat = self._times(attributes)

    def _end_row(self) -> None:
        if self._width:
            self._height += self._empty_rows + self._repeat
            self._widest = max(self._widest, self._width)
            self._empty_rows = 0
        else:
            self._empty_rows += self._repeat
        self._repeat = self._at = self._width = 0

    @staticmethod
    def _times(attributes: bytes) -> int:
        found = _REPEATED.search(attributes)
        return int(found[1]) if found else 1

    @property
    def cells(self) -> int:
        self._end_row()
        return self._done + self._height * self._widest


class _BinaryExtent:
    """The same of a sheet of XLSB: records of a kind, a length and content."""

    def __init__(self) -> None:
        self._data = b""
        self._row = self._column = 0

    def feed(self, chunk: bytes) -> None:
        data = self._data + chunk
        at, size = 0, len(data)
        while at + 6 <= size:
            start = at
            kind, at = _small(data, at, 2)
            length, at = _small(data, at, 4)
            if at + min(length, 4) > size:
                at = start
                break
            if kind <= 11 and length >= 4:  # 0 begins a row, the others are cells
                number = int.from_bytes(data[at : at + 4], "little")
                if kind:
                    self._column = max(self._column, number + 1)
                else:
                    self._row = max(self._row, number + 1)
            if at + length > size and length < (1 << 24):
                at = start
                break
            at += length
        self._data = data[at:]

    @property
    def cells(self) -> int:
        return self._row * self._column


def _small(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in as few bytes as it needs, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at
