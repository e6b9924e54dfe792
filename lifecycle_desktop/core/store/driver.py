"""The one place that names the database driver, sets every connection up and reads its settings back.

sqlcipher3 carries the same, recent SQLite on every system; Python's own sqlite3 is the fallback.
Plain SQLite files without a key.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import quote

from lifecycle_desktop.core.errors import DatabaseProblem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store.text_functions import TEXT_FUNCTIONS

try:
    import sqlcipher3.dbapi2 as _module
except ImportError:  # an unusual platform without a wheel
    import sqlite3 as _module

module: Any = _module
DriverError: type[Exception] = _module.Error
SQLITE_VERSION: tuple[int, ...] = tuple(int(part) for part in _module.sqlite_version.split("."))
# Below this a reader beside the writer can corrupt a WAL file: SAFETY.md, section 1, point 3.
SAFE_FOR_TWO_CONNECTIONS = (3, 51, 3)

APPLICATION_ID = 0x4C464344  # "LFCD" in the file's header says that it is ours
BUSY_MILLISECONDS = 5000

# One step and its undo take some hundred statements; to prepare them anew each time would cost more than they do.
_KEPT_STATEMENTS = 500

_SETTINGS: tuple[tuple[str, object, object], ...] = (
    ("busy_timeout", BUSY_MILLISECONDS, BUSY_MILLISECONDS),
    ("foreign_keys", "ON", 1),
    ("synchronous", "FULL", 2),
    ("temp_store", "MEMORY", 2),
    ("cache_size", -16384, -16384),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
)


class Cursor(Protocol):
    """What a statement gives back."""

    rowcount: int
    lastrowid: int | None

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Any: ...


class ReadConnection(Protocol):
    """A DB-API connection as queries use it: plain SQL with `?`, rows as tuples."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ..., /) -> Cursor: ...
    def interrupt(self) -> None: ...
    def backup(self, target: Any, *, pages: int = ..., progress: Any = ...) -> None: ...
    def close(self) -> None: ...


class WriteConnection(ReadConnection, Protocol):
    """The DB-API connection that may write."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor: ...


def open_writer(path: Path) -> WriteConnection:
    """A connection that may write; statements commit only where BEGIN and COMMIT are sent."""
    return cast("WriteConnection", _opened(path, ()))


def open_reader(path: Path) -> ReadConnection:
    """A connection that can only read, never checkpoints, and leaves the file as it is."""
    found = _opened(path, ("PRAGMA wal_autocheckpoint = 0", "PRAGMA query_only = ON"), writes=False)
    return cast("ReadConnection", found)


def open_at_rest(path: Path, *, immutable: bool = False) -> ReadConnection:
    """A connection for looking only, which writes nothing, not even beside the file.

    `immutable` is for a file in a folder that cannot be written and that nobody changes.
    """
    address = _address(path, "ro") + ("&immutable=1" if immutable else "")
    connection = module.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS:d}")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return cast("ReadConnection", connection)


def open_new(path: Path) -> WriteConnection:
    """A connection to an empty file that is to become a database."""
    return cast("WriteConnection", _opened(path, (), first=f"PRAGMA application_id = {APPLICATION_ID:d}"))


def _opened(path: Path, then: Iterable[str], *, first: str = "", writes: bool = True) -> Any:
    connection = module.connect(
        _address(path, "rw"),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_KEPT_STATEMENTS,
    )
    try:
        if first:
            connection.execute(first)
        _settle(connection, path)
        if writes:
            _write_ahead(connection, path)
        for statement in then:
            connection.execute(statement)
        for name, count, function in TEXT_FUNCTIONS:
            connection.create_function(name, count, function, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _settle(connection: Any, path: Path) -> None:
    """Set the PRAGMAs and read them back: a setting that did not take is a fault, not a detail."""
    settings = list(_SETTINGS)
    if sys.platform == "darwin":
        settings += [("fullfsync", "ON", 1), ("checkpoint_fullfsync", "ON", 1)]
    for name, value, expected in settings:
        connection.execute(f"PRAGMA {name} = {value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise RuntimeError(f"SQLite kept {name} at {found!r} for {path.name}")


def _write_ahead(connection: Any, path: Path) -> None:
    """Choose the journal that loses nothing in a power cut: SAFETY.md, section 3."""
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if str(mode).lower() != "wal":  # a network drive without shared memory
        raise DatabaseProblem(
            _("The drive of “{name}” cannot keep a database safely, so it was not opened.").format(
                name=path.name
            ),
            _("Move it to a drive of this computer."),
        )


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"
