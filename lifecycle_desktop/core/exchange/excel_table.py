"""Spreadsheets (XLSX, XLS, XLSB, ODS) as the tables they hold: the first sheet with people, its cells as text."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.delimited import LONGEST_CELL, MOST_COLUMNS
from lifecycle_desktop.core.exchange.old_excel_extent import MOST_CELLS, Broken, cells_of_xls
from lifecycle_desktop.core.exchange.put_aside import PutAside
from lifecycle_desktop.core.exchange.workbook_extent import (
    MOST_PACKED,
    assure_bounded,
    damaged,
    locked,
    too_large,
)
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = {
    "xl/workbook.xml": "Excel (.xlsx)",
    "xl/workbook.bin": "Excel (.xlsb)",
    "content.xml": "OpenDocument (.ods)",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROWS_LOOKED_AT = 30  # for the heading
_CONTROLS = dict.fromkeys([*{*range(32)} - {9, 10, 13}, 127])
_NOON = dt.time()


@dataclass(frozen=True)
class ExcelTable:
    """A sheet of a workbook whose heading has been found; the rest is put aside, since a sheet lies in memory whole.

    It has what `delimited.Table` has. `sheet` is its name, `others` are the sheets that are left alone.
    """

    path: Path
    kind: str
    sheet: str
    others: tuple[str, ...]
    heading: tuple[str, ...]
    heading_line: int
    lines: int
    aside: PutAside = field(repr=False, compare=False)
    encoding: str = "utf-8"
    encodings: tuple[str, ...] = ("utf-8",)
    delimiter: str = ","

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Row number (1 is the first of the sheet) and cells of each row after the heading that holds anything."""
        yield from self.aside.rows(2 * LONGEST_CELL)

    @property
    def told(self) -> str:
        """Which sheet is read, and which are left alone, in words."""
        sheet = _("{kind}, sheet “{sheet}”").format(kind=self.kind, sheet=self.sheet)
        if not self.others:
            return sheet
        return _("{sheet}; left alone: {others}").format(
            sheet=sheet, others=", ".join(f"“{name}”" for name in self.others)
        )

    def sample(self, count: int = 200) -> list[list[str]]:
        """The first rows, to look at."""
        return [row for _line, row in itertools.islice(self.rows(), count)]


def is_workbook(path: Path) -> bool:
    """Whether the file is a workbook, by its first bytes and, for a ZIP, the names in it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise file_problem(error, path) from error
    return head == OLE or (head.startswith(ZIP) and bool(_kind_of(path)))


def open_workbook(path: Path, is_heading: Callable[[tuple[str, ...], bool], bool]) -> ExcelTable:
    """Find the first sheet with people and its heading; `is_heading` knows one, as for `open_table`.

    Raises `FileProblem` in one sentence for what is no workbook, is locked, would not fit into memory, or holds
    nobody.
    """
    kind = _assure_readable(path)
    book = _opened(path)
    names = _visible_first(book)
    for name in names:
        sheet = _sheet(book, name, path)
        first = list(itertools.islice(_rows_of(sheet, path), _ROWS_LOOKED_AT))
        place = _heading_in(first, is_heading)
        if place is not None:
            line, heading = first[place]
            rest = ((number, row) for number, row in _rows_of(sheet, path) if number > line and any(row))
            try:
                aside = PutAside(rest)
            except OSError as error:
                raise file_problem(error, path) from error
            return ExcelTable(
                path, kind, name, tuple(other for other in names if other != name),
                tuple(cell.strip() for cell in heading), line, int(sheet.total_height), aside,
            )  # fmt: skip
    raise FileProblem(
        _(
            "No sheet of “{name}” says who somebody is: no row names columns such as name, e-mail or phone."
        ).format(name=path.name),
        _("Name the columns in the first row, for example name, email, phone."),
    )


def _assure_readable(path: Path) -> str:
    """The kind of workbook in words."""
    try:
        if path.stat().st_size > MOST_PACKED:
            raise FileProblem(
                _("“{name}” is larger than a list of people: more than {n} MB.").format(
                    name=path.name, n=MOST_PACKED >> 20
                ),
                _("Save only the people, as CSV."),
            )
        with path.open("rb") as stream:
            head = stream.read(8)
            old = head + stream.read() if head == OLE else b""
    except OSError as error:
        raise file_problem(error, path) from error
    if old:
        _assure_old_is_bounded(path, old)
        return "Excel (.xls)"
    kind = _kind_of(path) if head.startswith(ZIP) else ""
    if not kind:
        raise damaged(path)
    assure_bounded(path)
    return kind


def _assure_old_is_bounded(path: Path, content: bytes) -> None:
    if _ENCRYPTED in content:
        raise locked(path)
    try:
        cells = cells_of_xls(content)
    except Broken as error:
        raise damaged(path) from error
    if cells > MOST_CELLS:
        raise too_large(path)


def _kind_of(path: Path) -> str:
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except OSError as error:
        raise file_problem(error, path) from error
    except Exception:  # noqa: BLE001  whatever a damaged ZIP makes of the library, it is no workbook
        return ""
    return next((kind for name, kind in _BOOKS.items() if name in names), "")


def _opened(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        with path.open("rb") as stream:
            return _told(path, lambda: CalamineWorkbook.from_filelike(stream))
    except OSError as error:
        raise file_problem(error, path) from error


def _sheet(book: Any, name: str, path: Path) -> Any:
    return _told(path, lambda: book.get_sheet_by_name(name))


def _visible_first(book: Any) -> list[str]:
    """The names of the sheets with cells, hidden ones last."""
    sheets = [each for each in book.sheets_metadata if "WorkSheet" in str(each.typ)]
    return [each.name for each in sorted(sheets, key=lambda each: "Hidden" in str(each.visible))]


def _told(path: Path, read: Callable[[], Any]) -> Any:
    """What the library reads; its faults, and its panics, which are no `Exception`, become a sentence."""
    from python_calamine import CalamineError, PasswordError

    try:
        return read()
    except PasswordError as error:
        raise locked(path) from error
    except (CalamineError, OSError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise damaged(path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path) from error


def _rows_of(sheet: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of all rows, as text."""
    start = sheet.start
    if start is None:
        return
    if sheet.total_width > MOST_COLUMNS:
        raise FileProblem(
            _("“{name}” has {count} columns; {most} is the most that is read.").format(
                name=path.name, count=sheet.total_width, most=MOST_COLUMNS
            )
        )
    rows = iter(_told(path, sheet.iter_rows))
    line = 0
    while (row := _told(path, lambda: next(rows, None))) is not None:
        line += 1
        yield (
            line,
            [
                cell
                if cell.__class__ is str and cell.isprintable() and len(cell) <= LONGEST_CELL
                else _text(cell, path, line)
                for cell in row
            ],
        )


def _text(cell: Any, path: Path, line: int) -> str:
    """A cell as the same cell of a CSV file: whole numbers without a point, days in ISO form."""
    if isinstance(cell, str):
        if len(cell) > LONGEST_CELL:
            raise FileProblem(
                _("“{name}” cannot be read from line {line} on: there is {what}.").format(
                    name=path.name, line=line, what=_("a text of more than a million characters")
                ),
                line=line,
            )
        return cell.translate(_CONTROLS)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == _NOON else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _number(number: float) -> str:
    """4151234567.0 is a phone, 1e+21 a long one, 0.5 a share."""
    if not math.isfinite(number):
        return str(number)
    if number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def _heading_in(
    rows: list[tuple[int, list[str]]], is_heading: Callable[[tuple[str, ...], bool], bool]
) -> int | None:
    """Which of the first rows is a heading of people."""
    is_first = True
    for place, (_line, row) in enumerate(rows):
        cells = tuple(cell.strip() for cell in row)
        filled = sum(map(bool, cells))
        if not filled:
            continue
        if is_heading(cells, is_first and (filled > 1 or len(cells) == 1)):
            return place
        is_first = False
    return None
