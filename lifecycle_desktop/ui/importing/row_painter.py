"""How the rows of a file are painted, and the line in which a cell is mended."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.importing.rows_model import (
    ADDS,
    LINE,
    NAME,
    NEW_ONE,
    NOTHING_NEW,
    PHONE,
    TICK,
    WAITS,
    WHAT,
    WRONG,
    RowsModel,
)
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.painters import (
    MIDDLE_RIGHT,
    paint_box,
    paint_focus,
    paint_row,
    paint_text,
    paint_tick,
)

SIGNS = {
    NEW_ONE: ("circle-check", "accenttext"),
    ADDS: ("users", "warn"),
    NOTHING_NEW: ("users", "ink3"),
    WAITS: ("circle-help", "warn"),
    WRONG: ("circle-alert", "danger"),
}
PAD = 8


def action_words(kind: int, *, decided: bool) -> str:
    """What the button at the end of a row says; empty where there is nothing to decide."""
    if decided and kind not in (WAITS, WRONG):
        return _("Change")
    return {ADDS: _("Merge"), WAITS: _("Decide"), WRONG: _("Fix")}.get(kind, "")


def action_rect(cell: QRect, words: str, *, mirrored: bool) -> QRect:
    """Where that button stands in the last cell of a row."""
    if not words:
        return QRect()
    width = theme().metrics("small", weight=600).horizontalAdvance(words) + theme().px(14) + 26
    height = min(theme().control_small, cell.height() - 6)
    left = cell.left() + PAD if mirrored else cell.right() - PAD - width
    return QRect(left, cell.center().y() - height // 2, width, height)


class RowPainter(QStyledItemDelegate):
    """Paints the cells; a cell at fault wears a danger edge, and a line is opened in it."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, theme().height(style.HEIGHT_TABLE_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        rect: QRect = option.rect
        row, column = index.row(), index.column()
        fate = model.fate_at(row)
        if fate is None:
            return
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        current = self._view.currentIndex()
        selected = current.row() == row
        paint_row(painter, rect, selected=selected and column == TICK, mirrored=mirrored)
        if selected and column != TICK:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), theme().colour("sel"))
        self._paint_cell(painter, rect, model, row, column, mirrored)
        if selected and current.column() == column and self._view.hasFocus():
            paint_focus(painter, rect.adjusted(1, 1, -1, -2))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        name = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        line = Line(name=name, placeholder=name, parent=parent)
        line.setAutoFillBackground(True)
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, Line):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, Line):
            model.setData(QModelIndex(index) if isinstance(index, QModelIndex) else index, editor.text())

    def _paint_cell(
        self, painter: QPainter, rect: QRect, model: RowsModel, row: int, column: int, mirrored: bool
    ) -> None:
        fate = model.fate_at(row)
        if fate is None:
            return
        kind, inner = model.kind_at(row), rect.adjusted(PAD, 0, -PAD, -1)
        if column == TICK:
            side = theme().px(16)
            box = QRect(0, 0, side, side)
            box.moveCenter(rect.center())
            if model.can_tick(row):
                paint_tick(painter, box, on=model.is_ticked(row), round_=False)
            else:
                paint_box(
                    painter, box, fill=theme().colour("hover"), edge=theme().colour("linemid"), radius=4
                )
        elif column == LINE:
            self._paint_line(painter, inner, str(fate.line), kind, mirrored)
        elif column == WHAT:
            self._paint_what(painter, rect, inner, model, row, mirrored)
        else:
            text = model.text_of(row, column)
            wrong = kind == WRONG and model.fault_column(fate) == column
            if wrong:
                box = rect.adjusted(2, 3, -2, -4)
                paint_box(
                    painter, box, fill=theme().colour("surface"), edge=theme().colour("danger"), width=1.5
                )
            weight = 600 if column == NAME and text else 0
            shown = text or (_("Name") if wrong else "")
            tone = "ink" if text else "ink3"
            paint_text(
                painter, inner, shown, tone=tone, weight=weight, figures=column == PHONE, mirrored=mirrored
            )

    def _paint_line(self, painter: QPainter, area: QRect, text: str, kind: int, mirrored: bool) -> None:
        side = theme().px(16)
        icon, tone = SIGNS.get(kind, ("circle-minus", "ink3"))
        left = area.left() if mirrored else area.right() - side
        paint_icon(painter, icon, QRectF(left, area.top(), side, area.height()), theme().colour(tone), side)
        words = area.adjusted(side + 8, 0, 0, 0) if mirrored else area.adjusted(0, 0, -side - 8, 0)
        paint_text(painter, words, text, tone="ink2", align=MIDDLE_RIGHT, figures=True, mirrored=mirrored)

    def _paint_what(
        self, painter: QPainter, cell: QRect, inner: QRect, model: RowsModel, row: int, mirrored: bool
    ) -> None:
        fate, kind = model.fate_at(row), model.kind_at(row)
        if fate is None:
            return
        words = action_words(kind, decided=fate.line in model.decided)
        button = action_rect(cell, words, mirrored=mirrored)
        tone = {ADDS: "warn", WAITS: "warn", WRONG: "danger"}.get(kind, "ink2")
        if words:
            inner = (
                inner.adjusted(button.width() + PAD, 0, 0, 0)
                if mirrored
                else inner.adjusted(0, 0, -button.width() - PAD, 0)
            )
            edge = "accent" if kind == ADDS else "linestrong" if kind not in (WAITS, WRONG) else tone
            ink = "accenttext" if kind == ADDS else "ink2" if kind not in (WAITS, WRONG) else tone
            paint_box(painter, button, fill=theme().colour("surface"), edge=theme().colour(edge))
            side = theme().px(14)
            chevron = QRectF(
                button.left() + 7 if mirrored else button.right() - 6 - side,
                button.top(),
                side,
                button.height(),
            )
            paint_icon(painter, "chevron-down", chevron, theme().colour(ink), side)
            text = button.adjusted(side + 10, 0, -8, 0) if mirrored else button.adjusted(8, 0, -side - 8, 0)
            paint_text(painter, text, words, face="small", tone=ink, weight=600, mirrored=mirrored)
        weight = 500 if kind in (ADDS, WAITS, WRONG) else 0
        paint_text(painter, inner, model.what_words(fate), tone=tone, weight=weight, mirrored=mirrored)
