"""From right to left every screen is the mirror of itself: bars, columns, chips, steps, arrows, painted rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.screens import Program, each_scene, program, sample_file

RIGHT_TO_LEFT, LEFT_TO_RIGHT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
SLACK = 40  # px: words start at the other edge, so a label of another width begins elsewhere


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def both(
    qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, tuple[int, int]]]:
    """Where the key widgets of every screen are, for each direction."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for direction, words in ((LEFT_TO_RIGHT, "ltr"), (RIGHT_TO_LEFT, "rtl")):
        QApplication.setLayoutDirection(direction)
        with program(sample, tmp_path_factory.mktemp(words), size=(1440, 900)) as made:
            found[words] = places(made)
    QApplication.setLayoutDirection(LEFT_TO_RIGHT)
    return found


def places(made: Program) -> dict[str, tuple[int, int]]:
    """The middle of each key widget, from the left edge of the window."""
    window = made.window
    found: dict[str, tuple[int, int]] = {}

    def keep(name: str, widget: QWidget) -> None:
        middle = widget.mapTo(window, widget.rect().center())
        found[name] = (middle.x(), widget.width())

    page = made.open("today")
    keep("side bar", window.side_bar)
    keep("today: late", page.late)
    keep("today: leads", page.leads)
    keep("today: search", page.head.search)
    keep("today: new contact", page.head.primary)
    page = made.open("board")
    for number, column in enumerate(page.columns):
        keep(f"board: column {number + 1}", column)
    keep("board: first filter", page.filter_row.tag)
    page = made.open("contacts")
    keep("contacts: table", page.table)
    keep("contacts: pane", page.pane)
    keep("contacts: export", page.filter_row.export)
    page = made.open("contact")
    for number, step in enumerate(page.stepper.steps):
        keep(f"contact: step {number + 1}", step)
    for number, box in enumerate(page.columns.boxes):
        keep(f"contact: column {number + 1}", box)
    keep("contact: way", page.person.avatar)
    page = made.open("plan")
    for number, column in enumerate(page.editor.columns):
        keep(f"plan: column {number + 1}", column.goal)
    keep("plan: preview", page.pane)
    page = made.open("lifecycles")
    keep("lifecycles: search", page.head.search)
    page = made.open("settings")
    keep("settings: name", page.name)
    keep("settings: look", page.mode)
    return found


def test_every_key_widget_is_at_the_mirrored_place(both: dict[str, dict[str, tuple[int, int]]]) -> None:
    there = {name: (1440 - 1 - x, both["rtl"][name][0]) for name, (x, _width) in both["ltr"].items()}
    away = {name: pair for name, pair in there.items() if abs(pair[0] - pair[1]) > SLACK}
    assert away == {}
    assert len(there) > 25


def test_columns_and_steps_run_from_the_right(both: dict[str, dict[str, tuple[int, int]]]) -> None:
    for start in ("board: column", "contact: step", "contact: column", "plan: column"):
        middles = [x for name, (x, _width) in both["rtl"].items() if name.startswith(start)]
        assert middles == sorted(middles, reverse=True), start
        assert len(middles) >= 3


# --- what is painted ---


def shades(image: QImage, area: Any) -> tuple[int, int]:
    """How many pixels differ from the ground in the left and in the right half of an area."""
    counts = [0, 0]
    ground = image.pixelColor(area.center())
    ground = image.pixelColor(area.left() + area.width() // 2, area.top() + 2)
    for x in range(area.left(), area.right()):
        for y in range(area.top() + 3, area.bottom() - 3, 2):
            if image.pixelColor(x, y) != ground:
                counts[x > area.center().x()] += 1
    return counts[0], counts[1]


@pytest.mark.parametrize("where", ["history", "palette-found", "contacts", "lifecycles"])
def test_painted_rows_begin_at_the_right(
    qapp: QApplication, sample: Path, tmp_path: Path, where: str
) -> None:
    heavy: dict[Any, bool] = {}
    for direction in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        QApplication.setLayoutDirection(direction)
        folder = tmp_path / str(direction.value)
        folder.mkdir()
        with program(sample, folder) as made:
            for _name, _shown in each_scene(made, [where]):
                view = row_view(made, where)
                image = view.viewport().grab().toImage()
                row = view.visualRect(view.model().index(0, view.property("name column") or 0))
                left, right = shades(image, row)
                heavy[direction] = right > left
                assert left + right > 20
    assert heavy == {LEFT_TO_RIGHT: False, RIGHT_TO_LEFT: True}


def row_view(made: Program, where: str) -> Any:
    if where == "palette-found":
        return made.window.palette_.list
    if where == "contacts":
        made.page.table.setProperty("name column", 1)
        return made.page.table
    return made.page.table if where == "history" else made.page.list


def test_pictures_of_both_directions_differ(qapp: QApplication, sample: Path, tmp_path: Path) -> None:
    """A screen that forgot to mirror would be the same picture twice."""
    pictures: dict[str, list[QImage]] = {}
    for direction in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        QApplication.setLayoutDirection(direction)
        folder = tmp_path / str(direction.value)
        folder.mkdir()
        with program(sample, folder) as made:
            for name, shown in each_scene(made):
                if not name.startswith("kiosk"):  # its direction is that of the visitor's language
                    pictures.setdefault(name, []).append(shown.grab().toImage())
    for name, (left, right) in pictures.items():
        assert left != right, name
        mirrored = (
            right.flipped(Qt.Orientation.Horizontal)
            if hasattr(right, "flipped")
            else right.mirrored(True, False)
        )
        assert likeness(left, mirrored) > likeness(left, right) - 0.02, name


def likeness(one: QImage, other: QImage) -> float:
    """The share of points of a coarse grid that are nearly alike."""
    same = count = 0
    for x in range(4, min(one.width(), other.width()), 9):
        for y in range(4, min(one.height(), other.height()), 9):
            count += 1
            first, second = one.pixelColor(QPoint(x, y)), other.pixelColor(QPoint(x, y))
            same += abs(first.lightness() - second.lightness()) < 12
    return same / max(count, 1)
