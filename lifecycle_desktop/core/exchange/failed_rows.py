"""The rows of a file that could not be taken, saved in the file's own columns with the reason behind."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.exchange.delimited import Table
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.i18n import _


def write_failed_rows(table: Table, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
    """Write the rows on these lines, each with its line and reason; how many.

    UTF-8 with a mark, so that a spreadsheet reads it rightly; the cells are as they were, to be mended
    and imported again.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow([*table.heading, _("Line"), _("Reason")])
    wide, count = len(table.heading), 0
    for line, row in table.rows():
        if line in reasons:
            writer.writerow([*row, *[""] * (wide - len(row)), line, reasons[line]])
            count += 1
    text.flush()
    text.detach()
    return count


def save_failed_rows(table: Table, reasons: Mapping[int, str], path: Path) -> int:
    """Save the rows on these lines as a file, whole or not at all; how many."""
    with written_whole(path) as stream:
        return write_failed_rows(table, reasons, stream)
