"""What a file says of itself before it is opened: ours, foreign, empty, cut short, newer."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import NamedTuple

from lifecycle_desktop.core.errors import (
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    DatabaseProblem,
    DatabaseTooNew,
)
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store.driver import APPLICATION_ID

# The number of the newest schema, kept in the file's header: `PRAGMA user_version`.
REVISION = 1
_MAGIC = b"SQLite format 3\x00"


class FileHeader(NamedTuple):
    """The first hundred bytes of an SQLite file, as far as we need them (sqlite.org/fileformat.html)."""

    application_id: int
    revision: int


def real_place(path: Path) -> Path:
    """The file itself where `path` is a link to it: its lock and journal must lie beside the file."""
    return path.resolve() if os.path.islink(path) else path  # noqa: PTH114  it never raises


def is_of_another_program(path: Path) -> bool:
    """Whether a closed file is neither one of ours nor what a fault can leave of one: empty or zeroed."""
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError:
        return True
    if not head.strip(b"\x00"):
        return False
    return not head.startswith(_MAGIC) or head[68:72] != APPLICATION_ID.to_bytes(4)


def read_header(path: Path) -> FileHeader:
    """Look at a file that nobody in this process has open.

    (Closing a descriptor would drop the locks of an open connection to it.)
    Raises a `DatabaseProblem` in words for anything that is not one of ours.
    """
    try:
        if path.is_dir():
            raise _foreign(path, _("it is a folder"))
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError as error:
        raise DatabaseMissing(
            _("There is no database at “{path}”.").format(path=path),
            _("Check the path, or make one with “init”."),
        ) from error
    except OSError as error:
        problem = file_problem(error, path)
        raise DatabaseProblem(problem.message, problem.hint) from error
    try:
        size = os.fstat(descriptor).st_size
        head = os.read(descriptor, 100)
    except OSError as error:
        raise DatabaseDamaged(
            _("The database “{name}” could not be read from its drive.").format(name=path.name),
            _("Check that the drive is connected, then try again."),
        ) from error
    finally:
        os.close(descriptor)
    return _understood(path, head, size)


def _understood(path: Path, head: bytes, size: int) -> FileHeader:
    if size == 0:
        raise DatabaseDamaged(
            _(
                "The file “{name}” is empty, as a full disk or a sync service can leave it. It was not touched."
            ).format(name=path.name),
            _("Restore the newest backup with “restore”."),
        )
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise _foreign(path, _("it is not a database"))
    page_size, pages, revision, application_id = (
        struct.unpack_from(">H", head, 16)[0],
        struct.unpack_from(">I", head, 28)[0],
        struct.unpack_from(">I", head, 60)[0],
        struct.unpack_from(">I", head, 68)[0],
    )
    if application_id != APPLICATION_ID:
        raise _foreign(path, _("it belongs to another program"))
    # With a -wal beside it a file may be shorter than it says: a kill came while pages were brought home.
    if size < pages * (65536 if page_size == 1 else page_size) and not _has_journal(path):
        raise damaged(path)
    if revision > REVISION:
        raise too_new(path)
    return FileHeader(application_id, revision)


def _has_journal(path: Path) -> bool:
    beside = path.with_name(path.name + "-wal")
    try:
        return beside.stat().st_size > 0
    except OSError:
        return False


def too_new(path: Path) -> DatabaseTooNew:
    """The sentence for a file of a newer version."""
    return DatabaseTooNew(
        _(
            "“{name}” was written by a newer version of this program. Your data is safe and was not touched."
        ).format(name=path.name),
        _("Install the newest version and open it again."),
    )


def damaged(path: Path) -> DatabaseDamaged:
    """The sentence for a damaged file."""
    return DatabaseDamaged(
        _("The database “{name}” is damaged. It was not changed.").format(name=path.name),
        _("Restore the newest backup with “restore”; the damaged file is kept."),
    )


def _foreign(path: Path, why: str) -> DatabaseForeign:
    return DatabaseForeign(
        _("“{name}” is not a Lifecycle Desktop database: {why}. It was not touched.").format(
            name=path.name, why=why
        ),
        _("Choose another file."),
    )
