"""Backups are whole and checked, thinned by name, restored into a copy; the check finds every planted damage."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import DatabaseDamaged, DatabaseForeign, FileProblem, Stopped
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import driver
from lifecycle_desktop.core.store.backup import (
    Backup,
    back_up,
    back_up_now,
    backup_folder,
    backups,
    newest_good_backup,
    surplus,
    verify,
)
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.leftovers import clear_leftovers
from lifecycle_desktop.core.store.lock import DatabaseLock
from lifecycle_desktop.core.store.restore import restore
from tests.core.store_world import (
    NOW,
    START,
    add_activity,
    add_child,
    add_contact,
    add_follow_up,
    add_phone,
    assert_healthy,
    assert_same,
    new_database,
    opened,
    snapshot,
    sql_of,
)


def grace(database: Database, name: str = "Grace Lee") -> int:
    with database.write(f"Add {name}", moment=NOW) as written:
        contact_id = add_contact(sql_of(written), name)
        add_phone(sql_of(written), contact_id)
    return contact_id


def people(path: Path) -> list[str]:
    database = Database.open(path)
    with database.read() as connection:
        found = [row[0] for row in connection.execute("SELECT display_name FROM contact ORDER BY id")]
    assert_healthy(database)
    database.close()
    return found


# -- making ----------------------------------------------------------------------------------------------------


def test_a_backup_holds_what_was_just_written_in_one_file(tmp_path: Path) -> None:
    database = opened(tmp_path)
    grace(database)
    kept = tmp_path / "kept" / "kept.db"
    kept.parent.mkdir()
    with database.read() as connection:
        assert back_up(connection, kept) == kept
    grace(database, "Sam Roe")
    state = snapshot(database)
    database.close()
    assert [each.name for each in kept.parent.iterdir()] == ["kept.db"]
    verify(kept)
    assert people(kept) == ["Grace Lee"]
    again = Database.open(tmp_path / "business.db")
    assert_same(snapshot(again), state)
    again.close()


def test_undo_goes_on_in_a_restored_backup(tmp_path: Path) -> None:
    database = opened(tmp_path)
    before = snapshot(database)
    grace(database)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    database.close()
    restored = Database.open(kept)
    assert restored.undo_label() == "Add Grace Lee"
    restored.undo()
    assert_same(snapshot(restored), before)
    restored.close()


def test_a_backup_replaces_an_earlier_one_but_nothing_else(tmp_path: Path) -> None:
    database = opened(tmp_path)
    kept = tmp_path / "kept.db"
    back_up(database.writing_connection(), kept)
    grace(database)
    back_up(database.writing_connection(), kept)
    note = tmp_path / "note.txt"
    note.write_text("Grace Lee")
    with pytest.raises(DatabaseForeign):
        back_up(database.writing_connection(), note)
    assert note.read_text() == "Grace Lee"
    with pytest.raises(FileProblem, match="database itself"):
        back_up(database.writing_connection(), database.path)
    with pytest.raises(FileProblem):
        back_up(database.writing_connection(), tmp_path / "none" / "kept.db")
    assert_healthy(database)
    database.close()
    assert people(kept) == ["Grace Lee"]


def test_a_damaged_database_gives_no_backup_that_seems_good(tmp_path: Path) -> None:
    database = opened(tmp_path)
    with database.write("People", moment=NOW) as written:
        for number in range(400):
            add_contact(sql_of(written), f"Person {number}", note="garden " * 40)
    database.close()
    content = bytearray(database.path.read_bytes())
    root = page_of(database.path, "contact")
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    database.path.write_bytes(content)
    damaged = Database.open(database.path)
    with pytest.raises(DatabaseDamaged):
        back_up(damaged.writing_connection(), tmp_path / "kept.db")
    damaged.close()
    assert not (tmp_path / "kept.db").exists()
    assert not list(tmp_path.glob(".*part*"))


def test_stop_is_heard_and_leaves_nothing(tmp_path: Path) -> None:
    database = opened(tmp_path)
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        back_up(database.writing_connection(), tmp_path / "kept.db", progress)
    assert not (tmp_path / "kept.db").exists()
    told = Progress()
    back_up(database.writing_connection(), tmp_path / "kept.db", told)
    assert told.total == told.done > 0
    database.close()


# -- thinning --------------------------------------------------------------------------------------------------


def made_at(*days: str) -> list[Backup]:
    found = [Backup(Path(f"b {day} 120000.db"), dt.datetime.fromisoformat(f"{day}T12:00")) for day in days]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def kept_days(found: list[Backup], now: str) -> list[str]:
    gone = surplus(found, dt.datetime.fromisoformat(f"{now}T13:00"))
    return [backup.made_at.date().isoformat() for backup in found if backup not in gone]


def days(first: str, number: int, step: int = 1) -> list[str]:
    start = dt.date.fromisoformat(first)
    return [(start + dt.timedelta(days=step * i)).isoformat() for i in range(number)]


@pytest.mark.parametrize(
    ("made", "now", "kept"),
    [
        ([], "2026-09-14", []),
        (days("2026-09-05", 10), "2026-09-14", days("2026-09-05", 10)),
        (days("2026-09-04", 11), "2026-09-14", days("2026-09-05", 10)),
        # ten newest, and the last of August and of July
        (days("2026-07-01", 76), "2026-09-14", [*days("2026-09-05", 10), "2026-08-31", "2026-07-31"]),
        # fifteen months: the last of each of twelve
        (
            [f"{2025 + m // 12}-{m % 12 + 1:02d}-15" for m in range(15)],
            "2026-03-15",
            [f"{2025 + m // 12}-{m % 12 + 1:02d}-15" for m in range(3, 15)],
        ),
        # the clock stands in 2001: the good ones from the "future" stay, whatever is made now
        (
            [*days("2026-09-01", 30), *days("2001-01-01", 12)],
            "2001-01-12",
            [*days("2026-09-01", 30), *days("2001-01-03", 10)],
        ),
        # the clock once stood in 2099: those stay, and today's ten are kept beside them
        (
            [*days("2099-05-01", 12), *days("2026-09-01", 14)],
            "2026-09-14",
            [*days("2099-05-01", 12), *days("2026-09-05", 10)],
        ),
        # asleep for ten years
        ([*days("2016-03-01", 12), "2026-09-14"], "2026-09-14", ["2026-09-14", *days("2016-03-04", 9)]),
    ],
)
def test_which_backups_stay(made: list[str], now: str, kept: list[str]) -> None:
    assert sorted(kept_days(made_at(*made), now)) == sorted(kept)


def test_automatic_backups_are_named_thinned_and_found(tmp_path: Path) -> None:
    database = opened(tmp_path)
    for day in range(14):
        moment = Moment(START + dt.timedelta(days=day), "America/Toronto")
        made = back_up_now(
            database.writing_connection(), database.path, moment, "at close" if day % 2 else ""
        )
        assert made.exists()
    found = backups(database.path)
    assert len(found) == 10
    assert found[0].path.name == "business 2026-09-27 090000 at close.db"
    assert found[0].made_at == dt.datetime(2026, 9, 27, 9, 0)
    folder = backup_folder(database.path)
    for name in ("business 2026-99-99 000000.db", "other 2026-09-14 090000.db", "holiday.db"):
        (folder / name).write_text("x")
    assert backups(database.path) == found
    back_up_now(database.writing_connection(), database.path, Moment(START + dt.timedelta(days=15)))
    assert (folder / "holiday.db").read_text() == "x"
    database.close()


@pytest.mark.parametrize("year", [2001, 2099])
def test_a_backup_made_by_a_wrong_clock_is_never_the_one_thinned(tmp_path: Path, year: int) -> None:
    database = opened(tmp_path)
    for day in range(12):
        back_up_now(database.writing_connection(), database.path, Moment(START + dt.timedelta(days=day)))
    good = {backup.path for backup in backups(database.path)}
    wrong = back_up_now(database.writing_connection(), database.path, Moment(START.replace(year=year)))
    assert wrong.exists()
    assert len(good & {backup.path for backup in backups(database.path)}) >= 9
    database.close()


def test_the_newest_good_backup_passes_by_damaged_ones(tmp_path: Path) -> None:
    database = opened(tmp_path)
    assert newest_good_backup(database.path) is None
    for day in range(3):
        back_up_now(database.writing_connection(), database.path, Moment(START + dt.timedelta(days=day)))
    newest, middle, oldest = backups(database.path)
    newest.path.write_bytes(newest.path.read_bytes()[:-5000])
    middle.path.write_bytes(b"")
    assert newest_good_backup(database.path) == oldest
    database.close()


def test_what_a_killed_maker_left_is_taken_away(tmp_path: Path) -> None:
    path = new_database(tmp_path / "business.db")
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    folder = backup_folder(path)
    folder.mkdir()
    dead = [
        tmp_path / f".business.db.{child.pid}.part",
        tmp_path / f".business.db.{child.pid}.part-journal",
        tmp_path / f".business.db.{child.pid}.new.lock",
        folder / f".business 2026-09-14 090000.db.{child.pid}.part",
    ]
    alive = [
        tmp_path / f".business.db.{os.getppid()}.part",
        tmp_path / ".other.db.5.part",
        tmp_path / ".business.db.x",
    ]
    for each in [*dead, *alive]:
        each.write_text("x")
    Database.open(path).close()
    assert not any(each.exists() for each in dead)
    assert all(each.exists() for each in alive)
    clear_leftovers(tmp_path / "none", "business")


# -- restoring -------------------------------------------------------------------------------------------------


def restored(source: Path, target: Path) -> Path | None:
    with DatabaseLock(target) as lock:
        lock.acquire(0)
        return restore(source, target, NOW)


def test_a_restore_keeps_the_replaced_file_byte_for_byte(tmp_path: Path) -> None:
    database = opened(tmp_path)
    grace(database)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    grace(database, "Sam Roe")
    database.close()
    content, backup_content = database.path.read_bytes(), kept.read_bytes()
    replaced = restored(kept, database.path)
    assert replaced == tmp_path / "business before restore 2026-09-14 090000.db"
    assert replaced.read_bytes() == content
    assert kept.read_bytes() == backup_content
    assert people(database.path) == ["Grace Lee"]
    second = restored(replaced, database.path)
    assert second == tmp_path / "business before restore 2026-09-14 090000 2.db"
    assert people(database.path) == ["Grace Lee", "Sam Roe"]
    assert replaced.read_bytes() == content


def test_a_restore_where_nothing_was(tmp_path: Path) -> None:
    database = opened(tmp_path)
    grace(database)
    database.close()
    assert restored(database.path, tmp_path / "new.db") is None
    assert people(tmp_path / "new.db") == ["Grace Lee"]


LEAVE_WAL = """
import os, sys
from pathlib import Path
from lifecycle_desktop.core.store.database import Database
from tests.core.store_world import NOW, add_contact, sql_of
database = Database.open(Path(sys.argv[1]))
database.writing_connection().execute("PRAGMA wal_autocheckpoint = 0")
for number in range(40):
    with database.write("Add", moment=NOW) as written:
        add_contact(sql_of(written), f"Late {number}")
os._exit(9)
"""


def leave_wal(path: Path, root: Path) -> None:
    """As a killed program leaves it: acknowledged writes only in the -wal."""
    subprocess.run([sys.executable, "-c", LEAVE_WAL, str(path)], cwd=root, check=False, timeout=60)
    assert path.with_name(path.name + "-wal").stat().st_size > 0


def test_a_wal_left_behind_is_kept_with_the_replaced_file_and_never_meets_the_backup(
    tmp_path: Path, root: Path
) -> None:
    database = opened(tmp_path)
    grace(database)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    database.close()
    leave_wal(database.path, root)
    replaced = restored(kept, database.path)
    assert people(database.path) == ["Grace Lee"]
    assert replaced is not None
    assert len(people(replaced)) == 41


def test_a_wal_of_a_file_that_is_gone_never_meets_the_backup(tmp_path: Path, root: Path) -> None:
    database = opened(tmp_path)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    database.close()
    leave_wal(database.path, root)
    database.path.unlink()
    assert restored(kept, database.path) is None
    assert people(database.path) == []


def test_a_damaged_file_is_kept_with_its_wal_as_it_is(tmp_path: Path, root: Path) -> None:
    database = opened(tmp_path)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    database.close()
    leave_wal(database.path, root)
    for damage in (bytes(8192), b""):
        database.path.write_bytes(damage)
        wal = database.path.with_name("business.db-wal")
        wal_content = wal.read_bytes() if wal.exists() else b""
        replaced = restored(kept, database.path)
        assert replaced is not None
        assert replaced.read_bytes() == damage
        if wal_content:
            assert replaced.with_name(replaced.name + "-wal").read_bytes() == wal_content
        assert people(database.path) == []


def test_a_backup_with_a_wal_of_its_own_is_restored_with_it(tmp_path: Path, root: Path) -> None:
    source = new_database(tmp_path / "source.db")
    leave_wal(source, root)
    restored(source, tmp_path / "new.db")
    assert len(people(tmp_path / "new.db")) == 40


def test_a_damaged_backup_is_refused_and_the_database_stays(tmp_path: Path) -> None:
    database = opened(tmp_path)
    with database.write("People", moment=NOW) as written:
        for number in range(400):
            add_contact(sql_of(written), f"Person {number}", note="garden " * 40)
    kept = back_up(database.writing_connection(), tmp_path / "kept.db")
    database.close()
    content = database.path.read_bytes()
    whole = kept.read_bytes()
    root = page_of(kept, "contact")
    for damaged in (
        whole[: (root - 1) * 4096] + bytes(4096) + whole[root * 4096 :],
        whole[:-5000],
        b"",
        whole[:4096],
    ):
        kept.write_bytes(damaged)
        with pytest.raises(DatabaseDamaged):
            restored(kept, database.path)
        assert database.path.read_bytes() == content
        assert kept.read_bytes() == damaged
    assert sorted(each.name for each in tmp_path.iterdir()) == ["business.db", "kept.db"]


def page_of(path: Path, table: str) -> int:
    """A page that holds rows of a table."""
    connection = driver.open_at_rest(path, immutable=True)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    connection.close()
    return int(root)


# -- the check -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with something of everything the check looks at."""
    database = opened(tmp_path_factory.mktemp("check"))
    with database.write("Fill", moment=NOW) as written:
        sql = sql_of(written)
        add_child(sql, "lifecycle", id=2, key="other", name="Other")
        add_child(sql, "stage", id=9, lifecycle_id=2, key="x", name="X", label="X", position=1)
        tag_id = add_child(sql, "tag", name="Fair", name_folded="fair")
        for name in ("Ann Poe", "Bob Roe"):
            contact_id = add_contact(sql, name)
            add_phone(sql, contact_id)
            add_child(sql, "contact_tag", contact_id=contact_id, tag_id=tag_id)
            add_child(sql, "contact_date", contact_id=contact_id, kind="birthday", month=2, day=29)
            add_activity(sql, contact_id, follow_up_id=add_follow_up(sql, contact_id))
    database.close()
    return database.path


DAMAGE: dict[str, tuple[str, ...]] = {
    "references": ("DELETE FROM lifecycle WHERE id = 2",),
    "value": ("UPDATE contact SET temperature = 'tepid' WHERE id = 1",),
    "lifecycle": ("UPDATE lifecycle SET is_active = 1",),
    "stage": ("UPDATE contact SET stage_id = 9 WHERE id = 1",),
    "name": ("UPDATE contact SET sort_name = ' '", ),
    "derived": ("UPDATE contact SET next_step_on = '2026-01-01', rhythm_days = 3 WHERE id = 1",),
    "day": ("UPDATE follow_up SET due_on = '2026-02-30' WHERE id = 1", "UPDATE contact SET next_step_on = '2026-02-30' WHERE id = 1"),
    "trash": ("UPDATE contact SET deleted_at = created_at WHERE id = 1",),
    "search_rows": ("UPDATE contact SET display_name = 'Someone Else' WHERE id = 1",),
    "search": ("INSERT INTO contact_fts (rowid, name_folded, email, phone_digits) VALUES (77, 'ghost', '', '')",),
    "journal": ("DELETE FROM journal_step",),
    "revision": ("UPDATE alembic_version SET version_num = '0007'",),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_check_finds_what_is_wrong(tmp_path: Path, sound: Path, kind: str) -> None:
    path = shutil.copy(sound, tmp_path / "business.db")
    connection: Any = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in DAMAGE[kind]:
        connection.execute(statement)
    connection.close()
    database = Database.open(path)
    found = findings(database.writing_connection())
    assert [each.kind for each in found] == [kind]
    assert found[0].count >= 1
    assert found[0].text.endswith(".")
    assert "{" not in found[0].text
    database.close()


def test_the_check_finds_an_index_that_misses_a_row(tmp_path: Path, sound: Path) -> None:
    path = shutil.copy(sound, tmp_path / "business.db")
    connection: Any = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, '(sort_name', '(note') WHERE name = 'ix_contact_sort_name'"
    )
    connection.close()
    database = Database.open(path)
    assert [each.kind for each in findings(database.writing_connection())] == ["indexes"]
    database.close()


def test_the_check_says_nothing_of_a_healthy_file_and_changes_nothing(tmp_path: Path, sound: Path) -> None:
    path = shutil.copy(sound, tmp_path / "business.db")
    database = Database.open(path)
    before = snapshot(database)
    progress = Progress()
    for _ in range(2):
        assert findings(database.writing_connection(), progress) == []
    assert progress.done == progress.total == 8
    assert_same(snapshot(database), before)
    assert database.undo_label() == "Fill"
    database.close()
