"""`import` of an export of everything: an empty database becomes the one it came from."""

from __future__ import annotations

import argparse
from pathlib import Path

from lifecycle_desktop.cli.desk import now, writing
from lifecycle_desktop.cli.output import say_json, say_now, shown_progress
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress


def bring_everything(path: Path, options: argparse.Namespace) -> None:
    """Bring an export of everything into an empty database, or only count its rows."""
    from lifecycle_desktop.core.exchange.everything_file import everything_rows
    from lifecycle_desktop.core.operations.everything import take_everything

    for option in ("mapping", "delimiter", "report", "encoding"):
        if getattr(options, option):
            raise NotUnderstood(_("{option} goes with a file of people.").format(option=f"--{option}"))
    if options.dry_run:
        count = sum(1 for _row in everything_rows(path))
    else:
        moment, label = now(), _("Import everything from {file}").format(file=path.name)
        progress = Progress(label=label)
        with (
            writing(options, make=True) as database,
            shown_progress(progress),
            database.write(label, moment=moment, cause="import") as written,
        ):
            count = take_everything(written, everything_rows(path), progress)
    if options.json:
        say_json({"file": path.name, "format": "everything", "dry_run": bool(options.dry_run), "rows": count})
    else:
        rows = ngettext("{n} row", "{n} rows", count).format(n=count)
        say_now(rows if options.dry_run else _("OK {rows}").format(rows=rows))
