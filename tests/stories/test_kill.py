"""kill -9 at random moments of every command that writes: nothing said to be saved is lost, nothing is half there.

A short form in every run; `LIFECYCLE_KILLS=40` makes it forty kills of each command.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.store.backup import verify
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.database import Database

KILLS = int(os.environ.get("LIFECYCLE_KILLS", "2"))
PEOPLE = 1500

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 there")]


@dataclass
class Desk:
    """A database and the program to be killed; each try runs in a copy of its own."""

    folder: Path
    root: Path
    rng: random.Random = field(default_factory=lambda: random.Random(11))

    @property
    def database(self) -> Path:
        return self.folder / "business.db"

    def start(self, *command: str | Path, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "lifecycle_desktop", "--database", self.database, *command],
            cwd=self.root,
            env={**os.environ, "LIFECYCLE_DESKTOP_HOME": str(self.folder / "home")},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *command: str | Path) -> float:
        """Run to the end; how long it took in seconds."""
        begun = time.monotonic()
        child = self.start(*command)
        _, said = child.communicate(timeout=120)
        assert child.returncode == 0, said.decode()
        return time.monotonic() - begun

    def killed(self, seconds: float, *command: str | Path) -> bool:
        """Run and kill at a random moment within those seconds; whether it had said OK before."""
        child = self.start(*command)
        # The start of Python writes nothing: most kills are aimed behind it.
        time.sleep(self.rng.uniform(0.25 * seconds, 1.1 * seconds))
        child.kill()
        said, _ = child.communicate()
        return said.startswith(b"OK")


def state(path: Path) -> dict[str, list[Any]]:
    """Every row of the owner's tables, after a start that must need no repair; and the file is healthy."""
    database = Database.open(path, wait=2)
    try:
        sql = database.writing_connection()
        assert findings(sql) == []
        names = [
            row[0]
            for row in sql.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'journal\\_%' ESCAPE '\\'")
        ]
        tables = sorted(name.removeprefix("journal_") for name in names)
        owned = [
            name
            for name in tables
            if name not in ("step", "count", "range") and not name.startswith("sqlite")
        ]
        return {name: sql.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in owned}
    finally:
        database.close()


def names(path: Path) -> list[str]:
    database = Database.open(path, wait=2)
    try:
        assert findings(database.writing_connection()) == []
        with database.read() as connection:
            return [row[0] for row in connection.execute("SELECT display_name FROM contact ORDER BY id")]
    finally:
        database.close()


def assert_tidy(folder: Path) -> None:
    """Nothing half-made is left under any name once the database was opened again."""
    left = [
        each.name
        for each in folder.rglob("*")
        if each.name.endswith((".part", ".new", "-wal", "-shm", ".lock"))
    ]
    assert left == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with a database of some people, a file of people to bring in, and a backup."""
    folder = tmp_path_factory.mktemp("desk")
    lines = ["First Name,Last Name,Email,Phone"]
    lines += [f"P{i},Import,p{i}@example.com,+1416555{i:04d}" for i in range(PEOPLE)]
    (folder / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    desk = Desk(folder, root)
    desk.run("init")
    desk.run("add", "--name", "Grace Lee", "--email", "grace@example.com")
    desk.run("import", folder / "people.csv")
    desk.run("add", "--name", "Sam Roe")
    desk.run("backup", folder / "kept.db")
    desk.run("add", "--name", "Ann Poe", "--phone", "4165559999")
    return folder


@pytest.fixture
def desk(template: Path, tmp_path: Path, root: Path) -> Desk:
    folder = tmp_path / "desk"
    shutil.copytree(template, folder)
    return Desk(folder, root)


def again(desk: Desk, template: Path) -> None:
    """Begin anew with the untouched files."""
    shutil.rmtree(desk.folder)
    shutil.copytree(template, desk.folder)


def kills(desk: Desk, template: Path, once: Callable[[], None]) -> None:
    for _ in range(KILLS):
        again(desk, template)
        once()
        assert_tidy(desk.folder)


# -- one line after another ------------------------------------------------------------------------------------


def test_captured_lines_that_were_said_to_be_saved_are_there(desk: Desk, template: Path) -> None:
    def once() -> None:
        child = desk.start("capture", "--stdin", stdin=subprocess.PIPE)
        assert child.stdin is not None
        assert child.stdout is not None
        feed = threading.Thread(target=feed_lines, args=(child.stdin,))
        feed.start()
        said = [child.stdout.readline() for _ in range(desk.rng.randint(1, 60))]
        time.sleep(desk.rng.uniform(0, 0.01))
        child.kill()
        said += child.stdout.read().splitlines(keepends=True)
        child.wait()
        feed.join()
        for stream in (child.stdout, child.stderr):
            assert stream is not None
            stream.close()
        saved = [line for line in said if line.startswith(b"OK ") and line.endswith(b"\n")]
        found = [name for name in names(desk.database) if name.startswith("Caught ")]
        assert found == [f"Caught {number}" for number in range(len(found))], "in order and without a gap"
        assert len(saved) <= len(found) <= len(saved) + 1

    kills(desk, template, once)


def feed_lines(stream: Any) -> None:
    with contextlib.suppress(BrokenPipeError), stream:
        for number in range(5000):
            stream.write(json.dumps({"name": f"Caught {number}", "source": "fair"}).encode() + b"\n")
            stream.flush()


STREAM = """
import sys
from pathlib import Path
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.clock import SystemClock
database = Database.open(Path(sys.argv[1])); clock = SystemClock()
for number in range(1, 100000):
    with database.write("Move", moment=clock.moment()) as written:
        sql = bare(written.connection)
        for contact_id in range(1, 30):
            sql.execute("UPDATE contact SET value_minor = ? WHERE id = ?", (number, contact_id))
    sys.stdout.write(f"{number}\\n"); sys.stdout.flush()
    if number % 5 == 0:
        database.undo(); sys.stdout.write(f"{number - 1}\\n"); sys.stdout.flush()
        database.redo(); sys.stdout.write(f"{number}\\n"); sys.stdout.flush()
"""


def test_a_stream_of_steps_and_undos_is_whole_at_every_kill(desk: Desk, template: Path) -> None:
    def once() -> None:
        child = subprocess.Popen(
            [sys.executable, "-c", STREAM, desk.database], cwd=desk.root, stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(desk.rng.randint(1, 80))]
        time.sleep(desk.rng.uniform(0, 0.01))
        child.kill()
        said += child.stdout.read().splitlines(keepends=True)
        child.stdout.close()
        child.wait()
        last = int([line for line in said if line.endswith(b"\n")][-1])
        contacts = state(desk.database)["contact"]
        database = Database.open(desk.database)
        rows = database.writing_connection().execute(
            "SELECT value_minor, count(*) FROM contact WHERE id < 30 GROUP BY 1"
        )
        (found,) = rows.fetchall()
        assert found[1] == 29, "a step is whole"
        assert abs(found[0] - last) <= 1, "what was said is there; at most the step after it as well"
        database.undo()
        database.redo()
        database.close()
        assert state(desk.database)["contact"] == contacts

    kills(desk, template, once)


# -- one command, all or nothing -------------------------------------------------------------------------------


def test_an_import_is_whole_or_absent(desk: Desk, template: Path) -> None:
    shutil.copy(desk.database, desk.folder / "first.db")
    desk.run("undo", "4")
    desk.run("add", "--name", "Grace Lee")
    shutil.copy(desk.database, desk.folder / "few.db")
    few = names(desk.database)
    seconds = desk.run("import", desk.folder / "people.csv")
    everyone = len(names(desk.database))
    assert everyone >= PEOPLE
    ends = set()
    for _ in range(KILLS + 1):
        shutil.copy(desk.folder / "few.db", desk.database)
        done = desk.killed(seconds, "import", desk.folder / "people.csv")
        found = names(desk.database)
        assert len(found) in (len(few), everyone)
        if done:
            assert len(found) == everyone
        if len(found) == len(few):
            assert found == few
            desk.run("import", desk.folder / "people.csv")
            assert len(names(desk.database)) == everyone
        ends.add(len(found))
        assert_tidy(desk.folder)
    assert ends


def test_a_stage_move_is_whole_or_absent(desk: Desk, template: Path) -> None:
    seconds = desk.run("stage", "Grace Lee", "3")

    def once() -> None:
        before = state(desk.database)
        done = desk.killed(seconds, "stage", "Grace Lee", "3")
        after = state(desk.database)
        moved = len(after["stage_move"]) - len(before["stage_move"])
        stages = {row[0] for row in set(after["contact"]) ^ set(before["contact"])}
        assert (moved, len(stages)) in ((0, 0), (1, 1))
        if done:
            assert moved == 1

    kills(desk, template, once)


def test_a_backup_is_whole_or_absent(desk: Desk, template: Path) -> None:
    out = desk.folder / "out.db"
    seconds = desk.run("backup", out)
    wanted = state(out)

    def once() -> None:
        earlier = desk.rng.randrange(2)
        if earlier:
            shutil.copy(desk.folder / "kept.db", out)
        content = out.read_bytes() if earlier else b""
        done = desk.killed(seconds, "backup", out)
        if out.exists() and out.read_bytes() != content:
            verify(out)
            assert state(out) == wanted
        else:
            assert not done
            assert out.exists() == bool(earlier)
        assert state(desk.database) == wanted
        for each in desk.folder.glob(".out.db.*"):  # beside another file: hidden, and named as half-made
            assert ".part" in each.name
            each.unlink()

    kills(desk, template, once)


def test_a_restore_is_whole_or_absent(desk: Desk, template: Path) -> None:
    before = state(desk.database)
    backup = (desk.folder / "kept.db").read_bytes()
    seconds = desk.run("restore", desk.folder / "kept.db")
    wanted = state(desk.database)
    assert wanted != before

    def once() -> None:
        content = desk.database.read_bytes()
        done = desk.killed(seconds, "restore", desk.folder / "kept.db")
        found = state(desk.database)
        assert found in (before, wanted)
        replaced = list(desk.folder.glob("business before restore *.db"))
        if done or found == wanted:
            assert found == wanted
            assert len(replaced) == 1
        for each in replaced:
            assert each.read_bytes() == content
        assert (desk.folder / "kept.db").read_bytes() == backup

    kills(desk, template, once)


def test_an_export_is_whole_or_absent(desk: Desk, template: Path) -> None:
    out = desk.folder / "out.json"
    seconds = desk.run("export", "--format", "json", out)
    number = len(out.read_bytes())

    def once() -> None:
        out.write_text("earlier")
        done = desk.killed(seconds, "export", "--format", "json", out)
        content = out.read_bytes()
        if done or content != b"earlier":
            json.loads(content)
            assert abs(len(content) - number) < 100
        for each in desk.folder.glob(".out.json.*.part"):
            each.unlink()
        state(desk.database)

    kills(desk, template, once)


def test_a_new_database_is_whole_or_absent(desk: Desk, template: Path) -> None:
    desk.database.unlink()
    seconds = desk.run("init")

    def once() -> None:
        desk.database.unlink()
        done = desk.killed(seconds, "init")
        if done:
            assert desk.database.exists()
        if not desk.database.exists():
            desk.run("init")
        assert len(state(desk.database)["stage"]) > 3

    kills(desk, template, once)
