"""The editors for the values of a condition: a text, ticks, a day in plain words, a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.amount_text import read_amount
from lifecycle_desktop.core.model.filter_fields import HIGHEST_NUMBER, Takes
from lifecycle_desktop.core.model.filter_words import amount_words
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.smart_list import LONGEST_VALUE, MOST_DAYS, Value
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.calendar import Calendar
from lifecycle_desktop.ui.widgets.date_popover import day_in_words
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.ticks import TickBox
from lifecycle_desktop.ui.widgets.tool_tips import action_text

_NARROWED_FROM = 9  # choices; fewer are seen at a glance
_MOST_SEEN = 8  # rows; more are scrolled to
_MOST_ROWS = 200  # more are found by typing
_QUICK_DAYS = (7, 14, 30, 60, 90, 365)


class ValueEditor(QWidget):
    """Asks for the values of one condition. Return is left to what it stands in."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def values(self) -> tuple[Value, ...]:
        """What was asked for; empty as long as it is no value."""
        return ()

    def show_values(self, values: Sequence[Value]) -> None:
        """Show what is asked for now."""

    def problem(self) -> str:
        """What is wrong, with an example, when it is no value."""
        return ""

    def take_focus(self) -> None:
        """Put the focus where one begins."""


class NoValue(ValueEditor):
    """For what needs nothing beside it."""


class LineValue(ValueEditor):
    """A line: for a text, a number of days, a number or an amount."""

    def __init__(self, takes: Takes, title: str, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._takes, self._currency = takes, currency
        placeholder = {
            Takes.TEXT: _("e.g. Maple Hollow"), Takes.DAYS: _("e.g. 30"), Takes.NUMBER: _("e.g. 2"),
            Takes.AMOUNT: _("e.g. 350,000"),
        }[takes]  # fmt: skip
        self.line = Line(name=title, placeholder=placeholder, parent=self)
        self.line.setMaxLength(LONGEST_VALUE)
        label = {Takes.TEXT: _("&Text"), Takes.DAYS: _("&Days"), Takes.AMOUNT: _("&Amount")}
        self._field = Field(label.get(takes, _("&Number")), self.line, parent=self)
        self.column.addWidget(self._field)
        if takes is Takes.DAYS:
            self.column.addLayout(self._quick_days())
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def values(self) -> tuple[Value, ...]:
        text = self.line.text().strip()
        if self._takes is Takes.TEXT:
            return (text,) if text else ()
        found = read_amount(text, self._currency) if self._takes is Takes.AMOUNT else read_number(text)
        most = MOST_DAYS if self._takes is Takes.DAYS else HIGHEST_NUMBER
        return (found,) if found is not None and found <= most else ()

    def show_values(self, values: Sequence[Value]) -> None:
        if not values:
            return
        value = values[0]
        is_amount = self._takes is Takes.AMOUNT and isinstance(value, int)
        self.line.setText(amount_words(int(value), self._currency) if is_amount else str(value))

    def problem(self) -> str:
        said = {
            Takes.TEXT: _("Type what to look for. Example: Maple Hollow"),
            Takes.DAYS: _("This is not a number of days. Example: 30"),
            Takes.AMOUNT: _("This is not an amount. Example: 350,000"),
        }.get(self._takes, _("This is not a number. Example: 2"))
        self._field.set_error(said)
        return said

    def take_focus(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    def _quick_days(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, days in enumerate(_QUICK_DAYS):
            words = ngettext("{n} day", "{n} days", days).format(n=days)
            button = Button(words, small=True, parent=self)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _on=False, days=days: self.line.setText(str(days)))
            grid.addWidget(button, place // 3, place % 3)
        return grid


class DayValue(ValueEditor):
    """A day in plain words, or from the calendar."""

    def __init__(self, moment: Moment, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._moment = moment
        self._day: dt.date | None = None
        self.line = Line(name=title, placeholder=_("e.g. 1 May, 24 Dec 2025"), icon="calendar", parent=self)
        self._field = Field(_("Da&y"), self.line, parent=self)
        self.column.addWidget(self._field)
        self._read_as = Label("", face="strong", tone="accenttext", parent=self)
        self.column.addWidget(self._read_as)
        self.calendar = Calendar(moment.today, self)
        self.calendar.clicked.connect(self._on_day_clicked)
        self.column.addWidget(self.calendar)
        self.line.textChanged.connect(self._on_typed)

    def values(self) -> tuple[Value, ...]:
        return (self._day.isoformat(),) if self._day is not None else ()

    def show_values(self, values: Sequence[Value]) -> None:
        if values:
            self.line.setText(str(values[0]))

    def problem(self) -> str:
        said = _("This is not a day. Example: 1 May")
        self._field.set_error(said)
        return said

    def take_focus(self) -> None:
        self.line.setFocus()

    def _on_typed(self, text: str) -> None:
        self._take(_read_day(text, self._moment))
        if text.strip() and self._day is None:
            self._read_as.setText(_("Not a date yet"))
            self._read_as.set_tone("ink3")

    def _on_day_clicked(self, day: QDate) -> None:
        on = dt.date(day.year(), day.month(), day.day())
        self.line.blockSignals(True)
        self.line.setText(day_in_words(on))
        self.line.blockSignals(False)
        self._take(on)

    def _take(self, day: dt.date | None) -> None:
        self._day = day
        self._read_as.set_tone("accenttext")
        self._read_as.setText(day_in_words(day, today=self._moment.today) if day is not None else "")
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.changed.emit()


class TickValues(ValueEditor):
    """A tick for each choice, with how many people stand behind it; many are narrowed by typing."""

    def __init__(self, choices: Sequence[tuple[Value, str]], title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._chosen: dict[Value, None] = {}
        self._counts: Mapping[Value, int] = {}
        self.line = Line(
            name=_("Narrow the choices"), placeholder=_("Type to narrow"), icon="search", parent=self
        )
        self.line.setVisible(len(self._choices) >= _NARROWED_FROM)
        self.column.addWidget(self.line)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(title)
        self.column.addWidget(self._area)
        self._nothing = Label("", face="small", tone="ink2", wrap=True, parent=self)
        self._nothing.hide()
        self.column.addWidget(self._nothing)
        self.ticks: list[TickBox] = []
        self.line.textChanged.connect(lambda _text: self._fill())
        self._fill()

    def values(self) -> tuple[Value, ...]:
        return tuple(value for value, _name in self._choices if value in self._chosen) + tuple(
            value for value in self._chosen if value not in dict(self._choices)
        )

    def show_values(self, values: Sequence[Value]) -> None:
        self._chosen = dict.fromkeys(values)
        self._fill()

    def show_counts(self, counts: Mapping[Value, int]) -> None:
        """Write how many people stand behind each choice."""
        self._counts = counts
        self._fill()

    def problem(self) -> str:
        return _("Tick at least one.")

    def take_focus(self) -> None:
        if not self.line.isHidden():
            self.line.setFocus()
        elif self.ticks:
            self.ticks[0].setFocus()

    def _fill(self) -> None:
        typed = fold(self.line.text())
        shown = [choice for choice in self._choices if typed in fold(choice[1])]
        focused = next((n for n, tick in enumerate(self.ticks) if tick.hasFocus()), -1)
        inner = QWidget(self._area)
        inner.setProperty("role", "plain")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(2, 2, 2, 2)
        rows.setSpacing(2)
        self.ticks = [self._tick(value, name, inner) for value, name in shown[:_MOST_ROWS]]
        for tick in self.ticks:
            rows.addWidget(tick)
        rows.addStretch(1)
        self._area.setWidget(inner)
        height = self.ticks[0].sizeHint().height() + 2 if self.ticks else 0
        self._area.setFixedHeight(min(len(self.ticks), _MOST_SEEN) * height + 6)
        self._area.setVisible(bool(self.ticks))
        left_out = len(shown) - len(self.ticks)
        said = _("There is nothing to choose yet.") if not self._choices else _("Nothing is called so.")
        if left_out:
            said = _("{n} more: type to narrow.").format(n=number(left_out))
        self._nothing.setText(said)
        self._nothing.setVisible(not self.ticks or left_out > 0)
        if 0 <= focused < len(self.ticks):
            self.ticks[focused].setFocus()

    def _tick(self, value: Value, name: str, parent: QWidget) -> TickBox:
        count = number(self._counts.get(value, 0)) if self._counts else ""
        tick = TickBox(action_text(shortened(name, 40)), name=name, count=count, parent=parent)
        if self._counts:
            people = ngettext("{n} person", "{n} people", self._counts.get(value, 0))
            tick.setAccessibleDescription(people.format(n=number(self._counts.get(value, 0))))
        tick.setChecked(value in self._chosen)
        tick.clicked.connect(lambda on, value=value: self._on_ticked(value, on=on))
        return tick

    def _on_ticked(self, value: Value, *, on: bool) -> None:
        if on:
            self._chosen[value] = None
        else:
            self._chosen.pop(value, None)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and self.line.hasFocus() and self.line.text() and len(self.ticks) == 1:
            self.ticks[0].click()  # the only choice that is left
            self.line.clear()
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self.ticks:
            super().keyPressEvent(event)
            return
        place = next((n for n, tick in enumerate(self.ticks) if tick.hasFocus()), -1 if step > 0 else 0)
        if place + step < 0 and not self.line.isHidden():
            self.line.setFocus(Qt.FocusReason.BacktabFocusReason)
            return
        reached = self.ticks[min(max(place + step, 0), len(self.ticks) - 1)]
        reached.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(reached)


def value_editor(
    takes: Takes,
    title: str,
    choices: Sequence[tuple[Value, str]],
    moment: Moment,
    currency: str,
    parent: QWidget,
) -> ValueEditor:
    """The editor for what an operator takes."""
    if takes is Takes.NOTHING:
        return NoValue(parent)
    if takes is Takes.CHOICES:
        return TickValues(choices, title, parent)
    if takes is Takes.DAY:
        return DayValue(moment, title, parent)
    return LineValue(takes, title, currency, parent)


def read_number(text: str) -> int | None:
    """A whole number as typed, its thousands parted or not; None for anything else."""
    plain = "".join(letter for letter in text.strip() if letter not in " ,.’'\u00a0\u202f")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 15 else None


def _read_day(text: str, moment: Moment) -> dt.date | None:
    from lifecycle_desktop.core.model.filter_fields import day_of
    from lifecycle_desktop.core.model.spoken_date import parse_when

    plain = text.strip()
    exact = day_of(plain)
    if exact is not None or not plain:
        return exact
    found = parse_when(plain, moment)
    return found.on if found is not None else None
