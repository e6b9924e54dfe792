"""Lists of people on paper: the call sheet, the guest list and the contact sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.print_lists import PersonLine
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
from lifecycle_desktop.core.reports.postal_layout import laid_out
from lifecycle_desktop.core.reports.printed_pages import PrintNotes

_SPARE_LINES = 12  # for guests whom nobody expected
_REACHES = 3


def write_call_sheet(
    target: IO[bytes],
    people: Sequence[PersonLine],
    title: str,
    today: dt.date,
    paper: Paper = Paper.LETTER,
    *,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write who is to be called, with room for what came of it.

    Whoever has no phone or must not be called is left out; how many, the sheet tells.
    """
    called = callable_people(people)
    left_out = len(people) - len(called)
    told = ngettext("{n} call", "{n} calls", len(called)).format(n=len(called))
    if left_out:
        told += " · " + ngettext(
            "{n} left out: no phone, or not to be called",
            "{n} left out: no phone, or not to be called",
            left_out,
        ).format(n=left_out)
    rows = [
        (
            Tick(),
            (
                TextLine(each.name, is_bold=True, most_lines=2),
                TextLine(" · ".join(filter(None, (each.stage.label, each.company))), is_soft=True, size=8.5),
                TextLine(each.want, size=8.5, most_lines=2),
            ),
            (
                *(TextLine(phone, is_bold=place == 0) for place, phone in enumerate(each.phones[:_REACHES])),
                TextLine(_quiet(each), is_soft=True, size=8.5),
            ),
            (
                TextLine(_last(each, today), is_soft=True, size=8.5),
                TextLine(_next(each, today), size=8.5, most_lines=2),
            ),
            Tick((_("reached"), _("message"), _("nobody"))),
            WriteLine(),
        )
        for each in called
    ]
    table = PaperTable(
        title=title,
        subtitle=told,
        columns=(
            Column("", 0.035),
            Column(_("Who"), 0.225),
            Column(_("Phone"), 0.15),
            Column(_("Last and next"), 0.17),
            Column(_("What came of it"), 0.24),
            Column(_("Note, next step"), 0.18),
        ),
        rows=rows,
        least_row=40.0,
        orientation=Orientation.LANDSCAPE,
    )
    return write_table(target, table, paper, progress=progress, drawn=drawn)


def callable_people(people: Sequence[PersonLine]) -> list[PersonLine]:
    """Those who have a phone and may be called."""
    return [each for each in people if each.phones and not each.call_bar]


def write_guest_list(
    target: IO[bytes],
    people: Sequence[PersonLine],
    title: str,
    paper: Paper = Paper.LETTER,
    *,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write who is invited, with a box for those who came and empty lines for those whom nobody expected."""
    rows: list[tuple[tuple[TextLine, ...] | Tick | WriteLine, ...]] = [
        (
            Tick(),
            (
                TextLine(each.name, is_bold=True, size=11, most_lines=2),
                TextLine(each.company, is_soft=True, size=8.5),
            ),
            (TextLine(each.household, size=9, most_lines=2),),
            (TextLine(next(iter((*each.phones, *each.emails)), ""), size=9, most_lines=2),),
            WriteLine(),
            WriteLine(),
        )
        for each in people
    ]
    if people:
        rows += [(Tick(), *(WriteLine() for _column in range(5)))] * _SPARE_LINES
    table = PaperTable(
        title=title,
        subtitle=ngettext("{n} guest", "{n} guests", len(people)).format(n=len(people)),
        columns=(
            Column(_("Came"), 0.06),
            Column(_("Guest"), 0.29),
            Column(_("Household"), 0.16),
            Column(_("Reach"), 0.22),
            Column(_("With"), 0.07),
            Column(_("Note"), 0.2),
        ),
        rows=rows,
        least_row=28.0,
    )
    return write_table(target, table, paper, progress=progress, drawn=drawn)


def write_contact_sheet(
    target: IO[bytes],
    people: Sequence[PersonLine],
    title: str,
    today: dt.date,
    home: str,
    paper: Paper = Paper.LETTER,
    *,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write a directory of people: how each is reached, where they live, where they stand and what comes next.

    `home` is the owner's country, which addresses do not name.
    """
    rows = [
        (
            (
                TextLine(each.name, is_bold=True, most_lines=2),
                TextLine(each.company, size=8.5),
                TextLine(
                    " · ".join(filter(None, (each.stage.label, ", ".join(each.tags)))),
                    is_soft=True,
                    size=8.5,
                    most_lines=2,
                ),
            ),
            tuple(
                TextLine(text, size=9, most_lines=2)
                for text in (*each.phones[:_REACHES], *each.emails[:_REACHES])
            ),
            tuple(TextLine(line, size=9, most_lines=2) for line in laid_out(each.address, home).lines),
            (
                TextLine(each.want, size=8.5, most_lines=3),
                TextLine(_last(each, today), is_soft=True, size=8.5),
                TextLine(_next(each, today), size=8.5, most_lines=2),
            ),
        )
        for each in people
    ]
    table = PaperTable(
        title=title,
        subtitle=ngettext("{n} person", "{n} people", len(people)).format(n=len(people)),
        columns=(
            Column(_("Who"), 0.26),
            Column(_("Phone and email"), 0.26),
            Column(_("Address"), 0.24),
            Column(_("Looking for, last and next"), 0.24),
        ),
        rows=rows,
    )
    return write_table(target, table, paper, progress=progress, drawn=drawn)


def _last(person: PersonLine, today: dt.date) -> str:
    if person.last_touch_on is None:
        return ""
    return _("Last contact {date}").format(date=date_words(person.last_touch_on, today))


def _next(person: PersonLine, today: dt.date) -> str:
    step = person.next_step
    if step is None:
        return _("No next step")
    return _("Next: {what}, {date}").format(what=step.what, date=date_words(step.due_on, today))


def _quiet(person: PersonLine) -> str:
    if person.quiet is None:
        return ""
    return _("Not from {start} to {end}").format(start=person.quiet[0], end=person.quiet[1])
