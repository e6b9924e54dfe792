"""The card under the pointer, and the card that goes to its place when it is let go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.board.card_painter import paint_card
from lifecycle_desktop.ui.board.cards import ShownCard
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.motion import glide
from lifecycle_desktop.ui.widgets.painters import paint_box

SETTLE_MS = style.SETTLE_MS
_STACKED = 5  # px that each card below another looks out


class LiftedCard(QWidget):
    """A card above the board, with its shadow; more than one is a small pile with its number."""

    accessible_role = "Graphic"

    def __init__(self, shown: ShownCard, count: int, size: QSize, over: QWidget) -> None:
        super().__init__(over)
        self._shown, self._count, self._size = shown, count, size
        self._below = min(count - 1, 2) * _STACKED
        self._badge = theme().px(22) if count > 1 else 0
        self.card_corner = QPoint(0, self._badge // 2)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(size + QSize(self._below + self._badge // 2, self._below + self._badge // 2))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(22)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)

    def lift_to(self, corner: QPoint) -> None:
        """Show it with the corner of its card there, in the widget it lies over."""
        self.move(corner - self.card_corner)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        card = QRect(self.card_corner, self._size)
        for place in range(self._below, 0, -_STACKED):
            edge = theme().colour("linestrong")
            ground = theme().colour("surface")
            paint_box(
                painter, card.translated(place, place), fill=ground, edge=edge, radius=style.CORNER_CONTROL
            )
        paint_card(painter, card, self._shown, mirrored=mirrored, lifted=True)
        if self._count > 1:
            self._paint_count(painter, card)

    def _paint_count(self, painter: QPainter, card: QRect) -> None:
        text = number(self._count)
        metrics = theme().metrics("small", weight=700)
        width = max(self._badge, metrics.horizontalAdvance(text) + 12)
        box = QRectF(self.width() - width, card.top() - self._badge / 2, width, self._badge)
        paint_box(painter, box, fill=theme().colour("accent"), radius=self._badge / 2)
        painter.setFont(theme().font("small", weight=700))
        painter.setPen(theme().colour("onaccent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def settle(
    shown: ShownCard, size: QSize, start: QPoint, end: QPoint, over: QWidget, done: Callable[[], object]
) -> None:
    """Let a card glide from one place to another, given as corners on the screen, then call `done`.

    With less motion it is there at once.
    """
    time = theme().motion(SETTLE_MS)
    if not time or start == end:
        done()
        return
    card = LiftedCard(shown, 1, size, over)
    card.lift_to(over.mapFromGlobal(start))
    gliding = glide(card, card.pos(), over.mapFromGlobal(end), time, done)
    gliding.finished.connect(card.deleteLater)
    gliding.finished.connect(card.hide)
