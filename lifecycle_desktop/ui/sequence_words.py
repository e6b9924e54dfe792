"""How sequences are said wherever they are seen: icons of their steps, counts, where somebody stands."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.i18n import _, mark, ngettext
from lifecycle_desktop.core.model.sequence import EnrolmentState, OffsetUnit, PlannedStep, StepChannel
from lifecycle_desktop.core.model.sequence_lists import EnrolmentLine, SequenceLine
from lifecycle_desktop.ui.contact_words import number, short_day

STEP_ICONS = {
    StepChannel.CALL: "phone",
    StepChannel.TEXT: "message-square",
    StepChannel.EMAIL: "mail",
    StepChannel.LETTER: "file-text",
    StepChannel.POSTCARD: "image",
    StepChannel.VISIT: "house",
    StepChannel.ASK: "handshake",
}
STATE_ICONS = {
    EnrolmentState.RUNNING: ("circle-play", "accenttext"),
    EnrolmentState.PAUSED: ("circle-pause", "warn"),
    EnrolmentState.FINISHED: ("circle-check", "ink3"),
    EnrolmentState.STOPPED: ("circle-x", "ink3"),
}
UNITS = {
    OffsetUnit.MINUTES: mark("minutes"),
    OffsetUnit.HOURS: mark("hours"),
    OffsetUnit.DAYS: mark("days"),
    OffsetUnit.WEEKS: mark("weeks"),
    OffsetUnit.MONTHS: mark("months"),
    OffsetUnit.YEARS: mark("years"),
}
FIELD_WORDS = {
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "name": mark("Name"),
    "salutation": mark("Salutation"),
    "company": mark("Company"),
    "city": mark("City"),
    "want": mark("What they want"),
    "purchase": mark("Newest purchase"),
    "purchase_date": mark("Date of purchase"),
    "owner_name": mark("Your name"),
    "business_name": mark("Your business"),
}


def channel_word(channel: StepChannel) -> str:
    """The channel in one short word."""
    return _("Ask") if channel is StepChannel.ASK else channel.words


def field_word(name: str) -> str:
    """A merge field for people; its own name where it has no other."""
    return _(FIELD_WORDS[name]) if name in FIELD_WORDS else name


def steps_words(count: int) -> str:
    """How many steps: "8 steps"."""
    return ngettext("{n} step", "{n} steps", count).format(n=number(count))


def counts_words(line: SequenceLine) -> list[str]:
    """How many people run through it, pause and have come to its end; what is nobody is left out."""
    told = (
        (line.running, _("{n} running")),
        (line.paused, _("{n} paused")),
        (line.finished, _("{n} finished")),
    )
    return [words.format(n=number(count)) for count, words in told if count]


def when_of(step: PlannedStep) -> str:
    """When a step comes: "after 3 weeks, 10:00"."""
    words = step.after.words
    return _("{day}, {time}").format(day=words, time=step.at.strftime("%H:%M")) if step.at else words


def place_words(line: EnrolmentLine) -> str:
    """Where somebody stands: "Step 3 of 8", or how it ended."""
    if line.step:
        return _("Step {n} of {all}").format(n=line.step, all=line.steps)
    if line.state is EnrolmentState.FINISHED:
        return _("All {n} steps done").format(n=line.steps)
    return steps_words(line.steps)


def next_words(line: EnrolmentLine, today: dt.date) -> str:
    """What comes next and when: "Wed 22: Call to say hello"; empty where nothing does."""
    if not line.next_what:
        return ""
    if line.state is not EnrolmentState.RUNNING or line.next_due_on is None:
        return line.next_what
    day = _("Today") if line.next_due_on == today else short_day(line.next_due_on, today)
    if line.next_due_time:
        day = _("{day}, {time}").format(day=day, time=line.next_due_time)
    return _("{day}: {what}").format(day=day, what=line.next_what)


def state_words(line: EnrolmentLine) -> str:
    """The state with its reason: "paused: they answered"."""
    if line.reason and line.state in (EnrolmentState.PAUSED, EnrolmentState.STOPPED):
        return _("{state}: {reason}").format(state=line.state.words, reason=line.reason)
    return line.state.words
