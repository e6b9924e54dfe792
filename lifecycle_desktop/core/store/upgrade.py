"""Bring an older file to the newest schema: verified backup first, then everything in one transaction."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store import driver, faults, file_header
from lifecycle_desktop.core.store.backup import back_up
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.engine import connect_sqlalchemy
from lifecycle_desktop.core.store.journal_tables import close_journal, create_image_tables
from lifecycle_desktop.core.store.search import rebuild_search

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(path: Path, *, keep_backup: bool = True) -> None:
    """Upgrade the closed file at `path`, which this process holds the lock of.

    Any failure leaves it exactly as it was. The journal ends here: older steps have other tables.
    """
    with faults.faults_told(path):
        connection = driver.open_writer(path)
    try:
        if keep_backup:
            back_up(connection, backup_before_upgrade(path, connection))
        with faults.faults_told(path):
            # Off for the whole transaction: rebuilding a table with them on would delete its children.
            connection.execute("PRAGMA foreign_keys = OFF")
            # Made before the transaction: SQLAlchemy rolls back what is open when it first connects.
            through = connect_sqlalchemy(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                run_migrations(connection, through)
                if connection.execute("SELECT 1 FROM pragma_foreign_key_check LIMIT 1").fetchone():
                    raise file_header.damaged(path)
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(driver.DriverError):
                    connection.execute("ROLLBACK")
                raise
    finally:
        connection.close()


def backup_before_upgrade(path: Path, connection: WriteConnection) -> Path:
    """Where the copy of an older file is kept: beside it, named with its version."""
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    words = _("before upgrade from version {number}").format(number=number)
    return path.with_name(f"{path.stem} {words}{path.suffix}")


def run_migrations(connection: WriteConnection, through: Connection, target: str = "head") -> None:
    """Run Alembic inside the open transaction, then make journal and search anew."""
    from alembic import command
    from alembic.config import Config

    configuration = Config(stdout=io.StringIO())
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = through
    close_journal(connection)
    command.upgrade(configuration, target)
    create_image_tables(connection)
    rebuild_search(connection)
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise RuntimeError("the upgraded file did not pass its check")
    connection.execute(f"PRAGMA user_version = {file_header.REVISION:d}")
