"""Hands to work the board in tests: go to a card, drag it, click it, read its labels."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def column_with(made: Any, name: str) -> Any:
    """The column that somebody stands in."""
    for column in made.page.columns:
        if column.cards.number_of(made.ids[name]) >= 0:
            return column
    raise AssertionError(name)


def go(made: Any, name: str) -> Any:
    """Put the focus on somebody's card; their column."""
    column = column_with(made, name)
    column.view.setFocus()
    column.view.go_to(column.cards.number_of(made.ids[name]))
    made.settle()
    return column


def labels_of(column: Any) -> list[str]:
    """The names in a column, in order."""
    return [column.cards.card_at(row).card.name for row in range(len(column.cards.ids))]


def click(made: Any, name: str, modifier: Qt.KeyboardModifier = NONE) -> Any:
    """Click somebody's card; their column."""
    column = column_with(made, name)
    row = column.cards.number_of(made.ids[name])
    column.view.scrollTo(column.cards.index(row, 0))
    at = column.view.rect_of(row).center()
    QTest.mouseClick(column.view.viewport(), LEFT, modifier, at)
    made.settle()
    return column


def lift(made: Any, name: str) -> Any:
    """Press on somebody's card and pull a little; their column."""
    column = column_with(made, name)
    row = column.cards.number_of(made.ids[name])
    column.view.scrollTo(column.cards.index(row, 0))
    start = column.view.rect_of(row).center()
    QTest.mousePress(column.view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(column.view.viewport(), start + QPoint(20, 20))
    made.settle()
    return column


def carry(made: Any, origin: Any, to: Any, y: int, *, drop: bool = True) -> None:
    """Move the lifted card over a column, `y` px below the top of its cards, and let it go."""
    view = origin.view
    there = view.viewport().mapFromGlobal(to.view.viewport().mapToGlobal(QPoint(to.width() // 2, y)))
    QTest.mouseMove(view.viewport(), there)
    made.settle()
    if drop:
        QTest.mouseRelease(view.viewport(), LEFT, NONE, there)
        made.settle()


def press_button(made: Any, button: Any) -> None:
    """Click a button in the middle."""
    QTest.mouseClick(button, LEFT, NONE, button.rect().center())
    made.settle()


def choose(made: Any, menu: Any, begins: str) -> None:
    """Click the entry of a menu whose words begin so."""
    action = next(one for one in menu.actions() if one.text().replace("&", "").startswith(begins))
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())
    made.settle()
