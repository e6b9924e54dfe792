"""The steps of a sequence as somebody goes through them: done, let go, next or still ahead."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.sequence import StepChannel, offset_of
from lifecycle_desktop.core.model.sequence_days import due_of
from lifecycle_desktop.core.store.driver import ReadConnection


class StepState(StrEnum):
    """How it stands with a step."""

    DONE = "done"
    SKIPPED = "skipped"
    NEXT = "next"
    AHEAD = "ahead"


class EnrolmentStep(NamedTuple):
    """A step; `day` is when it was done or let go, is due, or would be due by the plan."""

    number: int
    channel: StepChannel
    what: str
    state: StepState
    day: dt.date


def enrolment_steps(
    connection: ReadConnection, enrolment_id: int, moment: Moment
) -> tuple[EnrolmentStep, ...]:
    """All steps of the sequence that an enrolment runs through, in order; none where it is gone."""
    standing = connection.execute(
        "SELECT start_on, start_time, shift_days, sequence_step_id FROM enrolment WHERE id = ?",
        (enrolment_id,),
    ).fetchone()
    if standing is None:
        return ()
    start_on, start_time = dt.date.fromisoformat(standing[0]), _clock(standing[1])
    rows = connection.execute(
        "SELECT t.id, t.channel, t.what, t.after, t.at_time, f.done_at, f.outcome, f.due_on FROM enrolment e "
        "JOIN sequence_step t ON t.sequence_id = e.sequence_id LEFT JOIN follow_up f ON f.enrolment_id = e.id "
        "AND f.sequence_step_id = t.id WHERE e.id = ? ORDER BY t.position, t.id",
        (enrolment_id,),
    ).fetchall()
    steps = []
    for number, (step_id, channel, what, after, at, done_at, outcome, due_on) in enumerate(rows, start=1):
        if done_at:
            state = StepState.SKIPPED if outcome == "skipped" else StepState.DONE
            day = Moment(instant_from_text(done_at), moment.zone).today
        else:
            state = StepState.NEXT if step_id == standing[3] else StepState.AHEAD
            planned = due_of(offset_of(after), _clock(at), start_on, start_time, standing[2])[0]
            day = dt.date.fromisoformat(due_on) if due_on else planned
        steps.append(EnrolmentStep(number, StepChannel(channel), what, state, day))
    return tuple(steps)


def _clock(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
