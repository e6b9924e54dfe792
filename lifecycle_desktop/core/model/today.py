"""Who comes first among those who slip through: how far beyond the rhythm, with seats kept for the lukewarm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lifecycle_desktop.core.model.rhythm import beyond_rhythm

FIRST_LINES = 10
LUKEWARM_SEATS = 3


class Silence(NamedTuple):
    """How long somebody without a next step has been quiet, against the usual number of days."""

    contact_id: int
    quiet_days: int
    usual_days: int
    temperature: str = ""
    is_qualified: bool = False

    @property
    def is_lukewarm(self) -> bool:
        """Warm, or not hot but qualified: those whom a list of the hottest would forget."""
        return self.temperature == "warm" or (self.temperature != "hot" and self.is_qualified)


def in_order_of_silence(silences: Iterable[Silence]) -> list[Silence]:
    """Those who slip through in the order in which to call them.

    First by how many times their usual rhythm they have been silent, so that nine days can weigh more
    than ninety; then by days. Of the first ten lines at least three are lukewarm if so many slip: where
    the order alone gives fewer, the next lukewarm ones take the last places of the ten, and those who
    stood there come right after. Nobody is left out.
    """
    ordered = sorted(silences, key=_weight)
    first, rest = ordered[:FIRST_LINES], ordered[FIRST_LINES:]
    missing = LUKEWARM_SEATS - sum(each.is_lukewarm for each in first)
    risers = [each for each in rest if each.is_lukewarm][: max(missing, 0)]
    if not risers:
        return ordered
    givers = [each for each in first if not each.is_lukewarm][-len(risers) :]
    moved = {each.contact_id for each in (*risers, *givers)}
    return [
        *(each for each in first if each.contact_id not in moved),
        *risers,
        *givers,
        *(each for each in rest if each.contact_id not in moved),
    ]


def _weight(silence: Silence) -> tuple[float, int, int]:
    return (-beyond_rhythm(silence.quiet_days, silence.usual_days), -silence.quiet_days, silence.contact_id)
