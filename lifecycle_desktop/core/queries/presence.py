"""The pause without the program of which Today still tells, and what came due in it."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.desk import Away
from lifecycle_desktop.core.model.presence import Presence
from lifecycle_desktop.core.queries.follow_up_lines import counted_between, open_lines
from lifecycle_desktop.core.store.driver import ReadConnection


def presence(connection: ReadConnection) -> Presence | None:
    """When the program was in use; None before the first day."""
    row = connection.execute("SELECT seen_on, away_since_on, back_on FROM presence").fetchone()
    if row is None:
        return None
    days = [dt.date.fromisoformat(day) if day else None for day in row]
    return Presence(days[0] or dt.date.min, days[1], days[2])


def pause(connection: ReadConnection, moment: Moment, limit: int) -> Away | None:
    """What came due in the pause and is open, oldest first; None without a pause, or when nothing did."""
    known = presence(connection)
    now = known.on(moment.today) if known is not None else None
    if now is None or now.away_since_on is None or now.back_on is None:
        return None
    since, back = now.away_since_on, min(now.back_on, moment.today)
    count = counted_between(connection, since, back)
    if not count:
        return None
    lines = open_lines(
        connection,
        moment,
        "f.due_on > ? AND f.due_on < ?",
        (since.isoformat(), back.isoformat()),
        limit,
    )
    return Away(since, back, lines, count)
