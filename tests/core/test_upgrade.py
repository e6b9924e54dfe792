"""Revisions of the file: the first equals today's schema, an older file is upgraded whole or not at all."""

from __future__ import annotations

import difflib
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.errors import DatabaseTooNew
from lifecycle_desktop.core.store import create, driver, file_header, upgrade
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.engine import connect_sqlalchemy
from lifecycle_desktop.core.store.restore import restore
from tests.core.store_world import (
    NOW,
    add_activity,
    add_child,
    add_contact,
    add_follow_up,
    add_phone,
    assert_healthy,
    new_database,
    snapshot,
    sql_of,
)

FIRST = upgrade.MIGRATIONS / "versions" / "r0001_first.py"

# What a later version of the program could bring: a table made anew, a column more, a table more.
SECOND = """
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"

def upgrade():
    with op.batch_alter_table("contact", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("pronouns", sa.Text, nullable=False, server_default=""))
    op.create_table("pet", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    FAIL
    op.execute("UPDATE contact SET pronouns = 'she'")
"""


def as_source(statements: list[str]) -> str:
    listed = "".join(f'    """{statement}""",\n' for statement in statements)
    return (
        '"""The first schema: every table, index and search table. The journal is made beside, by its own code."""\n\n'
        "from __future__ import annotations\n\nfrom alembic import op\n\n"
        'revision = "0001"\ndown_revision = None\n\n'
        f"STATEMENTS = (\n{listed})\n\n\n"
        "def upgrade() -> None:\n    for statement in STATEMENTS:\n"
        "        op.get_bind().exec_driver_sql(statement)\n"
    )


def schema_of(path: Path) -> list[tuple[str, str, str]]:
    connection = driver.open_at_rest(path)
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY 1, 2"
    ).fetchall()
    connection.close()
    return [
        (kind, name, re.sub(r"\s*([(),])\s*", r"\1", " ".join((sql or "").split())))
        for kind, name, sql in rows
    ]


def dump(path: Path) -> dict[str, list[Any]]:
    connection = driver.open_at_rest(path)
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    found = {
        name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if "_fts" not in name
    }
    found["user_version"] = connection.execute("PRAGMA user_version").fetchall()
    connection.close()
    return found


def business(folder: Path) -> Path:
    """A file of today's version with three people and all that hangs on them."""
    path = new_database(folder / "business.db")
    database = Database.open(path)
    with database.write("Fill", moment=NOW) as written:
        sql = sql_of(written)
        tag_id = add_child(sql, "tag", name="Fair", name_folded="fair")
        for name in ("Ann Poe", "Bob Roe", "Cy Low"):
            contact_id = add_contact(sql, name)
            add_phone(sql, contact_id)
            add_child(sql, "contact_tag", contact_id=contact_id, tag_id=tag_id)
            add_activity(sql, contact_id, follow_up_id=add_follow_up(sql, contact_id))
    database.close()
    return path


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it may be after the next release: revision 2; the path of the revision."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    revision = folder / "versions" / "r0002_pronouns.py"
    revision.write_text(SECOND.replace("FAIL", "pass"))
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    monkeypatch.setattr(file_header, "REVISION", 2)
    return revision


def test_the_first_revision_is_todays_schema() -> None:
    """Until the first release it follows schema.py; LIFECYCLE_FREEZE=1 writes it anew."""
    wanted = as_source(create.schema_statements())
    if os.environ.get("LIFECYCLE_FREEZE"):
        FIRST.write_text(wanted, encoding="utf-8")
    found = FIRST.read_text(encoding="utf-8")
    told = "\n".join(
        difflib.unified_diff(found.splitlines(), wanted.splitlines(), "revision", "schema.py", lineterm="")
    )
    assert not told, told


def test_a_file_made_by_the_revisions_equals_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "migrated.db"
    path.touch(mode=0o600)
    connection = driver.open_new(path)
    through = connect_sqlalchemy(connection)
    connection.execute("BEGIN IMMEDIATE")
    upgrade.run_migrations(connection, through)
    connection.execute("COMMIT")
    connection.close()
    new = new_database(tmp_path / "new.db")
    assert set(schema_of(path)) ^ set(schema_of(new)) == set()
    assert file_header.read_header(path) == file_header.read_header(new)
    assert dump(path)["alembic_version"] == dump(new)["alembic_version"] == [("0001",)]


def test_there_is_no_way_back() -> None:
    for revision in (upgrade.MIGRATIONS / "versions").glob("r*.py"):
        assert "def downgrade" not in revision.read_text(encoding="utf-8")


def test_an_older_file_is_upgraded_with_everything_that_hangs_on_people(
    tmp_path: Path, next_version: Path
) -> None:
    path = business_of_today(tmp_path, next_version)
    before = dump(path)
    database = Database.open(path)
    after = snapshot(database)
    for name in ("contact_phone", "contact_tag", "follow_up", "activity", "tag", "stage", "contact_search"):
        assert after[name] == before[name], name
    assert [row[:-1] for row in after["contact"]] == before["contact"]
    assert {row[-1] for row in after["contact"]} == {"she"}
    assert_healthy(database)
    sql = database.writing_connection()
    assert sql.execute("SELECT count(*) FROM contact_fts WHERE contact_fts MATCH 'ann'").fetchone() == (1,)
    assert (
        sql.execute("SELECT sql FROM sqlite_schema WHERE name = 'contact'")
        .fetchone()[0]
        .count("AUTOINCREMENT")
    )
    assert sql.execute("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%alembic_tmp%'").fetchone() == (
        0,
    )

    # The journal is closed there: told, not undone; new steps are.
    (step,) = database.history()
    assert (step.label, step.is_closed) == ("Fill", True)
    assert database.undo() is None
    with database.write("Pronouns", moment=NOW) as written:
        sql_of(written).execute("UPDATE contact SET pronouns = 'they' WHERE id = 1")
    database.undo()
    assert snapshot(database) == after
    database.close()

    kept = path.with_name("business before upgrade from version 1.db")
    assert dump(kept) == before
    assert kept.stat().st_mode & 0o777 == 0o600


def business_of_today(folder: Path, next_version: Path) -> Path:
    """`business` by the program of today, although the next one is installed."""
    was = file_header.REVISION
    file_header.REVISION = 1
    try:
        return business(folder)
    finally:
        file_header.REVISION = was


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path: Path, next_version: Path) -> None:
    path = business_of_today(tmp_path, next_version)
    before = dump(path)
    next_version.write_text(SECOND.replace("FAIL", "raise ZeroDivisionError"))
    with pytest.raises(ZeroDivisionError):
        Database.open(path)
    assert dump(path) == before
    next_version.write_text(SECOND.replace("FAIL", "op.execute('DELETE FROM stage')"))
    with pytest.raises(Exception, match="damaged"):  # children of what is gone: found before COMMIT
        Database.open(path)
    assert dump(path) == before
    next_version.write_text(SECOND.replace("FAIL", "pass"))
    database = Database.open(path)
    assert_healthy(database)
    database.close()


def test_looking_at_an_older_file_upgrades_it_first(tmp_path: Path, next_version: Path) -> None:
    path = business_of_today(tmp_path, next_version)
    database = Database.open_for_reading(path)
    with database.read() as connection:
        assert connection.execute("SELECT pronouns FROM contact").fetchall() == [("she",)] * 3
    database.close()


def test_an_older_backup_is_restored_and_upgraded_while_it_stays_as_it_is(
    tmp_path: Path, next_version: Path
) -> None:
    source = business_of_today(tmp_path, next_version)
    content = source.read_bytes()
    target = tmp_path / "restored.db"
    assert restore(source, target, NOW) is None
    assert source.read_bytes() == content
    database = Database.open(target)
    assert_healthy(database)
    assert [row[-1] for row in snapshot(database)["contact"]] == ["she"] * 3
    database.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "business.db",
        "home",
        "migrations",
        "restored.db",
    ] or (not (tmp_path / "home").exists())


def test_a_newer_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = business(tmp_path)
    connection = driver.open_writer(path)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    content = path.read_bytes()
    for refuse in (Database.open, Database.open_for_reading, lambda p: restore(p, tmp_path / "new.db", NOW)):
        with pytest.raises(DatabaseTooNew, match=r"newer version.*safe"):
            refuse(path)
    assert path.read_bytes() == content
    assert not (tmp_path / "new.db").exists()


CHILD = """
import sys
from pathlib import Path
from lifecycle_desktop.core.store import file_header, upgrade
upgrade.MIGRATIONS = Path(sys.argv[2])
file_header.REVISION = 2
from lifecycle_desktop.core.store.database import Database
import alembic.command, alembic.config
print("go", flush=True)
Database.open(Path(sys.argv[1])).close()
print("done", flush=True)
"""


@pytest.mark.slow
def test_an_upgrade_killed_at_any_moment_is_whole_or_absent(tmp_path: Path, next_version: Path) -> None:
    original = business_of_today(tmp_path, next_version)
    before = dump(original)
    rng = random.Random(5)
    ends = {1: 0, 2: 0}
    for number in range(int(os.environ.get("LIFECYCLE_KILLS", "8"))):
        path = tmp_path / f"kill {number}" / "business.db"
        path.parent.mkdir()
        shutil.copy(original, path)
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(next_version.parent.parent)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(rng.uniform(0, 0.5))
        child.kill()
        done = child.stdout.read()
        child.stdout.close()
        child.wait()
        connection = driver.open_writer(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.close()
        ends[version] += 1
        if version == 1:
            assert not done
            assert dump(path) == before
        database = Database.open(path)
        assert_healthy(database)
        assert len(snapshot(database)["activity"]) == 3
        assert len(snapshot(database)["pet"]) == 0
        database.close()
        assert not list(path.parent.glob(".*")), "nothing half-made is left behind"
    assert ends[1], "no kill came before the end"
