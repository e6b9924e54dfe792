"""Triggers: kept, switched, taken away; what they propose answered; what the days bring done; complaints settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.trigger import Did, Happening, Rule, checked_rule, then_json, when_json
from lifecycle_desktop.core.model.trigger_ring import refuse_ring
from lifecycle_desktop.core.model.trigger_shipped import shipped_rules
from lifecycle_desktop.core.model.trigger_words import fault_of, usual_name
from lifecycle_desktop.core.operations.rows import new_row, one_row, touch_contact
from lifecycle_desktop.core.operations.trigger_acts import carry_out, people_of, perform
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.bulk import step_of
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.trigger_rules import kept_rule, kept_rules, known_names, rules_at_work

trigger_rule, trigger_firing = schema.trigger_rule, schema.trigger_firing


def save_rule(connection: Connection, rule: Rule, moment: Moment) -> int:
    """Keep a new trigger, or a changed one in the place of what it was; its number.

    Raises `NotUnderstood` in a sentence for one that cannot be meant, names what is not in use, or would set
    itself off in a ring with others that are on.
    """
    rule = checked_rule(rule)
    names = known_names(bare(connection))
    if fault := fault_of(rule, names):
        raise NotUnderstood(fault, _("Choose another one."))
    rule = replace(rule, name=rule.name or usual_name(rule, names))
    if rule.is_on:
        refuse_ring(rule, rules_at_work(bare(connection)))
    values: dict[str, Any] = {
        "name": rule.name,
        "is_on": int(rule.is_on),
        "when_json": when_json(rule.when),
        "then_json": then_json(rule.then),
    }
    if not rule.rule_id:
        return new_row(connection, trigger_rule, key=rule.key, created_at=moment.text, **values)
    _assure(connection, rule.rule_id)
    connection.execute(update(trigger_rule).where(trigger_rule.c.id == rule.rule_id).values(**values))
    return rule.rule_id


def switch_rule(connection: Connection, rule_id: int, is_on: bool, moment: Moment) -> bool:  # noqa: ARG001
    """Switch a trigger on or off; False where it was so already. One that needs a look cannot be switched on."""
    rule = _assure(connection, rule_id)
    if rule.is_on == is_on:
        return False
    if is_on:
        if fault := fault_of(rule, known_names(bare(connection))):
            raise NotUnderstood(fault, _("Change it first."))
        refuse_ring(replace(rule, is_on=True), rules_at_work(bare(connection)))
    connection.execute(update(trigger_rule).where(trigger_rule.c.id == rule_id).values(is_on=int(is_on)))
    return True


def delete_rule(connection: Connection, rule_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Take a trigger away with the record of its firings; what these made stays."""
    _assure(connection, rule_id)
    connection.execute(delete(trigger_rule).where(trigger_rule.c.id == rule_id))


def add_shipped_rules(connection: Connection, moment: Moment) -> int:
    """Put the triggers that every owner begins with into a database that has none of them yet; how many."""
    there = {rule.key for rule in kept_rules(bare(connection))}
    rows = [
        {
            "key": rule.key,
            "name": rule.name,
            "is_on": int(rule.is_on),
            "when_json": when_json(rule.when),
            "then_json": then_json(rule.then),
            "created_at": moment.text,
        }
        for rule in shipped_rules()
        if rule.key not in there
    ]
    if rows:
        connection.execute(insert(trigger_rule), rows)
    return len(rows)


def fire_due(connection: Connection, due: Iterable[tuple[int, Sequence[Happening]]], moment: Moment) -> int:
    """Do what the days have made due, as `queries.triggers.due_by_time` found it; how many firings.

    What was answered meanwhile, or belongs to a trigger that is off by now, is passed over: to do it twice
    changes nothing.
    """
    at_work = {rule.rule_id: rule for rule in rules_at_work(bare(connection))}
    step = step_of(connection)
    return sum(
        carry_out(step, at_work[rule_id], happenings, moment).fired
        for rule_id, happenings in due
        if rule_id in at_work
    )


def answer_firing(connection: Connection, firing_id: int, accept: bool, moment: Moment) -> None:
    """Accept what a trigger proposes, and do it, or turn it down. It is not proposed again for the same fact."""
    row = one_row(connection, trigger_firing, firing_id, _("That proposal is not there any more."))
    if row.did != Did.ASKS or row.answer:
        raise NotUnderstood(_("That proposal was answered already."))
    values: dict[str, Any] = {"answer": "accepted" if accept else "declined"}
    if accept:
        values |= _accepted(connection, row, moment)
    connection.execute(update(trigger_firing).where(trigger_firing.c.id == firing_id).values(**values))


def close_complaint(connection: Connection, activity_id: int, moment: Moment) -> None:
    """Note that a complaint is settled: the red flag of the person goes with the last one."""
    table = schema.activity
    row = one_row(connection, table, activity_id, _("That entry is not there any more."))
    if row.kind != "complaint" or row.closed_at is not None:
        raise NotUnderstood(_("That complaint is settled already."))
    touch_contact(connection, row.contact_id, moment)
    connection.execute(update(table).where(table.c.id == activity_id).values(closed_at=moment.text))


def _accepted(connection: Connection, row: Any, moment: Moment) -> dict[str, Any]:
    """Do what was proposed; the columns of the firing that tell what it made."""
    rule = kept_rule(bare(connection), row.trigger_rule_id)
    step = step_of(connection)
    people = people_of(step, [row.contact_id])
    if rule is None or row.contact_id not in people:
        raise NotFound(_("They are not there any more, or set aside."))
    if fault := fault_of(rule, known_names(bare(connection))):
        raise NotUnderstood(
            _("This cannot be done now: {why}").format(why=fault), _("Change the trigger first.")
        )
    if row.stage_id is not None:
        from lifecycle_desktop.core.operations.stages import move_contacts

        move_contacts(connection, [row.contact_id], row.stage_id, moment, cause="rule", reason=row.reason)
        return {}
    since = Moment(dt.datetime.fromisoformat(row.fired_at), moment.zone).today
    happening = Happening(row.contact_id, row.occasion, row.reason, since)
    outcome = perform(step, rule, [happening], people, moment)[0]
    if outcome is None:
        return {}
    return {"follow_up_id": outcome.follow_up_id, "enrolment_id": outcome.enrolment_id}


def _assure(connection: Connection, rule_id: int) -> Rule:
    rule = kept_rule(bare(connection), rule_id)
    if rule is None:
        raise NotFound(_("That trigger is not there any more."))
    return rule
