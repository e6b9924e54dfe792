"""The follow-up popover: what, by which channel, and when, typed in plain words, picked, or from the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.calendar import Calendar
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


@dataclass(frozen=True)
class Understood:
    """A date that was read from words: the day, the time of day "HH:MM" or "" for any time, and how to say it."""

    on: dt.date
    at: str = ""
    text: str = ""


@dataclass(frozen=True)
class NextStep:
    """What the popover gives back."""

    what: str
    channel: str
    on: dt.date
    at: str = ""


def day_in_words(on: dt.date, at: str = "", *, today: dt.date | None = None) -> str:
    """A day as the system's language writes it, "Wed 15 April, 10:00"; "Today" and "Tomorrow" where it is so."""
    if today is not None and on == today:
        day = _("Today")
    elif today is not None and on == today + dt.timedelta(days=1):
        day = _("Tomorrow")
    else:
        pattern = "ddd d MMMM" if today is None or on.year == today.year else "ddd d MMMM yyyy"
        day = QLocale().toString(QDate(on.year, on.month, on.day), pattern)
    return f"{day}, {at}" if at else day


class DatePopover(Popover):
    """Asks for the next step of a person. `parse` reads typed words ("next tue 3pm") and is called at each key."""

    chosen = Signal(object)  # NextStep

    def __init__(  # noqa: PLR0913  every part of the question may be left out
        self,
        parse: Callable[[str], Understood | None],
        moment: Moment,
        *,
        channels: Sequence[tuple[str, str, str]] = (),
        what: str = "",
        channel: str = "",
        when: str = "",
        ask_what: bool = True,
        title: str = "",
        picks: Sequence[tuple[str, Understood]] | None = None,
        earliest: dt.date | None = None,
        said: Callable[[str], NextStep | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`channels` are (key, word, icon); without `ask_what` only the date is asked, as for snoozing.

        `picks` are the quick ones with their words, `usual_picks` unless given; a day before
        `earliest` is refused in words. `said` reads a step with its day out of what is to be done ("call friday 9"):
        it counts while no other day is written.
        """
        super().__init__(title or _("Next step"), parent)
        self._parse, self._moment, self._earliest = parse, moment, earliest
        self._picks = list(picks) if picks is not None else usual_picks(moment)
        self._understood: Understood | None = None
        self._said = said
        self._in_what: NextStep | None = None  # the step that stands in what is to be done
        self.column.addWidget(Label(title or _("Next step"), face="card", parent=self))
        self._what = Line(
            what, name=_("What to do"), placeholder=_("e.g. send the comps friday 3pm"), parent=self
        )
        self._channel = Choice(name=_("Channel"), parent=self)
        for key, word, icon in channels:
            self._channel.add(word, key, icon=icon)
        self._channel.choose(channel)
        if ask_what:
            self.column.addWidget(Field(_("&What"), self._what, parent=self))
        self._what.setVisible(ask_what)  # what is not asked must not lie over the title
        self._channel.setVisible(ask_what and bool(channels))
        if ask_what and channels:
            self.column.addWidget(Field(_("&How"), self._channel, parent=self))
        placeholder = _("e.g. next tue 3pm, in 5 weeks")
        self.when = Line(when, name=_("When"), placeholder=placeholder, icon="calendar", parent=self)
        self._when_field = Field(_("W&hen"), self.when, parent=self)
        self.column.addWidget(self._when_field)
        self._read_as = Label("", face="strong", tone="accenttext", parent=self)
        self.column.addWidget(self._read_as)
        self.column.addLayout(self._quick_picks())
        self._calendar = self._made_calendar()
        self.column.addWidget(self._calendar)
        self.column.addLayout(self._foot())
        self.when.textChanged.connect(self._on_typed)
        self._what.textChanged.connect(lambda _text: self._on_typed(self.when.text()))
        for line in (self.when, self._what):
            line.returnPressed.connect(self._on_save)
        self.setMinimumWidth(max(340, theme().px(320)))
        self._on_typed(when)
        (self._what if ask_what and not what else self.when).setFocus()

    @property
    def understood(self) -> Understood | None:
        """The date that Save would keep."""
        return self._understood

    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_line = self.when.hasFocus() or self._what.hasFocus()
        picks = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}
        number = picks.get(Qt.Key(event.key()))
        save = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Return
        if save:
            self._on_save()
        elif number is not None and not in_line:
            self._on_pick(number)
        elif event.key() == Qt.Key.Key_4 and not in_line:  # any other day, in words
            self.when.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not in_line and event.text().isprintable() and event.text().strip():  # words of a day begin
            self.when.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.when.insert(event.text())
        else:
            super().keyPressEvent(event)

    def make_lower(self) -> None:
        """Do without the month: any day can be written."""
        self._calendar.hide()

    def pick(self, number: int) -> None:
        """Take a quick pick, counted from 1."""
        self._on_pick(number - 1)

    def _quick_picks(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for index, (text, _when) in enumerate(self._picks):
            button = Button(f"{index + 1}  {text}", small=True, hint=text, key=str(index + 1), parent=self)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _on=False, index=index: self._on_pick(index))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _made_calendar(self) -> Calendar:
        calendar = Calendar(self._moment.today, self)
        calendar.clicked.connect(self._on_day_clicked)
        calendar.activated.connect(self._on_day_entered)
        calendar.selectionChanged.connect(self._on_day_walked)
        calendar.setDateEditEnabled(False)  # digits are quick picks or words, never a hidden field
        return calendar

    def _foot(self) -> QVBoxLayout:
        box = QVBoxLayout()
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        self.save_button = Button(_("Save"), kind="primary", icon="check", key="Return", parent=self)
        self.save_button.clicked.connect(self._on_save)
        row.addWidget(self.save_button)
        box.addLayout(row)
        return box

    def _on_typed(self, text: str) -> None:
        step = self._said(self._what.text()) if self._said is not None and not text.strip() else None
        self._in_what = step
        understood = self._parse(text) if text.strip() else None
        if step is not None:
            understood = Understood(step.on, step.at)
            if step.channel:
                self._channel.choose(step.channel)
        self._show(understood)
        if text.strip() and understood is None:
            self._read_as.setText(_("Not a date yet"))
            self._read_as.set_tone("ink3")

    def _on_pick(self, index: int) -> None:
        if 0 <= index < len(self._picks):
            self._take(self._picks[index][1])
            self._on_save()

    def _on_day_clicked(self, day: QDate) -> None:
        at = self._understood.at if self._understood is not None else ""
        self._take(Understood(dt.date(day.year(), day.month(), day.day()), at))

    def _on_day_walked(self) -> None:
        """The arrows went to another day of the calendar: it is the one that Save keeps."""
        day = self._calendar.selectedDate()
        now = self._understood
        if now is None or QDate(now.on.year, now.on.month, now.on.day) != day:
            self._on_day_clicked(day)

    def _on_day_entered(self, day: QDate) -> None:
        self._on_day_clicked(day)
        self._on_save()

    def _take(self, understood: Understood) -> None:
        self._in_what = None
        self.when.blockSignals(True)
        self.when.setText(day_in_words(understood.on, understood.at))
        self.when.blockSignals(False)
        self._show(understood)

    def _show(self, understood: Understood | None) -> None:
        self._understood = understood
        self.save_button.setEnabled(understood is not None)
        self._read_as.set_tone("accenttext")
        if understood is None:
            self._read_as.setText("")
            return
        said = understood.text or day_in_words(understood.on, understood.at, today=self._moment.today)
        self._read_as.setText(said)
        self._when_field.set_error("")
        on = understood.on
        self._calendar.setSelectedDate(QDate(on.year, on.month, on.day))

    def _on_save(self) -> None:
        if self._understood is None:
            told = _("This is not a date. Example: next tue 3pm")
            if not self.when.text().strip():
                told = _("A day is missing. Example: next tue 3pm")
            self._when_field.set_error(told)
            self.when.setFocus()
            return
        if self._earliest is not None and self._understood.on < self._earliest:
            self._when_field.set_error(_("This day is not ahead. Example: in 3 weeks"))
            self.when.setFocus()
            return
        channel = self._channel.currentData()
        what = self._in_what.what if self._in_what is not None else self._what.text().strip()
        step = NextStep(what, str(channel or ""), self._understood.on, self._understood.at)
        self.chosen.emit(step)
        self.close()


def usual_picks(moment: Moment, next_week: dt.date | None = None) -> list[tuple[str, Understood]]:
    """One hour, tomorrow, and next week: in seven days, or the day that is given."""
    later = moment.local + dt.timedelta(hours=1)
    return [
        (_("One hour"), Understood(later.date(), later.strftime("%H:%M"))),
        (_("Tomorrow"), Understood(moment.today + dt.timedelta(days=1))),
        (_("Next week"), Understood(next_week or moment.today + dt.timedelta(days=7))),
    ]
