"""Who is in a sequence: where they stand, what comes next, and what can be done about it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.sequence_lists import EnrolmentLine, SequenceDetail
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.sequence_words import STATE_ICONS, next_words, place_words, state_words
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import EmptyState
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import MIDDLE_RIGHT, paint_text
from lifecycle_desktop.ui.widgets.row_list import PaintedRow, RowList, RowPlace

LINE_ROLE = Qt.ItemDataRole.UserRole
TODAY_ROLE = Qt.ItemDataRole.UserRole + 1
PAD = 12


class _PersonRow(PaintedRow):
    """Paints somebody: the state as icon and words, the name, where they stand, and what is next."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(200), theme().line() + theme().line("small") + 16)

    def paint_content(
        self, painter: QPainter, place: RowPlace, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, mirrored = place.rect, place.is_mirrored
        line: EnrolmentLine = index.data(LINE_ROLE)
        sign, tone = STATE_ICONS[line.state]
        inner = QRectF(rect).adjusted(PAD, 7, -PAD, -7)
        side, tall, small = theme().px(16), theme().line(), theme().line("small")
        left = inner.right() - side if mirrored else inner.left()
        paint_icon(painter, sign, QRectF(left, inner.top(), side, tall), theme().colour(tone), side)
        words = inner.adjusted(0, 0, -side - 10, 0) if mirrored else inner.adjusted(side + 10, 0, 0, 0)
        stands = place_words(line)
        wide = theme().metrics("small").horizontalAdvance(stands) + 12
        first = QRectF(words.left(), words.top(), words.width(), tall)
        name = first.adjusted(wide, 0, 0, 0) if mirrored else first.adjusted(0, 0, -wide, 0)
        paint_text(painter, name, line.contact_name, weight=600, mirrored=mirrored)
        paint_text(painter, first, stands, face="small", tone="ink2", align=MIDDLE_RIGHT, mirrored=mirrored)
        second = QRectF(words.left(), first.bottom(), words.width(), small)
        paint_text(painter, second, told_of(index), face="small", tone="ink2", mirrored=mirrored)


def told_of(index: QModelIndex | QPersistentModelIndex) -> str:
    """The second line: the state, what is next, and that they go by what the sequence was."""
    line: EnrolmentLine = index.data(LINE_ROLE)
    told = [state_words(line), next_words(line, index.data(TODAY_ROLE))]
    if line.is_earlier_version:
        told.append(_("by the earlier version"))
    return " · ".join(part for part in told if part)


class PeopleView(QWidget):
    """The people; Enter opens somebody, the menu key or a right click says what can be done."""

    open_wanted = Signal(int)
    menu_wanted = Signal(object, object, object)  # EnrolmentLine, the list, and where in it the row is
    stop_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.told = Label("", tone="ink2", wrap=True, parent=self)
        column.addWidget(self.told)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self.list = _PeopleList(self)
        self._stack.addWidget(self.list)
        self.empty = EmptyState(
            "users",
            _("Nobody is in it yet"),
            _("Tick people in Contacts or on the board and choose Sequence, or start it on somebody's page."),
            parent=self,
        )
        self._stack.addWidget(self.empty)
        self.list.itemActivated.connect(lambda item: self.open_wanted.emit(item.data(LINE_ROLE).contact_id))
        self.list.menu_wanted.connect(self._on_menu)
        self.list.stop_wanted.connect(self._on_stop)

    def show_people(self, detail: SequenceDetail, today: dt.date) -> None:
        """Show who is in the sequence; the row that had the focus keeps it."""
        before = self.list.line
        self.list.clear()
        for line in detail.people:
            item = QListWidgetItem(self.list)
            item.setData(LINE_ROLE, line)
            item.setData(TODAY_ROLE, today)
            spoken = [line.contact_name, place_words(line), told_of(self.list.indexFromItem(item))]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))
            if before is not None and before.id == line.id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and detail.people:
            self.list.setCurrentRow(0)
        self._stack.setCurrentWidget(self.list if detail.people else self.empty)
        self.told.setText(_told(detail))
        self.told.setVisible(bool(detail.people))

    def _on_menu(self, at: QRect) -> None:
        if self.list.line is not None:
            self.menu_wanted.emit(self.list.line, self.list.viewport(), at)

    def _on_stop(self) -> None:
        if self.list.line is not None:
            self.stop_wanted.emit(self.list.line)


class _PeopleList(RowList):
    menu_wanted = Signal(QRect)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("People in the sequence"), _PersonRow, parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def line(self) -> EnrolmentLine | None:
        """Who has the focus."""
        row = self.currentRow()
        line: EnrolmentLine | None = self.item(row).data(LINE_ROLE) if row >= 0 else None
        return line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Delete:
            self.stop_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos())
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if item is not None and not is_key:
            self.setCurrentItem(item)
        at = event.pos() if item is not None and not is_key else QPoint(20, 20)
        row = self.visualItemRect(self.currentItem()) if self.currentItem() is not None else QRect()
        self.menu_wanted.emit(row if is_key else QRect(at, at))


def _told(detail: SequenceDetail) -> str:
    line = detail.line
    told = [
        ngettext("{n} person in it now", "{n} people in it now", line.running + line.paused).format(
            n=number(line.running + line.paused)
        )
    ]
    if line.finished:
        told.append(_("{n} came to the end").format(n=number(line.finished)))
    if line.stopped:
        told.append(_("{n} stopped").format(n=number(line.stopped)))
    shown = len(detail.people)
    if shown < detail.people_count:
        told.append(_("the first {n} are shown").format(n=number(shown)))
    return ", ".join(told) + "."
