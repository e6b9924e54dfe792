"""A row of a card that stands for somebody: initials, name, a quiet line, a stage; a click opens their page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    is_cut,
    paint_avatar,
    paint_box,
    paint_stage_badge,
    paint_text,
)
from lifecycle_desktop.ui.widgets.tool_tips import action_text, tooltip

_GAP = 10


class LineRow(QPushButton):
    """Two lines after a sign; `icon` for a thing, initials for a person. It is disabled where nothing opens.

    `stage` is worn as a badge: a stage and how many there are.
    """

    ring_radius = style.CORNER_CONTROL

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        icon: str = "",
        stage: tuple[StageMark, int] | None = None,
        detail_tone: str = "ink2",
        opens: bool = True,
        said: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._detail, self._icon = title, detail, icon
        self._stage, self._detail_tone = stage, detail_tone
        self._opens, self._tip = opens, tip
        self.setText(action_text(title))
        spoken = [title, detail, tip]
        if stage is not None:
            mark = stage[0]
            spoken.append(_("stage {number} {name}").format(number=mark.number, name=mark.name))
        self.setAccessibleName(said or ", ".join(part for part in spoken if part))
        self.setAutoDefault(False)
        self.setEnabled(opens)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retheme()

    def retheme(self) -> None:
        """Take the height of the look in force."""
        lines = theme().line("strong") + (theme().line("small") if self._detail else 0)
        height = max(lines + 6, theme().px(28) + 4, style.SMALLEST_TARGET)
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def resizeEvent(self, event: object) -> None:
        room = self._words_room()
        cut = is_cut(self._title, room, "strong") or is_cut(self._detail, room, "small")
        whole = (self._title, self._detail, self._tip) if cut else (self._tip,)
        self.setToolTip(tooltip("\n".join(part for part in whole if part)[:1000]))

    def _sign_side(self) -> int:
        return theme().px(16 if self._icon else 28)

    def _words_room(self) -> int:
        badge = theme().px(20) + 8 if self._stage is not None else 0
        return self.width() - self._sign_side() - _GAP - badge

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._opens and (self.underMouse() or self.isDown()):
            ground = QRectF(self.rect()).adjusted(-4, 0, 4, 0)
            paint_box(painter, ground, fill=theme().colour("press" if self.isDown() else "hover"), radius=4)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wide, high = self.width(), self.height()

        def at(x: float, width: float, top: float, height: float) -> QRectF:
            return QRectF(wide - x - width if mirrored else x, top, width, height)

        side = self._sign_side()
        if self._icon:
            paint_icon(painter, self._icon, at(0, side, 0, high), theme().colour("ink2"), side)
        else:
            paint_avatar(painter, at(0, side, (high - side) / 2, side), self._title)
        left, room = side + _GAP, self._words_room()
        strong, small = theme().line("strong"), theme().line("small") if self._detail else 0
        top = (high - strong - small) / 2
        paint_text(painter, at(left, room, top, strong), self._title, face="strong", mirrored=mirrored)
        if self._detail:
            weight = 600 if self._detail_tone == "warn" else 0
            box = at(left, room, top + strong, small)
            paint_text(
                painter,
                box,
                self._detail,
                face="small",
                tone=self._detail_tone,
                weight=weight,
                mirrored=mirrored,
            )
        if self._stage is not None:
            badge = theme().px(20)
            box = at(wide - badge, badge, (high - badge) / 2, badge)
            paint_stage_badge(painter, box, self._stage[0].number, self._stage[1])
