"""Who slips through: quiet beyond their rhythm and without a next step, in the order in which to call them."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from lifecycle_desktop.core.clock import Moment, local_day
from lifecycle_desktop.core.model.desk import SlippingLine
from lifecycle_desktop.core.model.reasons import quiet_reason
from lifecycle_desktop.core.model.today import FIRST_LINES, Silence, in_order_of_silence
from lifecycle_desktop.core.store.derive import LAST_TOUCH_ON
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, stage_mark

LOOKED_AT = 100

_SLIPS = (
    "c.slips_on <= ?1 AND c.slips_on IS NOT NULL AND c.is_archived = 0 "
    "AND (c.captured_at IS NULL OR c.first_answer_at IS NOT NULL)"
)
# The last day before today on which they stood on Today. What is noted today must not change today's order.
_SHOWN_BEFORE = "CASE WHEN h.shown_on >= ?1 THEN h.before_on ELSE h.shown_on END"
_COLUMNS = (
    f"SELECT c.id, c.display_name, {STAGE_MARK}, c.temperature, {LAST_TOUCH_ON}, c.touched_on, "
    "c.created_at, c.rhythm_days, s.keep_in_touch_days, EXISTS (SELECT 1 FROM qualification q "
    "WHERE q.contact_id = c.id AND q.answer IN ('yes', 'partly'))"
)


class Slipping(NamedTuple):
    """Those who slip through: the first of them, how many there are, and how many are the lines of today."""

    lines: tuple[SlippingLine, ...]
    people: int
    today: int


def slipping(connection: ReadConnection, moment: Moment, limit: int) -> Slipping:
    """Those without a next step who are quiet beyond their rhythm, in the order in which to call them.

    Where thousands slip, those who were not on Today yet are found among those who slipped first and those
    who slipped last, so that it costs no more than a look into the index; those who were, when all others
    have had their turn.
    """
    today = moment.today
    rows = _never_shown(connection, today)
    if len(rows) < max(limit, FIRST_LINES):
        rows |= _shown_before(connection, today)
    found = {contact_id: _quiet(row, moment, today) for contact_id, row in rows.items()}
    turn = in_order_of_silence(
        Silence(
            contact_id, quiet_days, usual_days, rows[contact_id][6], bool(rows[contact_id][12]),
            None if rows[contact_id][13] is None else (today - dt.date.fromisoformat(rows[contact_id][13])).days,
        )
        for contact_id, (_last, quiet_days, usual_days) in found.items()
    )  # fmt: skip
    first = [each.contact_id for each in turn.order[:limit]]
    lines = tuple(_slipping_line(rows[contact_id], *found[contact_id]) for contact_id in first)
    return Slipping(lines, _count(connection, today, len(rows)), min(turn.lines, limit))


def _never_shown(connection: ReadConnection, today: dt.date) -> dict[int, tuple[Any, ...]]:
    return {
        row[0]: row
        for direction in ("ASC", "DESC")
        for row in connection.execute(
            f"{_COLUMNS}, NULL FROM contact c INDEXED BY ix_contact_slips JOIN stage s ON s.id = c.stage_id "
            f"WHERE {_SLIPS} AND NOT EXISTS (SELECT 1 FROM slipping_shown h WHERE h.id = c.id "
            f"AND {_SHOWN_BEFORE} IS NOT NULL) ORDER BY c.slips_on {direction}, c.id {direction} LIMIT ?2",
            (today.isoformat(), LOOKED_AT),
        )
    }


def _shown_before(connection: ReadConnection, today: dt.date) -> dict[int, tuple[Any, ...]]:
    """Those who were on Today before, who was there longest ago first."""
    return {
        row[0]: row
        for row in connection.execute(
            f"{_COLUMNS}, {_SHOWN_BEFORE} AS shown_before FROM slipping_shown h CROSS JOIN contact c ON c.id = h.id "
            f"JOIN stage s ON s.id = c.stage_id WHERE {_SLIPS} AND {_SHOWN_BEFORE} IS NOT NULL "
            f"ORDER BY shown_before, c.slips_on, c.id LIMIT ?2",
            (today.isoformat(), LOOKED_AT),
        )
    }


def _count(connection: ReadConnection, today: dt.date, found: int) -> int:
    if found < LOOKED_AT:
        return found
    row = connection.execute(
        "SELECT (SELECT count(*) FROM contact c WHERE c.slips_on <= ?1 AND c.slips_on IS NOT NULL "
        "AND c.is_archived = 0) - (SELECT count(*) FROM contact c WHERE c.captured_at IS NOT NULL "
        "AND c.first_answer_at IS NULL AND c.is_archived = 0 AND c.slips_on <= ?1)",
        (today.isoformat(),),
    ).fetchone()
    return int(row[0])


def _quiet(row: tuple[Any, ...], moment: Moment, today: dt.date) -> tuple[dt.date | None, int, int]:
    """The day of the last touch, for how many days it has been quiet, and how many are usual."""
    known = [dt.date.fromisoformat(day) for day in row[7:9] if day]
    last_touch = max(known) if known else None
    since = last_touch or local_day(row[9], moment.zone)
    rhythm, keep_in_touch = row[10:12]
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
