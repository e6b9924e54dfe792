"""Every row of every table of the owner's, for an export of everything and for comparing two databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lifecycle_desktop.core.store.driver import ReadConnection

# Search tables and the journal follow from the rest; SQLite's own begin with sqlite_.
_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE 'journal_%' AND name NOT IN ('alembic_version', 'contact_search', 'search_term', "
    "'activity_search', 'contact_opened', 'kiosk', 'reminder_told', 'day_sheet_number', 'slipping_shown', "
    "'presence') ORDER BY name"
)


class TableRows(NamedTuple):
    """A table with its columns and an iterator over its rows in the order of their ids."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def every_table(connection: ReadConnection) -> Iterator[TableRows]:
    """The owner's tables by name, one after the other; use the rows of one before asking for the next."""
    for (name,) in connection.execute(_TABLES).fetchall():
        columns = tuple(
            row[0]
            for row in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (name,))
        )
        listed = ", ".join(f'"{column}"' for column in columns)
        sql = f'SELECT {listed} FROM "{name}" ORDER BY id'  # noqa: S608  the schema's own names
        yield TableRows(name, columns, iter(connection.execute(sql)))
