"""The tick of a row of a file: painted as ticks are everywhere, turned by a click anywhere in its cell."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lifecycle_desktop.ui.importing.fates import FateModel, Index
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_tick

TICK_SIDE = 16


class TickDelegate(QStyledItemDelegate):
    """Paints the tick of a row as everywhere else; a click anywhere in its cell turns it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rest = QStyleOptionViewItem(option)
        self.initStyleOption(rest, index)
        rest.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        style_of = rest.widget.style()
        style_of.drawControl(QStyle.ControlElement.CE_ItemViewItem, rest, painter, rest.widget)
        if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            side = theme().px(TICK_SIDE)
            box = QRect(0, 0, side, side)
            box.moveCenter(rest.rect.center())
            on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_tick(painter, box, on=on, round_=False)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(model, FateModel):
            model.toggle(index.row())
            return True
        return False
