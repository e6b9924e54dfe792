"""People by what is typed: names first in their order, then any word, then any fragment."""

from __future__ import annotations

from typing import Any

from lifecycle_desktop.core.model.lists import Hit
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, marks, stage_mark

_LAST = "\U0010ffff"
_FRAGMENT_FROM = 3  # letters; the trigram index knows nothing shorter

_HIT = (
    f"SELECT c.id, c.display_name, {STAGE_MARK}, "
    "coalesce((SELECT email FROM contact_email e WHERE e.contact_id = c.id ORDER BY position LIMIT 1), ''), "
    "coalesce((SELECT phone FROM contact_phone p WHERE p.contact_id = c.id ORDER BY position LIMIT 1), ''), "
    "c.company FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.is_archived = 0 AND c.id IN "
)


def hits(connection: ReadConnection, text: str, limit: int = 20) -> list[Hit]:
    """The people that match what is typed, at most `limit`."""
    return people(connection, matching_ids(connection, text, limit))


def matching_ids(connection: ReadConnection, text: str, limit: int = 50) -> list[int]:
    """The ids of those who match: who begin so by name, then newest first by any word, then by fragment.

    Two tiers and no ranking: each stops after `limit` rows, whatever the number of matches.
    """
    typed = fold(text)
    if not typed:
        return []
    found: dict[int, None] = dict.fromkeys(
        row[0]
        for row in connection.execute(
            "SELECT id FROM contact WHERE sort_name >= ? AND sort_name < ? AND is_archived = 0 "
            "ORDER BY sort_name, id LIMIT ?",
            (typed, typed + _LAST, limit),
        )
    )
    for sql, value in _later_tiers(typed):
        if len(found) >= limit:
            break
        for (contact_id,) in connection.execute(sql, (value, limit)):
            found.setdefault(contact_id)
    return list(found)[:limit]


def people(connection: ReadConnection, contact_ids: list[int]) -> list[Hit]:
    """These people as hits, in the order given."""
    if not contact_ids:
        return []
    rows = {row[0]: row for row in connection.execute(_HIT + f"({marks(contact_ids)})", contact_ids)}
    return [
        Hit(
            row[0],
            row[1],
            " · ".join(part for part in (row[7], row[6], row[8]) if part),
            stage_mark(row[2:6]),
        )
        for row in (rows[contact_id] for contact_id in contact_ids if contact_id in rows)
    ]


def matching_condition(text: str) -> tuple[str, list[Any]]:
    """A condition over `contact c` that is true for everybody who matches, for filtering a list."""
    typed = fold(text)
    words = words_query(typed)
    if not words:
        return "c.sort_name LIKE ?", [f"%{typed}%"]
    parts = [
        "c.id IN (SELECT rowid FROM contact_fts WHERE contact_fts MATCH ?)",
        "c.id IN (SELECT rowid FROM contact_more_fts WHERE contact_more_fts MATCH ?)",
    ]
    values = [words, words]
    if len(typed) >= _FRAGMENT_FROM:
        parts.append("c.id IN (SELECT rowid FROM contact_trigram WHERE t LIKE ?)")
        values.append(f"%{typed}%")
    return f"({' OR '.join(parts)})", list(values)


def words_query(typed: str) -> str:
    """Folded text as an FTS5 query: every word, in any order, the last perhaps unfinished.

    Each word is quoted, so that nothing typed is taken for the query language.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in typed).split()
    return " ".join(f'"{word}"*' for word in words)


def _later_tiers(typed: str) -> list[tuple[str, str]]:
    tiers = []
    words = words_query(typed)
    digits = "".join(letter for letter in typed if letter.isdigit())
    if words:
        tiers.append(
            ("SELECT rowid FROM contact_fts WHERE contact_fts MATCH ? ORDER BY rowid DESC LIMIT ?", words)
        )
    if len(digits) >= _FRAGMENT_FROM and len(digits) * 2 >= len(typed):  # a phone in any format
        tiers.append(("SELECT rowid FROM contact_trigram WHERE t LIKE ? LIMIT ?", f"%{digits}%"))
    if words:
        tiers.append(
            (
                "SELECT rowid FROM contact_more_fts WHERE contact_more_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
                words,
            )
        )
    if len(typed) >= _FRAGMENT_FROM:
        tiers.append(("SELECT rowid FROM contact_trigram WHERE t LIKE ? LIMIT ?", f"%{typed}%"))
    return tiers
