"""The steps of a sequence as a list: number, channel, what, and when; dragged or moved by keys to another place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sequence import PlannedStep
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.sequence_words import STEP_ICONS, channel_word, when_of
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.act_menu import RowAct, pop_up_acts
from lifecycle_desktop.ui.widgets.painters import is_cut, paint_text
from lifecycle_desktop.ui.widgets.row_list import PaintedRow, RowList, RowPlace
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

STEP_ROLE = Qt.ItemDataRole.UserRole
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1  # where the step stood when the list was filled
PAD = 12


def row_height() -> int:
    """The height of a row of two lines."""
    return max(style.HEIGHT_TABLE_ROW, theme().line() + theme().line("small") + 14)


class StepRow(PaintedRow):
    """Paints a step: its number, the icon of its channel, what is to be done, and below it when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(200), row_height())

    def paint_content(
        self, painter: QPainter, place: RowPlace, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, mirrored = place.rect, place.is_mirrored
        step: PlannedStep = index.data(STEP_ROLE)
        inner = QRectF(rect).adjusted(PAD, 7, -PAD, -7)
        figure = theme().metrics("small", weight=600).horizontalAdvance("00") + 2
        side = theme().px(16)
        at = figure + 8
        words = at + side + 10

        def part(left: float, width: float, top: float, height: float) -> QRectF:
            x = inner.right() - left - width if mirrored else inner.left() + left
            return QRectF(x, inner.top() + top, width, height)

        line, small = theme().line(), theme().line("small")
        number = part(0, figure, 0, line)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        paint_text(
            painter, number, str(index.row() + 1), face="small", tone="ink3", weight=600, align=align,
            mirrored=mirrored,
        )  # fmt: skip
        paint_icon(painter, STEP_ICONS[step.channel], part(at, side, 0, line), theme().colour("ink2"), side)
        room = inner.width() - words
        paint_text(painter, part(words, room, 0, line), step.what or _("Say what is to be done"),
                   tone="ink" if step.what else "ink3", mirrored=mirrored)  # fmt: skip
        paint_text(
            painter, part(words, room, line, small), when_of(step), face="small", tone="ink3",
            mirrored=mirrored,
        )  # fmt: skip


class StepList(RowList):
    """The steps in order. Alt+Up and Alt+Down or dragging moves one, Delete takes it out, Insert adds one below."""

    picked = Signal(int)
    moved = Signal(int, int)  # from this place to that
    remove_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Steps"), StepRow, parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.currentRowChanged.connect(self._on_row)

    def show_steps(self, steps: Sequence[PlannedStep], chosen: int) -> None:
        """Show these steps with the one at `chosen` as the current one."""
        self.blockSignals(True)
        keep = self.verticalScrollBar().value()
        self.clear()
        for place, step in enumerate(steps):
            item = QListWidgetItem(self)
            item.setData(PLACE_ROLE, place)
            self.change_step(place, step)
        if steps:
            self.setCurrentRow(min(max(chosen, 0), len(steps) - 1))
        self.verticalScrollBar().setValue(keep)
        self.blockSignals(False)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def change_step(self, place: int, step: PlannedStep) -> None:
        """Show another step in the row at that place."""
        item = self.item(place)
        item.setData(STEP_ROLE, step)
        spoken = _("Step {n}, {channel}, {what}, {when}").format(
            n=place + 1, channel=channel_word(step.channel), what=step.what, when=when_of(step)
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        room = self.viewport().width() - 2 * PAD - theme().px(60)
        item.setToolTip(tooltip(shortened(step.what, 300)) if is_cut(step.what, room) else "")

    def shift(self, by: int) -> None:
        """Move the current step up or down by so many places."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + by < self.count():
            self.moved.emit(row, row + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same as dragging and the keys, to be chosen."""
        if self.currentRow() < 0:
            return
        row, last = self.currentRow(), self.count() - 1
        acts = (
            RowAct(_("Move &up"), "Alt+Up", lambda: self.shift(-1), row > 0),
            RowAct(_("Move &down"), "Alt+Down", lambda: self.shift(1), row < last),
            RowAct(_("&Add a step below"), "Ins", self.add_wanted.emit, True),
            RowAct(_("&Take this step out"), "Delete", self.remove_wanted.emit, last > 0),
        )
        pop_up_acts(self, acts, event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        order = [self.item(row).data(PLACE_ROLE) for row in range(self.count())]
        move = move_of(order)
        if move is not None:
            self.moved.emit(*move)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.picked.emit(row)


def move_of(order: Sequence[int]) -> tuple[int, int] | None:
    """The one move (from, to) that makes `order` out of 0, 1, 2 …; None where it is so already.

    What a drag of one row leaves: all others keep their order.
    """
    wrong = [place for place, each in enumerate(order) if place != each]
    if not wrong:
        return None
    first, last = wrong[0], wrong[-1]
    return (first, last) if order[last] == first else (last, first)
