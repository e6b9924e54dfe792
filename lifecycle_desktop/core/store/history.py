"""The history as it is read: what changed when, newest first."""

from __future__ import annotations

from lifecycle_desktop.core.store.changes import Step
from lifecycle_desktop.core.store.driver import ReadConnection


def steps(connection: ReadConnection, limit: int) -> list[Step]:
    """The newest steps, newest first."""
    rows = connection.execute(
        "SELECT id, label, made_at, cause, is_undone, reverts_id, is_closed FROM journal_step ORDER BY id DESC LIMIT ?",
        (limit,),
    ).fetchall()
    counts: dict[int, dict[str, int]] = {}
    for step_id, name, number in connection.execute(
        "SELECT step_id, table_name, rows FROM journal_count WHERE step_id >= ?",
        (rows[-1][0] if rows else 0,),
    ):
        counts.setdefault(step_id, {})[name] = number
    return [
        Step(row[0], row[1], row[2], row[3], bool(row[4]), row[5], counts.get(row[0], {}), bool(row[6]))
        for row in rows
    ]


def next_to_undo(connection: ReadConnection) -> tuple[int, str] | None:
    """The last step that is done and can be undone: its number and label."""
    row = connection.execute(
        "SELECT id, label FROM journal_step WHERE is_undone = 0 AND is_closed = 0 ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def next_to_redo(connection: ReadConnection) -> tuple[int, str] | None:
    """The first step that is undone: its number and label."""
    row = connection.execute(
        "SELECT id, label FROM journal_step WHERE is_undone = 1 ORDER BY id LIMIT 1"
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None
