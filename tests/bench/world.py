"""What the measurements share: how many people, how many pairs, and a database of made-up people."""

from __future__ import annotations

import functools
import getpass
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.measure import ROOT, program


class World:
    """A folder with a database of `contacts` people, made by the program itself when first wanted.

    In a `kept` folder the people stay for the next run; they are made anew where schema or maker have changed.
    """

    def __init__(self, folder: Path, contacts: int, pairs: int, kept: Path | None = None) -> None:
        self.folder, self.contacts, self.pairs, self.kept = folder, contacts, pairs, kept or folder
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        """The database; whoever writes into it takes a `copy`."""
        path = self.kept / f"people-{self.contacts}-{made_from()}.db"
        if not path.exists():
            making = path.with_suffix(f".{os.getpid()}")
            making.unlink(missing_ok=True)
            program(making, "init")
            program(making, "bench-data", "--contacts", str(self.contacts))
            _set_up(making)
            for older in self.kept.glob(f"people-{self.contacts}-*.db"):
                older.unlink()
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


def kept_folder() -> Path:
    """Where people stay between runs: a folder of this user's among the temporary files."""
    folder = Path(tempfile.gettempdir()) / f"lifecycle-bench-people-{getpass.getuser()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    stands = folder.lstat()
    if os.name == "posix" and (stands.st_uid != os.getuid() or stands.st_mode & 0o077 or folder.is_symlink()):
        raise SystemExit(f"{folder} is open to others; remove it or give --folder")
    return folder


@functools.cache
def made_from() -> str:
    """A short sum over what the made-up people follow from: the schema, their maker and its seed."""
    package = ROOT / "lifecycle_desktop"
    sources = (
        "core/store/schema.py", "core/operations/bench_data.py", "core/operations/bench_words.py", "cli/sampling.py",
    )  # fmt: skip
    found = hashlib.sha256()
    for source in sources:
        found.update((package / source).read_bytes())
    return found.hexdigest()[:12]


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
