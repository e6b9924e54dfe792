"""What can be done with somebody's place in a sequence: pause, let go on, skip a step, put off, stop.

Each is one undo step, and a toast says what happened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.sequence import EnrolmentState
from lifecycle_desktop.core.model.sequence_lists import EnrolmentLine
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.act_menu import done
from lifecycle_desktop.ui.widgets.date_popover import DatePopover, Understood, day_in_words

LIVE = (EnrolmentState.RUNNING, EnrolmentState.PAUSED)


def pause(page: Page, line: EnrolmentLine) -> None:
    """Let a sequence stand still; its open step is off the list until it goes on."""
    from lifecycle_desktop.core.operations.enrolments import pause_enrolments

    label, said = _("Pause {sequence}"), _("{sequence} paused for {name}")
    _write(page, line, label, said, pause_enrolments, [line.id])


def resume(page: Page, line: EnrolmentLine, *, from_here: bool = False) -> None:
    """Let a paused sequence go on; `from_here` puts off what is left by the days for which it stood still."""
    from lifecycle_desktop.core.operations.enrolments import resume_enrolments

    label, said = _("Let {sequence} go on"), _("{sequence} goes on for {name}")

    def done(count: int) -> None:
        if count:
            page.toast.emit(_say(said, line), True)
        else:  # by now they have said no to every way
            page.toast.emit(_say(_("{sequence} stopped: {name} may not be reached"), line), True)

    page.runner.write(
        _say(label, line), resume_enrolments, [line.id], page.runner.moment(), from_here=from_here, then=done
    )


def skip(page: Page, line: EnrolmentLine) -> None:
    """Let the next step go without doing it."""
    from lifecycle_desktop.core.operations.enrolments import skip_step

    label, said = _("Skip a step of {sequence}"), _("{name}: step skipped in {sequence}")
    _write(page, line, label, said, skip_step, line.id)


def stop(page: Page, line: EnrolmentLine) -> None:
    """End a sequence before its last step."""
    from lifecycle_desktop.core.operations.enrolments import stop_enrolments

    label, said = _("Stop {sequence}"), _("{sequence} stopped for {name}")
    _write(page, line, label, said, stop_enrolments, [line.id])


def shift(page: Page, line: EnrolmentLine, days: int) -> None:
    """Put the steps that are left off by so many days, or bring them forward."""
    from lifecycle_desktop.core.operations.enrolments import shift_enrolment

    if not days:
        return
    words = ngettext("{n} day", "{n} days", abs(days)).format(n=abs(days))
    said = (
        _("{sequence} put off by {days} for {name}")
        if days > 0
        else _("{sequence} brought forward by {days} for {name}")
    )
    said = said.replace("{days}", words)
    _write(page, line, _("Put off {sequence}"), said, shift_enrolment, line.id, days)


def ask_shift(page: Page, anchor: QWidget, line: EnrolmentLine, *, rect: QRect | None = None) -> DatePopover:
    """Ask on which day the next step is to come; all that follow keep their distance to it."""
    import datetime as dt

    from lifecycle_desktop.ui.asks import date_reader

    moment = page.runner.moment()
    due = line.next_due_on or moment.today
    picks = [
        (words, Understood(due + dt.timedelta(days=days)))
        for words, days in ((_("A week later"), 7), (_("Two weeks later"), 14), (_("A month later"), 30))
    ]
    popover = DatePopover(
        date_reader(page),
        moment,
        ask_what=False,
        title=_("Next step of {sequence} on").format(sequence=line.sequence_name),
        when=day_in_words(due),
        picks=picks,
        earliest=moment.today,
        parent=page,
    )
    popover.chosen.connect(lambda step: shift(page, line, (step.on - due).days))
    popover.open_at(anchor, rect)
    return popover


def enrolment_menu(page: Page, anchor: QWidget, line: EnrolmentLine, *, rect: QRect | None = None) -> QMenu:
    """A menu of all that can be done now with somebody's place in a sequence."""
    menu = QMenu(page)
    acts: list[tuple[str, str, Callable[[], object]]] = []
    if line.state is EnrolmentState.PAUSED:
        acts += [
            (_("&Go on, days as planned"), "circle-play", partial(resume, page, line)),
            (_("Go on from &here"), "play", partial(resume, page, line, from_here=True)),
        ]
    elif line.state is EnrolmentState.RUNNING:
        acts += [
            (_("&Pause"), "circle-pause", partial(pause, page, line)),
            (_("&Skip this step"), "chevrons-right", partial(skip, page, line)),
        ]
    if line.state is EnrolmentState.RUNNING:
        acts.append((_("Put &off…"), "calendar-clock", lambda: ask_shift(page, anchor, line, rect=rect)))
    if line.state in LIVE:
        acts.append((_("S&top"), "circle-x", partial(stop, page, line)))
    for words, sign, act in acts:
        action = menu.addAction(words)
        action.setIcon(icon(sign, _menu_ink))
        action.triggered.connect(partial(done, act))
    return menu


def _write(
    page: Page, line: EnrolmentLine, label: str, said: str, operation: Callable[..., Any], *values: Any
) -> None:
    page.runner.write(
        _say(label, line),
        operation,
        *values,
        page.runner.moment(),
        then=lambda done: page.toast.emit(_say(said, line), True) if done != 0 else None,
    )


def _say(words: str, line: EnrolmentLine) -> str:
    return words.format(sequence=line.sequence_name, name=line.contact_name)


def _menu_ink() -> QColor:
    return theme().colour("ink2")
