"""A wide part with a pane beside it, or below it where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme

LEAST_HEIGHT = 190  # px at 100 % text of either where they stand one over the other
FIRST_SHARE = 0.72  # of the height: the pane looks out below it


class TwoColumns(QScrollArea):
    """`first` takes the room, `pane` is `width` px wide at 100 % text; below `least` px one stands over the other.

    Then the whole scrolls, so that neither is squeezed by large text or a small window.
    """

    def __init__(
        self, first: QWidget, pane: QWidget, *, width: int, least: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._first, self._pane, self._width, self._least = first, pane, width, least
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.CARD_GAP)
        self._row.addWidget(first, 3)
        self._row.addWidget(pane, 2)
        self.setWidget(inside)
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
        least = theme().px(LEAST_HEIGHT) if narrow else 0
        self._first.setMinimumHeight(max(least, round(self.height() * FIRST_SHARE)) if narrow else 0)
        self._pane.setMinimumHeight(least)
        if narrow:
            self._pane.setMinimumWidth(0)
            self._pane.setMaximumWidth(16_777_215)
        else:
            self._pane.setFixedWidth(theme().px(self._width))
