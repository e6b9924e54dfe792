"""`import` and `export`: files of people in, everything out."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lifecycle_desktop.cli.bringing_past import bring_past, export_purchases
from lifecycle_desktop.cli.calendars import bring_calendar
from lifecycle_desktop.cli.desk import back_up_first, database_path, now, reading, region, writing
from lifecycle_desktop.cli.everything import bring_everything
from lifecycle_desktop.cli.named_files import as_file, read_mapping, target
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table, shown_progress
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from lifecycle_desktop.core.exchange.corrections import CorrectedFile
    from lifecycle_desktop.core.exchange.people_file import PeopleFile
    from lifecycle_desktop.core.model.import_report import ImportCounts, RowFate
    from lifecycle_desktop.core.store.driver import ReadConnection

_ROWS_TOLD = 20


def register(commands: Any) -> None:
    """Add the commands of this group."""
    bring = commands.add_parser(
        "import",
        help=_("bring a file of people in"),
        description=_(
            "Bring a file of people in, all or nothing: CSV, TSV or a spreadsheet (xlsx, xls, xlsb, ods) of Google "
            "Contacts, Outlook, LinkedIn, HubSpot, Follow Up Boss, this program, or any with plain headings; vCards of "
            "any version; lead mails (eml, mbox), whose people wait for an answer; calendars (ics), whose events "
            "and tasks become follow-ups. With --kind, a table of what people bought or of what happened with them. "
            "The same file twice changes nothing. An export of everything (json) goes into an empty database."
        ),
    )
    bring.add_argument("file", metavar="FILE", help=_("the file; - for standard input"))
    bring.add_argument(
        "--kind",
        choices=["contacts", "purchases", "activities"],
        default="contacts",
        help=_("what a table holds: people, or what they bought or what happened with them, a row each"),
    )
    bring.add_argument(
        "--mapping",
        metavar="FILE",
        default="",
        help=_("a JSON file that says what columns hold, as --dry-run --json prints it"),
    )
    bring.add_argument("--encoding", metavar="E", default="", help=_("such as utf-8 or windows-1252"))
    bring.add_argument("--delimiter", metavar="D", default="", help=_("a sign, or comma, semicolon, tab"))
    bring.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    bring.add_argument(
        "--report", metavar="OUT", default="", help=_("save the rows that failed, in the file's own columns")
    )
    bring.set_defaults(act=_import)

    export = commands.add_parser("export", help=_("write everything, or the contacts, into a file"))
    export.add_argument("out", metavar="OUT", help=_("the file; - for standard output"))
    export.add_argument(
        "--format",
        choices=list(_EXPORTS),
        required=True,
        help=_(
            "csv, xlsx and vcf: the contacts, which come back the same; ics: what is still to be done, and "
            "birthdays and the like, for the calendar of a phone; purchases-csv: what they bought, a row each; "
            "json: everything"
        ),
    )
    export.add_argument(
        "--view",
        metavar="NAME",
        default="",
        help=_(
            "with csv, xlsx, vcf and purchases-csv: only the people of that view of the table, saved or built in"
        ),
    )
    export.add_argument(
        "--vcard",
        choices=["3.0", "4.0"],
        default="",
        help=_("with vcf: the version; 3.0, the default, is what every address book takes"),
    )
    export.set_defaults(act=_export)


def _import(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.exchange.everything_file import is_everything
    from lifecycle_desktop.core.exchange.icalendar_events import is_calendar
    from lifecycle_desktop.core.exchange.past_file import is_purchases

    with as_file(options.file) as path:
        if options.kind != "contacts" or is_purchases(path):
            bring_past(path, options, _desk_to_look)
            return
        if is_calendar(path):
            bring_calendar(path, options, _desk_to_look)
            return
        if is_everything(path):
            bring_everything(path, options)
            return
        file = _opened(path, options)
        bring = _dry_run if options.dry_run else _brought_in
        read_so, counts, told = bring(file, options)
        if options.report:
            _save_failed(file, {row.line: row.reason for row in told if row.fate == "failed"}, options.report)
    if options.json:
        say_json(_document(read_so, counts, told, options))
        return
    if _is_remembered(read_so, file):
        say(_("The columns are matched as the last time a file had these headings."))
    say_now(counts.sentence if options.dry_run else _("OK {counts}").format(counts=counts.sentence))
    shown = [
        row
        for row in told
        if row.fate in ("failed", "skipped") or row.is_maybe or (row.fate == "new" and row.reason)
    ]
    say_table(((row.line, row.fate, row.reason) for row in shown[:_ROWS_TOLD]), indent=2)
    if len(shown) > _ROWS_TOLD:
        say(_("  and {n} more").format(n=len(shown) - _ROWS_TOLD))


def _opened(path: Path, options: argparse.Namespace) -> PeopleFile:
    from lifecycle_desktop.core.exchange.formats import ContactFile, open_people

    file = open_people(path, encoding=options.encoding, delimiter=options.delimiter)
    if options.mapping:
        if not isinstance(file, ContactFile):
            raise NotUnderstood(_("{option} goes with a file that has columns.").format(option="--mapping"))
        file = file.mapped(file.mapping.changed(read_mapping(Path(options.mapping))))
    return file


def _read_so(file: PeopleFile, connection: ReadConnection, options: argparse.Namespace) -> CorrectedFile:
    """The file as --mapping says, else as the owner matched these headings the last time, else as guessed."""
    from lifecycle_desktop.core.exchange.corrections import CorrectedFile
    from lifecycle_desktop.core.exchange.remembered_columns import as_remembered
    from lifecycle_desktop.core.queries.column_mappings import remembered_mapping

    if options.mapping:
        return CorrectedFile(file)
    return as_remembered(file, lambda signature: remembered_mapping(connection, signature))


def _is_remembered(read_so: CorrectedFile, file: PeopleFile) -> bool:
    return read_so.file != file


def _dry_run(
    file: PeopleFile, options: argparse.Namespace
) -> tuple[CorrectedFile, ImportCounts, Sequence[RowFate]]:
    from lifecycle_desktop.core.model.import_report import ImportPolicy
    from lifecycle_desktop.core.operations.imports import plan_import

    progress = Progress(file.lines, _("Look at {file}").format(file=file.name))
    with _desk_to_look(options) as connection, shown_progress(progress):
        read_so = _read_so(file, connection, options)
        policy = ImportPolicy(region=region(connection))
        preview = plan_import(connection, read_so.drafts(), policy, progress)
    return read_so, preview.counts, preview.rows


@contextlib.contextmanager
def _desk_to_look(options: argparse.Namespace) -> Iterator[Any]:
    """The database to look at; an empty one that vanishes where none is there yet."""
    if database_path(options).exists():
        with reading(options) as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix="lifecycle-desktop-") as folder:
        beside = argparse.Namespace(**vars(options) | {"database": str(Path(folder) / "empty.db")})
        with writing(beside, make=True) as database, database.read() as connection:
            yield connection


def _brought_in(
    file: PeopleFile, options: argparse.Namespace
) -> tuple[CorrectedFile, ImportCounts, Sequence[RowFate]]:
    from lifecycle_desktop.core.model.import_report import ImportPolicy
    from lifecycle_desktop.core.operations.imports import import_contacts

    moment = now()
    with writing(options, make=True) as database:
        with database.read() as connection:
            policy = ImportPolicy(region=region(connection))
            read_so = _read_so(file, connection, options)
        back_up_first(database, _("before import"))
        progress = Progress(file.lines, _("Import {file}").format(file=file.name))
        label = _("Import {file}").format(file=file.name)
        with (
            shown_progress(progress),
            database.write(label, moment=moment, cause="import") as written,
        ):
            report = import_contacts(
                written,
                read_so.drafts(),
                policy,
                moment,
                progress,
                file_name=file.name,
                file_format=file.format,
            )
    return read_so, report.counts, report.told


def _export(options: argparse.Namespace) -> None:
    if options.out == "-" and options.json:
        raise NotUnderstood(_("Standard output cannot hold both the export and JSON about it."))
    if options.view and options.format not in ("csv", "xlsx", "vcf", "purchases-csv"):
        raise NotUnderstood(
            _("{option} goes with --format csv, xlsx, vcf or purchases-csv.").format(option="--view")
        )
    if options.vcard and options.format != "vcf":
        raise NotUnderstood(_("{option} goes with --format vcf.").format(option="--vcard"))
    progress = Progress(label=_("Export"))
    with reading(options) as connection:
        only, notes = _people_of_view(connection, options.view) if options.view else (None, ())
        with shown_progress(progress), target(options.out) as stream:
            count = _EXPORTS[options.format](connection, stream, progress, only, options)
    if options.out != "-" and not options.json:
        for note in notes:
            say(note)
    if options.json:
        told = {"out": options.out, "format": options.format, "rows": count}
        say_json(told | ({"view": options.view, "notes": list(notes)} if options.view else {}))
    elif options.out != "-":
        say_now(
            _("OK {path}: {rows}").format(
                path=options.out, rows=ngettext("{n} row", "{n} rows", count).format(n=count)
            )
        )


def _export_json(
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    _only: frozenset[int] | None,
    _options: argparse.Namespace,
) -> int:
    from lifecycle_desktop.core.exchange.json_everything import write_everything
    from lifecycle_desktop.core.store.everything import every_table

    return write_everything(stream, every_table(connection), progress)


def _people_of_view(connection: ReadConnection, name: str) -> tuple[frozenset[int], tuple[str, ...]]:
    """The ids of the people a view shows, and what is to be said of it."""
    from lifecycle_desktop.core.queries.contacts import contact_ids
    from lifecycle_desktop.core.queries.saved_views import view_named

    view = view_named(connection, name)
    return frozenset(contact_ids(connection, view.wanted, "name", now())), view.notes


def _export_csv(
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    only: frozenset[int] | None,
    _options: argparse.Namespace,
) -> int:
    from lifecycle_desktop.core.exchange.own_csv import write_contacts

    return _export_table(write_contacts, connection, stream, progress, only)


def _export_xlsx(
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    only: frozenset[int] | None,
    _options: argparse.Namespace,
) -> int:
    from lifecycle_desktop.core.exchange.excel_export import write_workbook

    return _export_table(write_workbook, connection, stream, progress, only)


def _export_table(
    write: Callable[..., int],
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    only: frozenset[int] | None,
) -> int:
    """Write the contacts as a table whose width is that of the fullest of them."""
    from lifecycle_desktop.core.exchange.own_csv import Widths
    from lifecycle_desktop.core.queries.contact_drafts import contact_drafts, most_of_each

    widths = Widths(*most_of_each(connection))
    drafts = contact_drafts(connection, only, from_trash=only is not None)
    return write(stream, drafts, widths, progress)


def _export_vcf(
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    only: frozenset[int] | None,
    options: argparse.Namespace,
) -> int:
    from lifecycle_desktop.core.exchange.vcard_export import write_vcards
    from lifecycle_desktop.core.queries.contact_drafts import contact_drafts

    drafts = contact_drafts(connection, only, from_trash=only is not None, with_pictures=True)
    return write_vcards(stream, drafts, options.vcard or "3.0", progress)


def _export_ics(
    connection: ReadConnection,
    stream: IO[bytes],
    progress: Progress,
    _only: frozenset[int] | None,
    _options: argparse.Namespace,
) -> int:
    from lifecycle_desktop.core.exchange.icalendar_events import write_calendar
    from lifecycle_desktop.core.queries.calendar_rows import calendar_days, calendar_follow_ups

    count = write_calendar(stream, calendar_follow_ups(connection), calendar_days(connection), now())
    progress.advance(count)
    return count


_EXPORTS: dict[
    str,
    Callable[[ReadConnection, IO[bytes], Progress, frozenset[int] | None, argparse.Namespace], int],
] = {
    "csv": _export_csv,
    "xlsx": _export_xlsx,
    "vcf": _export_vcf,
    "ics": _export_ics,
    "json": _export_json,
    "purchases-csv": export_purchases,
}


def _save_failed(file: PeopleFile, reasons: dict[int, str], name: str) -> None:
    with target(name) as stream:
        file.write_failed(reasons, stream)


def _document(
    read_so: CorrectedFile, counts: ImportCounts, told: Sequence[RowFate], options: argparse.Namespace
) -> dict[str, Any]:
    from lifecycle_desktop.core.exchange.formats import ContactFile

    file = read_so.file
    table = file.table if isinstance(file, ContactFile) else None
    return {
        "file": file.name,
        "format": file.format,
        "encoding": getattr(table or file, "encoding", ""),
        "delimiter": table.delimiter if table is not None else "",
        "dry_run": bool(options.dry_run),
        "rows": counts.rows,
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "duplicates": counts.duplicate,
        "skipped": counts.skipped,
        "failed": counts.failed,
        "maybe_duplicates": counts.maybe,
        "mapping": file.mapping.to_json()["columns"] if isinstance(file, ContactFile) else {},
        "left_out": list(file.left_out),
        "kept_as_own": list(file.kept_as_own),
        "told": [
            {"line": row.line, "fate": row.fate, "reason": row.reason, "contact_id": row.contact_id}
            for row in told
            if row.reason or row.fate == "failed"
        ],
    }
