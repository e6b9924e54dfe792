"""The cards of one column as a view: focus, keys, the beginning and the end of a drag."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.board.card_painter import SIDE, CardPainter, card_shape
from lifecycle_desktop.ui.board.cards import SLOT, ColumnCards, ShownCard
from lifecycle_desktop.ui.letter_keys import is_turned_off
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_focus


class CardsView(QTableView):
    """The cards of a column. It tells of keys, drags and clicks; what they do is the page's."""

    key_pressed = Signal(QKeyEvent)
    lifted = Signal(QPoint, QPoint)  # where the pointer is on the screen, and where it took hold of the card
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    opened = Signal()
    menu_wanted = Signal(QPoint)
    scrolled = Signal()
    focused = Signal()
    ticked = Signal(int, bool)  # a row whose tick is to be turned; whether all between are to be ticked too
    head_wanted = Signal()

    def __init__(self, model: ColumnCards, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = model
        self.painter_of_cards = CardPainter(self)
        self.setModel(model)
        self.setItemDelegate(self.painter_of_cards)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setProperty("role", "cards")
        bar = self.verticalScrollBar()
        bar.setProperty("role", "slim")  # it lies beside the cards, in the column's edge
        bar.style().unpolish(bar)  # it was polished while it was made
        bar.style().polish(bar)
        self._pressed: QPoint | None = None
        self._is_dragging = False
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        model.modelReset.connect(self._on_scrolled)
        model.dataChanged.connect(self._on_scrolled)
        self.retheme()

    def retheme(self) -> None:
        """Take the height of a card in the look in force."""
        row = card_shape().row
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(row)
        self.verticalScrollBar().setSingleStep(max(row // 4, 1))

    # --- which card ---

    @property
    def current_id(self) -> int:
        """The id of the card that has the focus, 0 for none."""
        index = self.currentIndex()
        return self.cards.id_at(index.row()) if index.isValid() and index.row() < len(self.cards.ids) else 0

    @property
    def current_card(self) -> ShownCard | None:
        """The card that has the focus, if it has been read."""
        index = self.currentIndex()
        return self.cards.card_at(index.row()) if index.isValid() else None

    def go_to(self, row: int) -> None:
        """Put the focus on the card of a row, the nearest there is."""
        if self.cards.ids:
            index = self.cards.index(min(max(row, 0), len(self.cards.ids) - 1), 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current_rect(self) -> QRect:
        """Where the card that has the focus is, in the viewport."""
        index = self.currentIndex()
        if not index.isValid():
            return self.viewport().rect()
        rect = self.painter_of_cards.card_rect(self.visualRect(index), self.width())
        return rect.intersected(self.viewport().rect()) if self.viewport().rect().intersects(rect) else rect

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row that can be seen."""
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0:  # not laid out yet, or the cards end before
            last = first + self.viewport().height() // card_shape().row
        return first, min(last, len(self.cards.ids) - 1)

    def first_whole_row(self) -> int:
        """The first row that is not cut at the top."""
        first = self.rowAt(0)
        if first < 0:
            return 0
        return first if self.rowViewportPosition(first) >= 0 else first + 1

    def row_at_height(self, y: int) -> int:
        """The row that a height of the viewport falls into, the one after the last below all of them."""
        row = self.rowAt(max(y, 0))
        return row if row >= 0 else len(self.cards.ids)

    def rect_of(self, row: int) -> QRect:
        """Where the card of a row is, in the viewport."""
        rect = self.painter_of_cards.card_rect(self.visualRect(self.cards.index(row, 0)), self.width())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            rect.moveRight(self.viewport().width() - 1 - SIDE)
        return rect

    def scroll_by(self, pixels: int) -> None:
        """Scroll the cards down, or up by less than nothing."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def more_below(self) -> int:
        """How many cards are below what can be seen."""
        count = len(self.cards.ids)
        return max(0, count - 1 - self.visible_rows()[1]) if count else 0

    # --- what Qt tells ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_scrolled()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.painter_of_cards.is_focused = True
        if not self.currentIndex().isValid() and self.cards.ids:
            self.setCurrentIndex(self.cards.index(self.visible_rows()[0], 0))
        self.viewport().update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.painter_of_cards.is_focused = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(False)
        self.key_pressed.emit(event)
        if event.isAccepted():
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        if plain and event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.head_wanted.emit()
            event.accept()
        elif plain and event.key() == Qt.Key.Key_Space:
            if self.current_id:
                self.ticked.emit(self.currentIndex().row(), False)
            event.accept()
        elif plain and event.key() in steps and not is_turned_off(event):
            self.go_to(self.currentIndex().row() + steps[Qt.Key(event.key())])
            event.accept()
        elif plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if event.key() == Qt.Key.Key_Home else len(self.cards.ids) - 1)
            event.accept()
        elif event.text() and event.text().isprintable():
            event.ignore()  # no search by letters here: they are commands
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._card_under(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        several = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if is_left and several and index.isValid():
            reaches = bool(several & Qt.KeyboardModifier.ShiftModifier)
            self.ticked.emit(index.row(), reaches)
            self.setCurrentIndex(index)
            return
        if index.isValid():
            self.setCurrentIndex(index)
        if is_left and index.isValid():
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._is_dragging:
            self.dragged.emit(event.globalPosition().toPoint())
            return
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            rect = self.current_rect()
            whole = self.painter_of_cards.card_rect(self.visualRect(self.currentIndex()), self.width())
            self._is_dragging = True
            self.lifted.emit(
                event.globalPosition().toPoint(),
                self._pressed - (whole.topLeft() if whole.isValid() else rect.topLeft()),
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._pressed, self._is_dragging = self._is_dragging, None, False
        if was_dragging:
            self.dropped.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._card_under(event.position().toPoint()).isValid():
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if self._card_under(event.pos()).isValid():
                self.menu_wanted.emit(event.globalPos())
        elif self.current_id:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.current_rect().center()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.cards.ids:
            painter = QPainter(self.viewport())
            area = QRect(SIDE, 0, self.viewport().width() - 2 * SIDE, card_shape().height)
            painter.setFont(theme().font("small"))
            painter.setPen(theme().colour("ink3"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, _("Nobody here now"))
            if self.painter_of_cards.is_focused:
                paint_focus(painter, area.adjusted(-1, 1, 1, -1))

    def let_go(self) -> None:
        """End a drag without its drop."""
        self._pressed, self._is_dragging = None, False

    def _card_under(self, at: QPoint) -> QModelIndex:
        index = self.indexAt(at)
        if index.isValid() and self.cards.id_at(index.row()) != SLOT:
            rect = self.painter_of_cards.card_rect(self.visualRect(index), self.width())
            if rect.top() <= at.y() <= rect.bottom():
                return index
        return QModelIndex()

    def _on_scrolled(self) -> None:
        self.cards.want(*self.visible_rows())
        self.scrolled.emit()
