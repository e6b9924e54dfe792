"""The stages of a lifecycle as a list: badge, name, people; dragged or moved by keys into another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lifecycle import Stage
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.act_menu import RowAct, pop_up_acts
from lifecycle_desktop.ui.widgets.painters import paint_stage_badge, paint_text
from lifecycle_desktop.ui.widgets.row_list import PaintedRow, RowList, RowPlace

STAGE_ROLE = Qt.ItemDataRole.UserRole
PEOPLE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOM = 10


class StageRow(PaintedRow):
    """Paints a stage: its number in its colour, its name, how many people stand there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(200), theme().height(style.HEIGHT_TABLE_ROW))

    def paint_content(
        self, painter: QPainter, place: RowPlace, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, mirrored = place.rect, place.is_mirrored
        stage: Stage = index.data(STAGE_ROLE)
        people: str = index.data(PEOPLE_ROLE)
        side = theme().px(20)
        count = theme().metrics("small").horizontalAdvance(people)
        area = QRectF(rect)
        badge = QRectF(area.left() + _ROOM, area.top(), side, area.height())
        words = area.adjusted(side + 2 * _ROOM, 0, -count - 2 * _ROOM, 0)
        number = QRectF(area.right() - count - _ROOM, area.top(), count, area.height())
        if mirrored:
            badge.moveRight(area.right() - _ROOM)
            words = area.adjusted(count + 2 * _ROOM, 0, -side - 2 * _ROOM, 0)
            number.moveLeft(area.left() + _ROOM)
        paint_stage_badge(painter, badge, index.row() + 1, index.model().rowCount())
        paint_text(painter, words, stage.name, mirrored=mirrored)
        paint_text(painter, number, people, face="small", tone="ink3", mirrored=mirrored)


class StageList(RowList):
    """The stages in order. Alt+Up and Alt+Down or dragging reorders, Delete takes out."""

    picked = Signal(str)  # the key of the stage that has the focus
    reordered = Signal(list)  # the keys in their new order
    take_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Stages"), StageRow, parent)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.currentRowChanged.connect(self._on_row)
        self.set_editable(False)

    def set_editable(self, editable: bool) -> None:
        """Whether stages may be put into another order."""
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if editable else mode.NoDragDrop)
        self._is_editable = editable

    def show_stages(self, stages: Sequence[Stage], people: Mapping[str, int], chosen: str) -> None:
        """Show these stages, with `chosen` as the one with the focus if it is there."""
        self.blockSignals(True)
        self.clear()
        for stage in stages:
            item = QListWidgetItem(self)
            count = people.get(stage.key, 0)
            said = ngettext("{n} person", "{n} people", count).format(n=count) if count else ""
            item.setData(STAGE_ROLE, stage)
            item.setData(PEOPLE_ROLE, said)
            spoken = _("Stage {number}, {name}").format(number=stage.number, name=stage.name)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (spoken, said) if part)
            )
            if stage.key == chosen:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)
        self.setFixedHeight(self.count() * theme().height(style.HEIGHT_TABLE_ROW) + 2)

    def keys(self) -> list[str]:
        """The keys of the stages from top to bottom."""
        return [self.item(row).data(STAGE_ROLE).key for row in range(self.count())]

    @property
    def chosen(self) -> str:
        """The key of the stage that has the focus."""
        row = self.currentRow()
        return str(self.item(row).data(STAGE_ROLE).key) if row >= 0 else ""

    def shift(self, by: int) -> None:
        """Move the stage that has the focus up or down by so many places."""
        row, keys = self.currentRow(), self.keys()
        if self._is_editable and 0 <= row + by < len(keys) and row >= 0:
            keys.insert(row + by, keys.pop(row))
            self.reordered.emit(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self._is_editable:
            self.take_out_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same as dragging and the keys, to be chosen."""
        if not self._is_editable or self.currentRow() < 0:
            return
        row, last = self.currentRow(), self.count() - 1
        acts = (
            RowAct(_("Move &up"), "Alt+Up", lambda: self.shift(-1), row > 0),
            RowAct(_("Move &down"), "Alt+Down", lambda: self.shift(1), row < last),
            RowAct(_("&Take this stage out"), "Delete", self.take_out_wanted.emit, last > 0),
        )
        pop_up_acts(self, acts, event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        before = self.keys()
        super().dropEvent(event)
        if self.keys() != before:
            self.reordered.emit(self.keys())

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.picked.emit(self.chosen)
