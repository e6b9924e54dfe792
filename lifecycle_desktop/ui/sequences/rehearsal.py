"""The steps of a sequence on their days, month by month, from a day that is chosen: nothing is started by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.sequence import SequencePlan
from lifecycle_desktop.core.model.sequence_days import RehearsedStep, checked_start, rehearsal
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_words import date_text, number
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.sequence_words import STEP_ICONS, channel_word
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import paint_focus, paint_row, paint_text

STEP_ROLE = Qt.ItemDataRole.UserRole
MONTH_ROLE = Qt.ItemDataRole.UserRole + 1
PAD = 12


class _DayRow(QStyledItemDelegate):
    """Paints the name of a month, or a day with the icon and the words of its step."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        is_month = index.data(STEP_ROLE) is None
        height = theme().height(34) if is_month else theme().height(style.HEIGHT_TABLE_ROW)
        return QSize(theme().px(200), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        each: RehearsedStep | None = index.data(STEP_ROLE)
        inner = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        if each is None:
            paint_text(painter, inner.adjusted(0, 6, 0, 0), index.data(MONTH_ROLE), face="strong",
                       mirrored=mirrored)  # fmt: skip
            return
        paint_row(
            painter,
            rect,
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            selected=bool(state & QStyle.StateFlag.State_Selected),
            mirrored=mirrored,
        )
        weekend = each.due_on.isoweekday() not in _workdays()
        day = (
            theme().metrics("body", weight=600).horizontalAdvance(date_text(dt.date(2026, 9, 30), "ddd d"))
            + 14
        )
        clock = theme().metrics("small").horizontalAdvance("00:00") + 12 if each.due_time else 0
        side = theme().px(16)

        def part(left: float, width: float) -> QRectF:
            x = inner.right() - left - width if mirrored else inner.left() + left
            return QRectF(x, inner.top(), width, inner.height())

        paint_text(painter, part(0, day), date_text(each.due_on, "ddd d"), weight=600,
                   tone="warn" if weekend else "ink", mirrored=mirrored)  # fmt: skip
        if each.due_time:
            paint_text(painter, part(day, clock), each.due_time.strftime("%H:%M"), face="small", tone="ink2",
                       mirrored=mirrored)  # fmt: skip
        paint_icon(
            painter, STEP_ICONS[each.step.channel], part(day + clock, side), theme().colour("ink2"), side
        )
        left = day + clock + side + 10
        paint_text(painter, part(left, inner.width() - left), each.step.what, mirrored=mirrored)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect)


class RehearsalView(QWidget):
    """The line that asks for the first day, what comes of it in a sentence, and the list of days."""

    def __init__(
        self,
        read_day: Callable[[str], dt.date | None],
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_day, self._today = read_day, today
        self._plan: SequencePlan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.start_line = Line(placeholder=_("today, or e.g. next mon"), icon="calendar", parent=self)
        self.start = Field(_("If it &began"), self.start_line, check=self._wrong_day, parent=self)
        column.addWidget(self.start)
        self.told = Label("", tone="ink2", wrap=True, parent=self)
        column.addWidget(self.told)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Days of the steps"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_DayRow(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        column.addWidget(self.list, 1)
        self.start_line.textChanged.connect(lambda _text: self._show())

    def show_plan(self, plan: SequencePlan) -> None:
        """Rehearse these steps."""
        self._plan = plan
        self._show()

    @property
    def start_on(self) -> dt.date:
        """The first day that is rehearsed."""
        typed = self.start_line.text().strip()
        return (self._read_day(typed) if typed else None) or self._today()

    def _show(self) -> None:
        if self._plan is None:
            return
        try:
            steps = rehearsal(self._plan, checked_start(self.start_on, self._today()))
        except UserError as error:
            self.start.set_error(error.message)
            return
        self.told.setText(_summary(steps))
        self.list.clear()
        month = ""
        for each in steps:
            name = date_text(each.due_on, "MMMM yyyy")
            if name != month:
                month = name
                head = QListWidgetItem(self.list)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setData(MONTH_ROLE, month)
                head.setData(Qt.ItemDataRole.AccessibleTextRole, month)
            item = QListWidgetItem(self.list)
            item.setData(STEP_ROLE, each)
            spoken = [date_text(each.due_on, "dddd d MMMM"), each.due_time.strftime("%H:%M") if each.due_time else "",
                      channel_word(each.step.channel), each.step.what]  # fmt: skip
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in spoken if part))
        if self.list.count() > 1:
            self.list.setCurrentRow(1)

    def _wrong_day(self, text: str) -> str:
        if text.strip() and self._read_day(text) is None:
            return _("This is not a date. Example: next tue")
        return ""


def _workdays() -> set[int]:
    return {day.value for day in QLocale().weekdays()}


def _summary(steps: Sequence[RehearsedStep]) -> str:
    """What the days come to: "8 steps from 14 April to 2 June, 2 of them on a weekend"."""
    if not steps:
        return ""
    first, last = (date_text(each.due_on, "d MMMM yyyy") for each in (steps[0], steps[-1]))
    words = ngettext("{n} step on {first}.", "{n} steps from {first} to {last}.", len(steps))
    told = words.format(n=number(len(steps)), first=first, last=last)
    weekend = sum(each.due_on.isoweekday() not in _workdays() for each in steps)
    if weekend:
        more = ngettext("{n} is on a weekend.", "{n} are on a weekend.", weekend).format(n=number(weekend))
        told = f"{told} {more}"
    return told
