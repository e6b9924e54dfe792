"""Backups: a whole, checked copy under its final name, thinned so that the newest good one always stays."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import DatabaseProblem, FileProblem
from lifecycle_desktop.core.files import file_problem, make_private_folder, put_in_place, sync_file
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import driver, faults
from lifecycle_desktop.core.store.driver import ReadConnection, WriteConnection
from lifecycle_desktop.core.store.file_header import damaged, read_header
from lifecycle_desktop.core.store.leftovers import (
    clear_leftovers,
    make_private,
    name_in_the_making,
    take_away,
)

PAGES_AT_ONCE = 1000
KEEP_NEWEST = 10
KEEP_MONTHS = 12
# The same in every language, so that a changed language does not hide the older ones.
FOLDER = "Backups"
_STAMP = "%Y-%m-%d %H%M%S"
_NAME = re.compile(r"(?P<stem>.+) (?P<stamp>\d{4}-\d\d-\d\d \d{6})(?: (?P<why>.+))?\.db")


@dataclass(frozen=True)
class Backup:
    """One of the automatic backups."""

    path: Path
    made_at: dt.datetime  # on the wall clock when it was made, from its name


def back_up(connection: ReadConnection, target: Path, progress: Progress | None = None) -> Path:
    """Copy the open database to `target`, check the copy, and only then give it its name.

    An existing file at `target` is replaced whole or stays as it was; a file that is not one of
    ours is never written over.
    """
    if target.exists():
        # Its own file must not even be looked at here: closing it would drop the locks of the connection.
        if os.path.samefile(connection.execute("PRAGMA database_list").fetchone()[2], target):
            raise FileProblem(
                _("That is the database itself, so nothing was copied."), _("Choose another name.")
            )
        if target.stat().st_size:
            read_header(target)
    with beside(target) as temporary:
        copy_pages(connection, temporary, target, progress)
        verify(temporary)
        put(temporary, target)
    return target


def verify(path: Path) -> None:
    """Open a closed copy and make sure that it is one of ours and whole.

    Raises a `DatabaseProblem` in words where it is not.
    """
    read_header(path)
    with faults.faults_told(path):
        waiting = path.with_name(path.name + "-wal").exists()
        connection = driver.open_at_rest(path, immutable=not waiting)
        try:
            # A sixth of the time of integrity_check, which also compares each index; "check" does that.
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            connection.execute("SELECT count(*) FROM contact").fetchone()
        finally:
            connection.close()
    if found != "ok":
        raise damaged(path)


def backup_folder(database: Path) -> Path:
    """Where the automatic backups of a database lie: beside it."""
    return database.parent / FOLDER


def back_up_now(connection: ReadConnection, database: Path, moment: Moment, why: str = "") -> Path:
    """Make an automatic backup with the time in its name, and thin the older ones."""
    folder = make_private_folder(backup_folder(database))
    clear_leftovers(folder, database.stem)
    stamp = moment.local.strftime(_STAMP)
    name = f"{database.stem} {stamp}{' ' + why if why else ''}.db"
    made = back_up(connection, folder / name)
    for old in surplus(backups(database), moment.local.replace(tzinfo=None)):
        with contextlib.suppress(OSError):
            if old.path != made:
                old.path.unlink()
    return made


def backups(database: Path) -> list[Backup]:
    """The automatic backups of a database, newest first; names decide, since file times change in copying."""
    folder = backup_folder(database)
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and match["stem"] == database.stem:
            with contextlib.suppress(ValueError):
                found.append(Backup(path, dt.datetime.strptime(match["stamp"], _STAMP)))  # noqa: DTZ007
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def surplus(found: list[Backup], now: dt.datetime) -> list[Backup]:
    """Those that may go: not the newest ten, nor the last of each of the twelve newest months.

    `now` is the wall clock. One that seems to come from the future stays and takes no other's
    place: either its clock was wrong, or today's is.
    """
    past = [backup for backup in found if backup.made_at <= now + dt.timedelta(days=1)]
    months: dict[tuple[int, int], Backup] = {}
    for backup in past:
        months.setdefault((backup.made_at.year, backup.made_at.month), backup)
    keep = {*past[:KEEP_NEWEST], *list(months.values())[:KEEP_MONTHS]}
    return [backup for backup in past if backup not in keep]


def newest_good_backup(database: Path) -> Backup | None:
    """The newest automatic backup that passes its check."""
    for backup in backups(database):
        with contextlib.suppress(DatabaseProblem):
            verify(backup.path)
            return backup
    return None


# -- the copy, also used by restore.py --------------------------------------------------------------------------


def copy_pages(
    connection: ReadConnection, temporary: Path, target: Path, progress: Progress | None = None
) -> None:
    """Copy a database page by page into an empty private file, which then lies at rest in one file.

    `target` is what the copy is to become: the name for a sentence.
    """
    with faults.faults_told(target):
        copy: WriteConnection = driver.module.connect(str(temporary), isolation_level=None)
        try:

            def count(_status: int, remaining: int, total: int) -> None:
                if progress is not None:
                    progress.total, progress.done = total, total - remaining
                    progress.advance(0)

            connection.backup(copy, pages=PAGES_AT_ONCE, progress=count)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        except driver.DriverError as error:
            if faults.is_full(error, target):
                raise file_problem(OSError(errno.ENOSPC, ""), target) from error
            raise
        finally:
            copy.close()


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """An empty private file beside the target, gone at the end unless it was put in place."""
    temporary = name_in_the_making(target, "part")
    clear_leftovers(target.parent, target.name)
    try:
        make_private(temporary)
    except OSError as error:
        raise file_problem(error, target) from error
    try:
        yield temporary
    finally:
        take_away(temporary)


def put(temporary: Path, target: Path) -> None:
    """Give a complete copy its final name, durably."""
    try:
        descriptor = os.open(temporary, os.O_RDWR)
        try:
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        put_in_place(temporary, target)
    except OSError as error:
        raise file_problem(error, target) from error
