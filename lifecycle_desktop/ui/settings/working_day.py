"""The card of the settings about the day: how much work fits it, and which days are worked on."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.day_words import span_words, weekday
from lifecycle_desktop.core.model.working_days import WorkingDays, holidays_in
from lifecycle_desktop.core.queries.day_fit import day_settings
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.settings.sections import Section
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.ticks import TickBox

_MONDAY = dt.date(2026, 1, 5)
_LENGTHS = (30, 45, 60, 90, 120, 180, 240, 300, 360, 480)


class DayTold(NamedTuple):
    """What is set about the day."""

    minutes: int
    working: WorkingDays


def day_told(connection: ReadConnection) -> DayTold:
    """What is set about the day, or stands where nothing is."""
    return DayTold(*day_settings(connection))


class WorkingDaySection(Section):
    """How much fits a day, the days of the week, own holidays, and whether follow-ups keep to them."""

    chosen = Signal(str, str)  # a setting and its value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Your day"),
            _("What Today takes for a day’s work, and where it puts what does not fit."),
            parent,
        )
        self._told = DayTold(0, WorkingDays())
        self.minutes = Choice(name=_("Work that fits a day"), parent=self)
        for minutes in _LENGTHS:
            self.minutes.add(span_words(minutes), str(minutes))
        self.minutes.activated.connect(
            lambda _index: self.chosen.emit("day_minutes", str(self.minutes.currentData()))
        )
        self.add_row(
            _("Work that fits a day"),
            self.minutes,
            _("Follow-ups only. How long each takes is told by your own logged minutes."),
        )
        self.column.addWidget(Label(_("Days you work"), parent=self))
        week = QWidget(self)
        row = FlowLayout(week, gap=18)
        self.days: list[TickBox] = []
        for number in range(7):
            box = TickBox(weekday(_MONDAY + dt.timedelta(days=number)), parent=week)
            box.clicked.connect(self._on_day)
            row.addWidget(box)
            self.days.append(box)
        self.column.addWidget(week)
        self.holidays = Line(
            name=_("Own holidays"), placeholder=_("e.g. 2026-12-25, 2026-12-26"), parent=self
        )
        self.holidays_field = Field(
            _("Own holidays"),
            self.holidays,
            hint=_("Days on which nothing is planned."),
            check=_wrong_day,
            parent=self,
        )
        self.holidays.editingFinished.connect(self._on_holidays)
        self.column.addWidget(self.holidays_field)
        self.keeps = TickBox(_("Move what recurs, and “next week”, to the next working day"), parent=self)
        self.keeps.clicked.connect(
            lambda _on=False: self.chosen.emit("keeps_to_working_days", str(int(self.keeps.isChecked())))
        )
        self.column.addWidget(self.keeps)

    def show_told(self, told: DayTold) -> None:
        """Show what is set; what is being typed stays."""
        before, self._told = self._told, told
        if self.minutes.findData(str(told.minutes)) < 0:
            self.minutes.add(span_words(told.minutes), str(told.minutes))
        self.minutes.choose(str(told.minutes))
        for number, box in enumerate(self.days):
            with QSignalBlocker(box):
                box.setChecked(number in told.working.weekdays)
        with QSignalBlocker(self.keeps):
            self.keeps.setChecked(told.working.keeps_follow_ups)
        if not self.holidays.hasFocus() or self.holidays.text() == _listed(before.working):
            self.holidays.setText(_listed(told.working))

    def _on_day(self) -> None:
        week = "".join(str(number + 1) for number, box in enumerate(self.days) if box.isChecked())
        if week:
            self.chosen.emit("working_days", week)
        else:  # a week without a working day would leave nowhere to put anything
            self.show_told(self._told)

    def _on_holidays(self) -> None:
        text = self.holidays.text()
        days, wrong = holidays_in(text)
        if wrong or frozenset(days) == self._told.working.holidays:
            return
        self.chosen.emit("holidays", text)


def _listed(working: WorkingDays) -> str:
    return ", ".join(day.isoformat() for day in sorted(working.holidays))


def _wrong_day(text: str) -> str:
    wrong = holidays_in(text)[1]
    return _("“{word}” is no day. Example: 2026-12-25").format(word=wrong[0][:20]) if wrong else ""
