"""The day sheet: what is to be done today on paper, with the numbers and letters that are typed back at night."""

from __future__ import annotations

from typing import IO

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_codes import code_legend
from lifecycle_desktop.core.model.day_words import date_words, late_words, weekday
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.print_lists import DayPart, DaySheet, DaySheetLine
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.paper_table import (
    Column,
    PaperTable,
    TextLine,
    Tick,
    WriteLine,
    write_table,
)
from lifecycle_desktop.core.reports.pdf_page import DrawnText
from lifecycle_desktop.core.reports.printed_pages import PrintNotes

Row = tuple[tuple[TextLine, ...] | Tick | WriteLine, ...]


def write_day_sheet(
    target: IO[bytes],
    sheet: DaySheet,
    paper: Paper = Paper.LETTER,
    *,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write the day sheet as a PDF; an empty day is a sheet that says so."""
    rows: list[Row | str] = []
    for part in DayPart:
        lines = [line for line in sheet.lines if line.part is part]
        if lines:
            rows.append(f"{part.words} · {len(lines)}")
            rows += [_row(line, sheet) for line in lines]
    count = len(sheet.lines)
    told = ngettext("{n} thing to do", "{n} things to do", count).format(n=count)
    if sheet.left_out:
        told += " · " + ngettext("{n} more is not on it", "{n} more are not on it", sheet.left_out).format(
            n=sheet.left_out
        )
    table = PaperTable(
        title=_("{weekday}, {date}").format(
            weekday=weekday(sheet.day), date=date_words(sheet.day, sheet.day)
        ),
        subtitle=told,
        columns=(
            Column(_("No."), 0.065),
            Column("", 0.04),
            Column(_("When"), 0.115),
            Column(_("Who and what"), 0.40),
            Column(_("Reach"), 0.20),
            Column(_("Next, in your words"), 0.18),
        ),
        rows=rows or [_("Nothing is due.")],
        foot=code_legend(),
        least_row=30.0,
    )
    return write_table(target, table, paper, progress=progress, drawn=drawn)


def _row(line: DaySheetLine, sheet: DaySheet) -> Row:
    late = line.due_on is not None and line.due_on < sheet.day
    when = late_words(line.due_on, sheet.day) if late and line.due_on else line.due_time or ""
    who = line.name or line.what
    what = line.what if line.name else ""
    return (
        (TextLine(str(line.number), is_bold=True, size=12),),
        Tick(),
        (TextLine(when, size=9),),
        (
            TextLine(" · ".join(filter(None, (who, line.stage))), is_bold=True, most_lines=2),
            TextLine(what, most_lines=2),
            TextLine(line.reason, is_soft=True, most_lines=2, size=8.5),
        ),
        (TextLine(line.reach, size=9.5, most_lines=2),),
        WriteLine(),
    )
