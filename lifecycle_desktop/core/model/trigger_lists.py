"""Triggers as a list shows them: each in words with how often it fired, what was done, and what waits for an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from lifecycle_desktop.core.model.trigger import Rule
from lifecycle_desktop.core.model.trigger_words import KnownNames


@dataclass(frozen=True)
class RuleLine:
    """A trigger with its two halves in words; `fault` says why it can do nothing, empty where it can."""

    rule: Rule
    occasion: str
    act: str
    fault: str = ""
    fired: int = 0
    last_fired_at: dt.datetime | None = None


@dataclass(frozen=True)
class FiringLine:
    """One firing. `step_id` is the step of the history that holds it, 0 where it can no longer be undone."""

    firing_id: int
    rule_id: int
    rule: str
    contact_id: int
    name: str
    fired_at: dt.datetime
    reason: str
    did: str
    step_id: int = 0


@dataclass(frozen=True)
class Proposal:
    """What a trigger proposes for somebody: done when the owner accepts it."""

    firing_id: int
    rule: str
    contact_id: int
    name: str
    act: str
    reason: str
    fired_at: dt.datetime


@dataclass(frozen=True)
class Complaint:
    """A complaint that is not settled."""

    activity_id: int
    contact_id: int
    happened_on: dt.date
    text: str


@dataclass(frozen=True)
class TriggerDesk:
    """Everything that the page of triggers shows; the counts hold what the lists are cut of."""

    names: KnownNames
    rules: tuple[RuleLine, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    proposal_count: int = 0
    firings: tuple[FiringLine, ...] = field(default=())
    firing_count: int = 0
