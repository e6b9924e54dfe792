"""A button that looks like a choice and opens the list with search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.importing.target_popover import TargetPopover
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_stage_badge, paint_text


class ChoiceButton(QPushButton):
    """Shows what is chosen; Enter, Space, Alt+Down or a click opens the list. `chosen` has the key."""

    ring_radius = style.CORNER_CONTROL
    accessible_role = "ComboBox"
    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._choices, self._width = name, choices, width
        self._title, self.key, self._quiet = "", "", False
        self._stage: tuple[int, int] | None = None
        self.popover: TargetPopover | None = None
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_list)

    def show_choice(
        self, key: str, title: str, *, stage: tuple[int, int] | None = None, quiet: bool = False
    ) -> None:
        """Show what is chosen; `stage` is (position, count) of the badge before it."""
        self.key, self._title, self._stage, self._quiet = key, title, stage, quiet
        self.setAccessibleName(f"{self._name}: {title}")
        self.update()

    def accessible_value(self) -> str:
        """What is chosen."""
        return self._title

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._width), theme().control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def open_list(self) -> None:
        """Open the list below the button."""
        popover = self.popover = TargetPopover(self._name, self._choices, self.key, self)
        popover.chosen.connect(self.chosen)
        popover.open_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open_list()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        over = self.underMouse() or self.isDown()
        fill = colour("hover") if over else colour("surface2") if self._quiet else colour("surface")
        paint_box(painter, self.rect(), fill=fill, edge=colour("linestrong"), radius=style.CORNER_CONTROL)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, high, wide = theme().px(14), self.height(), self.width()
        paint_icon(
            painter,
            "chevron-down",
            QRectF(9 if mirrored else wide - 9 - side, 0, side, high),
            colour("ink2"),
            side,
        )
        before = 10
        if self._stage is not None:
            badge = theme().px(18)
            box = QRectF(wide - 10 - badge if mirrored else 10, (high - badge) / 2, badge, badge)
            paint_stage_badge(painter, box, *self._stage)
            before += badge + 7
        after = 9 + side + 6
        area = QRectF(self.rect()).adjusted(
            after if mirrored else before, 0, -(before if mirrored else after), 0
        )
        paint_text(
            painter, area, self._title, weight=500, tone="ink2" if self._quiet else "ink", mirrored=mirrored
        )
