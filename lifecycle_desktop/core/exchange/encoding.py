"""What encoding a text file is in, decided by its own bytes, with the alternatives a person may choose."""

from __future__ import annotations

import codecs
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _

CHUNK = 1 << 20
_CONTROLS = bytes({*range(32)} - {9, 10, 13}) + b"\x7f"
LONGEST_LINE = 8 << 20  # bytes; a list of people has no line like that, and memory must stay bounded

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = (
    "cp1252",
    "cp1250",
    "mac_roman",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "shift_jis",
    "gb18030",
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac_roman": "Mac Roman",
}
# First bytes of files that carry a table's name but are none.
_OTHER_KINDS = (
    (b"PK\x03\x04", "ZIP or Excel (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x7fELF", "ELF"),
)


@dataclass(frozen=True)
class Survey:
    """What a pass over the bytes found: the encoding, others that fit, lines, and whether there are controls."""

    encoding: str
    alternatives: tuple[str, ...]
    lines: int
    has_controls: bool


def survey(path: Path, encoding: str = "", *, longest_line: int = LONGEST_LINE) -> Survey:
    """Look once at all bytes of a file, a piece at a time, and say how to read it.

    A byte-order mark decides, then strict UTF-8, then the NUL pattern of UTF-16, else Windows-1252 or
    the first of the old encodings that fits. `encoding` given by the person is taken if it fits.
    Raises `FileProblem` for what is no text, has a line of more than `longest_line` bytes, or does not fit the
    encoding asked for.
    """
    assure_file(path)
    head = _head(path)
    _refuse_other_kinds(path, head)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    chosen = encoding or marked or _utf16_without_mark(head)
    if chosen:
        return _in_one_encoding(path, chosen, longest_line)
    return _guessed(path, longest_line)


def assure_file(path: Path) -> None:
    """Raise `FileProblem` for a device or a pipe, which may never end or never begin."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise file_problem(error if isinstance(error, OSError) else OSError(), path) from error
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileProblem(
            _("“{name}” is a device or a pipe, not a file.").format(name=path.name),
            _("Save it as a file first."),
        )


def encoding_name(encoding: str) -> str:
    """The name of an encoding as people know it."""
    return _NAMES.get(encoding, encoding.upper())


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time; faults become sentences."""
    try:
        with path.open("rb") as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except OSError as error:
        raise file_problem(error, path) from error


def _head(path: Path) -> bytes:
    head = next(pieces(path), b"")[:65536]
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        if not head:
            raise FileProblem(_("“{name}” is empty: there is nothing in it.").format(name=path.name))
        raise FileProblem(_("“{name}” holds no text that can be read.").format(name=path.name))
    return head


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    for mark, kind in _OTHER_KINDS:
        if head.startswith(mark):
            raise FileProblem(
                _("“{name}” is a file of the kind {kind}, not a table in text form.").format(
                    name=path.name, kind=kind
                ),
                _("Open it in the program it comes from and export it as CSV."),
            )


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 of Western text has a NUL in every other byte."""
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    half = max(1, min(len(head), 4096) // 2)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _in_one_encoding(path: Path, encoding: str, longest_line: int) -> Survey:
    try:
        found = _read_through(path, encoding, longest_line)
    except LookupError as error:
        raise FileProblem(_("There is no encoding called “{name}”.").format(name=encoding)) from error
    if isinstance(found, int):
        raise FileProblem(
            _("“{name}” is not written in {encoding}, at least not from line {line} on.").format(
                name=path.name, encoding=encoding_name(encoding), line=found
            ),
            _("Choose another encoding."),
            line=found,
        )
    alternatives = (encoding,) if encoding.startswith("utf") else tuple(dict.fromkeys((encoding, *_LEGACY)))
    return Survey(encoding, alternatives, *found)


def _guessed(path: Path, longest_line: int) -> Survey:
    for encoding in ("utf-8", *_LEGACY[:2], "latin-1"):
        found = _read_through(path, encoding, longest_line)
        if not isinstance(found, int):
            others = ("cp1252", "latin-1") if encoding == "utf-8" else ("latin-1", *_LEGACY)
            return Survey(encoding, tuple(dict.fromkeys((encoding, *others))), *found)
    raise AssertionError("every byte is a letter of Latin-1")


def _read_through(path: Path, encoding: str, longest_line: int) -> tuple[int, bool] | int:
    """Lines and whether there are control characters; or, where the text does not fit the encoding, the line."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, run, has_controls = 1, 0, False
    try:
        for piece in pieces(path):
            text = decoder.decode(piece)
            ends = text.count("\n") or text.count("\r")
            run = 0 if ends else run + len(piece)
            if run > longest_line:
                raise _endless_line(path, lines)
            lines += ends
            has_controls = has_controls or len(piece.translate(None, _CONTROLS)) != len(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return lines
    return lines, has_controls


def _endless_line(path: Path, line: int) -> FileProblem:
    return FileProblem(
        _("Line {line} of “{name}” does not end within 8 MB: this is no list of people.").format(
            line=line, name=path.name
        ),
        line=line,
    )
