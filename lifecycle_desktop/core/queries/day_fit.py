"""How long what is due takes, by the owner's own minutes, and how it would be spread over the days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.activity import kind_of_channel
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.day_fit import DAY_MINUTES, DAYS_SPREAD_OVER, Spread, Task, spread
from lifecycle_desktop.core.model.desk import FollowUpLine
from lifecycle_desktop.core.model.rhythm import median
from lifecycle_desktop.core.model.working_days import WorkingDays, working_days
from lifecycle_desktop.core.queries.follow_up_lines import OPEN
from lifecycle_desktop.core.store.driver import ReadConnection

FEWEST_LOGGED = 5
LATEST_LOGGED = 50
_APPOINTMENTS = frozenset({Channel.MEETING.value, Channel.SHOWING.value})


def usual_minutes(connection: ReadConnection) -> dict[str, int]:
    """How long a follow-up of each channel takes: the median of the latest fifty such touches with their minutes.

    With fewer than five of them, what `Channel.minutes` states. The empty channel is a plain task.
    """
    known: dict[str, int] = {}
    found: dict[str, int | None] = {}
    for channel in Channel:
        kind = kind_of_channel(channel)
        if kind not in found:
            found[kind] = _own_minutes(connection, kind) if kind else None
        known[channel.value] = found[kind] or channel.minutes
    return known | {"": known[Channel.OTHER.value]}


def _own_minutes(connection: ReadConnection, kind: str) -> int | None:
    logged = [
        row[0]
        for row in connection.execute(
            "SELECT minutes FROM activity INDEXED BY ix_activity_minutes WHERE kind = ? AND minutes IS NOT NULL "
            "ORDER BY happened_at DESC LIMIT ?",
            (kind, LATEST_LOGGED),
        )
        if row[0] > 0
    ]
    return max(round(median(logged)), 1) if len(logged) >= FEWEST_LOGGED else None


def day_settings(connection: ReadConnection) -> tuple[int, WorkingDays]:
    """How many minutes of follow-up work fit a day, and the days that are worked on."""
    told = dict(
        connection.execute(
            "SELECT name, value FROM setting WHERE name IN "
            "('day_minutes', 'working_days', 'holidays', 'keeps_to_working_days')"
        ).fetchall()
    )
    return int(told.get("day_minutes", DAY_MINUTES)), working_days(told)


def day_of_lines(
    lines: Iterable[FollowUpLine], minutes: Mapping[str, int], day_minutes: int, today: dt.date
) -> Spread:
    """What of these lines fits the day."""
    return spread(
        (
            Task(
                line.follow_up_id,
                line.due_on,
                line.due_time,
                _minutes(line.channel, minutes),
                line.temperature,
                _must_stay(
                    line.channel,
                    line.temperature,
                    line.due_on,
                    line.due_time,
                    today,
                    is_promise=line.is_promise,
                ),
            )
            for line in lines
        ),
        {},
        day_minutes,
        today,
    )


def spread_plan(connection: ReadConnection, moment: Moment) -> Spread:
    """How everything that is late or due today would be spread over today and the working days that come."""
    today, minutes = moment.today, usual_minutes(connection)
    day_minutes, working = day_settings(connection)
    tasks = []
    for number, due, clock, channel, temperature, is_promise in connection.execute(
        "SELECT f.id, f.due_on, f.due_time, f.channel, coalesce(c.temperature, ''), f.is_promise FROM follow_up f "
        f"INDEXED BY ix_follow_up_open LEFT JOIN contact c ON c.id = f.contact_id WHERE {OPEN} AND f.due_on <= ?",
        (today.isoformat(),),
    ):
        due_on = dt.date.fromisoformat(due)
        stays = _must_stay(channel, temperature, due_on, clock, today, is_promise=bool(is_promise))
        tasks.append(Task(number, due_on, clock, _minutes(channel, minutes), temperature, stays))
    return spread(tasks, _loads(connection, today, minutes), day_minutes, today, working)


def _loads(connection: ReadConnection, today: dt.date, minutes: Mapping[str, int]) -> dict[dt.date, int]:
    """The minutes of what is due on each of the days to come, as far as work can be spread."""
    loads: dict[dt.date, int] = {}
    until = today + dt.timedelta(days=min(7 * DAYS_SPREAD_OVER, (dt.date.max - today).days))
    for due, channel, count in connection.execute(
        f"SELECT f.due_on, f.channel, count(*) FROM follow_up f INDEXED BY ix_follow_up_open WHERE {OPEN} "
        "AND f.due_on > ? AND f.due_on <= ? GROUP BY f.due_on, f.channel",
        (today.isoformat(), until.isoformat()),
    ):
        day = dt.date.fromisoformat(due)
        loads[day] = loads.get(day, 0) + count * _minutes(channel, minutes)
    return loads


def _must_stay(
    channel: str, temperature: str, due_on: dt.date, due_time: str | None, today: dt.date, *, is_promise: bool
) -> bool:
    """A promise, somebody hot, or an appointment of today: what has its hour today, or is to meet somebody today."""
    appointed = due_on == today and (due_time is not None or channel in _APPOINTMENTS)
    return is_promise or temperature == "hot" or appointed


def _minutes(channel: str, minutes: Mapping[str, int]) -> int:
    return minutes.get(channel, minutes[Channel.OTHER.value])
