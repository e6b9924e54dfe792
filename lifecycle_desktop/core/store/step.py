"""A step in the making: what an operation writes with, one row at a time or many at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.core.store.changes import Changes
from lifecycle_desktop.core.store.driver import WriteConnection

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lifecycle_desktop.core.store.journal import Journal

_NO_ROWS = (0, -1)
_ROWS_PER_STATEMENT = 100
_VALUES_PER_STATEMENT = 30_000  # SQLite takes 32,766


class Written:
    """A step in the making: the connection to write with and, at the end, what was touched."""

    def __init__(self, journal: Journal, step_id: int, connect: Callable[[], Connection]) -> None:
        self._journal = journal
        self._connect = connect
        self.step_id = step_id
        self.changes = Changes()
        self.ranges: dict[str, tuple[int, int]] = {}
        self._open: dict[str, tuple[int, int]] = {}
        self.is_lost = False  # an error left rows behind that the journal does not know
        # Whether new contacts came with their derived columns and search rows, all but the stale ones.
        self.is_ready = False
        self.stale: set[int] = set()

    @property
    def connection(self) -> Connection:
        """The SQLAlchemy connection of the step; SQLAlchemy is loaded when it is first asked for."""
        connection = self._connect()
        connection.info["step"] = self  # for store/bulk.py
        return connection

    @property
    def driver(self) -> WriteConnection:
        """The driver's connection of the step, for plain SQL over many rows."""
        return self._journal.connection

    def next_id(self, table_name: str) -> int:
        """The first id that a table has never given to any row."""
        return self._journal.highest_id(table_name) + 1

    def insert_rows(
        self,
        table_name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        empty_is_null: Collection[str] = (),
    ) -> None:
        """Insert many rows whose first column is an `id` that counts on from `next_id`.

        The journal notes one range instead of each row. In the columns `empty_is_null` an empty text
        stands for NULL: to bind a None takes the driver ten times as long.
        """
        self.insert_values(table_name, columns, list(chain.from_iterable(rows)), empty_is_null)

    def insert_values(
        self, table_name: str, columns: Sequence[str], values: list[Any], empty_is_null: Collection[str] = ()
    ) -> None:
        """As `insert_rows`, with the values of all rows in one list: that is how SQLite takes them."""
        if not values:
            return
        ids = values[:: len(columns)]
        if (
            columns[0] != "id"
            or ids != list(range(ids[0], ids[0] + len(ids)))
            or ids[0] < self.next_id(table_name)
        ):
            raise ValueError(f"rows of {table_name} do not count on from the last id")
        marks = ["nullif(?, '')" if column in empty_is_null else "?" for column in columns]
        with self._inserting_once(table_name, ids[0], ids[-1]):
            self._insert(table_name, columns, values, f"({', '.join(marks)})")

    def insert_selected(
        self, table_name: str, sql: str, parameters: Sequence[Any], first_id: int, last_id: int
    ) -> None:
        """Insert by a statement `INSERT … SELECT` whose rows get the ids from `first_id` to `last_id`."""
        if first_id < self.next_id(table_name):
            raise ValueError(f"rows of {table_name} do not count on from the last id")
        with self._inserting_once(table_name, first_id, last_id):
            self.driver.execute(sql, parameters)

    @contextlib.contextmanager
    def inserting(self, table_names: Sequence[str]) -> Iterator[None]:
        """Insert into these tables piece by piece; after an error the whole step can only be rolled back.

        Each piece alone would make SQLite read its statements anew.
        """
        self.is_lost = True
        with self._journal.without_insert_images(table_names):
            self._open = dict.fromkeys(table_names, _NO_ROWS)
            yield
            self._note(self._open)
        self._open = {}
        self.is_lost = False

    @contextlib.contextmanager
    def _inserting_once(self, table_name: str, first_id: int, last_id: int) -> Iterator[None]:
        """One piece: within `inserting` as a part of it, else noted and taken back alone."""
        if table_name in self._open:
            yield
            self._open[table_name] = _wider(self._open[table_name], first_id, last_id)
        else:
            with self._journal.inserting_ranges([table_name]):
                yield
                self._note({table_name: (first_id, last_id)})
        self.ranges[table_name] = _wider(self.ranges.get(table_name, _NO_ROWS), first_id, last_id)

    def _note(self, ranges: dict[str, tuple[int, int]]) -> None:
        for name, (first_id, last_id) in ranges.items():
            if last_id >= first_id:
                self._journal.note_range(self.step_id, name, first_id, last_id)

    def _insert(self, table_name: str, columns: Sequence[str], values: list[Any], marks: str) -> None:
        """Many rows per statement: SQLite looks up the highest id given once per statement."""
        connection = self._journal.connection
        named = ", ".join(f'"{column}"' for column in columns)
        width, start = len(columns), 0
        for size in (min(_ROWS_PER_STATEMENT, _VALUES_PER_STATEMENT // width), 10, 1):
            sql = f'INSERT INTO "{table_name}" ({named}) VALUES {", ".join([marks] * size)}'
            while start + size * width <= len(values):
                connection.execute(sql, values[start : start + size * width])
                start += size * width


def _wider(ids: tuple[int, int], first_id: int, last_id: int) -> tuple[int, int]:
    return (first_id if ids == _NO_ROWS else ids[0], last_id)
