"""SQLAlchemy over our own connection: it writes statements, we open and end the transactions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from lifecycle_desktop.core.store import driver


def connect_sqlalchemy(connection: Any) -> Connection:
    """A SQLAlchemy connection that never begins, commits or rolls back by itself, whoever uses it.

    It may be made inside an open transaction.
    """
    # No isolation_level: to set it on the driver's connection would commit what is open; ours has none already.
    engine = create_engine(
        "sqlite://", module=driver.module, creator=lambda: connection, poolclass=StaticPool
    )
    # It rolls back when it first connects, and Alembic commits.
    for ending in ("do_begin", "do_commit", "do_rollback"):
        setattr(engine.dialect, ending, _left_to_us)
    return engine.connect()


def bare(connection: Connection) -> driver.WriteConnection:
    """The driver's connection under a SQLAlchemy one, for plain SQL over many rows."""
    found: Any = connection.connection.driver_connection
    return found  # type: ignore[no-any-return]


def _left_to_us(_connection: Any) -> None:
    pass
