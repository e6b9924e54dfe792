"""The leaky bucket: who came in, who was lost or fell silent, who is left, and how long that lasts."""

from __future__ import annotations

import datetime as dt
from array import array

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.insight import Span
from lifecycle_desktop.core.model.insight_people import BucketMonth, LeakyBucket
from lifecycle_desktop.core.queries.insights_basis import CAME_AT, local_day
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import ids_of

DAYS_A_MONTH = 365.25 / 12
_REACHABLE = (
    "(EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = c.id) "
    "OR EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = c.id))"
)
_SILENT = "c.slips_on BETWEEN ? AND ? AND c.is_archived = 0"
_LEVEL = (
    "SELECT count(*) FROM contact c WHERE c.is_archived = 0 AND c.is_do_not_contact = 0 "
    f"AND (c.slips_on IS NULL OR c.slips_on > ?) AND {_REACHABLE}"
)


def leaky_bucket(connection: ReadConnection, moment: Moment, span: Span) -> LeakyBucket:
    """What ran into the bucket and out of it, month by month, counted as the foot of the plan counts it.

    In: leads captured who can be reached. Out: put into the trash, or silent beyond the rhythm since that month.
    """
    today = moment.today
    span = Span(span.begin, min(span.end, today))
    months = span.months(_first_day(connection, moment))
    found = []
    for first, after in months:
        last = after - dt.timedelta(days=1)
        begin, end = day_bounds(first, moment.zone)[0], day_bounds(last, moment.zone)[1]
        came = connection.execute(
            "SELECT count(*) FROM contact c WHERE c.captured_at >= ? AND c.captured_at < ? "
            f"AND c.deleted_at IS NULL AND {_REACHABLE}",
            (begin, end),
        ).fetchone()[0]
        lost = connection.execute(
            "SELECT count(*) FROM contact WHERE is_archived = 1 AND deleted_at >= ? AND deleted_at < ?",
            (begin, end),
        ).fetchone()[0]
        silent = connection.execute(
            f"SELECT count(*) FROM contact c WHERE {_SILENT}", (first.isoformat(), last.isoformat())
        ).fetchone()[0]
        found.append(BucketMonth(first, came, lost, silent))
    level = connection.execute(_LEVEL, (today.isoformat(),)).fetchone()[0]
    days = (months[-1][1] - months[0][0]).days if months else 0
    return LeakyBucket(tuple(found), level, days / DAYS_A_MONTH)


def silent_people(connection: ReadConnection, first: dt.date, last: dt.date) -> array[int]:
    """The numbers of those who fell silent on one of these days and are so still, the longest silent first."""
    return ids_of(
        connection,
        f"SELECT c.id FROM contact c WHERE {_SILENT} ORDER BY c.slips_on, c.id",
        (first.isoformat(), last.isoformat()),
    )


def _first_day(connection: ReadConnection, moment: Moment) -> dt.date:
    """The day on which the first one of all came in; today where there is nobody."""
    row = connection.execute(f"SELECT min({CAME_AT}) FROM contact c").fetchone()
    return min(local_day(row[0], moment), moment.today) if row[0] else moment.today
