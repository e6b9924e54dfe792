"""The journal: every write is a step that can be undone, redone and told, across restarts.

A step holds the first image of each row it touched. Undo swaps the images with the rows as they
are, so the same swap is the redo. Undoing one older step is itself a step.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator

from lifecycle_desktop.core.clock import instant_from_text, instant_text
from lifecycle_desktop.core.store.changes import Changes
from lifecycle_desktop.core.store.driver import DriverError, WriteConnection
from lifecycle_desktop.core.store.journal_tables import (
    JournalledTable,
    create_triggers,
    insert_trigger,
    journalled_tables,
)

MERGE_WITHIN = dt.timedelta(seconds=2)
KEEP_FOR = dt.timedelta(days=30)
KEEP_AT_LEAST = 200
# Asking for the children of so many rows one by one costs more than reading every child once.
_READ_ALL_ABOVE = 1000


class Journal:
    """The journal of one file, on its writing connection."""

    def __init__(self, connection: WriteConnection) -> None:
        self.connection = connection
        self.tables = journalled_tables(connection)
        self.by_name = {table.name: table for table in self.tables}
        create_triggers(connection, self.tables)
        self._count_sql = " UNION ALL ".join(
            f"SELECT '{table.name}', count(*) FROM \"{table.images}\" WHERE step_id = ?1"
            for table in self.tables
        )

    # -- recording ------------------------------------------------------------------------------------------

    def begin(self, label: str, at: str, cause: str, merge_key: str = "") -> int:
        """Open a step inside the running transaction; its number."""
        step_id = self._step_to_merge_with(merge_key, at) if merge_key else None
        if step_id is None:
            row = self.connection.execute(
                "INSERT INTO journal_step (label, made_at, cause, merge_key) VALUES (?, ?, ?, ?) RETURNING id",
                (label, at, cause, merge_key),
            ).fetchone()
            step_id = int(row[0])
        self.connection.execute("INSERT INTO journal_now (step_id) VALUES (?)", (step_id,))
        return step_id

    def end(self, step_id: int) -> Changes:
        """Close the step: count what it changed; a step that changed nothing leaves no trace."""
        self.connection.execute("DELETE FROM journal_now")
        changes = self._forget_needless_images(step_id)
        self.connection.execute("DELETE FROM journal_count WHERE step_id = ?", (step_id,))
        if changes:
            self._forget_undone()
            self._store_counts(step_id, changes)
        else:
            self._forget(step_id)
        return changes

    def after_rollback(self) -> None:
        """Make sure that no image is kept; TEMP tables roll back with the rest, unless the roll-back failed."""
        with contextlib.suppress(DriverError):
            self.connection.execute("DELETE FROM temp.journal_now")

    def counted(self, step_id: int) -> Changes:
        """The rows that the step has touched so far, by table."""
        return self._with_ranges(step_id, self._image_counts(step_id))

    def _image_counts(self, step_id: int) -> dict[str, int]:
        return {name: rows for name, rows in self.connection.execute(self._count_sql, (step_id,)) if rows}

    def _with_ranges(self, step_id: int, counts: dict[str, int]) -> Changes:
        for name in self._tables_with_ranges(step_id):
            for first_id, last_id in self.ranges(step_id, name):
                row = self.connection.execute(
                    f'SELECT count(*) FROM "{name}" WHERE id BETWEEN ? AND ?', (first_id, last_id)
                ).fetchone()
                counts[name] = counts.get(name, 0) + row[0]
        return Changes({name: rows for name, rows in counts.items() if rows})

    @contextlib.contextmanager
    def inserting_ranges(self, table_names: Iterable[str]) -> Iterator[None]:
        """Keep no images of rows that are inserted into these tables meanwhile: `note_range` tells them all at once.

        If an insert fails, none of them stays and the step can go on.
        """
        self.connection.execute("SAVEPOINT inserting_ranges")
        try:
            with self.without_insert_images(table_names):
                yield
        except BaseException:
            with contextlib.suppress(DriverError):  # a full disk has rolled everything back already
                self.connection.execute("ROLLBACK TO inserting_ranges")
                self.connection.execute("RELEASE inserting_ranges")
            raise
        self.connection.execute("RELEASE inserting_ranges")

    @contextlib.contextmanager
    def without_insert_images(self, table_names: Iterable[str]) -> Iterator[None]:
        """As `inserting_ranges`, but after an error the step can only be rolled back.

        A savepoint that lasts for a hundred thousand rows makes each insert ten times as slow.
        """
        tables = [self.by_name[name] for name in table_names]
        for table in tables:
            self.connection.execute(f'DROP TRIGGER temp."{table.images}_insert"')
        yield
        for table in tables:
            self.connection.execute(insert_trigger(table))

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Keep no images meanwhile: for rows that a noted range covers."""
        step_ids = self.connection.execute("SELECT step_id FROM journal_now").fetchall()
        self.connection.execute("DELETE FROM journal_now")
        yield
        self.connection.executemany("INSERT INTO journal_now (step_id) VALUES (?)", step_ids)

    def highest_id(self, table_name: str) -> int:
        """The highest id that a table has ever given, also to rows that are gone."""
        row = self.connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (table_name,)
        ).fetchone()
        return int(row[0]) if row else 0

    def note_range(self, step_id: int, table_name: str, first_id: int, last_id: int) -> None:
        """Note that no row with an id from the first to the last existed before the step."""
        widened = self.connection.execute(
            "UPDATE journal_range SET last_id = ? WHERE step_id = ? AND table_name = ? AND last_id = ?",
            (last_id, step_id, table_name, first_id - 1),
        ).rowcount
        if not widened:
            self.connection.execute(
                "INSERT INTO journal_range (step_id, table_name, first_id, last_id) VALUES (?, ?, ?, ?)",
                (step_id, table_name, first_id, last_id),
            )

    # -- the linear stack -----------------------------------------------------------------------------------

    def swap(self, step_id: int, *, undo: bool) -> Changes:
        """Put the other side of a step in place and keep this side.

        Inside a transaction, with foreign keys off: an exact earlier state needs no cascade.
        """
        other, mine = (step_id, -step_id) if undo else (-step_id, step_id)
        changes = Changes(self._stored_counts(step_id))
        touched = [table for table in self.tables if table.name in changes.counts]
        for table in touched:
            self._keep_this_side(table, other, mine)
        for table in touched:
            self._put_other_side(table, other)
        for table in touched:
            self.connection.execute(f'DELETE FROM "{table.images}" WHERE step_id = ?', (other,))
        self.connection.execute("DELETE FROM journal_range WHERE step_id = ?", (other,))
        self.connection.execute("UPDATE journal_step SET is_undone = ? WHERE id = ?", (int(undo), step_id))
        return changes

    def _keep_this_side(self, table: JournalledTable, other: int, mine: int) -> None:
        """Copy the rows that the other side will overwrite."""
        columns, images = table.listed(), table.images
        present = table.listed("t.")
        self.connection.execute(
            f'INSERT INTO "{images}" (step_id, id, existed, {columns}) '
            f'SELECT ?1, j.id, t.id IS NOT NULL, {present} FROM "{images}" j LEFT JOIN "{table.name}" t '
            f"ON t.id = j.id WHERE j.step_id = ?2",
            (mine, other),
        )
        for first_id, last_id in self.ranges(other, table.name):
            self.connection.execute(
                f'INSERT INTO "{images}" (step_id, id, existed, {columns}) '
                f'SELECT ?1, t.id, 1, {present} FROM "{table.name}" t WHERE t.id BETWEEN ?2 AND ?3 '
                f"ON CONFLICT DO NOTHING",
                (mine, first_id, last_id),
            )

    def _put_other_side(self, table: JournalledTable, other: int) -> None:
        name, images = table.name, table.images
        for first_id, last_id in self.ranges(other, name):
            self.connection.execute(
                f'DELETE FROM "{name}" WHERE id BETWEEN ?1 AND ?2 AND id NOT IN '
                f'(SELECT id FROM "{images}" WHERE step_id = ?3 AND existed = 1)',
                (first_id, last_id, other),
            )
        self.connection.execute(
            f'DELETE FROM "{name}" WHERE id IN (SELECT id FROM "{images}" WHERE step_id = ? AND existed = 0)',
            (other,),
        )
        if table.unique_columns:
            # Rows may swap a value that only one may have: the one in the way goes, and comes back as its image.
            self.connection.execute(
                f'INSERT OR REPLACE INTO "{name}" (id, {table.listed()}) '
                f'SELECT id, {table.listed()} FROM "{images}" WHERE step_id = ? AND existed = 1',
                (other,),
            )
            return
        # Only the columns that differ anywhere are written: an index over others is left as it is.
        if differing := self._differing_columns(table, other):
            values = ", ".join(f'"{column}" = j."{column}"' for column in differing)
            self.connection.execute(
                f'UPDATE "{name}" SET {values} FROM "{images}" j '
                f'WHERE j.step_id = ? AND j.existed = 1 AND j.id = "{name}".id',
                (other,),
            )
        self.connection.execute(
            f'INSERT INTO "{name}" (id, {table.listed()}) SELECT id, {table.listed()} FROM "{images}" '
            f'WHERE step_id = ? AND existed = 1 AND id NOT IN (SELECT id FROM "{name}")',
            (other,),
        )

    def _differing_columns(self, table: JournalledTable, other: int) -> list[str]:
        """The columns in which some row is not as its image."""
        tests = ", ".join(f'max(t."{column}" IS NOT j."{column}")' for column in table.columns)
        found = self.connection.execute(
            f'SELECT {tests} FROM "{table.images}" j JOIN "{table.name}" t ON t.id = j.id '
            f"WHERE j.step_id = ? AND j.existed = 1",
            (other,),
        ).fetchone()
        return [column for column, differs in zip(table.columns, found, strict=True) if differs]

    def ranges(self, step_id: int, table_name: str) -> list[tuple[int, int]]:
        """The noted ranges of a step in a table."""
        return [
            (int(first), int(last))
            for first, last in self.connection.execute(
                "SELECT first_id, last_id FROM journal_range WHERE step_id = ? AND table_name = ?",
                (step_id, table_name),
            )
        ]

    def orphan(self, step_id: int, *, undone: bool) -> str | None:
        """The table of a row that lost its parent by the last `swap` of the step, None where all have theirs.

        Only what was touched is looked at, so that it costs as much as the step and not as the file.
        """
        counts = self._stored_counts(step_id)
        mine = -step_id if undone else step_id
        for table in self.tables:
            for parent in table.parents:
                lost = f'NOT EXISTS (SELECT 1 FROM "{parent.table}" p WHERE p.id = c."{parent.column}")'
                named = f'c."{parent.column}" IS NOT NULL'
                checks = []
                if table.name in counts:
                    checks.append(
                        f'"{table.images}" j JOIN "{table.name}" c ON c.id = j.id '
                        f"WHERE j.step_id = ?1 AND {named} AND {lost}"
                    )
                if counts.get(parent.table, 0) > _READ_ALL_ABOVE:
                    checks.append(f'"{table.name}" c WHERE ?1 AND {named} AND {lost}')
                elif parent.table in counts:
                    checks.append(
                        f'"{self.by_name[parent.table].images}" j JOIN "{table.name}" c '
                        f'ON c."{parent.column}" = j.id WHERE j.step_id = ?1 AND j.existed = 1 '
                        f'AND NOT EXISTS (SELECT 1 FROM "{parent.table}" p WHERE p.id = j.id)'
                    )
                for check in checks:
                    if self.connection.execute(f"SELECT 1 FROM {check} LIMIT 1", (mine,)).fetchone():
                        return table.name
        return None

    # -- what is kept ---------------------------------------------------------------------------------------

    def prune(self, now: dt.datetime) -> int:
        """Forget the oldest steps that are past 30 days, but never the newest 200; how many were forgotten.

        Only ever from the far end, whatever the clock said in between: a step that is undone needs
        every step done after it to be undone first, and every undone step needs those before it.
        """
        before = instant_text(now - KEEP_FOR)
        (kept,) = self.connection.execute(
            "SELECT min(id) FROM (SELECT id FROM journal_step WHERE made_at >= ? OR is_undone = 1 "
            "UNION ALL SELECT min(id) FROM (SELECT id FROM journal_step ORDER BY id DESC LIMIT ?))",
            (before, KEEP_AT_LEAST),
        ).fetchone()
        old = self.connection.execute("SELECT id FROM journal_step WHERE id < ?", (kept or 0,)).fetchall()
        for (step_id,) in old:
            self._forget(step_id)
        return len(old)

    def forget_all(self) -> None:
        """Forget every step."""
        for (step_id,) in self.connection.execute("SELECT id FROM journal_step").fetchall():
            self._forget(step_id)

    def recount(self, step_id: int) -> None:
        """Count anew what a step touched after some of its images were taken; left with none, it is forgotten."""
        (undone, closed) = self.connection.execute(
            "SELECT is_undone, is_closed FROM journal_step WHERE id = ?", (step_id,)
        ).fetchone() or (0, 1)
        if closed:
            return
        changes = Changes(self._image_counts(-step_id)) if undone else self.counted(step_id)
        if not changes:
            self._forget(step_id)
            return
        self.connection.execute("DELETE FROM journal_count WHERE step_id = ?", (step_id,))
        self._store_counts(step_id, changes)

    def _step_to_merge_with(self, merge_key: str, at: str) -> int | None:
        """The newest step, if it is of the same kind and moment; never one below undone steps."""
        row = self.connection.execute(
            "SELECT id, made_at, merge_key, is_undone, is_closed FROM journal_step ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None or row[2] != merge_key or row[3] or row[4]:
            return None
        gap = instant_from_text(at) - instant_from_text(row[1])
        if not dt.timedelta(0) <= gap <= MERGE_WITHIN:
            return None
        self.connection.execute("UPDATE journal_step SET made_at = ? WHERE id = ?", (at, row[0]))
        return int(row[0])

    def _forget_needless_images(self, step_id: int) -> Changes:
        """Drop images inside noted ranges, and of rows that are what they were; what is left is what changed."""
        ranged = self._tables_with_ranges(step_id)
        for name in ranged:
            for first_id, last_id in self.ranges(step_id, name):
                self.connection.execute(
                    f'DELETE FROM "{self.by_name[name].images}" WHERE step_id = ? AND id BETWEEN ? AND ?',
                    (step_id, first_id, last_id),
                )
        counts = self._image_counts(step_id)
        for name in counts:
            table = self.by_name[name]
            same = " AND ".join(f't."{column}" IS j."{column}"' for column in table.columns)
            counts[name] -= self.connection.execute(
                f'DELETE FROM "{table.images}" WHERE step_id = ?1 AND id IN (SELECT j.id '
                f'FROM "{table.images}" j LEFT JOIN "{name}" t ON t.id = j.id WHERE j.step_id = ?1 '
                f"AND (j.existed = 0 AND t.id IS NULL OR j.existed = 1 AND t.id IS NOT NULL AND {same}))",
                (step_id,),
            ).rowcount
        return self._with_ranges(step_id, counts)

    def _tables_with_ranges(self, step_id: int) -> list[str]:
        return [
            row[0]
            for row in self.connection.execute(
                "SELECT DISTINCT table_name FROM journal_range WHERE step_id = ?", (step_id,)
            )
        ]

    def _forget_undone(self) -> None:
        for (step_id,) in self.connection.execute(
            "SELECT id FROM journal_step WHERE is_undone = 1"
        ).fetchall():
            self._forget(step_id)

    def _forget(self, step_id: int) -> None:
        for name in self._stored_counts(step_id):
            if name in self.by_name:
                images = self.by_name[name].images
                self.connection.execute(
                    f'DELETE FROM "{images}" WHERE step_id IN (?, ?)', (step_id, -step_id)
                )
        for table in ("journal_range", "journal_count"):
            self.connection.execute(f"DELETE FROM {table} WHERE step_id = ?", (step_id,))
        self.connection.execute("DELETE FROM journal_step WHERE id = ?", (step_id,))

    def _stored_counts(self, step_id: int) -> dict[str, int]:
        return dict(
            self.connection.execute(
                "SELECT table_name, rows FROM journal_count WHERE step_id = ?", (step_id,)
            )
        )

    def _store_counts(self, step_id: int, changes: Changes) -> None:
        self.connection.executemany(
            "INSERT INTO journal_count (step_id, table_name, rows) VALUES (?, ?, ?)",
            [(step_id, name, rows) for name, rows in changes.counts.items()],
        )
