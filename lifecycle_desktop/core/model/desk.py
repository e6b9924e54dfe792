"""What Today shows and all screens share: stages, lifecycle, business. Plain values, made by the queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


class StageMark(NamedTuple):
    """A stage as it is shown beside a name: number, short label, full name."""

    stage_id: int
    number: int
    label: str
    name: str


class BoardStage(NamedTuple):
    """A stage of the active lifecycle with its thresholds, as the database holds it."""

    stage_id: int
    number: int
    key: str
    name: str
    label: str
    stuck_after_days: int | None
    keep_in_touch_days: int

    @property
    def mark(self) -> StageMark:
        """The stage as it is shown beside a name."""
        return StageMark(self.stage_id, self.number, self.label, self.name)


class ActiveLifecycle(NamedTuple):
    """The lifecycle the owner works with, with its stages in order."""

    lifecycle_id: int
    key: str
    name: str
    stages: tuple[BoardStage, ...]

    def stage(self, stage_id: int) -> BoardStage:
        """The stage of that id; `KeyError` if it is not one of this lifecycle."""
        for stage in self.stages:
            if stage.stage_id == stage_id:
                return stage
        raise KeyError(stage_id)


class Business(NamedTuple):
    """Who works with this database."""

    name: str = ""
    owner: str = ""
    currency: str = "USD"
    region: str = "US"
    answer_aim_minutes: int = 5
    is_set_up: bool = False
    visitors_event: int = 0  # the open house whose sign-in page is open; 0 for none


class NextStep(NamedTuple):
    """The open follow-up that comes next for a contact."""

    follow_up_id: int
    what: str
    channel: str
    due_on: dt.date
    due_time: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A follow-up on Today. `contact_id` is None for a task of the plan."""

    follow_up_id: int
    contact_id: int | None
    name: str
    what: str
    reason: str
    stage: StageMark | None
    temperature: str
    channel: str
    due_on: dt.date
    due_time: str | None
    rule: str = ""
    is_promise: bool = False
    is_sequence_step: bool = False  # then it may have a ready text
    has_complaint: bool = False  # one that is not settled: they carry a red flag


class LeadLine(NamedTuple):
    """A new lead that nobody has answered."""

    contact_id: int
    name: str
    reach: str  # a phone or an e-mail
    source: str
    captured_at: dt.datetime
    stage: StageMark


class SlippingLine(NamedTuple):
    """Somebody without a next step who has been quiet longer than they should."""

    contact_id: int
    name: str
    stage: StageMark
    temperature: str
    last_touch_on: dt.date | None
    quiet_days: int
    usual_days: int
    is_own_rhythm: bool
    reason: str


class DateLine(NamedTuple):
    """A day of somebody's own that is near: a birthday, the day on which they bought."""

    contact_id: int
    name: str
    stage: StageMark
    temperature: str
    kind: str
    on: dt.date
    years: int | None
    reason: str

    @property
    def occasion(self) -> str:
        """How a follow-up names the day that it sees to."""
        return f"{self.kind} {self.on.isoformat()}"


class ThanksLine(NamedTuple):
    """Somebody who sent you a person and was not thanked yet."""

    referral_id: int
    contact_id: int
    name: str
    stage: StageMark
    referred: str
    given_on: dt.date
    reason: str


class Away(NamedTuple):
    """A pause: what came due in it, oldest first, and is still open."""

    since_on: dt.date  # the last day before it on which the program was in use
    back_on: dt.date
    lines: tuple[FollowUpLine, ...] = ()
    due_count: int = 0


class DayWeek(NamedTuple):
    """This week in numbers: the first answers of the last eight days, follow-ups done of those due."""

    median_answer_minutes: int | None
    answers: tuple[int | None, ...]  # median minutes per day, oldest first, None without one
    done: int
    due: int


class DayList(NamedTuple):
    """Today: who is next, and why."""

    day: dt.date
    late: tuple[FollowUpLine, ...] = ()
    late_count: int = 0
    today: tuple[FollowUpLine, ...] = ()
    today_count: int = 0
    done_count: int = 0
    minutes: int = 0
    coming: tuple[FollowUpLine, ...] = ()
    coming_count: int = 0
    leads: tuple[LeadLine, ...] = ()
    lead_count: int = 0
    slipping: tuple[SlippingLine, ...] = ()
    slipping_count: int = 0
    slipping_today: int = 0  # how many of them are the lines of today
    dates: tuple[DateLine, ...] = ()
    date_count: int = 0
    thanks: tuple[ThanksLine, ...] = ()
    thanks_count: int = 0
    withheld: tuple[FollowUpLine, ...] = ()  # due, but the person is not to be contacted
    withheld_count: int = 0
    away: Away | None = None
    fitting: int = 0  # how many of what is due fit the day
    day_minutes: int = 0
    next_week_on: dt.date | None = None  # where "next week" puts off to
    week: DayWeek = DayWeek(None, (), 0, 0)
    people: int = 0

    @property
    def due_count(self) -> int:
        """What the side bar shows: late and today together."""
        return self.late_count + self.today_count
