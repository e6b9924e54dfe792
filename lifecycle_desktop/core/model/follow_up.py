"""A follow-up as it is entered, and what became of one that was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class NewFollowUp:
    """Something to do about a contact; `contact_id` None is a task about nobody in particular.

    `due_time` None means any time that day. `rule` is an RFC 5545 RRULE of a recurring one. `occasion` names the
    day of theirs that it sees to, as `model.desk.DateLine.occasion` does.
    """

    contact_id: int | None
    due_on: dt.date
    due_time: dt.time | None = None
    what: str = ""  # empty: the channel's own word
    channel: str = ""
    reason: str = ""
    rule: str = ""
    is_promise: bool = False
    plan_tactic_id: int | None = None
    is_sample: bool = False
    occasion: str = ""


@dataclass(frozen=True)
class Completed:
    """A follow-up that was done or let go, and the one that comes next if it recurs."""

    follow_up_id: int
    contact_id: int | None
    what: str
    channel: str = ""
    activity_id: int | None = None
    next_follow_up_id: int | None = None
    next_due_on: dt.date | None = None
