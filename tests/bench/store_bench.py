"""What steps, undo and bulk inserts cost against the same rows written with plain SQL in the same run.

python -m tests.bench.store_bench [CONTACTS]
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.store import driver
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.step import Written
from tests.bench.measure import Figure, cpu_of, in_turn
from tests.bench.world import World
from tests.core.store_world import AT, NOW, new_database

_PART = 5_000
_COLUMNS = {
    "contact": (
        "id", "first_name", "last_name", "display_name", "sort_name", "stage_id", "stage_since_at", "created_at",
        "updated_at", "note",
    ),
    "contact_email": ("id", "contact_id", "email", "email_normal"),
    "contact_phone": ("id", "contact_id", "phone", "phone_normal"),
    "contact_address": ("id", "contact_id", "street", "city", "postal_code"),
    "contact_tag": ("id", "contact_id", "tag_id"),
}  # fmt: skip


def rows_of(table: str, first: int, numbers: range) -> list[tuple[Any, ...]]:
    """Rows of made-up people, the same for every run."""
    if table == "contact":
        return [
            (
                first + i, f"Name{i % 977}", f"Last{i % 3001}", f"Name{i % 977} Last{i % 3001}",
                f"last{i % 3001} name{i % 977}", 1, AT, AT, AT, "wants a garden",
            )
            for i in numbers
        ]  # fmt: skip
    if table == "contact_email":
        return [(first + i, first + i, f"p{i}@example.com", f"p{i}@example.com") for i in numbers]
    if table == "contact_phone":
        return [(first + i, first + i, f"416{i:07d}", f"+1416{i:07d}") for i in numbers]
    if table == "contact_address":
        return [(first + i, first + i, f"{i} Main St", "Toronto", "M5V 1A1") for i in numbers]
    return [(first + i, first + i, 1) for i in numbers]


def insert_through_step(written: Written, contacts: int) -> None:
    """Bring people in as one step, five tables."""
    written.insert_rows("tag", ("id", "name", "name_folded"), [(1, "fair", "fair")])
    for start in range(0, contacts, _PART):
        for table, columns in _COLUMNS.items():
            written.insert_rows(table, columns, rows_of(table, 1, range(start, min(contacts, start + _PART))))


def insert_plainly(connection: Any, contacts: int) -> None:
    """The same rows by the driver alone: no journal, no derived columns, no search."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO tag (id, name, name_folded) VALUES (1, 'fair', 'fair')")
    for start in range(0, contacts, _PART):
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                rows_of(table, 1, range(start, min(contacts, start + _PART))),
            )
    connection.execute("COMMIT")


def move(connection: Any, contact_id: int) -> None:
    """The rows of one stage move."""
    connection.execute(
        "UPDATE contact SET stage_id = 3 - min(stage_id, 2), stage_since_at = ? WHERE id = ?",
        (AT, contact_id),
    )
    connection.execute(
        "INSERT INTO stage_move (contact_id, from_stage_id, to_stage_id, moved_at, moved_on, cause) "
        "VALUES (?, 1, 2, ?, '2026-09-14', 'hand')",
        (contact_id, AT),
    )


def figures(world: World) -> Iterator[Figure]:
    """Each figure with its floor."""
    contacts = world.contacts
    with tempfile.TemporaryDirectory(dir=world.folder) as folder:
        empty = new_database(Path(folder) / "empty.db")
        filled = Path(shutil.copy(empty, Path(folder) / "filled.db"))
        raw = driver.open_writer(Path(shutil.copy(empty, Path(folder) / "raw.db")))
        floor = cpu_of(lambda: insert_plainly(raw, contacts))
        database = Database.open(filled)

        def bring_in() -> None:
            with database.write("Import", moment=NOW) as written:
                insert_through_step(written, contacts)

        for what, goal, act in (
            ("people in five tables, as one step, searchable", 4.0, bring_in),
            ("undo of that step", 0.0, database.undo),
            ("redo of that step", 0.0, database.redo),
        ):
            used = cpu_of(act)
            yield Figure(f"{contacts:,} {what}", used, floor, used / floor, goal)
        yield from small_steps(database, raw, contacts)
        imported = database.history(1000)[-1].step_id
        used = cpu_of(lambda: database.undo_step(imported, "Undo import", moment=NOW))
        yield Figure("undo of that step after 200 later ones", used, floor, used / floor)
        database.close()
        raw.close()


def small_steps(database: Database, raw: Any, contacts: int) -> Iterator[Figure]:
    """One stage move at a time, with everything that follows from it."""
    numbers = itertools.cycle(range(1, contacts))

    def plain_move() -> float:
        contact_id = next(numbers)

        def act() -> None:
            raw.execute("BEGIN IMMEDIATE")
            move(raw, contact_id)
            raw.execute("COMMIT")

        return cpu_of(act)

    def step() -> float:
        contact_id = next(numbers)

        def act() -> None:
            with database.write("Move", moment=NOW) as written:
                move(written.driver, contact_id)

        return cpu_of(act)

    plain_move()
    step()
    for what, goal, subject in (
        ("one stage move as a step", 4.0, step),
        ("undo of one stage move", 0.0, lambda: cpu_of(database.undo)),
        ("redo of one stage move", 0.0, lambda: cpu_of(database.redo)),
    ):
        low, high, ratio = in_turn(plain_move, subject, 200)
        yield Figure(f"{what} among {contacts:,} people", high, low, ratio, goal)
