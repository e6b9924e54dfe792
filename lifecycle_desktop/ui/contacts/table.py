"""The table as a view: focus, keys, ticks, widths of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.contacts.column_widths import ColumnWidths
from lifecycle_desktop.ui.contacts.head import TableHead
from lifecycle_desktop.ui.contacts.row_painter import RowPainter, cell_under, row_height
from lifecycle_desktop.ui.contacts.rows import PeopleRows, ShownRow
from lifecycle_desktop.ui.letter_keys import is_turned_off

_Index = QModelIndex | QPersistentModelIndex


class PeopleTable(QTableView):
    """Everybody in rows. It tells of keys and clicks; what they do is the page's."""

    key_pressed = Signal(QKeyEvent)
    opened = Signal()
    menu_wanted = Signal(QPoint)
    row_clicked = Signal(int)  # whose row it is
    ticks_changed = Signal()
    tick_all_wanted = Signal(bool)
    widths_changed = Signal()

    def __init__(self, model: PeopleRows, parent: QWidget) -> None:
        super().__init__(parent)
        self.people = model
        self.widths = ColumnWidths()
        self.rows_painter = RowPainter(self)
        self.head = TableHead(model, self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.rows_painter)
        self.setAccessibleName(_("Contacts"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._tick_from = -1
        self.head.tick_all_wanted.connect(self.tick_all_wanted)
        self.head.drawn.connect(self._on_drawn)
        self.head.left_for_rows.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        QWidget.setTabOrder(self.head, self)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        model.modelReset.connect(self._on_scrolled)
        model.dataChanged.connect(self._on_scrolled)
        self.retheme()

    def retheme(self) -> None:
        """Take the heights and widths of the look in force."""
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.verticalScrollBar().setSingleStep(row_height())
        self.fit_columns()

    # --- which row ---

    @property
    def current_id(self) -> int:
        """The id of the row that has the focus, 0 for none."""
        index = self.currentIndex()
        there = index.isValid() and index.row() < len(self.people.ids)
        return self.people.id_at(index.row()) if there else 0

    @property
    def current_person(self) -> ShownRow | None:
        """The person of the row that has the focus, if it has been read."""
        index = self.currentIndex()
        return self.people.person_at(index.row()) if index.isValid() else None

    def go_to(self, row: int) -> None:
        """Put the focus on a row, the nearest there is, and into view."""
        if self.people.ids:
            index = self.people.index(min(max(row, 0), len(self.people.ids) - 1), 1)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current_rect(self) -> QRect:
        """Where the row that has the focus is, from its name on, in the viewport."""
        index = self.currentIndex()
        return self.visualRect(index.siblingAtColumn(1)) if index.isValid() else self.viewport().rect()

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row that can be seen."""
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0:
            last = first + self.viewport().height() // row_height()
        return first, min(last, len(self.people.ids) - 1)

    # --- what Qt tells ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        self._on_scrolled()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.people.ids:
            self.setCurrentIndex(self.people.index(self.visible_rows()[0], 1))
        self.viewport().update()

    def currentChanged(self, now: _Index, before: _Index) -> None:
        """The ring goes around a whole row; Qt paints only the cell of it anew."""
        super().currentChanged(now, before)
        for row in {now.row(), before.row()} - {-1}:
            area = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
            self.viewport().update(area)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(False)
        self.key_pressed.emit(event)
        if event.isAccepted():
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        key = Qt.Key(event.key())
        row = self.currentIndex().row()
        if key == Qt.Key.Key_Space and row >= 0:
            self._tick(row, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.tick_all_wanted.emit(True)
        elif plain and key in (Qt.Key.Key_J, Qt.Key.Key_K) and not is_turned_off(event):
            self.go_to(row + (1 if key == Qt.Key.Key_J else -1))
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else len(self.people.ids) - 1)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bar = self.horizontalScrollBar()
            towards_end = (key == Qt.Key.Key_Right) != (
                self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            )
            bar.setValue(bar.value() + (60 if towards_end else -60))
        elif event.text() and event.text().isprintable():
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = cell_under(self, event.position().toPoint())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if row < 0:
            return
        if column == "tick" and event.button() == Qt.MouseButton.LeftButton:
            self._tick(row, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return
        self.setCurrentIndex(self.people.index(row, 1))
        if event.button() == Qt.MouseButton.LeftButton:
            self.row_clicked.emit(self.current_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, column = cell_under(self, event.position().toPoint())
        if column == "tick":
            self._tick(row, extend=False)
        elif row >= 0:
            self.opened.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row, column = cell_under(self, event.position().toPoint())
        self._hover(row, column == "tick")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1, on_tick=False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            row, _column = cell_under(self, event.pos())
            if row >= 0:
                self.setCurrentIndex(self.people.index(row, 1))
                self.menu_wanted.emit(event.globalPos())
        elif self.current_id:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.current_rect().bottomLeft()))

    def _hover(self, row: int, on_tick: bool) -> None:
        painter = self.rows_painter
        if (row, on_tick) != (painter.hovered, painter.hovered_tick):
            painter.hovered, painter.hovered_tick = row, on_tick
            self.viewport().update()

    def _tick(self, row: int, *, extend: bool) -> None:
        if extend and self._tick_from >= 0:
            self.people.tick_range(self._tick_from, row)
        else:
            self.people.toggle_tick(row)
        self._tick_from = row
        self.head.viewport().update()
        self.ticks_changed.emit()

    def tick_all(self, on: bool) -> None:
        """Tick everybody who is shown, or nobody."""
        self.people.tick_all(on)
        self.head.viewport().update()
        self.ticks_changed.emit()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show these columns; the row with the focus keeps it."""
        row, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.people.show_columns(columns)
        self.head.section = min(self.head.section, len(columns))
        self.fit_columns()
        if row >= 0:
            self.setCurrentIndex(self.people.index(row, 1))
        self.verticalScrollBar().setValue(scroll)

    def scroll_to_column(self, section: int) -> None:
        """Bring a column into view."""
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        begin, width = self.head.sectionPosition(section), self.head.sectionSize(section)
        bar.setValue(min(max(bar.value(), begin + width - room), begin))

    def _on_drawn(self, column: str, pixels: int) -> None:
        self.widths.draw(column, pixels)
        self.fit_columns()
        self.widths_changed.emit()

    def fit_columns(self) -> None:
        """Give the columns their widths anew."""
        for number, width in enumerate(self.widths.fitted(self.people.cells, self.viewport().width())):
            self.setColumnWidth(number, width)

    def _on_scrolled(self) -> None:
        self.people.want(*self.visible_rows())
