"""What the plan counts: one query per measure, over contacts who are not samples of a trash can."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection

HEARD_WITHIN_DAYS = 90

_REACHABLE = (
    "(EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = c.id) "
    "OR EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = c.id))"
)

# :begin_at and :end_at are instants, :begin_on and :end_on days; the ends lie outside.
_COUNTS: dict[Measure, str] = {
    Measure.ENQUIRIES: "SELECT count(*) FROM contact c WHERE c.captured_at >= :begin_at AND c.captured_at < :end_at "
    "AND c.deleted_at IS NULL",
    Measure.NEW_CONTACTS: "SELECT count(*) FROM contact c WHERE c.captured_at >= :begin_at "
    f"AND c.captured_at < :end_at AND c.deleted_at IS NULL AND {_REACHABLE}",
    Measure.QUALIFIED: "SELECT count(DISTINCT contact_id) FROM qualification WHERE answer <> 'unknown' "
    "AND answered_at >= :begin_at AND answered_at < :end_at",
    Measure.CONSULTATIONS: "SELECT count(DISTINCT contact_id) FROM activity WHERE kind = 'meeting' "
    "AND happened_on >= :begin_on AND happened_on < :end_on",
    Measure.SAMPLES: "SELECT count(DISTINCT contact_id) FROM activity WHERE kind IN ('meeting', 'showing') "
    "AND happened_on >= :begin_on AND happened_on < :end_on",
    Measure.SIGNED: "SELECT count(DISTINCT m.contact_id) FROM stage_move m JOIN stage o ON o.id = m.from_stage_id "
    "JOIN stage n ON n.id = m.to_stage_id WHERE m.from_stage_id = :stage_id AND n.position > o.position "
    "AND m.cause <> 'model' AND m.moved_on >= :begin_on AND m.moved_on < :end_on",
    Measure.CLOSINGS: "SELECT count(*) FROM purchase WHERE closed_on >= :begin_on AND closed_on < :end_on",
    Measure.REPEAT_DEALS: "SELECT count(*) FROM purchase p WHERE closed_on >= :begin_on AND closed_on < :end_on "
    "AND EXISTS (SELECT 1 FROM purchase o WHERE o.contact_id = p.contact_id "
    "AND (o.closed_on, o.id) < (p.closed_on, p.id))",
    Measure.SECOND_SERVICES: "SELECT count(DISTINCT p.contact_id) FROM purchase p WHERE closed_on >= :begin_on "
    "AND closed_on < :end_on AND EXISTS (SELECT 1 FROM purchase o WHERE o.contact_id = p.contact_id "
    "AND (o.closed_on, o.id) < (p.closed_on, p.id)) AND NOT EXISTS (SELECT 1 FROM purchase o "
    "WHERE o.contact_id = p.contact_id AND (o.closed_on, o.id) < (p.closed_on, p.id) "
    "AND o.service_line_id IS p.service_line_id)",
    Measure.REFERRALS: "SELECT count(*) FROM referral WHERE direction = 'in' AND given_on >= :begin_on "
    "AND given_on < :end_on",
}

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
    else:
        number = connection.execute(_COUNTS[wanted], values).fetchone()[0]
    if number is None:
        return None
    return f"{int(number)} %" if wanted.is_percent else str(int(number))
