"""The sample people and their plan: in with one step, out with one step, each row marked."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.plan import Tactic
from lifecycle_desktop.core.model.sample import (
    Sample,
    SamplePerson,
    SamplePlanStage,
    SamplePurchase,
    SampleStep,
    load_sample,
)
from lifecycle_desktop.core.model.standing import rung
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.core.operations.follow_up_rows import add_row, finish
from lifecycle_desktop.core.operations.plan_tactics import add_tactic, change_tactic
from lifecycle_desktop.core.operations.plans import set_goal, set_move, set_plan_stage, start_plan
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.operations.settings import set_setting
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
from lifecycle_desktop.core.store.engine import bare

contact = schema.contact
_NOTE = "sample"  # the setting that remembers what came with the sample
_NAMED = (schema.source, schema.tag, schema.service_line)


def add_sample(connection: Connection, moment: Moment, sample: Sample | None = None) -> int:
    """Put the sample people and their plan among the contacts, each marked; how many people.

    The name and currency of the sample's business are taken where the owner has not set any.
    """
    if _noted(connection) is not None:
        raise NotUnderstood(_("The sample is there already."), _("“sample remove” takes it out."))
    told = sample or load_sample(moment)
    before = {table.name: _highest(connection, table) for table in _NAMED}
    work = _SampleWork(connection, told, moment)
    note = {
        "plan_id": work.add_plan(),
        "people": work.add_people(),
        "settings": _set_business(connection, told),
    }
    note |= {table.name: before[table.name] for table in _NAMED}
    new_row(connection, schema.setting, name=_NOTE, value=json.dumps(note))
    return len(told.people)


def remove_sample(connection: Connection, moment: Moment) -> int:  # noqa: ARG001
    """Take out again what came with the sample, except a plan that was worked on; how many people."""
    note = _noted(connection)
    if note is None:
        raise NotFound(_("There is no sample to take out."))
    connection.execute(delete(schema.follow_up).where(schema.follow_up.c.is_sample == 1))
    people = connection.execute(delete(contact).where(contact.c.is_sample == 1)).rowcount
    connection.execute(
        delete(schema.plan).where(
            schema.plan.c.id == note["plan_id"], schema.plan.c.created_at == schema.plan.c.updated_at
        )
    )
    names = [_NOTE, *note["settings"]]
    connection.execute(delete(schema.setting).where(schema.setting.c.name.in_(names)))
    for table, used in (
        (schema.source, contact.c.source_id),
        (schema.tag, schema.contact_tag.c.tag_id),
        (schema.service_line, schema.purchase.c.service_line_id),
    ):
        still_used = select(used).where(used.is_not(None))
        connection.execute(
            delete(table).where(table.c.id.in_(_made_by(note, table)), table.c.id.not_in(still_used))
        )
    return people


class _SampleWork:
    """Brings a sample in, row by row."""

    def __init__(self, connection: Connection, sample: Sample, moment: Moment) -> None:
        self._connection, self._sample, self._moment = connection, sample, moment
        self._kept = active_lifecycle(bare(connection))
        self._people: dict[str, int] = {}
        self._tactics: dict[str, int] = {}
        self._lines: dict[str, int] = {
            row.name: row.id for row in connection.execute(select(schema.service_line))
        }

    def add_people(self) -> list[int]:
        """All people with what belongs to them; their numbers."""
        for person in self._sample.people:
            self._people[person.key] = self._add_person(person)
        for person in self._sample.people:
            self._add_referrals(person)
        for task in self._sample.tasks:
            self._add_step(None, task, self._moment)
        for done in self._sample.done:
            at = self._at(done.done_at)
            number = self._add_step(
                self._people[done.person], SampleStep(done.due_on, None, done.what, done.channel, ""), at
            )
            finish(self._connection, number, "", at)
        return list(self._people.values())

    def add_plan(self) -> int:
        """The plan of this quarter; its number."""
        plan, connection = self._sample.plan, self._connection
        plan_id = start_plan(connection, self._moment)
        stages: dict[int, list[SamplePlanStage]] = {}
        for stage in plan.stages:
            stages.setdefault(self._stage(stage.stands), []).append(stage)
        rows = connection.execute(
            select(schema.plan_stage.c.id, schema.plan_stage.c.stage_id).where(
                schema.plan_stage.c.plan_id == plan_id
            )
        )
        for row_id, stage_id in rows.all():
            for number, stage in enumerate(stages.get(stage_id, ())):
                self._fill_stage(row_id, stage, is_first=number == 0)
        for position, move in enumerate(plan.moves):
            stage_id = self._stage(move.stands)
            set_move(
                connection,
                plan_id,
                position,
                self._moment,
                what=move.what,
                stage_id=stage_id,
                due_on=move.due_on,
            )
        for position, (number_text, words) in enumerate(plan.year_goals):
            set_goal(connection, plan_id, position, self._moment, number=number_text, words=words)
        return plan_id

    def _fill_stage(self, plan_stage_id: int, stage: SamplePlanStage, *, is_first: bool) -> None:
        """A stage of the plan; where a model joins two of the sample's stages, the first one's goal holds."""
        if is_first:
            told = {
                "purpose": stage.purpose,
                "goal_number": stage.goal_number,
                "goal_unit": stage.goal_unit,
                "offer": stage.offer,
                "wow": stage.wow,
                "move_on": stage.trigger,
            }
            set_plan_stage(
                self._connection,
                plan_stage_id,
                self._moment,
                **{name: value for name, value in told.items() if value},
            )
        for tactic in stage.tactics:
            made = add_tactic(
                self._connection,
                plan_stage_id,
                Tactic(
                    tactic.what, tactic.rhythm, tactic.channel.value, tactic.cost_minor, self._sample.currency
                ),
                self._moment,
            )
            if tactic.makes_follow_ups:
                change_tactic(self._connection, made, self._moment, makes_follow_ups=True)
            self._tactics[tactic.what] = made

    def _add_person(self, person: SamplePerson) -> int:
        added = self._at(person.added_at)
        first = self._stage(Rank.NAME if person.moves else person.stands)
        contact_id = add_contact(self._connection, self._new(person, first), added, cause="sample")
        for move in person.moves:
            stage_id = self._stage(move.stands)
            move_contacts(
                self._connection,
                [contact_id],
                stage_id,
                self._at(move.at),
                cause="hand",  # so that the board can tell how long people of its stages stay
                reason=move.reason,
            )
        stands, since = self._stage(person.stands), self._at(person.since)
        cause = "hand" if person.moves else "sample"
        move_contacts(self._connection, [contact_id], stands, since, cause=cause)
        self._connection.execute(
            update(contact)
            .where(contact.c.id == contact_id)
            .values(stage_since_at=since.text, quiet_until=person.quiet_until or None)
        )
        for question, told in person.qualification.items():
            answer, _colon, detail = told.partition(":")
            new_row(
                self._connection,
                schema.qualification,
                contact_id=contact_id,
                question=question,
                answer=answer.strip(),
                detail=detail.strip(),
                answered_at=since.text,
            )
        for touch in person.touches:
            log_activity(
                self._connection,
                NewActivity(
                    contact_id,
                    touch.kind.value,
                    direction=touch.direction,
                    outcome=touch.outcome,
                    text=touch.text,
                    minutes=touch.minutes,
                ),
                self._at(touch.at),
            )
        for purchase in person.purchases:
            self._add_purchase(contact_id, purchase)
        for step in person.steps:
            self._add_step(contact_id, step, added)
        return contact_id

    def _new(self, person: SamplePerson, stage_id: int) -> NewContact:
        is_firm = person.kind == "firm"
        return NewContact(
            full_name=person.name,
            kind=person.kind,
            company=person.name if is_firm else person.company,
            emails=tuple(("", email) for email in person.emails),
            phones=tuple(("", phone) for phone in person.phones),
            addresses=(Address(street=person.street, city=person.city),)
            if person.street or person.city
            else (),
            dates=tuple(KeyDate("birthday", None, month, day) for month, day in person.birthdays),
            want=person.want,
            source=person.source,
            source_detail=person.source_detail,
            tags=person.tags,
            temperature=person.temperature,
            preferred_channel=person.preferred_channel,
            language=person.language,
            stage_id=stage_id,
            permissions=dict(person.permissions),
            value_minor=person.value_minor,
            currency=self._sample.currency if person.value_minor is not None else "",
            captured_at=person.captured_at,
            is_core=person.is_core,
            is_sample=True,
        )

    def _add_purchase(self, contact_id: int, purchase: SamplePurchase) -> None:
        if purchase.line not in self._lines:
            self._lines[purchase.line] = new_row(self._connection, schema.service_line, name=purchase.line)
        new_row(
            self._connection,
            schema.purchase,
            contact_id=contact_id,
            service_line_id=self._lines[purchase.line],
            what=purchase.what,
            closed_on=purchase.closed_on.isoformat(),
            price_minor=purchase.price_minor,
            revenue_minor=purchase.revenue_minor,
            currency=self._sample.currency,
            satisfaction=purchase.satisfaction,
            created_at=self._moment.text,
        )

    def _add_referrals(self, person: SamplePerson) -> None:
        for sent in person.sent:
            new_row(
                self._connection,
                schema.referral,
                referrer_id=self._people[person.key],
                referred_id=self._people[sent.to],
                given_on=sent.given_on.isoformat(),
                direction="in",
                status=sent.status,
                thanked_on=sent.thanked_on.isoformat() if sent.thanked_on else None,
            )

    def _add_step(self, contact_id: int | None, step: SampleStep, moment: Moment) -> int:
        return add_row(
            self._connection,
            NewFollowUp(
                contact_id,
                step.due_on,
                step.due_time,
                what=step.what,
                channel=step.channel.value,
                reason=step.reason,
                rule=step.rule,
                is_promise=step.is_promise,
                plan_tactic_id=self._tactics.get(step.tactic),
                is_sample=True,
            ),
            moment,
        )

    def _stage(self, rank: Rank) -> int:
        return self._kept.stage_ids[rung(self._kept.lifecycle, rank).key]

    def _at(self, at: Any) -> Moment:
        return Moment(at, self._moment.zone)


def _set_business(connection: Connection, sample: Sample) -> list[str]:
    """Fill in the sample's business where nothing was said; which settings were."""
    told = {"business_name": sample.business, "owner_name": sample.owner, "currency": sample.currency}
    there = set(
        connection.execute(select(schema.setting.c.name).where(schema.setting.c.value != "")).scalars()
    )
    missing = {name: value for name, value in told.items() if value and name not in there}
    for name, value in missing.items():
        set_setting(connection, name, value)
    return list(missing)


def _noted(connection: Connection) -> dict[str, Any] | None:
    text = connection.execute(select(schema.setting.c.value).where(schema.setting.c.name == _NOTE)).scalar()
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found


def _highest(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())


def _made_by(note: dict[str, Any], table: Any) -> Any:
    """The rows that came with the sample or after it."""
    return select(table.c.id).where(table.c.id > note[table.name])
