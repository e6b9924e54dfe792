"""The list of pairs: painted rows with both names, why, and the score; keys that clear it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.duplicates.pairs import PairsModel
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import MIDDLE_RIGHT, paint_focus, paint_row, paint_text

PAD = 14


class _PairPainter(QStyledItemDelegate):
    """Two lines: the names with the score, and why."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = theme().line() + theme().line("small") + 16
        return QSize(100, max(style.HEIGHT_TABLE_ROW, lines))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        pair = model.pair(index.row()) if isinstance(model, PairsModel) else None
        if pair is None or not isinstance(model, PairsModel):
            return
        rect: QRect = option.rect
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        selected = self._view.currentIndex().row() == index.row()
        paint_row(painter, rect, selected=selected, mirrored=mirrored)
        inner = rect.adjusted(PAD, 8, -PAD, -8)
        side = theme().px(16)
        icon, tone = ("users", "accenttext") if pair.is_sure else ("circle-help", "warn")
        left = inner.right() - side if mirrored else inner.left()
        top = QRectF(left, inner.top(), side, theme().line())
        paint_icon(painter, icon, top, theme().colour(tone), side)
        words = inner.adjusted(0, 0, -side - 10, 0) if mirrored else inner.adjusted(side + 10, 0, 0, 0)
        first = QRect(words.left(), words.top(), words.width(), theme().line())
        score = _("{n} of 100").format(n=pair.score)
        wide = theme().metrics("small", weight=600).horizontalAdvance(score) + 8
        names = first.adjusted(wide, 0, 0, 0) if mirrored else first.adjusted(0, 0, -wide, 0)
        skipped = model.is_skipped(pair)
        paint_text(
            painter,
            names,
            str(index.data()),
            tone="ink2" if skipped else "ink",
            weight=600,
            mirrored=mirrored,
        )
        paint_text(
            painter,
            first,
            score,
            face="small",
            tone="ink2",
            weight=600,
            align=MIDDLE_RIGHT,
            mirrored=mirrored,
        )
        second = QRect(words.left(), first.bottom() + 1, words.width(), theme().line("small"))
        sure = _("Sure") if pair.is_sure else _("Maybe")
        told = f"{sure}: {pair.reason}" + (f" · {_('skipped')}" if skipped else "")
        paint_text(painter, second, told, face="small", tone=tone, mirrored=mirrored)
        if selected and self._view.hasFocus():
            paint_focus(painter, rect.adjusted(1, 1, -1, -2))


class PairList(QListView):
    """Enter merges, K keeps separate, S skips, X puts the other first; arrows walk."""

    merge_wanted = Signal()
    apart_wanted = Signal()
    skip_wanted = Signal()
    swap_wanted = Signal()
    row_shown = Signal(int)

    def __init__(self, model: PairsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(_("People who may be one person"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "lines")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_PairPainter(self))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now.row()))

    def retheme(self) -> None:
        """Take the row height of the look in force."""
        self.scheduleDelayedItemsLayout()

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        count = self.model().rowCount()
        if count:
            self.setCurrentIndex(self.model().index(min(max(row, 0), count - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_Return: self.merge_wanted,
            Qt.Key.Key_Enter: self.merge_wanted,
            Qt.Key.Key_K: self.apart_wanted,
            Qt.Key.Key_S: self.skip_wanted,
            Qt.Key.Key_X: self.swap_wanted,
        }
        act = acts.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is not None and plain and self.currentIndex().isValid():
            act.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here."""

    def _on_row(self, row: int) -> None:
        self.viewport().update()
        if row >= 0:
            self.row_shown.emit(row)
