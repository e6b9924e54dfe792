"""The head of a column: its stage with what is worth knowing of it, and the button that opens its menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import BoardColumn
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.board.card_painter import SIDE
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_stage_badge, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

NARROWEST = 156
EDGE = 1
INSET = SIDE + EDGE


def limit_words(stuck_after: int | None, keep_in_touch: int) -> list[str]:
    """The limits of a stage: "stuck after 30 days" or nothing, "in touch every 30 days"."""
    said = []
    if stuck_after is not None:
        said.append(
            ngettext("stuck after {n} day", "stuck after {n} days", stuck_after).format(n=stuck_after)
        )
    every = ngettext("in touch every {n} day", "in touch every {n} days", keep_in_touch)
    return [*said, every.format(n=keep_in_touch)]


class ColumnHead(QAbstractButton):
    """Number, short name and count; below, how long people stay and how many have no next step. It opens a menu."""

    cards_wanted = Signal()  # the focus is to go down to the cards
    beside_wanted = Signal(int)  # the focus is to go to the head after this one (1) or before it (-1)

    ring_radius = style.CORNER_CONTROL

    def __init__(self, stages: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._stages = stages
        self._head: BoardColumn | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda _at: self.click())

    def show_head(self, head: BoardColumn, stages: int) -> None:
        """Show other numbers."""
        self._head, self._stages = head, stages
        stage = head.stage
        people = ngettext("{n} person", "{n} people", head.count).format(n=number(head.count))
        parts = [
            _("Stage {number} {name}").format(number=stage.number, name=stage.name),
            people,
            self._second(),
        ]
        if head.without_next_step:
            count = head.without_next_step
            words = ngettext("{n} without a next step", "{n} without a next step", count)
            parts.append(words.format(n=number(count)))
        parts += limit_words(stage.stuck_after_days, stage.keep_in_touch_days)
        said = ", ".join(part for part in parts if part)
        self.setAccessibleName(said)
        self.setToolTip(tooltip("\n".join(part for part in parts if part)))
        self.update()

    def retheme(self) -> None:
        """Take the height of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, 11 + max(20, theme().line("card")) + 2 + max(16, theme().line("micro")) + 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def _second(self) -> str:
        head = self._head
        if head is None:
            return ""
        if head.typical_days is not None:
            return ngettext("{n} day typical", "{n} days typical", head.typical_days).format(
                n=head.typical_days
            )
        if head.slipping:
            return ngettext("{n} due a hello", "{n} due a hello", head.slipping).format(
                n=number(head.slipping)
            )
        return ""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down:
            self.cards_wanted.emit()
        elif sideways:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.beside_wanted.emit(-sideways if mirrored else sideways)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        head = self._head
        if head is None:
            return
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            ground = theme().colour("press" if self.isDown() else "hover")
            paint_box(painter, self.rect().adjusted(3, 5, -3, -1), fill=ground, radius=style.CORNER_CONTROL)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        first, second = max(20, theme().line("card")), max(16, theme().line("micro"))
        self._paint_names(painter, QRect(INSET, 11, self.width() - 2 * INSET, first), head, mirrored)
        area = QRect(INSET, 11 + first + 2, self.width() - 2 * INSET, second)
        missing = self._paint_missing(painter, area, head, mirrored)
        words = area.adjusted(missing, 0, 0, 0) if mirrored else area.adjusted(0, 0, -missing, 0)
        paint_text(painter, words, self._second(), face="micro", tone="ink2", mirrored=mirrored)

    def _paint_names(self, painter: QPainter, area: QRect, head: BoardColumn, mirrored: bool) -> None:
        side = theme().px(20)
        left = area.right() + 1 - side if mirrored else area.left()
        badge = QRectF(left, area.top() + (area.height() - side) / 2, side, side)
        paint_stage_badge(painter, badge, head.stage.number, self._stages)
        count = number(head.count)
        figures = QFontMetrics(theme().font("body", tabular=True, weight=500))
        width = figures.horizontalAdvance(count) + 2
        end = QRect(area.left() if mirrored else area.right() + 1 - width, area.top(), width, area.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        paint_text(painter, end, count, tone="ink2", weight=500, align=align, figures=True, mirrored=mirrored)
        room = area.adjusted(0, 0, -side - 7, 0) if mirrored else area.adjusted(side + 7, 0, 0, 0)
        room = room.adjusted(width + 6, 0, 0, 0) if mirrored else room.adjusted(0, 0, -width - 6, 0)
        paint_text(painter, room, head.stage.label, face="strong", mirrored=mirrored)

    def _paint_missing(self, painter: QPainter, area: QRect, head: BoardColumn, mirrored: bool) -> int:
        """Paint how many have no next step; returns the width that it took."""
        if not head.without_next_step:
            return 0
        count = number(head.without_next_step)
        figures = theme().metrics("micro", weight=600).horizontalAdvance(count) + 2
        side = theme().px(13)
        width = side + 4 + figures
        box = QRect(area.left() if mirrored else area.right() + 1 - width, area.top(), width, area.height())
        left = box.right() + 1 - side if mirrored else box.left()
        paint_icon(
            painter,
            "circle-dashed",
            QRectF(left, box.top(), side, box.height()),
            theme().colour("warn"),
            side,
        )
        words = QRect(box.left() if mirrored else box.right() + 1 - figures, box.top(), figures, box.height())
        paint_text(painter, words, count, face="micro", tone="warn", weight=600, mirrored=mirrored)
        return width + 6
