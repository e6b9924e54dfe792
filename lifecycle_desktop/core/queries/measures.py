"""What the plan counts: one query per measure, over contacts who are not samples of a trash can."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.model.plan_words import currency_digits
from lifecycle_desktop.core.model.rhythm import median
from lifecycle_desktop.core.queries.lifecycle import business
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection

HEARD_WITHIN_DAYS = 90

_REACHABLE = (
    "(EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = c.id) "
    "OR EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = c.id))"
)

_KEPT = "NOT IN (SELECT id FROM contact WHERE is_archived = 1 AND deleted_at IS NOT NULL)"  # not in the trash
_TIME = "happened_on >= :begin_on AND happened_on < :end_on"
_CLOSED = "p.closed_on >= :begin_on AND p.closed_on < :end_on"
_BEFORE = (
    "SELECT 1 FROM purchase o WHERE o.contact_id = p.contact_id AND (o.closed_on, o.id) < (p.closed_on, p.id)"
)
_GIVEN = "given_on >= :begin_on AND given_on < :end_on"
_MOVED = "m.cause <> 'model' AND m.moved_on >= :begin_on AND m.moved_on < :end_on"
_CAME = "c.captured_at >= :begin_at AND c.captured_at < :end_at AND c.deleted_at IS NULL"


def _activities(where: str, *, people: bool) -> str:
    counted = "count(DISTINCT contact_id)" if people else "count(*)"
    return f"SELECT {counted} FROM activity WHERE {_TIME} AND {where} AND contact_id {_KEPT}"


def _purchases(where: str = "", *, what: str = "count(*)") -> str:
    more = f" AND {where}" if where else ""
    return f"SELECT {what} FROM purchase p WHERE {_CLOSED} AND p.contact_id {_KEPT}{more}"


# :begin_at and :end_at are instants, :begin_on and :end_on days; the ends lie outside.
_COUNTS: dict[Measure, str] = {
    Measure.ENQUIRIES: f"SELECT count(*) FROM contact c WHERE {_CAME}",
    Measure.NEW_CONTACTS: f"SELECT count(*) FROM contact c WHERE {_CAME} AND {_REACHABLE}",
    Measure.PERMISSIONS: "SELECT count(DISTINCT contact_id) FROM permission WHERE status = 'given' "
    f"AND recorded_at >= :begin_at AND recorded_at < :end_at AND contact_id {_KEPT}",
    Measure.VISITORS: _activities("kind = 'open_house'", people=True),
    Measure.QUALIFIED: "SELECT count(DISTINCT contact_id) FROM qualification WHERE answer <> 'unknown' "
    f"AND answered_at >= :begin_at AND answered_at < :end_at AND contact_id {_KEPT}",
    Measure.TOUCHES: _activities(
        "direction IN ('out', 'both') AND kind IN ('call', 'text', 'email', 'letter', 'gift', 'meeting', 'showing')",
        people=False,
    ),
    Measure.CALLS: _activities("kind = 'call' AND direction IN ('out', 'both')", people=False),
    Measure.ENTERED: "SELECT count(DISTINCT m.contact_id) FROM stage_move m WHERE m.to_stage_id = :stage_id "
    f"AND {_MOVED} AND m.contact_id {_KEPT}",
    Measure.CONSULTATIONS: _activities("kind = 'meeting'", people=True),
    Measure.SHOWINGS: _activities("kind = 'showing'", people=False),
    Measure.SAMPLES: _activities("kind IN ('meeting', 'showing')", people=True),
    Measure.SIGNED: "SELECT count(DISTINCT m.contact_id) FROM stage_move m JOIN stage o ON o.id = m.from_stage_id "
    "JOIN stage n ON n.id = m.to_stage_id WHERE m.from_stage_id = :stage_id AND n.position > o.position "
    f"AND {_MOVED} AND m.contact_id {_KEPT}",
    Measure.CLOSINGS: _purchases(),
    Measure.FIRST_PURCHASES: _purchases(f"NOT EXISTS ({_BEFORE})"),
    Measure.REVENUE: _purchases("p.currency = :currency", what="coalesce(sum(p.revenue_minor), 0)"),
    Measure.TOP_RATED: _purchases("p.satisfaction >= 9"),
    Measure.REPEAT_DEALS: _purchases(f"EXISTS ({_BEFORE})"),
    Measure.SECOND_SERVICES: _purchases(
        f"EXISTS ({_BEFORE}) AND NOT EXISTS ({_BEFORE} AND o.service_line_id IS p.service_line_id)",
        what="count(DISTINCT p.contact_id)",
    ),
    Measure.REVIEWS: _activities("kind = 'review'", people=False),
    Measure.REFERRALS: f"SELECT count(*) FROM referral WHERE direction = 'in' AND {_GIVEN}",
    Measure.THANKED: "SELECT count(*) FROM referral WHERE direction = 'in' AND thanked_on >= :begin_on "
    "AND thanked_on < :end_on",
    Measure.REFERRALS_SENT: f"SELECT count(*) FROM referral WHERE direction = 'out' AND {_GIVEN}",
}

_WAITS = (
    "SELECT max(0, unixepoch(c.first_answer_at) - unixepoch(c.captured_at)) FROM contact c "
    f"WHERE {_CAME} AND c.first_answer_at IS NOT NULL"
)

# Those that describe how things stand, not what happened in a time: known only for the present.
_STANDINGS: dict[Measure, str] = {
    # All of the stage less those who slip: two covering indexes instead of every row.
    Measure.KEPT_WARM: "SELECT (SELECT count(*) FROM contact WHERE stage_id = :stage_id AND is_archived = 0) - "
    "(SELECT count(*) FROM contact WHERE +stage_id = :stage_id AND is_archived = 0 AND slips_on <= :today)",
    Measure.HEARD_FROM_ME: "SELECT round(100.0 * sum(c.last_activity_at >= :heard_since) / max(count(*), 1)) "
    "FROM contact c WHERE c.stage_id = :stage_id AND c.is_archived = 0",
}


def is_standing(measure: str) -> bool:
    """Whether a measure says how things stand now, the same for any time that holds today."""
    return measure in set(_STANDINGS)


def counted(
    connection: ReadConnection, measure: str, stage_id: int, begin: dt.date, end: dt.date, moment: Moment
) -> str | None:
    """The measure from `begin` up to, but not with, `end`, as it is read; None where it cannot be known.

    How each is counted is said by `Measure`. A standing is known for a time that holds today only.
    """
    try:
        wanted = Measure(measure)
    except ValueError:
        return None
    if begin > moment.today:
        return None
    values: dict[str, Any] = {
        "stage_id": stage_id,
        "begin_on": begin.isoformat(),
        "end_on": end.isoformat(),
        "begin_at": day_bounds(begin, moment.zone)[0],
        "end_at": day_bounds(end, moment.zone)[0],
        "today": moment.today.isoformat(),
        "heard_since": day_bounds(moment.today - dt.timedelta(days=HEARD_WITHIN_DAYS), moment.zone)[0],
    }
    if wanted in _STANDINGS:
        if not begin <= moment.today < end:
            return None
        number = connection.execute(_STANDINGS[wanted], values).fetchone()[0]
    elif wanted is Measure.FIRST_ANSWER:
        return _first_answer(connection, values)
    elif wanted is Measure.REVENUE:
        currency = business(connection).currency
        minor = connection.execute(_COUNTS[wanted], values | {"currency": currency}).fetchone()[0]
        return f"{round(minor / 10 ** currency_digits(currency)):,}"
    else:
        number = connection.execute(_COUNTS[wanted], values).fetchone()[0]
    if number is None:
        return None
    return f"{int(number)} %" if wanted.is_percent else str(int(number))


def _first_answer(connection: ReadConnection, values: dict[str, Any]) -> str | None:
    """The median of the waits, in whole minutes, at least one."""
    waits = [row[0] for row in connection.execute(_WAITS, values).fetchall()]
    return f"{max(1, round(median(waits) / 60))} min" if waits else None
