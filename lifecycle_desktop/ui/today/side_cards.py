"""The right column of Today: who waits for an answer, who is slipping through, and this week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import span_words
from lifecycle_desktop.core.model.desk import DayWeek, LeadLine, SlippingLine
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.cards import Card, Hairline
from lifecycle_desktop.ui.widgets.chips import Avatar, StageBadge
from lifecycle_desktop.ui.widgets.gauges import MiniBars, ProgressLine, Ring
from lifecycle_desktop.ui.widgets.labels import Label

LEADS_SHOWN = 5


class PersonRow(QWidget):
    """A person in a card: what stands before the words, two lines, what can be done. Enter opens the person."""

    accessible_role = "Button"
    ring_radius = style.CORNER_CONTROL

    opened = Signal(int)

    def __init__(self, contact_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contact_id = contact_id
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 7, 14, 7)
        self.row.setSpacing(12)

    def add_words(self, name: str, second: str, badge: QWidget | None = None) -> None:
        """Add the two lines: the name, with a badge behind it, and what is to be known."""
        self.setAccessibleDescription(second)
        words = QVBoxLayout()
        words.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        # A name is cut before a button is: its whole is in the tool tip.
        label = Label(name, face="strong", cut=True, parent=self)
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        upper.addWidget(label)
        if badge is not None:
            upper.addWidget(badge)
        upper.addStretch(1)
        words.addLayout(upper)
        words.addWidget(Label(second, tone="ink2", cut=True, parent=self))
        self.row.addLayout(words, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.contact_id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.contact_id)


class PeopleCard(Card):
    """A card of a few people."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)

    def show_rows(self, rows: list[PersonRow]) -> None:
        """Show other people."""
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, row in enumerate(rows):
            if number:
                self.column.addWidget(Hairline(self))
            row.opened.connect(self.opened)
            self.column.addWidget(row)


class LeadsCard(PeopleCard):
    """The leads that nobody has answered, each with its running time."""

    asked = Signal(str, object, object)  # kind, LeadLine, the button

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rings: list[tuple[Ring, dt.datetime]] = []

    def show_leads(self, leads: tuple[LeadLine, ...], aim_minutes: int, now: dt.datetime) -> None:
        """Show these leads; the newest has the primary button."""
        self._rings = []
        rows = []
        for number, lead in enumerate(leads[:LEADS_SHOWN]):
            row = PersonRow(lead.contact_id, lead.name, self)
            ring = Ring(aim=aim_minutes * 60, parent=row)
            self._rings.append((ring, lead.captured_at))
            row.row.addWidget(ring)
            row.add_words(lead.name, "  ·  ".join(part for part in (lead.reach, lead.source) if part))
            call = Button(
                _("Log call"), kind="normal" if number else "primary", icon="phone", small=True, parent=row
            )
            call.setAccessibleName(_("Log call with {name}").format(name=lead.name))
            call.clicked.connect(self._asker("call", lead, call))
            text = IconButton(
                "message-square",
                _("Log text with {name}").format(name=lead.name),
                kind="normal",
                small=True,
                parent=row,
            )
            text.clicked.connect(self._asker("text", lead, text))
            row.row.addWidget(call)
            row.row.addWidget(text)
            rows.append(row)
        self.show_rows(rows)
        self.tick(now)

    def tick(self, now: dt.datetime) -> None:
        """Let the rings run on."""
        for ring, since in self._rings:
            ring.set_seconds(max(0, int((now - since).total_seconds())))

    def _asker(self, kind: str, lead: LeadLine, button: QWidget) -> Callable[[], None]:
        return lambda: self.asked.emit(kind, lead, button)


class SlippingCard(PeopleCard):
    """Quiet people who come forward by themselves."""

    asked = Signal(object, object)  # SlippingLine, the button

    def show_lines(self, lines: tuple[SlippingLine, ...], stages: int) -> None:
        """Show these people; `stages` is the number of stages of the lifecycle."""
        rows = []
        for line in lines:
            row = PersonRow(line.contact_id, line.name, self)
            row.row.addWidget(Avatar(line.name, parent=row))
            badge = StageBadge(line.stage.number, stages, full_name=line.stage.name, side=16, parent=row)
            row.add_words(line.name, line.reason, badge)
            button = Button(_("Next step"), icon="calendar-plus", small=True, parent=row)
            button.setAccessibleName(_("Next step with {name}").format(name=line.name))
            button.clicked.connect(self._asker(line, button))
            row.row.addWidget(button)
            rows.append(row)
        self.show_rows(rows)

    def _asker(self, line: SlippingLine, button: QWidget) -> Callable[[], None]:
        return lambda: self.asked.emit(line, button)


class WeekCard(Card):
    """This week: how fast leads were answered, and how many follow-ups were done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        upper = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(_("Speed to lead"), tone="ink2", parent=self))
        number = QHBoxLayout()
        number.setSpacing(6)
        self._median = Label("", face="number", figures=True, parent=self)
        self._aim = Label("", face="small", tone="ink3", parent=self)
        number.addWidget(self._median)
        number.addWidget(self._aim, 1, Qt.AlignmentFlag.AlignVCenter)
        words.addLayout(number)
        upper.addLayout(words, 1)
        self._bars = MiniBars(parent=self)
        upper.addWidget(self._bars, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(upper)
        self.column.addWidget(Hairline(self))
        lower = QHBoxLayout()
        lower.addWidget(Label(_("Follow-ups done"), tone="ink2", parent=self), 1)
        self._done = Label("", face="strong", figures=True, parent=self)
        lower.addWidget(self._done)
        self.column.addLayout(lower)
        self._progress = ProgressLine(_("Follow-ups done this week"), height=theme().px(7), parent=self)
        self.column.addWidget(self._progress)

    def show_week(self, week: DayWeek, aim_minutes: int) -> None:
        """Show the numbers of this week."""
        if week.median_answer_minutes is None:
            self._median.setText("–")
            self._aim.setText(_("no lead answered yet, aim {n} min").format(n=aim_minutes))
        else:
            self._median.setText(span_words(week.median_answer_minutes))
            self._aim.setText(_("median, aim {n}").format(n=aim_minutes))
        answers = [minutes for minutes in week.answers if minutes is not None]
        told = ngettext("First answers on {n} day", "First answers on {n} days", len(answers)).format(
            n=len(answers)
        )
        self._bars.setVisible(len(answers) > 1)
        self._bars.set_values(answers, aim_minutes, told)
        self._done.setText(_("{done} of {due}").format(done=week.done, due=week.due))
        self._progress.set_share(week.done / week.due if week.due else 0.0)
