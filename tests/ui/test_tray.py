"""The icon in the tray: the number due, quick capture without the window, and the choice to have none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from lifecycle_desktop.ui import tray as tray_module
from lifecycle_desktop.ui.capture.dialog import CaptureDialog
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.tray import Tray
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    dress(qapp, Look(mode="light"))
    desk = Desk(tmp_path / "desk.db")
    made = MainWindow(WindowState(tmp_path / "window.ini"))
    made.attach(Runner(desk.database, desk.clock, Inline()))
    made.open_page("board")
    made.show()
    yield made
    for dialog in open_dialogs():
        dialog.reject()
    made.close()
    made.deleteLater()
    desk.database.close()


@pytest.fixture
def tray(window: MainWindow) -> Tray:
    return Tray(window, window.showNormal)


def open_dialogs() -> list[CaptureDialog]:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, CaptureDialog)]
    return [each for each in found if each.isVisible()]


def test_the_number_due_is_told_and_marked(window: MainWindow, tray: Tray) -> None:
    nothing = tray.icon.icon().pixmap(64, 64).toImage()
    assert "Nothing is due" in tray.icon.toolTip()
    window.side_bar.set_count("today", 9)
    assert tray.icon.toolTip() == "Lifecycle Desktop: 9 due today"
    assert tray.due_action.text() == "Today: 9 due today"
    assert tray.icon.icon().pixmap(64, 64).toImage() != nothing
    window.side_bar.set_count("plan", 3)
    assert "9 due" in tray.icon.toolTip()


def test_the_way_to_today(window: MainWindow, tray: Tray) -> None:
    window.showMinimized()
    tray.due_action.trigger()
    assert window.page_key == "today"
    assert not window.isMinimized()


def test_capture_from_the_tray_leaves_the_window_where_it_is(window: MainWindow, tray: Tray) -> None:
    window.showMinimized()
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.MiddleClick)
    [dialog] = open_dialogs()
    assert dialog.parent() is None
    assert window.isMinimized()
    dialog.line.setPlainText("Ann Lee 555-0101")
    dialog.save()
    assert window.runner is not None
    with window.runner.database.read() as connection:
        assert connection.execute("SELECT display_name FROM contact").fetchall() == [("Ann Lee",)]


def test_the_choice_is_remembered(window: MainWindow, tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[bool] = []  # the platform of the tests has no tray to show it in
    monkeypatch.setattr(tray.icon, "setVisible", shown.append)
    monkeypatch.setattr(tray_module, "has_tray", lambda: True)
    tray.follow_choice()
    tray.toggle()
    assert window.state.get("tray") == "0"
    tray.toggle()
    monkeypatch.setattr(tray_module, "has_tray", lambda: False)
    tray.follow_choice()
    assert shown == [True, False, True, False]
