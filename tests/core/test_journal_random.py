"""Thousands of random steps, undone, redone, failed and reopened: every state comes back to the last byte."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.journal_tables import DERIVED_COLUMNS
from lifecycle_desktop.core.store.step import Written
from tests.core.store_world import (
    AT,
    add_activity,
    add_child,
    add_contact,
    add_follow_up,
    add_phone,
    assert_healthy,
    assert_same,
    journalled_names,
    later,
    new_database,
    snapshot,
    sql_of,
)

TOLD = ("", "Roof of 38 Orchard", "Möchte warten", "Ça va")
STEPS = int(os.environ.get("LIFECYCLE_RANDOM_STEPS", "1200"))
Rows = dict[str, list[tuple[Any, ...]]]


class Refused(Exception):
    """A step that is given up half-way."""


# -- what a step can do ----------------------------------------------------------------------------------------


def one_of(sql: WriteConnection, rng: random.Random, table: str) -> int | None:
    ids = [row[0] for row in sql.execute(f"SELECT id FROM {table}").fetchall()]
    return rng.choice(ids) if ids else None


def person_added(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    contact_id = add_contact(
        sql,
        rng.choice(("Ann", "Bob", "Çelik", "Łukasz")) + f" {rng.randrange(99)}",
        rng.randint(1, 3),
        source_id=one_of(sql, rng, "source"),
        household_id=one_of(sql, rng, "household"),
    )
    for _ in range(rng.randrange(3)):
        add_phone(sql, contact_id, f"+1416555{rng.randrange(10000):04d}")
    tag_id = one_of(sql, rng, "tag")
    if tag_id:
        add_child(sql, "contact_tag", contact_id=contact_id, tag_id=tag_id)


def small_things_added(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    word = f"w{rng.randrange(30)}"
    table = rng.choice(("source", "tag", "own_field", "household"))
    if table == "household":
        add_child(sql, table, name=word)
    else:
        add_child(sql, table, name=word, name_folded=word)


def person_changed(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    contact_id = one_of(sql, rng, "contact")
    column, value = rng.choice(
        (
            ("want", f"garden {rng.randrange(5)}"),
            ("note", f"note {rng.randrange(5)}"),
            ("stage_id", rng.randint(1, 3)),
            ("source_id", one_of(sql, rng, "source")),
            ("is_archived", rng.randrange(2)),
            ("captured_at", rng.choice((None, AT))),
            ("display_name", f"Name {rng.randrange(9)}"),
        )
    )
    sql.execute(f"UPDATE contact SET {column} = ? WHERE id = ?", (value, contact_id))


def everyone_changed(written: Written, rng: random.Random) -> None:
    sql_of(written).execute(
        "UPDATE contact SET temperature = ? WHERE id % 2 = ?", (rng.choice(("hot", "")), rng.randrange(2))
    )


def rows_deleted(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    table = rng.choice(
        ("contact", "contact", "contact_phone", "source", "tag", "household", "follow_up", "activity")
    )
    for _ in range(rng.randint(1, 2)):
        sql.execute(f"DELETE FROM {table} WHERE id = ?", (one_of(sql, rng, table),))


def follow_up_kept(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    contact_id = one_of(sql, rng, "contact")
    day = f"2026-09-{rng.randint(1, 28):02d}"
    choice = rng.randrange(4)
    if choice == 0 or contact_id is None:
        add_follow_up(sql, contact_id, day)
    elif choice == 1:
        follow_up_id = one_of(sql, rng, "follow_up")
        sql.execute("UPDATE follow_up SET done_at = ?, outcome = 'done' WHERE id = ?", (AT, follow_up_id))
        add_activity(sql, contact_id, day, follow_up_id, rng.choice(TOLD))
    elif choice == 2:
        sql.execute("UPDATE follow_up SET due_on = ? WHERE id = ?", (day, one_of(sql, rng, "follow_up")))
    else:
        add_activity(sql, contact_id, day, one_of(sql, rng, "follow_up"), rng.choice(TOLD))


def texts_changed(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    contact_id, own_field_id = one_of(sql, rng, "contact"), one_of(sql, rng, "own_field")
    activity_id = one_of(sql, rng, "activity")
    if rng.randrange(2):
        sql.execute("UPDATE activity SET text = ? WHERE id = ?", (rng.choice(TOLD), activity_id))
    elif contact_id is not None and own_field_id is not None:
        value = f"Örsted {rng.randrange(9)}"
        add_child(sql, "contact_own_value", contact_id=contact_id, own_field_id=own_field_id, value=value)
    else:
        name = rng.choice(("", "Bünting-Moß", "O'Leary"))
        sql.execute("UPDATE contact SET nickname = ? WHERE id = ?", (name, contact_id))


def many_told(written: Written, rng: random.Random) -> None:
    """Activities brought in at once, some of them changed and gone again in the same step."""
    sql = sql_of(written)
    contact_id = one_of(sql, rng, "contact")
    if contact_id is None:
        return
    first = written.next_id("activity")
    columns = ("id", "contact_id", "kind", "happened_at", "happened_on", "text", "created_at")
    rows = [
        (first + i, contact_id, "note", AT, AT[:10], rng.choice(TOLD), AT) for i in range(rng.randint(2, 6))
    ]
    written.insert_rows("activity", columns, rows)
    if rng.randrange(2):
        sql.execute("UPDATE activity SET text = 'Other words' WHERE id = ?", (first,))
    if rng.randrange(2):
        sql.execute("DELETE FROM activity WHERE id = ?", (first + 1,))


def upserted(written: Written, rng: random.Random) -> None:
    sql_of(written).execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (f"s{rng.randrange(4)}", str(rng.randrange(9))),
    )


def replaced(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    if rng.randrange(2):
        sql.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (f"s{rng.randrange(4)}", "r")
        )
        return
    contact_id = one_of(sql, rng, "contact")
    if contact_id is not None:  # takes every child of theirs along
        sql.execute(
            "INSERT OR REPLACE INTO contact (id, display_name, sort_name, stage_id, stage_since_at, created_at, "
            "updated_at) VALUES (?, 'Replaced', 'replaced', 1, ?, ?, ?)",
            (contact_id, AT, AT, AT),
        )


def names_swapped(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    rows = sql.execute("SELECT id, name FROM setting LIMIT 2").fetchall()
    if len(rows) == 2:
        (one, first), (other, second) = rows
        for name, setting_id in (("~", one), (first, other), (second, one)):
            sql.execute("UPDATE setting SET name = ? WHERE id = ?", (name, setting_id))


def many_brought_in(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    columns = ("id", "display_name", "sort_name", "stage_id", "stage_since_at", "created_at", "updated_at")
    number = rng.randint(2, 12)
    first = written.next_id("contact")
    people = [(first + i, f"Import {i}", f"import {i}", 1, AT, AT, AT) for i in range(number)]
    half = rng.randint(1, number - 1)
    written.insert_rows("contact", columns, people[:half])
    if rng.randrange(2):
        small_things_added(written, rng)
    written.insert_rows("contact", columns, people[half:])
    tag = written.next_id("tag")
    written.insert_rows("tag", ("id", "name", "name_folded"), [(tag, "imported", "imported")])
    link = written.next_id("contact_tag")
    written.insert_rows(
        "contact_tag",
        ("id", "contact_id", "tag_id"),
        [(link + i, row[0], tag) for i, row in enumerate(people)],
    )
    phone = written.next_id("contact_phone")
    written.insert_rows(
        "contact_phone",
        ("id", "contact_id", "phone", "phone_normal"),
        [(phone + i, row[0], "1", f"+1416555{i:04d}") for i, row in enumerate(people)],
    )
    if rng.randrange(2):
        sql.execute("UPDATE contact SET want = 'imported' WHERE id = ?", (first,))
    if rng.randrange(3) == 0:
        sql.execute("DELETE FROM contact WHERE id = ?", (first + 1,))
    if rng.randrange(3) == 0:
        add_follow_up(sql, first)
    if rng.randrange(3) == 0:
        rows_deleted(written, rng)
    if rng.randrange(3) == 0:
        add_contact(sql, "After the import")


def merged_people(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    kept, gone = one_of(sql, rng, "contact"), one_of(sql, rng, "contact")
    if kept is not None and kept != gone:
        for table in ("contact_phone", "contact_tag", "follow_up", "activity"):
            sql.execute(f"UPDATE {table} SET contact_id = ? WHERE contact_id = ?", (kept, gone))
        sql.execute("DELETE FROM contact WHERE id = ?", (gone,))


def words_changed(written: Written, rng: random.Random) -> None:
    sql = sql_of(written)
    word = f"w{rng.randrange(30)}"
    sql.execute(
        "UPDATE tag SET name = ?, name_folded = ? WHERE id = ?", (word, word, one_of(sql, rng, "tag"))
    )
    sql.execute(
        "UPDATE stage SET keep_in_touch_days = ? WHERE id = ?", (rng.choice((7, 30, 90)), rng.randint(1, 3))
    )


def nothing(written: Written, rng: random.Random) -> None:
    sql_of(written).execute("UPDATE contact SET want = want, sort_name = sort_name")


WORK: list[Callable[[Written, random.Random], None]] = [
    person_added, person_added, small_things_added, person_changed, person_changed, everyone_changed, rows_deleted,
    rows_deleted, follow_up_kept, follow_up_kept, upserted, replaced, names_swapped, many_brought_in, merged_people,
    words_changed, texts_changed, many_told, nothing,
]  # fmt: skip


# -- the walk --------------------------------------------------------------------------------------------------


class Walk:
    """A database and, beside it, every state that undo and redo have to bring back."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self.rng = random.Random(seed)
        self.database = Database.open(new_database(path))
        self.state = snapshot(self.database)
        self.before: list[Rows] = []  # states to be undone to, with the number of the step
        self.steps: list[int] = []
        self.after: list[tuple[int, Rows]] = []  # states to be redone to
        self.second = 0.0

    def step(self) -> None:
        """Some work, some of it merged with the step before, some given up."""
        self.second += self.rng.choice((0.5, 5))
        merge = self.rng.choice(("", "", "typing"))
        fails = self.rng.randrange(8) == 0
        try:
            with self.database.write("Step", moment=later(self.second), merge=merge) as written:
                for work in self.rng.sample(WORK, self.rng.randint(1, 3)):
                    work(written, self.rng)
                if fails:
                    raise Refused
        except Refused:
            assert_same(snapshot(self.database), self.state)
            return
        now = snapshot(self.database)
        if self.steps and written.step_id == self.steps[-1]:
            if not written.changes:  # typed back to what was there before the merged step
                self.steps.pop()
                assert_same(now, self.before.pop())
        elif written.changes:
            self._done(written.step_id)
        else:
            assert_same(now, self.state)
        self.state = now

    def _done(self, step_id: int) -> None:
        self.before.append(self.state)
        self.steps.append(step_id)
        self.after.clear()

    def undo(self) -> None:
        undone = self.database.undo()
        if not self.steps:
            assert undone is None
            return
        assert undone is not None
        assert undone.step_id == self.steps[-1]
        self.after.append((self.steps.pop(), self.state))
        self.state = self.before.pop()
        assert_same(snapshot(self.database), self.state)

    def redo(self) -> None:
        redone = self.database.redo()
        if not self.after:
            assert redone is None
            return
        step_id, after = self.after.pop()
        assert redone is not None
        assert redone.step_id == step_id
        self.before.append(self.state)
        self.steps.append(step_id)
        self.state = after
        assert_same(snapshot(self.database), self.state)

    def reopen(self) -> None:
        self.database.close()
        self.database = Database.open(self.path)
        assert_same(snapshot(self.database), self.state)

    def undo_older(self) -> None:
        """Undo one older step and look at each row: as before the step, or untouched where it is in conflict."""
        if not self.steps:
            return
        at = self.rng.randrange(max(0, len(self.steps) - 12), len(self.steps))
        step_id = self.steps[at]
        left = self.before[at + 1] if at + 1 < len(self.before) else self.state
        over = self.rng.randrange(3) == 0
        earlier = self.images(step_id)
        conflicts = self.database.conflicts_of(step_id)
        assert_same(snapshot(self.database), self.state)
        self.check_changed_later(earlier, left, {(each.table, each.row_id) for each in conflicts})
        undone = self.database.undo_step(
            step_id, "Undo one", moment=later(self.second + 9), over_later_changes=over
        )
        now = snapshot(self.database)
        check_reversal(self.database, self.state, now, earlier, conflicts, over=over)
        if undone.changes:
            self._done(undone.step_id)
        else:
            assert_same(now, self.state)
        self.state = now

    def check_changed_later(
        self,
        earlier: dict[tuple[str, int], tuple[Any, ...] | None],
        left: Rows,
        conflicts: set[tuple[str, int]],
    ) -> None:
        """A row that is neither as the step left it nor as it was before the step is a conflict."""
        for (name, row_id), was in earlier.items():
            by_step, now = (
                told(self.database, name, next((row for row in state[name] if row[0] == row_id), None))
                for state in (left, self.state)
            )
            if now not in (by_step, told(self.database, name, was)):
                assert (name, row_id) in conflicts

    def images(self, step_id: int) -> dict[tuple[str, int], tuple[Any, ...] | None]:
        """What each row of a step was before it; None where it did not exist."""
        sql = self.database.writing_connection()
        found: dict[tuple[str, int], tuple[Any, ...] | None] = {}
        for name in journalled_names(sql):
            columns = ", ".join(
                f'"{row[1]}"' for row in sql.execute(f"PRAGMA table_info({name})").fetchall()[1:]
            )
            for existed, *row in sql.execute(
                f"SELECT existed, id, {columns} FROM journal_{name} WHERE step_id = ?", (step_id,)
            ).fetchall():
                found[name, row[0]] = tuple(row) if existed else None
        for name, first, last in sql.execute(
            "SELECT table_name, first_id, last_id FROM journal_range WHERE step_id = ?", (step_id,)
        ).fetchall():
            found.update({(name, row_id): None for row_id in range(first, last + 1)})
        return found

    def finish(self) -> None:
        """All the way back, all the way forward, then healthy."""
        while self.steps:
            self.undo()
        self.undo()
        while self.after:
            self.redo()
        self.reopen()
        assert_healthy(self.database)
        self.database.close()


def told(database: Database, name: str, row: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """A row without the columns that follow from others."""
    if row is None:
        return None
    columns = [
        each[1] for each in database.writing_connection().execute(f"PRAGMA table_info({name})").fetchall()
    ]
    derived = DERIVED_COLUMNS.get(name, frozenset())
    return tuple(value for column, value in zip(columns, row, strict=True) if column not in derived)


def check_reversal(
    database: Database,
    before: Rows,
    now: Rows,
    earlier: dict[tuple[str, int], tuple[Any, ...] | None],
    conflicts: list[Any],
    *,
    over: bool,
) -> None:
    sql = database.writing_connection()
    assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
    kept = {(each.table, each.row_id) for each in conflicts if each.is_final or not over}
    assert kept <= set(earlier)
    for name in journalled_names(sql):
        emptied = {
            row[0]
            for row in sql.execute(
                'SELECT c.cid FROM pragma_foreign_key_list(?) f JOIN pragma_table_info(?) c ON c.name = f."from" '
                "WHERE f.on_delete = 'SET NULL'",
                (name, name),
            ).fetchall()
        }
        was = {row[0]: row for row in before[name]}
        is_now = {row[0]: row for row in now[name]}
        for row_id in was.keys() | is_now.keys() | {key[1] for key in earlier if key[0] == name}:
            found = told(database, name, is_now.get(row_id))
            if (name, row_id) not in earlier:
                wanted = told(database, name, was.get(row_id))
                if over:
                    continue  # may have gone along with, or been emptied by, a row that went
            elif (name, row_id) in kept:
                wanted = told(database, name, was.get(row_id))
                if over:
                    continue  # the reasons are those without the wish; final ones are checked by their own tests
            else:
                wanted = told(database, name, earlier[name, row_id])
                if over and found != wanted:
                    assert found is not None or wanted is not None
                    continue
            if found != wanted:
                assert found is not None, (name, row_id, wanted)
                assert wanted is not None, (name, row_id, found)
                differing = {
                    at for at, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1]
                }
                assert all(at in emptied and found[at] is None for at in differing), (
                    name,
                    row_id,
                    found,
                    wanted,
                )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_every_state_comes_back(tmp_path: Path, seed: int) -> None:
    walk = Walk(tmp_path / "business.db", seed)
    for number in range(STEPS // 3):
        choice = walk.rng.randrange(100)
        if choice < 52:
            walk.step()
        elif choice < 74:
            walk.undo()
        elif choice < 90:
            walk.redo()
        elif choice < 96:
            walk.undo_older()
        elif choice < 98:
            walk.reopen()
        if number % 50 == 0:
            assert_healthy(walk.database)
    walk.finish()
