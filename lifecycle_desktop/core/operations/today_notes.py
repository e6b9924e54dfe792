"""What Today remembers of itself: who was shown, and when it was looked at. No steps of the owner's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.presence import Presence
from lifecycle_desktop.core.store import schema

shown, presence, contact = schema.slipping_shown, schema.presence, schema.contact


def note_looked_at(connection: Connection, contact_ids: Iterable[int], moment: Moment) -> None:
    """Note that Today was looked at, and who stood on it among those who slip through.

    Of each the last day is kept and the one before it, so that what is noted in the course of a day does not
    change its order. Who does not slip any more is forgotten: the next time they come as new.
    """
    _note_shown(connection, list(contact_ids), moment.today.isoformat())
    _note_seen(connection, moment)


def close_pause(connection: Connection, moment: Moment) -> None:
    """Do not tell of the pause any more; what came due in it stays among what is late."""
    _note_seen(connection, moment)
    connection.execute(update(presence).values(away_since_on=None, back_on=None))


def _note_shown(connection: Connection, contact_ids: list[int], today: str) -> None:
    slipping = select(contact.c.id).where(contact.c.slips_on <= today, contact.c.is_archived == 0)
    known = {row.id: row.shown_on for row in connection.execute(select(shown.c.id, shown.c.shown_on))}
    gone = select(shown.c.id).where(shown.c.id.not_in(slipping))
    connection.execute(delete(shown).where(shown.c.id.in_(gone)))
    for contact_id in contact_ids:
        day = known.get(contact_id)
        if day is None:
            connection.execute(insert(shown).values(id=contact_id, shown_on=today))
        elif day < today:
            row = update(shown).where(shown.c.id == contact_id)
            connection.execute(row.values(shown_on=today, before_on=day))


def _note_seen(connection: Connection, moment: Moment) -> None:
    row: Any = connection.execute(select(presence)).one_or_none()
    if row is None:
        connection.execute(insert(presence).values(id=1, seen_on=moment.today.isoformat()))
        return
    known = Presence(*(_day(text) for text in (row.seen_on, row.away_since_on, row.back_on)))
    now = known.on(moment.today)
    if now != known:
        values = dict(zip(Presence._fields, (day and day.isoformat() for day in now), strict=True))
        connection.execute(update(presence).values(**values))


def _day(text: str | None) -> Any:
    return dt.date.fromisoformat(text) if text else None
