"""Add, do, put off, change and let go of follow-ups."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import NewActivity, kind_of_channel
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.day_fit import Move
from lifecycle_desktop.core.model.follow_up import Completed, NewFollowUp
from lifecycle_desktop.core.model.plain_text import many_lines, one_line
from lifecycle_desktop.core.operations import activities
from lifecycle_desktop.core.operations.follow_up_rows import (
    add_row,
    checked_channel,
    checked_day,
    checked_what,
    clock_text,
    finish,
    make_next,
    row_of,
)
from lifecycle_desktop.core.operations.rows import (
    among,
    assure_contacts,
    assure_follow_ups,
)
from lifecycle_desktop.core.operations.sequence_pauses import reconsider
from lifecycle_desktop.core.operations.sequence_steps import take_back
from lifecycle_desktop.core.recurrence import checked_rule
from lifecycle_desktop.core.store import schema

contact, follow_up = schema.contact, schema.follow_up

SKIPPED = "skipped"


def add_follow_up(connection: Connection, new: NewFollowUp, moment: Moment) -> int:
    """Add something to do; its number."""
    if new.contact_id is not None:
        assure_contacts(connection, [new.contact_id])
    return add_row(connection, new, moment)


def add_follow_ups(
    connection: Connection, contact_ids: Iterable[int], new: NewFollowUp, moment: Moment
) -> list[int]:
    """Add the same thing to do for each of these contacts; their numbers."""
    wanted = assure_contacts(connection, contact_ids)
    if not wanted:
        return []
    first = add_row(connection, replace(new, contact_id=wanted[0]), moment)
    others = [column for column in follow_up.c if column.name not in ("id", "contact_id")]
    listed = func.json_each(json.dumps(wanted[1:])).table_valued("key", "value")
    connection.execute(
        insert(follow_up).from_select(
            [follow_up.c.contact_id, *others],
            select(listed.c.value, *others)
            .select_from(listed.join(follow_up, follow_up.c.id == first))
            .order_by(listed.c.key),
        )
    )
    made = select(follow_up.c.id).where(follow_up.c.id >= first).order_by(follow_up.c.id)
    return list(connection.execute(made).scalars())


def complete_follow_up(
    connection: Connection,
    follow_up_id: int,
    moment: Moment,
    *,
    outcome: str = "",
    log: str | None = None,
    text: str = "",
    minutes: int | None = None,
) -> Completed:
    """Tick a follow-up off. What was done is logged as an activity, and a recurring one gets its next.

    `log` names the kind of the activity; None takes the one of the channel (a task logs nothing), an
    empty text logs nothing.
    """
    row = _open_row(connection, follow_up_id)
    finish(connection, follow_up_id, outcome, moment)
    kind = kind_of_channel(row.channel) if log is None else log
    activity_id = None
    if kind and row.contact_id is not None:
        activity_id = activities.log_activity(
            connection,
            NewActivity(
                contact_id=row.contact_id,
                kind=kind,
                outcome=outcome,
                text=text or row.what,
                minutes=minutes,
                follow_up_id=follow_up_id,
            ),
            moment,
        )
    next_id, next_on = make_next(connection, row, moment)
    return Completed(follow_up_id, row.contact_id, row.what, row.channel, activity_id, next_id, next_on)


def skip_follow_up(connection: Connection, follow_up_id: int, moment: Moment) -> Completed:
    """Let a follow-up go without doing it; a recurring one gets its next."""
    row = _open_row(connection, follow_up_id)
    finish(connection, follow_up_id, SKIPPED, moment)
    next_id, next_on = make_next(connection, row, moment)
    return Completed(follow_up_id, row.contact_id, row.what, row.channel, None, next_id, next_on)


def reopen_follow_up(connection: Connection, follow_up_id: int, moment: Moment) -> None:
    """Take back that a follow-up was done or let go; what was logged stays.

    Of a step of a sequence, the step that followed it is withdrawn.
    """
    row = row_of(connection, follow_up_id)
    if row.done_at is None:
        raise NotUnderstood(_("This follow-up is not done yet."))
    if row.enrolment_id is not None:
        take_back(connection, row)
    connection.execute(
        update(follow_up).where(follow_up.c.id == follow_up_id).values(done_at=None, outcome="")
    )
    if row.enrolment_id is not None:
        reconsider(connection, row.contact_id, moment)


def snooze_follow_ups(
    connection: Connection,
    follow_up_ids: Iterable[int],
    due_on: dt.date,
    due_time: dt.time | None,
    moment: Moment,
) -> int:
    """Put open follow-ups off to a day, perhaps a time; how many. The day of before the first snooze is kept."""
    wanted = _assure_open(connection, follow_up_ids)
    done = connection.execute(
        update(follow_up)
        .where(follow_up.c.id.in_(among(wanted)))
        .values(
            due_on=checked_day(due_on),
            due_time=clock_text(due_time),
            zone=moment.zone,
            snooze_count=follow_up.c.snooze_count + 1,
        )
    )
    return done.rowcount


def move_to_today(connection: Connection, follow_up_ids: Iterable[int], moment: Moment) -> int:
    """Make open follow-ups of other days due today, at any time; how many."""
    wanted = _assure_open(connection, follow_up_ids)
    today = moment.today.isoformat()
    done = connection.execute(
        update(follow_up)
        .where(follow_up.c.id.in_(among(wanted)), follow_up.c.due_on != today)
        .values(due_on=today, due_time=None, zone=moment.zone)
    )
    return done.rowcount


def move_late_to_today(connection: Connection, moment: Moment) -> int:
    """Make everything late due today, at any time; how many.

    Whatever belongs to people put aside is left, and what would reach people who are not to be contacted.
    """
    today = moment.today.isoformat()
    aside = select(contact.c.id).where(contact.c.is_archived == 1)
    withheld = select(contact.c.id).where(contact.c.is_do_not_contact == 1)
    done = connection.execute(
        update(follow_up)
        .where(
            follow_up.c.done_at.is_(None),
            follow_up.c.due_on < today,
            func.coalesce(follow_up.c.contact_id, 0).not_in(aside),
            or_(
                func.coalesce(follow_up.c.contact_id, 0).not_in(withheld),
                follow_up.c.channel.in_(("", Channel.OTHER)),
            ),
        )
        .values(due_on=today, due_time=None, zone=moment.zone)
    )
    return done.rowcount


def spread_follow_ups(connection: Connection, moves: Iterable[Move], moment: Moment) -> int:
    """Put what does not fit today on the days that `model.day_fit.spread` found for it; how many were moved.

    What is done or gone meanwhile is passed over. The time of day is kept, and so is the day of before.
    """
    days: dict[str, list[int]] = {}
    for move in moves:
        days.setdefault(checked_day(move.on), []).append(move.follow_up_id)
    return sum(
        connection.execute(
            update(follow_up)
            .where(follow_up.c.id.in_(among(numbers)), follow_up.c.done_at.is_(None))
            .values(due_on=day, zone=moment.zone)
        ).rowcount
        for day, numbers in sorted(days.items())
    )


def change_follow_up(
    connection: Connection, follow_up_id: int, changes: Mapping[str, object], moment: Moment
) -> bool:
    """Change what, reason, channel, due_on, due_time, rule or is_promise; False when nothing was different."""
    row = row_of(connection, follow_up_id)
    values = {column: _CHANGEABLE[column](value) for column, value in changes.items()}
    if values.get("rule") and row.enrolment_id is not None:
        raise NotUnderstood(
            _("A step of a sequence cannot recur."), _("Add a follow-up of its own that does.")
        )
    if "what" in values and not values["what"]:
        values["what"] = checked_what("", str(values.get("channel", row.channel)))
    if "due_on" in values and values["due_on"] != row.due_on:
        values["first_due_on"] = values["due_on"]
    if "due_time" in values:
        values["zone"] = moment.zone
    before = row._asdict()
    if all(before[column] == value for column, value in values.items() if column != "zone"):
        return False
    connection.execute(update(follow_up).where(follow_up.c.id == follow_up_id).values(**values))
    return True


def delete_follow_ups(connection: Connection, follow_up_ids: Iterable[int], moment: Moment) -> int:
    """Take follow-ups away as if they had never been; how many.

    An open step of a sequence is let go instead, so that the step after it comes.
    """
    wanted = assure_follow_ups(connection, follow_up_ids)
    steps = connection.execute(
        select(follow_up).where(
            follow_up.c.id.in_(among(wanted)),
            follow_up.c.enrolment_id.is_not(None),
            follow_up.c.done_at.is_(None),
        )
    ).all()
    for row in steps:
        finish(connection, row.id, SKIPPED, moment)
        make_next(connection, row, moment)
    let_go = {row.id for row in steps}
    others = [each for each in wanted if each not in let_go]
    deleted = connection.execute(delete(follow_up).where(follow_up.c.id.in_(among(others))))
    return len(let_go) + deleted.rowcount


def _open_row(connection: Connection, follow_up_id: int) -> Any:
    row = row_of(connection, follow_up_id)
    if row.done_at is not None:
        raise NotUnderstood(_("This follow-up is done already."), _("“show” tells what comes next."))
    return row


def _assure_open(connection: Connection, follow_up_ids: Iterable[int]) -> list[int]:
    wanted = assure_follow_ups(connection, follow_up_ids)
    done = connection.execute(
        select(follow_up.c.id)
        .where(follow_up.c.id.in_(among(wanted)), follow_up.c.done_at.is_not(None))
        .limit(1)
    ).scalar()
    if done is not None:
        raise NotFound(_("Follow-up {number} is done already.").format(number=done))
    return wanted


_CHANGEABLE: dict[str, Any] = {
    "what": lambda value: one_line(str(value)),
    "reason": lambda value: many_lines(str(value)),
    "channel": checked_channel,
    "due_on": checked_day,
    "due_time": clock_text,
    "rule": lambda value: checked_rule(str(value)),
    "is_promise": lambda value: int(bool(value)),
}
