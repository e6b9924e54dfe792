"""Erase people for good: their rows, every image and label of the journal, their words in the search tables.

SAFETY.md, section 1, point 7. It is no step and cannot be undone. Other people's rows and steps stay; what of
a step was about somebody erased is gone from it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import many_lines
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import driver
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.erased_names import names_of, without_names
from lifecycle_desktop.core.store.journal import Journal
from lifecycle_desktop.core.store.search import rebuild_indexes

_LONGEST_REASON = 500
_SHORTEST_TELLING = 4  # letters of a word of a name that tells who a tag is about


def erase(
    journal: Journal,
    contact_ids: Sequence[int],
    moment: Moment,
    reason: str,
    progress: Progress,
) -> tuple[int, int]:
    """Erase these people inside a transaction that is no step; how many there were, and how many rows.

    `PRAGMA secure_delete` must be on, and `sweep` must follow the commit. Raises `Stopped` when that was asked.
    """
    connection = journal.connection
    _find_rows(journal, contact_ids)
    _find_households(journal)
    (people,) = connection.execute(
        "SELECT count(*) FROM temp.erasing_row WHERE table_name = 'contact'"
    ).fetchone()
    names = names_of(journal)
    _find_words_of_their_own(connection, names)
    progress.advance(0)
    rows = _keep_record(connection, moment, reason)
    touched = _take_images(journal)
    progress.advance(0)
    _take_rows(journal)
    _take_texts_outside(connection, names)
    _clear_labels(connection, names)
    for step_id in touched:
        journal.recount(step_id)
    progress.advance(0)
    rebuild_indexes(connection)
    connection.execute("INSERT INTO activity_fts (activity_fts) VALUES ('rebuild')")
    _forget_samples(connection)
    connection.execute("DROP TABLE temp.erasing_row")
    return people, rows


def sweep(connection: WriteConnection, at: str) -> bool:
    """Write the file anew without its free space and empty the -wal; whether both could be done.

    Values that were changed or deleted long before lie in free space until this. Where the drive is too full,
    or somebody reads all the while, the erased rows are gone all the same, and it is done when the file is closed.
    """
    try:
        connection.execute("VACUUM")
        connection.execute("UPDATE erasure SET swept_at = ? WHERE swept_at IS NULL", (at,))
        (busy, _log, _done) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except driver.DriverError:
        return False
    return not busy


# -- what goes --------------------------------------------------------------------------------------------------


def _find_rows(journal: Journal, contact_ids: Sequence[int]) -> None:
    """Note every row of these people: their own, and what goes with those."""
    connection = journal.connection
    connection.execute("DROP TABLE IF EXISTS temp.erasing_row")
    connection.execute(
        "CREATE TEMP TABLE erasing_row (table_name TEXT NOT NULL, id INTEGER NOT NULL, contact_id INTEGER, "
        "PRIMARY KEY (table_name, id)) WITHOUT ROWID"
    )
    connection.execute(
        "INSERT INTO erasing_row SELECT 'contact', c.id, c.id FROM json_each(?) j JOIN contact c ON c.id = j.value "
        "WHERE true ON CONFLICT DO NOTHING",
        (json.dumps(list(contact_ids)),),
    )
    links = [
        (child.name, parent)
        for child in journal.tables
        for parent in child.parents
        if parent.on_delete == "CASCADE"
    ]
    while sum(
        connection.execute(
            f"INSERT INTO erasing_row SELECT '{child}', c.id, e.contact_id FROM temp.erasing_row e "
            f'JOIN "{child}" c ON c."{parent.column}" = e.id WHERE e.table_name = ? ON CONFLICT DO NOTHING',
            (parent.table,),
        ).rowcount
        for child, parent in links
    ):
        pass


def _find_households(journal: Journal) -> None:
    """Households of which nobody else is or was a member: they bear the people's name."""
    images = journal.by_name["contact"].images
    others = "id NOT IN (SELECT id FROM temp.erasing_row WHERE table_name = 'contact')"
    journal.connection.execute(
        "INSERT INTO erasing_row SELECT DISTINCT 'household', c.household_id, c.id FROM temp.erasing_row e "
        "JOIN contact c ON c.id = e.id WHERE e.table_name = 'contact' AND c.household_id IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM contact o WHERE o.household_id = c.household_id AND o.{others}) "
        f'AND NOT EXISTS (SELECT 1 FROM "{images}" o WHERE o.household_id = c.household_id AND o.{others}) '
        "ON CONFLICT DO NOTHING"
    )


def _find_words_of_their_own(connection: WriteConnection, names: Sequence[str]) -> None:
    """Tags and sources that nobody else has and that name one of them."""
    telling = {word for name in names for word in fold(name).split() if len(word) >= _SHORTEST_TELLING}
    for table, users, user in (
        ("tag", "contact_tag", "contact_id"),
        ("source", "contact", "id"),
    ):
        used = f"SELECT 1 FROM {users} u WHERE u.{table}_id = t.id"
        for row_id, word in connection.execute(
            f"SELECT t.id, t.name_folded FROM {table} t WHERE EXISTS ({used}) "
            f"AND NOT EXISTS ({used} AND u.{user} NOT IN ({_rows_of('contact')}))"
        ).fetchall():
            if telling & set(word.split()):
                connection.execute(
                    "INSERT INTO erasing_row VALUES (?, ?, NULL) ON CONFLICT DO NOTHING", (table, row_id)
                )


def _keep_record(connection: WriteConnection, moment: Moment, reason: str) -> int:
    """Write down that they were erased; how many rows go, the people themselves not counted."""
    counts: dict[int, dict[str, int]] = {}
    for contact_id, name, number in connection.execute(
        "SELECT contact_id, table_name, count(*) FROM temp.erasing_row WHERE contact_id IS NOT NULL "
        "GROUP BY contact_id, table_name"
    ):
        of_person = counts.setdefault(contact_id, {})
        if name != "contact":
            of_person[name] = number
    told = many_lines(reason)[:_LONGEST_REASON]
    connection.executemany(
        "INSERT INTO erasure (contact_number, erased_at, reason, counts_json) VALUES (?, ?, ?, ?)",
        [
            (contact_id, moment.text, told, json.dumps(of_person, sort_keys=True))
            for contact_id, of_person in counts.items()
        ],
    )
    return sum(sum(of_person.values()) for of_person in counts.values())


# -- the journal --------------------------------------------------------------------------------------------------


def _take_images(journal: Journal) -> set[int]:
    """Take every image of their rows, and of rows that were theirs once; the steps that held any."""
    connection = journal.connection
    touched: set[int] = set()
    taken: dict[str, set[int]] = {}
    for table in journal.tables:
        theirs = [f"id IN ({_rows_of(table.name)})"]
        theirs += [
            f'"{parent.column}" IN ({_rows_of(parent.table)})'
            for parent in table.parents
            if parent.on_delete == "CASCADE"
        ]
        for step_id, row_id in connection.execute(
            f'DELETE FROM "{table.images}" WHERE {" OR ".join(theirs)} RETURNING step_id, id'
        ).fetchall():
            touched.add(abs(step_id))
            taken.setdefault(table.name, set()).add(row_id)
        for (step_id,) in connection.execute(
            f"SELECT DISTINCT r.step_id FROM journal_range r JOIN temp.erasing_row e ON e.table_name = r.table_name "
            f"AND e.id BETWEEN r.first_id AND r.last_id WHERE r.table_name = '{table.name}'"
        ):
            touched.add(abs(step_id))
    _let_go_of(journal, taken, touched)
    return touched


def _rows_of(table_name: str) -> str:
    return f"SELECT id FROM temp.erasing_row WHERE table_name = '{table_name}'"


def _let_go_of(journal: Journal, taken: dict[str, set[int]], touched: set[int]) -> None:
    """Let images name no row that can never come back: an undo would leave them without it."""
    connection = journal.connection
    connection.execute("CREATE TEMP TABLE erasing_gone (id INTEGER PRIMARY KEY)")
    waiting = dict(taken)
    while waiting:
        name, ids = waiting.popitem()
        connection.execute("DELETE FROM temp.erasing_gone")
        connection.execute(
            f"INSERT INTO temp.erasing_gone SELECT value FROM json_each(?) WHERE "
            f'(value IN ({_rows_of(name)}) OR value NOT IN (SELECT id FROM "{name}")) AND value NOT IN '
            f'(SELECT id FROM "{journal.by_name[name].images}" WHERE existed = 1)',
            (json.dumps(sorted(ids)),),
        )
        for child in journal.tables:
            for parent in child.parents:
                if parent.table != name:
                    continue
                those = f'"{parent.column}" IN (SELECT id FROM temp.erasing_gone)'
                if parent.on_delete == "SET NULL":
                    connection.execute(f'UPDATE "{child.images}" SET "{parent.column}" = NULL WHERE {those}')
                    continue
                for step_id, row_id in connection.execute(
                    f'DELETE FROM "{child.images}" WHERE {those} RETURNING step_id, id'
                ).fetchall():
                    touched.add(abs(step_id))
                    waiting.setdefault(child.name, set()).add(row_id)
    connection.execute("DROP TABLE temp.erasing_gone")


def _clear_labels(connection: WriteConnection, names: Sequence[str]) -> None:
    """Take the names out of what the steps are called."""
    somebody = _("somebody erased")
    for step_id, label in connection.execute("SELECT id, label FROM journal_step").fetchall():
        cleared = without_names(label, names, somebody)
        if cleared != label:
            connection.execute("UPDATE journal_step SET label = ? WHERE id = ?", (cleared, step_id))


# -- rows ---------------------------------------------------------------------------------------------------------


def _take_rows(journal: Journal) -> None:
    connection = journal.connection
    for searched, index in (("contact", "contact_search"), ("activity", "activity_search")):
        connection.execute(f"DELETE FROM {index} WHERE id IN ({_rows_of(searched)})")
    for table in reversed(journal.tables):
        connection.execute(f'DELETE FROM "{table.name}" WHERE id IN ({_rows_of(table.name)})')


def _take_texts_outside(connection: WriteConnection, names: Sequence[str]) -> None:
    """Take what is kept outside the journal: when they were opened or shown, and unsaved texts about them."""
    for outside in ("contact_opened", "slipping_shown"):
        connection.execute(f"DELETE FROM {outside} WHERE id IN ({_rows_of('contact')})")
    connection.execute(f"DELETE FROM day_sheet_number WHERE contact_id IN ({_rows_of('contact')})")
    erased = {row[0] for row in connection.execute(_rows_of("contact"))}
    for row_id, place, text in connection.execute("SELECT id, place, text FROM typed_text").fetchall():
        parts = place.split(":")
        theirs = any(part.isascii() and part.isdigit() and int(part) in erased for part in parts[1:])
        if theirs or without_names(text, names, "") != text:
            connection.execute("DELETE FROM typed_text WHERE id = ?", (row_id,))


def _forget_samples(connection: WriteConnection) -> None:
    """SQLite keeps samples of indexed values beside its counts; they are made anew when it next looks."""
    found: Any = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat4'"
    ).fetchone()
    if found[0]:
        connection.execute("DELETE FROM sqlite_stat4")
