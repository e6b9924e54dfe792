"""A scroll area whose content is exactly as high as its wrapped texts need in the width there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class FittedScroll(QScrollArea):
    """Scrolls down, and sideways where the content cannot be as narrow as the view.

    QScrollArea itself would keep the height of the narrowest that its content was ever laid out in.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        corner = QWidget(self)
        corner.setProperty("role", "plain")
        self.setCornerWidget(corner)

    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        widget.installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.fit()

    def reveal(self, widget: QWidget, margin: int = 8) -> None:
        """Scroll so that all of `widget` is seen, or its beginning where it is larger than the view.

        QScrollArea.ensureWidgetVisible counts from the wrong side when the layout is mirrored.
        """
        content = self.widget()
        if content is None:
            return
        corner = widget.mapTo(content, QPoint(0, 0))
        area = QRect(corner, widget.size()).adjusted(-margin, -margin, margin, margin)
        view, size = self.viewport().size(), content.size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        start, length = area.left(), area.width()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            start = size.width() - area.left() - length
        across.setValue(_shift(across.value(), start, length, view.width()))
        down.setValue(_shift(down.value(), area.top(), area.height(), view.height()))

    def fit(self) -> None:
        """Give the content the width there is and the height it needs in it."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if content is None or layout is None:
            return
        view = self.maximumViewportSize()
        across, down = (
            self.horizontalScrollBar().sizeHint().height(),
            self.verticalScrollBar().sizeHint().width(),
        )
        least = layout.totalMinimumSize().width()
        seen = view.height()
        for room in (view.width(), view.width() - down):
            width = max(room, least)
            height = layout.totalHeightForWidth(width)
            seen = view.height() - (across if width > room else 0)
            if height <= seen:
                break
        content.resize(width, max(height, seen))


def _shift(value: int, start: int, length: int, seen: int) -> int:
    """Where a view of `seen` px must begin so that a stretch is in it, moved as little as possible."""
    if start < value or length > seen:
        return start
    return max(value, start + length - seen)
