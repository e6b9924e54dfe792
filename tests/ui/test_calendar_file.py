"""The calendar file: written after changes, in the folder chosen in the settings, and a fault is told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.ui.calendar_file import FILE_NAME, CalendarFile
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.settings import reminding
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    dress(qapp, Look(mode="light"))
    desk = Desk(tmp_path / "desk.db")
    made = MainWindow(WindowState(tmp_path / "window.ini"))
    made.attach(Runner(desk.database, desk.clock, Inline()))
    yield made
    made.close()
    made.deleteLater()
    desk.database.close()


def test_the_file_follows_the_changes_and_the_choice(
    window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = CalendarFile(window, window.runner)
    failures: list[str] = []
    window.show_failure = lambda error: failures.append(str(error))
    moment, folder = window.runner.moment(), tmp_path / "phone"
    folder.mkdir()

    def add(what: str) -> None:
        new = NewFollowUp(None, dt.date(2026, 4, 20), None, what)
        window.runner.write("Add", add_follow_up, new, moment)

    add("Order signs")
    assert not kept.rest.isActive(), "nothing is kept before a folder is chosen"
    window.open_page("settings")
    button = window.page.reminding.calendar
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(folder))
    button.click()
    assert button.text() == "phone"
    file = folder / FILE_NAME
    assert "Order signs" in file.read_text()

    window.runner.write("Set", set_settings, {"owner_name": "Ann"}, moment)
    assert not kept.rest.isActive(), "the calendar does not show it"
    add("Print flyers")
    assert kept.rest.isActive(), "it waits until the changes rest"
    kept.rest.timeout.emit()
    assert "Print flyers" in file.read_text()

    file.unlink()
    folder.rmdir()
    for what in ("One", "Two"):
        add(what)
        kept.rest.timeout.emit()
    assert len(failures) == 1
    assert FILE_NAME in failures[0]
    folder.mkdir()
    kept.rest.timeout.emit()
    assert "Two" in file.read_text(), "the next one is whole again"

    monkeypatch.setattr(reminding, "ask", lambda *_words, **_more: "stop")
    button.click()
    assert button.text() == "Choose a folder…"
    file.unlink()
    add("Three")
    kept.rest.timeout.emit()
    assert not file.exists()
