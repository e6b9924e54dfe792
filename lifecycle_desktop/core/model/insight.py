"""What every insight is made of: the span it looks at, quartiles, shares with their interval, and when to be silent."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desktop.core.model.money import rounded
from lifecycle_desktop.core.model.period import months_later

FEWEST = 5
"""Below so many cases a figure is not read: "Not enough to say yet"."""
FEWEST_COMPARED = 10
"""Below so many cases on either side two groups are not compared: "Too few (< 10)"."""
SPANS = ("quarter", "year", "all")
_Z = 1.959963984540054  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class Span:
    """The days an insight looks at, both ends included; without a beginning it is all time."""

    begin: dt.date | None
    end: dt.date

    def months(self, first: dt.date) -> list[tuple[dt.date, dt.date]]:
        """First day and day after the last of each calendar month in the span, cut to it at both ends.

        A span without a beginning begins with `first`.
        """
        begin = self.begin or min(first, self.end)
        found, day = [], begin
        while day <= self.end:
            following = months_later(day.replace(day=1), 1)
            found.append((day, min(following, self.end + dt.timedelta(days=1))))
            day = following
        return found


def span_of(name: str, today: dt.date) -> Span:
    """The span of that name that ends today: the last three months ("quarter"), twelve months ("year"), or "all"."""
    months = {"quarter": 3, "year": 12}.get(name)
    if months is None:
        return Span(None, today)
    return Span(months_later(today, -months) + dt.timedelta(days=1), today)


@dataclass(frozen=True)
class Quartiles:
    """Of some whole numbers: how many, the middle one, and the two between which the middle half lies."""

    count: int
    low: float
    middle: float
    high: float


def quartiles_of(counts: Mapping[int, int]) -> Quartiles | None:
    """The quartiles of numbers told as number -> how often; None without any.

    Between two of the numbers they are interpolated, as `statistics.quantiles(method="inclusive")` does.
    """
    total = sum(counts.values())
    if not total:
        return None
    ordered = sorted(counts.items())
    return Quartiles(total, *(_at(ordered, (total - 1) * quarter) for quarter in (0.25, 0.5, 0.75)))


def _at(ordered: list[tuple[int, int]], place: float) -> float:
    """The number at a place from 0 in the sorted row that the counts stand for."""
    lower, part = int(place), place % 1
    before = 0
    found: list[int] = []
    for number, count in ordered:
        before += count
        while len(found) < 2 and lower + len(found) < before:
            found.append(number)
        if len(found) == 2:
            break
    return found[0] + (found[-1] - found[0]) * part


@dataclass(frozen=True)
class Share:
    """So many of so many: never shown without its count."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None of nobody."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of 95 % around the share (E. B. Wilson, 1927); None of nobody."""
        n, share = self.whole, self.value
        if share is None:
            return None
        middle = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
        half = _Z / (1 + _Z * _Z / n) * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def is_enough(self) -> bool:
        """True from five cases on."""
        return self.whole >= FEWEST


def per_each(minor: int, count: int) -> int | None:
    """An amount for each of so many, in whole minor units; None, shown as a dash, of nobody."""
    return rounded(Fraction(minor, count)) if count else None
