"""SQLAlchemy over our own connection: it writes statements, we open and end the transactions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from lifecycle_desktop.core.store import driver


def connect_sqlalchemy(connection: Any) -> Connection:
    """A SQLAlchemy connection that never begins, commits or rolls back by itself, whoever uses it."""
    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=lambda: connection,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
    )
    # Even in AUTOCOMMIT it would tell the driver to commit or roll back: on its first connection, and Alembic's.
    for ending in ("do_begin", "do_commit", "do_rollback"):
        setattr(engine.dialect, ending, _left_to_us)
    return engine.connect()


def bare(connection: Connection) -> driver.WriteConnection:
    """The driver's connection under a SQLAlchemy one, for plain SQL over many rows."""
    found: Any = connection.connection.driver_connection
    return found  # type: ignore[no-any-return]


def _left_to_us(_connection: Any) -> None:
    pass
