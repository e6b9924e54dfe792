"""A new database: built beside its place under another name, and there only when it is complete."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.files import file_problem, make_private_folder, sync_folder
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store import driver, faults, file_header
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.journal_tables import create_image_tables
from lifecycle_desktop.core.store.leftovers import make_private, name_in_the_making, take_away
from lifecycle_desktop.core.store.lock import DatabaseLock

# As Alembic makes it in a file that has none.
_REVISION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create_database(path: Path, fill: Callable[[Database], None]) -> None:
    """Make a database at `path` with what `fill` puts into it.

    Raises `FileProblem` if a file is there already; a kill at any moment leaves either no file
    or a complete one.
    """
    path = file_header.real_place(path)
    make_private_folder(path.parent)
    with DatabaseLock(path) as lock:
        lock.acquire(wait=5.0)
        if path.exists():
            raise FileProblem(
                _("There is a file at “{path}” already. It was not touched.").format(path=path),
                _("Choose another name, or use that database as it is."),
            )
        temporary = name_in_the_making(path, "new")
        try:
            _make_empty(temporary)
            database = Database.open(temporary)
            try:
                fill(database)
                database.forget_history()
            finally:
                database.close()
            _appear(temporary, path)
        finally:
            take_away(temporary)


def schema_statements() -> list[str]:
    """What makes every table, index and search table of today's schema in an empty file."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from lifecycle_desktop.core.store.schema import SEARCH_DDL, metadata

    dialect = sqlite.dialect()
    statements = []
    for table in metadata.sorted_tables:
        lines = str(CreateTable(table).compile(dialect=dialect)).strip().splitlines()
        columns = [f"    {line.strip()}" for line in lines[1:-1] if line.strip()]
        statements.append("\n".join([lines[0].strip(), *columns, ")"]))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            made = str(CreateIndex(index).compile(dialect=dialect))
            statements.append(made.replace(" ON ", "\nON ", 1).replace(" WHERE ", "\nWHERE ", 1))
    return statements + list(SEARCH_DDL)


def create_schema(connection: driver.WriteConnection) -> None:
    """Put every table of the schema, the search tables and the journal into an empty file."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in schema_statements():
        connection.execute(statement)
    create_image_tables(connection)
    connection.execute(_REVISION_TABLE)
    connection.execute(
        "INSERT INTO alembic_version (version_num) VALUES (?)", (f"{file_header.REVISION:04d}",)
    )
    connection.execute(f"PRAGMA user_version = {file_header.REVISION:d}")
    connection.execute("COMMIT")


def _make_empty(path: Path) -> None:
    try:
        make_private(path)
    except OSError as error:
        raise file_problem(error, path) from error
    with faults.faults_told(path):
        connection = driver.open_new(path)
        try:
            create_schema(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()


def _appear(temporary: Path, path: Path) -> None:
    """Give the complete file its name without ever replacing one."""
    try:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: nobody else makes it, we hold the lock
            os.rename(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        raise file_problem(error, path) from error
