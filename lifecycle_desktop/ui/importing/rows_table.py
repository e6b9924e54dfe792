"""The table of the rows of a file: ticks, menus at the end of rows, cells that are mended in place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.importing.row_painter import RowPainter, action_rect, action_words
from lifecycle_desktop.ui.importing.rows_model import NAME, PARTS, TICK, WHAT, WRONG, RowsModel
from lifecycle_desktop.ui.widgets.line_table import LineTable

WIDTHS = (36, 76, 160, 116, 176)


class RowsTable(LineTable):
    """Space ticks, Enter asks what to do with the row, F2 mends a cell."""

    menu_wanted = Signal(int, QPoint)  # row, where on the screen
    row_shown = Signal(int)  # another row is the current one

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Rows of the file"), WIDTHS, parent)
        self.rows = model
        self.setItemDelegate(RowPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self._watch()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _watch(self) -> None:
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now.row()))

    def _on_row(self, row: int) -> None:
        self.viewport().update()
        if row >= 0:
            self.row_shown.emit(row)

    def go_to(self, row: int, column: int = NAME) -> None:
        """Make a row the current one."""
        if self.rows.rowCount():
            row = min(max(row, 0), self.rows.rowCount() - 1)
            self.setCurrentIndex(self.rows.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not index.isValid() or self.state() == QAbstractItemView.State.EditingState or not plain:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self._tick_or_ask(index.row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self._ask(index.row())
        elif event.key() == Qt.Key.Key_F2:
            self.mend(index.row(), index.column())
        else:
            super().keyPressEvent(event)

    def mend(self, row: int, column: int = -1) -> None:
        """Open a line in the cell that is at fault, else in that column, else in the name."""
        fate = self.rows.fate_at(row)
        if fate is None:
            return
        fault = self.rows.fault_column(fate) if self.rows.kind_at(row) == WRONG else -1
        at = fault if fault in PARTS else column if column in PARTS else NAME
        index = self.rows.index(row, at)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() == TICK:
            self._tick_or_ask(index.row())
        elif index.column() == WHAT and self._action_at(index).contains(event.position().toPoint()):
            self._ask(index.row())
        elif self._is_fault(index):
            self.edit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._ask(index.row())

    def _is_fault(self, index: QModelIndex) -> bool:
        fate = self.rows.fate_at(index.row())
        return (
            fate is not None
            and self.rows.kind_at(index.row()) == WRONG
            and self.rows.fault_column(fate) == index.column()
        )

    def _action_at(self, index: QModelIndex) -> QRect:
        fate = self.rows.fate_at(index.row())
        decided = fate is not None and fate.line in self.rows.decided
        words = action_words(self.rows.kind_at(index.row()), decided=decided)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return action_rect(self.visualRect(index), words, mirrored=mirrored)

    def _tick_or_ask(self, row: int) -> None:
        if self.rows.can_tick(row):
            self.rows.toggle(row)
        else:
            self._ask(row)

    def _ask(self, row: int) -> None:
        index = self.rows.index(row, WHAT)
        area = self._action_at(index)
        place = area.bottomLeft() if area.isValid() else self.visualRect(index).bottomLeft()
        self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))
