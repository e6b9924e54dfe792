"""A month to pick a day from, in our colours, beginning with the first weekday of the place."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_focus


class Calendar(QCalendarWidget):
    """A month; today has an edge, the chosen day is filled."""

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        self._days: QTableView | None = None
        super().__init__(parent)
        self._today = QDate(today.year, today.month, today.day)
        self.setAccessibleName(_("Calendar"))
        self.setLocale(QLocale())
        self.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setGridVisible(False)
        self.setSelectedDate(self._today)
        self._days = self.findChild(QTableView)
        if self._days is not None:
            self._days.setAccessibleName(_("Days of the month"))
        names = {"qt_calendar_prevmonth": _("Month before"), "qt_calendar_nextmonth": _("Next month")}
        for (name, words), sign in zip(names.items(), ("chevron-left", "chevron-right"), strict=True):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(sign, lambda: theme().colour("ink2")))
                button.setAccessibleName(words)
        self.retheme()

    def retheme(self) -> None:
        """Take fonts and colours of the look in force."""
        week = QTextCharFormat()
        week.setForeground(theme().colour("ink2"))
        week.setFont(theme().font("small"))
        self.setHeaderTextFormat(week)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, week)
        self.setMinimumHeight(theme().px(230))
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(theme().px(14), theme().px(14)))
        self.updateCells()

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        painter.fillRect(rect, theme().colour("surface"))
        side = min(rect.width(), rect.height()) - 2
        box = QRectF(0, 0, max(side, theme().px(26)), side)
        box.moveCenter(QRectF(rect).center())
        chosen = date == self.selectedDate()
        tone = "ink" if date.month() == self.monthShown() else "ink3"
        if chosen:
            paint_box(painter, box, fill=theme().colour("accent"), radius=style.CORNER_CONTROL)
            tone = "onaccent"
            if self._days is not None and self._days.hasFocus():
                paint_focus(painter, box.adjusted(-2, -2, 2, 2).toRect())
        elif date == self._today:
            paint_box(painter, box, edge=theme().colour("accent"), radius=style.CORNER_CONTROL)
        painter.setFont(theme().font("body", tabular=True, weight=600 if chosen else 400))
        painter.setPen(theme().colour(tone))
        painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, str(date.day()))
