"""`backup`, `restore`, `check`: a verified copy, a copy put back, a look over everything."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from lifecycle_desktop.cli.desk import database_path, now, reading, writing
from lifecycle_desktop.cli.output import say, say_json, say_now, shown_progress
from lifecycle_desktop.core.errors import DatabaseDamaged, FileProblem
from lifecycle_desktop.core.files import make_private_folder
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress


def register(commands: Any) -> None:
    """Add the commands of this group."""
    backup = commands.add_parser("backup", help=_("write a verified copy of the database"))
    backup.add_argument("out", metavar="OUT", type=Path)
    backup.set_defaults(act=_backup)

    restore = commands.add_parser(
        "restore", help=_("put a backup in place of the database, which is kept beside it")
    )
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument(
        "--to", metavar="FILE", type=Path, default=None, help=_("restore to this file instead")
    )
    restore.set_defaults(act=_restore)

    check = commands.add_parser("check", help=_("look the database over; 0 only if it is healthy"))
    check.set_defaults(act=_check)


def _backup(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.store.backup import back_up

    if _same_file(options.out, database_path(options)):
        raise FileProblem(_("That is the database itself, so nothing was copied."), _("Choose another name."))
    progress = Progress(label=_("Backup"))
    with reading(options) as connection, shown_progress(progress):
        made = back_up(connection, options.out, progress)
    if options.json:
        say_json({"backup": str(made.absolute()), "bytes": made.stat().st_size})
    else:
        say_now(_("OK {path}").format(path=made))


def _restore(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.store.file_header import read_header
    from lifecycle_desktop.core.store.lock import DatabaseLock
    from lifecycle_desktop.core.store.restore import restore

    target = options.to or database_path(options)
    if _same_file(options.file, target):
        raise FileProblem(
            _("The backup and the database are the same file, so nothing was restored."),
            _("Choose another file with --to."),
        )
    read_header(options.file)
    make_private_folder(target.parent)
    with DatabaseLock(target) as lock:
        lock.acquire(wait=5.0)
        kept = restore(options.file, target, now())
    if options.json:
        say_json({"database": str(target), "kept": str(kept) if kept else None})
    elif kept:
        say_now(_("OK {path}; what it replaced is kept as {kept}").format(path=target, kept=kept))
    else:
        say_now(_("OK {path}").format(path=target))


def _check(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.store.check import findings

    progress = Progress(label=_("Check"))
    with writing(options) as database, shown_progress(progress):
        found = findings(database.writing_connection(), progress)
    if options.json:
        say_json(
            {
                "is_healthy": not found,
                "findings": [
                    {"kind": finding.kind, "count": finding.count, "text": finding.text} for finding in found
                ],
            }
        )
    elif not found:
        say(_("OK The database is healthy."))
    else:
        for finding in found:
            say(finding.text)
    if found:
        raise DatabaseDamaged(
            ngettext("{n} kind of damage was found.", "{n} kinds of damage were found.", len(found)).format(
                n=len(found)
            ),
            _("Restore the newest backup with “restore”."),
        )


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
