"""A small business in a real database file, for tests of the store; rows are made with plain SQL."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.create import create_database
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.step import Written

START = dt.datetime(2026, 9, 14, 13, 0, tzinfo=dt.UTC)
NOW = Moment(START, "America/Toronto")
AT = "2026-09-14T13:00:00.000Z"


def later(seconds: float) -> Moment:
    """A moment after the start."""
    return Moment(START + dt.timedelta(seconds=seconds), "America/Toronto")


def fill_business(database: Database) -> None:
    """One active lifecycle of three stages."""
    with database.write("Begin", moment=NOW) as written:
        sql = bare(written.connection)
        sql.execute("INSERT INTO lifecycle (id, key, name, is_active) VALUES (1, 'own', 'Own', 1)")
        sql.executemany(
            "INSERT INTO stage (id, lifecycle_id, position, key, name, label) VALUES (?, 1, ?, ?, ?, ?)",
            [
                (1, 1, "target", "Target", "Target"),
                (2, 2, "convert", "Convert", "Convert"),
                (3, 3, "wow", "Wow", "Wow"),
            ],
        )


def new_database(path: Path) -> Path:
    """A complete file with the small business, closed."""
    create_database(path, fill_business)
    return path


def opened(folder: Path) -> Database:
    """A new database in a folder, open."""
    return Database.open(new_database(folder / "business.db"))


def sql_of(written: Written) -> WriteConnection:
    """The plain connection of a step."""
    return bare(written.connection)


def add_contact(sql: WriteConnection, name: str = "Grace Lee", stage_id: int = 1, **more: Any) -> int:
    """Add a person with the fewest columns; the id."""
    columns = {
        "display_name": name,
        "sort_name": name.lower(),
        "stage_id": stage_id,
        "stage_since_at": AT,
        "created_at": AT,
        "updated_at": AT,
        **more,
    }
    named = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    cursor = sql.execute(f"INSERT INTO contact ({named}) VALUES ({marks})", tuple(columns.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def add_child(sql: WriteConnection, table: str, **columns: Any) -> int:
    """Add a row to any table; the id."""
    named = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    cursor = sql.execute(f"INSERT INTO {table} ({named}) VALUES ({marks})", tuple(columns.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def add_phone(sql: WriteConnection, contact_id: int, phone: str = "+14165550142") -> int:
    """Add a phone number."""
    return add_child(sql, "contact_phone", contact_id=contact_id, phone=phone, phone_normal=phone)


def add_follow_up(sql: WriteConnection, contact_id: int | None, due_on: str = "2026-09-20") -> int:
    """Add an open follow-up."""
    return add_child(
        sql,
        "follow_up",
        contact_id=contact_id,
        what="Call",
        due_on=due_on,
        first_due_on=due_on,
        created_at=AT,
    )


def add_activity(
    sql: WriteConnection,
    contact_id: int,
    day: str = "2026-09-10",
    follow_up_id: int | None = None,
    text: str = "",
) -> int:
    """Add a call made."""
    return add_child(
        sql,
        "activity",
        contact_id=contact_id,
        kind="call",
        direction="out",
        happened_at=f"{day}T15:00:00.000Z",
        happened_on=day,
        created_at=AT,
        follow_up_id=follow_up_id,
        text=text,
    )


def journalled_names(sql: Any) -> list[str]:
    """The tables that a step is about, by what the file says."""
    return [
        row[0].removeprefix("journal_")
        for row in sql.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'journal\\_%' ESCAPE '\\' "
            "AND name NOT IN ('journal_step', 'journal_count', 'journal_range') ORDER BY name"
        ).fetchall()
    ]


def snapshot(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the owner's, and the derived search rows."""
    sql = database.writing_connection()
    return {
        name: sql.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
        for name in [*journalled_names(sql), "contact_search", "activity_search", "search_term"]
    }


def difference(
    one: dict[str, list[tuple[Any, ...]]], other: dict[str, list[tuple[Any, ...]]]
) -> dict[str, Any]:
    """Where two snapshots differ, for a message that can be read."""
    return {
        name: (sorted(set(one[name]) - set(other[name])), sorted(set(other[name]) - set(one[name])))
        for name in one
        if one[name] != other[name]
    }


def assert_same(one: dict[str, list[tuple[Any, ...]]], other: dict[str, list[tuple[Any, ...]]]) -> None:
    """Two snapshots are equal to the last value."""
    assert difference(one, other) == {}


def assert_healthy(database: Database) -> None:
    """Pages, references, search tables, journal and values are as they should be."""
    assert findings(database.writing_connection()) == []
