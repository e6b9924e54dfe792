"""A column of cards that scrolls down, never sideways, where it is higher than the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style


class ScrolledColumn(QScrollArea):
    """Put the contents into `column`; `inside` is their parent. What is in it takes the focus, not itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget()
        self.inside.setProperty("role", "canvas")
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(3, 3, 3, 3)  # room for the focus ring
        self.column.setSpacing(style.CARD_GAP)
        self.setWidget(self.inside)

    def lie_plain(self) -> None:
        """Let the card or popover that it lies on be seen through, in the place of the page's ground."""
        self.inside.setProperty("role", "plain")
        self.inside.style().unpolish(self.inside)  # the sheet asks for it
        self.inside.style().polish(self.inside)
        self.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)
