"""Many rows at once: inserted through the driver, noted in the journal as ranges of ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from lifecycle_desktop.core.store.engine import bare


def next_id(connection: Connection, table_name: str) -> int:
    """The first id that is free in a table, within a step of `Database.write`."""
    return int(connection.info["step"].next_id(table_name))


def insert_rows(
    connection: Connection, table_name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows whose first column is an `id` that counts on from `next_id`, within a step of `Database.write`."""
    connection.info["step"].insert_rows(table_name, columns, rows)


def contacts_are_ready(connection: Connection, stale: set[int]) -> None:
    """Say that the step's new contacts came with their derived columns and search rows, but for the `stale` ones."""
    step = connection.info["step"]
    step.is_ready = True
    step.stale |= stale


def take_indexes_away(connection: Connection) -> list[str]:
    """Take the indexes over names, stages, addresses and numbers away; the statements that bring them back.

    Making such an index of many rows costs half of keeping it row by row. `make_indexes` must follow in the
    same transaction; a rollback brings them back too. Those by the contact's id stay.
    """
    driver = bare(connection)
    kept = driver.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND "
        "(tbl_name = 'contact' OR name IN ('ix_contact_email_normal', 'ix_contact_phone_normal'))"
    ).fetchall()
    for name, _sql in kept:
        driver.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in kept]


def make_indexes(connection: Connection, statements: Sequence[str]) -> None:
    """Bring back what `take_indexes_away` took."""
    for statement in statements:
        bare(connection).execute(statement)
