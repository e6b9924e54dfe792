"""The bell of a tactic: what makes it appear on Today, follow-ups or a sequence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from lifecycle_desktop.core.model.plan import Tactic

_PLUS = re.compile(r"\s*[+/]\s*")


@dataclass(frozen=True, slots=True)
class Bell:
    """What a tactic has on Today now: its open follow-ups, the day of the first, the sequence that does it."""

    is_on: bool = False
    open_count: int = 0
    next_on: dt.date | None = None
    sequence_id: int | None = None
    sequence_name: str = ""
    running: int = 0


NO_BELL = Bell()


@dataclass(frozen=True, slots=True)
class BellDesk:
    """What is asked before a bell is set: the tactic, its people, and what its rhythm proposes.

    `repeat` is the rhythm as words that a follow-up can recur by, empty where it is none. `sequences` are
    (id, name, steps) by name.
    """

    tactic_id: int
    tactic: Tactic
    stage_name: str
    bell: Bell
    contact_ids: tuple[int, ...]
    repeat: str
    first_on: dt.date
    sequences: tuple[tuple[int, str, int], ...]


def repeating(rhythm: str) -> str:
    """A rhythm as it may be read as a rule: "Tue + Thu" is "tue and thu"."""
    return _PLUS.sub(" and ", rhythm.strip())
