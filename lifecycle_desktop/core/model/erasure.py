"""That people were erased on request: what is kept of it, and what came of it. Never a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Erasure:
    """The record of one person erased: their number, when, why in the owner's words, how many rows of each kind."""

    contact_number: int
    erased_at: dt.datetime
    reason: str
    counts: Mapping[str, int]

    @property
    def rows(self) -> int:
        """How many entries went with the person."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of erasing. `is_swept`: also the free space of the file was overwritten, so that no byte is left."""

    people: int
    rows: int
    is_swept: bool
