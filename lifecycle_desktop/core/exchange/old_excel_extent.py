"""How large the sheets of an old Excel file (.xls) are, found in its records before anything is built of them.

The file is a compound one ([MS-CFB]: sectors chained by tables) that holds a stream of records ([MS-XLS]); a
few of them that name far cells would make sheets of sixteen million.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

MOST_CELLS = 2_500_000  # of all sheets, empty ones between the others included
_END = 0xFFFFFFFA  # from here on numbers of sectors are signs
_NAMES = frozenset({"workbook", "book"})
_BEGIN, _SHEET_PLACE = 0x0809, 0x0085
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_SEVERAL = frozenset({0x00BD, 0x00BE})  # name their last column at their end


class Broken(ValueError):
    """The file is not built as it must be."""


def cells_of_xls(content: bytes) -> int:
    """How many cells the sheets of the file stretch over, together; `Broken` for what is no such file."""
    try:
        return sum(_cells(stream) for stream in _workbooks(content))
    except (struct.error, IndexError, OverflowError, MemoryError) as error:
        raise Broken from error


def _workbooks(content: bytes) -> Iterator[bytes]:
    """The streams that hold workbooks."""
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise Broken
    size = 1 << shift
    directory, cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
    table = _table(content, size)
    entries = b"".join(_chain(content, table, directory, size, size))
    mini_table = array("I", b"".join(_chain(content, table, first_mini, size, size)))
    mini = b""
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, told = struct.unpack_from("<IQ", entries, at + 116)
        if entries[at + 66] == 5:
            mini = b"".join(_chain(content, table, start, size, size))
        elif name.lower() in _NAMES:
            if told >= cutoff:
                yield b"".join(_chain(content, table, start, size, size))[:told]
            else:
                yield b"".join(_chain(mini, mini_table, start, 64, 0))[:told]


def _table(content: bytes, size: int) -> array[int]:
    """Which sector follows on which."""
    places = list(struct.unpack_from("<109I", content, 76))
    more, left = struct.unpack_from("<I", content, 68)[0], len(content) // size
    while more < _END and left:
        further = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        places += further[:-1]
        more, left = further[-1], left - 1
    sectors = (content[(place + 1) * size : (place + 2) * size] for place in places if place < _END)
    found = b"".join(sectors)
    return array("I", found[: len(found) // 4 * 4])


def _chain(content: bytes, table: array[int], start: int, size: int, offset: int) -> Iterator[bytes]:
    for _step in range(len(table) + 1):
        if start >= _END:
            return
        yield content[start * size + offset : (start + 1) * size + offset]
        if start >= len(table):
            raise Broken
        start = table[start]
    raise Broken


def _cells(stream: bytes) -> int:
    done, height, width, at = 0, 0, 0, 0
    begins: set[int] = set()
    places: list[int] = []
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BEGIN:
            begins.add(at)
            done, height, width = done + height * width, 0, 0
        elif kind == _SHEET_PLACE and length >= 4:
            places.append(struct.unpack_from("<I", stream, at + 4)[0])
        elif kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            if kind in _SEVERAL and length >= 6:
                column = max(column, struct.unpack_from("<H", stream, at + 2 + length)[0])
            height, width = max(height, row + 1), max(width, column + 1)
        at += 4 + length
    if len(set(places)) < len(places) or not begins.issuperset(places):
        raise Broken
    return done + height * width
