"""How the rows of the table are painted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contacts.columns import AT_END, TICK
from lifecycle_desktop.ui.contacts.head import END, PAD, tick_rect
from lifecycle_desktop.ui.contacts.rows import PeopleRows, ShownRow
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.id_rows import Index
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    MIDDLE_RIGHT,
    paint_focus,
    paint_stage_badge,
    paint_temperature,
    paint_text,
    paint_tick,
)


def row_height() -> int:
    """The height of a row in the look in force."""
    return theme().height(style.HEIGHT_TABLE_ROW)


class RowPainter(QStyledItemDelegate):
    """Paints the cells of the table."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1
        self.hovered_tick = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PeopleRows):
            return
        rect: QRect = option.rect
        number, column = index.row(), model.cells[index.column()]
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        is_current = self._view.currentIndex().row() == number
        self._paint_ground(painter, rect, number, column, is_current, model, mirrored)
        shown = model.person_at(number)
        if column == TICK:
            ticked = model.id_at(number) in model.ticked
            over = self.hovered == number and self.hovered_tick
            box = tick_rect(rect, mirrored=mirrored)
            paint_tick(painter, box, on=ticked, round_=False, hovered=over)
        elif shown is not None:
            end = END if column == model.columns[-1] else PAD if column in AT_END else 6
            inner = rect.adjusted(end, 0, -PAD, -1) if mirrored else rect.adjusted(PAD, 0, -end, -1)
            self._paint_cell(painter, inner, column, shown, model, mirrored)
        if is_current and self._view.hasFocus():
            self._paint_focus(painter, number, rect)

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        number: int,
        column: str,
        is_current: bool,
        model: PeopleRows,
        mirrored: bool,
    ) -> None:
        colour = theme().colour
        ticked = model.id_at(number) in model.ticked
        token = "sel" if is_current or ticked else "hover" if self.hovered == number else ""
        if token:
            painter.fillRect(rect, colour(token))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if is_current and column == TICK:
            left = rect.right() - 2 if mirrored else rect.left()
            painter.fillRect(QRect(left, rect.top(), 3, rect.height()), colour("accent"))

    def _paint_focus(self, painter: QPainter, number: int, cell: QRect) -> None:
        """Paint this cell's share of the ring around the row."""
        view = self._view
        header = view.horizontalHeader()
        ring = QRect(-header.offset(), cell.top(), header.length(), cell.height() - 1)
        shown = ring.intersected(QRect(0, cell.top(), view.viewport().width(), cell.height() - 1))
        painter.save()
        painter.setClipRect(cell)
        paint_focus(painter, shown, 4)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, inner: QRect, column: str, shown: ShownRow, model: PeopleRows, mirrored: bool
    ) -> None:
        person = shown.row
        if column == "name":
            paint_text(painter, inner, person.name, face="strong", mirrored=mirrored)
        elif column == "stage":
            side = theme().px(18)
            left = inner.right() + 1 - side if mirrored else inner.left()
            badge = QRectF(left, inner.top() + (inner.height() - side) / 2, side, side)
            paint_stage_badge(painter, badge, person.stage.number, model.stages)
            words = inner.adjusted(0, 0, -side - 7, 0) if mirrored else inner.adjusted(side + 7, 0, 0, 0)
            paint_text(painter, words, person.stage.label, mirrored=mirrored)
        elif column == "temperature":
            paint_temperature(painter, inner, person.temperature, mirrored=mirrored)
        elif column == "next_step":
            side = theme().px(15)
            step = shown.step
            left = inner.right() + 1 - side if mirrored else inner.left()
            box = QRectF(left, inner.top(), side, inner.height())
            paint_icon(painter, step.icon, box, theme().colour(step.tone), side)
            words = inner.adjusted(0, 0, -side - 6, 0) if mirrored else inner.adjusted(side + 6, 0, 0, 0)
            paint_text(painter, words, step.text, tone=step.tone, weight=step.weight, mirrored=mirrored)
        elif column == "last_touch":
            paint_text(painter, inner, shown.touch, tone="ink2", mirrored=mirrored)
        elif column in AT_END and column != "value":
            text = shown.more.get(column, "")
            paint_text(painter, inner, text, tone="ink2", align=MIDDLE_RIGHT, figures=True, mirrored=mirrored)
        elif column != "value":
            paint_text(painter, inner, shown.more.get(column, ""), tone="ink2", mirrored=mirrored)
        else:
            paint_text(
                painter, inner, shown.value, weight=500, align=MIDDLE_RIGHT, figures=True, mirrored=mirrored
            )


def cell_under(view: QTableView, at: QPoint) -> tuple[int, str]:
    """The row and the column under a point of the viewport; (-1, "") for none."""
    index, model = view.indexAt(at), view.model()
    if not index.isValid() or not isinstance(model, PeopleRows):
        return -1, ""
    return index.row(), model.cells[index.column()]
