"""Backups: a whole, checked copy under its final name, thinned so that the newest good one always stays."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import DatabaseDamaged, FileProblem
from lifecycle_desktop.core.files import file_problem, make_private_folder, put_in_place, sync_file
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import driver, faults
from lifecycle_desktop.core.store.driver import ReadConnection, WriteConnection
from lifecycle_desktop.core.store.file_header import damaged, read_header

PAGES_AT_ONCE = 1000
KEEP_NEWEST = 10
KEEP_MONTHS = 12
_NAME = re.compile(r"(?P<stem>.+) (?P<day>\d{4}-\d\d-\d\d) (?P<time>\d{6})(?: (?P<why>.+))?\.db$")


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
    if target.exists() and target.stat().st_size:
        read_header(target)
    with _beside(target) as temporary:
        _copy(connection, temporary, progress)
        verify(temporary)
        _put(temporary, target)
    return target


def verify(path: Path) -> None:
    """Open a closed copy and make sure that it is one of ours and whole.

    Raises a `DatabaseProblem` in words where it is not.
    """
    read_header(path)
    with faults.faults_told(path):
        connection = driver.open_at_rest(path, immutable=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            connection.execute("SELECT count(*) FROM contact").fetchone()
        finally:
            connection.close()
    if found != "ok":
        raise damaged(path)


def backup_folder(database: Path) -> Path:
    """Where the automatic backups of a database lie: beside it."""
    return database.parent / _("Backups")


def back_up_now(connection: ReadConnection, database: Path, moment: Moment, why: str = "") -> Path:
    """Make an automatic backup with the time in its name, and thin the older ones."""
    folder = make_private_folder(backup_folder(database))
    stamp = moment.local.strftime("%Y-%m-%d %H%M%S")
    name = f"{database.stem} {stamp}{' ' + why if why else ''}.db"
    made = back_up(connection, folder / name)
    for old in surplus(backups(database)):
        with contextlib.suppress(OSError):
            old.path.unlink()
    return made


def backups(database: Path) -> list[Backup]:
    """The automatic backups of a database, newest first; names decide, since clocks can be wrong."""
    folder = backup_folder(database)
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        match = _NAME.match(path.name)
        if match and match["stem"] == database.stem:
            with contextlib.suppress(ValueError):
                made_at = dt.datetime.strptime(f"{match['day']} {match['time']}", "%Y-%m-%d %H%M%S")  # noqa: DTZ007
                found.append(Backup(path, made_at))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def surplus(found: list[Backup]) -> list[Backup]:
    """Those that may go: all but the newest ten, the newest written, and the last of each of twelve months."""
    keep = set(found[:KEEP_NEWEST])
    if found:
        # A clock that once stood in 2099 must not make the backup of today look old.
        keep.add(max(found, key=lambda backup: _written_at(backup.path)))
    months: dict[tuple[int, int], Backup] = {}
    for backup in found:
        months.setdefault((backup.made_at.year, backup.made_at.month), backup)
    keep.update(list(months.values())[:KEEP_MONTHS])
    return [backup for backup in found if backup not in keep]


def newest_good_backup(database: Path) -> Backup | None:
    """The newest automatic backup that passes its check."""
    for backup in backups(database):
        with contextlib.suppress(Exception):
            verify(backup.path)
            return backup
    return None


def restore(source: Path, target: Path, moment: Moment) -> Path | None:
    """Put a backup in the place of `target`, which this process holds the lock of and has closed.

    The backup is copied, checked and upgraded beside the target first and is itself left as it is.
    Where the replaced file is kept, byte for byte; None if there was none.
    """
    read_header(source)
    with _beside(target) as temporary:
        with faults.faults_told(source):
            waiting = source.with_name(source.name + "-wal").exists()
            connection = driver.open_at_rest(source, immutable=not waiting)
            try:
                _copy(connection, temporary, None)
            finally:
                connection.close()
        _assure_sound(temporary, source)
        from lifecycle_desktop.core.store.file_header import REVISION

        if read_header(temporary).revision < REVISION:
            from lifecycle_desktop.core.store.upgrade import upgrade

            upgrade(temporary, keep_backup=False)
            _lay_at_rest(temporary)
        kept = _keep_replaced(target, moment)
        _put(temporary, target)
    return kept


def _assure_sound(temporary: Path, source: Path) -> None:
    with faults.faults_told(source):
        connection = driver.open_at_rest(temporary, immutable=True)
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            connection.close()
    if found != "ok":
        raise DatabaseDamaged(
            _("The backup “{name}” is damaged, so it was not restored.").format(name=source.name),
            _("Choose an older backup."),
        )


def _keep_replaced(target: Path, moment: Moment) -> Path | None:
    """Keep the file that is about to be replaced under a name that says so; nothing is ever overwritten."""
    if not target.exists():
        return None
    settle_journal(target)
    stamp = moment.local.strftime("%Y-%m-%d %H%M%S")
    for number in range(1, 1000):
        extra = "" if number == 1 else f" {number}"
        kept = target.with_name(f"{target.stem} {_('before restore')} {stamp}{extra}{target.suffix}")
        try:
            os.link(target, kept)
        except FileExistsError:
            continue
        except OSError:
            _copy_bytes(target, kept)
        for ending in ("-wal", "-shm"):
            beside = target.with_name(target.name + ending)
            if beside.exists():  # of a file too damaged to be settled; it must not meet the restored one
                os.replace(beside, kept.with_name(kept.name + ending))
        return kept
    raise FileProblem(_("The replaced database could not be kept, so nothing was restored."))


def settle_journal(path: Path) -> None:
    """Bring what waits in a -wal into the file itself, where the file is sound enough for it."""
    with contextlib.suppress(Exception):
        connection = driver.open_writer(path)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()


def _copy(connection: ReadConnection, temporary: Path, progress: Progress | None) -> None:
    with faults.faults_told(temporary):
        copy: WriteConnection = driver.module.connect(str(temporary), isolation_level=None)
        try:

            def count(_status: int, remaining: int, total: int) -> None:
                if progress is not None:
                    progress.total, progress.done = total, total - remaining
                    progress.advance(0)

            connection.backup(copy, pages=PAGES_AT_ONCE, progress=count)  # type: ignore[attr-defined]
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file at rest
        finally:
            copy.close()


def _lay_at_rest(path: Path) -> None:
    connection = driver.module.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        connection.close()


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty private file beside the target, gone at the end unless it was put in place."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    except OSError as error:
        raise file_problem(error, target) from error
    try:
        yield temporary
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.unlink(temporary.with_name(temporary.name + ending))


def _put(temporary: Path, target: Path) -> None:
    try:
        descriptor = os.open(temporary, os.O_RDWR)
        try:
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        put_in_place(temporary, target)
    except OSError as error:
        raise file_problem(error, target) from error


def _copy_bytes(source: Path, target: Path) -> None:
    with (
        open(source, "rb") as reader,
        open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writer,
    ):
        while part := reader.read(1 << 20):
            writer.write(part)
        writer.flush()
        sync_file(writer.fileno())


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
