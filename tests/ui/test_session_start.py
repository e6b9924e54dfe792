"""Starting with the session: what is written for Linux and macOS, and the start without a window."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop import __main__
from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.ui import app
from lifecycle_desktop.ui.session_start import (
    desktop_entry,
    start_command,
    start_with_session,
    starts_with_session,
    stop_starting_with_session,
)
from tests.core.desk import Desk

HARD = ["/opt/My Programs/run", "--database", 'a"b$c`d\\e%f', "--minimised"]


def test_the_entry_of_linux_is_quoted_as_the_desktop_reads_it() -> None:
    [line] = [each for each in desktop_entry(HARD).splitlines() if each.startswith("Exec=")]
    assert line == (
        'Exec="/opt/My Programs/run" "--database" "a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f" "--minimised"'
    )


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_it_is_written_and_taken_away(platform: str, tmp_path: Path) -> None:
    assert not starts_with_session(platform, tmp_path)
    assert not stop_starting_with_session(platform, tmp_path)
    for _time in range(2):
        assert start_with_session(HARD, platform, tmp_path)
    [path] = [each for each in tmp_path.rglob("*") if each.is_file()]
    if platform == "darwin":
        told = plistlib.loads(path.read_bytes())
        assert (told["ProgramArguments"], told["RunAtLoad"]) == (HARD, True)
        assert path.parent == tmp_path / "Library" / "LaunchAgents"
    else:
        assert path.parent == tmp_path / ".config" / "autostart"
    assert starts_with_session(platform, tmp_path)
    assert not stop_starting_with_session(platform, tmp_path)
    assert not starts_with_session(platform, tmp_path)
    path.parent.rmdir()
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(FileProblem):
        start_with_session(HARD, platform, tmp_path)


def test_the_word_is_understood_with_a_database_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[Path | None, bool]] = []

    def run(database: Path | None, *, minimised: bool = False) -> int:
        started.append((database, minimised))
        return 0

    monkeypatch.setattr(app, "run", run)
    other = tmp_path / "other.db"
    for words in (["--minimised"], start_command(other)[-3:], []):
        assert __main__.main(words) == 0
    assert started == [(None, True), (other, True), (None, False)]


def test_without_a_tray_the_window_starts_minimised(qapp: QApplication, tmp_path: Path) -> None:
    Desk(tmp_path / "desk.db").database.close()
    program = app.Program(qapp, tmp_path / "desk.db")
    try:
        program.is_out_of_the_way = True
        assert program.open()
        assert not program.window.isVisible()
        for _time in range(200):
            QTest.qWait(20)
            if program.window.isVisible():
                break
        assert program.window.isMinimized()
        program.raise_window()
        assert not program.window.isMinimized()
    finally:
        program.window.close()
        qapp.setQuitOnLastWindowClosed(True)
