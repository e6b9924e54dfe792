"""The steps of sequences as follow-ups: the next one made when one is done, always one open while it runs.

What stands here is shared by the follow-ups, which call it when a step is done, and by enrolments, which begin
and end it. No step is passed over in silence: whatever is late comes one after the other, each due today.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sequence import EnrolmentState, Offset, StepChannel, offset_of
from lifecycle_desktop.core.model.sequence_days import due_of
from lifecycle_desktop.core.model.sequence_reach import Reach, chosen_channel, out_of_quiet_hours
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.sequence_reach import reaches

enrolment, follow_up = schema.enrolment, schema.follow_up
LIVE = (EnrolmentState.RUNNING.value, EnrolmentState.PAUSED.value)


class CourseStep(NamedTuple):
    """A step as it is kept, with its number in the sequence from 1."""

    id: int
    number: int
    channel: StepChannel
    after: Offset
    at: dt.time | None
    what: str


class Course(NamedTuple):
    """The steps of a sequence in their order."""

    name: str
    steps: tuple[CourseStep, ...]

    def step(self, step_id: int | None) -> CourseStep | None:
        """The step of that row; None where it is not of this sequence any more."""
        return next((each for each in self.steps if each.id == step_id), None)


class Standing(NamedTuple):
    """An enrolment as the making of a step needs it."""

    id: int
    contact_id: int
    start_on: str
    start_time: str | None
    shift_days: int


def course_of(connection: Connection, sequence_id: int) -> Course:
    """The steps of a sequence."""
    table = schema.sequence_step
    name = connection.execute(
        select(schema.sequence.c.name).where(schema.sequence.c.id == sequence_id)
    ).scalar_one()
    rows = connection.execute(
        select(table.c.id, table.c.channel, table.c.after, table.c.at_time, table.c.what)
        .where(table.c.sequence_id == sequence_id)
        .order_by(table.c.position, table.c.id)
    )
    return Course(
        name,
        tuple(
            CourseStep(
                row.id, number, StepChannel(row.channel), offset_of(row.after), _clock(row.at_time), row.what
            )
            for number, row in enumerate(rows, start=1)
        ),
    )


def step_due(standing: Standing, step: CourseStep) -> tuple[dt.date, dt.time | None]:
    """When a step is due by the plan."""
    return due_of(
        step.after,
        step.at,
        dt.date.fromisoformat(standing.start_on),
        _clock(standing.start_time),
        standing.shift_days,
    )


def step_values(
    standing: Standing, course: Course, step: CourseStep, reach: Reach, moment: Moment
) -> dict[str, object] | None:
    """The row of the follow-up that a step is for this contact; None where they may not be reached at all.

    A day that is over becomes today, at any time.
    """
    chosen = chosen_channel(step.channel, reach)
    if chosen is None:
        return None
    due_on, due_time = step_due(standing, step)
    if due_on < moment.today:
        due_on, due_time = moment.today, None
    moved = out_of_quiet_hours(chosen.channel, due_on, due_time, reach)
    place = _("{sequence}, step {n} of {total}").format(
        sequence=course.name, n=step.number, total=len(course.steps)
    )
    return {
        "contact_id": standing.contact_id,
        "what": step.what,
        "reason": "; ".join(each for each in (place, chosen.reason, moved.reason) if each),
        "channel": chosen.channel.value,
        "due_on": moved.due_on.isoformat(),
        "due_time": moved.due_time.strftime("%H:%M") if moved.due_time else None,
        "zone": moment.zone,
        "first_due_on": moved.due_on.isoformat(),
        "enrolment_id": standing.id,
        "sequence_step_id": step.id,
        "created_at": moment.text,
    }


def make_step(
    connection: Connection, row: Any, course: Course, step: CourseStep, moment: Moment
) -> tuple[int | None, dt.date | None]:
    """Make a step the open one of the enrolment `row`; it is stopped where they may not be reached any more."""
    reach = reaches(bare(connection), [row.contact_id]).get(row.contact_id)
    values = None if reach is None else step_values(standing_of(row), course, step, reach, moment)
    if values is None:
        barred = reach is None or reach.is_do_not_contact
        end(connection, row.id, EnrolmentState.STOPPED, "do_not_contact" if barred else "permission", moment)
        return None, None
    connection.execute(
        update(enrolment).where(enrolment.c.id == row.id).values(sequence_step_id=step.id, kept_json="")
    )
    made = connection.execute(insert(follow_up).values(**values)).lastrowid
    return int(made), dt.date.fromisoformat(str(values["due_on"]))


def advance(connection: Connection, row: Any, moment: Moment) -> tuple[int | None, dt.date | None]:
    """Make the step after the one that the follow-up `row` was; after the last one the enrolment is finished.

    A step that is not the next one of a running enrolment leads to nothing.
    """
    found = enrolment_row(connection, row.enrolment_id)
    if (
        found is None
        or found.state != EnrolmentState.RUNNING
        or found.sequence_step_id != row.sequence_step_id
    ):
        return None, None
    course = course_of(connection, found.sequence_id)
    step = next_step(course, found.sequence_step_id, done_steps(connection, found.id))
    if step is None:
        end(connection, found.id, EnrolmentState.FINISHED, "", moment)
        return None, None
    return make_step(connection, found, course, step, moment)


def next_step(course: Course, after_id: int | None, done: set[int]) -> CourseStep | None:
    """The first step after another that was not done or let go yet; None after the last."""
    place = course.step(after_id)
    number = place.number if place else 0
    return next((each for each in course.steps if each.number > number and each.id not in done), None)


def done_steps(connection: Connection, enrolment_id: int) -> set[int]:
    """The steps of an enrolment that were done or let go."""
    rows = connection.execute(
        select(follow_up.c.sequence_step_id).where(
            follow_up.c.enrolment_id == enrolment_id,
            follow_up.c.done_at.is_not(None),
            follow_up.c.sequence_step_id.is_not(None),
        )
    )
    return set(rows.scalars())


def take_back(connection: Connection, row: Any) -> None:
    """Before a done step is open again: withdraw the one that followed it, and let the sequence run from here.

    In a sequence that cannot run on from there it becomes a follow-up that stands alone.
    """
    found = enrolment_row(connection, row.enrolment_id)
    course = course_of(connection, found.sequence_id)
    here, now = course.step(row.sequence_step_id), course.step(found.sequence_step_id)
    if here is None or not _can_run_from(connection, found, course, here):
        connection.execute(
            update(follow_up).where(follow_up.c.id == row.id).values(enrolment_id=None, sequence_step_id=None)
        )
        return
    if now and now.number < here.number and found.state in LIVE:
        raise NotUnderstood(
            _("An earlier step of this sequence is open."), _("Do that one first, or let it go.")
        )
    withdraw(connection, found.id)
    connection.execute(
        update(enrolment)
        .where(enrolment.c.id == found.id)
        .values(
            state=EnrolmentState.RUNNING.value,
            sequence_step_id=here.id,
            reason="",
            kept_json="",
            paused_at=None,
            ended_at=None,
        )
    )


def _can_run_from(connection: Connection, row: Any, course: Course, here: CourseStep) -> bool:
    """Whether an enrolment can stand at a step again that it had behind it.

    It cannot where it was stopped or they may not be reached; nor, of a finished one, where they are in the
    sequence anew or an earlier step lacks.
    """
    if row.state == EnrolmentState.STOPPED:
        return False
    if not reaches(bare(connection), [row.contact_id])[row.contact_id].allowed:
        return False
    if row.state != EnrolmentState.FINISHED:
        return True
    done = done_steps(connection, row.id)
    lacks = any(step.number < here.number and step.id not in done for step in course.steps)
    return not lacks and not _is_in_it_again(connection, row)


def withdraw(connection: Connection, enrolment_id: int) -> None:
    """Take the open follow-up of an enrolment away."""
    connection.execute(
        delete(follow_up).where(follow_up.c.enrolment_id == enrolment_id, follow_up.c.done_at.is_(None))
    )


def end(
    connection: Connection, enrolment_id: int, state: EnrolmentState, reason: str, moment: Moment
) -> None:
    """Finish or stop an enrolment; its open follow-up goes."""
    withdraw(connection, enrolment_id)
    values: dict[str, object] = {
        "state": state.value,
        "reason": reason,
        "kept_json": "",
        "ended_at": moment.text,
    }
    if state is EnrolmentState.FINISHED:
        values["sequence_step_id"] = None
    connection.execute(update(enrolment).where(enrolment.c.id == enrolment_id).values(**values))


def enrolment_row(connection: Connection, enrolment_id: int | None) -> Any:
    """The row of an enrolment; None where there is none."""
    return connection.execute(select(enrolment).where(enrolment.c.id == enrolment_id)).one_or_none()


def standing_of(row: Any) -> Standing:
    """What of an enrolment's row its steps are counted from."""
    return Standing(row.id, row.contact_id, row.start_on, row.start_time, row.shift_days)


def _is_in_it_again(connection: Connection, row: Any) -> bool:
    """Whether they are in the sequence, or a version of it, by another enrolment."""
    sequence = schema.sequence
    key = select(sequence.c.key).where(sequence.c.id == row.sequence_id).scalar_subquery()
    again = select(enrolment.c.id).where(
        enrolment.c.contact_id == row.contact_id,
        enrolment.c.sequence_id.in_(select(sequence.c.id).where(sequence.c.key == key)),
        enrolment.c.state.in_(LIVE),
        enrolment.c.id != row.id,
    )
    return connection.execute(again.limit(1)).scalar() is not None


def _clock(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
