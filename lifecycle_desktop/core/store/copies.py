"""Copies of the database beside it: backups, and files that a restore replaced; which of them still hold somebody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desktop.core.errors import DatabaseProblem
from lifecycle_desktop.core.store import driver, faults
from lifecycle_desktop.core.store.backup import backup_folder
from lifecycle_desktop.core.store.file_header import read_header, real_place


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies that hold the people asked about, and copies that could not be read."""

    holding: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()


def copies_holding(database: Path, people: Sequence[tuple[int, str]]) -> Copies:
    """The copies in which any of these people, as (number, created_at), still stand, newest name last."""
    holding, unread = [], []
    for path in _copies(real_place(database)):
        try:
            if _holds(path, people):
                holding.append(path)
        except (DatabaseProblem, driver.DriverError, OSError):
            unread.append(path)
    return Copies(tuple(holding), tuple(unread))


def _copies(database: Path) -> list[Path]:
    beside = [path for path in database.parent.glob("*.db") if path.name.startswith(f"{database.stem} ")]
    folder = backup_folder(database)
    inside = list(folder.glob("*.db")) if folder.is_dir() else []
    return sorted(path for path in (*beside, *inside) if path.is_file())


def _holds(path: Path, people: Sequence[tuple[int, str]]) -> bool:
    read_header(path)
    with faults.faults_told(path):
        waiting = path.with_name(path.name + "-wal").exists()
        connection = driver.open_at_rest(path, immutable=not waiting)
        try:
            found = connection.execute(
                "SELECT 1 FROM json_each(?) j JOIN contact c ON c.id = json_extract(j.value, '$[0]') "
                "AND c.created_at = json_extract(j.value, '$[1]') LIMIT 1",
                (json.dumps([list(person) for person in people]),),
            ).fetchone()
        finally:
            connection.close()
    return found is not None
