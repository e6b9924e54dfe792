"""People in sequences: taken in, paused, let go on, put off, stopped; one or a thousand in one step."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.follow_up import Completed
from lifecycle_desktop.core.model.sequence import EnrolmentState
from lifecycle_desktop.core.model.sequence_days import checked_shift, checked_start
from lifecycle_desktop.core.model.sequence_lists import Enrolled, RefusedEnrolment
from lifecycle_desktop.core.model.sequence_reach import Reach, refusal
from lifecycle_desktop.core.operations.follow_ups import skip_follow_up
from lifecycle_desktop.core.operations.rows import among, assure_contacts, one_row
from lifecycle_desktop.core.operations.sequence_pauses import live_enrolments, pause, resume
from lifecycle_desktop.core.operations.sequence_steps import (
    LIVE,
    Course,
    Standing,
    course_of,
    end,
    enrolment,
    enrolment_row,
    follow_up,
    step_values,
)
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.sequence_reach import reaches


def enrol(
    connection: Connection,
    contact_ids: Iterable[int],
    sequence_id: int,
    start_on: dt.date | None,
    moment: Moment,
) -> Enrolled:
    """Take people into a sequence that starts on a day, None today; who was taken in, and who not and why.

    Steps of days that are over come one after the other, each due today. Refused are those who are in the
    sequence already, who may not be reached at all, or who are put aside or in the trash.
    """
    wanted = assure_contacts(connection, contact_ids)
    kept = _sequence(connection, sequence_id)
    if kept.is_retired:
        raise NotUnderstood(_("The sequence “{name}” is out of use.").format(name=kept.name))
    day = moment.today if start_on is None else checked_start(start_on, moment.today)
    known = reaches(bare(connection), wanted)
    taken = _in_it(connection, kept, wanted)
    refused = tuple(
        RefusedEnrolment(each, known[each].name, why)
        for each in wanted
        if (why := refusal(known[each], kept.name, each in taken))
    )
    left = {each.contact_id for each in refused}
    people = [known[each] for each in wanted if each not in left]
    ids = _begin(connection, people, kept.id, day, moment) if people else ()
    return Enrolled(ids, tuple(each.contact_id for each in people), refused)


def pause_enrolments(
    connection: Connection, enrolment_ids: Iterable[int], moment: Moment, *, reason: str = "hand"
) -> int:
    """Let sequences stand still; how many ran. Their open follow-ups are withdrawn until they go on."""
    return pause(connection, _assured(connection, enrolment_ids), reason, moment)


def resume_enrolments(
    connection: Connection, enrolment_ids: Iterable[int], moment: Moment, *, from_here: bool = False
) -> int:
    """Let paused sequences go on; how many do. Those who may not be reached by now are stopped instead.

    `from_here` puts every step that is left off by the days for which it stood still.
    """
    rows = connection.execute(
        select(enrolment)
        .where(
            enrolment.c.id.in_(among(_assured(connection, enrolment_ids))),
            enrolment.c.state == EnrolmentState.PAUSED.value,
        )
        .order_by(enrolment.c.id)
    ).all()
    return sum(resume(connection, row, _days_paused(row, moment) if from_here else 0, moment) for row in rows)


def stop_enrolments(
    connection: Connection, enrolment_ids: Iterable[int], moment: Moment, *, reason: str = "hand"
) -> int:
    """End sequences before their last step; how many ran or were paused. Their open follow-ups go."""
    rows = select(enrolment.c.id).where(
        enrolment.c.id.in_(among(_assured(connection, enrolment_ids))), enrolment.c.state.in_(LIVE)
    )
    ids = list(connection.execute(rows).scalars())
    for each in ids:
        end(connection, each, EnrolmentState.STOPPED, reason, moment)
    return len(ids)


def stop_contacts(
    connection: Connection,
    contact_ids: Iterable[int],
    sequence_id: int | None,
    moment: Moment,
    *,
    reason: str = "hand",
) -> int:
    """End a sequence (None: every one) for these contacts, its earlier versions too; how many ran or were paused."""
    ids = live_enrolments(connection, assure_contacts(connection, contact_ids))
    if sequence_id is not None:
        versions = _versions(_sequence(connection, sequence_id))
        rows = select(enrolment.c.id).where(
            enrolment.c.id.in_(among(ids)), enrolment.c.sequence_id.in_(versions)
        )
        ids = list(connection.execute(rows).scalars())
    return stop_enrolments(connection, ids, moment, reason=reason)


def skip_step(connection: Connection, enrolment_id: int, moment: Moment) -> Completed:
    """Let the next step of a running sequence go without doing it; the one after it is made."""
    row = _running(connection, enrolment_id)
    open_step = select(follow_up.c.id).where(
        follow_up.c.enrolment_id == row.id, follow_up.c.done_at.is_(None)
    )
    return skip_follow_up(connection, int(connection.execute(open_step).scalar_one()), moment)


def shift_enrolment(connection: Connection, enrolment_id: int, days: int, moment: Moment) -> int:
    """Put every step that is left off by so many days, or bring it forward; by how many it is put off now.

    Nothing becomes due before today.
    """
    row = enrolment_row(connection, enrolment_id)
    if row is None or row.state not in LIVE:
        raise NotUnderstood(_("This sequence does not run any more."))
    shift = checked_shift(row.shift_days + days)
    values: dict[str, object] = {"shift_days": shift}
    if row.kept_json:
        kept = json.loads(row.kept_json)
        values["kept_json"] = json.dumps(kept | {"due_on": _shifted(kept["due_on"], days, moment)})
    connection.execute(update(enrolment).where(enrolment.c.id == row.id).values(**values))
    open_step = select(follow_up.c.id, follow_up.c.due_on).where(
        follow_up.c.enrolment_id == row.id, follow_up.c.done_at.is_(None)
    )
    for each in connection.execute(open_step).all():
        due_on = _shifted(each.due_on, days, moment)
        connection.execute(
            update(follow_up).where(follow_up.c.id == each.id).values(due_on=due_on, first_due_on=due_on)
        )
    return shift


def _begin(
    connection: Connection, people: list[Reach], sequence_id: int, day: dt.date, moment: Moment
) -> tuple[int, ...]:
    """One enrolment for each, in their order, with the first step open."""
    course = course_of(connection, sequence_id)
    first = course.steps[0]
    time = moment.local.strftime("%H:%M") if day == moment.today else None
    last = connection.execute(select(func.max(enrolment.c.id))).scalar() or 0
    listed = func.json_each(json.dumps([each.contact_id for each in people])).table_valued("key", "value")
    columns = {
        "sequence_id": sequence_id,
        "sequence_step_id": first.id,
        "start_on": day.isoformat(),
        "start_time": time,
        "started_at": moment.text,
        "state": EnrolmentState.RUNNING.value,
    }
    connection.execute(
        insert(enrolment).from_select(
            ["contact_id", *columns],
            select(listed.c.value, *(literal(value) for value in columns.values())).order_by(listed.c.key),
        )
    )
    made = connection.execute(
        select(enrolment.c.id, enrolment.c.contact_id).where(enrolment.c.id > last).order_by(enrolment.c.id)
    ).all()
    rows = [
        _first_step(Standing(row.id, row.contact_id, day.isoformat(), time, 0), course, reach, moment)
        for row, reach in zip(made, people, strict=True)
    ]
    connection.execute(insert(follow_up), rows)
    return tuple(row.id for row in made)


def _first_step(standing: Standing, course: Course, reach: Reach, moment: Moment) -> dict[str, object]:
    values = step_values(standing, course, course.steps[0], reach, moment)
    assert values is not None  # noqa: S101  who may not be reached was refused before
    return values


def _in_it(connection: Connection, kept: Any, contact_ids: list[int]) -> set[int]:
    """Those of these contacts who run or are paused in a version of the sequence."""
    rows = connection.execute(
        select(enrolment.c.contact_id).where(
            enrolment.c.contact_id.in_(among(contact_ids)),
            enrolment.c.state.in_(LIVE),
            enrolment.c.sequence_id.in_(_versions(kept)),
        )
    )
    return set(rows.scalars())


def _versions(kept: Any) -> Any:
    """A select of the sequence and its earlier versions, in whatever language."""
    table = schema.sequence
    if not kept.key:
        return select(table.c.id).where(table.c.id == kept.id)
    return select(table.c.id).where(table.c.key == kept.key)


def _sequence(connection: Connection, sequence_id: int) -> Any:
    return one_row(connection, schema.sequence, sequence_id, _("That sequence is not there any more."))


def _assured(connection: Connection, enrolment_ids: Iterable[int]) -> list[int]:
    """The ids, each once; `NotFound` in words where one is gone."""
    wanted = list(dict.fromkeys(enrolment_ids))
    there = set(connection.execute(select(enrolment.c.id).where(enrolment.c.id.in_(among(wanted)))).scalars())
    if len(there) != len(wanted):
        raise NotFound(_("That sequence of theirs is not there any more."))
    return wanted


def _running(connection: Connection, enrolment_id: int) -> Any:
    row = enrolment_row(connection, enrolment_id)
    if row is None or row.state != EnrolmentState.RUNNING:
        raise NotUnderstood(_("This sequence does not run now."), _("Let it go on first."))
    return row


def _days_paused(row: Any, moment: Moment) -> int:
    since = dt.datetime.fromisoformat(row.paused_at)
    return max(0, (moment.today - Moment(since, moment.zone).today).days)


def _shifted(due_on: str, days: int, moment: Moment) -> str:
    return max(dt.date.fromisoformat(due_on) + dt.timedelta(days=days), moment.today).isoformat()
