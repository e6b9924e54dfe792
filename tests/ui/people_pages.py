"""A page in a window of its own, on a real database, as the tests of the board and the table use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from tests.core.desk import Desk


class Opened:
    """A page that is shown, what it said, and hands to work it."""

    def __init__(self, page: Page, desk: Desk, runner: Runner, window: QWidget) -> None:
        self.page: Any = page
        self.desk, self.runner, self.window = desk, runner, window
        self.toasts: list[tuple[str, bool]] = []
        self.opened: list[int] = []
        self.navigated: list[str] = []
        self.failures: list[Exception] = []
        page.toast.connect(lambda text, undo: self.toasts.append((text, undo)))
        page.open_contact.connect(self.opened.append)
        page.navigate.connect(self.navigated.append)
        runner.changed.connect(page.touch)
        runner.failed.connect(self.failures.append)

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        widget = QApplication.activePopupWidget() or QApplication.focusWidget() or self.page
        QTest.keyClick(widget, key, modifier)
        self.settle()

    def popup(self) -> Any:
        """The popover or menu that is open."""
        return QApplication.activePopupWidget()

    def stage_of(self, contact_id: int) -> str:
        sql = "SELECT s.label FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = ?"
        return str(self.desk.rows(sql, contact_id)[0][0])

    def menu_texts(self, menu: QMenu) -> list[str]:
        return [action.text() for action in menu.actions() if not action.isSeparator()]


@contextmanager
def opened(
    page_class: type[Page], desk: Desk, *, size: tuple[int, int] = (1232, 872), look: Look | None = None
) -> Iterator[Opened]:
    """Show a page in a window of that size."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, look or Look(mode="light"))
    runner = Runner(desk.database, desk.clock, Inline())
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    page = page_class(runner, window)
    column.addWidget(page)
    window.resize(*size)
    made = Opened(page, desk, runner, window)
    window.show()
    window.activateWindow()
    made.settle()
    try:
        yield made
    finally:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        window.close()
        window.deleteLater()
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        made.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would do it
        assert not made.failures
