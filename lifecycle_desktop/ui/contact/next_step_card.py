"""The card of the next step: late, today or to come, or that there is none; other open follow-ups below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.asks import channel_icon
from lifecycle_desktop.ui.contact.line_face import LineFace, Look
from lifecycle_desktop.ui.contact_words import ago, due_words, long_day, what_words
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.cards import Card, Hairline, IconView
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.gauges import WARN_SECONDS
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage, OpenStep
    from lifecycle_desktop.core.model.desk import NextStep
    from lifecycle_desktop.ui.page import Page

LONGEST = 400  # letters of a follow-up that are shown
OTHERS_SHOWN = 5


class NextStepCard(Card):
    """What is next with somebody. Each signal carries the control beside which a popover may open."""

    done_wanted = Signal(object, QWidget)  # OpenStep
    snooze_wanted = Signal(object, QWidget)
    edit_wanted = Signal(object, QWidget)
    text_wanted = Signal(object, QWidget)
    drop_wanted = Signal(object)
    new_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=0, parent=parent)
        self.setAccessibleName(_("Next step"))
        self._shown: object = None
        self._inner: QWidget | None = None
        self._shows_all = False
        self.done: Button | None = None
        self.snooze: Button | None = None
        self.text: Button | None = None
        self.edit: IconButton | None = None
        self.new: Button | None = None
        self.others: list[OtherStep] = []

    def show_steps(self, page: ContactPage, moment: Moment, *, anew: bool) -> None:
        """Show the open follow-ups; nothing is touched where they are the same."""
        if anew:
            self._shows_all = False
        waits = page.head.waits_since
        waited = int((moment.at - waits).total_seconds() // 60) if waits is not None else None
        shown = (page.contact_id, page.steps, waited, moment.today, self._shows_all)
        if shown == self._shown:
            return
        focused = self._focused_place()
        self._shown = shown
        self._page, self._moment = page, moment
        self._rebuild(page, moment)
        if focused >= 0 and not anew:
            self._focus(focused)

    # --- building ---

    def _rebuild(self, page: ContactPage, moment: Moment) -> None:
        old = self._inner
        self._inner = QWidget(self)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.done = self.snooze = self.text = self.edit = self.new = None
        self.others = []
        if page.head.waits_since is not None:
            self._add_waiting(column, page, moment)
        if page.steps:
            self._add_step(column, page.steps[0], moment)
        else:
            self._add_none(column, warns=page.head.waits_since is None)
        if len(page.steps) > 1:
            self._add_others(column, page, moment)
        if old is not None:
            self.column.replaceWidget(old, self._inner)
            old.hide()
            old.deleteLater()
        else:
            self.column.addWidget(self._inner)
        self._inner.show()

    def _sign(self, icon: str, words: str, tone: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconView(icon, side=16, tone=tone, parent=self._inner))
        row.addWidget(Label(words, face="small", tone=tone, weight=600, wrap=True, parent=self._inner), 1)
        return row

    def _add_waiting(self, column: QVBoxLayout, page: ContactPage, moment: Moment) -> None:
        since = page.head.waits_since
        if since is None:
            return
        seconds = (moment.at - since).total_seconds()
        is_long = seconds > max(WARN_SECONDS, page.answer_aim_minutes * 60)
        words = _("Answer now, came in {when}").format(when=ago(since, moment).lower())
        icon, tone = ("circle-alert", "danger") if is_long else ("zap", "hot")
        column.addLayout(self._sign(icon, words, tone))

    def _add_step(self, column: QVBoxLayout, each: OpenStep, moment: Moment) -> None:
        step = each.step
        icon, words, tone = step_sign(step, moment)
        head = self._sign(icon, words, tone)
        self.edit = IconButton("pencil", _("Change the next step"), small=True, key="F2", parent=self._inner)
        self.edit.clicked.connect(lambda _on=False: self._emit_edit(each, self.edit))
        head.addWidget(self.edit)
        column.addLayout(head)
        what = what_words(step)
        what = shortened(what[:1].upper() + what[1:], LONGEST)
        column.addWidget(Label(what, face="card", wrap=True, parent=self._inner))
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(
            IconView(channel_icon(step.channel), side=15, parent=self._inner), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(Label(when_words(step, moment), tone="ink2", wrap=True, parent=self._inner), 1)
        column.addLayout(row)
        for text in reasons(each):
            column.addWidget(Label(text, face="small", tone="ink2", wrap=True, parent=self._inner))
        flow = FlowLayout(gap=8)
        self.done = Button(_("Done"), kind="primary", icon="check", key="X", parent=self._inner)
        self.done.clicked.connect(lambda _on=False: self.done_wanted.emit(each, self.done))
        self.snooze = Button(_("Snooze"), icon="alarm-clock", key="S", parent=self._inner)
        self.snooze.clicked.connect(lambda _on=False: self.snooze_wanted.emit(each, self.snooze))
        flow.addWidget(self.done)
        flow.addWidget(self.snooze)
        if each.is_sequence_step:
            self.text = Button(_("Ready text"), icon="message-square-text", parent=self._inner)
            self.text.clicked.connect(lambda _on=False: self.text_wanted.emit(each, self.text))
            flow.addWidget(self.text)
        column.addSpacing(4)
        column.addLayout(flow)

    def _add_none(self, column: QVBoxLayout, *, warns: bool) -> None:
        if warns:
            column.addLayout(self._sign("circle-dashed", _("No next step"), "warn"))
        self.new = Button(_("Next step"), kind="primary", icon="calendar-plus", key="D", parent=self._inner)
        self.new.clicked.connect(lambda _on=False: self.new_wanted.emit(self.new))
        column.addSpacing(4)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_others(self, column: QVBoxLayout, page: ContactPage, moment: Moment) -> None:
        column.addSpacing(6)
        column.addWidget(Hairline(self._inner))
        column.addSpacing(2)
        others = page.steps[1:]
        shown = others if self._shows_all else others[:OTHERS_SHOWN]
        for each in shown:
            other = OtherStep(each, moment, self._inner or self)
            other.clicked.connect(partial(self._on_other_clicked, other))
            other.act_wanted.connect(partial(self._on_act, other))
            self.others.append(other)
            column.addWidget(other)
        if len(shown) < len(others):
            count = len(others) - len(shown)
            words = ngettext("{n} more", "{n} more", count).format(n=count)
            more = Button(words, kind="link", small=True, parent=self._inner)
            more.clicked.connect(lambda _on=False: self._on_more())
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    # --- slots ---

    def _emit_edit(self, each: OpenStep, at: QWidget | None) -> None:
        self.edit_wanted.emit(each, at or self)

    def _on_other_clicked(self, other: OtherStep, _on: bool = False) -> None:
        self.edit_wanted.emit(other.open_step, other)

    def _on_act(self, other: OtherStep, act: str) -> None:
        if act == "done":
            self.done_wanted.emit(other.open_step, other)
        elif act == "snooze":
            self.snooze_wanted.emit(other.open_step, other)
        elif act == "edit":
            self.edit_wanted.emit(other.open_step, other)
        else:
            self.drop_wanted.emit(other.open_step)

    def _on_more(self) -> None:
        self._shows_all = True
        self.show_steps(self._page, self._moment, anew=False)
        if self.others:
            self.others[min(OTHERS_SHOWN, len(self.others) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the focus, while the card is made anew ---

    def _controls(self) -> list[QWidget]:
        return [
            each for each in (self.done, self.snooze, self.text, self.edit, self.new, *self.others) if each
        ]

    def _focused_place(self) -> int:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return -1
        controls = self._controls()
        return controls.index(focus) if focus in controls else 0

    def _focus(self, place: int) -> None:
        controls = self._controls()
        if controls:
            controls[min(place, len(controls) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


class OtherStep(LineFace):
    """One more open follow-up in a line; its menu and keys do what the buttons do for the next one."""

    act_wanted = Signal(str)  # done, snooze, edit, drop

    def __init__(self, each: OpenStep, moment: Moment, parent: QWidget) -> None:
        super().__init__(Look(most_lines=3), parent)
        self.open_step = each
        step = each.step
        is_late = step.due_on < moment.today
        look = Look(tone="danger" if is_late else "ink", most_lines=3)
        text = f"{due_words(step, moment)}, {what_words(step)}"
        self.tell(
            icon="circle-alert" if is_late else channel_icon(step.channel),
            name=_("Follow-up"),
            text=shortened(text, LONGEST),
            look=look,
            tip="\n".join([when_words(step, moment), *reasons(each)]),
        )

    def menu(self) -> QMenu:
        """What can be done with the follow-up."""
        menu = QMenu(self)
        for words, act in (
            (_("&Done"), "done"),
            (_("&Snooze…"), "snooze"),
            (_("&Change…"), "edit"),
            (_("&Let it go"), "drop"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _on=False, act=act: self.act_wanted.emit(act))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(QPoint(0, self.height())) if is_key else event.globalPos())


def show_text(page: Page, at: QWidget, each: OpenStep) -> None:
    """Show the ready text of a follow-up that is a step of a sequence."""
    from lifecycle_desktop.ui.ready_text import ask_ready_text

    ask_ready_text(page, at, each.step.follow_up_id, page.accessibleName())


def step_sign(step: NextStep, moment: Moment) -> tuple[str, str, str]:
    """Icon, words and tone of the line over the next step: "Next step, 2 days late"."""
    days = (step.due_on - moment.today).days
    if days < 0:
        late = due_words(step, moment)
        return "circle-alert", _("Next step, {late}").format(late=late), "danger"
    if days == 0:
        today = _("Next step, today at {time}").format(time=step.due_time) if step.due_time else ""
        return "circle-dot", today or _("Next step, today"), "accenttext"
    return "calendar", _("Next step, {day}").format(day=due_words(step, moment)), "ink2"


def when_words(step: NextStep, moment: Moment) -> str:
    """Channel and day in full: "Email, was due Sun 12 April"."""
    try:
        channel = Channel(step.channel).words
    except ValueError:
        channel = Channel.OTHER.words
    day = long_day(step.due_on, moment.today)
    at = f"{day}, {step.due_time}" if step.due_time else day
    if step.due_on < moment.today:
        return _("{channel}, was due {day}").format(channel=channel, day=at)
    return _("{channel}, due {day}").format(channel=channel, day=at)


def reasons(each: OpenStep) -> list[str]:
    """Why a follow-up is there, and what else is known of it."""
    reason = shortened(each.reason, 200)
    told = [reason[:1].upper() + reason[1:]] if reason else []
    if each.is_promise and not reason:  # a reason says it better
        told.append(_("You promised this."))
    if each.snooze_count:
        told.append(
            ngettext("Snoozed {n} time.", "Snoozed {n} times.", each.snooze_count).format(n=each.snooze_count)
        )
    if each.rule:
        told.append(_("Comes again by itself."))
    return told
