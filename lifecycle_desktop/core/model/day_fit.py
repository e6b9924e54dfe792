"""What of the work that is due fits a day, and how the rest is spread over the days that come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lifecycle_desktop.core.model.working_days import WorkingDays

DAY_MINUTES = 120
"""How much follow-up work fits a day where the owner has not said it."""
DAYS_SPREAD_OVER = 60
"""Working days over which work is spread at most; what comes after stays where it is, in sight."""
_URGENCY = {"hot": 0, "warm": 1, "": 2, "cold": 3}


class Task(NamedTuple):
    """Something due: how long it takes, and whether it must stay today (a promise, somebody hot, an appointment)."""

    follow_up_id: int
    due_on: dt.date
    due_time: str | None
    minutes: int
    temperature: str = ""
    must_stay: bool = False


class Move(NamedTuple):
    """A task and the day to which it goes."""

    follow_up_id: int
    on: dt.date


class Spread(NamedTuple):
    """The work of a day as it would be spread: what stays, what goes to which day, what is beyond all of them."""

    due: int
    staying: tuple[int, ...]
    minutes: int  # of what stays
    day_minutes: int
    moves: tuple[Move, ...] = ()
    beyond: int = 0

    @property
    def fits(self) -> bool:
        """Whether all that is due fits the day."""
        return len(self.staying) == self.due

    @property
    def days(self) -> tuple[tuple[dt.date, int], ...]:
        """The days that get something, with how many each."""
        counts: dict[dt.date, int] = {}
        for move in self.moves:
            counts[move.on] = counts.get(move.on, 0) + 1
        return tuple(sorted(counts.items()))


def spread(
    tasks: Iterable[Task],
    loads: Mapping[dt.date, int],
    day_minutes: int,
    today: dt.date,
    working: WorkingDays = WorkingDays(),  # noqa: B008  a value that never changes
) -> Spread:
    """Spread what is due over today and the working days that come.

    What must stay does, however long it takes. Then the oldest and most urgent stay as long as the day
    lasts, in one unbroken order: nobody is sent off for somebody who came later. The rest goes on in the
    same order, each to the first working day, not before the one of the task ahead, that has room beside
    what is due there already (`loads`, minutes by day); a task longer than any day has one to itself.
    """
    ordered = sorted(tasks, key=_rank)
    used = sum(task.minutes for task in ordered if task.must_stay)
    staying = [task.follow_up_id for task in ordered if task.must_stay]
    rest = [task for task in ordered if not task.must_stay]
    place = 0
    while place < len(rest) and used + rest[place].minutes <= day_minutes:
        used += rest[place].minutes
        staying.append(rest[place].follow_up_id)
        place += 1
    moves = _moves(rest[place:], loads, day_minutes, today, working)
    return Spread(
        len(ordered), tuple(staying), used, day_minutes, moves, len(ordered) - len(staying) - len(moves)
    )


def _moves(
    rest: list[Task], loads: Mapping[dt.date, int], day_minutes: int, today: dt.date, working: WorkingDays
) -> tuple[Move, ...]:
    if not rest:
        return ()
    moves: list[Move] = []
    day, days = working.after(today), 1
    used = loads.get(day, 0)
    for task in rest:
        while used and used + task.minutes > day_minutes:
            day, days = working.after(day), days + 1
            used = loads.get(day, 0)
            if days > DAYS_SPREAD_OVER:
                return tuple(moves)
        used += task.minutes
        moves.append(Move(task.follow_up_id, day))
    return tuple(moves)


def _rank(task: Task) -> tuple[dt.date, int, bool, str, int]:
    urgency = _URGENCY.get(task.temperature, _URGENCY[""])
    return task.due_on, urgency, task.due_time is None, task.due_time or "", task.follow_up_id
