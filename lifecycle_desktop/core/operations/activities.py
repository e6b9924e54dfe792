"""Log what happened with a contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, update

from lifecycle_desktop.core.clock import Moment, instant_from_text, instant_text
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import DIRECTIONS, ActivityKind, NewActivity, usual_direction
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.operations.follow_up_rows import add_row, finish_for
from lifecycle_desktop.core.operations.rows import assure_contacts, new_row, one_row, touch_contact
from lifecycle_desktop.core.operations.sequence_pauses import answered
from lifecycle_desktop.core.store import schema

MOST_MINUTES = 60 * 24 * 31
MOST_COST = 1 << 53


def log_activity(connection: Connection, new: NewActivity, moment: Moment) -> int:
    """Log what happened; its number.

    A touch answers a lead that waits; a follow-up that is named is done by it, and a recurring one
    gets its next. An answer of theirs pauses the sequences that wait for one.
    """
    assure_contacts(connection, [new.contact_id])
    kind = _checked_kind(new.kind)
    direction = _checked_direction(
        usual_direction(kind, new.outcome) if new.direction is None else new.direction
    )
    happened = new.happened_at or moment.at
    if new.follow_up_id is not None:
        finish_for(connection, new.follow_up_id, new.outcome, moment)
    activity_id = new_row(
        connection,
        schema.activity,
        contact_id=new.contact_id,
        kind=kind,
        direction=direction,
        happened_at=instant_text(happened),
        happened_on=Moment(happened, moment.zone).today.isoformat(),
        outcome=one_line(new.outcome),
        text=many_lines(new.text),
        minutes=_checked_minutes(new.minutes),
        cost_minor=_within(new.cost_minor, MOST_COST, _("So high a cost cannot be.")),
        currency=new.currency,
        follow_up_id=new.follow_up_id,
        created_at=moment.text,
    )
    answered(connection, new.contact_id, direction, happened, new.follow_up_id, moment)
    return activity_id


def log_touch(  # noqa: PLR0913  what one popover asks
    connection: Connection,
    contact_id: int,
    kind: str,
    moment: Moment,
    *,
    outcome: str = "",
    text: str = "",
    direction: str | None = None,
    minutes: int | None = None,
    follow_up_id: int | None = None,
    next_on: dt.date | None = None,
    next_time: dt.time | None = None,
    next_what: str = "",
    next_channel: str = "",
) -> int:
    """Log a touch, tick off the follow-up it answers and add the next step, all in one; the activity's number."""
    activity_id = log_activity(
        connection,
        NewActivity(
            contact_id=contact_id,
            kind=kind,
            direction=direction,
            outcome=outcome,
            text=text,
            minutes=minutes,
            follow_up_id=follow_up_id,
        ),
        moment,
    )
    if next_on is not None:
        add_row(
            connection,
            NewFollowUp(
                contact_id=contact_id,
                due_on=next_on,
                due_time=next_time,
                what=next_what,
                channel=next_channel,
            ),
            moment,
        )
    return activity_id


def change_activity(
    connection: Connection, activity_id: int, changes: Mapping[str, object], moment: Moment
) -> bool:
    """Correct kind, direction, outcome, text, minutes or happened_at; False when nothing was different."""
    row = _row(connection, activity_id)
    values = {column: _CHANGEABLE[column](value) for column, value in changes.items()}
    if "happened_at" in values:
        at = instant_from_text(values["happened_at"])
        values["happened_on"] = Moment(at, moment.zone).today.isoformat()
    before = row._asdict()
    if all(before[column] == value for column, value in values.items()):
        return False
    touch_contact(connection, row.contact_id, moment)
    connection.execute(update(schema.activity).where(schema.activity.c.id == activity_id).values(**values))
    return True


def delete_activity(connection: Connection, activity_id: int, moment: Moment) -> None:
    """Take an activity away that was logged by mistake."""
    row = _row(connection, activity_id)
    touch_contact(connection, row.contact_id, moment)
    connection.execute(delete(schema.activity).where(schema.activity.c.id == activity_id))


def _row(connection: Connection, activity_id: int) -> Any:
    return one_row(connection, schema.activity, activity_id, _("That entry is not there any more."))


def _checked_kind(text: str) -> ActivityKind:
    try:
        return ActivityKind(text.strip().lower().replace(" ", "_").replace("-", "_"))
    except ValueError as error:
        raise NotUnderstood(
            _("There is no kind of activity “{text}”.").format(text=shortened(text)),
            _("Use one of: {names}.").format(names=", ".join(ActivityKind)),
        ) from error


def _within(value: int | None, most: int, refusal: str) -> int | None:
    if value is not None and not 0 <= value <= most:
        raise NotUnderstood(refusal)
    return value


def _checked_direction(text: str) -> str:
    if text not in DIRECTIONS:
        raise NotUnderstood(
            _("A direction cannot be “{text}”.").format(text=shortened(text)), _("Use out, in or both.")
        )
    return text


def _checked_minutes(value: int | None) -> int | None:
    return _within(value, MOST_MINUTES, _("So many minutes cannot be."))


_CHANGEABLE: dict[str, Callable[[Any], Any]] = {
    "kind": lambda value: _checked_kind(str(value)).value,
    "direction": lambda value: _checked_direction(str(value)),
    "outcome": lambda value: one_line(str(value)),
    "text": lambda value: many_lines(str(value)),
    "minutes": _checked_minutes,
    "happened_at": instant_text,
}
