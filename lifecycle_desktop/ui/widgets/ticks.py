"""Tick boxes, square for choosing and round for done, and radio rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import MIDDLE_RIGHT, paint_text, paint_tick


class TickBox(QCheckBox):
    """A tick with words after it; `round_` makes it the circle that means done. Words may be left out for `name`."""

    ring_radius = style.CORNER_CONTROL

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        count: str = "",
        round_: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`count` stands muted at the end of the row: how many there are behind the words."""
        super().__init__(parent)
        self._round, self.count = round_, count
        self.setText(text)
        self.setAccessibleName(name or text.replace("&", ""))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = self._words()
        side = self._side()
        if not words:
            both = max(side + 4, style.SMALLEST_TARGET)
            return QSize(both, both)
        width = theme().metrics().horizontalAdvance(words)
        if self.count:
            width += 12 + self._count_width()
        return QSize(side + 9 + width + 4, max(theme().line() + 4, style.SMALLEST_TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        side = self._side()
        words = self._words()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not words:
            box = area
            box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
        else:
            left = area.right() - side - 1 if mirrored else 1
            box = QRectF(left, area.center().y() - side / 2, side, side)
        over = self.underMouse() and self.isEnabled()
        paint_tick(painter, box, on=self.isChecked(), round_=self._round, hovered=over)
        if words:
            room = area.adjusted(2, 0, -side - 9, 0) if mirrored else area.adjusted(side + 9, 0, -2, 0)
            token = "ink" if self.isEnabled() else "ink3"
            if self.count:
                paint_text(
                    painter,
                    room,
                    self.count,
                    tone="ink3",
                    align=MIDDLE_RIGHT,
                    figures=True,
                    mirrored=mirrored,
                )
                taken = self._count_width() + 12
                room = room.adjusted(taken, 0, 0, 0) if mirrored else room.adjusted(0, 0, -taken, 0)
            paint_text(painter, room, words, tone=token, mirrored=mirrored)

    def _side(self) -> int:
        return theme().px(20 if self._round else 18)

    def _count_width(self) -> int:
        return theme().metrics(tabular=True).horizontalAdvance(self.count)

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
