"""An icon that stands beside words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme


class IconView(QWidget):
    """An icon that stands beside words; an ornament, passed over by a screen reader."""

    accessible_role = "Graphic"

    def __init__(
        self, name: str, *, side: int = style.ICON_SIZE, tone: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._side, self._tone = name, side, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, in another tone if one is given."""
        self._icon, self._tone = name, tone or self._tone
        self.update()

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme().px(self._side)
        paint_icon(QPainter(self), self._icon, QRectF(self.rect()), theme().colour(self._tone), side)
