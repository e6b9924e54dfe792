"""A wide part with a pane beside it, or below it where there is no room for both."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme


class TwoColumns(QWidget):
    """`first` takes the room, `pane` is `width` px wide at 100 % text; below `least` px one stands over the other."""

    def __init__(
        self, first: QWidget, pane: QWidget, *, width: int, least: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pane, self._width, self._least = pane, width, least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.CARD_GAP)
        self._row.addWidget(first, 3)
        self._row.addWidget(pane, 2)
        self._turn()

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        narrow = self.width() < theme().px(self._least)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)
        if narrow:
            self._pane.setMinimumWidth(0)
            self._pane.setMaximumWidth(16_777_215)
        else:
            self._pane.setFixedWidth(theme().px(self._width))
