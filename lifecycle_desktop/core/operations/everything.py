"""Put an export of everything into an empty database, so that it equals the one it came from."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Protocol

from lifecycle_desktop.core.errors import FileProblem, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.driver import DriverError, WriteConnection
from lifecycle_desktop.core.store.everything import every_table
from lifecycle_desktop.core.store.step import Written

_AT_ONCE = 500
_PLAIN = (str, int, float, type(None))


class Row(Protocol):
    """A row of a table, with the line of the file it stands on."""

    @property
    def line(self) -> int: ...
    @property
    def table(self) -> str: ...
    @property
    def values(self) -> dict[str, Any]: ...


def take_everything(step: Written, rows: Iterable[Row], progress: Progress) -> int:
    """Replace what an empty database holds by these rows, inside a step of `Database.write`; how many.

    Raises `NotUnderstood` where there are people already, and `FileProblem` with the line for a row that this
    program cannot hold; nothing was written then.
    """
    connection = step.driver
    if connection.execute("SELECT EXISTS (SELECT 1 FROM contact)").fetchone()[0]:
        raise NotUnderstood(
            _("There are people in this database already."),
            _("An export of everything goes into an empty one: make it with “init --database FILE”."),
        )
    columns = {table.name: _columns(connection, table.name) for table in every_table(connection)}
    connection.execute(
        "PRAGMA defer_foreign_keys = ON"
    )  # rows name others that come later; checked at the end
    for name in columns:
        connection.execute(f'DELETE FROM "{name}"')  # noqa: S608  the schema's own names
    count = 0
    for table, group in groupby(rows, key=lambda row: row.table):
        known = columns.get(table)
        if known is None:
            raise FileProblem(
                _("This version of the program knows no table “{table}”.").format(table=table[:60])
            )
        for alike, part in groupby(group, key=lambda row: tuple(row.values)):
            count += _insert(connection, table, known, alike, part, progress)
    _check_references(connection)
    return count


def _columns(connection: WriteConnection, table: str) -> dict[str, str]:
    """The columns of a table with the kinds they are declared as."""
    return dict(connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall())


def _insert(
    connection: WriteConnection,
    table: str,
    known: dict[str, str],
    columns: tuple[str, ...],
    rows: Iterable[Row],
    progress: Progress,
) -> int:
    strange = [column for column in columns if column not in known]
    if strange or "id" not in columns:
        raise FileProblem(
            _("This version of the program knows no column “{column}” of “{table}”.").format(
                column=(strange or ["id"])[0][:60], table=table
            )
        )
    named = ", ".join(f'"{column}"' for column in columns)
    sql = f'INSERT INTO "{table}" ({named}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
    count = 0
    for row in rows:
        try:
            connection.execute(sql, [_value(row.values[column], known[column]) for column in columns])
        except (DriverError, OverflowError, binascii.Error, TypeError) as error:
            raise FileProblem(
                _("Line {line} of the file holds a row of “{table}” that cannot be kept.").format(
                    line=row.line, table=table
                ),
                _("Export everything once more, and use that file unchanged."),
                line=row.line,
            ) from error
        count += 1
        if count % _AT_ONCE == 0:
            progress.advance(_AT_ONCE)
    return count


def _value(value: object, kind: str) -> object:
    if kind == "BLOB" and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    if not isinstance(value, _PLAIN):
        raise TypeError(value)
    return value


def _check_references(connection: WriteConnection) -> None:
    broken = connection.execute('SELECT "table", rowid FROM pragma_foreign_key_check LIMIT 1').fetchone()
    if broken is not None:
        raise FileProblem(
            _("A row of “{table}” names another that the file does not hold.").format(table=broken[0]),
            _("Export everything once more, and use that file unchanged."),
        )
    lifecycles = connection.execute("SELECT count(*) FROM lifecycle WHERE is_active = 1").fetchone()[0]
    if lifecycles != 1:
        raise FileProblem(_("The file does not say which lifecycle is in use."))
