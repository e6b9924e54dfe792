"""A row of controls that wraps into more rows where it is too narrow; what stands at its end stays there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget, QWidgetItem

from lifecycle_desktop.ui.widgets.own_layout import OwnLayout


class FlowLayout(OwnLayout):
    """Widgets one after the other, in rows. Those from `add_end` stand at the end of the last row."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, row_gap: int = 8) -> None:
        super().__init__(parent)
        self._gap, self._row_gap = gap, row_gap
        self._at_end: list[QWidget] = []

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

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        return self._place(QRect(0, 0, room, 0), move=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() + self._gap for size in shown)
        margins = self.contentsMargins()
        high = max((size.height() for size in shown), default=0) + margins.top() + margins.bottom()
        return QSize(max(width - self._gap, 0) + margins.left() + margins.right(), high)

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put every item in its place; the height that it takes."""
        rows = self._rows(rect.width())
        y = rect.top()
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row, at_end in rows:
            height = max(item.sizeHint().height() for item in row + at_end)
            places = self._across(row, rect.left())
            if at_end:
                width = sum(item.sizeHint().width() + self._gap for item in at_end) - self._gap
                places += self._across(at_end, rect.left() + rect.width() - width)
            for item, x in places if move else ():
                size = item.sizeHint()
                size.setWidth(min(size.width(), rect.width()))
                left = rect.left() + rect.right() + 1 - x - size.width() if mirrored else x
                item.setGeometry(QRect(QPoint(left, y + (height - size.height()) // 2), size))
            y += height + self._row_gap
        return max(y - self._row_gap - rect.top(), 0) if rows else 0

    def _rows(self, width: int) -> list[tuple[list[QWidgetItem], list[QWidgetItem]]]:
        rows: list[list[QWidgetItem]] = []
        taken = 0
        for item in self._shown(at_end=False):
            wide = item.sizeHint().width()
            if not rows or taken + wide > width:
                rows.append([])
                taken = 0
            rows[-1].append(item)
            taken += wide + self._gap
        end = self._shown(at_end=True)
        if not end:
            return [(row, []) for row in rows]
        wide = sum(item.sizeHint().width() + self._gap for item in end)
        made = [(row, list[QWidgetItem]()) for row in rows]
        if rows and taken + wide <= width:
            made[-1][1].extend(end)
        else:
            made.append(([], end))
        return made

    def _shown(self, *, at_end: bool | None = None) -> list[QWidgetItem]:
        """What can be seen: all of it, or only that at the end, or only that before."""
        return [
            part.item
            for part in self.living()
            if not part.item.isEmpty() and at_end in (None, part.widget in self._at_end)
        ]

    def _across(self, items: list[QWidgetItem], x: int) -> list[tuple[QWidgetItem, int]]:
        placed = []
        for item in items:
            placed.append((item, x))
            x += item.sizeHint().width() + self._gap
        return placed
