"""The columns of the board beside each other: made for the stages there are, filled, scrolled sideways."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from lifecycle_desktop.core.model.lists import Board
from lifecycle_desktop.ui.board.column import Column
from lifecycle_desktop.ui.runner import Runner

_GAP = 8


class ColumnsArea(QScrollArea):
    """A column for each stage; where they do not fit it scrolls sideways. `ticked` holds who is ticked."""

    def __init__(self, runner: Runner, ticked: Container[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._runner, self._ticked = runner, ticked
        self.columns: list[Column] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget(self)
        self._inner.setProperty("role", "plain")
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.setWidget(self._inner)

    def fits(self, found: Board) -> bool:
        """Whether the columns are those of the stages of this board."""
        return [column.stage.stage_id for column in self.columns] == [
            head.stage.stage_id for head in found.columns
        ]

    def make(self, found: Board, connect: Callable[[Column], None], before: QWidget) -> None:
        """Make the columns anew; `connect` gets each, and Tab reaches them after `before`."""
        for old in self.columns:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.columns = []
        for head in found.columns:
            column = Column(self._runner, head.stage, len(found.columns), self._ticked, self._inner)
            connect(column)
            self._row.addWidget(column, 1)
            for widget in (column.head, column.view, column.add):
                QWidget.setTabOrder(before, widget)
                before = widget
            self.columns.append(column)

    def show_board(self, found: Board) -> None:
        """Show who stands where; focus and scroll stay where they were."""
        for column, head, ids in zip(self.columns, found.columns, found.ids, strict=True):
            _fill(column, found, ids)
            column.show_head(head, len(found.columns))

    def bring_into_view(self, column: Column) -> None:
        """Scroll sideways until the column is seen."""
        self.ensureWidgetVisible(column, _GAP, 0)


def _fill(column: Column, found: Board, ids: Sequence[int]) -> None:
    view = column.view
    focused, row, scroll = view.current_id, view.currentIndex().row(), view.verticalScrollBar().value()
    own = {each: card for each, card in found.cards.items() if card.stage_id == column.stage.stage_id}
    if not column.cards.show(ids, own, found.answer_aim_minutes):
        return
    view.verticalScrollBar().setValue(scroll)
    there = column.cards.number_of(focused) if focused else -1
    if there >= 0:
        view.setCurrentIndex(column.cards.index(there, 0))
        if view.hasFocus():
            view.scrollTo(view.currentIndex())
    elif row >= 0 and column.cards.ids:
        view.go_to(row)
