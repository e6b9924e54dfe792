"""The sequences as a list: the name, what it is for, and how many people run through it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sequence_lists import SequenceLine
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.sequence_words import counts_words, steps_words
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_text
from lifecycle_desktop.ui.widgets.row_list import PaintedRow, RowList, RowPlace
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

LINE_ROLE = Qt.ItemDataRole.UserRole
NEW_ROLE = Qt.ItemDataRole.UserRole + 1  # whether it has changes that are not saved
PAD = 12


class SequenceRow(PaintedRow):
    """Paints a sequence on three lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(200), theme().line() + 2 * theme().line("small") + 18)

    def paint_content(
        self, painter: QPainter, place: RowPlace, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, mirrored = place.rect, place.is_mirrored
        line: SequenceLine = index.data(LINE_ROLE)
        inner = QRectF(rect).adjusted(PAD, 8, -PAD, -8)
        tall, small = theme().line(), theme().line("small")
        first = QRectF(inner.left(), inner.top(), inner.width(), tall)
        sign = "archive" if line.is_retired else "pencil" if index.data(NEW_ROLE) else ""
        if sign:
            side = theme().px(15)
            left = inner.left() if mirrored else inner.right() - side
            tone = "ink3" if line.is_retired else "warn"
            paint_icon(painter, sign, QRectF(left, first.top(), side, tall), theme().colour(tone), side)
            first = first.adjusted(side + 8, 0, 0, 0) if mirrored else first.adjusted(0, 0, -side - 8, 0)
        tone = "ink3" if line.is_retired else "ink"
        paint_text(painter, first, line.name, face="strong", tone=tone, mirrored=mirrored)
        second = QRectF(inner.left(), inner.top() + tall, inner.width(), small)
        paint_text(painter, second, line.purpose, face="small", tone="ink2", mirrored=mirrored)
        told = " · ".join([steps_words(line.steps), *counts_words(line)])
        paint_text(
            painter, second.translated(0, small), told, face="small",
            tone="accenttext" if line.running else "ink3", weight=500 if line.running else 0, mirrored=mirrored,
        )  # fmt: skip


class SequenceList(RowList):
    """All sequences, those out of use last. Enter goes into the one that is shown."""

    picked = Signal(int)  # the id of the sequence
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sequences"), SequenceRow, parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentRowChanged.connect(self._on_row)

    def show_sequences(self, lines: Sequence[SequenceLine], chosen: int, unsaved: frozenset[int]) -> None:
        """Show these sequences, with the one of that id as the current one if it is there."""
        self.blockSignals(True)
        keep = self.verticalScrollBar().value()
        self.clear()
        for line in lines:
            item = QListWidgetItem(self)
            item.setData(LINE_ROLE, line)
            item.setData(NEW_ROLE, line.id in unsaved)
            told = [line.name, steps_words(line.steps), *counts_words(line)]
            if line.is_retired:
                told.append(_("out of use"))
            if line.id in unsaved:
                told.append(_("not saved"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(told))
            item.setToolTip(tooltip(shortened(f"{line.name}: {line.purpose}", 300)))
            if line.id == chosen:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        self.verticalScrollBar().setValue(keep)
        self.blockSignals(False)

    @property
    def chosen(self) -> SequenceLine | None:
        """The sequence that has the focus."""
        row = self.currentRow()
        line: SequenceLine | None = self.item(row).data(LINE_ROLE) if row >= 0 else None
        return line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_row(self, row: int) -> None:
        if row >= 0 and self.chosen is not None:
            self.picked.emit(self.chosen.id)
