"""The sign of the program on its green square, as a widget and as an icon of the system."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box

_ICON_SIDES = (16, 22, 32, 48, 64, 128, 256)


class Logo(QWidget):
    """The sign of the program on its green square."""

    accessible_role = "Graphic"

    def __init__(self, side: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = max(self._side, min(theme().px(self._side), self._side * 3 // 2))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_sign(QPainter(self), QRectF(self.rect()), radius=7)


def program_icon(*, with_dot: bool = False) -> QIcon:
    """The sign as an icon; `with_dot` says that something waits."""
    icon = QIcon()
    for side in _ICON_SIDES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        area = QRectF(0, 0, side, side)
        _paint_sign(painter, area, radius=side * 7 / 32)
        if with_dot:
            dot = QRectF(side * 0.6, 0, side * 0.4, side * 0.4)
            paint_box(painter, dot, fill=theme().colour("hot"), edge=theme().on_brand(), radius=side * 0.2)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint_sign(painter: QPainter, area: QRectF, radius: float) -> None:
    paint_box(painter, area, fill=theme().brand(), radius=radius)
    paint_icon(painter, "repeat", area, theme().on_brand(), round(area.width() * 0.56))
