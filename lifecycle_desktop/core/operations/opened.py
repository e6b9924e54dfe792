"""Whose page was opened last, for "recent ones first": no step of the owner's, so nothing to undo."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.store import schema

KEPT = 200  # the newest


def note_opened(connection: Connection, contact_id: int, moment: Moment) -> None:
    """Note that a person's page was opened now; somebody who is not there is passed over."""
    opened, contact = schema.contact_opened, schema.contact
    there = connection.execute(select(contact.c.id).where(contact.c.id == contact_id)).first()
    if there is None:
        return
    row = insert(opened).values(id=contact_id, opened_at=moment.text)
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_={"opened_at": moment.text}))
    kept = select(opened.c.id).order_by(opened.c.opened_at.desc(), opened.c.id.desc()).limit(KEPT)
    connection.execute(delete(opened).where(opened.c.id.not_in(kept)))
