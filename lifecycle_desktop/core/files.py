"""The one way a file is written: beside its place, private, synced, then renamed; faults become sentences."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import DiskFull, FileProblem
from lifecycle_desktop.core.i18n import _


def make_private_folder(path: Path) -> Path:
    """The folder, made if need be so that only its owner can look into it."""
    with _told(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when complete; else the old one stays as it was.

    Mode 0600 from the first byte. A file that is marked as read-only is not replaced. Raises `FileProblem` or
    `DiskFull` in words.
    """
    with _told(path):
        _assure_replaceable(path)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                sync_file(stream.fileno())
            put_in_place(Path(temporary), path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def _assure_replaceable(path: Path) -> None:
    """Refuse to replace a file that nobody may write to, though its folder would allow it."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISREG(mode) and not mode & 0o222:
        raise FileProblem(
            _("“{name}” could not be used: {reason}.").format(
                name=path.name, reason=_("it is marked as read-only")
            ),
            _("Choose another name, or allow it to be changed."),
        )


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a complete, synced file its final name, durably."""
    os.replace(temporary, path)
    sync_folder(path.parent)


def sync_file(descriptor: int) -> None:
    """Bring a file's bytes to the platter."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring a rename to the platter; not every system can, and then it is not needed."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise file_problem(error, path) from error


def file_problem(error: OSError, path: Path) -> FileProblem | DiskFull:
    """The sentence for what the system said of a file."""
    name = path.name or str(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            _("“{name}” was not saved: there is no space left.").format(name=name),
            _("Make room or choose another place; nothing is lost."),
        )
    reasons = {
        errno.ENOENT: _("the folder or file does not exist"),
        errno.EACCES: _("this computer does not allow it"),
        errno.EPERM: _("this computer does not allow it"),
        errno.EROFS: _("the drive is read-only"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("part of the path is not a folder"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    reason = reasons.get(error.errno or 0, _("the drive reported a fault"))
    return FileProblem(
        _("“{name}” could not be used: {reason}.").format(name=name, reason=reason),
        _("Choose another place; nothing is lost."),
    )
