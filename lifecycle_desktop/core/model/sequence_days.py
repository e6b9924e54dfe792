"""When the steps of a sequence are due: counted on the calendar from its start, and rehearsed before it begins."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sequence import Offset, OffsetUnit, PlannedStep, SequencePlan
from lifecycle_desktop.core.model.sequence_reach import Reach, chosen_channel, out_of_quiet_hours

START_OF_DAY = dt.time(9)
"""From which minutes and hours are counted where a sequence starts on another day than today."""

FURTHEST_DAYS = 3_660
MOST_SHIFT_DAYS = 1_830


@dataclass(frozen=True)
class RehearsedStep:
    """A step on its day; `instead` tells by name who would be reached otherwise, and how."""

    number: int
    step: PlannedStep
    due_on: dt.date
    due_time: dt.time | None = None
    instead: tuple[tuple[str, str], ...] = ()


def due_of(
    after: Offset,
    at: dt.time | None,
    start_on: dt.date,
    start_time: dt.time | None = None,
    shift_days: int = 0,
) -> tuple[dt.date, dt.time | None]:
    """The day and the time of day (None: any time) of a step that comes so long after the start.

    Days, months and years are counted on the calendar: one month after 31 January is the last of February.
    Minutes and hours are counted on the wall clock.
    """
    if not after.unit.is_clock or not after.count:
        return _later(start_on, after) + dt.timedelta(days=shift_days), at
    begin = dt.datetime.combine(start_on, start_time or START_OF_DAY)
    due = begin + dt.timedelta(minutes=after.minutes, days=shift_days)
    return due.date(), due.time().replace(second=0, microsecond=0)


def rehearsal(
    plan: SequencePlan,
    start_on: dt.date,
    *,
    start_time: dt.time | None = None,
    shift_days: int = 0,
    contacts: Iterable[Reach] = (),
) -> tuple[RehearsedStep, ...]:
    """The steps on their days if each is done on its day; none before the one above it.

    With `contacts`, what each step would be for those who said no to its channel.
    """
    people = tuple(contacts)
    steps: list[RehearsedStep] = []
    for number, step in enumerate(plan.steps, start=1):
        due_on, due_time = due_of(step.after, step.at, start_on, start_time, shift_days)
        if steps and due_on < steps[-1].due_on:
            due_on, due_time = steps[-1].due_on, None
        steps.append(RehearsedStep(number, step, due_on, due_time, _instead(step, due_on, due_time, people)))
    return tuple(steps)


def checked_start(start_on: dt.date, today: dt.date) -> dt.date:
    """The day, if a sequence can start on it; `NotUnderstood` where it is more than ten years away."""
    if abs((start_on - today).days) > FURTHEST_DAYS:
        raise NotUnderstood(
            _("A sequence cannot start on {day}.").format(day=start_on.isoformat()),
            _("Choose a day within ten years of today."),
        )
    return start_on


def checked_shift(days: int) -> int:
    """The days, if a sequence can be put off by so many; `NotUnderstood` above five years."""
    if abs(days) > MOST_SHIFT_DAYS:
        raise NotUnderstood(
            _("A sequence cannot be put off by {n} days.").format(n=days), _("Use at most five years.")
        )
    return days


def _later(day: dt.date, after: Offset) -> dt.date:
    if after.unit is OffsetUnit.WEEKS:
        return day + dt.timedelta(weeks=after.count)
    if after.unit in (OffsetUnit.MONTHS, OffsetUnit.YEARS):
        months = day.year * 12 + day.month - 1 + after.count * (12 if after.unit is OffsetUnit.YEARS else 1)
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + dt.timedelta(days=after.count if after.unit is OffsetUnit.DAYS else 0)


def _instead(
    step: PlannedStep, due_on: dt.date, due_time: dt.time | None, people: tuple[Reach, ...]
) -> tuple[tuple[str, str], ...]:
    told = []
    for person in people:
        chosen = chosen_channel(step.channel, person)
        if chosen is None:
            told.append((person.name, _("stops: no way to reach them is allowed")))
            continue
        moved = out_of_quiet_hours(chosen.channel, due_on, due_time, person)
        words = [each for each in (chosen.reason, moved.reason) if each]
        if words:
            told.append((person.name, "; ".join(words)))
    return tuple(told)
