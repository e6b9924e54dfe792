"""Everybody who matches what is typed into a filter field: by the indexes, or row by row where many do.

A person matches by any of: every word begins a word of name, e-mail or phone; every word begins a word of what else
is known; from three letters on, the text stands anywhere in name, e-mail or phone.
"""

from __future__ import annotations

from typing import Any

from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.store.driver import ReadConnection

MANY = 20_000  # matches from which walking an order is quicker than gathering everybody
_FRAGMENT_FROM = 3  # letters; the trigram index knows nothing shorter
_MOST_WORDS = 40
_WILD = frozenset("%_")


def matching_condition(text: str) -> tuple[str, list[Any]]:
    """A condition over `contact c`, by the indexes."""
    typed = fold(text)
    words = _words(typed)
    if not words:
        return "instr(c.sort_name, ?) > 0", [typed]
    query = " ".join(f'"{word}"*' for word in words)
    parts = [
        "c.id IN (SELECT rowid FROM contact_fts WHERE contact_fts MATCH ?)",
        "c.id IN (SELECT rowid FROM contact_more_fts WHERE contact_more_fts MATCH ?)",
    ]
    values = [query, query]
    if len(typed) >= _FRAGMENT_FROM and len(typed) <= 200:
        exact = " AND instr(t, ?) > 0" if _WILD & set(typed) else ""
        parts.append(f"c.id IN (SELECT rowid FROM contact_trigram WHERE t LIKE ?{exact})")
        values += [f"%{typed}%", typed] if exact else [f"%{typed}%"]
    return f"({' OR '.join(parts)})", list(values)


def row_condition(text: str) -> tuple[str, list[Any]]:
    """The same condition, asked of each row."""
    typed = fold(text)
    words = _words(typed)
    if not words:
        return "instr(c.sort_name, ?) > 0", [typed]
    fragment = typed if _FRAGMENT_FROM <= len(typed) <= 200 else ""
    return (
        "EXISTS (SELECT 1 FROM contact_search t WHERE t.id = c.id AND has_words(?, ?, "
        "t.name_folded || ' ' || t.email || ' ' || t.phone_digits, t.more))",
        [" ".join(words), fragment],
    )


def do_many_match(connection: ReadConnection, text: str) -> bool:
    """Whether so many match what is typed that their first is best found by walking; looks at `MANY` at most."""
    words = _words(fold(text))
    if not words:
        return False
    query = " ".join(f'"{word}"*' for word in words)
    for index in ("contact_fts", "contact_more_fts"):
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
        if connection.execute(sql, (query, MANY)).fetchone()[0] >= MANY:
            return True
    return False


def _words(typed: str) -> list[str]:
    """The words of a folded text, as the indexes part them."""
    return "".join(letter if letter.isalnum() else " " for letter in typed).split()[:_MOST_WORDS]
