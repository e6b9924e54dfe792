"""Triggers that would set each other off for ever: found before they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.trigger import Act, Occasion, Rule

MOST_ROUNDS = 8  # of firings that follow from firings, within one step


def sets_off(first: Rule, second: Rule) -> bool:
    """Whether what the first does by itself can be the occasion of the second.

    Only a move to a stage is an occasion of another rule; what is merely proposed waits for the owner.
    """
    if (
        first.then.act is not Act.STAGE
        or first.then.asks
        or second.when.occasion is not Occasion.STAGE_ENTERED
    ):
        return False
    return None in (first.then.stage_id, second.when.stage_id) or first.then.stage_id == second.when.stage_id


def ring_of(rule: Rule, others: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that set each other off in a ring through `rule`, beginning with it; empty where there is none."""
    rules = [each for each in others if each.rule_id != rule.rule_id or not rule.rule_id]
    paths: list[tuple[Rule, ...]] = [(rule,)]
    seen: set[int] = set()
    while paths:
        path = paths.pop(0)
        if sets_off(path[-1], rule):
            return path
        for place, other in enumerate(rules):
            if place not in seen and sets_off(path[-1], other):
                seen.add(place)
                paths.append((*path, other))
    return ()


def refuse_ring(rule: Rule, others: Iterable[Rule]) -> None:
    """Raise `NotUnderstood` with a sentence that names the ring which `rule` would close among those that are on."""
    ring = ring_of(rule, others)
    if not ring:
        return
    names = [_("“{name}”").format(name=each.name) for each in ring]
    if len(ring) == 1:
        message = _("{name} would set itself off again and again.").format(name=names[0])
    else:
        chain = _(", which sets off ").join([*names, names[0]])
        message = _("These would go round for ever: {chain}.").format(chain=chain)
    raise NotUnderstood(
        message, _("Let one of them ask before it moves anybody, or choose another stage for it.")
    )
