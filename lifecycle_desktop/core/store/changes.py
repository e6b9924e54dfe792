"""What a step touched: told to the pages so that they know whether to reload."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """The tables a step touched, with the number of rows in each."""

    counts: dict[str, int] = field(default_factory=dict)

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        return frozenset(self.counts)

    @property
    def rows(self) -> int:
        """All rows touched."""
        return sum(self.counts.values())

    def __bool__(self) -> bool:
        return bool(self.counts)


@dataclass(frozen=True)
class Undone:
    """A step that was undone or done again."""

    step_id: int
    label: str
    changes: Changes


@dataclass(frozen=True)
class Step:
    """A line of the history."""

    step_id: int
    label: str
    made_at: str
    cause: str
    is_undone: bool
    reverts_id: int | None
    counts: dict[str, int]
    is_closed: bool = False  # from before an upgrade of the file: told, but no longer undone


CHANGED_LATER = "changed later"
USED_LATER = "used later"
KEPT_WITH = "kept with another"
PARENT_GONE = "parent is gone"
VALUE_TAKEN = "value is taken"


@dataclass(frozen=True)
class Conflict:
    """A row of an older step that stays as it is when the step is undone, and why.

    It was changed again later, later rows use it, it belongs to a row that stays, what it needs is
    gone, or another row has taken a value that only one may have.
    """

    table: str
    row_id: int
    reason: str  # one of the five above
    is_final: bool = False  # stays even if later changes are given up
