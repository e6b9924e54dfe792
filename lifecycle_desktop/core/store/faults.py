"""What SQLite says, in words a person can act on: the one place where driver errors become sentences."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from lifecycle_desktop.core.errors import (
    DatabaseBusy,
    DatabaseForeign,
    DatabaseProblem,
    DatabaseReadOnly,
    DiskFull,
)
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store.driver import DriverError
from lifecycle_desktop.core.store.file_header import damaged


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
    """The sentence for a driver error; None where the error is a bug of ours."""
    text = str(error).lower()
    name = path.name
    if "malformed" in text or "corrupt" in text:
        return damaged(path)
    if "not a database" in text or "encrypted" in text:
        return DatabaseForeign(
            _("“{name}” is not a Lifecycle Desktop database. It was not touched.").format(name=name),
            _("Choose another file."),
        )
    if "disk is full" in text or "database or disk" in text:
        return DiskFull(
            _(
                "There is no space left on the drive of “{name}”. The last change was not saved; all before is safe."
            ).format(name=name),
            _("Make room, then try again."),
        )
    if "readonly" in text or "read-only" in text:
        return DatabaseReadOnly(
            _("“{name}” or its folder cannot be written to, so nothing was changed.").format(name=name),
            _("Move it to a folder of your own, or ask for the right to write there."),
        )
    if "locked" in text or "busy" in text:
        return DatabaseBusy(
            _("Another program is using “{name}”, so nothing was changed.").format(name=name),
            _("Wait a moment, then try again."),
        )
    if "unable to open" in text or "disk i/o" in text or "i/o error" in text:
        return DatabaseProblem(
            _("“{name}” can no longer be reached. What was saved before is safe.").format(name=name),
            _("Connect its drive or check its folder, then try again."),
        )
    return None
