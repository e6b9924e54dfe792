"""One program at a time: a lock on a file beside the database, held by the system and so never stale."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from lifecycle_desktop.core.errors import DatabaseBusy
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store import faults
from lifecycle_desktop.core.store.file_header import real_place

ASK_EVERY = 0.02  # seconds


class DatabaseLock:
    """The right to write to a database; the file tells who holds it.

    A killed program loses the lock at once, whatever is written in the file.
    """

    def __init__(self, database: Path) -> None:
        self._database = real_place(database)
        self.path = self._database.with_name(self._database.name + ".lock")
        self._descriptor: int | None = None

    def acquire(self, wait: float) -> None:
        """Take the lock, waiting up to `wait` seconds.

        Raises `DatabaseBusy` when another program keeps it, `DatabaseReadOnly`, `DiskFull` or
        `FileProblem` where none can be made.
        """
        until = time.monotonic() + wait
        while (descriptor := self._try()) is None:
            if time.monotonic() >= until:
                raise self._busy()
            time.sleep(ASK_EVERY)
        self._descriptor = descriptor
        owner = f'{{"pid": {os.getpid()}}}'.encode()  # JSON
        with contextlib.suppress(OSError):  # a full disk must not stop us: the lock holds without the name
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, owner, 0) if hasattr(os, "pwrite") else os.write(descriptor, owner)

    def release(self) -> None:
        """Give the lock back and leave nothing beside the database."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with contextlib.suppress(OSError):
                if os.name == "nt":
                    os.ftruncate(descriptor, 0)
                else:  # while it is still held: who waits for it notices that its file is gone
                    self.path.unlink()
            os.close(descriptor)

    def _try(self) -> int | None:
        """The descriptor of the lock if nobody else has it."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise faults.place_in_words(error, self._database) from error
        try:
            if _try_lock(descriptor) and (os.name == "nt" or _is_still(self.path, descriptor)):
                return descriptor
        except OSError as error:
            os.close(descriptor)
            raise faults.place_in_words(error, self._database) from error
        os.close(descriptor)
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _busy(self) -> DatabaseBusy:
        owner = _owner(self.path)
        who = _("program number {pid}").format(pid=owner["pid"]) if owner.get("pid") else _("another program")
        return DatabaseBusy(
            _("The database is in use by {who}, so nothing was changed.").format(who=who),
            _("Close the other window or wait a moment, then try again."),
        )


def _owner(path: Path) -> dict[str, object]:
    import json

    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the locked file still has the lock's name; its last owner took it away if not."""
    try:
        named = path.stat()
    except FileNotFoundError:
        return False
    locked = os.fstat(descriptor)
    return (named.st_dev, named.st_ino) == (locked.st_dev, locked.st_ino)


if os.name == "nt":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            # A byte far behind the text, so that others can still read who holds it.
            os.lseek(descriptor, 1 << 20, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True
