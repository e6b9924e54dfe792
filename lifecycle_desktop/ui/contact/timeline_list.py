"""The rows of the timeline: a painted list as high as its rows, walked by key and mouse."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QSizePolicy, QWidget

from lifecycle_desktop.core.model.timeline import TimelineEvent, TimelinePlace
from lifecycle_desktop.ui.contact.timeline_painter import (
    Heading,
    Row,
    TimelinePainter,
    event_in_words,
    month_words,
)
from lifecycle_desktop.ui.letter_keys import is_turned_off
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Months and the events of each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.events: tuple[TimelineEvent, ...] = ()
        self.today = dt.date.min

    def show(self, events: tuple[TimelineEvent, ...], today: dt.date) -> None:
        """Show other events; more of the same are added below those that are there."""
        if (events, today) == (self.events, self.today):
            return
        rows = _rows(events, today)
        kept = len(self.rows)
        if today == self.today and rows[:kept] == self.rows and kept:
            self.beginInsertRows(QModelIndex(), kept, len(rows) - 1)
            self.rows, self.events = rows, events
            self.endInsertRows()
            return
        self.beginResetModel()
        self.rows, self.events, self.today = rows, events, today
        self.endResetModel()

    def row_of(self, place: TimelinePlace) -> int:
        """The row of an event; -1 where it is not there."""
        for number, row in enumerate(self.rows):
            if isinstance(row, TimelineEvent) and row.place == place:
                return number
        return -1

    def is_followed(self, row: int) -> bool:
        """Whether another event of the same month stands below."""
        return row + 1 < len(self.rows) and isinstance(self.rows[row + 1], TimelineEvent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return None
        row = self.rows[index.row()]
        return row.words if isinstance(row, Heading) else event_in_words(row, self.today)


class TimelineList(QListView):
    """What happened, newest first. Enter opens an entry, Delete takes it away, Down at the end asks for more."""

    opened = Signal(object, QRect)  # TimelineEvent, where its row is
    delete_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)
    more_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows_model = TimelineModel(self)
        self.hovered = -1
        self.stage_count = 7
        self.setModel(self.rows_model)
        self.row_painter = TimelinePainter(self)
        self.setItemDelegate(self.row_painter)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "rows")
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self._on_look_changed)

    @property
    def today(self) -> dt.date:
        """The day that dates are told from."""
        return self.rows_model.today

    def show_events(self, events: tuple[TimelineEvent, ...], today: dt.date, stage_count: int) -> None:
        """Show these events; the one in focus keeps it by what it is, not by its place."""
        before, place = self.current_event(), self.currentIndex().row()
        self.stage_count = stage_count
        self.rows_model.show(events, today)
        if before is not None:
            row = self.rows_model.row_of(before.place)
            if row < 0:
                row = self._event_near(min(place, len(self.rows_model.rows) - 1), 1)
            if row >= 0:
                self.setCurrentIndex(self.rows_model.index(row))
        self.hovered = -1
        self._fit()

    def current_event(self) -> TimelineEvent | None:
        """The event in focus."""
        return self._event_at(self.currentIndex())

    def _event_at(self, index: Index) -> TimelineEvent | None:
        rows = self.rows_model.rows
        row = rows[index.row()] if index.isValid() and index.row() < len(rows) else None
        return row if isinstance(row, TimelineEvent) else None

    def _event_near(self, row: int, way: int) -> int:
        """The nearest row with an event, that way first; -1 where there is none."""
        rows = self.rows_model.rows
        ways = (range(row, len(rows)), range(row, -1, -1))
        for places in ways if way > 0 else ways[::-1]:
            for place in places:
                if 0 <= place < len(rows) and isinstance(rows[place], TimelineEvent):
                    return place
        return -1

    # --- sizes ---

    def _fit(self) -> None:
        """Be as high as all rows."""
        self.doItemsLayout()
        model = self.rows_model
        last = model.index(len(model.rows) - 1)
        bottom = self.visualRect(last).bottom() + 1 + self.verticalOffset() if model.rows else 0
        if self.height() != bottom or self.minimumHeight() != bottom:
            self.setFixedHeight(bottom)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _on_look_changed(self) -> None:
        self.row_painter.forget()
        self._fit()

    # --- keys and mouse ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = Qt.Key(event.key()), self.current_event()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_turned_off(event):
            event.ignore()
        elif plain and key in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self.step(1)
        elif plain and key in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self.step(-1)
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(self._event_near(0 if key == Qt.Key.Key_Home else len(self.rows_model.rows) - 1, 1))
        elif plain and shown is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(shown, self.visualRect(self.currentIndex()))
        elif plain and shown is not None and key == Qt.Key.Key_Delete:
            self.delete_wanted.emit(shown)
        elif plain and shown is not None and key == Qt.Key.Key_Menu:
            self._ask_menu()
        else:
            event.ignore()  # the page's own keys: C logs a call

    def step(self, way: int) -> None:
        """Go to the next event (1) or the one before (-1), over the months."""
        rows = self.rows_model.rows
        row = self.currentIndex().row() + way
        while 0 <= row < len(rows) and isinstance(rows[row], Heading):
            row += way
        if row >= len(rows) and way > 0:
            self.more_wanted.emit()
        if 0 <= row < len(self.rows_model.rows):
            self._go(self._event_near(row, way))

    def _go(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self.rows_model.index(row))
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Scroll what holds the list, so that the row in focus is seen."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        inner = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and inner is not None:
            rect = self.visualRect(self.currentIndex())
            middle = self.viewport().mapTo(inner, rect.center())
            parent.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + 12)

    def _ask_menu(self) -> None:
        event, rect = self.current_event(), self.visualRect(self.currentIndex())
        if event is not None:
            self.menu_wanted.emit(event, self.viewport().mapToGlobal(rect.bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
            return
        index = self.indexAt(event.pos())
        shown = self._event_at(index)
        if shown is not None:
            self.setCurrentIndex(index)
            self.menu_wanted.emit(shown, event.globalPos())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        event = self._event_at(index)
        if event is not None:
            self.opened.emit(event, self.visualRect(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.row() if self._event_at(index) is not None else -1
        if row != self.hovered:
            self.hovered = row
            shown = self._event_at(index)
            cut = shown is not None and self.row_painter.is_cut(shown, self.viewport().width())
            self.setToolTip(tooltip(shown.text[:3000]) if shown is not None and cut else "")
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_event() is None:
            row = self._event_near(0, 1)
            if row >= 0:
                self.setCurrentIndex(self.rows_model.index(row))
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._bring_into_view()


def _rows(events: tuple[TimelineEvent, ...], today: dt.date) -> list[Row]:
    rows: list[Row] = []
    month: tuple[int, int] | None = None
    for event in events:
        this = (event.happened_on.year, event.happened_on.month)
        if this != month:
            rows.append(Heading(month_words(event.happened_on, today)))
            month = this
        rows.append(event)
    return rows
