"""A person at the real program: the window with its three threads on real files, worked by keys and mouse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget

from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.ui.app import Program

NOON = dt.datetime(2026, 4, 14, 16, tzinfo=dt.UTC)  # Tuesday, twelve o'clock in Toronto
WAIT = 8000  # ms, for two busy cores
NO_KEY = Qt.KeyboardModifier.NoModifier


class Owner:
    """Starts the program, looks at it and works it."""

    def __init__(self, application: QApplication, database: Path, qtbot: Any) -> None:
        self.application, self.database, self.bot = application, database, qtbot
        self.clock = FixedClock(NOON, "America/Toronto")
        self.program: Program | None = None

    # --- the program ---

    def start(self) -> None:
        """Open the window and wait until its first page is there."""
        program = self.program = Program(self.application, self.database, self.clock)
        assert program.open()
        self.bot.waitUntil(lambda: program.window.page is not None, timeout=WAIT)
        self.bot.waitUntil(lambda: program.window.facts is not None, timeout=WAIT)
        program.window.resize(1440, 900)
        program.window.activateWindow()
        self.rest()

    def close(self) -> None:
        """Close the window as a click on its cross does."""
        assert self.program is not None
        window = self.program.window
        window.close()
        if self.program.ring is not None:
            self.program.ring.deleteLater()
        window.deleteLater()
        self.program = None
        QApplication.processEvents()

    @property
    def window(self) -> Any:
        assert self.program is not None
        return self.program.window

    @property
    def page(self) -> Any:
        return self.window.page

    def go(self, key: str) -> Any:
        """Open a page and wait for what it shows."""
        self.window.open_page(key)
        self.rest()
        return self.page

    def rest(self) -> None:
        """Wait until all three threads have nothing to do and the window has shown it."""
        runner = self.window.runner
        for _round in range(3):
            for executor in (runner._writer, runner._reader, runner._worker):
                executor.submit(lambda: None).result(timeout=WAIT / 1000)
            for _turn in range(3):
                QApplication.processEvents()

    def wait(self, truth: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(truth()), timeout=WAIT)
        self.rest()

    # --- hands ---

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key where the focus is."""
        target = self.popup() or QApplication.focusWidget() or self.window
        if isinstance(target, QWidget) and target.focusWidget() is not None and target.isWindow():
            target = target.focusWidget()
        QTest.keyClick(target, key, modifier)
        self.rest()

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type where the focus is, or into a field."""
        if into is not None:
            into.setFocus()
        QTest.keyClicks(into or QApplication.focusWidget(), text)
        QApplication.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click with the mouse."""
        assert widget.isEnabled(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NO_KEY, at or widget.rect().center())
        self.rest()

    def button(self, words: str, within: QWidget | None = None) -> QPushButton:
        """The visible button with these words."""
        found = [
            each
            for each in (within or self.page).findChildren(QPushButton)
            if each.isVisible() and each.text().replace("&", "").strip() == words
        ]
        assert len(found) == 1, (words, [each.text() for each in found])
        return found[0]

    # --- eyes ---

    def popup(self) -> Any:
        return QApplication.activePopupWidget()

    def menu(self) -> QMenu:
        popup = self.popup()
        assert isinstance(popup, QMenu)
        return popup

    def dialog(self) -> Any:
        return next(each for each in self.window.findChildren(QDialog) if each.isVisible())

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database, as it is on the disk."""
        with self.window.runner.database.read() as connection:
            return [tuple(row) for row in connection.execute(sql, values).fetchall()]
