"""What every screen asks in the same way: the next step, how long to snooze, what came of a call.

Each asks in a popover beside the row, writes one step, and says in a toast what happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import ActiveLifecycle, StageMark
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.ui.many_writes import write_about
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.widgets.painters import temperature_word
from lifecycle_desktop.ui.widgets.tool_tips import action_text

if TYPE_CHECKING:  # popovers and what reads dates are loaded when something is asked
    from lifecycle_desktop.ui.log_popover import Logged, LogPopover
    from lifecycle_desktop.ui.widgets.date_popover import DatePopover, NextStep, Understood

CHANNEL_ICONS = {
    Channel.CALL: "phone",
    Channel.TEXT: "message-square",
    Channel.EMAIL: "mail",
    Channel.LETTER: "file-text",
    Channel.POSTCARD: "image",
    Channel.MEETING: "calendar",
    Channel.SHOWING: "map-pin",
    Channel.VISIT: "house",
    Channel.GIFT: "gift",
    Channel.OTHER: "clipboard-list",
}


EXIT_QUESTIONS = "exit_questions"  # the name of the card on a page that asks them


def is_asked(page: QWidget) -> bool:
    """Whether the questions of a stage that somebody left are asked on a page; nothing is loaded for it."""
    return page.findChild(QWidget, EXIT_QUESTIONS, Qt.FindChildOption.FindDirectChildrenOnly) is not None


def channel_icon(channel: str) -> str:
    """The icon of a channel; that of a plain task for an unknown one."""
    try:
        return CHANNEL_ICONS[Channel(channel)]
    except ValueError:
        return CHANNEL_ICONS[Channel.OTHER]


def channel_choices() -> list[tuple[str, str, str]]:
    """Every channel as (key, word, icon)."""
    return [(channel.value, channel.words, icon) for channel, icon in CHANNEL_ICONS.items()]


def date_reader(page: Page) -> Callable[[str], Understood | None]:
    """A function that reads a typed date as of now."""
    from lifecycle_desktop.core.model.spoken_date import parse_when
    from lifecycle_desktop.ui.widgets.date_popover import Understood

    def read(text: str) -> Understood | None:
        found = parse_when(text, page.runner.moment())
        if found is None:
            return None
        return Understood(found.on, found.at.strftime("%H:%M") if found.at else "")

    return read


def ask_next_step(
    page: Page,
    anchor: QWidget,
    contact_ids: Sequence[int],
    name: str,
    *,
    rect: QRect | None = None,
    title: str = "",
    channel: str = "call",
    what: str = "",
    occasion: tuple[str, dt.date] | None = None,
) -> DatePopover:
    """Ask what comes next with these contacts and when; Esc leaves everything as it is.

    `occasion` is a day of theirs that it is to see to, as `NewFollowUp` takes it, and the day to begin with.
    """
    from lifecycle_desktop.ui.widgets.date_popover import DatePopover, day_in_words

    popover = DatePopover(
        date_reader(page),
        page.runner.moment(),
        channels=channel_choices(),
        channel=channel,
        what=what,
        when=occasion[1].isoformat() if occasion else "",
        title=title or _("Next step"),
        said=lambda text: _step_in(text, page),
        parent=page,
    )

    def save(step: NextStep) -> None:
        from lifecycle_desktop.core.model.follow_up import NewFollowUp
        from lifecycle_desktop.core.operations.follow_ups import add_follow_ups

        moment = page.runner.moment()
        new = NewFollowUp(
            contact_id=None,
            due_on=step.on,
            due_time=_time(step.at),
            what=step.what,
            channel=step.channel,
            occasion=occasion[0] if occasion else "",
        )
        when = day_in_words(step.on, step.at, today=moment.today)
        said = _("Next step with {name}: {when}").format(name=name, when=when)
        write_about(page, _("Next step"), add_follow_ups, contact_ids, new, moment, said=lambda _count: said)

    popover.chosen.connect(save)
    popover.open_at(anchor, rect)
    return popover


def ask_snooze(
    page: Page,
    anchor: QWidget,
    follow_up_ids: Sequence[int],
    name: str,
    *,
    rect: QRect | None = None,
    next_week: dt.date | None = None,
) -> DatePopover:
    """Ask until when to put off: 1 one hour, 2 tomorrow, 3 next week, or any words.

    `next_week` is its day where it is not the seventh from today.
    """
    from lifecycle_desktop.ui.widgets.date_popover import DatePopover, usual_picks

    popover = DatePopover(
        date_reader(page),
        page.runner.moment(),
        ask_what=False,
        title=_("Snooze until"),
        picks=usual_picks(page.runner.moment(), next_week),
        parent=page,
    )
    popover.chosen.connect(lambda step: snooze(page, follow_up_ids, name, step.on, step.at))
    popover.open_at(anchor, rect)
    popover.setFocus()  # so that 1, 2 and 3 answer at once; a letter goes to the line
    return popover


def snooze(page: Page, follow_up_ids: Sequence[int], name: str, on: dt.date, at: str = "") -> None:
    """Put follow-ups off to a day, and say so."""
    from lifecycle_desktop.core.operations.follow_ups import snooze_follow_ups
    from lifecycle_desktop.ui.widgets.date_popover import day_in_words

    moment = page.runner.moment()
    when = day_in_words(on, at, today=moment.today)
    said = _("{name} snoozed to {when}").format(name=name, when=when)
    page.runner.write(
        _("Snooze {name}").format(name=name),
        snooze_follow_ups,
        list(follow_up_ids),
        on,
        _time(at),
        moment,
        then=lambda _count: page.toast.emit(said, True),
    )


def complete(
    page: Page,
    anchor: QWidget,
    follow_up_id: int,
    contact_id: int | None,
    name: str,
    *,
    rect: QRect | None = None,
) -> None:
    """Tick a follow-up off, say so, then ask once for the next step."""
    from lifecycle_desktop.core.operations.follow_ups import complete_follow_up

    def done(completed: object) -> None:
        page.toast.emit(_("{name}: done").format(name=name or _("Task")), True)
        if contact_id is not None and getattr(completed, "next_follow_up_id", None) is None:
            ask_next_step(page, anchor, [contact_id], name, rect=rect, title=_("And next?"))

    page.runner.write(
        _("Done: {name}").format(name=name or _("task")),
        complete_follow_up,
        follow_up_id,
        page.runner.moment(),
        then=done,
    )


def ask_log(
    page: Page,
    anchor: QWidget,
    contact_id: int,
    name: str,
    kind: str,
    *,
    follow_up_id: int | None = None,
    rect: QRect | None = None,
) -> LogPopover:
    """Ask what came of a touch, and what is next; Enter saves, so that a call takes two keys."""
    from lifecycle_desktop.core.model.activity import ActivityKind
    from lifecycle_desktop.ui.log_popover import LogPopover

    popover = LogPopover(ActivityKind(kind), name, date_reader(page), page.runner.moment(), parent=page)
    popover.logged.connect(
        lambda logged: log_touch(page, contact_id, name, logged, follow_up_id=follow_up_id)
    )
    popover.open_at(anchor, rect)
    return popover


def log_touch(
    page: Page, contact_id: int, name: str, logged: Logged, *, follow_up_id: int | None = None
) -> None:
    """Keep a touch, tick off the follow-up it answers, and add the next step: one undo step."""
    from lifecycle_desktop.core.model.activity import ActivityKind
    from lifecycle_desktop.core.operations.activities import log_touch as keep
    from lifecycle_desktop.ui.widgets.date_popover import day_in_words

    kind = ActivityKind(logged.kind).words
    said = _("{kind} with {name} kept").format(kind=kind, name=name)
    if logged.kind == ActivityKind.NOTE:
        said = _("Note on {name} kept").format(name=name)
    if logged.next_on is not None:
        when = day_in_words(logged.next_on, logged.next_at, today=page.runner.moment().today)
        step = ", ".join(part for part in (logged.next_what, when) if part)
        said = _("{said}. {next}").format(said=said, next=_("Next: {step}").format(step=step))
    page.runner.write(
        _("Log {kind} with {name}").format(kind=kind.lower(), name=name),
        keep,
        contact_id,
        logged.kind,
        page.runner.moment(),
        outcome=logged.outcome,
        text=logged.text,
        follow_up_id=follow_up_id,
        next_on=logged.next_on,
        next_time=_time(logged.next_at),
        next_what=logged.next_what,
        next_channel=logged.next_channel,
        then=lambda _id: page.toast.emit(said, True),
    )


def turn_temperature(page: Page, contact_ids: Sequence[int], name: str, before: str) -> None:
    """Turn the temperature on: none, cold, warm, hot, none."""
    from lifecycle_desktop.core.operations.contacts import set_temperature

    turn = ("", "cold", "warm", "hot")
    after = turn[(turn.index(before) + 1) % len(turn)] if before in turn else "warm"
    word = temperature_word(after).lower() or _("without temperature")
    page.runner.write(
        _("Temperature of {name}").format(name=name),
        set_temperature,
        list(contact_ids),
        after,
        page.runner.moment(),
        then=lambda _count: page.toast.emit(_("{name} is now {word}").format(name=name, word=word), True),
    )


def ask_stage(
    page: Page, anchor: QWidget, contact_ids: Sequence[int], name: str, *, rect: QRect | None = None
) -> None:
    """Offer the stages under the row; a figure chooses one."""
    area = rect or anchor.rect()

    def offer(lifecycle: ActiveLifecycle) -> None:
        menu = QMenu(page)
        for stage in lifecycle.stages:
            figure = stage.number % 10 if stage.number <= 10 else stage.number
            action = menu.addAction(f"&{figure}  {action_text(stage.name)}")
            action.triggered.connect(
                lambda _on=False, stage=stage: move_to_stage(
                    page, contact_ids, name, stage.mark, where=lambda: (anchor, area)
                )
            )
        menu.popup(anchor.mapToGlobal(area.bottomLeft()))

    page.runner.read(offer, active_lifecycle)


def move_to_stage(
    page: Page,
    contact_ids: Sequence[int],
    name: str,
    stage: StageMark,
    *,
    where: Callable[[], tuple[QWidget, QRect] | None] | None = None,
) -> None:
    """Move contacts to a stage, say so, and ask what the stage that one person has left wants to know.

    `where` says beside what the questions are to come, as `exit_questions.ask_exit_questions` takes it.
    """
    from lifecycle_desktop.core.operations.stages import move_contacts

    said = _("{name} moved to {stage}").format(name=name, stage=stage.label)
    page.runner.write(
        _("Move to {stage}").format(stage=stage.label),
        move_contacts,
        list(contact_ids),
        stage.stage_id,
        page.runner.moment(),
        then=lambda count: tell_moved(page, contact_ids, said, where) if count else None,
    )


def tell_moved(
    page: Page,
    contact_ids: Sequence[int],
    said: str,
    where: Callable[[], tuple[QWidget, QRect] | None] | None = None,
) -> None:
    """Say that people were moved; for one of them the questions of the stage that was left are asked."""
    page.toast.emit(said, True)
    ask_after_move(page, contact_ids, where)


def ask_after_move(
    page: Page,
    contact_ids: Sequence[int],
    where: Callable[[], tuple[QWidget, QRect] | None] | None = None,
) -> None:
    """Ask what the stage that one person has left wants to know; nothing is asked about many at once."""
    from lifecycle_desktop.ui.exit_questions import ask_exit_questions, dismiss_exit_questions

    if len(contact_ids) == 1:
        ask_exit_questions(page, contact_ids[0], where)
    else:
        dismiss_exit_questions(page)


def ask_park(
    page: Page, anchor: QWidget, contact_ids: Sequence[int], name: str, *, rect: QRect | None = None
) -> DatePopover:
    """Ask until which day to set people aside: 1 next week, 2 in a month, 3 in three months, or any words."""
    from lifecycle_desktop.core.model.period import months_later
    from lifecycle_desktop.ui.widgets.date_popover import DatePopover, Understood

    today = page.runner.moment().today
    picks = [
        (_("Next week"), Understood(today + dt.timedelta(days=7))),
        (_("In a month"), Understood(months_later(today, 1))),
        (_("In 3 months"), Understood(months_later(today, 3))),
    ]
    popover = DatePopover(
        date_reader(page),
        page.runner.moment(),
        ask_what=False,
        title=_("Park until"),
        picks=picks,
        earliest=today + dt.timedelta(days=1),
        parent=page,
    )
    popover.chosen.connect(lambda step: park(page, contact_ids, name, step.on))
    popover.open_at(anchor, rect)
    popover.setFocus()  # so that 1, 2 and 3 answer at once; a letter goes to the line
    return popover


def park(page: Page, contact_ids: Sequence[int], name: str, until: dt.date | None) -> None:
    """Set people aside until a day, or take them back with None, and say so."""
    from lifecycle_desktop.core.operations.contacts import park_contacts
    from lifecycle_desktop.ui.widgets.date_popover import day_in_words

    moment = page.runner.moment()
    if until is None:
        label, said = _("Take {name} back"), _("{name} is back on the board")
        if len(contact_ids) != 1:
            said = _("{name} are back on the board")
        said = said.format(name=name)
    else:
        label = _("Park {name}")
        said = _("{name} parked until {day}").format(name=name, day=day_in_words(until, today=moment.today))
    write_about(
        page,
        label.format(name=name),
        park_contacts,
        contact_ids,
        until,
        moment,
        said=lambda _count: said,
    )


def move_all_to_today(page: Page) -> None:
    """Make every late follow-up due today, in one step, also those that a long list does not show."""
    from lifecycle_desktop.core.operations.follow_ups import move_late_to_today

    def moved(count: int) -> None:
        said = ngettext("{n} follow-up moved to today", "{n} follow-ups moved to today", count)
        page.toast.emit(said.format(n=count), True)

    page.runner.write(_("Move all to today"), move_late_to_today, page.runner.moment(), then=moved)


def _step_in(text: str, page: Page) -> NextStep | None:
    """A step with its day that stands in typed words; no channel where the words name none."""
    from lifecycle_desktop.core.model.said_step import find_step
    from lifecycle_desktop.ui.step_words import time_text
    from lifecycle_desktop.ui.widgets.date_popover import NextStep

    found = find_step(text, page.runner.moment())
    if found is None:
        return None
    step = found.step
    channel = step.channel.value if step.channel is not Channel.OTHER else ""
    return NextStep(step.what, channel, step.on, time_text(step))


def _time(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
