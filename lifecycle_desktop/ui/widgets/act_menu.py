"""The menu of what can be done with a row by keys, for the mouse and the menu key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.ui.widgets.tool_tips import key_text


class RowAct(NamedTuple):
    """Something that can be done: its words, the key that does it too, and whether it can be done now."""

    words: str
    key: str
    act: Callable[[], object]
    is_usable: bool = True


def pop_up_acts(parent: QWidget, acts: Iterable[RowAct], at: QPoint) -> None:
    """Open the menu at a place of the screen; it goes away with its closing."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for each in acts:
        action = menu.addAction(f"{each.words}\t{key_text(each.key)}")
        action.triggered.connect(partial(done, each.act))
        action.setEnabled(each.is_usable)
    menu.popup(at)


def done(act: Callable[[], object], _on: bool = False) -> None:
    """Do it; what a menu tells of its tick is not wanted."""
    act()
