"""Tab goes as one reads, reaches everything, loses itself nowhere; what has the focus is seen; layers give it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import tabbing
from tests.ui.screens import CONTROL, WALKED, Program, each_scene, program, sample_file, told_by

# Layers that keep the focus in themselves, and what stands outside of reading: the toast, the card of questions.
PALETTES = ("palette", "palette-found")
ASIDE = ("_ToastButton",)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def desk(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with program(sample, tmp_path_factory.mktemp("tab"), size=(1440, 900)) as made:
        yield made


@pytest.fixture(autouse=True)
def bare(desk: Program) -> None:
    """Whatever a test before has left open is closed."""
    desk.close_layers()


@pytest.mark.parametrize("name", WALKED)
def test_tab_goes_as_one_reads_and_comes_round(desk: Program, name: str) -> None:
    for _name, shown in each_scene(desk, [name]):
        root = desk.window.palette_ if name in PALETTES else shown.window()
        seen = tabbing.walk(root)
        missing = [told_by(stop) for stop in tabbing.tab_stops(root) if stop not in seen]
        assert missing == []
        read = [each for each in tabbing.from_the_top(seen, root) if type(each).__name__ not in ASIDE]
        assert tabbing.out_of_order(read, root) == []
        back = tabbing.walk(root, Qt.Key.Key_Backtab)
        assert set(back) == set(seen), "Shift+Tab goes the same way back"


PAGES = (
    "today",
    "board",
    "contacts",
    "contact",
    "plan",
    "settings",
    "history",
    "lifecycles",
    "first_run-models",
)
LAYERS = ("filter", "next-step", "log-call", "capture", "contacts-columns", "contacts-erase")


@pytest.mark.parametrize("name", [*PAGES, *LAYERS])
def test_what_has_the_focus_is_seen(desk: Program, name: str) -> None:
    for _name, shown in each_scene(desk, [name]):
        root = shown.window()
        unseen = [told_by(stop) for stop in tabbing.walk(root) if not shows_focus(stop, root)]
        assert unseen == []


def shows_focus(stop: QWidget, root: QWidget) -> bool:
    """Whether the pixels in and around it differ with the focus and without."""
    area = tabbing.scrolled_in(stop)
    if area is not None:
        area.ensureWidgetVisible(stop)
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    with_focus = around(stop, root)
    root.setFocus(Qt.FocusReason.OtherFocusReason)
    if QApplication.focusWidget() is stop:
        stop.clearFocus()
    QApplication.processEvents()
    return with_focus != around(stop, root)


def around(stop: QWidget, root: QWidget) -> QImage:
    area = stop.rect().translated(stop.mapTo(root, QPoint(0, 0))).adjusted(-4, -4, 4, 4)
    return root.grab(area).toImage()


def test_closing_a_layer_gives_the_focus_back(desk: Program) -> None:
    table = desk.open("contacts").table
    table.setFocus()
    opens: dict[str, Any] = {
        "palette": lambda: desk.press(Qt.Key.Key_K, CONTROL),
        "next step": lambda: desk.press(Qt.Key.Key_D),
        "log": lambda: desk.press(Qt.Key.Key_C),
        "stages": lambda: desk.press(Qt.Key.Key_M),
        "menu": lambda: desk.page.people_acts.pop_up_menu(QPoint(300, 300)),
    }
    for layer, open_layer in opens.items():
        open_layer()
        desk.settle()
        assert desk.popup() is not None or desk.window.palette_.isVisible(), layer
        desk.press(Qt.Key.Key_Escape)
        assert desk.focus is table, layer
    button = desk.page.filter_row.columns
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.popup() is not None
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus is button
