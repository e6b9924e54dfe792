"""The columns of `contact` that follow from other rows: next step, last touch, first answer, rhythm.

Filled after every step for the contacts it touched, inside the same transaction, so that lists read
one indexed column instead of asking every follow-up and activity.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from lifecycle_desktop.core.model.rhythm import own_rhythm, quiet_limit
from lifecycle_desktop.core.store.driver import WriteConnection

DERIVED_FROM = ("contact", "follow_up", "activity")
# The columns of `contact` that derived ones follow from, and these themselves: nobody else may write them.
DERIVING_COLUMNS = (
    "stage_id", "created_at", "captured_at", "touched_on", "is_archived", "is_do_not_contact", "parked_until_on",
    "first_answer_at", "last_activity_at", "next_step_id", "next_step_on", "rhythm_days", "slips_on",
)  # fmt: skip

# Those of them that follow from activities: where none of these is another, the others alone are to be filled.
TOLD_COLUMNS = ("captured_at", "first_answer_at", "last_activity_at", "rhythm_days")

# A note or a complaint taken down is no touch; a review that comes in is.
TOUCH_KINDS = ("call", "text", "email", "letter", "meeting", "showing", "open_house", "review", "gift")
_TOUCH = "kind IN ('call', 'text', 'email', 'letter', 'meeting', 'showing', 'open_house', 'review', 'gift')"
_TWO_WAY = "(direction IN ('in', 'both') OR kind IN ('meeting', 'showing', 'open_house'))"

# The day of the last touch on the wall where it was; an evening's call belongs to that day, not to the next of UTC.
LAST_TOUCH_ON = (
    "(SELECT max(a.happened_on) FROM activity a WHERE a.contact_id = c.id AND a.happened_at = c.last_activity_at "
    f"AND a.{_TOUCH})"
)

_FIRST_OPEN = """
    FROM follow_up f WHERE f.contact_id = contact.id AND f.done_at IS NULL
   ORDER BY f.due_on, f.due_time IS NULL, f.due_time, f.id LIMIT 1"""

_WRONG_NEXT_STEP = f"""
 WHERE id IN (SELECT id FROM temp.derive_touched)
   AND (next_step_id IS NOT (SELECT f.id {_FIRST_OPEN})
     OR next_step_on IS NOT (SELECT f.due_on FROM follow_up f WHERE f.id = contact.next_step_id))
"""

_NEXT_STEP = f"""
UPDATE contact SET (next_step_id, next_step_on) = (SELECT f.id, f.due_on {_FIRST_OPEN}) {_WRONG_NEXT_STEP}
"""

_FACTS = f"""
SELECT c.id, c.created_at, c.captured_at, c.touched_on, c.next_step_id IS NOT NULL, s.keep_in_touch_days,
       (SELECT max(happened_at || ' ' || happened_on) FROM activity a WHERE a.contact_id = c.id AND {_TOUCH}),
       (SELECT min(happened_at) FROM activity a WHERE a.contact_id = c.id AND {_TOUCH} AND a.direction <> 'in'
           AND a.happened_at >= c.captured_at),
       c.first_answer_at, c.last_activity_at, c.rhythm_days, c.slips_on, c.is_archived, c.is_do_not_contact,
       c.parked_until_on
  FROM contact c JOIN stage s ON s.id = c.stage_id
 WHERE c.id IN (SELECT id FROM temp.derive_touched)
"""

_SLIPPING = f"""
SELECT c.id, c.created_at, c.touched_on, c.next_step_id IS NOT NULL, s.keep_in_touch_days, {LAST_TOUCH_ON},
       c.rhythm_days, c.is_archived, c.is_do_not_contact, c.parked_until_on, c.slips_on
  FROM contact c JOIN stage s ON s.id = c.stage_id
 WHERE c.id IN (SELECT id FROM temp.derive_touched)
"""

_TWO_WAY_DAYS = f"""
SELECT a.contact_id, a.happened_on FROM activity a
 WHERE a.contact_id IN (SELECT id FROM temp.derive_touched) AND {_TOUCH} AND {_TWO_WAY}
"""


def refresh_derived(connection: WriteConnection, contact_ids: Iterable[int]) -> None:
    """Fill the derived columns of these contacts; rows that are right already are not written."""
    _note_touched(connection, contact_ids)
    connection.execute(_NEXT_STEP)
    connection.executemany(
        "UPDATE contact SET first_answer_at = ?, last_activity_at = ?, rhythm_days = ?, slips_on = ? WHERE id = ?",
        _out_of_date(connection),
    )


def refresh_slipping(connection: WriteConnection, contact_ids: Iterable[int]) -> None:
    """As `refresh_derived`, for contacts whose activities are as they were: next step and the day they slip alone."""
    _note_touched(connection, contact_ids)
    connection.execute(_NEXT_STEP)
    changed = []
    for row in connection.execute(_SLIPPING).fetchall():
        contact_id, created_at, touched_on, has_next, keep_days, last_on, rhythm, *rest, stands = row
        found = _slips(created_at, touched_on, last_on, rhythm, keep_days, has_next, *rest)
        if found != stands:
            changed.append((found, contact_id))
    connection.executemany("UPDATE contact SET slips_on = ? WHERE id = ?", changed)


def stale_derived(connection: WriteConnection) -> int:
    """How many contacts have derived columns that do not follow from their other rows."""
    _note_touched(connection, (row[0] for row in connection.execute("SELECT id FROM contact").fetchall()))
    wrong = connection.execute(f"SELECT id FROM contact {_WRONG_NEXT_STEP}")
    stale = {row[0] for row in wrong} | {row[-1] for row in _out_of_date(connection)}
    return len(stale)


def _note_touched(connection: WriteConnection, contact_ids: Iterable[int]) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS derive_touched (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.derive_touched")
    connection.executemany(
        "INSERT OR IGNORE INTO temp.derive_touched (id) VALUES (?)",
        ((contact_id,) for contact_id in contact_ids),
    )


def _out_of_date(connection: WriteConnection) -> list[tuple[Any, ...]]:
    """What the derived columns of the touched contacts should be where they are not, each with the id last."""
    two_way: dict[int, list[dt.date]] = defaultdict(list)
    for contact_id, day in connection.execute(_TWO_WAY_DAYS):
        two_way[contact_id].append(dt.date.fromisoformat(day))
    changed = []
    for row in connection.execute(_FACTS).fetchall():
        found = _derived(row, two_way.get(row[0], []))
        if found != (row[8], row[9], row[10], row[11]):
            changed.append((*found, row[0]))
    return changed


def slips_on(
    last_touch: dt.date,
    *,
    rhythm_days: int | None,
    keep_in_touch_days: int,
    parked_until: dt.date | None = None,
) -> dt.date:
    """The first day on which silence since `last_touch` is longer than it should be."""
    limit = quiet_limit(rhythm_days if rhythm_days is not None else keep_in_touch_days)
    try:
        day = last_touch + dt.timedelta(days=limit + 1)
    except OverflowError:  # a day of the year 9999, or a stage that never expects a word
        day = dt.date.max
    return max(day, parked_until) if parked_until else day


def slips_on_of_new(touched_on: str | None, created_on: dt.date, keep_in_touch_days: int) -> str:
    """The day as `refresh_derived` fills it for somebody new without a next step or any activity."""
    last_touch = dt.date.fromisoformat(touched_on) if touched_on else created_on
    return slips_on(last_touch, rhythm_days=None, keep_in_touch_days=keep_in_touch_days).isoformat()


def _derived(
    row: tuple[Any, ...],  # as _FACTS gives it
    two_way: list[dt.date],
) -> tuple[str | None, str | None, int | None, str | None]:
    created_at, captured_at, touched_on, has_next, keep_in_touch_days, last, answered_at = row[1:8]
    last_at, last_on = last.split(" ") if last else (None, None)
    is_archived, is_do_not_contact, parked_until_on = row[12:15]
    rhythm = own_rhythm(two_way)
    slips = _slips(
        created_at, touched_on, last_on, rhythm, keep_in_touch_days, has_next, is_archived, is_do_not_contact,
        parked_until_on,
    )  # fmt: skip
    return (answered_at if captured_at else None), last_at, rhythm, slips


def _slips(
    created_at: str,
    touched_on: str | None,
    last_on: str | None,
    rhythm_days: int | None,
    keep_in_touch_days: int,
    has_next: int,
    is_archived: int,
    is_do_not_contact: int,
    parked_until_on: str | None,
) -> str | None:
    """The day on which silence becomes too long; None while a next step stands or nothing is expected."""
    if has_next or is_archived or is_do_not_contact:
        return None
    last_day = max(filter(None, (last_on, touched_on)), default=created_at[:10])
    return _slips_after(last_day, rhythm_days, keep_in_touch_days, parked_until_on)


@functools.lru_cache(maxsize=8192)
def _slips_after(
    last_day: str, rhythm_days: int | None, keep_in_touch_days: int, parked_until_on: str | None
) -> str:
    return slips_on(
        dt.date.fromisoformat(last_day),
        rhythm_days=rhythm_days,
        keep_in_touch_days=keep_in_touch_days,
        parked_until=dt.date.fromisoformat(parked_until_on) if parked_until_on else None,
    ).isoformat()
