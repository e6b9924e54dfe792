"""The head of the table: a tick for all, the columns' names, the arrow of the order; by mouse and by key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contacts.columns import AT_END, TICK, column_title
from lifecycle_desktop.ui.contacts.rows import PeopleRows
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    MIDDLE_LEFT,
    MIDDLE_RIGHT,
    paint_focus,
    paint_text,
    paint_tick,
)
from lifecycle_desktop.ui.widgets.toast import announce

PAD = 10  # px before the words of a cell
END = 14  # px after the last column
_TICK_LEFT = 12
_EDGE = 5  # px around the edge between two columns by which it can be drawn
_KEY_STEP = 12  # px


def tick_rect(cell: QRect, *, mirrored: bool) -> QRectF:
    """Where the tick box is in its cell."""
    side = theme().px(18)
    left = cell.right() + 1 - _TICK_LEFT - side if mirrored else cell.left() + _TICK_LEFT
    return QRectF(left, cell.top() + (cell.height() - 1 - side) / 2, side, side)


class TableHead(QHeaderView):
    """Left and Right go through the columns, Enter sorts, with Shift they draw the width, Down goes to the rows."""

    tick_all_wanted = Signal(bool)
    sort_wanted = Signal(str)
    drawn = Signal(str, int)  # a column and its new width in px
    left_for_rows = Signal()

    def __init__(self, model: PeopleRows, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._people = model
        self.setProperty("role", "plain")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Columns"))
        self._over = -1
        self._drawing = -1  # the section whose edge is held
        self.section = 1  # the one that keys are about
        self.retheme()

    def retheme(self) -> None:
        """Take the height of the look in force."""
        self.setFixedHeight(theme().height(style.HEIGHT_TABLE_HEAD))

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns, the tick's among them."""
        return self._people.cells

    # --- by mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = self._edge_at(event.position().toPoint())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing >= 0:
            self._drawing = -1
            return
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self._act(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._drawing >= 0:
            left = self.sectionViewportPosition(self._drawing)
            width = left + self.sectionSize(self._drawing) - at.x() if self._mirrored else at.x() - left
            self.drawn.emit(self.cells[self._drawing], width)
            return
        over = self.logicalIndexAt(at)
        self.setCursor(Qt.CursorShape.SplitHCursor if self._edge_at(at) >= 0 else Qt.CursorShape.ArrowCursor)
        if over != self._over:
            self._over = over
            self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self._over = -1
        self.viewport().update()

    def _edge_at(self, at: QPoint) -> int:
        """The section whose end is under the pointer; -1 for none."""
        for section, column in enumerate(self.cells):
            left = self.sectionViewportPosition(section)
            end = left if self._mirrored else left + self.sectionSize(section)
            if column != TICK and abs(at.x() - end) <= _EDGE:
                return section
        return -1

    # --- by key ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0) * (-1 if self._mirrored else 1)
        last = len(self.cells) - 1
        if step and shift and self.cells[self.section] != TICK:
            self.drawn.emit(self.cells[self.section], self.sectionSize(self.section) + step * _KEY_STEP)
            self._tell_section()
        elif step and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.go_to(self.section + step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act(self.section)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left_for_rows.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def go_to(self, section: int) -> None:
        """Let keys be about another column, and tell it."""
        self.section = min(max(section, 0), len(self.cells) - 1)
        self._show_section()
        self._tell_section()
        self.viewport().update()

    def _show_section(self) -> None:
        view = self.parent()
        if isinstance(view, QWidget) and hasattr(view, "scroll_to_column"):
            view.scroll_to_column(self.section)

    def _tell_section(self) -> None:
        said = self.spoken(self.section)
        self.setAccessibleDescription(said)
        if self.hasFocus():
            announce(self, said)

    def spoken(self, section: int) -> str:
        """A column and how it is sorted, for a screen reader."""
        if self.cells[section] == TICK:
            return _("Everybody, ticked") if self._all_ticked() else _("Everybody, not ticked")
        return self._people.spoken_head(section)

    def focusInEvent(self, event: QFocusEvent) -> None:
        event.accept()  # Qt's own would put the focus of the table elsewhere
        self.go_to(self.section)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        event.accept()
        self.viewport().update()

    def show_order(self) -> None:
        """Paint the arrow where it is now, and say so to whoever reads it by ear."""
        if self.section < len(self.cells):
            self._tell_section()
        else:
            self.section = 1
        self.viewport().update()

    def _act(self, section: int) -> None:
        if self.cells[section] == TICK:
            self.tick_all_wanted.emit(not self._all_ticked())
        else:
            self.sort_wanted.emit(self.cells[section])

    # --- painting ---

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.viewport().rect())
        path = QPainterPath()
        radius = style.CORNER_CARD - 1
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(area, radius, radius)
        path.addRect(area.adjusted(0, radius, 0, 0))
        painter.fillPath(path, theme().colour("surface2"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().colour("line"))
        for section, column in enumerate(self.cells):
            left = self.sectionViewportPosition(section)
            cell = QRect(left, 0, self.sectionSize(section), self.height() - 1)
            if column != TICK:
                self._paint_title(painter, cell, section, column)
            elif self._people.ticked or self._over == section or (self.hasFocus() and self.section == 0):
                box = tick_rect(cell, mirrored=self._mirrored)
                paint_tick(painter, box, on=self._all_ticked(), round_=False, hovered=self._over == section)
            if self.hasFocus() and section == self.section:
                paint_focus(painter, cell.adjusted(1, 3, -1, -3), 4)

    def _paint_title(self, painter: QPainter, cell: QRect, section: int, column: str) -> None:
        mirrored = self._mirrored
        at_end = column in AT_END
        end = END if section == len(self.cells) - 1 else PAD if at_end else 4
        inner = cell.adjusted(end, 0, -PAD, 0) if mirrored else cell.adjusted(PAD, 0, -end, 0)
        sorted_by, descending = self._people.order
        is_sorted = column == sorted_by
        tone = "ink" if is_sorted or self._over == section else "ink2"
        side = theme().px(14)
        title = column_title(column, self._people.own_names)
        room = QRect(inner)
        if is_sorted:
            at_left = mirrored
            room = room.adjusted(side + 4, 0, 0, 0) if at_left else room.adjusted(0, 0, -side - 4, 0)
        align = MIDDLE_RIGHT if at_end else MIDDLE_LEFT
        wide = paint_text(
            painter, room, title, face="small", tone=tone, weight=600, align=align, mirrored=mirrored
        )
        if not is_sorted:
            return
        if at_end:
            left = inner.left() if mirrored else inner.right() + 1 - side
        else:
            left = inner.right() + 1 - wide - 7 - side if mirrored else inner.left() + wide + 7
            left = max(left, inner.left()) if mirrored else min(left, inner.right() + 1 - side)
        arrow = "arrow-down" if descending else "arrow-up"
        paint_icon(painter, arrow, QRectF(left, 0, side, cell.height()), theme().colour("ink2"), side)

    def _all_ticked(self) -> bool:
        return self._people.all_ticked
