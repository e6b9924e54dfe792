"""How often a person usually hears from the owner, and when they are quiet beyond it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

FEWEST_TOUCHES = 3
SHORTEST_RHYTHM_DAYS = 2
QUIET_FACTOR = 1.5
QUIET_MARGIN_DAYS = 3
LATEST_GAPS = 8


def own_rhythm(touched_on: Iterable[dt.date]) -> int | None:
    """The contact's own rhythm in days: the median gap between the days of two-way touches.

    Several touches on one day count once. The latest eight gaps decide, so that a rhythm of
    years ago does not; the median bears one long holiday, which a mean would not. None with
    fewer than three days. Never below two days: a burst of messages is not a promise to
    write daily.
    """
    days = sorted(set(touched_on))
    if len(days) < FEWEST_TOUCHES:
        return None
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(days)]
    return max(round(median(gaps[-LATEST_GAPS:])), SHORTEST_RHYTHM_DAYS)


def median(numbers: Sequence[int]) -> float:
    """The middle one of some numbers, or the mean of the two in the middle.

    The library's own brings fractions and decimals with it, which the start of the window would wait for.
    """
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def quiet_limit(rhythm_days: int) -> int:
    """After how many days without a word somebody with this rhythm counts as quiet.

    One and a half times the rhythm, and at least three days beyond it. The factor is the usual
    first rule for overdue customers (a gap that is half as long again as the typical one); the
    margin keeps short rhythms from raising an alarm over a weekend.
    """
    return max(round(rhythm_days * QUIET_FACTOR), rhythm_days + QUIET_MARGIN_DAYS)


def is_quiet(quiet_days: int, rhythm_days: int) -> bool:
    """True when `quiet_days` without a word is beyond what `rhythm_days` explains."""
    return quiet_days > quiet_limit(rhythm_days)


def beyond_rhythm(quiet_days: int, rhythm_days: int) -> float:
    """How far beyond the rhythm somebody is quiet: 1.0 is on time, 2.0 twice as long."""
    return quiet_days / max(rhythm_days, 1)
