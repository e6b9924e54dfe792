"""The watched folder: files come in once they stand still, go to done or failed, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange import watched_files
from lifecycle_desktop.core.exchange.watched_files import (
    Stamp,
    assure_watchable,
    put_away,
    stamps,
    standing_still,
)
from lifecycle_desktop.ui import watched_folder as watched_module
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.watched_folder import WatchedFolder
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk

PEOPLE = "Name,Email\nAnn Lee,ann@x.example\nBob Ray,bob@x.example\n"


class Watching:
    """A window with its watched folder, and a drop box."""

    def __init__(self, tmp_path: Path) -> None:
        self.desk = Desk(tmp_path / "desk.db")
        self.box = tmp_path / "box"
        self.box.mkdir(exist_ok=True)
        self.window = MainWindow(WindowState(tmp_path / "window.ini"))
        self.runner = Runner(self.desk.database, self.desk.clock, Inline())
        self.window.attach(self.runner)
        self.said: list[str] = []
        self.failures: list[str] = []
        self.window.say = lambda text, undoable=False: self.said.append(text)  # type: ignore[method-assign]
        self.window.show_failure = lambda error: self.failures.append(str(error))  # type: ignore[method-assign]
        self.watched = WatchedFolder(self.window, self.runner, tmp_path / "desk.db")

    def drop(self, name: str, content: str | bytes) -> Path:
        path = self.box / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def look(self, times: int = 2) -> None:
        for _time in range(times):
            self.watched.look()

    def people(self) -> list[str]:
        return [row[0] for row in self.desk.rows("SELECT display_name FROM contact ORDER BY id")]

    def names(self, folder: str = "") -> list[str]:
        found = self.box / folder
        return sorted(path.name for path in found.iterdir() if path.is_file()) if found.is_dir() else []


@pytest.fixture
def watching(qapp: QApplication, tmp_path: Path) -> Iterator[Watching]:
    dress(qapp, Look(mode="light"))
    made = Watching(tmp_path)
    made.watched.watch(made.box)
    yield made
    made.watched.stop()
    made.window.deleteLater()
    made.desk.database.close()


def test_a_file_comes_in_when_it_stands_still(watching: Watching) -> None:
    watching.drop("leads.csv", PEOPLE)
    watching.look(1)
    assert watching.people() == []
    watching.look(1)
    assert watching.people() == ["Ann Lee", "Bob Ray"]
    assert watching.names() == []
    assert watching.names("done") == ["leads.csv", "leads.csv.report.txt"]
    assert "leads.csv: 2 new" in watching.said[-1]
    watching.runner.undo()
    assert watching.people() == []


def test_a_file_that_grows_waits(watching: Watching) -> None:
    watching.drop("leads.csv", "Name,Email\nAnn Lee,ann@x.example\n")
    watching.look(1)
    watching.drop("leads.csv", PEOPLE)
    watching.look(1)
    assert watching.people() == []
    watching.look(1)
    assert watching.people() == ["Ann Lee", "Bob Ray"]


def test_never_twice_also_after_a_crash_before_the_move(watching: Watching) -> None:
    watching.drop("leads.csv", PEOPLE)
    watching.look()
    watching.drop("leads.csv", PEOPLE)
    watching.look(3)
    assert watching.people() == ["Ann Lee", "Bob Ray"]
    assert watching.names("done") == [
        "leads 2.csv",
        "leads 2.csv.report.txt",
        "leads.csv",
        "leads.csv.report.txt",
    ]


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 50, b"hello\nthere\n", "Colour\nblue\n"])
def test_what_is_no_file_of_people_goes_to_failed_with_the_reason(
    watching: Watching, content: str | bytes
) -> None:
    watching.drop("odd.csv", content)
    watching.look(3)
    assert watching.people() == []
    assert watching.names() == []
    assert watching.names("failed") == ["odd.csv", "odd.csv.report.txt"]
    assert len(watching.failures) == 1
    assert watching.failures[0] in (watching.box / "failed" / "odd.csv.report.txt").read_text()


def test_rows_that_fail_are_saved_beside_and_told(watching: Watching) -> None:
    watching.drop("leads.csv", PEOPLE + ",not an address\n")
    watching.look()
    assert watching.people() == ["Ann Lee", "Bob Ray"]
    assert "leads left out.csv" in watching.names("done")
    assert "4: " in (watching.box / "done" / "leads.csv.report.txt").read_text()


def test_a_fault_in_the_middle_changes_nothing_and_the_next_file_is_taken(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = watched_module._taken_in

    def broken(connection: Any, taking: Any, *arguments: Any) -> Any:
        report = real(connection, taking, *arguments)
        if taking.path.name == "a.csv":
            taking.fault = UserError("The drive is gone.")
            raise taking.fault
        return report

    monkeypatch.setattr(watched_module, "_taken_in", broken)
    watching.drop("a.csv", PEOPLE)
    watching.look()
    watching.drop("b.csv", "Name,Email\nCy Orr,cy@x.example\n")
    watching.look(3)
    assert watching.people() == ["Cy Orr"]
    assert watching.names("failed") == ["a.csv", "a.csv.report.txt"]
    assert watching.failures == ["The drive is gone."]


def test_other_things_in_the_folder_are_left_alone(watching: Watching) -> None:
    for name in ("notes.docx", ".hidden.csv", "~lock.csv", "part.csv.crdownload"):
        watching.drop(name, PEOPLE)
    (watching.box / "folder.csv").mkdir()
    (watching.box / "link.csv").symlink_to(watching.box / "notes.docx")
    watching.drop("empty.csv", "")
    watching.look(3)
    assert watching.people() == []
    assert len(watching.names()) == 6


def test_a_folder_that_goes_away_is_told_once(watching: Watching) -> None:
    for name in ("done", "failed"):
        (watching.box / name).rmdir()
    watching.box.rmdir()
    watching.look(4)
    assert len(watching.failures) == 1
    watching.box.mkdir()
    watching.drop("leads.csv", PEOPLE)
    watching.look(3)
    assert watching.people() == ["Ann Lee", "Bob Ray"]


def test_the_choice_survives_a_restart(watching: Watching, tmp_path: Path) -> None:
    again = MainWindow(WindowState(tmp_path / "window.ini"))
    again.attach(watching.runner)
    assert WatchedFolder(again, watching.runner, tmp_path / "desk.db").folder == watching.box
    again.deleteLater()


def test_the_folder_of_the_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="The database lies in"):
        assure_watchable(tmp_path, tmp_path / "desk.db")
    with pytest.raises(UserError, match="There is no folder"):
        assure_watchable(tmp_path / "nowhere", tmp_path / "elsewhere" / "desk.db")


def test_only_what_stood_still_is_taken_the_oldest_first() -> None:
    before = {"a": Stamp(1, 5), "b": Stamp(1, 2), "c": Stamp(0, 1), "d": Stamp(1, 1)}
    now = {"a": Stamp(1, 5), "b": Stamp(1, 2), "c": Stamp(0, 1), "d": Stamp(2, 1), "e": Stamp(1, 1)}
    assert standing_still(before, now) == ["b", "a"]


def test_no_file_is_put_over_another(tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / "a.csv"
        path.write_text(str(number))
        put_away(path, watched_files.DONE)
    assert sorted(each.read_text() for each in (tmp_path / "done").iterdir()) == ["0", "1", "2"]
    assert stamps(tmp_path) == {}
