"""Where a contact stands in a lifecycle model: the rung its facts prove, suggestions, change of model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model.facts import RANKS, Facts, Rank, fact_in_words, proven_rank
from lifecycle_desktop.core.model.lifecycle import Lifecycle, Stage


@dataclass(frozen=True)
class Suggestion:
    """A stage that the facts prove, with the fact in words; the owner accepts it or not."""

    stage: Stage
    reason: str


def rung(lifecycle: Lifecycle, rank: Rank) -> Stage:
    """The stage of the model that a rank proves: exactly one.

    In a model of the owner's own that names no stage for the rank it is the nearest stage
    below that is named, else the first stage.
    """
    found = lifecycle.stages[0]
    for stage in lifecycle.stages:
        if stage.proofs and stage.proofs[0].place <= rank.place:
            found = stage
    return found


def suggest_stage(lifecycle: Lifecycle, standing: Stage, facts: Facts, today: dt.date) -> Suggestion | None:
    """The stage ahead of `standing` that the facts prove, or None.

    Only ever forwards: a stage set by hand wins over facts that are not recorded.
    """
    proven = rung(lifecycle, proven_rank(facts, today))
    if proven.number <= standing.number:
        return None
    return Suggestion(proven, fact_in_words(facts, today))


def ranks_of(lifecycle: Lifecycle, stage: Stage) -> tuple[Rank, ...]:
    """The ranks that a stage stands for.

    Its own proofs; for a stage without any, the highest rank that is proven before it.
    """
    if stage.proofs:
        return stage.proofs
    before = [rank for each in lifecycle.stages[: stage.number] for rank in each.proofs]
    return (before[-1] if before else Rank.NAME,)


def map_stage(
    source: Lifecycle,
    stage: Stage,
    target: Lifecycle,
    rank: Rank,
    remembered: Stage | None = None,
) -> Stage:
    """Where a contact goes when the active model changes from `source` to `target`.

    The contact's proven `rank` is held within the ranks of the stage where it stands, so that a
    stage set by hand is kept; that rank's stage in the target is the answer. `remembered` is the
    stage of the target where the contact stood before, if it ever did: it is taken back as long as
    it agrees with where the contact stands now, so that going there and back changes nothing.
    """
    ranks = ranks_of(source, stage)
    if remembered is not None and set(ranks) & set(ranks_of(target, remembered)):
        return remembered
    place = min(max(rank.place, ranks[0].place), ranks[-1].place)
    return rung(target, RANKS[place])
