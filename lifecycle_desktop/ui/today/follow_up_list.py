"""A list of follow-ups as Today shows it: painted rows in a view that is as high as its rows."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from lifecycle_desktop.core.model.desk import FollowUpLine
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.letter_keys import is_turned_off
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.today.follow_up_painter import FollowUpPainter, line_in_words, tick_rect
from lifecycle_desktop.ui.today.row_actions import RowActions

_WITHHELD_KEYS = frozenset(
    {
        Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter,
        Qt.Key.Key_Delete, Qt.Key.Key_Menu,
    }
)  # fmt: skip
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class FollowUpModel(QAbstractListModel):
    """The lines of one list; a row is a `FollowUpLine`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[FollowUpLine, ...] = ()
        self.stages = 0
        self.today = dt.date.min

    def show(self, lines: tuple[FollowUpLine, ...], stages: int, today: dt.date) -> None:
        """Show other lines; `stages` is the number of stages of the lifecycle, for their colours."""
        self.stages = stages
        if lines == self.lines and today == self.today:
            return
        self.beginResetModel()
        self.lines, self.today = lines, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == LINE_ROLE:
            return self.lines[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return line_in_words(self.lines[index.row()], self.today)
        return None


class FollowUpList(QListView):
    """Follow-ups under each other. Everything works by key; the buttons of a row show under the mouse."""

    done = Signal(object, QRect)  # FollowUpLine, where its row is
    opened = Signal(object)
    asked = Signal(str, object, QRect)  # what: an act of `row_acts`, or "menu"
    entered_row = Signal()  # another row has the focus
    left_at_end = Signal(int)  # 1 below the last row, -1 above the first

    _KEYS: ClassVar = {
        Qt.Key.Key_C: "call",
        Qt.Key.Key_T: "text",
        Qt.Key.Key_E: "email",
        Qt.Key.Key_N: "note",
        Qt.Key.Key_S: "snooze",
        Qt.Key.Key_D: "next",
        Qt.Key.Key_G: "sequence",
        Qt.Key.Key_R: "ready",
        Qt.Key.Key_M: "move",
        Qt.Key.Key_H: "temperature",
        Qt.Key.Key_P: "park",
        Qt.Key.Key_Menu: "menu",
        Qt.Key.Key_Delete: "let_go",
    }

    def __init__(
        self,
        name: str,
        *,
        compact: bool = False,
        withheld: bool = False,
        calm: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`withheld`: of people who are not to be contacted; nothing to tick or to log.

        `calm`: being late is told without colour, where it is nobody's fault.
        """
        super().__init__(parent)
        self.compact = compact
        self.withheld = withheld
        self.calm = calm
        self.lines_model = FollowUpModel(self)
        self.hovered = -1
        self.tick_hovered = False
        self.setModel(self.lines_model)
        self._painter = FollowUpPainter(self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "rows")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(LINE_ROLE)))
        theme().changed.connect(self._on_look_changed)

    @cached_property
    def row_buttons(self) -> RowActions:
        """The buttons of the row under the mouse or in focus, made when there is one."""
        buttons = RowActions(self.viewport(), withheld=self.withheld)
        buttons.asked.connect(self._on_action_asked)
        return buttons

    def _has_buttons(self) -> bool:
        return "row_buttons" in vars(self)

    def show_lines(self, lines: tuple[FollowUpLine, ...], stages: int, today: dt.date) -> None:
        """Show these lines; the row in focus keeps it by what it is, not by its place."""
        before, place = self.current_line(), self.currentIndex().row()
        self.lines_model.show(lines, stages, today)
        if before is not None:
            places = [line.follow_up_id for line in lines]
            row = places.index(before.follow_up_id) if before.follow_up_id in places else -1
            row = row if row >= 0 else min(place, len(lines) - 1)
            if row >= 0:
                self.setCurrentIndex(self.lines_model.index(row))
        self._place_actions()
        self.updateGeometry()

    def row_height(self) -> int:
        """The height of a row in the look in force."""
        if self.compact:
            return theme().height(style.HEIGHT_COMPACT_ROW)
        return theme().height(style.HEIGHT_TODAY_ROW, lines=2, room=10)

    def sizeHint(self) -> QSize:
        return QSize(400, self.row_height() * len(self.lines_model.lines) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def enter_at(self, end: int) -> None:
        """Take the focus at the first row (1) or the last (-1)."""
        rows = len(self.lines_model.lines)
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.setCurrentIndex(self.lines_model.index(0 if end > 0 else rows - 1))

    # --- keys and mouse ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, line = Qt.Key(event.key()), self.current_line()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_turned_off(event):
            event.ignore()
        elif self.withheld and plain and key not in _WITHHELD_KEYS:
            super().keyPressEvent(event)
        elif plain and key in (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key in (Qt.Key.Key_J, Qt.Key.Key_Down) else -1)
        elif line is None or not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line)
        elif key in (Qt.Key.Key_X, Qt.Key.Key_Space):
            self.done.emit(line, self._rect_of(self.currentIndex()))
        elif key in self._KEYS:
            self.asked.emit(self._KEYS[key], line, self._rect_of(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position().toPoint())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered, self.tick_hovered = -1, False
        self._place_actions()
        self.viewport().update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_tick = index.isValid() and self._is_on_tick(index, event.position().toPoint())
        super().mouseReleaseEvent(event)
        if on_tick and event.button() == Qt.MouseButton.LeftButton:
            self.done.emit(index.data(LINE_ROLE), self._rect_of(index))
        elif index.isValid() and event.button() == Qt.MouseButton.RightButton:
            self.asked.emit("menu", index.data(LINE_ROLE), self._rect_of(index))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines_model.lines:
            self.setCurrentIndex(self.lines_model.index(0))
        self._place_actions()
        self.entered_row.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._place_actions()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._place_actions()
        if self.hasFocus():
            self.entered_row.emit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_actions()

    # --- within ---

    def current_line(self) -> FollowUpLine | None:
        """The line that has the focus, or had it last."""
        index = self.currentIndex()
        return index.data(LINE_ROLE) if index.isValid() else None

    def _step(self, way: int) -> None:
        row = self.currentIndex().row() + way
        if 0 <= row < len(self.lines_model.lines):
            self.setCurrentIndex(self.lines_model.index(row))
        else:
            self.left_at_end.emit(way)

    def _hover(self, point: QPoint) -> None:
        index = self.indexAt(point)
        row = index.row() if index.isValid() else -1
        on_tick = index.isValid() and self._is_on_tick(index, point)
        if (row, on_tick) != (self.hovered, self.tick_hovered):
            self.hovered, self.tick_hovered = row, on_tick
            self.setCursor(Qt.CursorShape.PointingHandCursor if on_tick else Qt.CursorShape.ArrowCursor)
            self._place_actions()
            self.viewport().update()

    def _is_on_tick(self, index: Index, point: QPoint) -> bool:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        target = tick_rect(self.visualRect(index), mirrored=mirrored)
        return not (self.compact or self.withheld) and target.adjusted(-6, -6, 6, 6).contains(point)

    def _rect_of(self, index: Index) -> QRect:
        return self.visualRect(index)

    def acting_row(self) -> int:
        """The row whose buttons show: the one under the mouse, else the one in focus; -1 for none."""
        if self.hovered >= 0:
            return self.hovered
        inside = self.hasFocus() or (self._has_buttons() and self.row_buttons.has_focus())
        return self.currentIndex().row() if inside else -1

    def _place_actions(self) -> None:
        row = self.acting_row()
        if self.compact or not 0 <= row < len(self.lines_model.lines):
            if self._has_buttons():
                self.row_buttons.hide()
            return
        self.row_buttons.show_for(self.lines_model.lines[row])
        self.row_buttons.place_in(self.visualRect(self.lines_model.index(row)))
        self.viewport().update()

    def _on_action_asked(self, what: str, line: FollowUpLine) -> None:
        rows = [each.follow_up_id for each in self.lines_model.lines]
        if line.follow_up_id in rows:
            rect = self._rect_of(self.lines_model.index(rows.index(line.follow_up_id)))
            self.asked.emit(what, line, rect)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.scheduleDelayedItemsLayout()
        self._place_actions()
