"""What makes a sequence stand still or end by itself: an answer, a purchase, a no, and a merge of two contacts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, literal_column, select, update

from lifecycle_desktop.core.clock import Moment, instant_text
from lifecycle_desktop.core.model.sequence import EnrolmentState
from lifecycle_desktop.core.model.sequence_reach import chosen_channel
from lifecycle_desktop.core.operations.rows import among
from lifecycle_desktop.core.operations.sequence_steps import (
    LIVE,
    course_of,
    end,
    enrolment,
    enrolment_row,
    follow_up,
    make_step,
)
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.sequence_reach import reaches

_KEPT = (
    "contact_id", "what", "reason", "channel", "due_on", "due_time", "zone", "first_due_on", "is_promise",
    "snooze_count", "enrolment_id", "sequence_step_id", "created_at", "is_sample",
)  # fmt: skip
"""What a withdrawn follow-up is made of again."""


def pause(connection: Connection, enrolment_ids: Iterable[int], reason: str, moment: Moment) -> int:
    """Pause those of these enrolments that run; how many. The open follow-up of each is withdrawn and kept."""
    running = select(enrolment.c.id).where(
        enrolment.c.id.in_(among(enrolment_ids)), enrolment.c.state == EnrolmentState.RUNNING.value
    )
    ids = list(connection.execute(running).scalars())
    withdrawn = follow_up.c.done_at.is_(None)
    pairs: list[Any] = []
    for column in _KEPT:
        pairs += [literal_column(f"'{column}'"), follow_up.c[column]]
    kept = (
        select(func.json_object(*pairs))
        .where(follow_up.c.enrolment_id == enrolment.c.id, withdrawn)
        .scalar_subquery()
    )
    connection.execute(
        update(enrolment)
        .where(enrolment.c.id.in_(among(ids)))
        .values(
            state=EnrolmentState.PAUSED.value,
            reason=reason,
            paused_at=moment.text,
            kept_json=func.coalesce(kept, ""),
        )
    )
    connection.execute(delete(follow_up).where(follow_up.c.enrolment_id.in_(among(ids)), withdrawn))
    return len(ids)


def resume(connection: Connection, row: Any, shift_days: int, moment: Moment) -> bool:
    """Let a paused enrolment run on with the follow-up that was withdrawn; False where they may not be reached.

    It is due again on its day, put off by `shift_days`, or today if that is over.
    """
    connection.execute(
        update(enrolment)
        .where(enrolment.c.id == row.id)
        .values(
            state=EnrolmentState.RUNNING.value,
            reason="",
            kept_json="",
            paused_at=None,
            shift_days=row.shift_days + shift_days,
        )
    )
    kept = json.loads(row.kept_json) if row.kept_json else None
    if kept is None or kept["sequence_step_id"] != row.sequence_step_id:
        course = course_of(connection, row.sequence_id)
        step = course.step(row.sequence_step_id) or course.steps[0]
        now = enrolment_row(connection, row.id)
        return make_step(connection, now, course, step, moment)[0] is not None
    due_on = dt.date.fromisoformat(kept["due_on"]) + dt.timedelta(days=shift_days)
    if due_on < moment.today:
        due_on, kept["due_time"] = moment.today, None
    values = kept | {"due_on": due_on.isoformat(), "contact_id": row.contact_id}
    connection.execute(follow_up.insert().values(**values))
    reconsider(connection, row.contact_id, moment)
    state = connection.execute(select(enrolment.c.state).where(enrolment.c.id == row.id)).scalar_one()
    return bool(state == EnrolmentState.RUNNING)


def live_enrolments(connection: Connection, contact_ids: Iterable[int]) -> list[int]:
    """The enrolments of these contacts that run or are paused."""
    live = select(enrolment.c.id).where(
        enrolment.c.contact_id.in_(among(contact_ids)), enrolment.c.state.in_(LIVE)
    )
    return list(connection.execute(live.order_by(enrolment.c.id)).scalars())


def answered(
    connection: Connection,
    contact_id: int,
    direction: str,
    happened_at: dt.datetime,
    follow_up_id: int | None,
    moment: Moment,
) -> None:
    """Pause what waits for an answer of theirs: they wrote, or it was talked outside of any follow-up.

    What was done for a step is no answer to its own sequence, nor is what happened before it began.
    """
    if direction != "in" and (direction != "both" or follow_up_id is not None):
        return
    own = select(follow_up.c.enrolment_id).where(
        follow_up.c.id == (follow_up_id or 0), follow_up.c.enrolment_id.is_not(None)
    )
    waiting = (
        select(enrolment.c.id)
        .join(schema.sequence, schema.sequence.c.id == enrolment.c.sequence_id)
        .where(
            enrolment.c.contact_id == contact_id,
            enrolment.c.state == EnrolmentState.RUNNING.value,
            enrolment.c.started_at <= instant_text(happened_at),
            schema.sequence.c.pauses_on_reply == 1,
            enrolment.c.id.not_in(own),
        )
    )
    ids = list(connection.execute(waiting).scalars())
    if ids:
        pause(connection, ids, "reply", moment)


def bought(connection: Connection, contact_id: int, closed_on: dt.date, moment: Moment) -> None:
    """Pause what was to lead to a purchase; one that closed before it began changes nothing."""
    waiting = (
        select(enrolment.c.id, enrolment.c.started_at)
        .join(schema.sequence, schema.sequence.c.id == enrolment.c.sequence_id)
        .where(
            enrolment.c.contact_id == contact_id,
            enrolment.c.state == EnrolmentState.RUNNING.value,
            schema.sequence.c.pauses_on_purchase == 1,
        )
    )
    next_day = (closed_on + dt.timedelta(days=1)).isoformat()  # what the zones make of a day
    ids = [row.id for row in connection.execute(waiting) if row.started_at[:10] <= next_day]
    if ids:
        pause(connection, ids, "purchase", moment)


def barred(connection: Connection, contact_ids: Iterable[int], moment: Moment) -> None:
    """Stop every sequence of those who are not to be contacted any more."""
    for enrolment_id in live_enrolments(connection, contact_ids):
        end(connection, enrolment_id, EnrolmentState.STOPPED, "do_not_contact", moment)


def reconsider(connection: Connection, contact_id: int, moment: Moment) -> None:
    """See that no open step of theirs goes through a channel they said no to; stop where none is left."""
    reach = reaches(bare(connection), [contact_id]).get(contact_id)
    if reach is None:
        return
    if reach.is_do_not_contact or not reach.allowed:
        reason = "do_not_contact" if reach.is_do_not_contact else "permission"
        for enrolment_id in live_enrolments(connection, [contact_id]):
            end(connection, enrolment_id, EnrolmentState.STOPPED, reason, moment)
        return
    open_steps = (
        select(follow_up, enrolment.c.sequence_id)
        .join(enrolment, enrolment.c.id == follow_up.c.enrolment_id)
        .where(follow_up.c.contact_id == contact_id, follow_up.c.done_at.is_(None))
    )
    for row in connection.execute(open_steps).all():
        needed = "letter" if row.channel == "postcard" else row.channel
        step = course_of(connection, row.sequence_id).step(row.sequence_step_id)
        chosen = chosen_channel(step.channel, reach) if step else None
        if chosen is not None and not reach.allows(needed):
            reason = "; ".join(each for each in (row.reason, chosen.reason) if each)
            connection.execute(
                update(follow_up)
                .where(follow_up.c.id == row.id)
                .values(channel=chosen.channel.value, reason=reason)
            )


def settle_twins(connection: Connection, keep_id: int, other_id: int, moment: Moment) -> None:
    """Before two contacts become one: of a sequence that both are in, the one further on goes on."""
    sequence = schema.sequence
    rows = connection.execute(
        select(enrolment, sequence.c.key)
        .join(sequence, sequence.c.id == enrolment.c.sequence_id)
        .where(enrolment.c.contact_id.in_((keep_id, other_id)), enrolment.c.state.in_(LIVE))
    ).all()
    same: dict[object, list[Any]] = {}
    for row in rows:
        same.setdefault(row.key or row.sequence_id, []).append(row)
    for twins in same.values():
        if len(twins) > 1:
            furthest = max(
                twins, key=lambda row: (_steps_done(connection, row), row.contact_id == keep_id, -row.id)
            )
            for row in twins:
                if row.id != furthest.id:
                    end(connection, row.id, EnrolmentState.STOPPED, "merged", moment)


def _steps_done(connection: Connection, row: Any) -> int:
    """How many steps lie behind an enrolment."""
    step = course_of(connection, row.sequence_id).step(row.sequence_step_id)
    return step.number if step else 0
