"""The order in which Tab walks, where it does not follow by itself from the order in which widgets were made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def stops(part: QWidget) -> list[QWidget]:
    """What Tab comes to in a part, in the order in which it was made."""
    window = part.window()  # the list of a choice is a window of its own
    return [
        each for each in (part, *part.findChildren(QWidget)) if _takes_tab(each) and each.window() is window
    ]


def widgets_of(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, in its order."""
    items = [layout.itemAt(place) for place in range(layout.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget for widget in widgets if widget is not None]


def read_in_order(*parts: QWidget) -> None:
    """Let Tab walk these parts one after the other, each in the order in which it was made."""
    for before, after in pairwise([stop for part in parts for stop in stops(part)]):
        QWidget.setTabOrder(before, after)


def read_after(before: QWidget, *parts: QWidget) -> None:
    """Let Tab walk these parts when it has left `before`, whose own order stays."""
    own = stops(before)
    if own:
        read_in_order(own[-1], *parts)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
