"""Import of a Google Contacts CSV against `sqlite3 .import` of the same file; and its undo."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measure import Child, Figure, child, program, python
from tests.bench.people_csv import Truth, write_people
from tests.bench.world import World

MOST_PAIRS = 5  # each takes some seconds
_RAW = """
import csv, sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
with open(sys.argv[2], newline="", encoding="utf-8") as f:
    rows = csv.reader(f)
    head = next(rows)
    c.execute("BEGIN")
    c.execute("CREATE TABLE raw (" + ", ".join(f'"{h}" TEXT' for h in head) + ")")
    c.executemany("INSERT INTO raw VALUES (" + ", ".join("?" * len(head)) + ")", rows)
    c.execute("COMMIT")
"""


def figures(world: World) -> Iterator[Figure]:
    """The import into an empty and into a full database, its counts, its undo."""
    path = world.folder / f"people-{world.contacts}.csv"
    truth = write_people(path, world.contacts)
    floors: list[Child] = []
    subjects: list[Child] = []
    undone: list[Child] = []
    target = world.folder / "imported.db"
    program(world.empty("warm.db"), "models")
    for _pair in range(min(world.pairs, MOST_PAIRS)):
        floors.append(raw_import(world.folder / "raw.db", path))
        subjects.append(program(world.empty(target.name), "import", str(path), "--json"))
        assure_counts(subjects[-1].output, target, truth)
        undone.append(program(target, "undo"))
        assure_people(target, 0)
    ratios = [high.cpu / low.cpu for low, high in zip(floors, subjects, strict=True)]
    floor = median(one.cpu for one in floors)
    yield Figure(
        f"import of {truth.rows:,} rows / .import of the same file",
        median(one.cpu for one in subjects),
        floor,
        median(ratios),
        15,
        "ms CPU",
        note=f"{median(one.wall for one in subjects) / 1000:.1f} s wall; counts as planted",
    )
    yield Figure(
        "undo of that import / .import",
        median(one.cpu for one in undone),
        floor,
        median(one.cpu for one in undone) / floor,
        unit="ms CPU",
        note=f"{median(one.wall for one in undone) / 1000:.1f} s wall; nobody left",
    )
    yield Figure("peak memory of the import", max(one.peak for one in subjects), unit="MB")
    with world.copy() as full:
        into_full = program(full, "import", str(path), "--json")
        again = program(full, "import", str(path), "--json")
        assure_nothing_new(again.output)
    yield Figure(
        f"the same into {world.contacts:,} who are there / .import",
        into_full.cpu,
        floor,
        into_full.cpu / floor,
        unit="ms CPU",
    )
    yield Figure(
        "the same file once more, nothing new / .import", again.cpu, floor, again.cpu / floor, unit="ms CPU"
    )


def raw_import(target: Path, source: Path) -> Child:
    """The floor: every cell as text into one table, by the shell of SQLite or, where there is none, by Python."""
    target.unlink(missing_ok=True)
    shell = shutil.which("sqlite3")
    if shell is None:
        return python("-c", _RAW, str(target), str(source))
    return child([shell, str(target), f".import --csv {source} raw"])


def assure_counts(output: str, target: Path, truth: Truth) -> None:
    """Stop when the import did not find exactly what was written into the file."""
    told = json.loads(output[output.index("{") :])
    found = tuple(told[name] for name in ("rows", "new", "duplicates", "failed"))
    wanted = (truth.rows, truth.people, truth.duplicates, truth.bad)
    if found != wanted:
        raise RuntimeError(f"the import counted {found}, the file holds {wanted}")
    assure_people(target, truth.people)


def assure_people(target: Path, people: int) -> None:
    """Stop when another number of people stands in the database."""
    connection = sqlite3.connect(f"file:{target}?mode=ro", uri=True)
    found = connection.execute("SELECT count(*) FROM contact").fetchone()[0]
    connection.close()
    if found != people:
        raise RuntimeError(f"{found} people where {people} should be")


def assure_nothing_new(output: str) -> None:
    """Stop when the same file brought something new."""
    told = json.loads(output[output.index("{") :])
    if told["new"] or told["updated"]:
        raise RuntimeError(f"the same file again brought {told['new']} new and {told['updated']} updated")
