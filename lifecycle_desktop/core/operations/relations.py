"""Relations: whom a contact has to do with, another contact or only a name."""

from __future__ import annotations

from sqlalchemy import Connection, delete

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.operations.rows import assure_contacts, new_row, one_row, touch_contact
from lifecycle_desktop.core.store import schema


def add_relation(
    connection: Connection,
    contact_id: int,
    kind: str,
    moment: Moment,
    *,
    other_contact_id: int | None = None,
    name: str = "",
) -> int:
    """Say whom a contact has to do with ("spouse", "lender"), by a contact's number or by a name; its row."""
    touch_contact(connection, contact_id, moment)
    word, other = one_line(kind), one_line(name)
    if not word:
        raise NotUnderstood(_("A relation needs a word."), _("Such as spouse, child or lender."))
    if other_contact_id is None and not other:
        raise NotUnderstood(_("A relation needs somebody."), _("Choose a contact, or type a name."))
    if other_contact_id is not None:
        assure_contacts(connection, [other_contact_id])
        if other_contact_id == contact_id:
            raise NotUnderstood(_("Nobody is related to themselves."), _("Choose another person."))
    return new_row(
        connection,
        schema.relation,
        contact_id=contact_id,
        other_contact_id=other_contact_id,
        other_name="" if other_contact_id is not None else other,
        kind=word,
    )


def remove_relation(connection: Connection, relation_id: int, moment: Moment) -> None:
    """Take a relation away, from the page of either."""
    row = one_row(connection, schema.relation, relation_id, _("That entry is not there any more."))
    touch_contact(connection, row.contact_id, moment)
    connection.execute(delete(schema.relation).where(schema.relation.c.id == relation_id))
