"""What the measurements share: how many people, how many pairs, and a database of made-up people."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.measure import program


class World:
    """A folder with a database of `contacts` people, made by the program itself when first wanted."""

    def __init__(self, folder: Path, contacts: int, pairs: int) -> None:
        self.folder, self.contacts, self.pairs = folder, contacts, pairs
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        """The database; whoever writes into it takes a `copy`."""
        path = self.folder / f"people-{self.contacts}.db"
        if not path.exists():
            making = path.with_suffix(".making")
            making.unlink(missing_ok=True)
            program(making, "init")
            program(making, "bench-data", "--contacts", str(self.contacts))
            _set_up(making)
            making.rename(path)
        return path

    def empty(self, name: str) -> Path:
        """A new database without people."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        program(path, "init")
        return path

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """A copy to write into; it is gone afterwards, with its backups."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            path = Path(folder) / "copy.db"
            shutil.copyfile(self.database, path)
            yield path

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection that reads, as the program's own queries have it."""
        from lifecycle_desktop.core.store import driver

        connection = driver.open_reader(self.database)
        try:
            yield connection
        finally:
            connection.close()


def _set_up(path: Path) -> None:
    """The first steps are behind, so that the window opens with Today, and there is a plan for this quarter."""
    from lifecycle_desktop.core.clock import SystemClock
    from lifecycle_desktop.core.operations.plans import start_plan
    from lifecycle_desktop.core.operations.settings import set_settings
    from lifecycle_desktop.core.store.database import Database

    database, moment = Database.open(path), SystemClock().moment()
    database.run("Set up", moment, set_settings, {"is_set_up": "1"}, moment)
    database.run("Start the plan", moment, start_plan, moment)
    database.close()
