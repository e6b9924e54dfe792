"""A sequence: dated steps of calls, texts, letters and visits for one contact, and how far each contact is in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, mark, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.plain_text import shortened

MOST_STEPS = 100
LONGEST_NAME = 60
LONGEST_WHAT = 120
LONGEST_SUBJECT = 200
LONGEST_READY_TEXT = 8_000
MOST_YEARS = 5

MERGE_FIELDS = (
    "first_name", "last_name", "name", "salutation", "company", "city", "want",
    "purchase", "purchase_date", "owner_name", "business_name",
)  # fmt: skip
"""What ready texts may name between `{{ }}`. `salutation` is the household's, else the first name or the name;
`purchase` and `purchase_date` tell the newest purchase; a field of which nothing is known is empty."""


class StepChannel(StrEnum):
    """How a step is made. The values are what files and the database hold."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    POSTCARD = "postcard"
    VISIT = "visit"
    ASK = "ask"

    @property
    def words(self) -> str:
        """The channel's name for people, as a noun."""
        return _("Ask for a review or a referral") if self is StepChannel.ASK else Channel(self.value).words

    @property
    def permission(self) -> str:
        """The channel of `PERMISSION_CHANNELS` that it needs; empty for a visit, and for an ask, which may use any."""
        return _PERMISSIONS.get(self.value, "")


_PERMISSIONS = {"call": "call", "text": "text", "email": "email", "letter": "letter", "postcard": "letter"}


class OffsetUnit(StrEnum):
    """What an offset counts."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"

    @property
    def is_clock(self) -> bool:
        """True where the time of day follows from the offset."""
        return self in (OffsetUnit.MINUTES, OffsetUnit.HOURS)


# By these steps are put in order; when a step is due, the calendar says. A month is a twelfth of 365 days.
_MINUTES_OF = {
    OffsetUnit.MINUTES: 1,
    OffsetUnit.HOURS: 60,
    OffsetUnit.DAYS: 1_440,
    OffsetUnit.WEEKS: 10_080,
    OffsetUnit.MONTHS: 43_800,
    OffsetUnit.YEARS: 525_600,
}
_OFFSET = re.compile(r"(\d{1,6}) ?(minute|hour|day|week|month|year)s?")


@dataclass(frozen=True)
class Offset:
    """How long after the start of a sequence: "10 minutes", "3 weeks", "1 year"."""

    count: int = 0
    unit: OffsetUnit = OffsetUnit.DAYS

    @property
    def minutes(self) -> int:
        """The length in minutes, by which steps are put in order."""
        return self.count * _MINUTES_OF[self.unit]

    @property
    def text(self) -> str:
        """As files and the database hold it: "1 day", "3 weeks"."""
        return f"{self.count} {self.unit.value[:-1] if self.count == 1 else self.unit.value}"

    @property
    def words(self) -> str:
        """For people: "at the start", "after 3 weeks"."""
        if not self.count:
            return _("at the start")
        return _AFTER[self.unit](self.count)


_AFTER = {
    OffsetUnit.MINUTES: lambda n: ngettext("after {n} minute", "after {n} minutes", n).format(n=n),
    OffsetUnit.HOURS: lambda n: ngettext("after {n} hour", "after {n} hours", n).format(n=n),
    OffsetUnit.DAYS: lambda n: ngettext("after {n} day", "after {n} days", n).format(n=n),
    OffsetUnit.WEEKS: lambda n: ngettext("after {n} week", "after {n} weeks", n).format(n=n),
    OffsetUnit.MONTHS: lambda n: ngettext("after {n} month", "after {n} months", n).format(n=n),
    OffsetUnit.YEARS: lambda n: ngettext("after {n} year", "after {n} years", n).format(n=n),
}


def offset_of(text: str) -> Offset:
    """The offset that "3 weeks" writes, at most five years; `NotUnderstood` for anything else."""
    found = _OFFSET.fullmatch(" ".join(text.lower().split()))
    offset = Offset(int(found.group(1)), OffsetUnit(found.group(2) + "s")) if found else None
    if offset is None or offset.minutes > MOST_YEARS * _MINUTES_OF[OffsetUnit.YEARS]:
        raise NotUnderstood(
            _("“{text}” is not a time after the start.").format(text=shortened(text, 40)),
            _(
                "Write a number and minutes, hours, days, weeks, months or years, such as 3 weeks; at most 5 years."
            ),
        )
    return offset


@dataclass(frozen=True)
class PlannedStep:
    """A step as it is planned: so long after the start, `at` a time of the day where one is wanted.

    `subject` and `text` are ready texts with merge fields. `id` is the row it is kept in, None for a new one:
    an editor passes on the ids of the steps it keeps.
    """

    after: Offset
    channel: StepChannel
    what: str
    subject: str = ""
    text: str = ""
    at: dt.time | None = None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class SequencePlan:
    """A sequence as a file or the editor holds it.

    Without `pauses_on_reply` or `pauses_on_purchase` an answer, or a purchase, lets it run on.
    """

    key: str
    language: str
    name: str
    purpose: str = ""
    steps: tuple[PlannedStep, ...] = ()
    pauses_on_reply: bool = True
    pauses_on_purchase: bool = True


class EnrolmentState(StrEnum):
    """How it stands with a contact in a sequence. The values are what the database holds."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"

    @property
    def words(self) -> str:
        """The state for people."""
        return _(_STATES[self])


_STATES = {
    EnrolmentState.RUNNING: mark("running"),
    EnrolmentState.PAUSED: mark("paused"),
    EnrolmentState.STOPPED: mark("stopped"),
    EnrolmentState.FINISHED: mark("finished"),
}


def checked_plan(plan: SequencePlan) -> SequencePlan:
    """The plan, if it can run; `NotUnderstood` in words, naming the step, if not."""
    if not plan.name.strip():
        raise NotUnderstood(_("A sequence needs a name."))
    if len(plan.name) > LONGEST_NAME:
        raise NotUnderstood(_("A sequence's name has at most {n} letters.").format(n=LONGEST_NAME))
    if not 1 <= len(plan.steps) <= MOST_STEPS:
        raise NotUnderstood(_("A sequence has 1 to {n} steps.").format(n=MOST_STEPS))
    for number, step in enumerate(plan.steps, start=1):
        problem = step_problem(plan.steps, number)
        if problem:
            raise NotUnderstood(
                _("Step {n} ({what}): {problem}").format(n=number, what=shortened(step.what), problem=problem)
            )
    return plan


def step_problem(steps: tuple[PlannedStep, ...], number: int) -> str:
    """Why the step of that number (from 1) cannot be, in a sentence; empty where it can."""
    step = steps[number - 1]
    if not step.what.strip():
        return _("say what is to be done.")
    if len(step.what) > LONGEST_WHAT:
        return _("what is to be done has at most {n} letters.").format(n=LONGEST_WHAT)
    if len(step.subject) > LONGEST_SUBJECT:
        return _("the subject has at most {n} letters.").format(n=LONGEST_SUBJECT)
    if len(step.text) > LONGEST_READY_TEXT:
        return _("the text has at most {n} letters.").format(n=LONGEST_READY_TEXT)
    if step.at is not None and step.after.unit.is_clock and step.after.count:
        return _("a step so many minutes or hours after the start has its time of day by that.")
    if number > 1 and step.after.minutes < steps[number - 2].after.minutes:
        return _("it comes before the step above it.")
    return ""
