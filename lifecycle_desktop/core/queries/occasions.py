"""Occasions to write: birthdays and the days on which people bought, and the thank-yous that are owed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from lifecycle_desktop.core.model.desk import DateLine, ThanksLine
from lifecycle_desktop.core.model.reasons import key_date_reason, thanks_reason
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, stage_mark

DAYS_AHEAD = 7
DAYS_BACK = 3
MOST_DAYS_BACK = 31  # after a pause: a birthday of two months ago is better left
YEARS_BACK = 60
LOOKED_AT = 100

# A day is seen to where a next step was made for it, where the owner was in touch on it or after, or where a
# trigger has told of the anniversary.
_TO_SEE_TO = (
    "c.is_archived = 0 AND c.is_do_not_contact = 0 "
    "AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = c.id "
    "AND f.occasion = {kind} || ' ' || w.the_day) "
    "AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.contact_id = c.id "
    "AND a.happened_at >= date(w.the_day, '-1 day') AND a.happened_on >= w.the_day "
    "AND a.kind NOT IN ('note', 'complaint'))"
)
_NOT_TOLD = (
    "NOT EXISTS (SELECT 1 FROM trigger_firing t JOIN trigger_rule r ON r.id = t.trigger_rule_id "
    "WHERE t.contact_id = c.id AND t.follow_up_id IS NOT NULL AND t.fired_at >= date(w.the_day, '-61 days') "
    "AND r.when_json ->> 'occasion' = 'anniversary')"
)
_WANTED = (
    "WITH w (the_day, month, day) AS (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)) "
    f"SELECT c.id, c.display_name, {STAGE_MARK}, c.temperature, "
)
# Both are read day after day along an index, so that the first hundred need no look at all the others.
_OWN_DAYS = (
    f"{_WANTED} d.kind, d.year, w.the_day FROM w CROSS JOIN contact_date d INDEXED BY ix_contact_date_day "
    "ON d.month = w.month AND d.day = w.day JOIN contact c ON c.id = d.contact_id "
    f"JOIN stage s ON s.id = c.stage_id WHERE {_TO_SEE_TO.format(kind='d.kind')} "
    f"AND (d.kind <> 'closing' OR {_NOT_TOLD}) LIMIT ?2"
)
_CLOSING = "'closing'"
_CLOSINGS = (
    "WITH w (the_day, closed_on) AS (SELECT value ->> 0, value ->> 1 FROM json_each(?1)) "
    f"SELECT c.id, c.display_name, {STAGE_MARK}, c.temperature, 'closing', substr(p.closed_on, 1, 4), w.the_day "
    "FROM w CROSS JOIN purchase p INDEXED BY ix_purchase_closed ON p.closed_on = w.closed_on "
    "JOIN contact c ON c.id = p.contact_id JOIN stage s ON s.id = c.stage_id "
    f"WHERE {_TO_SEE_TO.format(kind=_CLOSING)} AND {_NOT_TOLD} LIMIT ?2"
)
_OWED = (
    "FROM referral r INDEXED BY ix_referral_thanks JOIN contact c ON c.id = r.referrer_id "
    "JOIN stage s ON s.id = c.stage_id LEFT JOIN contact o ON o.id = r.referred_id "
    "WHERE r.thanked_on IS NULL AND r.direction = 'in' AND c.is_archived = 0 AND c.is_do_not_contact = 0"
)


def key_dates(
    connection: ReadConnection, today: dt.date, since: dt.date | None = None
) -> tuple[DateLine, ...]:
    """The days of people's own from three days ago until a week ahead that nobody has seen to, at most a hundred.

    After a pause, from `since` on. 29 February falls on the 28th of other years. Of a closing that stands as a
    purchase and as a date, there is one line.
    """
    earliest = today - dt.timedelta(days=DAYS_BACK)
    if since is not None:
        earliest = max(min(since, earliest), today - dt.timedelta(days=MOST_DAYS_BACK))
    days = [
        earliest + dt.timedelta(days=ahead)
        for ahead in range((today - earliest).days + DAYS_AHEAD + 1)
    ]  # fmt: skip
    found: dict[tuple[int, str, str], DateLine] = {}
    for sql, wanted in (
        (_OWN_DAYS, _dates_on(days)),
        (_CLOSINGS, _closings_on(days, _first_year(connection))),
    ):
        for row in connection.execute(sql, (json.dumps(list(wanted)), LOOKED_AT)):
            line = _date_line(row, today)
            if line is not None:
                found.setdefault((line.contact_id, line.kind, row[9]), line)
    ordered = sorted(found.values(), key=lambda line: (line.on, line.contact_id, line.kind))
    return tuple(ordered[:LOOKED_AT])


def thanks_owed(connection: ReadConnection, today: dt.date, limit: int) -> tuple[tuple[ThanksLine, ...], int]:
    """Whom the owner has not thanked yet for somebody they sent, the oldest first, and how many there are."""
    count = int(connection.execute(f"SELECT count(*) {_OWED}").fetchone()[0])
    if not count:
        return (), 0
    lines = []
    for row in connection.execute(
        f"SELECT r.id, c.id, c.display_name, {STAGE_MARK}, coalesce(o.display_name, r.referred_name), r.given_on "
        f"{_OWED} ORDER BY r.given_on, r.id LIMIT ?",
        (limit,),
    ):
        given_on = dt.date.fromisoformat(row[8])
        reason = thanks_reason(row[7], given_on, today)
        lines.append(ThanksLine(row[0], row[1], row[2], stage_mark(row[3:7]), row[7], given_on, reason))
    return tuple(lines), count


def _date_line(row: tuple[Any, ...], today: dt.date) -> DateLine | None:
    on = dt.date.fromisoformat(row[9])
    years = on.year - int(row[8]) if row[8] else None
    if years is not None and years < 0:  # a day that is still to come for the first time
        return None
    reason = key_date_reason(row[7], on, years, today)
    return DateLine(row[0], row[1], stage_mark(row[2:6]), row[6], row[7], on, years, reason)


def _dates_on(days: list[dt.date]) -> Iterator[tuple[str, int, int]]:
    for day in days:
        yield day.isoformat(), day.month, day.day
        if _is_short_february_end(day):
            yield day.isoformat(), 2, 29


def _first_year(connection: ReadConnection) -> int:
    """The year of the oldest purchase, as far as anniversaries are told; a year far ahead without any."""
    oldest = connection.execute("SELECT min(closed_on) FROM purchase").fetchone()[0]
    return int(oldest[:4]) if oldest else dt.MAXYEAR


def _closings_on(days: list[dt.date], first_year: int) -> Iterator[tuple[str, str]]:
    for day in days:
        for year in range(max(day.year - YEARS_BACK, first_year), day.year):
            yield day.isoformat(), f"{year:04d}-{day.month:02d}-{day.day:02d}"
            if _is_short_february_end(day):
                yield day.isoformat(), f"{year:04d}-02-29"


def _is_short_february_end(day: dt.date) -> bool:
    return (day.month, day.day) == (2, 28) and (day + dt.timedelta(days=1)).month == 3
