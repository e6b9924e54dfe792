"""Undo of one older step: what was changed again later, or is used later, is a conflict and is asked about.

The rest goes back to what it was before the step. All set-based, in a step of its own.
"""

from __future__ import annotations

from lifecycle_desktop.core.store.changes import Conflict
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.journal import Journal
from lifecycle_desktop.core.store.journal_tables import JournalledTable


class Reversal:
    """The undo of one older, done step, planned inside the running transaction."""

    def __init__(self, journal: Journal, step_id: int) -> None:
        self.connection: WriteConnection = journal.connection
        self.journal = journal
        self.step_id = step_id
        counts = journal.counted(step_id).counts
        self.tables = [table for table in journal.tables if table.name in counts]
        self._plan()

    def conflicts(self) -> list[Conflict]:
        """Every row that would lose something later, with the reason."""
        return [
            Conflict(str(table), int(row_id), str(reason))
            for table, row_id, reason in self.connection.execute(
                "SELECT table_name, id, reason FROM temp.reversal_conflict ORDER BY table_name, id"
            )
        ]

    def apply(self, *, over_later_changes: bool = False) -> None:
        """Put the rows back; those in conflict stay as they are unless the person wants them back too."""
        if over_later_changes:
            self.connection.execute("DELETE FROM temp.reversal_conflict WHERE reason <> 'parent is gone'")
            self._spread()
        # A restored child may come before its restored parent.
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in self.tables:
            self._restore(table)
        for table in reversed(self.tables):
            self._remove(table)

    def close(self) -> None:
        """Forget the plan."""
        self.connection.execute("DROP TABLE IF EXISTS temp.reversal_row")
        self.connection.execute("DROP TABLE IF EXISTS temp.reversal_conflict")

    def _plan(self) -> None:
        self.close()
        self.connection.execute(
            "CREATE TEMP TABLE reversal_row (table_name TEXT, id INTEGER, existed INTEGER, "
            "PRIMARY KEY (table_name, id)) WITHOUT ROWID"
        )
        self.connection.execute(
            "CREATE TEMP TABLE reversal_conflict (table_name TEXT, id INTEGER, reason TEXT, "
            "PRIMARY KEY (table_name, id)) WITHOUT ROWID"
        )
        for table in self.tables:
            self.connection.execute(
                f"INSERT INTO reversal_row SELECT '{table.name}', id, existed FROM \"{table.images}\" "
                f"WHERE step_id = ?",
                (self.step_id,),
            )
            for first_id, last_id in self.connection.execute(
                "SELECT first_id, last_id FROM journal_range WHERE step_id = ? AND table_name = ?",
                (self.step_id, table.name),
            ).fetchall():
                self.connection.execute(
                    f"INSERT INTO reversal_row SELECT '{table.name}', id, 0 FROM \"{table.name}\" "
                    f"WHERE id BETWEEN ? AND ? ON CONFLICT DO NOTHING",
                    (first_id, last_id),
                )
        for table in self.tables:
            self._find_changed_later(table)
        self._find_used_later()
        self._spread()

    def _find_changed_later(self, table: JournalledTable) -> None:
        """Rows whose told columns are no longer what the step left: compared with the next image of each."""
        differs = (
            " OR ".join(f'now."{column}" IS NOT later."{column}"' for column in table.told_columns) or "0"
        )
        self.connection.execute(
            f"INSERT INTO reversal_conflict "
            f"SELECT '{table.name}', later.id, 'changed later' FROM \"{table.images}\" later "
            f"JOIN reversal_row r ON r.table_name = '{table.name}' AND r.id = later.id "
            f'LEFT JOIN "{table.name}" now ON now.id = later.id '
            f'WHERE later.step_id = (SELECT min(step_id) FROM "{table.images}" WHERE id = later.id '
            f"AND step_id > ?1) AND later.step_id > ?1 "
            f"AND ((later.existed = 1 AND now.id IS NULL) OR (later.existed = 0 AND now.id IS NOT NULL) "
            f"OR (later.existed = 1 AND now.id IS NOT NULL AND ({differs}))) ON CONFLICT DO NOTHING",
            (self.step_id,),
        )

    def _find_used_later(self) -> None:
        """Rows made by the step on which rows hang that the step did not make."""
        for child in self.journal.tables:
            for column, parent, on_delete in child.parents:
                if on_delete == "SET NULL" or parent not in {table.name for table in self.tables}:
                    continue
                self.connection.execute(
                    f"INSERT INTO reversal_conflict "
                    f"SELECT DISTINCT '{parent}', p.id, 'used later' FROM reversal_row p "
                    f'JOIN "{child.name}" c ON c."{column}" = p.id '
                    f"WHERE p.table_name = '{parent}' AND p.existed = 0 AND NOT EXISTS "
                    f"(SELECT 1 FROM reversal_row r WHERE r.table_name = '{child.name}' AND r.id = c.id "
                    f"AND r.existed = 0) ON CONFLICT DO NOTHING"
                )

    def _spread(self) -> None:
        """What hangs on a row that stays, stays; what needs a row that is gone cannot come back."""
        while self._spread_once():
            pass

    def _spread_once(self) -> int:
        found = 0
        for child in self.tables:
            for column, parent, _on_delete in child.parents:
                found += self.connection.execute(
                    f"INSERT INTO reversal_conflict SELECT '{child.name}', r.id, 'used later' FROM reversal_row r "
                    f"JOIN \"{child.name}\" c ON c.id = r.id JOIN reversal_conflict k ON k.table_name = '{parent}' "
                    f'AND k.id = c."{column}" JOIN reversal_row p ON p.table_name = k.table_name AND p.id = k.id '
                    f"WHERE r.table_name = '{child.name}' AND r.existed = 0 AND p.existed = 0 "
                    f"ON CONFLICT DO NOTHING"
                ).rowcount
                found += self.connection.execute(
                    f"INSERT INTO reversal_conflict SELECT '{child.name}', r.id, 'parent is gone' "
                    f'FROM reversal_row r JOIN "{child.images}" j ON j.step_id = ?1 AND j.id = r.id '
                    f"WHERE r.table_name = '{child.name}' AND r.existed = 1 AND j.\"{column}\" IS NOT NULL "
                    f'AND NOT EXISTS (SELECT 1 FROM "{parent}" p WHERE p.id = j."{column}") '
                    f"AND NOT EXISTS (SELECT 1 FROM reversal_row q WHERE q.table_name = '{parent}' "
                    f'AND q.id = j."{column}" AND q.existed = 1 AND NOT EXISTS (SELECT 1 FROM reversal_conflict k '
                    f"WHERE k.table_name = q.table_name AND k.id = q.id)) ON CONFLICT DO NOTHING",
                    (self.step_id,),
                ).rowcount
        return found

    def _unhindered(self, table: JournalledTable, existed: int) -> str:
        return (
            f"SELECT r.id FROM reversal_row r WHERE r.table_name = '{table.name}' AND r.existed = {existed} "
            f"AND NOT EXISTS (SELECT 1 FROM reversal_conflict k WHERE k.table_name = '{table.name}' AND k.id = r.id)"
        )

    def _restore(self, table: JournalledTable) -> None:
        ids = self._unhindered(table, 1)
        put = ", ".join(f'"{column}" = j."{column}"' for column in table.columns)
        self.connection.execute(
            f'UPDATE "{table.name}" SET {put} FROM "{table.images}" j '
            f'WHERE j.step_id = ? AND j.id = "{table.name}".id AND "{table.name}".id IN ({ids})',
            (self.step_id,),
        )
        self.connection.execute(
            f'INSERT INTO "{table.name}" (id, {table.listed()}) SELECT j.id, {table.listed("j.")} '
            f'FROM "{table.images}" j WHERE j.step_id = ? AND j.id IN ({ids}) '
            f'AND NOT EXISTS (SELECT 1 FROM "{table.name}" t WHERE t.id = j.id)',
            (self.step_id,),
        )

    def _remove(self, table: JournalledTable) -> None:
        self.connection.execute(f'DELETE FROM "{table.name}" WHERE id IN ({self._unhindered(table, 0)})')
