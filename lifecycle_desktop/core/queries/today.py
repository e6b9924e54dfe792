"""Today: what is late, due and coming, who waits for an answer, whose day it is, who is slipping through, and why."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.clock import Moment, instant_from_text, instant_text, local_day, zone_info
from lifecycle_desktop.core.model.desk import DayList, DayWeek, FollowUpLine, LeadLine
from lifecycle_desktop.core.model.rhythm import median
from lifecycle_desktop.core.queries.day_fit import day_of_lines, day_settings, usual_minutes
from lifecycle_desktop.core.queries.follow_up_lines import counts, late_lines, open_lines, withheld
from lifecycle_desktop.core.queries.occasions import key_dates, thanks_owed
from lifecycle_desktop.core.queries.presence import pause
from lifecycle_desktop.core.queries.slipping import slipping
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, stage_mark

DAYS_AHEAD = 7
ANSWER_DAYS = 8  # days in the little chart of first answers


def day_list(
    connection: ReadConnection,
    moment: Moment,
    limit: int = 100,
    *,
    coming_limit: int | None = None,
    people_limit: int | None = None,
) -> DayList:
    """Everything that Today shows, each list cut at `limit` with its full count beside it.

    What comes later, and the people who wait or slip, can be cut at another number. What came due in a pause
    without the program stands apart until the owner has read it, and is counted among what is late.
    """
    today = moment.today
    people_limit = limit if people_limit is None else people_limit
    away = pause(connection, moment, limit)
    late = late_lines(connection, moment, limit, between=(away.since_on, away.back_on) if away else None)
    due = open_lines(connection, moment, "f.due_on = ?", (today.isoformat(),), limit)
    until = today + dt.timedelta(days=DAYS_AHEAD)
    coming = open_lines(
        connection,
        moment,
        "f.due_on > ? AND f.due_on <= ?",
        (today.isoformat(), until.isoformat()),
        limit if coming_limit is None else coming_limit,
    )
    late_count, today_count, coming_count = counts(connection, today, until)
    leads, lead_count = waiting_leads(connection, people_limit)
    dates = key_dates(connection, today, away.since_on + dt.timedelta(days=1) if away else None)
    slips = slipping(connection, moment, people_limit)
    thanks, thanks_count = thanks_owed(connection, today, people_limit)
    aside, aside_count = withheld(connection, moment, today, limit)
    minutes, (day_minutes, working) = usual_minutes(connection), day_settings(connection)
    every = (*(away.lines if away else ()), *late, *due)
    fit = day_of_lines(every, minutes, day_minutes, today)
    return DayList(
        day=today,
        late=late,
        late_count=late_count,
        today=due,
        today_count=today_count,
        done_count=_done_today(connection, moment),
        minutes=sum(minutes.get(line.channel, minutes[""]) for line in every),
        coming=coming,
        coming_count=coming_count,
        leads=leads,
        lead_count=lead_count,
        slipping=slips.lines,
        slipping_count=slips.people,
        slipping_today=slips.today,
        dates=dates[:limit],
        date_count=len(dates),
        thanks=thanks,
        thanks_count=thanks_count,
        withheld=aside,
        withheld_count=aside_count,
        away=away,
        fitting=len(fit.staying),
        day_minutes=day_minutes,
        next_week_on=working.kept(today + dt.timedelta(days=7)),
        week=_week(connection, moment),
        people=int(connection.execute("SELECT EXISTS (SELECT 1 FROM contact)").fetchone()[0]),
    )


def due_count(connection: ReadConnection, moment: Moment) -> int:
    """What is late or due today: the number in the side bar."""
    late, today, _coming = counts(connection, moment.today, moment.today)
    return late + today


def follow_ups_until(
    connection: ReadConnection, moment: Moment, until: dt.date, limit: int = 10_000
) -> tuple[FollowUpLine, ...]:
    """Every open follow-up up to and with a day, oldest first; not those of people not to be contacted."""
    return open_lines(connection, moment, "f.due_on <= ?", (until.isoformat(),), limit)


def waiting_leads(connection: ReadConnection, limit: int) -> tuple[tuple[LeadLine, ...], int]:
    """The leads that nobody has answered, newest first, and how many there are; none that is not to be contacted."""
    where = "c.captured_at IS NOT NULL AND c.first_answer_at IS NULL AND c.is_archived = 0"
    rows = connection.execute(
        f"SELECT c.id, c.display_name, coalesce((SELECT phone FROM contact_phone p WHERE p.contact_id = c.id "
        f"ORDER BY position LIMIT 1), (SELECT email FROM contact_email e WHERE e.contact_id = c.id "
        f"ORDER BY position LIMIT 1), ''), coalesce(source.name, ''), c.captured_at, {STAGE_MARK} "
        f"FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN source ON source.id = c.source_id "
        f"WHERE {where} AND c.is_do_not_contact = 0 ORDER BY c.captured_at DESC, c.id DESC LIMIT ?",
        (limit,),
    )
    lines = tuple(
        LeadLine(row[0], row[1], row[2], row[3], instant_from_text(row[4]), stage_mark(row[5:9]))
        for row in rows
    )
    if len(lines) < limit:
        return lines, len(lines)
    count = connection.execute(  # both are counted in an index; all flagged ones together are few
        f"SELECT (SELECT count(*) FROM contact c WHERE {where}) - (SELECT count(*) FROM contact c INDEXED BY "
        f"ix_contact_do_not_contact WHERE c.is_do_not_contact = 1 AND {where})"
    ).fetchone()[0]
    return lines, int(count)


def _done_today(connection: ReadConnection, moment: Moment) -> int:
    begin, end = day_bounds(moment.today, moment.zone)
    row = connection.execute(
        "SELECT count(*) FROM follow_up WHERE done_at >= ? AND done_at < ?", (begin, end)
    ).fetchone()
    return int(row[0])


def _week(connection: ReadConnection, moment: Moment) -> DayWeek:
    monday = moment.today - dt.timedelta(days=moment.today.weekday())
    begin, _end = day_bounds(monday, moment.zone)
    done = connection.execute("SELECT count(*) FROM follow_up WHERE done_at >= ?", (begin,)).fetchone()[0]
    still = connection.execute(
        "SELECT count(*) FROM follow_up WHERE done_at IS NULL AND due_on BETWEEN ? AND ?",
        (monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()),
    ).fetchone()[0]
    first_day = moment.today - dt.timedelta(days=ANSWER_DAYS - 1)
    by_day: dict[dt.date, list[int]] = {}
    for captured_at, answered_at in connection.execute(
        "SELECT captured_at, first_answer_at FROM contact WHERE captured_at >= ? AND first_answer_at IS NOT NULL",
        (day_bounds(first_day, moment.zone)[0],),
    ):
        waited = instant_from_text(answered_at) - instant_from_text(captured_at)
        by_day.setdefault(local_day(captured_at, moment.zone), []).append(
            max(0, round(waited.total_seconds() / 60))
        )
    days = [first_day + dt.timedelta(days=number) for number in range(ANSWER_DAYS)]
    answers = tuple(round(median(by_day[day])) if day in by_day else None for day in days)
    every = [minutes for found in by_day.values() for minutes in found]
    return DayWeek(round(median(every)) if every else None, answers, int(done), int(done + still))


def day_bounds(day: dt.date, zone: str) -> tuple[str, str]:
    """The instants at which a day begins and ends on the wall, as stored texts."""
    begin = dt.datetime.combine(day, dt.time(), zone_info(zone))
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone_info(zone))
    return instant_text(begin), instant_text(end)
