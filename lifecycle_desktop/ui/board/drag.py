"""Dragging cards: the lifted card at the pointer, the holes they leave, the slot they would drop into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea

from lifecycle_desktop.ui.board.card_painter import card_shape
from lifecycle_desktop.ui.board.cards import SLOT
from lifecycle_desktop.ui.board.column import Column
from lifecycle_desktop.ui.board.lifted import LiftedCard

_NEAR_EDGE = 48  # px from an edge within which a column or the board scrolls by itself
_SCROLL_MS = 30
_STEP = 16  # px of the board each time
_LONGEST_STEP = 28  # px of a column each time: the nearer the edge the more


@dataclass(frozen=True)
class Drop:
    """What a drag has come to: who goes into which column, to which row of it, and where the card is now."""

    contact_ids: tuple[int, ...]
    target: Column
    row: int
    lifted_at: QPoint  # of the screen


class Drag:
    """One drag from its lift to its drop, of the card that has the focus in `origin` and who goes with it.

    With `by_hand` the slot follows the pointer, in its own column too; else the order says where a card goes,
    and only another column takes it.
    """

    def __init__(
        self,
        area: QScrollArea,
        columns: Sequence[Column],
        origin: Column,
        contact_ids: tuple[int, ...],
        *,
        hold: QPoint,
        by_hand: bool,
        on_drop: Callable[[Drop], object],
    ) -> None:
        self._area, self._columns, self.origin = area, list(columns), origin
        self._hold, self._by_hand, self._on_drop = hold, by_hand, on_drop
        self.contact_ids = contact_ids
        self.target: Column | None = None
        self._pointer = QPoint()
        shown = origin.view.current_card
        size = QSize(origin.view.current_rect().width(), card_shape().height)
        over = area.window() if area.window() is not None else area
        self._card = LiftedCard(shown, len(contact_ids), size, over) if shown is not None else None
        self._set_holes(frozenset(contact_ids))
        self._timer = QTimer(area)
        self._timer.setInterval(_SCROLL_MS)
        self._timer.timeout.connect(self._on_timer)
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, pointer: QPoint) -> None:
        """Follow the pointer, given in pixels of the screen."""
        self._pointer = pointer
        if self._card is not None:
            parent = self._card.parentWidget()
            place = pointer if parent is None else parent.mapFromGlobal(pointer)
            self._card.lift_to(place - self._hold)
        self._aim_at_pointer()
        if not self._timer.isActive():
            self._timer.start()

    def drop(self) -> None:
        """Let the card go where it is; over its own column nothing happens unless the order is by hand."""
        target = self.target
        row = target.cards.number_of(SLOT) if target is not None else -1
        at = self._card.mapToGlobal(self._card.card_corner) if self._card is not None else self._pointer
        self.end()
        if target is not None:
            self._on_drop(Drop(self.contact_ids, target, max(row, 0), at))

    def end(self) -> None:
        """Take away all that the drag has drawn."""
        self._timer.stop()
        self._timer.deleteLater()
        self._aim(None)
        self.origin.view.let_go()
        self._set_holes(frozenset())
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        QApplication.restoreOverrideCursor()

    def _set_holes(self, holes: frozenset[int]) -> None:
        for column in self._columns:
            column.view.painter_of_cards.holes = holes
            column.view.viewport().update()

    def _column_under(self, pointer: QPoint) -> Column | None:
        for column in self._columns:
            at = column.mapFromGlobal(pointer)
            if 0 <= at.x() < column.width() and -_NEAR_EDGE <= at.y() < column.height() + _NEAR_EDGE:
                return column
        return None

    def _aim_at_pointer(self) -> None:
        under = self._column_under(self._pointer)
        self._aim(under if self._by_hand or under is not self.origin else None)
        if self._by_hand and under is not None:
            view = under.view
            under.cards.move_slot(view.row_at_height(view.viewport().mapFromGlobal(self._pointer).y()))

    def _aim(self, target: Column | None) -> None:
        if target is self.target:
            return
        if self.target is not None:
            self.target.cards.close_slot()
            self.target.set_target(False)
        self.target = target
        if target is not None:
            target.cards.open_slot(target.view.first_whole_row())
            target.set_target(True)

    def _on_timer(self) -> None:
        """Scroll what the pointer is at the edge of: the board sideways, the column under it up and down."""
        viewport = self._area.viewport()
        across = viewport.mapFromGlobal(self._pointer).x()
        bar = self._area.horizontalScrollBar()
        step = -_STEP if across < _NEAR_EDGE else _STEP if across > viewport.width() - _NEAR_EDGE else 0
        if self._area.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step  # the bar counts from the other side
        bar.setValue(bar.value() + step)
        column = self._column_under(self._pointer)
        if column is not None and (self._by_hand or column is not self.origin):
            column.view.scroll_by(self._step_of(column))
        self._aim_at_pointer()

    def _step_of(self, column: Column) -> int:
        area: QRect = column.view.viewport().rect()
        y = column.view.viewport().mapFromGlobal(self._pointer).y()
        above, below = _NEAR_EDGE - y, y - (area.height() - _NEAR_EDGE)
        near = max(above, below, 0)
        step = min(1 + near * _LONGEST_STEP // _NEAR_EDGE, _LONGEST_STEP) if near else 0
        return -step if above > below else step
