"""A list of painted rows: what all such lists and their rows have in common."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lifecycle_desktop.ui.widgets.painters import paint_focus, paint_row


class RowPlace(NamedTuple):
    """Where a row is painted, and how it is met."""

    rect: QRect
    is_hovered: bool
    is_mirrored: bool


class PaintedRow(QStyledItemDelegate):
    """Paints the ground of a row, then what it holds, then the ring of the focus."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        paint_row(painter, rect, hovered=hovered, selected=selected, mirrored=mirrored)
        self.paint_content(painter, RowPlace(rect, hovered, mirrored), index)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, self.ring_around(rect))

    def paint_content(
        self, painter: QPainter, place: RowPlace, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what the row holds; it is for each kind of row to say."""
        raise NotImplementedError

    def ring_around(self, rect: QRect) -> QRect:
        """Where the ring of the focus goes."""
        return rect


class RowList(QListWidget):
    """The list, without a frame, in a page that scrolls up and down only."""

    def __init__(self, name: str, rows: type[PaintedRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(rows(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
