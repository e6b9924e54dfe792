"""Everyone can use it: names and roles for every control, all reached by Tab, nothing cut at twice the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from lifecycle_desktop.core.operations.first_steps import add_sample_people
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk

PAGES = ("today", "board", "contacts", "contact", "plan", "import", "settings", "history", "first_run")
LOOKS = {
    "light": Look("light"),
    "dark": Look("dark"),
    "contrast": Look("light", contrast=True),
    "text 150": Look("light", text=150),
    "text 200": Look("dark", text=200),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    desk = Desk(path)
    desk.do(add_sample_people)
    desk.database.close()
    return path


@pytest.fixture
def window(sample: Path, qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    dress(qapp, Look("light"))
    desk = Desk.of_copy(sample, tmp_path / "sample.db")
    runner = Runner(desk.database, desk.clock, Inline())
    failed: list[Exception] = []
    runner.failed.connect(failed.append)
    made = MainWindow(WindowState(tmp_path / "window.ini"))
    made.attach(runner)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme().use(Look("light"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.database.close()
    assert failed == []


def show(window: Any, key: str) -> Any:
    if key == "contact":
        window.open_contact(1)
    else:
        window.open_page(key)
    for _turn in range(4):
        QApplication.processEvents()
    return window.page


def focusable(root: QWidget) -> list[QWidget]:
    """Every visible control that Tab could reach."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("key", PAGES)
def test_every_control_has_a_name_and_a_role(window: Any, key: str) -> None:
    page = show(window, key)
    steps = range(3) if key == "first_run" else range(1)
    for step in steps:
        if key == "first_run":
            page.go_to_step(step)
            QApplication.processEvents()
        for widget in focusable(window):
            if widget.focusProxy() is None:
                assert_named(widget)


def assert_named(widget: QWidget) -> None:
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None, widget
    name = told.text(QAccessible.Text.Name) or told.text(QAccessible.Text.Value)
    assert name.strip(), (type(widget).__name__, widget.objectName(), type(widget.parent()).__name__)
    assert told.role() != QAccessible.Role.NoRole, widget


@pytest.mark.parametrize("key", ["today", "board", "contacts", "contact", "history"])
def test_every_painted_row_says_itself(window: Any, key: str) -> None:
    page = show(window, key)
    said = 0
    for view in page.findChildren(QAbstractItemView):
        if not view.isVisible() or view.model() is None:
            continue
        for row in range(min(view.model().rowCount(), 20)):
            told = str(view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")
            assert told.strip(), (key, view, row)
            said += 1
    assert said


@pytest.mark.parametrize(
    "key", ["today", "contacts", "contact", "settings", "history", "first_run", "import"]
)
def test_tab_reaches_every_control(window: Any, key: str) -> None:
    page = show(window, key)
    wanted = {each for each in focusable(page) if each.focusProxy() is None}
    chain, here = set(), page
    for _step in range(5000):
        here = here.nextInFocusChain()
        chain.add(here)
        if here is page:
            break
    assert here is page, "the chain closes"
    assert wanted <= chain


@pytest.mark.parametrize("name", LOOKS)
def test_no_text_is_cut_in_any_look(window: Any, name: str) -> None:
    theme().use(LOOKS[name])
    for key in PAGES:
        page = show(window, key)
        if key == "first_run":
            page.go_to_step(1)
            QApplication.processEvents()
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.width() > 0:
                assert_not_cut(widget, key)


def assert_not_cut(widget: QWidget, where: str) -> None:
    """The line fits into the height, and a button's words into its width; labels that may be cut have a tip."""
    line = widget.fontMetrics().height()
    if isinstance(widget, QLabel) and widget.text():
        assert widget.height() >= line - 2, (where, widget.text()[:40], widget.height(), line)
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            assert widget.height() >= needed - 2, (where, widget.text()[:40], widget.height(), needed)
    elif isinstance(widget, QAbstractButton) and widget.text():
        assert widget.height() >= line - 2, (where, widget.text()[:40])
        needed = widget.minimumSizeHint().width()
        assert widget.width() >= needed or widget.toolTip(), (
            where,
            widget.text()[:40],
            widget.width(),
            needed,
        )


@pytest.mark.parametrize("key", PAGES)
def test_right_to_left_mirrors_and_breaks_nothing(window: Any, key: str) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page = show(window, key)
    if not page.fills_window:
        side = window.side_bar
        assert side.mapToGlobal(side.rect().center()).x() > page.mapToGlobal(page.rect().center()).x()
    image = window.grab().toImage()
    assert image.width() == round(1440 * window.devicePixelRatio())
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            assert_not_cut(widget, key)
