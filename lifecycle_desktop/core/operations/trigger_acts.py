"""What a trigger does when it fires: for one person or for thousands, each once for each occasion."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.trigger import Act, Did, Happening, Rule
from lifecycle_desktop.core.store.step import Written

# From so many rows on they are noted as one range of ids: below it, that costs more than it spares.
_MANY = 200
# Whose permission a channel needs.
_PERMISSION_OF = {"call": "call", "text": "text", "email": "email", "letter": "letter", "postcard": "letter"}
_PEOPLE = (
    "SELECT id, is_do_not_contact, temperature, stage_id, is_sample FROM contact "
    "WHERE id IN (SELECT value FROM json_each(?)) AND is_archived = 0"
)
_FIRED = (
    "SELECT contact_id, occasion FROM trigger_firing "
    "WHERE trigger_rule_id = ? AND contact_id IN (SELECT value FROM json_each(?))"
)
_NOT_PERMITTED = (
    "SELECT p.contact_id FROM permission p WHERE p.channel = ? AND p.status IN ('refused', 'withdrawn') "
    "AND p.contact_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM permission n "
    "WHERE n.contact_id = p.contact_id AND n.channel = p.channel AND n.id > p.id)"
)
_POSITIONS = (
    "SELECT s.id, s.position FROM stage s JOIN lifecycle l ON l.id = s.lifecycle_id "
    "WHERE l.is_active = 1 AND s.is_retired = 0"
)
_FOLLOW_UP_COLUMNS = (
    "id", "contact_id", "what", "reason", "channel", "due_on", "zone", "first_due_on", "created_at", "is_sample",
)  # fmt: skip
_FIRING_COLUMNS = (
    "id", "trigger_rule_id", "contact_id", "fired_at", "occasion", "reason", "did", "follow_up_id", "enrolment_id",
    "stage_id",
)  # fmt: skip


class Fired(NamedTuple):
    """How many firings there were, and how many of them moved somebody."""

    fired: int
    moved: int


class _Person(NamedTuple):
    contact_id: int
    is_barred: int
    temperature: str
    stage_id: int
    is_sample: int


class _Outcome(NamedTuple):
    """What became of one happening."""

    did: Did
    follow_up_id: int | None = None
    enrolment_id: int | None = None
    stage_id: int | None = None


def carry_out(step: Written, rule: Rule, happenings: Sequence[Happening], moment: Moment) -> Fired:
    """Do what the rule says for each happening that it has not answered before, and note it.

    Passed over is who is not there any more, is put aside, or does not meet the rule's conditions.
    """
    fresh, people = _fresh(step, rule, happenings)
    asks = rule.then.asks
    outcomes = _asked(rule, fresh, people) if asks else perform(step, rule, fresh, people, moment)
    done = [(each, outcome) for each, outcome in zip(fresh, outcomes, strict=True) if outcome is not None]
    first = step.next_id("trigger_firing")
    _insert(
        step,
        "trigger_firing",
        _FIRING_COLUMNS,
        [
            (
                first + place, rule.rule_id, each.contact_id, moment.text, each.key, each.reason, outcome.did.value,
                outcome.follow_up_id, outcome.enrolment_id, outcome.stage_id,
            )
            for place, (each, outcome) in enumerate(done)
        ],
        nullable=("follow_up_id", "enrolment_id", "stage_id"),
    )  # fmt: skip
    return Fired(len(done), sum(outcome.did is Did.MOVED for _each, outcome in done))


def perform(
    step: Written,
    rule: Rule,
    happenings: Sequence[Happening],
    people: dict[int, Any],
    moment: Moment,
) -> list[_Outcome | None]:
    """Do what the rule says, whether or not it was to ask before; what became of each."""
    act = rule.then.act
    if act is Act.FOLLOW_UP:
        return list(_follow_ups(step, rule, happenings, people, moment))
    if act is Act.TEMPERATURE:
        return [_heat(step, rule.then.temperature, people[each.contact_id], moment) for each in happenings]
    if act is Act.STAGE:
        return list(_moves(step, rule, happenings, people, moment))
    if act is Act.START_SEQUENCE:
        return _starts(step, rule.then.sequence_id or 0, happenings, people, moment)
    return [_stop(step, rule.then.sequence_id, each.contact_id, moment) for each in happenings]


def people_of(step: Written, contact_ids: Iterable[int]) -> dict[int, Any]:
    """What decides how these people may be treated, without those who are put aside."""
    listed = json.dumps(sorted(set(contact_ids)))
    return {row[0]: _Person(*row) for row in step.driver.execute(_PEOPLE, (listed,))}


def _fresh(
    step: Written, rule: Rule, happenings: Sequence[Happening]
) -> tuple[list[Happening], dict[int, Any]]:
    """The happenings that the rule has not answered, each once, of people whom it is for."""
    listed = json.dumps(sorted({each.contact_id for each in happenings}))
    known = {tuple(row) for row in step.driver.execute(_FIRED, (rule.rule_id, listed))}
    people = people_of(step, (each.contact_id for each in happenings))
    fresh = []
    for each in happenings:
        person = people.get(each.contact_id)
        if person is None or (each.contact_id, each.key) in known:
            continue
        if rule.when.temperature and person.temperature != rule.when.temperature:
            continue
        if rule.when.standing_id is not None and person.stage_id != rule.when.standing_id:
            continue
        known.add((each.contact_id, each.key))
        fresh.append(each)
    return fresh, people


def _asked(rule: Rule, happenings: Sequence[Happening], people: dict[int, Any]) -> list[_Outcome | None]:
    """The proposals; none to move somebody where they stand already, or to call them what they are."""
    outcomes: list[_Outcome | None] = []
    for each in happenings:
        person, stage_id = people[each.contact_id], None
        if rule.then.act is Act.STAGE:
            stage_id = rule.then.stage_id or each.stage_id
            is_needless = stage_id in (None, person.stage_id)
        else:
            is_needless = rule.then.act is Act.TEMPERATURE and person.temperature == rule.then.temperature
        outcomes.append(None if is_needless else _Outcome(Did.ASKS, stage_id=stage_id))
    return outcomes


def _follow_ups(
    step: Written, rule: Rule, happenings: Sequence[Happening], people: dict[int, Any], moment: Moment
) -> Iterable[_Outcome]:
    then = rule.then
    channel = then.channel or Channel.OTHER.value
    what = then.what or Channel(channel).words
    needs = _PERMISSION_OF.get(channel, "")
    listed = json.dumps(sorted(people))
    refused = {row[0] for row in step.driver.execute(_NOT_PERMITTED, (needs, listed))} if needs else set()
    next_id, rows, outcomes = step.next_id("follow_up"), [], []
    for each in happenings:
        person = people[each.contact_id]
        if person.is_barred and channel != Channel.OTHER:
            outcomes.append(_Outcome(Did.NO_CONTACT))
            continue
        is_refused = each.contact_id in refused
        due = _due_on(each.on, then.due_in_days, moment.today).isoformat()
        rows.append(
            (
                next_id, each.contact_id, what, each.reason, Channel.OTHER.value if is_refused else channel, due,
                moment.zone, due, moment.text, person.is_sample,
            )
        )  # fmt: skip
        outcomes.append(_Outcome(Did.NO_PERMISSION if is_refused else Did.FOLLOW_UP, next_id))
        next_id += 1
    _insert(step, "follow_up", _FOLLOW_UP_COLUMNS, rows)
    return outcomes


def _due_on(since: dt.date, days: int, today: dt.date) -> dt.date:
    try:
        return max(since + dt.timedelta(days=days), today)
    except OverflowError:  # a sale of the year 9999
        return dt.date.max


def _heat(step: Written, temperature: str, person: _Person, moment: Moment) -> _Outcome:
    if person.temperature == temperature:
        return _Outcome(Did.NOTHING)
    step.driver.execute(
        "UPDATE contact SET temperature = ?, updated_at = ? WHERE id = ?",
        (temperature, moment.text, person.contact_id),
    )
    return _Outcome(Did.TEMPERATURE)


def _moves(
    step: Written, rule: Rule, happenings: Sequence[Happening], people: dict[int, Any], moment: Moment
) -> Iterable[_Outcome]:
    """Only ever forwards: nobody is taken back from where the owner put them."""
    from lifecycle_desktop.core.operations.stages import move_contacts

    positions = dict(step.driver.execute(_POSITIONS).fetchall())
    for each in happenings:
        person, stage_id = people[each.contact_id], rule.then.stage_id or each.stage_id
        if stage_id is None or positions.get(stage_id, 0) <= positions.get(person.stage_id, 0):
            yield _Outcome(Did.NOTHING)
            continue
        move_contacts(step.connection, [each.contact_id], stage_id, moment, cause="rule", reason=each.reason)
        people[each.contact_id] = person._replace(stage_id=stage_id)
        yield _Outcome(Did.MOVED, stage_id=stage_id)


def _starts(
    step: Written, sequence_id: int, happenings: Sequence[Happening], people: dict[int, Any], moment: Moment
) -> list[_Outcome | None]:
    from lifecycle_desktop.core.operations.enrolments import enrol

    wanted = [each.contact_id for each in happenings]
    taken = enrol(step.connection, wanted, sequence_id, None, moment)
    made = dict(zip(taken.contact_ids, taken.enrolment_ids, strict=True))
    outcomes: list[_Outcome | None] = []
    for each in happenings:  # somebody twice among them is taken in once
        enrolment_id = made.pop(each.contact_id, None)
        idle = Did.NO_CONTACT if people[each.contact_id].is_barred else Did.NOTHING
        outcomes.append(_Outcome(idle if enrolment_id is None else Did.STARTED, enrolment_id=enrolment_id))
    return outcomes


def _stop(step: Written, sequence_id: int | None, contact_id: int, moment: Moment) -> _Outcome:
    from lifecycle_desktop.core.operations.enrolments import stop_contacts

    stopped = stop_contacts(step.connection, [contact_id], sequence_id, moment, reason="trigger")
    return _Outcome(Did.STOPPED if stopped else Did.NOTHING)


def _insert(
    step: Written,
    table: str,
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    nullable: tuple[str, ...] = (),
) -> None:
    if len(rows) >= _MANY:
        step.insert_rows(
            table, columns, [["" if value is None else value for value in row] for row in rows], nullable
        )
        return
    named, marks = ", ".join(columns), ", ".join("?" * len(columns))
    step.driver.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)  # noqa: S608  our own names
