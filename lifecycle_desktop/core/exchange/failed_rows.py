"""The rows of a file that could not be taken, saved in the file's own columns with the reason behind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.exchange.cells import FAILED_HEADINGS, guarded, is_failed_rows, unguarded
from lifecycle_desktop.core.exchange.delimited import Table
from lifecycle_desktop.core.exchange.excel_table import ExcelTable
from lifecycle_desktop.core.files import written_whole


def write_failed_rows(
    table: Table | ExcelTable,
    reasons: Mapping[int, str],
    stream: IO[bytes],
    rows: Iterable[tuple[int, list[str]]] | None = None,
) -> int:
    """Write the rows on these lines, each with its line and reason; how many. `rows` are those with mended cells.

    UTF-8 with a mark, so that a spreadsheet reads it rightly. The cells are as they were, but for the guard
    before what a spreadsheet would run; mended and imported again, the guard is taken away.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\r\n")
    heading = table.heading[: -len(FAILED_HEADINGS)] if is_failed_rows(table.heading) else table.heading
    writer.writerow([guarded(name) for name in heading] + list(FAILED_HEADINGS))
    wide, count = len(heading), 0
    for line, row in table.rows() if rows is None else rows:
        if line in reasons:
            cells = [unguarded(cell) for cell in row] if wide < len(table.heading) else row
            filled = [*cells[:wide], *[""] * (wide - len(cells))]
            writer.writerow([guarded(cell) for cell in filled] + [str(line), reasons[line]])
            count += 1
    text.flush()
    text.detach()
    return count


def save_failed_rows(table: Table | ExcelTable, reasons: Mapping[int, str], path: Path) -> int:
    """Save the rows on these lines as a file, whole or not at all; how many."""
    with written_whole(path) as stream:
        return write_failed_rows(table, reasons, stream)
