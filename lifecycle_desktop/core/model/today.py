"""Who comes first among those who slip through: who waited longest for a turn, then how far beyond the rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lifecycle_desktop.core.model.rhythm import beyond_rhythm

FIRST_LINES = 10
FEWEST_LINES = 5
LUKEWARM_SEATS = 3


class Silence(NamedTuple):
    """How long somebody without a next step has been quiet, against the usual number of days.

    `shown_days_ago` counts from the last earlier day on which they stood on Today; None if they never did.
    """

    contact_id: int
    quiet_days: int
    usual_days: int
    temperature: str = ""
    is_qualified: bool = False
    shown_days_ago: int | None = None

    @property
    def is_lukewarm(self) -> bool:
        """Warm, or not hot but qualified: those whom a list of the hottest would forget."""
        return self.temperature == "warm" or (self.temperature != "hot" and self.is_qualified)


class Turn(NamedTuple):
    """Those who slip through in the order in which to call them, and how many of them are today's lines."""

    order: tuple[Silence, ...]
    lines: int


def in_order_of_silence(silences: Iterable[Silence]) -> Turn:
    """Those who slip through in the order in which to call them, and how many of them to show today.

    Who was not on Today yet comes first, then who was there longest ago. Among those of the same day it
    goes by how many times their usual rhythm they have been silent, so that nine days can weigh more than
    ninety; then by days. Everybody who was passed over last time is shown, from five lines up to ten: of
    up to seventeen people nobody is passed over twice running, and of more everybody has a turn after the
    others. Of the lines shown at least three are lukewarm if so many slip: where the order alone gives
    fewer, the next lukewarm ones take the last places, and those who stood there come right after. Nobody
    is left out.
    """
    ordered = sorted(silences, key=_weight)
    lines = _lines(ordered)
    first, rest = ordered[:lines], ordered[lines:]
    missing = LUKEWARM_SEATS - sum(each.is_lukewarm for each in first)
    risers = [each for each in rest if each.is_lukewarm][: max(missing, 0)]
    if not risers:
        return Turn(tuple(ordered), lines)
    givers = [each for each in first if not each.is_lukewarm][-len(risers) :]
    moved = {each.contact_id for each in (*risers, *givers)}
    return Turn(
        (
            *(each for each in first if each.contact_id not in moved),
            *risers,
            *givers,
            *(each for each in rest if each.contact_id not in moved),
        ),
        lines,
    )


def _lines(ordered: Sequence[Silence]) -> int:
    """Room for everybody who was passed over last time and for the lukewarm, within the bounds."""
    last_time = min(
        (each.shown_days_ago for each in ordered if each.shown_days_ago is not None), default=None
    )
    waiting = [each for each in ordered if each.shown_days_ago is None or each.shown_days_ago != last_time]
    lukewarm = min(sum(each.is_lukewarm for each in ordered), LUKEWARM_SEATS)
    seats = max(lukewarm - sum(each.is_lukewarm for each in waiting), 0)
    return min(max(len(waiting) + seats, FEWEST_LINES), FIRST_LINES, len(ordered))


def _weight(silence: Silence) -> tuple[float, float, int, int]:
    ago = float("inf") if silence.shown_days_ago is None else silence.shown_days_ago
    return (
        -ago,
        -beyond_rhythm(silence.quiet_days, silence.usual_days),
        -silence.quiet_days,
        silence.contact_id,
    )
