"""When the program was last in use, and the pause of which Today tells what came due in it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

AWAY_DAYS = 3
"""From so many whole days without the program on it was a pause: more than a weekend."""


class Presence(NamedTuple):
    """The last day in use; where a pause is still to be told of, the last day before it and the day of return."""

    seen_on: dt.date
    away_since_on: dt.date | None = None
    back_on: dt.date | None = None

    def on(self, today: dt.date) -> Presence:
        """As it is once the program is in use today. A second pause before the first was read through joins it."""
        if today <= self.seen_on:  # the same day, or a clock set back
            return self
        if (today - self.seen_on).days <= AWAY_DAYS:
            return self._replace(seen_on=today)
        return Presence(today, self.away_since_on or self.seen_on, today)
