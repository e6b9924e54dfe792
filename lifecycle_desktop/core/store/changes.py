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


@dataclass(frozen=True)
class Conflict:
    """A row of an older step that was changed again later, or that later rows hang on."""

    table: str
    row_id: int
    reason: str  # "changed later", "used later" or "parent is gone"
