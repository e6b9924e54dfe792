"""Power cuts: the file system of a small drive is shut down without flushing, then mounted again.

A kill alone keeps what the system has buffered; only this shows whether what was said to be saved was on
the drive. Needs root and loop devices on Linux; `LIFECYCLE_CUTS=30` makes the long form.
"""

from __future__ import annotations

import fcntl
import os
import random
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lifecycle_desktop.core.errors import DatabaseProblem
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.database import Database
from tests.core.store_world import NOW, add_contact, new_database

CUTS = int(os.environ.get("LIFECYCLE_CUTS", "4"))
_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN, linux/ext4.h
_WITHOUT_FLUSHING = 2  # EXT4_GOING_FLAGS_NOLOGFLUSH

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0, reason="cutting a drive off needs root on Linux"
    ),
]

STREAM = """
import sys, time
from pathlib import Path
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.engine import bare
from tests.core.store_world import NOW, add_contact, add_phone
database = Database.open(Path(sys.argv[1]))
first = int(sys.argv[2])
for number in range(first, first + 100000):
    with database.write("Add", moment=NOW) as written:
        add_phone(bare(written.connection), add_contact(bare(written.connection), f"Person {number}"))
    sys.stdout.write(f"{number} {time.monotonic_ns()}\\n"); sys.stdout.flush()
"""


class Drive:
    """A drive in a file that can be cut off."""

    def __init__(self, folder: Path) -> None:
        self.image = folder / "drive.img"
        self.mounted = folder / "drive"
        self.mounted.mkdir()

    def make(self) -> None:
        with self.image.open("wb") as stream:
            stream.truncate(64 << 20)
        run("mkfs.ext4", "-q", str(self.image))

    def mount(self) -> None:
        run("mount", "-o", "loop", str(self.image), str(self.mounted))

    def cut(self) -> None:
        descriptor = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING))
        finally:
            os.close(descriptor)

    def unmount(self) -> None:
        run("umount", str(self.mounted))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Drive]:
    found = Drive(tmp_path)
    try:
        found.make()
        found.mount()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this computer does not let tests mount a drive from a file")
    yield found
    subprocess.run(["umount", "-l", str(found.mounted)], check=False, capture_output=True)


@pytest.mark.timeout(900)
def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(drive: Drive, root: Path) -> None:
    path = drive.mounted / "business.db"
    rng = random.Random(7)
    new_database(path)
    said = 0
    for number in range(CUTS):
        child = subprocess.Popen(
            [sys.executable, "-c", STREAM, str(path), str(said + 1)],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(rng.randint(1, 40))]
        if number % 2:  # idle for a moment: the last save is not helped along by a next one
            child.send_signal(19)
            time.sleep(rng.uniform(0, 0.2))
        moment = time.monotonic_ns()
        drive.cut()
        child.kill()
        lines += child.stdout.read().splitlines(keepends=True)
        child.stdout.close()
        child.wait()
        drive.unmount()
        drive.mount()
        # What was said when the cut had begun would not have been said by a computer without power.
        told = [line.split() for line in lines if line.endswith(b"\n")]
        said = max(int(each) for each, at in told if int(at) < moment)
        database = Database.open(path)
        sql = database.writing_connection()
        assert findings(sql) == []
        names = [row[0] for row in sql.execute("SELECT display_name FROM contact ORDER BY id")]
        assert names[:said] == [f"Person {each}" for each in range(1, said + 1)]
        said = len(names)
        assert sql.execute("SELECT count(*) FROM contact_phone").fetchone() == (said,)
        database.close()


def test_a_drive_that_goes_away_is_told_and_all_is_there_when_it_is_back(drive: Drive) -> None:
    path = new_database(drive.mounted / "business.db")
    database = Database.open(path)
    with database.write("Add", moment=NOW) as written:
        add_contact(written.driver, "Grace Lee")
    drive.cut()
    for attempt in (lambda: add(database, "Sam Roe"), database.undo, lambda: add(database, "Ann Poe")):
        with pytest.raises(DatabaseProblem) as caught:
            attempt()
        assert caught.value.message.endswith(".")
        assert caught.value.hint
    database.close()
    drive.unmount()
    drive.mount()
    again = Database.open(path)
    assert findings(again.writing_connection()) == []
    names = again.writing_connection().execute("SELECT display_name FROM contact").fetchall()
    assert names == [("Grace Lee",)]
    add(again, "Sam Roe")
    again.close()


def add(database: Database, name: str) -> None:
    with database.write("Add", moment=NOW) as written:
        add_contact(written.driver, name)
