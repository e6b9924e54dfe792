"""What answers a step before it is closed, as a part of it; those who answer say so here, the store knows none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.store.step import Written

Reaction = Callable[["Written", "Moment", str], None]

_REACTIONS: list[Reaction] = []


def answer_steps(reaction: Reaction) -> None:
    """From now on call `reaction(written, moment, cause)` at the end of every step, while it can still write."""
    if reaction not in _REACTIONS:
        _REACTIONS.append(reaction)


def react(written: Written, moment: Moment, cause: str) -> None:
    """Let everybody answer who wants to."""
    for reaction in _REACTIONS:
        reaction(written, moment, cause)
