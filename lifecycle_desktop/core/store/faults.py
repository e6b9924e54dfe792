"""What SQLite says, in words a person can act on: the one place where driver errors become sentences."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from lifecycle_desktop.core.errors import (
    DatabaseBusy,
    DatabaseForeign,
    DatabaseProblem,
    DatabaseReadOnly,
    DiskFull,
    UserError,
)
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store.driver import DriverError
from lifecycle_desktop.core.store.file_header import damaged

_PERM, _BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 8, 10, 11, 13, 14, 26
_WORDS = {
    "database disk image is malformed": _CORRUPT,
    "file is not a database": _NOTADB,
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _READONLY,
    "database is locked": _BUSY,
    "disk i/o error": _IOERR,
    "unable to open database file": _CANTOPEN,
}
_SMALL = 128 * 1024  # bytes; the shared memory beside a database alone is 32 KB


@contextlib.contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the file at `path` into `DatabaseProblem`s; let bugs through."""
    try:
        yield
    except DriverError as error:
        told = fault_in_words(error, path)
        if told is None:
            raise
        raise told from error
    except Exception as error:
        # SQLAlchemy wraps the driver's errors; the wrapper is known by its attribute, not by importing it.
        original = getattr(error, "orig", None)
        told = fault_in_words(original, path) if isinstance(original, DriverError) else None
        if told is None:
            raise
        raise told from error


def fault_in_words(error: BaseException, path: Path) -> DatabaseProblem | None:
    """The sentence for a driver error, by SQLite's result code (sqlite.org/rescode.html); None for a bug of ours."""
    code = _code(error)
    if code == _CORRUPT:
        return damaged(path)
    if code == _NOTADB:
        return DatabaseForeign(
            _("“{name}” is not a Lifecycle Desktop database. It was not touched.").format(name=path.name),
            _("Choose another file."),
        )
    if is_full(error, path):
        return full(path)
    if code in (_READONLY, _PERM):
        return read_only(path)
    if code == _BUSY:
        return DatabaseBusy(
            _("Another program is using “{name}”, so nothing was changed.").format(name=path.name),
            _("Wait a moment, then try again."),
        )
    if code in (_IOERR, _CANTOPEN):
        return out_of_reach(path)
    return None


def _code(error: BaseException) -> int:
    """The primary result code; the driver's backup gives only SQLite's own words."""
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    return code or next((known for words, known in _WORDS.items() if words in str(error).lower()), 0)


def is_damage(error: BaseException) -> bool:
    """Whether a driver error says that the file itself is damaged."""
    return _code(error) in (_CORRUPT, _NOTADB)


def is_full(error: BaseException, path: Path) -> bool:
    """Whether a driver error came from a full drive; where not even shared memory can be had, it says it oddly."""
    code = _code(error)
    return code == _FULL or (code in (_IOERR, _CANTOPEN) and _free(path.parent) < _SMALL)


def full(path: Path) -> DiskFull:
    """The sentence for a drive without space."""
    return DiskFull(
        _(
            "There is no space left on the drive of “{name}”. The last change was not saved; all before is safe."
        ).format(name=path.name),
        _("Make room, then try again."),
    )


def out_of_reach(path: Path) -> DatabaseProblem:
    """The sentence for a drive that was unplugged, or a file that is gone."""
    return DatabaseProblem(
        _("“{name}” can no longer be reached. What was saved before is safe.").format(name=path.name),
        _("Connect its drive or check its folder, then try again."),
    )


def read_only(path: Path) -> DatabaseReadOnly:
    """The sentence for a file, folder or drive that does not let itself be written to."""
    return DatabaseReadOnly(
        _("“{name}” or its folder cannot be written to, so nothing was changed.").format(name=path.name),
        _("Move it to a folder of your own, or ask for the right to write there."),
    )


def place_in_words(error: OSError, path: Path) -> UserError:
    """The sentence for what the system said when something was made beside a database."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(path)
    return file_problem(error, path)


def _free(folder: Path) -> int:
    try:
        import shutil

        return shutil.disk_usage(folder).free
    except OSError:
        return _SMALL
