"""Whatever lies where a database should lie, and whatever the drive does: one sentence, and nothing is lost."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lifecycle_desktop.core.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    DatabaseProblem,
    DatabaseReadOnly,
    DatabaseTooNew,
    DiskFull,
    FileProblem,
    UserError,
)
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.store import driver
from lifecycle_desktop.core.store.backup import back_up, back_up_now
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.create import create_database
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.lock import DatabaseLock
from lifecycle_desktop.core.store.restore import restore
from tests.core.store_world import (
    AT,
    NOW,
    add_contact,
    add_phone,
    assert_healthy,
    fill_business,
    new_database,
    snapshot,
    sql_of,
)

ROOT_ON_LINUX = sys.platform == "linux" and hasattr(os, "geteuid") and os.geteuid() == 0
needs_mounts = pytest.mark.skipif(not ROOT_ON_LINUX, reason="mounting a small drive needs root on Linux")


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with some people, to be copied from."""
    path = new_database(tmp_path_factory.mktemp("business") / "business.db")
    database = Database.open(path)
    with database.write("People", moment=NOW) as written:
        for number in range(300):
            add_phone(sql_of(written), add_contact(sql_of(written), f"Person {number}", note="garden " * 30))
    database.close()
    return path


@pytest.fixture
def path(tmp_path: Path, business: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return shutil.copy(business, folder / "business.db")


def assert_sentence(error: UserError) -> None:
    """What happened and what to do, in words and on one line, without anything of the machine's."""
    assert error.message.endswith(".")
    assert error.hint.endswith(".")
    assert "\n" not in str(error)
    for word in ("Error", "sqlite", "SQLITE", "Traceback", "errno", "!"):
        assert word not in str(error).replace("SQLite", "")


# -- what is not a database of ours ----------------------------------------------------------------------------


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("people.csv", "Grace Lee")
    return stream.getvalue()


def other_sqlite(folder: Path) -> bytes:
    other = sqlite3.connect(folder / "other")
    other.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, display_name TEXT)")
    other.execute("CREATE TABLE places (x)")
    other.commit()
    other.close()
    content = (folder / "other").read_bytes()
    (folder / "other").unlink()
    return content


def with_user_version(content: bytes, number: int) -> bytes:
    return content[:60] + number.to_bytes(4) + content[64:]


WRONG: dict[str, tuple[Callable[[bytes, Path], bytes], type[UserError]]] = {
    "text": (lambda whole, folder: b"Grace Lee\n" * 50, DatabaseForeign),
    "picture": (lambda whole, folder: b"\x89PNG\r\n\x1a\n" + bytes(200), DatabaseForeign),
    "zip": (lambda whole, folder: zipped(), DatabaseForeign),
    "other program": (lambda whole, folder: other_sqlite(folder), DatabaseForeign),
    "other program, our version number": (
        lambda whole, folder: with_user_version(other_sqlite(folder), 1),
        DatabaseForeign,
    ),
    "SQLite 2": (
        lambda whole, folder: b"** This file contains an SQLite 2.1 database **" + bytes(900),
        DatabaseForeign,
    ),
    "random": (lambda whole, folder: random.Random(1).randbytes(5000), DatabaseForeign),
    "only a header": (lambda whole, folder: whole[:60], DatabaseForeign),
    "our header, then nothing": (lambda whole, folder: whole[:100], DatabaseDamaged),
    "encrypted": (lambda whole, folder: random.Random(2).randbytes(8192), DatabaseForeign),
    "empty": (lambda whole, folder: b"", DatabaseDamaged),
    "cut short": (lambda whole, folder: whole[: len(whole) // 2], DatabaseDamaged),
    "cut by a byte": (lambda whole, folder: whole[:-1], DatabaseDamaged),
    "newer": (lambda whole, folder: with_user_version(whole, 99), DatabaseTooNew),
    "without our mark": (lambda whole, folder: whole[:68] + bytes(4) + whole[72:], DatabaseForeign),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_in_words_and_untouched(tmp_path: Path, path: Path, kind: str) -> None:
    make, wanted = WRONG[kind]
    content = make(path.read_bytes(), tmp_path)
    folder = tmp_path / "wrong"
    folder.mkdir()
    wrong = folder / "wrong.db"
    wrong.write_bytes(content)
    good = Database.open(path)

    def make_there() -> None:
        create_database(wrong, fill_business)

    attempts: list[tuple[Callable[[], object], type[UserError]]] = [
        (lambda: Database.open(wrong), wanted),
        (lambda: Database.open_for_reading(wrong), wanted),
        (lambda: restore(wrong, folder / "restored.db", NOW), wanted),
        (make_there, FileProblem),
    ]
    if content:
        attempts.append((lambda: back_up(good.writing_connection(), wrong), wanted))
    if wanted is DatabaseForeign:
        attempts.append((lambda: restore(path.with_name("copy.db"), wrong, NOW), DatabaseForeign))
        back_up(good.writing_connection(), path.with_name("copy.db"))
    for attempt, kind_of_error in attempts:
        with pytest.raises(kind_of_error) as caught:
            attempt()
        assert_sentence(caught.value)
        assert wrong.read_bytes() == content
        assert [each.name for each in folder.iterdir()] == ["wrong.db"]
    good.close()


def test_a_folder_and_a_missing_file_or_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    for place, wanted in (
        (folder, DatabaseForeign),
        (tmp_path / "none.db", DatabaseMissing),
        (tmp_path / "none" / "none.db", DatabaseMissing),
        (tmp_path / ("x" * 300), DatabaseProblem),
    ):
        for attempt in (Database.open, Database.open_for_reading):
            with pytest.raises(wanted) as caught:
                attempt(place)
            assert_sentence(caught.value)
    assert [each.name for each in tmp_path.iterdir()] == ["folder.db"]


def test_an_empty_file_offers_the_backup_and_is_not_filled(tmp_path: Path) -> None:
    """SQLite itself would call it a valid, empty database."""
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(DatabaseDamaged, match=r"empty.*Restore the newest backup"):
        Database.open(empty)
    assert empty.stat().st_size == 0


def test_a_file_whose_pages_are_still_in_its_wal_is_not_called_cut_short(path: Path) -> None:
    """A kill while a checkpoint brings pages home can leave the file shorter than its header says."""
    database = Database.open(path)
    database.writing_connection().execute("PRAGMA wal_autocheckpoint = 0")
    with database.write("Grow", moment=NOW) as written:
        for number in range(200):
            add_contact(sql_of(written), f"More {number}", note="x" * 3000)
    people = len(snapshot(database)["contact"])
    copy = path.with_name("copy.db")
    for ending in ("", "-wal"):
        shutil.copy(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
    database.close()
    content = copy.read_bytes()
    first_page_home = path.read_bytes()[:4096] + content[4096:]
    copy.write_bytes(first_page_home)
    again = Database.open(copy)
    assert len(snapshot(again)["contact"]) == people
    assert_healthy(again)
    again.close()


def test_damaged_pages_are_found_and_told(path: Path) -> None:
    whole = path.read_bytes()
    pages = len(whole) // 4096
    rng = random.Random(3)
    found = 0
    for page in sorted(rng.sample(range(1, pages), 30)):
        for damage in (bytes(4096), rng.randbytes(4096)):
            path.write_bytes(whole[: page * 4096] + damage + whole[(page + 1) * 4096 :])
            try:
                database = Database.open(path)
                told = [each.kind for each in findings(database.writing_connection())]
                with database.read() as connection:
                    connection.execute("SELECT count(note) FROM contact").fetchone()
                database.close()
            except DatabaseDamaged as error:
                assert_sentence(error)
                database.close()
                told = ["refused"]
            found += bool(told)
    assert found >= 54, "only a free page or a piece of free space may be damaged unnoticed"


# -- the connection itself -------------------------------------------------------------------------------------


def test_settings_are_read_back_on_every_connection(path: Path) -> None:
    database = Database.open(path)
    wanted = {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000, "journal_mode": "wal", "temp_store": 2,
              "recursive_triggers": 1, "trusted_schema": 0, "mmap_size": 0, "cache_size": -16384}  # fmt: skip
    with database.read() as reader:
        for connection, more in (
            (database.writing_connection(), {"query_only": 0, "wal_autocheckpoint": 1000}),
            (reader, {"query_only": 1, "wal_autocheckpoint": 0}),
        ):
            for name, value in {**wanted, **more}.items():
                row = connection.execute(f"PRAGMA {name}").fetchone()
                assert (row[0] if row else 0) == value, name
        with pytest.raises(driver.DriverError, match="readonly"):
            reader.execute("DELETE FROM contact")
    database.close()


def test_looking_leaves_every_byte(path: Path) -> None:
    database = Database.open(path)
    kept = back_up(database.writing_connection(), path.with_name("kept.db"))
    database.close()
    for each in (path, kept):
        content = each.read_bytes()
        looking = Database.open_for_reading(each)
        with looking.read() as connection:
            assert connection.execute("SELECT count(*) FROM contact").fetchone() == (300,)
        assert looking.history()[0].label == "People"
        looking.close()
        assert each.read_bytes() == content


def test_a_setting_that_does_not_take_is_no_detail(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "_SETTINGS", (("synchronous", "OFF", 2),))
    with pytest.raises(RuntimeError, match="synchronous"):
        driver.open_writer(path)


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing there")
def test_every_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    seen: dict[str, int] = {}

    def look(*_: object) -> None:
        for each in (tmp_path / "new").rglob("*"):
            seen[each.name] = each.stat().st_mode & 0o777

    class Watching:
        total = done = 0

        def advance(self, count: int = 1) -> None:
            look()

    try:
        path = tmp_path / "new" / "business.db"

        def fill(database: Database) -> None:
            fill_business(database)
            look()

        create_database(path, fill)
        database = Database.open(path)
        with database.write("Grace", moment=NOW) as written:
            add_contact(sql_of(written))
            look()
        with database.read() as connection:
            kept = back_up(connection, path.with_name("kept.db"), Watching())  # type: ignore[arg-type]
            back_up_now(connection, path, NOW)
        look()
        database.close()
        restore(kept, path, NOW)
        with written_whole(path.with_name("people.csv")) as stream:
            look()
            stream.write(b"x")
        look()
    finally:
        os.umask(before)
    files = {name: mode for name, mode in seen.items() if name != "Backups"}
    assert set(files.values()) == {0o600}, files
    assert seen["Backups"] == 0o700
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    for ending in (
        "business.db",
        "business.db-wal",
        "business.db-shm",
        "business.db.lock",
        ".new",
        ".part",
        "kept.db",
    ):
        assert any(name.endswith(ending) for name in files), ending


def test_one_file_lies_at_rest(path: Path) -> None:
    database = Database.open(path)
    with database.write("Grace", moment=NOW) as written:
        add_contact(sql_of(written))
    with database.read() as connection:
        connection.execute("SELECT * FROM contact").fetchone()
    database.close()
    assert [each.name for each in path.parent.iterdir()] == ["business.db"]


# -- one program at a time -------------------------------------------------------------------------------------


HOLD = """
import sys, time
from pathlib import Path
from lifecycle_desktop.core.store.lock import DatabaseLock
lock = DatabaseLock(Path(sys.argv[1])); lock.acquire(1.0)
print("held", flush=True); time.sleep(float(sys.argv[2])); lock.release(); print("given back", flush=True); time.sleep(60)
"""

HOLD_SQLITE = """
import sys, time, sqlite3
c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute("BEGIN IMMEDIATE")
print("held", flush=True); time.sleep(float(sys.argv[2])); c.execute("COMMIT"); time.sleep(60)
"""


@contextlib.contextmanager
def held_elsewhere(script: str, path: Path, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen([sys.executable, "-c", script, str(path), str(seconds)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def test_a_second_program_is_told_who_has_it(path: Path) -> None:
    content = path.read_bytes()
    with held_elsewhere(HOLD, path, 60) as child:
        with pytest.raises(DatabaseBusy, match=str(child.pid)) as caught:
            Database.open(path, wait=0.2)
        assert_sentence(caught.value)
        looking = Database.open_for_reading(path)
        with looking.read() as connection:
            assert connection.execute("SELECT count(*) FROM contact").fetchone() == (300,)
        looking.close()
    assert path.read_bytes() == content


def test_a_short_lock_is_waited_for(path: Path) -> None:
    with held_elsewhere(HOLD, path, 0.5):
        begun = time.monotonic()
        Database.open(path).close()
        assert time.monotonic() - begun < 4


def test_a_killed_owner_holds_nothing(path: Path) -> None:
    with held_elsewhere(HOLD, path, 60) as child:
        child.kill()
        child.wait()
        begun = time.monotonic()
        Database.open(path).close()
        assert time.monotonic() - begun < 1


def test_a_lock_file_left_behind_does_not_matter(path: Path) -> None:
    for words in ('{"pid": 999999, "host": "elsewhere"}', json.dumps({"pid": os.getpid()}), "rubbish", "[]"):
        path.with_name("business.db.lock").write_text(words)
        Database.open(path, wait=0).close()


def test_two_in_one_program_are_two(path: Path) -> None:
    first = Database.open(path)
    with pytest.raises(DatabaseBusy):
        Database.open(path, wait=0)
    first.close()
    Database.open(path, wait=0).close()


def test_a_lock_whose_file_was_taken_away_is_taken_anew(path: Path) -> None:
    """Who waits with the old file open must not hold it while somebody else holds the new one."""
    with DatabaseLock(path) as first, DatabaseLock(path) as second:
        first.acquire(0)
        first.path.unlink()
        second.acquire(0)
        with pytest.raises(DatabaseBusy):
            DatabaseLock(path).acquire(0)


def test_a_lock_of_sqlite_itself_is_waited_for_and_then_told(path: Path) -> None:
    database = Database.open(path)
    database.writing_connection().execute("PRAGMA busy_timeout = 300")
    before = snapshot(database)
    with held_elsewhere(HOLD_SQLITE, path, 60):
        with pytest.raises(DatabaseBusy) as caught, database.write("Grace", moment=NOW):
            pytest.fail("the step began")
        assert_sentence(caught.value)
        assert snapshot(database) == before
    database.writing_connection().execute("PRAGMA busy_timeout = 5000")
    with held_elsewhere(HOLD_SQLITE, path, 0.4), database.write("Grace", moment=NOW) as written:
        add_contact(sql_of(written))
    assert_healthy(database)
    database.close()


# -- the file goes away ----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_a_file_replaced_underneath_is_noticed_before_the_next_write(path: Path) -> None:
    database = Database.open(path)
    with database.write("Grace", moment=NOW) as written:
        add_contact(sql_of(written))
    other = shutil.copy(path, path.with_name("conflicted.db"))
    content = other.read_bytes()
    path.rename(path.with_name("ours.db"))
    other.rename(path)
    for attempt in (
        database.undo,
        lambda: database.prune(NOW),
        lambda: database.write("X", moment=NOW).__enter__(),
    ):
        with pytest.raises(DatabaseProblem, match="replaced by another") as caught:
            attempt()
        assert_sentence(caught.value)
    assert path.read_bytes() == content
    path.unlink()
    with pytest.raises(DatabaseProblem, match="no longer be reached"), database.write("X", moment=NOW):
        pytest.fail("the step began")
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_followed_to_the_file_itself(tmp_path: Path, path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    database = Database.open(link)
    assert path.with_name("business.db.lock").exists()
    with pytest.raises(DatabaseBusy):
        Database.open(path, wait=0)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    database.close()
    restore(kept, link, NOW)
    assert link.is_symlink()
    Database.open(link).close()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("link.db")] == ["link.db"]


# -- the drive -------------------------------------------------------------------------------------------------


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Path]:
    """A small drive."""
    folder = tmp_path / "drive"
    folder.mkdir()
    try:
        run("mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "lifecycle-test", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this computer does not let tests mount a small drive")
    yield folder
    run("umount", "-l", str(folder))


@needs_mounts
@pytest.mark.parametrize("how", ["mount", "file", "folder"])
def test_what_cannot_be_written_says_so_and_can_be_read(drive: Path, business: Path, how: str) -> None:
    path = shutil.copy(business, drive / "business.db")
    content = path.read_bytes()
    locked = {"mount": drive, "file": path, "folder": drive}[how]
    undo = []
    if how == "mount":
        run("mount", "-o", "remount,ro", str(drive))
    else:
        try:
            run("chattr", "+i", str(locked))
        except subprocess.CalledProcessError:
            pytest.skip("this file system knows no unchangeable files")
        undo = ["chattr", "-i", str(locked)]
    try:
        with pytest.raises(DatabaseReadOnly) as caught:
            Database.open(path)
        assert_sentence(caught.value)
        if how != "file":
            with pytest.raises((DatabaseReadOnly, FileProblem)) as refused:
                create_database(drive / "new.db", fill_business)
            assert_sentence(refused.value)
        looking = Database.open_for_reading(path)
        with looking.read() as connection:
            assert connection.execute("SELECT count(*) FROM contact").fetchone() == (300,)
        looking.close()
        assert path.read_bytes() == content
    finally:
        if undo:
            run(*undo)


def fill_up(folder: Path, leave: int) -> Path:
    """Fill the drive but for so many bytes."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    with ballast.open("wb") as stream:
        stream.write(bytes(max(0, free - leave)))
    return ballast


def many(database: Database) -> None:
    columns = (
        "id",
        "display_name",
        "sort_name",
        "stage_id",
        "stage_since_at",
        "created_at",
        "updated_at",
        "note",
    )
    with database.write("Import", moment=NOW) as written:
        first = written.next_id("contact")
        for start in range(0, 3000, 500):
            written.insert_rows(
                "contact",
                columns,
                [(first + start + i, f"P {i}", f"p {i}", 1, AT, AT, AT, "house " * 20) for i in range(500)],
            )


def one(database: Database) -> None:
    with database.write("Grace", moment=NOW) as written:
        add_contact(sql_of(written), note="house " * 20)


@needs_mounts
@pytest.mark.slow
@pytest.mark.parametrize("leave", [0, 20_000, 80_000, 400_000, 1_500_000])
def test_a_full_drive_loses_nothing_and_works_again_with_space(
    drive: Path, business: Path, tmp_path: Path, leave: int
) -> None:
    path = shutil.copy(business, drive / "business.db")
    source = shutil.copy(business, tmp_path / "source.db")
    refused = 0

    def with_database(operation: Callable[[Database], None]) -> Callable[[], None]:
        def act() -> None:
            database = Database.open(path)
            try:
                operation(database)
            finally:
                database.close()

        return act

    def export() -> None:
        with written_whole(drive / "people.csv") as stream:
            stream.write(b"x" * 500_000)

    (drive / "people.csv").write_bytes(b"earlier")
    operations: list[Callable[[], object]] = [
        with_database(one),
        with_database(many),
        with_database(lambda database: database.undo() and None),
        with_database(lambda database: back_up_now(database.writing_connection(), path, NOW) and None),
        lambda: restore(source, path, NOW),
        lambda: create_database(drive / "new.db", fill_business),
        export,
    ]
    for operation in operations:
        database = Database.open(path)
        before = snapshot(database)
        database.close()
        files = {each.name for each in drive.rglob("*")}
        ballast = fill_up(drive, leave)
        try:
            operation()
        except DiskFull as error:
            refused += 1
            assert_sentence(error)
            ballast.unlink()
            # Without space SQLite cannot tidy up after itself; the next opening does.
            left = {"Backups", "business.db-wal", "business.db-shm"}
            assert {each.name for each in drive.rglob("*")} - left == files - left
            database = Database.open(path)
            assert snapshot(database) == before
            database.close()
            assert (drive / "people.csv").read_bytes() == b"earlier"
            operation()
        else:
            ballast.unlink()
        database = Database.open(path)
        assert_healthy(database)
        database.close()
        for each in drive.rglob("*"):
            if each.is_file() and each.name not in ("business.db", "people.csv"):
                each.unlink()
        (drive / "people.csv").write_bytes(b"earlier")
    assert refused >= (6 if leave == 0 else 2 if leave < 1_000_000 else 0)


@needs_mounts
def test_a_drive_that_fills_up_while_the_database_is_open(drive: Path, business: Path) -> None:
    path = shutil.copy(business, drive / "business.db")
    database = Database.open(path)
    one(database)
    before = snapshot(database)
    ballast = fill_up(drive, 0)
    with pytest.raises(DiskFull) as caught:
        many(database)
    assert_sentence(caught.value)
    assert snapshot(database) == before
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (301,)
    ballast.unlink()
    many(database)
    database.undo()
    assert snapshot(database) == before
    assert_healthy(database)
    database.close()
