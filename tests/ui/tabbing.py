"""Walking with Tab as a person does: where the focus goes, whether it is lost, whether it follows how one reads."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui.screens import told_by

MOST = 400
SLACK = 12  # px: what stands in one line is not always of one height


def walk(top: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Every widget that Tab comes to from where the focus is, until it is back at one of them."""
    seen: list[QWidget] = []
    while len(seen) < MOST:
        focus = QApplication.focusWidget()
        assert focus is not None, f"the focus is lost after {told_by(seen[-1]) if seen else 'the start'}"
        if focus in seen:
            return seen
        seen.append(focus)
        QTest.keyClick(focus, key)
        QApplication.processEvents()
    raise AssertionError("Tab does not come round")


def tab_stops(top: QWidget) -> list[QWidget]:
    """Everything that Tab should come to."""
    return [
        each
        for each in top.findChildren(QWidget)
        if each.isVisible()
        and each.window() is top.window()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def scrolled_in(widget: QWidget) -> QScrollArea | None:
    """The area whose contents the widget is part of."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        area = above.parentWidget()
        area = area.parentWidget() if area is not None else None
        if isinstance(area, QScrollArea) and area.widget() is above:
            return area
        above = above.parentWidget()
    return None


def places(one: QWidget, other: QWidget, top: QWidget) -> tuple[QRect, QRect]:
    """Where both are: within the same scrolled contents, else with contents that are scrolled as the area itself."""
    area = scrolled_in(one)
    if area is not None and area is scrolled_in(other):
        inside = area.widget()
        return _in(one, inside), _in(other, inside)
    first = _in(one, top) if area is None else _in(area, top)
    area = scrolled_in(other)
    return first, _in(other, top) if area is None else _in(area, top)


def _in(widget: QWidget, holder: QWidget) -> QRect:
    return QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())


def out_of_order(seen: list[QWidget], top: QWidget) -> list[str]:
    """Steps that go back: up in the same column, or against the direction of reading in one line."""
    mirrored = top.layoutDirection() == Qt.LayoutDirection.RightToLeft
    found = []
    for before, after in pairwise(seen):
        one, two = places(before, after, top)
        if mirrored:
            one.moveLeft(-one.right())
            two.moveLeft(-two.right())
        is_below = two.top() >= one.bottom() - SLACK
        is_beside = two.left() >= one.right() - SLACK
        is_inside = one.contains(two) or two.contains(one)
        if not (is_below or is_beside or is_inside):
            found.append(f"{told_by(before)} {one.getRect()} -> {told_by(after)} {two.getRect()}")
    return found


def from_the_top(seen: list[QWidget], top: QWidget) -> list[QWidget]:
    """The same round, begun where a page is begun: at the first in the order of the chain below the window."""
    here = top
    for _step in range(5000):
        here = here.nextInFocusChain()
        if here in seen:
            at = seen.index(here)
            return seen[at:] + seen[:at]
    return seen
