"""A real database to try operations on: one step each, rows to look at, the whole content to compare."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.clock import FixedClock, Moment
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.lifecycle import find_among, find_lifecycle
from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
from lifecycle_desktop.core.operations import contacts
from lifecycle_desktop.core.operations.lifecycles import start_lifecycle
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.create import create_database
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.schema import metadata

# The file of a new database by the name of its model: to write it again is twenty times as quick as to make it.
_MADE: dict[str, bytes] = {}


class Desk:
    """A database with the Perfect lifecycle, Tuesday 14 April 2026, ten in the morning in Toronto."""

    def __init__(self, path: Path, model: str = "Perfect") -> None:
        self.clock = FixedClock(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC), "America/Toronto")

        def fill(database: Database) -> None:
            database.run(
                "Start",
                self.moment,
                start_lifecycle,
                find_lifecycle(shipped_lifecycles(), model),
                self.moment,
            )

        known = _MADE.get(model)
        if known is None:
            create_database(path, fill)
            _MADE[model] = path.read_bytes()  # at rest: one whole file
        else:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(known)
            path.chmod(0o600)
        self.database = Database.open(path)

    @classmethod
    def of_copy(cls, source: Path, path: Path) -> Desk:
        """A desk on a copy of a closed database that was made before."""
        made = cls.__new__(cls)
        made.clock = FixedClock(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC), "America/Toronto")
        shutil.copyfile(source, path)
        path.chmod(0o600)
        made.database = Database.open(path)
        return made

    @property
    def moment(self) -> Moment:
        return self.clock.moment()

    def do(self, operation: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Carry out an operation that takes its moment last, as one step."""
        with self.database.write("Step", moment=self.moment) as written:
            return operation(written.connection, *arguments, self.moment, **options)

    def read(self, query: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        with self.database.read() as connection:
            return query(connection, *arguments, **options)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(sql, values).fetchall()]

    def add(self, name: str, **more: Any) -> int:
        return int(self.do(contacts.add_contact, NewContact(full_name=name, **more)))

    def stage(self, name: str) -> int:
        """The row of a stage of the active lifecycle."""
        return int(find_among(self.read(active_lifecycle).stages, name).stage_id)

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, the search tables' words included."""
        return {
            table.name: self.rows(f'SELECT * FROM "{table.name}" ORDER BY id')
            for table in metadata.sorted_tables
        }

    def faults(self) -> list[str]:
        """What `check` would say."""
        return [finding.text for finding in findings(self.database.writing_connection())]
