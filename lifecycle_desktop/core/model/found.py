"""What a search found: people, and what was noted about them, with why and which letters matched."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.core.model.matching import Range

# What of a person matched; those in `TOLD` are what was written about them rather than who they are.
NAME, ACTIVITY = "name", "activity"
TOLD = frozenset({"note", "want", "source", ACTIVITY})


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody a search found: the line under the name says why; ranges are letters of the texts that matched.

    `matched` names what did: "name", "phone", "email", "address", "note", "activity" ...; `activity_id` is
    that activity's.
    """

    contact_id: int
    name: str
    detail: str
    stage: StageMark
    name_marks: tuple[Range, ...] = ()
    detail_marks: tuple[Range, ...] = ()
    matched: str = NAME
    activity_id: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether it was found by what was written about the person."""
        return self.matched in TOLD


@dataclass(frozen=True, slots=True)
class Found:
    """All that a search found: people by who they are, and people by what was noted."""

    people: tuple[Hit, ...] = ()
    notes: tuple[Hit, ...] = ()
