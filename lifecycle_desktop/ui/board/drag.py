"""Dragging a card: the lifted card at the pointer, the hole it leaves, the slot it would drop into."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QScrollArea, QWidget

from lifecycle_desktop.ui.board.card_painter import card_shape, paint_card
from lifecycle_desktop.ui.board.cards import ShownCard
from lifecycle_desktop.ui.board.column import Column

_NEAR_EDGE = 48  # px from an edge within which a column or the board scrolls by itself
_SCROLL_MS = 30


class LiftedCard(QWidget):
    """The card under the pointer, with its shadow."""

    def __init__(self, shown: ShownCard, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(size)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(22)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)

    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rect = QRect(0, 0, self.width(), card_shape().height)
        paint_card(QPainter(self), rect, self._shown, mirrored=mirrored, lifted=True)


class Drag:
    """One drag from its lift to its drop. `on_drop` is told the card, its column, the column and the row it goes to."""

    def __init__(
        self,
        area: QScrollArea,
        columns: Sequence[Column],
        origin: Column,
        *,
        hold: QPoint,
        on_drop: Callable[[int, Column, Column, int], object],
    ) -> None:
        self._area, self._columns, self.origin = area, columns, origin
        self._hold, self._on_drop = hold, on_drop
        self.contact_id = origin.view.current_id
        self.target: Column | None = None
        self._pointer = QPoint()
        shown = origin.view.current_card
        size = QSize(origin.view.current_rect().width(), card_shape().height)
        page = area.window() if area.window() is not None else area
        self._card = LiftedCard(shown, size, page) if shown is not None else None
        origin.view.painter_of_cards.hole = self.contact_id
        origin.view.viewport().update()
        self._timer = QTimer(area)
        self._timer.setInterval(_SCROLL_MS)
        self._timer.timeout.connect(self._on_timer)
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, pointer: QPoint) -> None:
        """Follow the pointer, given in pixels of the screen."""
        self._pointer = pointer
        if self._card is not None:
            parent = self._card.parentWidget()
            place = pointer if parent is None else parent.mapFromGlobal(pointer)
            self._card.move(place - self._hold)
            self._card.show()
            self._card.raise_()
        under = self._column_under(pointer)
        self._aim(under if under is not self.origin else None)
        if not self._timer.isActive():
            self._timer.start()

    def drop(self) -> None:
        """Let the card go where it is; over its own column nothing happens."""
        target, row = self.target, -1
        if target is not None:
            row = target.cards.number_of(0)
        self.end()
        if target is not None:
            self._on_drop(self.contact_id, self.origin, target, max(row, 0))

    def end(self) -> None:
        """Take away all that the drag has drawn."""
        self._timer.stop()
        self._timer.deleteLater()
        self._aim(None)
        self.origin.view.let_go()
        self.origin.view.painter_of_cards.hole = 0
        self.origin.view.viewport().update()
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        QApplication.restoreOverrideCursor()

    def _column_under(self, pointer: QPoint) -> Column | None:
        for column in self._columns:
            at = column.mapFromGlobal(pointer)
            if 0 <= at.x() < column.width() and -_NEAR_EDGE <= at.y() < column.height() + _NEAR_EDGE:
                return column
        return None

    def _aim(self, target: Column | None) -> None:
        if target is self.target:
            return
        if self.target is not None:
            self.target.cards.close_slot()
            self.target.set_target(False)
        self.target = target
        if target is not None:
            target.cards.open_slot(target.view.first_whole_row())
            target.set_target(True)

    def _on_timer(self) -> None:
        """Scroll what the pointer is at the edge of."""
        at = self._area.viewport().mapFromGlobal(self._pointer)
        bar = self._area.horizontalScrollBar()
        if at.x() < _NEAR_EDGE:
            bar.setValue(bar.value() - 16)
        elif at.x() > self._area.viewport().width() - _NEAR_EDGE:
            bar.setValue(bar.value() + 16)
