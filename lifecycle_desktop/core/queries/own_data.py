"""Everything the database holds about one person, for the person who asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lifecycle_desktop.core.store.driver import ReadConnection

_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE 'journal_%' ORDER BY name"
)
_REFERENCES = 'SELECT "from", "table" FROM pragma_foreign_key_list(?) ORDER BY id'
_COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
_NAMES = ("display_name", "name", "title", "label")


class OwnRows(NamedTuple):
    """The rows of one table that are about the person; what a row refers to is named beside its number."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def own_data(connection: ReadConnection, contact_id: int) -> list[OwnRows]:
    """Every row about the person, table by table, the person's own row first; empty where there is no such contact.

    A table belongs to it when one of its columns names the contact: a new table of the schema comes along by
    itself.
    """
    own = _rows(connection, "contact", ("id",), contact_id)
    if not own.rows:
        return []
    return [own, *_others(connection, contact_id)]


def _others(connection: ReadConnection, contact_id: int) -> Iterator[OwnRows]:
    for (table,) in connection.execute(_TABLES).fetchall():
        naming = tuple(
            column for column, parent in connection.execute(_REFERENCES, (table,)) if parent == "contact"
        )
        if naming:
            found = _rows(connection, table, naming, contact_id)
            if found.rows:
                yield found


def _rows(connection: ReadConnection, table: str, naming: tuple[str, ...], contact_id: int) -> OwnRows:
    columns = [row[0] for row in connection.execute(_COLUMNS, (table,))]
    selected = [f't."{column}"' for column in columns]
    for column, parent in connection.execute(_REFERENCES, (table,)).fetchall():
        known = [row[0] for row in connection.execute(_COLUMNS, (parent,))]
        name = next((each for each in _NAMES if each in known), None)
        if name is not None:
            selected.append(f'(SELECT p."{name}" FROM "{parent}" p WHERE p.id = t."{column}")')
            columns.append(f"{column.removesuffix('_id')}_name")
    condition = " OR ".join(f't."{column}" = ?1' for column in naming)
    sql = f'SELECT {", ".join(selected)} FROM "{table}" t WHERE {condition} ORDER BY t.id'
    return OwnRows(table, tuple(columns), connection.execute(sql, (contact_id,)).fetchall())
