"""Today: what is late, due and coming, who waits for an answer, who is slipping through, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text, instant_text, zone_info
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import DayList, DayWeek, FollowUpLine, LeadLine, SlippingLine
from lifecycle_desktop.core.model.reasons import follow_up_reason, quiet_reason
from lifecycle_desktop.core.model.rhythm import median
from lifecycle_desktop.core.model.today import Silence, in_order_of_silence
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, stage_mark

DAYS_AHEAD = 7
ANSWER_DAYS = 8  # days in the little chart of first answers
SLIPPING_LOOKED_AT = 100

_SLIPS = (
    "c.slips_on <= ? AND c.slips_on IS NOT NULL AND c.is_archived = 0 "
    "AND (c.captured_at IS NULL OR c.first_answer_at IS NOT NULL)"
)

_LINE = (
    f"SELECT f.id, f.contact_id, coalesce(c.display_name, ''), f.what, f.reason, {STAGE_MARK}, "
    "coalesce(c.temperature, ''), f.channel, f.due_on, f.due_time, f.rule, f.is_promise, f.first_due_on, "
    "c.last_activity_at, c.rhythm_days FROM follow_up f LEFT JOIN contact c ON c.id = f.contact_id "
    "LEFT JOIN stage s ON s.id = c.stage_id "
)
# Who is put aside is told by an index; thousands can be due on one day and their contacts are not looked at.
_OPEN = (
    "f.done_at IS NULL AND coalesce(f.contact_id, 0) NOT IN (SELECT id FROM contact WHERE is_archived = 1)"
)
_BY_HOUR = "f.due_on, f.due_time IS NULL, f.due_time, f.id"


def day_list(
    connection: ReadConnection,
    moment: Moment,
    limit: int = 100,
    *,
    coming_limit: int | None = None,
    people_limit: int | None = None,
) -> DayList:
    """Everything that Today shows, each list cut at `limit` with its full count beside it.

    What comes later, and the people who wait or slip, can be cut at another number.
    """
    today = moment.today
    people_limit = limit if people_limit is None else people_limit
    late = _lines(
        connection,
        moment,
        "f.due_on < ?",
        (today.isoformat(),),
        limit,
    )
    due = _lines(
        connection,
        moment,
        "f.due_on = ?",
        (today.isoformat(),),
        limit,
    )
    until = today + dt.timedelta(days=DAYS_AHEAD)
    coming = _lines(
        connection,
        moment,
        "f.due_on > ? AND f.due_on <= ?",
        (today.isoformat(), until.isoformat()),
        limit if coming_limit is None else coming_limit,
    )
    late_count, today_count, coming_count = _counts(connection, today, until)
    leads, lead_count = waiting_leads(connection, people_limit)
    slipping_lines, slipping_count = slipping(connection, moment, people_limit)
    return DayList(
        day=today,
        late=late,
        late_count=late_count,
        today=due,
        today_count=today_count,
        done_count=_done_today(connection, moment),
        minutes=sum(_minutes(line.channel) for line in late + due),
        coming=coming,
        coming_count=coming_count,
        leads=leads,
        lead_count=lead_count,
        slipping=slipping_lines,
        slipping_count=slipping_count,
        week=_week(connection, moment),
        people=int(connection.execute("SELECT EXISTS (SELECT 1 FROM contact)").fetchone()[0]),
    )


def due_count(connection: ReadConnection, moment: Moment) -> int:
    """What is late or due today: the number in the side bar."""
    late, today, _coming = _counts(connection, moment.today, moment.today)
    return late + today


def follow_ups_until(
    connection: ReadConnection, moment: Moment, until: dt.date, limit: int = 10_000
) -> tuple[FollowUpLine, ...]:
    """Every open follow-up up to and with a day, oldest first."""
    return _lines(
        connection,
        moment,
        "f.due_on <= ?",
        (until.isoformat(),),
        limit,
    )


def waiting_leads(connection: ReadConnection, limit: int) -> tuple[tuple[LeadLine, ...], int]:
    """The leads that nobody has answered, newest first, and how many there are."""
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
    return lines, int(connection.execute(f"SELECT count(*) FROM contact c WHERE {where}").fetchone()[0])


def slipping(connection: ReadConnection, moment: Moment, limit: int) -> tuple[tuple[SlippingLine, ...], int]:
    """Those without a next step who are quiet beyond their rhythm, in the order in which to call them; how many.

    Where thousands slip, the order is found among those who slipped first and those who slipped last, so
    that it costs no more than a look into the index.
    """
    today = moment.today
    rows = {
        row[0]: row
        for direction in ("ASC", "DESC")
        for row in connection.execute(
            f"SELECT c.id, c.display_name, {STAGE_MARK}, c.temperature, c.last_activity_at, c.touched_on, "
            f"c.created_at, c.rhythm_days, s.keep_in_touch_days, EXISTS (SELECT 1 FROM qualification q "
            f"WHERE q.contact_id = c.id AND q.answer IN ('yes', 'partly')) FROM contact c INDEXED BY "
            f"ix_contact_slips JOIN stage s ON s.id = c.stage_id WHERE {_SLIPS} "
            f"ORDER BY c.slips_on {direction}, c.id {direction} LIMIT ?",
            (today.isoformat(), SLIPPING_LOOKED_AT),
        )
    }
    found = {contact_id: _quiet(row, moment, today) for contact_id, row in rows.items()}
    order = in_order_of_silence(
        Silence(contact_id, quiet_days, usual_days, rows[contact_id][6], bool(rows[contact_id][12]))
        for contact_id, (_last, quiet_days, usual_days) in found.items()
    )
    count = len(rows)
    if count >= SLIPPING_LOOKED_AT:
        count = connection.execute(
            "SELECT (SELECT count(*) FROM contact c WHERE c.slips_on <= ?1 AND c.slips_on IS NOT NULL "
            "AND c.is_archived = 0) - (SELECT count(*) FROM contact c WHERE c.captured_at IS NOT NULL "
            "AND c.first_answer_at IS NULL AND c.is_archived = 0 AND c.slips_on <= ?1)",
            (today.isoformat(),),
        ).fetchone()[0]
    first = [each.contact_id for each in order[:limit]]
    return tuple(_slipping_line(rows[contact_id], *found[contact_id]) for contact_id in first), int(count)


def _quiet(row: tuple[Any, ...], moment: Moment, today: dt.date) -> tuple[dt.date | None, int, int]:
    """The day of the last touch, for how many days it has been quiet, and how many are usual."""
    last_at, touched_on, created_at, rhythm, keep_in_touch = row[7:12]
    known = [_local_day(last_at, moment)] if last_at else []
    known += [dt.date.fromisoformat(touched_on)] if touched_on else []
    last_touch = max(known) if known else None
    since = last_touch or _local_day(created_at, moment)
    return last_touch, max(0, (today - since).days), keep_in_touch if rhythm is None else rhythm


def _slipping_line(
    row: tuple[Any, ...], last_touch: dt.date | None, quiet_days: int, usual: int
) -> SlippingLine:
    rhythm = row[10]
    return SlippingLine(
        contact_id=row[0],
        name=row[1],
        stage=stage_mark(row[2:6]),
        temperature=row[6],
        last_touch_on=last_touch,
        quiet_days=quiet_days,
        usual_days=usual,
        is_own_rhythm=rhythm is not None,
        reason=quiet_reason(last_touch, quiet_days, usual, is_own_rhythm=rhythm is not None),
    )


def _lines(
    connection: ReadConnection, moment: Moment, which: str, values: tuple[Any, ...], limit: int
) -> tuple[FollowUpLine, ...]:
    lines, today = [], moment.today
    for row in connection.execute(
        f"{_LINE} WHERE f.id IN (SELECT f.id FROM follow_up f INDEXED BY ix_follow_up_open "
        f"WHERE {_OPEN} AND {which} ORDER BY {_BY_HOUR} LIMIT ?) ORDER BY {_BY_HOUR}",
        (*values, limit),
    ):
        due_on = dt.date.fromisoformat(row[11])
        quiet = (today - _local_day(row[16], moment)).days if row[16] else None
        lines.append(
            FollowUpLine(
                follow_up_id=row[0],
                contact_id=row[1],
                name=row[2],
                what=row[3],
                reason=follow_up_reason(
                    row[4],
                    is_promise=bool(row[14]),
                    first_due_on=dt.date.fromisoformat(row[15]),
                    due_on=due_on,
                    quiet_days=quiet,
                    rhythm_days=row[17],
                )
                if row[1] is not None
                else row[4],
                stage=stage_mark(row[5:9]) if row[5] is not None else None,
                temperature=row[9],
                channel=row[10],
                due_on=due_on,
                due_time=row[12],
                rule=row[13],
            )
        )
    return tuple(lines)


def _counts(connection: ReadConnection, today: dt.date, until: dt.date) -> tuple[int, int, int]:
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE f.due_on < ?1), count(*) FILTER (WHERE f.due_on = ?1), "
        f"count(*) FILTER (WHERE f.due_on > ?1) FROM follow_up f INDEXED BY ix_follow_up_open "
        f"WHERE {_OPEN} AND f.due_on <= ?2",
        (today.isoformat(), until.isoformat()),
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


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
        by_day.setdefault(_local_day(captured_at, moment), []).append(
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


def _local_day(instant: str, moment: Moment) -> dt.date:
    return dt.datetime.fromisoformat(instant).astimezone(zone_info(moment.zone)).date()


def _minutes(channel: str) -> int:
    try:
        return Channel(channel).minutes
    except ValueError:
        return Channel.OTHER.minutes
