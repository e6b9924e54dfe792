"""An open house and a power cut: who was thanked is there, and the next start goes back to the sign-in page."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.sign_in import NewEvent
from lifecycle_desktop.core.operations import kiosk, open_houses
from lifecycle_desktop.core.operations.first_steps import add_sample_people
from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.core.queries.sign_ins import event_summary, kiosk_state
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.database import Database
from tests.core.desk import Desk

MOMENT = Moment(dt.datetime(2026, 4, 19, 17, tzinfo=dt.UTC), "America/Toronto")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 there")


def run(root: Path, database: Path, what: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.stories.open_house_child", str(database), what],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_who_was_thanked_is_there_after_a_kill_and_the_next_start_is_the_page_again(
    root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "lifecycle.db"
    desk = Desk(path)
    with desk.database.write("Begin", moment=MOMENT) as written:
        set_settings(written.connection, {"is_set_up": "1", "owner_name": "Dana Whitaker"}, MOMENT)
        add_sample_people(written.connection, MOMENT)
        open_houses.add_event(written.connection, NewEvent("118 Alder Court"), MOMENT)
        kiosk.set_pin(written.connection, "4711")
    desk.database.close()

    killed = run(root, path, "open")
    assert killed.returncode == -9, killed.stderr
    assert killed.stdout == "Thank you, Priya\n"

    for what in ("look", "end"):  # by the system's signal, and as the program ends itself
        seen = run(root, path, what)
        assert seen.returncode == 0, seen.stderr
        assert seen.stdout.splitlines() == ["KioskWindow", "desk page: ''"]

    database = Database.open(path)
    with database.read() as connection:
        visitors = event_summary(connection, 1).visitors
        state = kiosk_state(connection, MOMENT)
    assert [(one.name, one.given, one.follow_up_id is not None) for one in visitors] == [
        ("Priya Natarajan", ("email",), True)
    ]
    assert state.event_id == 1
    assert findings(database.writing_connection()) == []
    database.close()
