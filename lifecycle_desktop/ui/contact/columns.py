"""The three columns of the contact page: beside each other, the third under the first, or all in one."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme

THREE_FROM = 1360  # px of the window
LEFT, RIGHT = 300, 292  # px at 100 % text
LEAST_MIDDLE = 420


class Columns(QWidget):
    """Holds `left`, `middle` and `right`; the page puts its cards into them from above."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.mode = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.CARD_GAP)
        self._boxes = [QWidget(self) for _each in range(3)]
        self.left, self.middle, self.right = (QVBoxLayout(box) for box in self._boxes)
        for column in (self.left, self.middle, self.right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(style.CARD_GAP)

    @property
    def boxes(self) -> list[QWidget]:
        """The columns as widgets, as they are read."""
        left, middle, right = self._boxes
        return [left, right, middle] if self.mode == 2 else [left, middle, right]

    def arrange(self, window_width: int, width: int) -> None:
        """Put the columns where there is room: `width` px of the page in a window of `window_width`."""
        beside = theme().px(LEFT) + style.CARD_GAP + theme().px(LEAST_MIDDLE)
        all_three = beside + style.CARD_GAP + theme().px(RIGHT)
        mode = 3 if window_width >= THREE_FROM and width >= all_three else 2 if width >= beside else 1
        left, middle, right = self._boxes
        sides = 0 if mode == 1 else theme().px(LEFT)
        for box, wide in ((left, sides), (right, theme().px(RIGHT) if mode == 3 else sides)):
            box.setMinimumWidth(wide)
            box.setMaximumWidth(wide or 16_777_215)
        if mode == self.mode:
            return
        self.mode = mode
        for box in self._boxes:
            self._grid.removeWidget(box)
        grid = self._grid
        for index in range(3):
            grid.setRowStretch(index, 0)
            grid.setColumnStretch(index, 0)
        if mode == 3:
            for index, box in enumerate(self._boxes):
                grid.addWidget(box, 0, index)
            grid.setColumnStretch(1, 1)
        elif mode == 2:
            grid.addWidget(left, 0, 0)
            grid.addWidget(right, 1, 0)
            grid.addWidget(middle, 0, 1, 2, 1)
            grid.setRowStretch(1, 1)
            grid.setColumnStretch(1, 1)
        else:
            for index, box in enumerate(self._boxes):
                grid.addWidget(box, index, 0)
            grid.setColumnStretch(0, 1)
