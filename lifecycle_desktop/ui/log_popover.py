"""The popover that logs a touch: what came of it, a line about it, and the next step. Enter keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.ui.step_words import step_words, time_text
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, SegmentedControl
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.widgets.date_popover import Understood, day_in_words
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.capture_line import SaidStep
    from lifecycle_desktop.core.model.said_step import FoundStep


@dataclass(frozen=True)
class Logged:
    """What the popover gives back; `next_on` None: no next step was named."""

    kind: str
    outcome: str
    text: str
    next_what: str = ""
    next_on: dt.date | None = None
    next_at: str = ""
    next_channel: str = ""  # empty: the one of the touch


def outcomes(kind: ActivityKind) -> list[tuple[str, str, str]]:
    """What may come of a touch, as (key, word, no icon); none for a note."""
    words: list[tuple[str, str]] = []
    if kind is ActivityKind.CALL:
        words = [("reached", _("Reached")), ("message", _("Left a message")), ("no answer", _("No answer"))]
    elif kind in (ActivityKind.TEXT, ActivityKind.EMAIL):
        words = [("sent", _("Sent")), ("answered", _("They answered"))]
    return [(key, word, "") for key, word in words]


class LogPopover(Popover):
    """Asks what came of a call, text, e-mail, meeting or showing, or takes a note."""

    logged = Signal(object)  # Logged

    def __init__(
        self,
        kind: ActivityKind,
        name: str,
        parse: Callable[[str], Understood | None],
        moment: Moment,
        parent: QWidget | None = None,
    ) -> None:
        title = _("{kind} with {name}").format(kind=kind.words, name=name)
        if kind is ActivityKind.NOTE:
            title = _("Note on {name}").format(name=name)
        super().__init__(title, parent)
        self._kind, self._parse, self._moment = kind, parse, moment
        self._refused: set[str] = set()  # words of days in the note that were taken off
        self._in_note: FoundStep | None = None
        self._chip: FilterChip | None = None
        self.column.addWidget(Label(title, face="card", cut=True, parent=self))
        choices = outcomes(kind)
        self.outcome = SegmentedControl(choices, name=_("What came of it"), parent=self) if choices else None
        if self.outcome is not None:
            self.column.addWidget(self.outcome)
        self.text = Line(name=_("What was said"), placeholder=_("What was said, in a line"), parent=self)
        self.column.addWidget(Field(_("&Note"), self.text, parent=self))
        self.next_what = Line(name=_("Next step"), placeholder=_("e.g. call friday 9"), parent=self)
        self.when = Line(name=_("When"), placeholder=_("next tue 3pm"), icon="calendar", parent=self)
        self._read_as = Label("", face="small", tone="accenttext", parent=self)
        if kind is ActivityKind.NOTE:
            for widget in (self.next_what, self.when, self._read_as):
                widget.hide()
        else:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Field(_("Ne&xt step"), self.next_what, parent=self), 3)
            row.addWidget(Field(_("&When"), self.when, parent=self), 2)
            self.column.addLayout(row)
            self.column.addWidget(self._read_as)
        self._chips = QHBoxLayout()
        self.column.addLayout(self._chips)
        self.column.addLayout(self._foot())
        for line in (self.text, self.next_what, self.when):
            line.textChanged.connect(lambda _text: self._show_step())
            line.returnPressed.connect(self._on_save)
        self.setMinimumWidth(max(400, theme().px(380)))
        self.text.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_save()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        save = Button(_("Save"), kind="primary", icon="check", key="Return", parent=self)
        save.clicked.connect(self._on_save)
        row.addWidget(save)
        return row

    # --- the next step, in the words of the day, of the step, or of the note ---

    def _step(self) -> SaidStep | None:
        """The step whose day stands in the words of the next step, or else in the note."""
        from lifecycle_desktop.core.model.capture_line import SaidStep
        from lifecycle_desktop.core.model.said_step import find_step

        self._in_note = None
        if self.when.text().strip():
            return None
        found = find_step(self.next_what.text(), self._moment)
        if found is not None:
            return found.step
        self._in_note = found = find_step(self.text.text(), self._moment, self._refused)
        if found is None:
            return None
        what = self.next_what.text().strip()
        return SaidStep(what, found.step.channel, found.step.on, found.step.at) if what else found.step

    def _show_step(self) -> None:
        step, typed = self._step(), self.when.text().strip()
        found = self._parse(typed) if typed else None
        tone, words = "accenttext", ""
        if found is not None:
            words = day_in_words(found.on, found.at, today=self._moment.today)
        elif typed:
            tone, words = "ink3", _("Not a date yet")
        elif step is not None and self._in_note is None:
            words = day_in_words(step.on, time_text(step), today=self._moment.today)
        elif step is None and self.next_what.text().strip():
            tone, words = "ink3", _("Tomorrow, unless you write a day")
        self._read_as.set_tone(tone)
        self._read_as.setText(words)
        self._show_chip(step_words(step, self._moment.today) if step is not None and self._in_note else "")

    def _show_chip(self, words: str) -> None:
        """Show the step that the note names, to be taken off."""
        if self._chip is not None and self._chip.property("words") == words:
            return
        if self._chip is not None:
            self._chips.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        if words:
            self._chip = FilterChip(words, self)
            self._chip.setProperty("words", words)
            self._chip.setAccessibleName(words)
            self._chip.setToolTip(tooltip(_("Take this next step off"), "Del"))
            self._chip.removed.connect(self._on_chip_removed)
            self._chips.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.adjustSize()

    def _on_chip_removed(self) -> None:
        if self._in_note is not None:
            self._refused.add(self.text.text()[self._in_note.start : self._in_note.end].lower())
            self._show_step()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        typed = self.when.text().strip()
        found = self._parse(typed) if typed else None
        if typed and found is None:
            self._read_as.set_tone("danger")
            self._read_as.setText(_("This is not a date. Example: next tue 3pm"))
            self.when.setFocus()
            return
        what, channel, step = self.next_what.text().strip(), "", self._step()
        if step is not None:
            what, found = step.what, Understood(step.on, time_text(step))
            channel = step.channel.value if step.channel is not Channel.OTHER else ""
        elif what and found is None:
            found = Understood(self._moment.today + dt.timedelta(days=1))
        self.logged.emit(
            Logged(
                self._kind.value,
                self.outcome.current if self.outcome is not None else "",
                self.text.text().strip(),
                what,
                found.on if found else None,
                found.at if found else "",
                channel,
            )
        )
        self.close()
