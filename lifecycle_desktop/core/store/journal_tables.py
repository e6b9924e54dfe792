"""The journal's own tables and the TEMP triggers that fill them, made from the schema.

Per table of the schema one image table holds, per step, each row's first image: what the row was
before the step, or that it did not exist. An image under a negative step is the other side: what
the row was after a step that is now undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lifecycle_desktop.core.store.driver import ReadConnection, WriteConnection

# No images of these are kept: the search rows are filled from the others after every step, the rest is no step
# of the owner's.
OUTSIDE_TABLES = frozenset(
    {
        "contact_search",
        "search_term",
        "activity_search",
        "contact_opened",
        "typed_text",
        "reminder_told",
        "day_sheet_number",
        "slipping_shown",
        "presence",
        "kiosk",
        "erasure",
    }
)
# Columns of `contact` that say nothing a person did; a change to them alone is no conflict.
DERIVED_COLUMNS = {
    "contact": frozenset(
        {
            "first_answer_at",
            "last_activity_at",
            "next_step_id",
            "next_step_on",
            "rhythm_days",
            "slips_on",
            "updated_at",
        }
    ),
    "plan": frozenset({"updated_at"}),
}

STEP_TABLES = {
    # `is_closed`: told in the history, but its images are gone, as after an upgrade of the file.
    "journal_step": "CREATE TABLE journal_step (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, "
    "made_at TEXT NOT NULL, cause TEXT NOT NULL, merge_key TEXT NOT NULL DEFAULT '', "
    "is_undone INTEGER NOT NULL DEFAULT 0, is_closed INTEGER NOT NULL DEFAULT 0, reverts_id INTEGER)",
    "journal_count": "CREATE TABLE journal_count (step_id INTEGER NOT NULL, table_name TEXT NOT NULL, "
    "rows INTEGER NOT NULL, "
    "PRIMARY KEY (step_id, table_name)) WITHOUT ROWID",
    "journal_range": "CREATE TABLE journal_range (step_id INTEGER NOT NULL, table_name TEXT NOT NULL, "
    "first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, "
    "PRIMARY KEY (step_id, table_name, first_id)) WITHOUT ROWID",
}


class Parent(NamedTuple):
    """A reference of a table's rows, and what happens to them when the row they name goes."""

    column: str
    table: str
    on_delete: str  # "CASCADE", "SET NULL" or "RESTRICT"


@dataclass(frozen=True)
class JournalledTable:
    """A table of the owner's and what is needed to keep images of its rows."""

    name: str
    columns: tuple[str, ...]  # without id
    parents: tuple[Parent, ...]
    unique_columns: tuple[str, ...]

    @property
    def images(self) -> str:
        """The name of its image table."""
        return f"journal_{self.name}"

    @property
    def told_columns(self) -> tuple[str, ...]:
        """The columns in which a later change is a conflict."""
        ignored = DERIVED_COLUMNS.get(self.name, frozenset())
        return tuple(column for column in self.columns if column not in ignored)

    @property
    def owner(self) -> Parent | None:
        """The reference to the row it belongs to and goes with: a contact's, where it has one."""
        owners = [parent for parent in self.parents if parent.on_delete == "CASCADE"]
        return next((each for each in owners if each.table == "contact"), owners[0] if owners else None)

    def listed(self, prefix: str = "") -> str:
        """Its columns without id, for a statement."""
        return ", ".join(f'{prefix}"{column}"' for column in self.columns)


def journalled_tables(connection: ReadConnection) -> tuple[JournalledTable, ...]:
    """The owner's tables as they stand in the file, parents before children."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            "AND name NOT LIKE 'journal\\_%' ESCAPE '\\' AND name NOT LIKE 'contact\\_%fts%' ESCAPE '\\' "
            "AND name NOT LIKE 'contact\\_trigram%' ESCAPE '\\' AND name NOT LIKE 'activity\\_fts%' ESCAPE '\\' "
            "AND name <> 'alembic_version' ORDER BY rowid"
        )
        if row[0] not in OUTSIDE_TABLES
    ]
    tables = []
    for name in names:
        columns = tuple(
            row[0]
            for row in connection.execute("SELECT name FROM pragma_table_info(?) WHERE name <> 'id'", (name,))
        )
        parents = tuple(
            Parent(row[0], row[1], row[2])
            for row in connection.execute(
                'SELECT "from", "table", on_delete FROM pragma_foreign_key_list(?) ORDER BY id DESC', (name,)
            )
        )
        unique = tuple(
            row[0]
            for row in connection.execute(
                "SELECT i.name FROM pragma_index_list(?) l, pragma_index_info(l.name) i "
                "WHERE l.\"unique\" AND l.origin = 'u'",
                (name,),
            )
        )
        tables.append(JournalledTable(name, columns, parents, unique))
    return _parents_first(tables)


def _parents_first(tables: list[JournalledTable]) -> tuple[JournalledTable, ...]:
    """The tables so ordered that what a row names is in place before the row is."""
    ordered: dict[str, JournalledTable] = {}
    waiting = list(tables)
    while waiting:
        ready = [
            table
            for table in waiting
            if all(parent.table in ordered or parent.table == table.name for parent in table.parents)
        ] or waiting  # a circle: any order will do
        ordered.update((table.name, table) for table in ready)
        waiting = [table for table in waiting if table.name not in ordered]
    return tuple(ordered.values())


def create_image_tables(connection: WriteConnection) -> None:
    """Make the journal's tables for the schema as it stands; those that are there already stay."""
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for name, statement in STEP_TABLES.items():
        if name not in present:
            connection.execute(statement)
    for table in journalled_tables(connection):
        if table.images not in present:
            connection.execute(
                f'CREATE TABLE "{table.images}" (step_id INTEGER NOT NULL, id INTEGER NOT NULL, '
                f"existed INTEGER NOT NULL, {table.listed()}, PRIMARY KEY (step_id, id)) WITHOUT ROWID"
            )


def close_journal(connection: WriteConnection) -> None:
    """Close the journal before an upgrade that reshapes tables: steps are still told, but not undone."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'journal\\_%' ESCAPE '\\'"
        )
    ]
    for name in names:
        if name not in ("journal_step", "journal_count"):
            connection.execute(f'DROP TABLE "{name}"')
    if "journal_step" in names:
        connection.execute("DELETE FROM journal_step WHERE is_undone = 1")
        connection.execute("DELETE FROM journal_count WHERE step_id NOT IN (SELECT id FROM journal_step)")
        connection.execute("UPDATE journal_step SET is_closed = 1")


def create_triggers(connection: WriteConnection, tables: Iterable[JournalledTable]) -> None:
    """Begin to keep images on this connection; nothing is kept while `journal_now` is empty."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS journal_now (step_id INTEGER NOT NULL)")
    for table in tables:
        connection.execute(insert_trigger(table))
        for event in ("UPDATE", "DELETE"):
            connection.execute(
                f'CREATE TEMP TRIGGER "{table.images}_{event.lower()}" BEFORE {event} ON main."{table.name}" BEGIN '
                f'INSERT INTO "{table.images}" (step_id, id, existed, {table.listed()}) '
                f"SELECT step_id, OLD.id, 1, {table.listed('OLD.')} FROM journal_now WHERE true "
                f"ON CONFLICT DO NOTHING; END"
            )


def insert_trigger(table: JournalledTable) -> str:
    """The statement that makes the trigger noting that a row did not exist."""
    return (
        f'CREATE TEMP TRIGGER "{table.images}_insert" AFTER INSERT ON main."{table.name}" BEGIN '
        f'INSERT INTO "{table.images}" (step_id, id, existed) SELECT step_id, NEW.id, 0 FROM journal_now '
        f"WHERE true ON CONFLICT DO NOTHING; END"
    )
