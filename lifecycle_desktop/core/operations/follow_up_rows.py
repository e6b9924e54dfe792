"""Follow-ups as rows: added, found, finished, and the next of a recurring one; for the operations that share it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.model.working_days import WorkingDays, working_days
from lifecycle_desktop.core.operations.rows import new_row, one_row
from lifecycle_desktop.core.operations.sequence_steps import advance
from lifecycle_desktop.core.recurrence import checked_rule, next_due
from lifecycle_desktop.core.store import schema

follow_up, setting = schema.follow_up, schema.setting


def add_row(connection: Connection, new: NewFollowUp, moment: Moment) -> int:
    """Keep something new to do; its number. Whether the contact is there is for the caller to see."""
    channel = checked_channel(new.channel)
    due_on = checked_day(new.due_on)
    return new_row(
        connection,
        follow_up,
        contact_id=new.contact_id,
        what=checked_what(new.what, channel),
        reason=many_lines(new.reason),
        occasion=one_line(new.occasion),
        channel=channel,
        due_on=due_on,
        due_time=clock_text(new.due_time),
        zone=moment.zone,
        first_due_on=due_on,
        rule=checked_rule(new.rule, new.due_on),
        is_promise=int(new.is_promise),
        plan_tactic_id=new.plan_tactic_id,
        created_at=moment.text,
        is_sample=int(new.is_sample),
    )


def row_of(connection: Connection, follow_up_id: int) -> Any:
    """The follow-up of that number; `NotFound` in words if there is none."""
    return one_row(connection, follow_up, follow_up_id, _("There is no follow-up with the number {number}."))


def finish(connection: Connection, follow_up_id: int, outcome: str, moment: Moment) -> None:
    """Mark a follow-up as done."""
    connection.execute(
        update(follow_up)
        .where(follow_up.c.id == follow_up_id)
        .values(done_at=moment.text, outcome=many_lines(outcome))
    )


def finish_for(connection: Connection, follow_up_id: int, outcome: str, moment: Moment) -> int | None:
    """Tick off the follow-up that an activity answers, if it is still open; the next of a recurring one."""
    row = row_of(connection, follow_up_id)
    if row.done_at is not None:
        return None
    finish(connection, follow_up_id, outcome, moment)
    return make_next(connection, row, moment)[0]


def make_next(connection: Connection, row: Any, moment: Moment) -> tuple[int | None, dt.date | None]:
    """The next follow-up of a recurring one that was done: one, after today, however long it was overdue.

    Of a step of a sequence it is the next step. Where the owner keeps to working days it is due on the next of
    them; the series goes on from its own day.
    """
    if row.enrolment_id is not None:
        return advance(connection, row, moment)
    if not row.rule:
        return None, None
    due_on = dt.date.fromisoformat(row.due_on)
    found = next_due(row.rule, dt.date.fromisoformat(row.first_due_on), after=max(due_on, moment.today))
    if found is None:
        return None, None
    on = kept_working_days(connection).kept(found.on)
    made = new_row(
        connection,
        follow_up,
        **_kept(row),
        rule=found.rule,
        due_on=on.isoformat(),
        first_due_on=found.on.isoformat(),
        created_at=moment.text,
    )
    return made, on


def kept_working_days(connection: Connection) -> WorkingDays:
    """The days on which the owner works, and whether follow-ups keep to them."""
    return working_days({row.name: row.value for row in connection.execute(select(setting))})


def _kept(row: Any) -> dict[str, object]:
    columns = (
        "contact_id", "what", "reason", "channel", "due_time", "zone", "is_promise", "plan_tactic_id", "is_sample",
    )  # fmt: skip
    values = row._asdict()
    return {column: values[column] for column in columns}


def checked_what(text: str, channel: str) -> str:
    """What is to be done, or the channel's own word."""
    return one_line(text) or Channel(channel or Channel.OTHER).words


def checked_channel(value: object) -> str:
    """The channel as it is stored; `NotUnderstood` for one that does not exist, empty for none."""
    text = str(value).strip().lower()
    if text and text not in set(Channel):
        raise NotUnderstood(
            _("There is no channel “{text}”.").format(text=shortened(text)),
            _("Use one of: {names}.").format(names=", ".join(Channel)),
        )
    return text


def checked_day(value: object) -> str:
    """A day as it is stored."""
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError("a due day is a date")
    return value.isoformat()


def clock_text(value: object) -> str | None:
    """A time of day as it is stored."""
    if value is None:
        return None
    if not isinstance(value, dt.time):
        raise TypeError("a due time is a time or None")
    return value.strftime("%H:%M")
