"""What the hand feels on the board: a card painted, a step of the wheel, a jump, a card dragged and let go.

The floor is a bare QTableView of 300 rows of the height of a card, as large as the fullest column, in turn.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from tests.bench.measure import Figure, cpu_of

TIMES = 30
FRAME = 16.0  # ms
DROPPED_MS = 50


def figures(opened: Any, pairs: int) -> Iterator[Figure]:
    """Every figure, on the program of `window.Opened` with its board in the window."""
    opened.window.open_page("board")
    opened.rest()
    page: Any = opened.window.page
    view = max(page.columns, key=lambda column: len(column.cards.ids)).view
    bare = bare_view(view)
    opened.application.processEvents()
    cards = f"{len(view.cards.ids):,} cards"
    rows = view.viewport().height() / view.rowHeight(0)
    low, high = in_turn_painted(bare.viewport().repaint, view.viewport().repaint)
    yield _figure(f"paint one of {cards} / a row of a bare view", high / rows, low / rows, f"{rows:.1f} seen")
    low, high = in_turn_painted(lambda: turn_wheel(bare), lambda: turn_wheel(view))
    yield _figure(
        "one step of the wheel over them, painted / bare view", high, low, "two frames at most", 2 * FRAME
    )
    bare.close()
    bare.deleteLater()
    yield Figure("jump anywhere in the column, read and painted", _jumps(opened, view), unit="ms CPU")
    lifted, dropped, wall = _drags(opened, page, max(pairs, 3))
    yield Figure("a lifted card over the next column, painted", lifted, unit="ms CPU")
    yield Figure(
        "let go to repainted board", dropped, unit="ms CPU", note=f"{wall:.0f} ms wall", most=DROPPED_MS
    )


def _figure(what: str, value: float, floor: float, note: str, most: float = 0.0) -> Figure:
    return Figure(what, value, floor, value / floor, unit="ms CPU", note=note, most=most)


def bare_view(like: Any) -> Any:
    """A plain table of 300 rows, as large as another view and with rows as high."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    view = QTableView()
    model = QStandardItemModel(view)
    for row in range(300):
        model.appendRow(QStandardItem(f"card {row}"))
    view.setModel(model)
    view.setVerticalScrollMode(like.verticalScrollMode())
    view.verticalHeader().setDefaultSectionSize(like.rowHeight(0))
    view.verticalHeader().hide()
    view.horizontalHeader().hide()
    view.resize(like.size())
    view.show()
    return view


def in_turn_painted(floor: Callable[[], object], subject: Callable[[], object]) -> tuple[float, float]:
    """The median CPU ms of both, done in turn."""
    found = [(cpu_of(floor), cpu_of(subject)) for _time in range(TIMES)]
    return median(one for one, _other in found), median(other for _one, other in found)


def turn_wheel(view: Any) -> None:
    """One step of the wheel, and the repaint that follows."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(at.toPoint())),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    view.viewport().repaint()


def _jumps(opened: Any, view: Any) -> float:
    chance, bar = random.Random(3), view.verticalScrollBar()

    def jump() -> None:
        bar.setValue(chance.randrange(max(bar.maximum(), 1)))
        opened.rest()
        view.viewport().repaint()

    found = median(cpu_of(jump) for _time in range(10))
    bar.setValue(0)
    opened.rest()
    return found


def _drags(opened: Any, page: Any, times: int) -> tuple[float, float, float]:
    """Drag the first card from a column to the next and back: CPU of the move, CPU and wall of letting go."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    lifted, dropped, walls = [], [], []
    for number in range(times):
        source, target = page.columns[number % 2], page.columns[1 - number % 2]
        view = source.view
        view.go_to(0)
        opened.rest()
        contact_id, start = view.current_id, view.current_rect().center()
        there = view.viewport().mapFromGlobal(target.mapToGlobal(QPoint(target.width() // 2, 200)))
        QTest.mousePress(view.viewport(), left, none, start)
        QTest.mouseMove(view.viewport(), start + QPoint(30, 10))

        def over(view: Any = view, there: QPoint = there) -> None:
            QTest.mouseMove(view.viewport(), there)
            opened.window.repaint()

        def let_go(view: Any = view, there: QPoint = there) -> None:
            QTest.mouseRelease(view.viewport(), left, none, there)
            opened.window.repaint()

        lifted.append(cpu_of(over))
        begin = time.perf_counter()
        dropped.append(cpu_of(let_go))
        walls.append((time.perf_counter() - begin) * 1000)
        assert target.cards.number_of(contact_id) >= 0
        opened.rest()
    return median(lifted), median(dropped), median(walls)
