"""A row of controls that wraps into more rows where it is too narrow; what stands at its end stays there."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget, QWidgetItem

from lifecycle_desktop.ui.widgets.own_layout import OwnLayout

Measured = tuple[QWidgetItem, QSize]


class Measures(NamedTuple):
    """What can be seen of a flow with its sizes, and the height that it takes at a width."""

    before: list[Measured]
    at_end: list[Measured]
    heights: dict[int, int]

    def shown(self) -> list[Measured]:
        return self.before + self.at_end


class FlowLayout(OwnLayout):
    """Widgets one after the other, in rows. Those from `add_end` stand at the end of the last row."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, row_gap: int = 8) -> None:
        super().__init__(parent)
        self._gap, self._row_gap = gap, row_gap
        self._at_end: list[QWidget] = []
        self._measured: Measures | None = None

    def add_end(self, widget: QWidget) -> None:
        """Put a widget at the end of the row."""
        self._at_end.append(widget)
        self.addWidget(widget)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget among those at the beginning."""
        self.addWidget(widget)
        self.parts.insert(index, self.parts.pop(self._before_end() - 1))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        before_end = self._before_end()
        super().addItem(item)
        if self.parts[-1].widget not in self._at_end:
            self.parts.insert(before_end, self.parts.pop())

    def _before_end(self) -> int:
        """How many stand before those at the end, which come last."""
        return sum(part.widget not in self._at_end for part in self.parts)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._measured = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        heights = self._measures().heights
        if room not in heights:  # Qt asks for the same width again and again
            heights[room] = self._place(QRect(0, 0, room, 0), move=False)
        return heights[room] + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        shown = [size for _item, size in self._measures().shown()]
        width = sum(size.width() + self._gap for size in shown)
        margins = self.contentsMargins()
        high = max((size.height() for size in shown), default=0) + margins.top() + margins.bottom()
        return QSize(max(width - self._gap, 0) + margins.left() + margins.right(), high)

    def minimumSize(self) -> QSize:
        least = [item.minimumSize() for item, _size in self._measures().shown()]
        return QSize(
            max((size.width() for size in least), default=0),
            max((size.height() for size in least), default=0),
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put every item in its place; the height that it takes."""
        rows = self._rows(rect.width())
        y = rect.top()
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row, at_end in rows:
            height = max(size.height() for _item, size in row + at_end)
            for items, start in ((row, 0), (at_end, rect.width() - self._width(at_end))) if move else ():
                x = rect.left() + start
                for item, size in items:
                    wide = min(size.width(), rect.width())
                    left = rect.left() + rect.right() + 1 - x - wide if mirrored else x
                    top = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top), QSize(wide, size.height())))
                    x += size.width() + self._gap
            y += height + self._row_gap
        return max(y - self._row_gap - rect.top(), 0) if rows else 0

    def _rows(self, width: int) -> list[tuple[list[Measured], list[Measured]]]:
        measures = self._measures()
        rows: list[list[Measured]] = []
        taken = 0
        for each in measures.before:
            wide = each[1].width()
            if not rows or taken + wide > width:
                rows.append([])
                taken = 0
            rows[-1].append(each)
            taken += wide + self._gap
        made = [(row, list[Measured]()) for row in rows]
        if measures.at_end:
            if rows and taken + self._width(measures.at_end) <= width:
                made[-1][1].extend(measures.at_end)
            else:
                made.append(([], measures.at_end))
        return made

    def _width(self, items: list[Measured]) -> int:
        return sum(size.width() + self._gap for _item, size in items) - self._gap

    def _measures(self) -> Measures:
        """What can be seen, measured once until something in it changes."""
        if self._measured is None:
            made = Measures([], [], {})
            for part in self.living():
                if not part.item.isEmpty():
                    group = made.at_end if part.widget in self._at_end else made.before
                    group.append((part.item, part.item.sizeHint()))
            self._measured = made
        return self._measured
