"""The triggers as they are kept, and which stages and sequences they may name."""

from __future__ import annotations

import functools

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.trigger import Act, Occasion, Rule, Then, When, read_then, read_when
from lifecycle_desktop.core.model.trigger_words import KnownNames, fault_of
from lifecycle_desktop.core.store.driver import ReadConnection

_RULES = "SELECT id, key, name, is_on, when_json, then_json, created_at FROM trigger_rule"


def kept_rules(connection: ReadConnection) -> list[Rule]:
    """Every trigger in the order in which they were made."""
    return [_rule(*row) for row in connection.execute(f"{_RULES} ORDER BY id")]


def rules_at_work(connection: ReadConnection) -> list[Rule]:
    """The triggers that are on and name nothing that is out of use."""
    rules = [_rule(*row) for row in connection.execute(f"{_RULES} WHERE is_on = 1 ORDER BY id")]
    if not rules:
        return []
    names = known_names(connection)
    return [rule for rule in rules if rule.is_readable and not fault_of(rule, names)]


def kept_rule(connection: ReadConnection, rule_id: int) -> Rule | None:
    """The trigger of that row; None where there is none."""
    row = connection.execute(f"{_RULES} WHERE id = ?", (rule_id,)).fetchone()
    return _rule(*row) if row else None


def known_names(connection: ReadConnection) -> KnownNames:
    """The stages of the active lifecycle and the sequences in use, by their rows."""
    stages = connection.execute(
        "SELECT s.id, s.name FROM stage s JOIN lifecycle l ON l.id = s.lifecycle_id "
        "WHERE l.is_active = 1 AND s.is_retired = 0 ORDER BY s.position"
    ).fetchall()
    sequences = connection.execute("SELECT id, name FROM sequence WHERE is_retired = 0 ORDER BY name, id")
    return KnownNames(dict(stages), dict(sequences.fetchall()))


@functools.lru_cache(maxsize=256)
def _rule(
    rule_id: int, key: str, name: str, is_on: int, when_json: str, then_json: str, created_at: str
) -> Rule:
    try:
        when, then = read_when(when_json), read_then(then_json)
    except NotUnderstood:  # a file brought from elsewhere: shown, and does nothing
        nothing = (When(Occasion.STAGE_ENTERED), Then(Act.FOLLOW_UP))
        return Rule(*nothing, name, False, rule_id, key, created_at, is_readable=False)
    return Rule(when, then, name, bool(is_on), rule_id, key, created_at)
