"""Undo of one older step: what was changed again later, or is used later, is a conflict and is asked about.

The rest goes back to what it was before the step. All set-based, in a step of its own.
"""

from __future__ import annotations

from lifecycle_desktop.core.store.changes import (
    CHANGED_LATER,
    KEPT_WITH,
    PARENT_GONE,
    USED_LATER,
    VALUE_TAKEN,
    Conflict,
)
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.journal import Journal
from lifecycle_desktop.core.store.journal_tables import JournalledTable, Parent

# `reversal_row`: the rows of the step that are not yet as they were before it; `existed` before it.
# `reversal_conflict`: those of them that stay as they are; `round` says when that was found.
_PLAN = (
    "CREATE TEMP TABLE reversal_row (table_name TEXT, id INTEGER, existed INTEGER, "
    "PRIMARY KEY (table_name, id)) WITHOUT ROWID",
    "CREATE TEMP TABLE reversal_conflict (table_name TEXT, id INTEGER, reason TEXT, is_final INTEGER, "
    "round INTEGER, PRIMARY KEY (table_name, id)) WITHOUT ROWID",
    "CREATE TEMP TABLE reversal_doomed (table_name TEXT, id INTEGER, is_held INTEGER DEFAULT 0, "
    "PRIMARY KEY (table_name, id)) WITHOUT ROWID",
)


def astray(connection: WriteConnection) -> bool:
    """Whether there is not exactly one lifecycle in use, or somebody stands in a stage of another."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM lifecycle WHERE is_active = 1) <> 1 OR EXISTS (SELECT 1 FROM contact "
        "WHERE stage_id NOT IN (SELECT s.id FROM stage s JOIN lifecycle l ON l.id = s.lifecycle_id "
        "WHERE l.is_active = 1 AND s.is_retired = 0))"
    ).fetchone()
    return bool(row[0])


class Reversal:
    """The undo of one older, done step, planned inside the running transaction."""

    def __init__(self, journal: Journal, step_id: int) -> None:
        self.connection: WriteConnection = journal.connection
        self.journal = journal
        self.step_id = step_id
        counts = journal.counted(step_id).counts
        self.tables = [table for table in journal.tables if table.name in counts]
        self._names = {table.name for table in self.tables}
        self._round = 0
        self._plan()

    def conflicts(self) -> list[Conflict]:
        """Every row that stays as it is, with the reason."""
        return [
            Conflict(str(table), int(row_id), str(reason), bool(is_final))
            for table, row_id, reason, is_final in self.connection.execute(
                "SELECT table_name, id, reason, is_final FROM temp.reversal_conflict ORDER BY table_name, id"
            )
        ]

    def apply(self, *, over_later_changes: bool = False) -> None:
        """Put the rows back; those in conflict stay as they are unless the person wants them back too."""
        if over_later_changes:
            self._give_up_later_changes()
        # A restored child may come before its restored parent.
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in self.tables:
            self._free_unique_values(table)
        for table in self.tables:
            self._restore(table)
        for table in reversed(self.tables):
            self._remove(table)

    def close(self) -> None:
        """Forget the plan."""
        for name in ("reversal_row", "reversal_conflict", "reversal_doomed"):
            self.connection.execute(f"DROP TABLE IF EXISTS temp.{name}")

    # -- the plan -------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        self.close()
        for statement in _PLAN:
            self.connection.execute(statement)
        for table in self.tables:
            self._collect(table)
        self._find_final()
        for table in self.tables:
            self._find_changed_later(table)
        for child in self.journal.tables:
            for parent in child.parents:
                if parent.table in self._names:
                    self._find_used_later(child, parent)
        self._spread()

    def _find_final(self) -> None:
        """The conflicts that do not come from other conflicts and that no wish can overcome."""
        for table in self.tables:
            self._find_taken(table, is_final=True)
            for parent in table.parents:
                if parent.on_delete != "SET NULL":
                    self._find_parents_gone(table, parent, is_final=True)

    def _collect(self, table: JournalledTable) -> None:
        """The rows of the step that differ from what they were before it."""
        same = " AND ".join(f't."{column}" IS j."{column}"' for column in table.told_columns) or "1"
        self.connection.execute(
            f"INSERT INTO reversal_row SELECT '{table.name}', j.id, j.existed FROM \"{table.images}\" j "
            f'LEFT JOIN "{table.name}" t ON t.id = j.id WHERE j.step_id = ? AND CASE j.existed '
            f"WHEN 0 THEN t.id IS NOT NULL ELSE t.id IS NULL OR NOT ({same}) END",
            (self.step_id,),
        )
        for first_id, last_id in self.journal.ranges(self.step_id, table.name):
            self.connection.execute(
                f"INSERT INTO reversal_row SELECT '{table.name}', id, 0 FROM \"{table.name}\" "
                f"WHERE id BETWEEN ? AND ? ON CONFLICT DO NOTHING",
                (first_id, last_id),
            )

    def _find_changed_later(self, table: JournalledTable) -> None:
        """Rows whose told columns are no longer what the step left: compared with the next image of each."""
        differs = " OR ".join(f'now."{column}" IS NOT j."{column}"' for column in table.told_columns) or "0"
        self._add(
            table,
            f'SELECT r.id FROM (SELECT id, min(step_id) AS step_id FROM "{table.images}" WHERE step_id > ?1 '
            f'GROUP BY id) later JOIN "{table.images}" j ON j.step_id = later.step_id AND j.id = later.id '
            f"JOIN reversal_row r ON r.table_name = '{table.name}' AND r.id = later.id "
            f'LEFT JOIN "{table.name}" now ON now.id = r.id '
            f"WHERE j.existed <> (now.id IS NOT NULL) OR (j.existed AND ({differs}))",
            CHANGED_LATER,
        )

    def _find_taken(self, table: JournalledTable, *, is_final: bool) -> int:
        """Rows whose value must be the only one, while a row that stays has it now; how many."""
        return sum(
            self._add(
                table,
                f'SELECT r.id FROM reversal_row r JOIN "{table.images}" j ON j.step_id = ?1 AND j.id = r.id '
                f'JOIN "{table.name}" t ON t."{column}" = j."{column}" AND t.id <> r.id '
                f"WHERE r.table_name = '{table.name}' AND r.existed = 1 "
                f"AND NOT EXISTS (SELECT 1 FROM reversal_row o WHERE o.table_name = '{table.name}' AND o.id = t.id "
                f"AND o.id NOT IN (SELECT id FROM reversal_conflict WHERE table_name = '{table.name}'))",
                VALUE_TAKEN,
                is_final=is_final,
            )
            for column in table.unique_columns
        )

    def _find_used_later(self, child: JournalledTable, parent: Parent) -> None:
        """Rows made by the step that a row uses which neither goes nor turns to another with the step."""
        turned = (
            f'OR (SELECT j."{parent.column}" FROM "{child.images}" j WHERE j.step_id = ?1 AND j.id = c.id) '
            f"IS NOT p.id"
        )
        self._add(
            self.journal.by_name[parent.table],
            f'SELECT DISTINCT p.id FROM reversal_row p JOIN "{child.name}" c ON c."{parent.column}" = p.id '
            f"WHERE p.table_name = '{parent.table}' AND p.existed = 0 AND NOT EXISTS "
            f"(SELECT 1 FROM reversal_row r WHERE r.table_name = '{child.name}' AND r.id = c.id "
            f"AND (r.existed = 0 {turned}))",
            USED_LATER,
        )

    def _find_parents_gone(self, child: JournalledTable, parent: Parent, *, is_final: bool) -> int:
        """Rows that cannot come back, since what they need is gone and does not come back either; how many."""
        return self._add(
            child,
            f'SELECT r.id FROM reversal_row r JOIN "{child.images}" j ON j.step_id = ?1 AND j.id = r.id '
            f"WHERE r.table_name = '{child.name}' AND r.existed = 1 AND j.\"{parent.column}\" IS NOT NULL "
            f'AND NOT EXISTS (SELECT 1 FROM "{parent.table}" p WHERE p.id = j."{parent.column}") '
            f"AND NOT EXISTS (SELECT 1 FROM reversal_row q WHERE q.table_name = '{parent.table}' "
            f'AND q.id = j."{parent.column}" AND q.existed = 1 AND q.id NOT IN (SELECT id FROM '
            f"reversal_conflict WHERE table_name = '{parent.table}'))",
            PARENT_GONE,
            is_final=is_final,
        )

    # -- what follows from what stays -----------------------------------------------------------------------

    def _spread(self, *, is_final: bool = False) -> None:
        """Go on from the rows found last until nothing more follows from them."""
        while True:
            self._round += 1
            found = sum(
                self._spread_along(child, parent, is_final=is_final)
                for child in self.tables
                for parent in child.parents
                if parent.table in self._names
            )
            found += sum(self._find_taken(table, is_final=is_final) for table in self.tables)
            if not found:
                return

    def _spread_along(self, child: JournalledTable, parent: Parent, *, is_final: bool) -> int:
        above = self.journal.by_name[parent.table]
        before = self._round - 1
        # What a row that stays refers to, stays.
        found = self._add(
            above,
            f'SELECT DISTINCT p.id FROM reversal_conflict k JOIN "{child.name}" c ON c.id = k.id '
            f"JOIN reversal_row p ON p.table_name = '{above.name}' AND p.id = c.\"{parent.column}\" "
            f"WHERE k.table_name = '{child.name}' AND k.round = {before:d} AND p.existed = 0",
            USED_LATER,
            is_final=is_final,
        )
        if parent == child.owner:  # What belongs to a row that stays, stays with it.
            found += self._add(
                child,
                f"SELECT r.id FROM reversal_conflict k JOIN reversal_row q ON q.table_name = k.table_name "
                f'AND q.id = k.id JOIN "{child.name}" c ON c."{parent.column}" = k.id '
                f"JOIN reversal_row r ON r.table_name = '{child.name}' AND r.id = c.id "
                f"WHERE k.table_name = '{above.name}' AND k.round = {before:d} AND q.existed = 0 "
                f"AND r.existed = 0",
                KEPT_WITH,
                is_final=is_final,
            )
        if parent.on_delete != "SET NULL" and self._stay_away(above, before):
            found += self._find_parents_gone(child, parent, is_final=is_final)
        return found

    def _stay_away(self, table: JournalledTable, found_in: int) -> bool:
        """Whether rows of a table, found in that round, stay gone that the undo would have brought back."""
        row = self.connection.execute(
            f"SELECT 1 FROM reversal_conflict k JOIN reversal_row r ON r.table_name = k.table_name AND r.id = k.id "
            f"WHERE k.table_name = '{table.name}' AND k.round = ? AND r.existed = 1 "
            f'AND k.id NOT IN (SELECT id FROM "{table.name}") LIMIT 1',
            (found_in,),
        ).fetchone()
        return row is not None

    def _add(self, table: JournalledTable, ids: str, reason: str, *, is_final: bool = False) -> int:
        """Note as conflicts those that a query finds and that are none yet; how many.

        A final reason takes the place of one that later changes alone gave.
        """
        return self.connection.execute(
            f"INSERT INTO reversal_conflict (table_name, id, reason, is_final, round) "
            f"SELECT '{table.name}', found.id, ?2, {is_final:d}, {self._round:d} FROM ({ids}) found WHERE ?1 "
            f"ON CONFLICT DO UPDATE SET reason = excluded.reason, is_final = 1, round = excluded.round "
            f"WHERE excluded.is_final > reversal_conflict.is_final",
            (self.step_id, reason),
        ).rowcount

    # -- over later changes ---------------------------------------------------------------------------------

    def _give_up_later_changes(self) -> None:
        """Keep only the conflicts that no wish can overcome, and what follows from them."""
        self.connection.execute("DELETE FROM reversal_conflict")
        self._find_final()
        self._spread(is_final=True)
        while self._hold_back():
            self._spread(is_final=True)

    def _hold_back(self) -> int:
        """Keep rows whose removal would take along, by cascades, what must not go; how many."""
        self.connection.execute("DELETE FROM reversal_doomed")
        self.connection.execute(
            "INSERT INTO reversal_doomed (table_name, id) SELECT table_name, id FROM reversal_row r "
            "WHERE existed = 0 AND id NOT IN (SELECT id FROM reversal_conflict k WHERE k.table_name = r.table_name)"
        )
        links = [(child, parent) for child in self.journal.tables for parent in child.parents]
        while sum(
            self._doom_along(child, parent) for child, parent in links if parent.on_delete == "CASCADE"
        ):
            pass
        held = self.connection.execute(
            "UPDATE reversal_doomed SET is_held = 1 WHERE id IN (SELECT id FROM reversal_conflict k "
            "WHERE k.table_name = reversal_doomed.table_name)"
        ).rowcount
        for child, parent in links:
            if parent.on_delete == "RESTRICT":
                held += self._hold_along(parent, self._users(child, parent))
        while held:
            held = sum(self._hold_along(parent, self._held(child, parent)) for child, parent in links)
        return self.connection.execute(
            f"INSERT INTO reversal_conflict (table_name, id, reason, is_final, round) "
            f"SELECT d.table_name, d.id, ?, 1, {self._round:d} FROM reversal_doomed d "
            f"JOIN reversal_row r ON r.table_name = d.table_name AND r.id = d.id "
            f"WHERE d.is_held = 1 ON CONFLICT DO NOTHING",
            (USED_LATER,),
        ).rowcount

    def _doom_along(self, child: JournalledTable, parent: Parent) -> int:
        return self.connection.execute(
            f"INSERT INTO reversal_doomed (table_name, id) SELECT '{child.name}', c.id FROM reversal_doomed d "
            f'JOIN "{child.name}" c ON c."{parent.column}" = d.id WHERE d.table_name = \'{parent.table}\' '
            f"ON CONFLICT DO NOTHING"
        ).rowcount

    def _hold_along(self, parent: Parent, ids: str) -> int:
        return self.connection.execute(
            f"UPDATE reversal_doomed SET is_held = 1 WHERE table_name = '{parent.table}' AND is_held = 0 "
            f"AND id IN ({ids})"
        ).rowcount

    def _users(self, child: JournalledTable, parent: Parent) -> str:
        """The rows that a row will still use which does not go and does not turn to another."""
        turns = (
            f'SELECT r.id FROM reversal_row r JOIN "{child.images}" j ON j.step_id = {self.step_id:d} '
            f"AND j.id = r.id WHERE r.table_name = '{child.name}' AND r.existed = 1 "
            f'AND j."{parent.column}" IS NOT (SELECT c2."{parent.column}" FROM "{child.name}" c2 WHERE c2.id = r.id) '
            f"AND r.id NOT IN (SELECT id FROM reversal_conflict WHERE table_name = '{child.name}')"
        )
        return (
            f'SELECT c."{parent.column}" FROM "{child.name}" c '
            f"WHERE c.id NOT IN (SELECT id FROM reversal_doomed WHERE table_name = '{child.name}') "
            f"AND c.id NOT IN ({turns})"
        )

    @staticmethod
    def _held(child: JournalledTable, parent: Parent) -> str:
        return (
            f'SELECT c."{parent.column}" FROM reversal_doomed d JOIN "{child.name}" c ON c.id = d.id '
            f"WHERE d.table_name = '{child.name}' AND d.is_held = 1"
        )

    # -- carrying it out ------------------------------------------------------------------------------------

    @staticmethod
    def _unhindered(table: JournalledTable, existed: int) -> str:
        return (
            f"SELECT r.id FROM reversal_row r WHERE r.table_name = '{table.name}' AND r.existed = {existed:d} "
            f"AND NOT EXISTS (SELECT 1 FROM reversal_conflict k WHERE k.table_name = '{table.name}' AND k.id = r.id)"
        )

    def _free_unique_values(self, table: JournalledTable) -> None:
        """Values that may stand only once are set aside, so that rows can swap them."""
        for column in table.unique_columns:
            self.connection.execute(
                f'UPDATE "{table.name}" SET "{column}" = char(1) || id '
                f"WHERE id IN ({self._unhindered(table, 1)}) OR id IN ({self._unhindered(table, 0)})"
            )

    def _restore(self, table: JournalledTable) -> None:
        ids = self._unhindered(table, 1)
        before = {column: f'j."{column}"' for column in table.columns}
        for parent in table.parents:
            if parent.on_delete == "SET NULL":  # What is gone by now is no longer named.
                named = before[parent.column]
                before[parent.column] = (
                    f'CASE WHEN EXISTS (SELECT 1 FROM "{parent.table}" p WHERE p.id = {named}) THEN {named} END'
                )
        put = ", ".join(f'"{column}" = {value}' for column, value in before.items())
        self.connection.execute(
            f'UPDATE "{table.name}" SET {put} FROM "{table.images}" j '
            f'WHERE j.step_id = ? AND j.id = "{table.name}".id AND "{table.name}".id IN ({ids})',
            (self.step_id,),
        )
        self.connection.execute(
            f'INSERT INTO "{table.name}" (id, {table.listed()}) SELECT j.id, {", ".join(before.values())} '
            f'FROM "{table.images}" j WHERE j.step_id = ? AND j.id IN ({ids}) '
            f'AND NOT EXISTS (SELECT 1 FROM "{table.name}" t WHERE t.id = j.id)',
            (self.step_id,),
        )

    def _remove(self, table: JournalledTable) -> None:
        self.connection.execute(f'DELETE FROM "{table.name}" WHERE id IN ({self._unhindered(table, 0)})')
