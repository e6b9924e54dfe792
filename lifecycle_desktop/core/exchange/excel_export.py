"""Contacts written as an Excel workbook: every cell is text, and comes back the same when it is imported."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.cells import guarded
from lifecycle_desktop.core.exchange.own_csv import PART, Widths, cells_of, heading_of
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.progress import Progress

LONGEST_CELL = 32_767  # characters that a cell of Excel holds
MOST_ROWS = 1_048_575
_WIDE, _NARROW = 28, 14
# Signs that XML cannot hold; nobody types them.
_NO_SIGNS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
# Written into the file: the same contacts give the same bytes.
_MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}  # fmt: skip


def write_workbook(
    stream: IO[bytes],
    contacts: Iterable[tuple[ContactDraft, str]],
    widths: Widths,
    progress: Progress | None = None,
) -> int:
    """Write contacts, each as a draft with what they are looking for, as an XLSX workbook; how many.

    What a spreadsheet would run carries an apostrophe, as in the CSV, so that it stays text in a CSV made of the
    workbook too. Raises `FileProblem` for a text longer than a cell holds.
    """
    with _private_book(stream) as book:
        sheet = book.add_worksheet(_("Contacts")[:31])
        heading = heading_of(widths)
        _set_up(book, sheet, heading)
        count = 0
        for draft, want in contacts:
            count += 1
            if count > MOST_ROWS:
                raise FileProblem(
                    _("Excel holds no more than {n} rows.").format(n=MOST_ROWS), _("Export as CSV.")
                )
            _write_row(sheet, count, cells_of(draft, want, widths), draft.name)
            if progress is not None and count % PART == 0:
                progress.advance(PART)
        if count:
            sheet.autofilter(0, 0, count, len(heading) - 1)
    return count


@contextlib.contextmanager
def _private_book(stream: IO[bytes]) -> Iterator[Any]:
    """A workbook to be written to the stream; its rows lie in a private folder meanwhile, which is gone after."""
    import xlsxwriter

    with tempfile.TemporaryDirectory(prefix="lifecycle-desktop-") as folder:
        book = xlsxwriter.Workbook(stream, {**_OPTIONS, "tmpdir": folder})
        book.set_properties({"title": "Lifecycle Desktop", "created": _MADE})
        try:
            yield book
            book.close()
        except BaseException:
            book.fileclosed = True  # else the library says that it was forgotten
            for sheet in book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()
            raise


def _set_up(book: Any, sheet: Any, heading: Sequence[str]) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(heading):
        sheet.set_column(column, column, _WIDE if name in ("Name", "Notes") else _NARROW)
    _write_row(sheet, 0, heading, "", book.add_format({"bold": True}))


def _write_row(sheet: Any, row: int, cells: Sequence[str], name: str, style: Any = None) -> None:
    for column, cell in enumerate(cells):
        if not cell:
            continue
        text = cell if cell.isascii() and cell[:1].isalnum() else guarded(cell).translate(_NO_SIGNS)
        if len(text) > LONGEST_CELL or sheet.write_string(row, column, text, style) != 0:
            raise FileProblem(
                _("A text of “{name}” has {count} characters; a cell of Excel holds {most}.").format(
                    name=name, count=len(text), most=LONGEST_CELL
                ),
                _("Export as CSV, which holds texts of any length."),
            )
