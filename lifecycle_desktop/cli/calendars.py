"""`import` of a calendar file: events and tasks become follow-ups, birthdays key dates."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import back_up_first, now, writing
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table, shown_progress
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from lifecycle_desktop.core.exchange.icalendar_events import CalendarFile
    from lifecycle_desktop.core.model.import_report import ImportPreview

_ROWS_TOLD = 20


def bring_calendar(
    path: Path,
    options: argparse.Namespace,
    to_look: Callable[[argparse.Namespace], AbstractContextManager[Any]],
) -> None:
    """Bring a calendar file in, or only tell what would happen. `to_look` opens the database for reading."""
    from lifecycle_desktop.core.exchange.icalendar_events import open_calendar

    for option in ("mapping", "delimiter", "report"):
        if getattr(options, option):
            raise NotUnderstood(_("{option} goes with a file of people.").format(option=f"--{option}"))
    file = open_calendar(path, options.encoding)
    done = _dry_run(file, options, to_look) if options.dry_run else _brought_in(file, options)
    counts = done.counts
    if options.json:
        say_json(
            {
                "file": file.name, "format": "icalendar", "encoding": file.encoding,
                "dry_run": bool(options.dry_run), "rows": counts.rows, "new": counts.new, "updated": counts.updated,
                "unchanged": counts.unchanged, "duplicates": counts.duplicate, "skipped": counts.skipped,
                "failed": counts.failed,
                "told": [
                    {"line": row.line, "fate": row.fate, "what": row.name, "reason": row.reason,
                     "contact_id": row.contact_id}
                    for row in done.rows
                ],
            }
        )  # fmt: skip
        return
    say_now(counts.sentence if options.dry_run else _("OK {counts}").format(counts=counts.sentence))
    shown = [row for row in done.rows if row.fate in ("failed", "skipped")]
    say_table(((row.line, row.fate, row.reason) for row in shown[:_ROWS_TOLD]), indent=2)
    if len(shown) > _ROWS_TOLD:
        say(_("  and {n} more").format(n=len(shown) - _ROWS_TOLD))


def _dry_run(
    file: CalendarFile,
    options: argparse.Namespace,
    to_look: Callable[[argparse.Namespace], AbstractContextManager[Any]],
) -> ImportPreview:
    from lifecycle_desktop.core.operations.import_events import plan_events

    progress = Progress(file.lines, _("Look at {file}").format(file=file.name))
    moment = now()
    with to_look(options) as connection, shown_progress(progress):
        return plan_events(connection, file.entries(moment), moment, progress)


def _brought_in(file: CalendarFile, options: argparse.Namespace) -> ImportPreview:
    from lifecycle_desktop.core.operations.import_events import import_events

    moment = now()
    label = _("Import {file}").format(file=file.name)
    progress = Progress(file.lines, label)
    with writing(options, make=True) as database:
        back_up_first(database, _("before import"))
        with shown_progress(progress), database.write(label, moment=moment, cause="import") as written:
            return import_events(written, file.entries(moment), moment, progress, file_name=file.name)
