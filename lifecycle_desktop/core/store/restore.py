"""Put a backup in the place of a database: into a copy first, and the replaced file is kept."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import DatabaseDamaged, DatabaseProblem, FileProblem
from lifecycle_desktop.core.files import file_problem, sync_file, sync_folder
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store import driver, faults, file_header
from lifecycle_desktop.core.store.backup import beside, copy_pages, put
from lifecycle_desktop.core.store.file_header import is_of_another_program, read_header
from lifecycle_desktop.core.store.leftovers import make_private, name_in_the_making, take_away


def restore(source: Path, target: Path, moment: Moment) -> Path | None:
    """Put a backup in the place of `target`, which this process holds the lock of and has closed.

    The backup is copied, checked and upgraded beside the target first and is itself left as it is.
    Where the replaced file is kept, byte for byte; None if there was none. What belongs to another
    program is never replaced.
    """
    target = file_header.real_place(target)
    read_header(source)
    if target.exists() and is_of_another_program(target):
        read_header(target)
    with beside(target) as temporary:
        _copy_of_backup(source, temporary, target)
        _assure_sound(temporary, source)
        if read_header(temporary).revision < file_header.REVISION:
            from lifecycle_desktop.core.store.upgrade import upgrade

            upgrade(temporary, keep_backup=False)
            _lay_at_rest(temporary)
        kept = _keep_replaced(target, moment)
        _forget_journal_of(target)
        put(temporary, target)
    return kept


def _copy_of_backup(source: Path, temporary: Path, target: Path) -> None:
    with faults.faults_told(source):
        waiting = source.with_name(source.name + "-wal").exists()
        connection = driver.open_at_rest(source, immutable=not waiting)
        try:
            copy_pages(connection, temporary, target)
        finally:
            connection.close()


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
    """Copy the file that is about to be replaced to a name that says so; nothing is ever overwritten.

    A copy and not a second name: two programs must never meet in one file under two names.
    """
    if not target.exists():
        return None
    with contextlib.suppress(DatabaseProblem):  # where it is too damaged for that, its -wal is kept as well
        _settle_journal(target)
    stamp = moment.local.strftime("%Y-%m-%d %H%M%S")
    for number in range(1, 1000):
        extra = "" if number == 1 else f" {number}"
        kept = target.with_name(f"{target.stem} {_('before restore')} {stamp}{extra}{target.suffix}")
        if not kept.exists():
            break
    else:
        raise FileProblem(_("The replaced database could not be kept, so nothing was restored."))
    for ending in ("-wal", ""):
        part = target.with_name(target.name + ending)
        if part.exists() and (not ending or part.stat().st_size):
            _copy_bytes(part, kept.with_name(kept.name + ending))
    return kept


def _settle_journal(path: Path) -> None:
    """Bring what waits in a -wal into the file itself, where the file is one of ours and sound enough for it."""
    read_header(path)
    with faults.faults_told(path):
        connection = driver.open_writer(path)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()


def _forget_journal_of(target: Path) -> None:
    """A -wal of the replaced file, or of one long gone, must never be played into the restored one."""
    try:
        for ending in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        sync_folder(target.parent)
    except OSError as error:
        raise file_problem(error, target) from error


def _lay_at_rest(path: Path) -> None:
    with faults.faults_told(path):
        connection = driver.module.connect(str(path), isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            connection.close()


def _copy_bytes(source: Path, target: Path) -> None:
    temporary = name_in_the_making(target, "part")
    try:
        make_private(temporary)
        with open(source, "rb") as reader, open(temporary, "wb") as writer:
            while part := reader.read(1 << 20):
                writer.write(part)
            writer.flush()
            sync_file(writer.fileno())
        os.replace(temporary, target)
        sync_folder(target.parent)
    except OSError as error:
        raise file_problem(error, target) from error
    finally:
        take_away(temporary)
