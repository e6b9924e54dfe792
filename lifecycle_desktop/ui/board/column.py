"""One column of the board: the colour bar and head, the cards, the foot with "31 more" and the plus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.core.model.lists import BoardColumn
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.board.card_painter import SIDE
from lifecycle_desktop.ui.board.cards import ColumnCards
from lifecycle_desktop.ui.board.cards_view import CardsView
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_stage_badge, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

NARROWEST = 156
_EDGE = 1
_INSET = SIDE + _EDGE


class ColumnHead(QWidget):
    """Number, short name and count; below, how long people stay and how many have no next step."""

    def __init__(self, stages: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._stages = stages
        self._head: BoardColumn | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

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

    def paintEvent(self, event: QPaintEvent) -> None:
        head = self._head
        if head is None:
            return
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        first, second = max(20, theme().line("card")), max(16, theme().line("micro"))
        self._paint_names(painter, QRect(_INSET, 11, self.width() - 2 * _INSET, first), head, mirrored)
        area = QRect(_INSET, 11 + first + 2, self.width() - 2 * _INSET, second)
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


class Column(QWidget):
    """A stage on the board."""

    add_wanted = Signal(int)  # the row of the stage

    def __init__(self, runner: Runner, stage: BoardStage, stages: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.stage, self._stages = stage, stages
        self._is_target = False
        self.cards = ColumnCards(runner, stage)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(0)
        self.head = ColumnHead(stages, self)
        column.addWidget(self.head)
        self.view = CardsView(self.cards, self)
        self.view.setAccessibleName(_("Stage {number} {name}").format(number=stage.number, name=stage.name))
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE, 4, SIDE, 4)
        self.more = Button("", kind="quiet", parent=self)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # End and Page down do it on the keyboard
        self.more.clicked.connect(self._on_more)
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.add = IconButton("plus", _("Add somebody to {stage}").format(stage=stage.name), parent=self)
        self.add.clicked.connect(lambda _on=False: self.add_wanted.emit(self.stage.stage_id))
        foot.addWidget(self.add)
        column.addLayout(foot)
        self.view.scrolled.connect(self._on_scrolled)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count_more)
        self.retheme()
        self._count_more()

    def retheme(self) -> None:
        """Take the narrowest width in the look in force."""
        self.setMinimumWidth(theme().px(NARROWEST))

    def show_head(self, head: BoardColumn, stages: int) -> None:
        """Show the numbers of the head."""
        self.stage, self._stages = head.stage, stages
        self.head.show_head(head, stages)
        self.update()

    def set_target(self, on: bool) -> None:
        """Outline the column, for a card would be dropped into it."""
        if on != self._is_target:
            self._is_target = on
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        edge = colour("accent" if self._is_target else "linestrong" if theme().look.contrast else "line")
        paint_box(
            painter,
            self.rect(),
            fill=colour("surface2"),
            edge=edge,
            radius=style.CORNER_CARD,
            width=2 if self._is_target else 1,
        )
        bar = QRectF(_INSET, 0 if not self._is_target else 1, self.width() - 2 * _INSET, 3)
        painter.fillRect(bar, theme().stage_colour(self.stage.number, self._stages))

    def _on_scrolled(self) -> None:
        self._counting.start(0)

    def _count_more(self) -> None:
        more = self.view.more_below()
        self.more.setText(_("{n} more").format(n=number(more)) if more else "")
        self.more.setVisible(bool(more))

    def _on_more(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep())
