"""The sign of the program on its green square."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box


class Logo(QWidget):
    """The sign of the program on its green square."""

    def __init__(self, side: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = max(self._side, min(theme().px(self._side), self._side * 3 // 2))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = theme().brand()
        paint_box(painter, self.rect(), fill=fill, radius=7)
        paint_icon(painter, "repeat", QRectF(self.rect()), theme().on_brand(), round(self.width() * 0.56))
