"""Many rows at once: inserted through the driver, noted in the journal as ranges of ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def next_id(connection: Connection, table_name: str) -> int:
    """The first id that is free in a table, within a step of `Database.write`."""
    return int(connection.info["step"].next_id(table_name))


def insert_rows(
    connection: Connection, table_name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows whose first column is an `id` that counts on from `next_id`, within a step of `Database.write`."""
    connection.info["step"].insert_rows(table_name, columns, rows)
