"""`import --kind purchases|activities`, `export --format purchases-csv`: what was bought, what happened."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import back_up_first, now, writing
from lifecycle_desktop.cli.named_files import read_mapping, target
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table, shown_progress
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.exchange.past_file import PastFile
    from lifecycle_desktop.core.model.import_report import ImportPreview
    from lifecycle_desktop.core.store.driver import ReadConnection

_ROWS_TOLD = 20
ToLook = Callable[[argparse.Namespace], AbstractContextManager[Any]]


def bring_past(path: Path, options: argparse.Namespace, to_look: ToLook) -> None:
    """Bring a table of purchases or activities in, or only tell what would happen. `to_look` opens the database."""
    from lifecycle_desktop.core.exchange.past_file import open_past
    from lifecycle_desktop.core.operations.import_past import before_they_came

    kind = "purchases" if options.kind == "contacts" else options.kind
    file = open_past(path, kind, encoding=options.encoding, delimiter=options.delimiter)
    if options.mapping:
        file = file.mapped(file.mapping.changed(read_mapping(Path(options.mapping))))
    done = _dry_run(file, options, to_look) if options.dry_run else _brought_in(file, options)
    if options.report:
        _save_failed(file, done, options.report)
    counts = done.counts
    if options.json:
        say_json(_document(file, done, options))
        return
    say_now(counts.sentence if options.dry_run else _("OK {counts}").format(counts=counts.sentence))
    told = [row for row in done.rows if row.fate == "failed"]
    told += [row for row in done.rows if row.fate == "new" and row.reason not in ("", before_they_came())]
    say_table(((row.line, row.fate, row.name, row.reason) for row in told[:_ROWS_TOLD]), indent=2)
    if len(told) > _ROWS_TOLD:
        say(_("  and {n} more").format(n=len(told) - _ROWS_TOLD))
    before = sum(row.fate == "new" and before_they_came() in row.reason for row in done.rows)
    if before:
        words = ngettext("  {n} is {before}", "  {n} are {before}", before)
        say(words.format(n=before, before=before_they_came()))


def _rows(
    file: PastFile, connection: ReadConnection, moment: Moment
) -> tuple[Callable[[], Iterator[Any]], Any]:
    """What reads the rows of the file, and the policy of this database."""
    from lifecycle_desktop.core.model.import_report import ImportPolicy
    from lifecycle_desktop.core.queries.lifecycle import business

    owner = business(connection)
    return lambda: file.rows(owner.currency, moment), ImportPolicy(region=owner.region)


def _dry_run(file: PastFile, options: argparse.Namespace, to_look: ToLook) -> ImportPreview:
    from lifecycle_desktop.core.operations.import_past import plan_past

    progress, moment = Progress(file.lines, _("Look at {file}").format(file=file.name)), now()
    with to_look(options) as connection, shown_progress(progress):
        rows, policy = _rows(file, connection, moment)
        return plan_past(connection, rows, file.kind, policy, moment, progress)


def _brought_in(file: PastFile, options: argparse.Namespace) -> ImportPreview:
    from lifecycle_desktop.core.operations.import_past import import_past

    moment = now()
    label = _("Import {file}").format(file=file.name)
    progress = Progress(file.lines, label)
    with writing(options, make=True) as database:
        with database.read() as connection:
            rows, policy = _rows(file, connection, moment)
        back_up_first(database, _("before import"))
        with shown_progress(progress), database.write(label, moment=moment, cause="import") as written:
            return import_past(written, rows, file.kind, policy, moment, progress, file_name=file.name)


def _save_failed(file: PastFile, done: ImportPreview, name: str) -> None:
    with target(name) as stream:
        file.write_failed({row.line: row.reason for row in done.rows if row.fate == "failed"}, stream)


def _document(file: PastFile, done: ImportPreview, options: argparse.Namespace) -> dict[str, Any]:
    counts, table = done.counts, file.table
    return {
        "file": file.name, "format": file.kind, "encoding": table.encoding, "delimiter": table.delimiter,
        "dry_run": bool(options.dry_run), "rows": counts.rows, "new": counts.new, "updated": counts.updated,
        "unchanged": counts.unchanged, "duplicates": counts.duplicate, "skipped": counts.skipped,
        "failed": counts.failed, "mapping": file.mapping.to_json(),
        "told": [
            {"line": row.line, "fate": row.fate, "name": row.name, "reason": row.reason, "contact_id": row.contact_id}
            for row in done.rows
            if row.reason and row.fate != "unchanged"
        ],
    }  # fmt: skip


def export_purchases(
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    only: frozenset[int] | None,
    _options: argparse.Namespace,
) -> int:
    """Write the purchases of everybody, or of those of a view."""
    from lifecycle_desktop.core.exchange.purchases_csv import write_purchases
    from lifecycle_desktop.core.queries.purchase_rows import purchase_rows

    return write_purchases(stream, purchase_rows(connection, only), progress)
