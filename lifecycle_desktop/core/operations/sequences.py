"""Sequences made, changed while people run through them, taken out of use and brought back; those that ship."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, language
from lifecycle_desktop.core.model.lifecycle_file import key_of
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.model.sequence import (
    MERGE_FIELDS,
    EnrolmentState,
    PlannedStep,
    SequencePlan,
    checked_plan,
)
from lifecycle_desktop.core.model.sequence_file import shipped_sequences
from lifecycle_desktop.core.operations.rows import among, new_row, one_row
from lifecycle_desktop.core.operations.sequence_steps import (
    LIVE,
    Course,
    course_of,
    done_steps,
    end,
    enrolment,
    follow_up,
    make_step,
    standing_of,
    step_values,
    withdraw,
)
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.sequence_reach import reaches

sequence, sequence_step = schema.sequence, schema.sequence_step

ForRunning = Literal["old", "new"]
_DUE = ("due_on", "due_time", "zone", "first_due_on")


def add_shipped_sequences(connection: Connection, moment: Moment, *, spoken: str = "") -> int:  # noqa: ARG001
    """Put the sequences that ship into the database, in the language now spoken or another; how many were not there.

    One that the owner has changed or taken out of use is there already.
    """
    plans = shipped_sequences(spoken or language())
    known = {
        (row.key, row.language)
        for row in connection.execute(select(sequence.c.key, sequence.c.language).distinct())
    }
    missing = [plan for plan in plans if (plan.key, plan.language) not in known]
    for plan in missing:
        _add(connection, plan)
    return len(missing)


def save_sequence(
    connection: Connection,
    plan: SequencePlan,
    moment: Moment,
    *,
    sequence_id: int | None = None,
    for_running: ForRunning = "old",
) -> int:
    """Keep a sequence, a new one or the changed one of that number; its number, which stays the same.

    `for_running` says what becomes of people who run through it or are paused in it: with "old" they go on
    as it was (an earlier version is kept for them), with "new" their next step is the first of the new steps
    after the last one they have behind them. Raises `NotUnderstood` for what cannot run, the step named.
    """
    plan = checked_plan(_plain(plan))
    _check_texts(plan)
    if sequence_id is None:
        return _add(
            connection, replace(plan, key=_free_key(connection, plan), language=plan.language or language())
        )
    kept = _row(connection, sequence_id)
    if for_running == "old" and _live(connection, kept.id):
        _keep_earlier(connection, kept, moment)
        plan = replace(plan, steps=tuple(replace(step, id=None) for step in plan.steps))
    _change(connection, kept, plan)
    if for_running == "new":
        course = course_of(connection, kept.id)
        for row in _live(connection, kept.id):
            _go_by_new_steps(connection, row, course, moment)
    return sequence_id


def retire_sequence(
    connection: Connection, sequence_id: int, moment: Moment, *, stop_running: bool = False
) -> int:
    """Take a sequence out of use: nobody new comes into it; how many were stopped in it.

    Those in it go on to its end, unless `stop_running`, which holds for those in its earlier versions too.
    """
    kept = _row(connection, sequence_id)
    connection.execute(update(sequence).where(sequence.c.id == kept.id).values(is_retired=1))
    versions = select(sequence.c.id).where((sequence.c.id == kept.id) | (sequence.c.key == kept.key))
    rows = []
    if stop_running:
        rows = [
            row for each in connection.execute(versions).scalars().all() for row in _live(connection, each)
        ]
    for row in rows:
        end(connection, row.id, EnrolmentState.STOPPED, "hand", moment)
    return len(rows)


def bring_back_sequence(connection: Connection, sequence_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Take a sequence into use again."""
    kept = _row(connection, sequence_id)
    if kept.replaced_at is not None:
        raise NotUnderstood(_("This is an earlier version of “{name}”.").format(name=kept.name))
    connection.execute(update(sequence).where(sequence.c.id == kept.id).values(is_retired=0))


def _add(connection: Connection, plan: SequencePlan) -> int:
    sequence_id = new_row(connection, sequence, key=plan.key, language=plan.language, **_head(plan))
    rows = [
        {"sequence_id": sequence_id, "position": position, **_step(step)}
        for position, step in enumerate(plan.steps, start=1)
    ]
    connection.execute(insert(sequence_step), rows)
    return sequence_id


def _change(connection: Connection, kept: Any, plan: SequencePlan) -> None:
    """Put head and steps in the place of those of a sequence; a step that keeps its id keeps its row."""
    connection.execute(update(sequence).where(sequence.c.id == kept.id).values(**_head(plan)))
    of_it = sequence_step.c.sequence_id == kept.id
    there = set(connection.execute(select(sequence_step.c.id).where(of_it)).scalars())
    staying: set[int] = set()
    for position, step in enumerate(plan.steps, start=1):
        values = {"position": position, **_step(step)}
        if step.id is not None and step.id in there - staying:
            staying.add(step.id)
            connection.execute(update(sequence_step).where(sequence_step.c.id == step.id).values(**values))
        else:
            new_row(connection, sequence_step, sequence_id=kept.id, **values)
    connection.execute(delete(sequence_step).where(sequence_step.c.id.in_(among(there - staying))))


def _keep_earlier(connection: Connection, kept: Any, moment: Moment) -> None:
    """Make a row for the sequence as it was: its steps and everybody in it go there."""
    values = {column: value for column, value in kept._asdict().items() if column != "id"}
    earlier_id = new_row(connection, sequence, **(values | {"is_retired": 1, "replaced_at": moment.text}))
    connection.execute(
        update(sequence_step).where(sequence_step.c.sequence_id == kept.id).values(sequence_id=earlier_id)
    )
    connection.execute(
        update(enrolment)
        .where(enrolment.c.sequence_id == kept.id, enrolment.c.state.in_(LIVE))
        .values(sequence_id=earlier_id)
    )


def _go_by_new_steps(connection: Connection, row: Any, course: Course, moment: Moment) -> None:
    """Let somebody in a sequence that was changed go on with the first new step after what they have behind them."""
    done = done_steps(connection, row.id)
    behind = max((step.number for step in course.steps if step.id in done), default=0)
    step = next((each for each in course.steps if each.number > behind and each.id not in done), None)
    if step is None:
        end(connection, row.id, EnrolmentState.FINISHED, "", moment)
        return
    if row.state == EnrolmentState.PAUSED:
        connection.execute(
            update(enrolment).where(enrolment.c.id == row.id).values(sequence_step_id=step.id, kept_json="")
        )
        return
    open_row = connection.execute(
        select(follow_up).where(follow_up.c.enrolment_id == row.id, follow_up.c.done_at.is_(None))
    ).one_or_none()
    if open_row is None or open_row.sequence_step_id != step.id:
        withdraw(connection, row.id)
        make_step(connection, row, course, step, moment)
        return
    reach = reaches(bare(connection), [row.contact_id])[row.contact_id]
    values = step_values(standing_of(row), course, step, reach, moment) or {}
    for column in ("created_at", *(_DUE if open_row.snooze_count else ())):
        values.pop(column, None)  # what was put off by hand stays put off
    connection.execute(update(follow_up).where(follow_up.c.id == open_row.id).values(**values))


def _live(connection: Connection, sequence_id: int) -> list[Any]:
    return list(
        connection.execute(
            select(enrolment)
            .where(enrolment.c.sequence_id == sequence_id, enrolment.c.state.in_(LIVE))
            .order_by(enrolment.c.id)
        ).all()
    )


def _plain(plan: SequencePlan) -> SequencePlan:
    """The plan with its texts fit to be kept."""
    steps = tuple(
        replace(step, what=one_line(step.what), subject=one_line(step.subject), text=many_lines(step.text))
        for step in plan.steps
    )
    return replace(plan, name=one_line(plan.name), purpose=one_line(plan.purpose), steps=steps)


def _check_texts(plan: SequencePlan) -> None:
    """Raise `NotUnderstood`, naming the step, for a ready text whose fields cannot be filled in."""
    from lifecycle_desktop.core.merge_text import check_template  # brings jinja2, which few writes need

    for number, step in enumerate(plan.steps, start=1):
        for text in (step.subject, step.text):
            try:
                check_template(text, MERGE_FIELDS)
            except NotUnderstood as error:
                told = _("Step {n} ({what}): {problem}").format(
                    n=number, what=shortened(step.what), problem=error.message
                )
                raise NotUnderstood(told, error.hint) from error


def _free_key(connection: Connection, plan: SequencePlan) -> str:
    """A key that no sequence has yet, made from the name."""
    wanted = key_of(plan.name) or "sequence"
    known = set(connection.execute(select(sequence.c.key)).scalars())
    number, key = 2, wanted
    while key in known:
        key, number = f"{wanted}-{number}", number + 1
    return key


def _head(plan: SequencePlan) -> dict[str, object]:
    return {
        "name": plan.name,
        "purpose": plan.purpose,
        "pauses_on_reply": int(plan.pauses_on_reply),
        "pauses_on_purchase": int(plan.pauses_on_purchase),
    }


def _step(step: PlannedStep) -> dict[str, object]:
    return {
        "channel": step.channel.value,
        "after": step.after.text,
        "at_time": step.at.strftime("%H:%M") if step.at else None,
        "what": step.what,
        "subject": step.subject,
        "text": step.text,
    }


def _row(connection: Connection, sequence_id: int) -> Any:
    return one_row(connection, sequence, sequence_id, _("That sequence is not there any more."))
