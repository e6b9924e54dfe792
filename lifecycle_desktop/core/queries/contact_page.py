"""A contact whole for its page, in a few indexed queries; the timeline is asked for apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.contact_page import (
    ContactHead,
    ContactPage,
    Details,
    OpenStep,
    PathStage,
    StageSuggestion,
    Worth,
)
from lifecycle_desktop.core.model.desk import ActiveLifecycle, StageMark
from lifecycle_desktop.core.model.facts import Facts, proven_rank
from lifecycle_desktop.core.model.missing import missing_prompts
from lifecycle_desktop.core.model.qualification import readiness
from lifecycle_desktop.core.model.standing import suggest_stage
from lifecycle_desktop.core.queries.board import days_since, typical_days
from lifecycle_desktop.core.queries.contact_details import contact_details
from lifecycle_desktop.core.queries.contact_people import (
    came_from,
    earned,
    household_of,
    purchases_of,
    relations_of,
    sent,
    service_lines,
)
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle, business
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle as active_model
from lifecycle_desktop.core.store.contact_facts import ContactFacts, qualification_answers
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import NEXT_STEP, STAGE_MARK, next_step, stage_mark

_HEAD = (
    "SELECT c.id, c.display_name, c.kind, c.prefix, c.first_name, c.middle_name, c.last_name, c.suffix, c.nickname, "
    "c.company, c.department, c.job_title, c.want, c.note, c.temperature, coalesce(source.name, ''), "
    "c.source_detail, c.is_do_not_contact, c.is_core, c.is_archived, c.deleted_at IS NOT NULL, c.parked_until_on, "
    "c.captured_at, c.first_answer_at, c.created_at, c.updated_at, c.stage_since_at, c.value_minor, c.currency, "
    f"{STAGE_MARK} FROM contact c JOIN stage s ON s.id = c.stage_id "
    "LEFT JOIN source ON source.id = c.source_id WHERE c.id = ?"
)
_STEPS = (
    f"SELECT {NEXT_STEP}, f.reason, f.rule, f.is_promise, f.snooze_count, "
    "f.sequence_step_id IS NOT NULL FROM follow_up f "
    "WHERE f.contact_id = ? AND f.done_at IS NULL ORDER BY f.due_on, f.due_time IS NULL, f.due_time, f.id"
)
_MOVES = (
    "SELECT from_stage_id, to_stage_id, moved_on, days_in_from, cause, reason FROM stage_move "
    "WHERE contact_id = ? ORDER BY moved_at, id"
)
_CAUSES = {
    "hand": mark("by hand"),
    "rule": mark("by rule"),
    "import": mark("by import"),
    "capture": mark("captured"),
    "model": mark("new lifecycle"),
    "sample": mark("sample"),
}


def contact_page(connection: ReadConnection, contact_id: int, moment: Moment) -> ContactPage | None:
    """Everything a contact's page shows but the timeline; None where the contact is not there any more."""
    row = connection.execute(_HEAD, (contact_id,)).fetchone()
    if row is None:
        return None
    lifecycle = active_lifecycle(connection)
    stage = stage_mark(row[29:33])
    told = business(connection)
    head = _head(row)
    details = contact_details(connection, contact_id, moment.today)
    answers = qualification_answers(connection, contact_id)
    steps = _steps(connection, contact_id)
    household, relations = household_of(connection, contact_id), relations_of(connection, contact_id)
    purchases = purchases_of(connection, contact_id)
    counted = ContactFacts(connection, contact_id)
    given = any(each.status == "given" for each in details.permissions)
    proving = counted.proving(len(details.emails) + len(details.phones), answers, has_permission=given)
    known = counted.known(
        reaches=len(details.emails) + len(details.phones),
        is_permission_asked=_is_permission_asked(details),
        preferred_channel=details.preferred_channel,
        source=head.source,
        want=head.want,
        answers=answers,
        date_kinds=frozenset(date.kind.lower() for date in details.dates),
        has_next_step=bool(steps),
        relatives=len(relations) + (len(household.members) - 1 if household else 0),
    )
    model = active_model(connection)
    key = next((each.key for each in lifecycle.stages if each.stage_id == stage.stage_id), "")
    prompts = next((each.missing_prompts for each in model.lifecycle.stages if each.key == key), ())
    return ContactPage(
        head=head,
        lifecycle=lifecycle,
        stage=stage,
        path=_path(connection, contact_id, lifecycle, stage, row[26], moment),
        steps=steps,
        answers=answers,
        readiness=readiness(answers),
        missing=missing_prompts(prompts, known),
        suggestion=_suggestion(connection, contact_id, lifecycle, key, proving, moment.today),
        details=details,
        household=household,
        relations=relations,
        worth=Worth(row[27], row[28] or told.currency, earned(purchases)),
        purchases=purchases,
        service_lines=service_lines(connection),
        came_from=came_from(connection, contact_id),
        sent=sent(connection, contact_id),
        business_currency=told.currency,
        answer_aim_minutes=told.answer_aim_minutes,
    )


def cause_word(cause: str) -> str:
    """What brought somebody into a stage, in a word."""
    return _(_CAUSES.get(cause, ""))


def _head(row: tuple[Any, ...]) -> ContactHead:
    truths = (bool(value) for value in row[17:21])
    parked_until_on = dt.date.fromisoformat(row[21]) if row[21] else None
    waits_since = instant_from_text(row[22]) if row[22] and not row[23] else None
    created_at, updated_at = instant_from_text(row[24]), instant_from_text(row[25])
    return ContactHead(*(*row[:17], *truths, parked_until_on, waits_since, created_at, updated_at))


def _steps(connection: ReadConnection, contact_id: int) -> tuple[OpenStep, ...]:
    found = []
    for row in connection.execute(_STEPS, (contact_id,)):
        step = next_step(row[:5])
        if step is not None:
            found.append(OpenStep(step, row[5], row[6], bool(row[7]), row[8], bool(row[9])))
    return tuple(found)


def _is_permission_asked(details: Details) -> bool:
    return any(each.status != "unknown" for each in details.permissions if each.channel != "letter")


def _path(
    connection: ReadConnection,
    contact_id: int,
    lifecycle: ActiveLifecycle,
    now: StageMark,
    since_at: str,
    moment: Moment,
) -> tuple[PathStage, ...]:
    """Each stage of the lifecycle with the last entry and all days spent there."""
    entered: dict[int, tuple[str, str, str]] = {}
    stayed: dict[int, int] = {}
    for from_id, to_id, moved_on, days, cause, reason in connection.execute(_MOVES, (contact_id,)):
        entered[to_id] = (moved_on, cause, reason)
        if from_id is not None and days is not None:
            stayed[from_id] = stayed.get(from_id, 0) + days
    here = days_since(since_at, moment)
    path = []
    for stage in lifecycle.stages:
        is_now = stage.stage_id == now.stage_id
        moved_on, cause, reason = entered.get(stage.stage_id, ("", "", ""))
        since = Moment(instant_from_text(since_at), moment.zone).today.isoformat() if is_now else moved_on
        path.append(
            PathStage(
                stage=stage.mark,
                state="now" if is_now else "past" if stage.number < now.number else "ahead",
                entered_on=dt.date.fromisoformat(since) if since else None,
                days=here if is_now else stayed.get(stage.stage_id),
                cause=cause_word(cause),
                reason=reason,
                typical_days=typical_days(connection, stage.stage_id) if is_now else None,
                stuck_after_days=stage.stuck_after_days,
            )
        )
    return tuple(path)


def _suggestion(
    connection: ReadConnection,
    contact_id: int,
    lifecycle: ActiveLifecycle,
    key: str,
    facts: Facts,
    today: dt.date,
) -> StageSuggestion | None:
    """The stage that the facts prove beyond where they stand, unless the owner has turned it down."""
    model = active_model(connection)
    if key not in model.stage_ids:
        return None
    found = suggest_stage(model.lifecycle, model.lifecycle.stage(key), facts, today)
    if found is None:
        return None
    stage = next((each.mark for each in lifecycle.stages if each.key == found.stage.key), None)
    rank = proven_rank(facts, today).value
    if stage is None or _is_turned_down(connection, contact_id, rank):
        return None
    return StageSuggestion(stage, found.reason, rank)


def _is_turned_down(connection: ReadConnection, contact_id: int, rank: str) -> bool:
    row = connection.execute("SELECT kept_rank FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return bool(row and row[0] == rank)
