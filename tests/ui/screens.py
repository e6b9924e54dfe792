"""The real window on the sample people, every scene of it, and the eyes and hands of the tests that cross all screens."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lifecycle_desktop.core.clock import FixedClock, Moment
from lifecycle_desktop.core.operations.first_steps import add_sample_people
from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.opening import Facts
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.scenes import SCENES
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.widgets.focus_ring import FocusRing
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk

CLOCK = FixedClock(dt.datetime(2026, 4, 14, 13, 40, tzinfo=dt.UTC), "America/Toronto")
TOLD = {"business_name": "Whitaker Homes", "owner_name": "Dana Whitaker", "is_set_up": "1", "currency": "USD"}
# The scenes that the tests across all screens walk.
WALKED = list(SCENES)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def sample_file(folder: Path) -> Path:
    """A database with the sample people, to be copied for each test."""
    path = folder / "sample.db"
    desk = Desk(path)
    moment: Moment = CLOCK.moment()
    with desk.database.write("Sample people", moment=moment) as written:
        set_settings(written.connection, TOLD, moment)
        add_sample_people(written.connection, moment)
    desk.database.close()
    return path


class Program:
    """The window as a person has it before them."""

    def __init__(self, window: MainWindow, desk: Desk, facts: Facts) -> None:
        self.window: Any = window
        self.desk, self.facts = desk, facts
        self.failed: list[Exception] = []
        runner = window.runner
        assert runner is not None
        runner.failed.connect(self.failed.append)

    @property
    def page(self) -> Any:
        return self.window.page

    @property
    def focus(self) -> Any:
        return QApplication.focusWidget()

    def settle(self) -> None:
        for _turn in range(4):
            QApplication.processEvents()

    def open(self, key: str, argument: object = None) -> Any:
        if key == "contact":
            self.window.open_contact(argument or 1)
        else:
            self.window.open_page(key, argument)
        self.settle()
        return self.page

    def press(
        self, key: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where a person's key would go: into the open popover, the dialog or the focus."""
        target = QApplication.activePopupWidget() or self.dialog() or self.window
        inner = target.focusWidget() if target is not None else None
        QTest.keyClick(inner or target, key, modifier)
        self.settle()

    def dialog(self) -> Any:
        """The dialog that lies over the window."""
        return next((each for each in self.window.findChildren(QDialog) if each.isVisible()), None)

    def wait_for_likeness(self) -> None:
        """Wait until quick capture has looked for people like the one being typed."""
        pause = getattr(self.dialog(), "_pause", None)
        for _turn in range(100):
            if pause is None or not pause.isActive():
                break
            QTest.qWait(20)
        self.settle()

    def popup(self) -> Any:
        return QApplication.activePopupWidget()

    def close_layers(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        while (dialog := self.dialog()) is not None:
            dialog.close()
        if self.window.palette_.isVisible():
            self.window.palette_.dismiss()
        self.window.activateWindow()
        self.settle()


@contextmanager
def program(
    sample: Path, folder: Path, *, size: tuple[int, int] = (1280, 800), look: Look | None = None
) -> Iterator[Program]:
    """The program on a copy of the sample, in a window of that size."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, look or Look("light"))
    gc.freeze()  # what was there before need not be looked through when this window is cleared away
    desk = Desk.of_copy(sample, folder / "data.db")
    desk.clock = CLOCK
    runner = Runner(desk.database, CLOCK, Inline())
    ring = FocusRing(application)
    window = MainWindow(WindowState(folder / "window.ini"))
    window.attach(runner)
    facts = Facts(window, runner, desk.database.path)
    made = Program(window, desk, facts)
    window.resize(*size)
    window.show()
    window.activateWindow()
    facts.start()
    window.open_page("today")
    made.settle()
    try:
        yield made
    finally:
        made.close_layers()
        ring.stop()
        window.close()
        window.deleteLater()
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        desk.database.close()
        theme().use(Look("light"))
        gc.collect()
    assert made.failed == []


def each_scene(made: Program, names: list[str] | None = None) -> Iterator[tuple[str, QWidget]]:
    """Every scene, or those named, in turn: its name and what is drawn of it."""
    for name in names or WALKED:
        with SCENES[name](made.window) as shown:
            made.settle()
            made.wait_for_likeness()
            yield name, shown
        made.window.activateWindow()  # no window system gives the focus back here
        made.settle()


def shown_widgets(root: QWidget) -> list[QWidget]:
    """All widgets of a scene that can be seen."""
    return [each for each in (root, *root.findChildren(QWidget)) if each.isVisible()]


def told_by(widget: QWidget) -> str:
    """What a failure says of a widget: its class, its words, where it lies."""
    words = widget.accessibleName() or getattr(widget, "text", str)()
    words = words if isinstance(words, str) else ""
    parents = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 3:
        parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} “{words[:40]}” in {' in '.join(parents)}"
