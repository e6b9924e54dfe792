"""A popover: a small sheet beside what opened it; Esc or a click outside closes it and the focus goes back."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.compositor import can_be_seen_through
from lifecycle_desktop.ui.widgets.motion import fade_in_window
from lifecycle_desktop.ui.widgets.painters import paint_box

SHADOW = 10


class Popover(QWidget):
    """The frame of a popover; put the contents into `column`."""

    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._is_seen_through = can_be_seen_through()
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._is_seen_through)
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        self._before: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14 + SHADOW, 12 + SHADOW, 14 + SHADOW, 12 + SHADOW)
        self.column.setSpacing(10)

    def open_at(self, anchor: QWidget, rect: QRect | None = None) -> None:
        """Open below `rect` of `anchor` (all of it if None), or above where there is no room below."""
        self._before = QApplication.focusWidget()
        area = rect or anchor.rect()
        self.adjustSize()
        if self.height() > anchor.screen().availableGeometry().height() + 2 * SHADOW:
            self.make_lower()
            self.adjustSize()
        below = anchor.mapToGlobal(QPoint(area.left(), area.bottom() + 1))
        if anchor.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            below.setX(anchor.mapToGlobal(area.topRight()).x() - self.width() + 2 * SHADOW)
        corner = below - QPoint(SHADOW, SHADOW - 4)
        screen = anchor.screen().availableGeometry()
        if corner.y() + self.height() - SHADOW > screen.bottom():
            corner.setY(anchor.mapToGlobal(area.topLeft()).y() - self.height() + SHADOW - 4)
        corner.setX(min(max(corner.x(), screen.left()), max(screen.right() - self.width(), screen.left())))
        corner.setY(max(corner.y(), screen.top()))
        self.move(corner)
        fade_in_window(self)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_seen_through:  # without the room for the shadow, which would be black
            self.setMask(self.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW))

    def make_lower(self) -> None:
        """Leave out what can be done without, on a screen that is too low for all of it. Nothing by default."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
        self.deleteLater()  # each question is asked in a popover of its own

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        edge = theme().colour("linestrong" if theme().look.contrast else "linemid")
        radius = style.CORNER_CARD if self._is_seen_through else 0
        if self._is_seen_through:
            paint_shadow(painter, area, radius)
        paint_box(painter, area, fill=theme().colour("surface"), edge=edge, radius=radius)


def paint_shadow(painter: QPainter, area: QRectF, radius: float) -> None:
    """Paint the soft shadow of a sheet that lies over the page, `SHADOW` px around it."""
    for step in range(SHADOW, 0, -2):
        soft = QColor(0, 0, 0, 6)
        paint_box(painter, area.adjusted(-step, -step + 3, step, step), fill=soft, radius=radius + step)
