"""The four steps of an import in the head of the page: which are done, which is now."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_text

GAP, LINE = 8, 22


class StepsRow(QWidget):
    """Choose file, Match columns, Check rows, Done; names of steps other than this one give way where it is narrow."""

    accessible_role = "StaticText"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = 1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_step(1)

    @staticmethod
    def names() -> tuple[str, ...]:
        """What the steps are called."""
        return (_("Choose file"), _("Match columns"), _("Check rows"), _("Done"))

    def set_step(self, step: int) -> None:
        """Show that a step (1 to 4) is now."""
        self.step = step
        name = self.names()[step - 1]
        self.setAccessibleName(_("Step {number} of 4: {name}").format(number=step, name=name))
        self.updateGeometry()
        self.update()

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(range(1, 5)), max(theme().px(26), theme().line()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of((self.step,)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        told: Container[int] = range(1, 5) if self._width_of(range(1, 5)) <= self.width() else (self.step,)
        x, side, high = 0.0, theme().px(22), self.height()

        def box(wide: float) -> QRectF:
            return QRectF(self.width() - x - wide if mirrored else x, 0, wide, high)

        for number, name in enumerate(self.names(), 1):
            if number > 1:
                line = box(LINE)
                painter.fillRect(QRectF(line.x(), high / 2, LINE, 1), theme().colour("linemid"))
                x += LINE + GAP
            self._paint_disc(painter, box(side), number, side)
            x += side + GAP
            if number in told:
                weight = 600 if number == self.step else 500
                wide = theme().metrics(weight=weight).horizontalAdvance(name) + 2
                tone = "ink" if number == self.step else "ink2"
                paint_text(painter, box(wide), name, tone=tone, weight=weight, mirrored=mirrored)
                x += wide + GAP

    def _paint_disc(self, painter: QPainter, area: QRectF, number: int, side: int) -> None:
        disc = QRectF(area.x(), (area.height() - side) / 2, side, side)
        ahead = number > self.step
        paint_box(painter, disc, fill=theme().colour("press" if ahead else "accent"), radius=side / 2)
        ink = theme().colour("ink2" if ahead else "onaccent")
        if number < self.step:
            paint_icon(painter, "check", disc, ink, round(side * 0.6))
            return
        painter.setFont(theme().font("small", weight=600))
        painter.setPen(ink)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))

    def _width_of(self, told: Container[int]) -> int:
        width = 3 * (LINE + GAP) + 4 * (theme().px(22) + GAP)
        for number, name in enumerate(self.names(), 1):
            if number in told:
                width += theme().metrics(weight=600).horizontalAdvance(name) + 2 + GAP
        return width
