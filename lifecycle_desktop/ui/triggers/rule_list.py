"""The triggers as a list: switched on or off, its name, when and what in plain words, how often it fired."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.trigger_lists import RuleLine
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.act_menu import RowAct, pop_up_acts
from lifecycle_desktop.ui.widgets.painters import MIDDLE_RIGHT, paint_text, paint_tick
from lifecycle_desktop.ui.widgets.row_list import PaintedRow, RowList, RowPlace
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

LINE_ROLE = Qt.ItemDataRole.UserRole
_PAD = 12
_BETWEEN = 10


def when_words(line: RuleLine) -> str:
    """The first half of the sentence; why it does nothing, where it needs a look."""
    if line.fault:
        return _("Needs a look: {why}").format(why=line.fault)
    return _("When {occasion}").format(occasion=line.occasion)


def then_words(line: RuleLine) -> str:
    """The second half of the sentence."""
    return line.act[:1].upper() + line.act[1:]


def fired_words(line: RuleLine) -> str:
    """How often it fired."""
    if not line.fired:
        return ""
    return ngettext("fired once", "fired {n} times", line.fired).format(n=line.fired)


def spoken(line: RuleLine) -> str:
    """The whole row for the ear."""
    state = _("on") if line.rule.is_on else _("off")
    parts = (line.rule.name, state, when_words(line), line.act, fired_words(line))
    return ", ".join(part for part in parts if part)


class RuleRow(PaintedRow):
    """Paints a trigger in three lines behind its tick."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(220), row_height())

    def paint_content(
        self, painter: QPainter, place: RowPlace, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, mirrored = place.rect, place.is_mirrored
        line: RuleLine = index.data(LINE_ROLE)
        paint_tick(
            painter,
            tick_box(rect, mirrored=mirrored),
            on=line.rule.is_on,
            round_=False,
            hovered=place.is_hovered,
        )
        side = theme().px(18) + _PAD + _BETWEEN
        words = (
            QRectF(rect).adjusted(_PAD, 8, -side, -8)
            if mirrored
            else QRectF(rect).adjusted(side, 8, -_PAD, -8)
        )
        first = QRectF(words.left(), words.top(), words.width(), theme().line())
        fired = fired_words(line)
        wide = theme().metrics("small").horizontalAdvance(fired) + _BETWEEN if fired else 0
        name = first.adjusted(wide, 0, 0, 0) if mirrored else first.adjusted(0, 0, -wide, 0)
        is_on = line.rule.is_on
        paint_text(
            painter, name, line.rule.name, tone="ink" if is_on else "ink2", weight=600, mirrored=mirrored
        )
        paint_text(painter, first, fired, face="small", tone="ink3", align=MIDDLE_RIGHT, mirrored=mirrored)
        small = theme().line("small")
        second = QRectF(words.left(), first.bottom() + 2, words.width(), small)
        tone = "warn" if line.fault else "ink2"
        paint_text(painter, second, when_words(line), face="small", tone=tone, mirrored=mirrored)
        third = second.translated(0, small)
        paint_text(painter, third, then_words(line), face="small", tone="ink2", mirrored=mirrored)

    def ring_around(self, rect: QRect) -> QRect:
        return rect.adjusted(1, 1, -1, -2)


def row_height() -> int:
    """The height of a row in the look in force."""
    return theme().line() + 2 * theme().line("small") + 20


def tick_box(rect: QRect, *, mirrored: bool) -> QRectF:
    """Where the tick of a row is."""
    side = theme().px(18)
    left = rect.right() - _PAD - side if mirrored else rect.left() + _PAD
    return QRectF(left, rect.top() + 8 + (theme().line() - side) / 2, side, side)


class RuleList(RowList):
    """Space or a click on the tick switches, Enter goes to the form, Delete takes away."""

    picked = Signal(int)  # the number of the trigger that has the focus
    switched = Signal(int, bool)
    edit_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Triggers"), RuleRow, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    def show_lines(self, lines: Sequence[RuleLine], chosen: int) -> None:
        """Show these triggers, with the one of that number as the current one if it is there."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(self)
            item.setData(LINE_ROLE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(line))
            item.setToolTip(tooltip(f"{when_words(line)} → {line.act}"))
            if line.rule.rule_id == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.retheme()

    def retheme(self) -> None:
        """Be as high as the rows of the look in force."""
        self.setFixedHeight(max(1, self.count()) * row_height() + 2)
        self.scheduleDelayedItemsLayout()

    def line(self, row: int) -> RuleLine | None:
        """The trigger of a row."""
        found: RuleLine | None = self.item(row).data(LINE_ROLE) if 0 <= row < self.count() else None
        return found

    @property
    def current(self) -> RuleLine | None:
        """The trigger that has the focus."""
        return self.line(self.currentRow())

    def toggle(self, row: int) -> None:
        """Switch the trigger of a row on or off."""
        line = self.line(row)
        if line is not None:
            self.switched.emit(line.rule.rule_id, not line.rule.is_on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in picks nobody: what is being made in the form stays there."""
        row = self.currentRow()
        self.blockSignals(True)
        super().focusInEvent(event)
        if row < 0:
            self.setCurrentRow(-1)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Space: lambda: self.toggle(self.currentRow()),
            Qt.Key.Key_Return: self.edit_wanted.emit,
            Qt.Key.Key_Enter: self.edit_wanted.emit,
            Qt.Key.Key_Delete: self.delete_wanted.emit,
        }
        act = acts.get(event.key())
        if act is not None and self.current is not None:
            act()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        box = tick_box(self.visualRect(index), mirrored=mirrored).adjusted(-8, -6, 8, 6)
        if box.contains(event.position()):
            self.toggle(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same as the keys, to be chosen."""
        line = self.current
        if line is None:
            return
        switch = _("Switch &off") if line.rule.is_on else _("Switch &on")
        row = self.currentRow()
        acts = (
            RowAct(switch, "Space", lambda: self.toggle(row)),
            RowAct(_("&Edit"), "Return", self.edit_wanted.emit),
            RowAct(_("&Delete"), "Delete", self.delete_wanted.emit),
        )
        pop_up_acts(self, acts, event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.viewport().update()

    def _on_row(self, row: int) -> None:
        line = self.line(row)
        if line is not None:
            self.picked.emit(line.rule.rule_id)
