"""The search tables: filled from people's rows after every step, so that no feature has to think of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lifecycle_desktop.core.model.matching import words_of
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.store import activity_search, faults
from lifecycle_desktop.core.store.driver import DriverError, WriteConnection

# table → where the contact's id stands in its rows
SEARCHED_TABLES = (
    "contact", "contact_email", "contact_phone", "contact_address", "contact_tag", "contact_own_value",
)  # fmt: skip
_INDEXES = (
    ("contact_fts", "name_folded, email, phone_digits", "contact_search"),
    ("contact_more_fts", "more", "contact_search"),
    ("contact_trigram", "t", "contact_text"),
)
# The columns of `contact` that stand in its words.
SEARCHED_COLUMNS = (
    "display_name", "first_name", "middle_name", "last_name", "nickname", "company", "job_title", "want", "note",
    "source_detail",
)  # fmt: skip
# Taking many rows out of an index one by one costs more than making it anew.
_REBUILD_ABOVE = 5000
_NAMES_AT_ONCE = 50_000
# While many rows come, their words are gathered in larger pieces (bytes) and the pieces are not merged, which
# would cost a third of an index; FTS5 merges them with what later steps write. The second ones are its own.
_PIECES = (("hashsize", 1 << 22), ("automerge", 0))
_DAILY_PIECES = (("hashsize", 1 << 20), ("automerge", 4))

# One row per contact, each value as people may type it.
_TEXTS = """
SELECT c.id, c.display_name, c.first_name || ' ' || c.middle_name || ' ' || c.last_name, c.nickname, c.company,
       (SELECT group_concat(email_normal, ' ') FROM contact_email e WHERE e.contact_id = c.id),
       (SELECT group_concat(phone_normal, ' ') FROM contact_phone p WHERE p.contact_id = c.id),
       c.job_title || ' ' || c.want || ' ' || c.note || ' ' || c.source_detail,
       (SELECT group_concat(street || ' ' || extended || ' ' || city || ' ' || region || ' ' || postal_code || ' '
          || formatted, ' ')
          FROM contact_address a WHERE a.contact_id = c.id),
       (SELECT group_concat(name, ' ') FROM
          (SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = c.id
           UNION ALL SELECT value FROM contact_own_value o WHERE o.contact_id = c.id))
  FROM contact c
"""
_STORED = "SELECT id, name_folded, email, phone_digits, more FROM contact_search"


def refresh_search(connection: WriteConnection, contact_ids: Iterable[int]) -> None:
    """Bring the search tables in line with these contacts, living or gone."""
    ids = sorted(set(contact_ids))
    if not ids:
        return
    if len(ids) > _REBUILD_ABOVE:
        _fill_temp(connection, ids)
        connection.execute("DELETE FROM contact_search WHERE id IN (SELECT id FROM temp.search_touched)")
        _insert_rows(connection, _TEXTS + " WHERE c.id IN (SELECT id FROM temp.search_touched)", ())
        rebuild_indexes(connection)
        return
    for start in range(0, len(ids), 500):
        _refresh_part(connection, ids[start : start + 500])


def _refresh_part(connection: WriteConnection, ids: list[int]) -> None:
    """Take the rows that are no longer right out of the indexes, and put the right ones in."""
    marks = ", ".join("?" * len(ids))
    stored = {row[0]: row for row in connection.execute(f"{_STORED} WHERE id IN ({marks})", ids)}
    wanted = {
        row[0]: search_row(row) for row in connection.execute(_TEXTS + f" WHERE c.id IN ({marks})", ids)
    }
    changed = [each for each in ids if stored.get(each) != wanted.get(each)]
    if not changed:
        return
    marks = ", ".join("?" * len(changed))
    for index, columns, content in _INDEXES:
        connection.execute(
            f"INSERT INTO {index} ({index}, rowid, {columns}) SELECT 'delete', id, {columns} "
            f"FROM {content} WHERE id IN ({marks})",
            changed,
        )
    connection.execute(f"DELETE FROM contact_search WHERE id IN ({marks})", changed)
    new = [wanted[each] for each in changed if each in wanted]
    add_rows(connection, new)
    for index, columns, content in _INDEXES:
        connection.execute(
            f"INSERT INTO {index} (rowid, {columns}) SELECT id, {columns} FROM {content} WHERE id IN ({marks})",
            changed,
        )
    _change_terms(
        connection,
        _terms(row[1] for row in new),
        _terms(stored[each][1] for each in changed if each in stored),
    )


def _terms(names: Iterable[str]) -> set[str]:
    """The words of folded names as the index parts them."""
    found = set(" ".join(names).split())
    for word in [word for word in found if not word.isalnum()]:
        found.remove(word)
        found.update(words_of(word))
    return found


def _change_terms(connection: WriteConnection, new: set[str], old: set[str]) -> None:
    """Add the words of names that came; take away those that nobody has any more."""
    connection.executemany(
        "INSERT OR IGNORE INTO search_term (term) VALUES (?)", ((term,) for term in sorted(new - old))
    )
    for term in old - new:
        named = connection.execute(
            "SELECT 1 FROM contact_fts WHERE contact_fts MATCH ? LIMIT 1", (f'name_folded : "{term}"',)
        )
        if named.fetchone() is None:
            connection.execute("DELETE FROM search_term WHERE term = ?", (term,))


def _add_terms(connection: WriteConnection, first_id: int, last_id: int) -> None:
    """Add the words of the names in a range of rows: SQLite joins them, which costs a third of reading each."""
    found: set[str] = set()
    for start in range(first_id, last_id + 1, _NAMES_AT_ONCE):
        (names,) = connection.execute(
            "SELECT group_concat(name_folded, ' ') FROM contact_search WHERE id BETWEEN ? AND ?",
            (start, min(start + _NAMES_AT_ONCE - 1, last_id)),
        ).fetchone()
        found |= _terms([names or ""])
    connection.executemany(
        "INSERT OR IGNORE INTO search_term (term) VALUES (?)", ((term,) for term in sorted(found))
    )


def add_range(connection: WriteConnection, first_id: int, last_id: int) -> None:
    """Add contacts that are all new, by one statement per index."""
    _insert_rows(connection, _TEXTS + " WHERE c.id BETWEEN ? AND ?", (first_id, last_id))
    index_range(connection, first_id, last_id)


def index_range(connection: WriteConnection, first_id: int, last_id: int) -> None:
    """Index new rows of `contact_search` that are there already."""
    with _in_pieces(connection, last_id - first_id):
        for index, columns, content in _INDEXES:
            connection.execute(
                f"INSERT INTO {index} (rowid, {columns}) SELECT id, {columns} FROM {content} "
                f"WHERE id BETWEEN ? AND ?",
                (first_id, last_id),
            )
    _add_terms(connection, first_id, last_id)


def add_rows(connection: WriteConnection, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Put rows of `search_row` into `contact_search`, to be indexed by `index_range`."""
    reading = iter(rows)
    while values := list(chain.from_iterable(islice(reading, 5000))):
        start = 0
        for size in (100, 10, 1):
            sql = f"INSERT INTO contact_search (id, name_folded, email, phone_digits, more) VALUES {_marks(size)}"
            while start + 5 * size <= len(values):
                connection.execute(sql, values[start : start + 5 * size])
                start += 5 * size


def _marks(count: int) -> str:
    return ", ".join(["(?, ?, ?, ?, ?)"] * count)


def renew_rows(connection: WriteConnection, contact_ids: Iterable[int]) -> None:
    """Make rows of `contact_search` anew that are not indexed yet."""
    _fill_temp(connection, sorted(set(contact_ids)))
    connection.execute("DELETE FROM contact_search WHERE id IN (SELECT id FROM temp.search_touched)")
    _insert_rows(connection, _TEXTS + " WHERE c.id IN (SELECT id FROM temp.search_touched)", ())


def rebuild_search(connection: WriteConnection) -> None:
    """Make every search table anew from people's rows."""
    connection.execute("DELETE FROM contact_search")
    _insert_rows(connection, _TEXTS, ())
    rebuild_indexes(connection)
    activity_search.rebuild_activities(connection)


def rebuild_indexes(connection: WriteConnection) -> None:
    """Make the indexes and the words of names anew from `contact_search`."""
    with _in_pieces(connection, _REBUILD_ABOVE):
        for index, _columns, _content in _INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    connection.execute("DELETE FROM search_term")
    (last_id,) = connection.execute("SELECT coalesce(max(id), 0) FROM contact_search").fetchone()
    _add_terms(connection, 1, last_id)


@contextlib.contextmanager
def _in_pieces(connection: WriteConnection, rows: int) -> Iterator[None]:
    """Write the words of many rows in larger pieces; a failure rolls the settings back with the rest."""
    if rows < _REBUILD_ABOVE:
        yield
        return
    _set_pieces(connection, _PIECES)
    yield
    _set_pieces(connection, _DAILY_PIECES)


def _set_pieces(connection: WriteConnection, settings: Iterable[tuple[str, int]]) -> None:
    for index, _columns, _content in _INDEXES:
        for setting in settings:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES (?, ?)", setting)


def faulty_indexes(connection: WriteConnection) -> list[str]:
    """The indexes that do not agree with their rows."""
    faulty = []
    for index, _columns, _content in (*_INDEXES, activity_search.INDEX):
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except DriverError as error:
            if not faults.is_damage(error):
                raise
            faulty.append(index)
    return faulty


def stale_rows(connection: WriteConnection) -> int:
    """How many rows of the search tables are missing, needless, or say something else than the people's rows."""
    return (
        _stale_contacts(connection) + _stale_terms(connection) + activity_search.stale_activities(connection)
    )


def _stale_terms(connection: WriteConnection) -> int:
    wanted = _terms(name for (name,) in connection.execute("SELECT name_folded FROM contact_search"))
    return len(wanted ^ {term for (term,) in connection.execute("SELECT term FROM search_term")})


def _stale_contacts(connection: WriteConnection) -> int:
    wanted = connection.execute(_TEXTS + " ORDER BY c.id")
    stored = connection.execute(_STORED + " ORDER BY id")
    stale = 0
    told, kept = wanted.fetchone(), stored.fetchone()
    while told or kept:
        if told and kept and told[0] == kept[0]:
            stale += _words(search_row(told)) != _words(kept)
            told, kept = wanted.fetchone(), stored.fetchone()
            continue
        stale += 1
        if not kept or (told and told[0] < kept[0]):
            told = wanted.fetchone()
        else:
            kept = stored.fetchone()
    return stale


def _words(row: tuple[int, str, str, str, str]) -> tuple[list[str], ...]:
    return tuple(sorted(text.split()) for text in row[1:])


def _insert_rows(connection: WriteConnection, texts: str, parameters: Iterable[int]) -> None:
    rows = connection.execute(texts, tuple(parameters))
    add_rows(connection, (search_row(row) for row in rows.fetchall()))


def search_row(
    row: tuple[int, str, str, str, str, str | None, str | None, str, str | None, str | None],
) -> tuple[int, str, str, str, str]:
    """The row of `contact_search` for a row of `_TEXTS`."""
    contact_id, display, parts, nickname, company, emails, phones, told, addresses, tags = row
    name = (
        display if parts is display or parts.replace("  ", " ").strip() == display else f"{display} {parts}"
    )
    return (
        contact_id,
        fold(f"{name} {nickname} {company}").strip(),
        emails or "",
        phones or "",
        _lowered(f"{told} {addresses or ''} {tags or ''}"),
    )


def _fill_temp(connection: WriteConnection, ids: list[int]) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS search_touched (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.search_touched")
    connection.executemany("INSERT INTO temp.search_touched (id) VALUES (?)", ((id_,) for id_ in ids))


def _lowered(text: str) -> str:
    """As `fold`, for a text whose words are all that counts."""
    return text.lower() if text.isascii() else fold(text)
