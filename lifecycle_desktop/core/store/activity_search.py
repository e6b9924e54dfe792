"""The search table over the texts of activities, kept in line by every step; only those with a text have a row."""

from __future__ import annotations

from collections.abc import Iterable

from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.store.driver import WriteConnection

INDEX = ("activity_fts", "words", "activity_search")

_TEXTS = "SELECT id, text FROM activity WHERE text <> ''"
_STORED = "SELECT id, words FROM activity_search"
_AT_ONCE = 500
_PER_PART = 20_000
# Taking so many rows out of the index one by one costs more than making it anew.
_REBUILD_ABOVE = 20_000


def refresh_activities(connection: WriteConnection, activity_ids: Iterable[int]) -> None:
    """Bring the search table in line with these activities, there or gone."""
    ids = sorted(set(activity_ids))
    if len(ids) > _REBUILD_ABOVE:
        rebuild_activities(connection)
        return
    for start in range(0, len(ids), _AT_ONCE):
        _refresh_part(connection, ids[start : start + _AT_ONCE])


def _refresh_part(connection: WriteConnection, ids: list[int]) -> None:
    marks = ", ".join("?" * len(ids))
    stored = dict(connection.execute(f"{_STORED} WHERE id IN ({marks})", ids))
    wanted = _folded(connection.execute(f"{_TEXTS} AND id IN ({marks})", ids))
    old = [each for each in ids if each in stored and stored[each] != wanted.get(each)]
    new = [each for each in ids if each in wanted and stored.get(each) != wanted[each]]
    if old:
        marks = ", ".join("?" * len(old))
        connection.execute(
            "INSERT INTO activity_fts (activity_fts, rowid, words) "
            f"SELECT 'delete', id, words FROM activity_search WHERE id IN ({marks})",
            old,
        )
        connection.execute(f"DELETE FROM activity_search WHERE id IN ({marks})", old)
    for row in ((each, wanted[each]) for each in new):
        connection.execute("INSERT INTO activity_search (id, words) VALUES (?, ?)", row)
        connection.execute("INSERT INTO activity_fts (rowid, words) VALUES (?, ?)", row)


def add_activities(connection: WriteConnection, first_id: int, last_id: int) -> None:
    """Add activities that are all new."""
    if not _insert(connection, first_id, last_id):
        return
    connection.execute(
        "INSERT INTO activity_fts (rowid, words) SELECT id, words FROM activity_search WHERE id BETWEEN ? AND ?",
        (first_id, last_id),
    )


def rebuild_activities(connection: WriteConnection) -> None:
    """Make table and index anew from the activities."""
    connection.execute("DELETE FROM activity_search")
    (last_id,) = connection.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()
    _insert(connection, 1, last_id)
    connection.execute("INSERT INTO activity_fts (activity_fts) VALUES ('rebuild')")


def stale_activities(connection: WriteConnection) -> int:
    """How many rows are missing, needless, or say something else than the activity."""
    pairs = connection.execute(
        "SELECT a.text, s.words FROM activity a LEFT JOIN activity_search s ON s.id = a.id "
        "WHERE a.text <> '' OR s.id IS NOT NULL"
    )
    stale = sum((fold(text) or None) != words for text, words in pairs)
    (lost,) = connection.execute(
        "SELECT count(*) FROM activity_search WHERE id NOT IN (SELECT id FROM activity)"
    ).fetchone()
    return int(stale + lost)


def _insert(connection: WriteConnection, first_id: int, last_id: int) -> int:
    """Fill the table for new activities, part by part; how many have a text."""
    count = 0
    for start in range(first_id, last_id + 1, _PER_PART):
        end = min(start + _PER_PART - 1, last_id)
        rows = _folded(connection.execute(f"{_TEXTS} AND id BETWEEN ? AND ?", (start, end)))
        connection.executemany("INSERT INTO activity_search (id, words) VALUES (?, ?)", rows.items())
        count += len(rows)
    return count


def _folded(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    return {row_id: words for row_id, text in rows if (words := fold(text))}
