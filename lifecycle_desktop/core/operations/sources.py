"""Say where people came from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.operations.named_rows import source_id_of
from lifecycle_desktop.core.operations.rows import among, assure_contacts
from lifecycle_desktop.core.store import schema

contact = schema.contact


def set_source(connection: Connection, contact_ids: Iterable[int], name: str, moment: Moment) -> int:
    """Say that contacts came from this source, made if it is new, or from none with an empty name; how many changed."""
    wanted = assure_contacts(connection, contact_ids)
    source_id = source_id_of(connection, name)
    done = connection.execute(
        update(contact)
        .where(contact.c.id.in_(among(wanted)), contact.c.source_id.is_distinct_from(source_id))
        .values(source_id=source_id, updated_at=moment.text)
    )
    return done.rowcount
