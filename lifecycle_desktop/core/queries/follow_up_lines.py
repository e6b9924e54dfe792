"""Open follow-ups as lines of Today, counted and listed; those about people not to be contacted stand apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.desk import FollowUpLine
from lifecycle_desktop.core.model.reasons import follow_up_reason, withheld_reason
from lifecycle_desktop.core.store.derive import LAST_TOUCH_ON
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import OPEN_COMPLAINT, STAGE_MARK, stage_mark

_LINE = (
    f"SELECT f.id, f.contact_id, coalesce(c.display_name, ''), f.what, f.reason, {STAGE_MARK}, "
    f"coalesce(c.temperature, ''), f.channel, f.due_on, f.due_time, f.rule, f.is_promise, f.first_due_on, "
    f"{LAST_TOUCH_ON}, c.rhythm_days, f.sequence_step_id IS NOT NULL, EXISTS (SELECT 1 FROM activity a "
    f"INDEXED BY ix_activity_complaint WHERE a.contact_id = f.contact_id AND {OPEN_COMPLAINT}) FROM follow_up f "
    "LEFT JOIN contact c ON c.id = f.contact_id LEFT JOIN stage s ON s.id = c.stage_id "
)
# Who is put aside is told by an index; thousands can be due on one day and their contacts are not looked at.
# Somebody who is not to be contacted may still be thought of: a task about them reaches nobody.
_NOT_ASIDE = (
    "f.done_at IS NULL AND coalesce(f.contact_id, 0) NOT IN (SELECT id FROM contact WHERE is_archived = 1)"
)
OPEN = (
    f"{_NOT_ASIDE} AND (coalesce(f.contact_id, 0) NOT IN (SELECT id FROM contact WHERE is_do_not_contact = 1) "
    "OR f.channel IN ('', 'other'))"
)
_OFF = (
    "c.is_do_not_contact = 1 AND c.is_archived = 0 AND f.done_at IS NULL AND f.channel NOT IN ('', 'other')"
)
_WITHHELD = (
    "FROM contact c JOIN follow_up f INDEXED BY ix_follow_up_contact ON f.contact_id = c.id "
    f"WHERE {_OFF} AND f.due_on <= ?"
)
_BY_HOUR = "f.due_on, f.due_time IS NULL, f.due_time, f.id"


def open_lines(
    connection: ReadConnection,
    moment: Moment,
    which: str,
    values: tuple[Any, ...],
    limit: int,
    *,
    index: str = "ix_follow_up_open",
) -> tuple[FollowUpLine, ...]:
    """The open follow-ups `f` of which `which` holds, the earliest first, found by an index over due days."""
    return _lines(
        connection,
        moment,
        f"SELECT f.id FROM follow_up f INDEXED BY {index} WHERE {OPEN} AND {which} ORDER BY {_BY_HOUR} LIMIT ?",
        (*values, limit),
    )


def late_lines(
    connection: ReadConnection, moment: Moment, limit: int, *, between: tuple[dt.date, dt.date] | None = None
) -> tuple[FollowUpLine, ...]:
    """What is late: promises first, for somebody waits for them, then the oldest.

    What came due in a pause, from after the first day of `between` to before the second, is left out.
    """
    which, values = "f.due_on < ?", [moment.today.isoformat()]
    if between is not None:
        which += " AND NOT (f.due_on > ? AND f.due_on < ?)"
        values += [between[0].isoformat(), between[1].isoformat()]
    promised = open_lines(
        connection,
        moment,
        f"{which} AND f.is_promise = 1",
        tuple(values),
        limit,
        index="ix_follow_up_promise",
    )
    rest = limit - len(promised)
    if rest <= 0:
        return promised
    return promised + open_lines(connection, moment, f"{which} AND f.is_promise = 0", tuple(values), rest)


def withheld(
    connection: ReadConnection, moment: Moment, until: dt.date, limit: int
) -> tuple[tuple[FollowUpLine, ...], int]:
    """What is due until a day with people who are not to be contacted, and how much it is.

    The lines name no channel: they are no calls or mails, only what is to be cleared away.
    """
    count = int(connection.execute(f"SELECT count(*) {_WITHHELD}", (until.isoformat(),)).fetchone()[0])
    if not count:
        return (), 0
    lines = _lines(
        connection, moment, f"SELECT f.id {_WITHHELD} ORDER BY {_BY_HOUR} LIMIT ?", (until.isoformat(), limit)
    )
    return tuple(replace(line, channel="", reason=withheld_reason()) for line in lines), count


def counts(connection: ReadConnection, today: dt.date, until: dt.date) -> tuple[int, int, int]:
    """How many are late, due today, and due after it until a day."""
    late, due, coming = _counted(connection, today, dt.date.min, until)
    return late, due, coming


def counted_between(connection: ReadConnection, after: dt.date, before: dt.date) -> int:
    """How many were due after one day and before another, and are open."""
    one = dt.timedelta(days=1)
    return sum(_counted(connection, before, after + one, before - one)) if before - after > one else 0


def _counted(
    connection: ReadConnection, today: dt.date, begin: dt.date, until: dt.date
) -> tuple[int, int, int]:
    """The open ones from one day to another: before today, today, and after it.

    All are counted within the index; those of people not to be contacted are few, and taken off.
    """
    values = (today.isoformat(), begin.isoformat(), until.isoformat())
    every, off = (
        connection.execute(
            "SELECT count(*) FILTER (WHERE f.due_on < ?1), count(*) FILTER (WHERE f.due_on = ?1), "
            f"count(*) FILTER (WHERE f.due_on > ?1) FROM {source} AND f.due_on >= ?2 AND f.due_on <= ?3",
            values,
        ).fetchone()
        for source in (
            f"follow_up f INDEXED BY ix_follow_up_open WHERE {_NOT_ASIDE}",
            f"contact c JOIN follow_up f INDEXED BY ix_follow_up_contact ON f.contact_id = c.id WHERE {_OFF}",
        )
    )
    return int(every[0] - off[0]), int(every[1] - off[1]), int(every[2] - off[2])


def _lines(
    connection: ReadConnection, moment: Moment, ids: str, values: tuple[Any, ...]
) -> tuple[FollowUpLine, ...]:
    return tuple(
        _line(row, moment.today)
        for row in connection.execute(f"{_LINE} WHERE f.id IN ({ids}) ORDER BY {_BY_HOUR}", values)
    )


def _line(row: tuple[Any, ...], today: dt.date) -> FollowUpLine:
    due_on = dt.date.fromisoformat(row[11])
    quiet = (today - dt.date.fromisoformat(row[16])).days if row[16] else None
    reason = row[4]
    if row[1] is not None:
        reason = follow_up_reason(
            row[4],
            is_promise=bool(row[14]),
            first_due_on=dt.date.fromisoformat(row[15]),
            due_on=due_on,
            quiet_days=None if quiet is None else max(quiet, 0),
            rhythm_days=row[17],
        )
    return FollowUpLine(
        follow_up_id=row[0],
        contact_id=row[1],
        name=row[2],
        what=row[3],
        reason=reason,
        stage=stage_mark(row[5:9]) if row[5] is not None else None,
        temperature=row[9],
        channel=row[10],
        due_on=due_on,
        due_time=row[12],
        rule=row[13],
        is_promise=bool(row[14]),
        is_sequence_step=bool(row[18]),
        has_complaint=bool(row[19]),
    )
