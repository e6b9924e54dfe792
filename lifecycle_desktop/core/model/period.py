"""Periods of a plan: the quarter of a day, and the same day some months later."""

from __future__ import annotations

import datetime as dt


def quarter_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the quarter in which a day lies."""
    start = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return start, months_later(start, 3) - dt.timedelta(days=1)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, the last day of a month that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    first = dt.date(index // 12, index % 12 + 1, 1)
    after = dt.date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + dt.timedelta(days=day.day - 1), after - dt.timedelta(days=1))
