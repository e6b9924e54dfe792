"""The parts of the pane: the line of the stage, the card of the next step, what happened last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import NextStep
from lifecycle_desktop.core.model.lists import ContactSummary, TimelineEntry
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.asks import channel_icon
from lifecycle_desktop.ui.contact_words import ago, date_text, due_words, long_day, what_words
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.chips import StageBadge
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.gauges import WARN_SECONDS
from lifecycle_desktop.ui.widgets.labels import Label

LATEST_SHOWN = 8
_ICONS = {
    "call": "phone",
    "text": "message-square",
    "email": "mail",
    "letter": "file-text",
    "meeting": "calendar",
    "showing": "map-pin",
    "open_house": "door-open",
    "note": "pencil",
    "review": "award",
    "complaint": "flag",
    "gift": "gift",
    "stage_move": "arrow-right",
}


class StageLine(QWidget):
    """The stage with its number, how long they have been there, and the ladder as a line."""

    def __init__(self, summary: ContactSummary, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        row = QHBoxLayout()
        row.setSpacing(8)
        stage = summary.stage
        row.addWidget(
            StageBadge(stage.number, summary.stage_count, full_name=stage.name, side=18, parent=self)
        )
        name = Label(stage.label, face="strong", parent=self)
        row.addWidget(name, 1)
        row.addWidget(Label(stay_text(summary), face="small", tone="ink2", parent=self))
        column.addLayout(row)
        column.addWidget(Segments(stage.number, summary.stage_count, self))


class NextStepCard(QFrame):
    """The next step, on soft red when it is late; or that there is none, on soft amber, with the way to one."""

    def __init__(self, summary: ContactSummary, moment: Moment, aim_minutes: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.done: Button | None = None
        self.snooze: Button | None = None
        self.next_step: Button | None = None
        self.setProperty("role", "banner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(5)
        if summary.waits_since is not None:
            self._say_waiting(summary, moment, aim_minutes)
        elif summary.next_step is None:
            self.setProperty("tone", "warn")
            self._sign("circle-dashed", _("No next step"), "warn", "")
        if summary.next_step is not None:
            self._say_step(
                summary.next_step, summary.next_step_reason, moment, summary.waits_since is not None
            )
        self._buttons(summary.next_step is not None)

    def _sign(self, icon: str, words: str, tone: str, end: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconView(icon, side=16, tone=tone, parent=self))
        row.addWidget(Label(words, face="small", tone=tone, weight=600, parent=self), 1)
        if end:
            row.addWidget(Label(end, face="small", tone="ink2", parent=self))
        self._column.addLayout(row)

    def _say_waiting(self, summary: ContactSummary, moment: Moment, aim_minutes: int) -> None:
        since = summary.waits_since
        if since is None:
            return
        is_long = (moment.at - since).total_seconds() > max(WARN_SECONDS, aim_minutes * 60)
        self.setProperty("tone", "danger" if is_long else "accent")
        icon, tone = ("circle-alert", "danger") if is_long else ("zap", "ink")
        came = _("came in {when}").format(when=ago(since, moment).lower())
        self._sign(icon, _("Answer now"), tone, came)

    def _say_step(self, step: NextStep, reason: str, moment: Moment, is_second: bool) -> None:
        days = (step.due_on - moment.today).days
        if days < 0:
            self.setProperty("tone", "danger")
            due = _("due {day}").format(day=long_day(step.due_on, moment.today))
            self._sign("circle-alert", due_words(step, moment), "danger", due)
        else:
            if not is_second:
                self.setProperty("tone", "accent")
            day = _("Today") if days == 0 else long_day(step.due_on, moment.today)
            self._sign(channel_icon(step.channel), day, "ink", step.due_time or "")
        what = what_words(step)
        self._column.addWidget(
            Label(shortened(what[:1].upper() + what[1:], 300), face="strong", wrap=True, parent=self)
        )
        if reason:
            reason = reason[:1].upper() + reason[1:]
            self._column.addWidget(
                Label(shortened(reason, 200), face="small", tone="ink2", wrap=True, parent=self)
            )

    def _buttons(self, has_step: bool) -> None:
        flow = FlowLayout(gap=8)
        self._column.addSpacing(2)
        if has_step:
            self.done = Button(_("Done"), kind="primary", icon="check", key="X", parent=self)
            self.snooze = Button(_("Snooze"), icon="alarm-clock", key="S", parent=self)
            flow.addWidget(self.done)
            flow.addWidget(self.snooze)
        else:
            self.next_step = Button(_("Next step"), icon="calendar-plus", key="D", parent=self)
            flow.addWidget(self.next_step)
        self._column.addLayout(flow)


class LatestList(QWidget):
    """What happened last, newest first."""

    def __init__(self, latest: Sequence[TimelineEntry], moment: Moment, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(_("Latest"), face="small", tone="ink2", weight=600, parent=self))
        for entry in latest[:LATEST_SHOWN]:
            column.addLayout(self._entry(entry, moment))

    def _entry(self, entry: TimelineEntry, moment: Moment) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(9)
        icon = IconView(_ICONS.get(entry.kind, "circle-dot"), side=15, tone="ink2", parent=self)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Label(entry.title, face="strong", cut=True, parent=self), 1)
        is_this_year = entry.happened_on.year == moment.today.year
        day = date_text(entry.happened_on, "d MMM" if is_this_year else "d MMM yyyy")
        top.addWidget(Label(day, face="small", tone="ink3", parent=self))
        words.addLayout(top)
        if entry.text:
            text = Label(shortened(entry.text, 400), face="small", tone="ink2", wrap=True, parent=self)
            words.addWidget(text)
        row.addLayout(words, 1)
        return row


class Segments(QWidget):
    """The ladder as a line: the stages up to the present one in their colours."""

    accessible_role = "ProgressBar"

    def __init__(self, position: int, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._position, self._count = position, count
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stage"))

    def accessible_value(self) -> str:
        """Which stage of how many."""
        return _("Stage {number} of {count}").format(number=self._position, count=self._count)

    def sizeHint(self) -> QSize:
        return QSize(100, 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = max(self._count, 1)
        wide = (self.width() - 4 * (count - 1)) / count
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place in range(count):
            left = place * (wide + 4)
            if mirrored:
                left = self.width() - left - wide
            is_past = place < self._position
            painter.setBrush(theme().stage_colour(place + 1, count) if is_past else theme().colour("press"))
            painter.drawRoundedRect(QRectF(left, 0, wide, 5), 2.5, 2.5)


def stay_text(summary: ContactSummary) -> str:
    """How long in the stage, and how long is usual: "8 days, typical 11"."""
    days = ngettext("{n} day", "{n} days", summary.days_in_stage).format(n=summary.days_in_stage)
    if summary.days_in_stage == 0:
        days = _("new today")
    if summary.typical_days is None:
        return days
    return _("{days}, typical {n}").format(days=days, n=summary.typical_days)
