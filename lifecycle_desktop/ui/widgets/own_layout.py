"""What the layouts of our own have in common: they hold their widgets so that nothing Qt forgets can break them."""

from __future__ import annotations

from typing import NamedTuple

import shiboken6
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class Part(NamedTuple):
    """A widget of a layout, with the item that Qt made for it and one of our own to measure and place it by."""

    given: QLayoutItem
    widget: QWidget
    item: QWidgetItem


class OwnLayout(QLayout):
    """Widgets in their order.

    PySide can take an item that Qt made for deleted while it is in use (seen with 6.11.3, when what stood before in the
    place of a page was deleted). Asking such an item is an error within a call of Qt, which ends the program. So our
    own item is asked, which nobody else holds, and Qt is handed its own only while it is valid.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[Part] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        widget = item.widget()
        if widget is not None:  # layouts and gaps are not put into these
            self.parts.append(Part(item, widget, QWidgetItem(widget)))
            self.invalidate()

    def count(self) -> int:
        return len(self.parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self.parts):
            return None
        part = self.parts[index]
        return part.given if shiboken6.isValid(part.given) else part.item

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self.parts):
            return None
        given = self.parts.pop(index).given
        self.invalidate()
        return given if shiboken6.isValid(given) else None

    def living(self) -> list[Part]:
        """Those whose widget is there."""
        return [part for part in self.parts if shiboken6.isValid(part.widget)]
