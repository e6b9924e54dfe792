"""Households: who shares one letter; join, leave, begin one, and what the letter says on top."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.operations.rows import assure_contacts, new_row, one_row, touch_contact
from lifecycle_desktop.core.store import schema

contact, household = schema.contact, schema.household


def join_household(connection: Connection, contact_id: int, with_contact_id: int, moment: Moment) -> int:
    """Put a contact into the household of another, begun if the other has none; the household's number."""
    assure_contacts(connection, [contact_id, with_contact_id])
    if contact_id == with_contact_id:
        raise NotUnderstood(
            _("Nobody shares a household with themselves."), _("Choose another person, or type a new name.")
        )
    household_id = _household_of(connection, with_contact_id)
    if household_id is None:
        household_id = begin_household(connection, with_contact_id, moment)
    _put(connection, contact_id, household_id, moment)
    return household_id


def begin_household(connection: Connection, contact_id: int, moment: Moment) -> int:
    """Begin a household with one contact in it, named by their last name; its number."""
    assure_contacts(connection, [contact_id])
    row = connection.execute(
        select(contact.c.last_name, contact.c.display_name).where(contact.c.id == contact_id)
    ).one()
    household_id = new_row(
        connection,
        household,
        name=row.last_name or row.display_name,
        salutation="",
        created_at=moment.text,
    )
    _put(connection, contact_id, household_id, moment)
    return household_id


def leave_household(connection: Connection, contact_id: int, moment: Moment) -> bool:
    """Take a contact out of their household; False when they had none. One that is left empty goes."""
    assure_contacts(connection, [contact_id])
    if _household_of(connection, contact_id) is None:
        return False
    _put(connection, contact_id, None, moment)
    return True


def change_household(
    connection: Connection,
    household_id: int,
    moment: Moment,
    *,
    name: str | None = None,
    salutation: str | None = None,
) -> bool:
    """Change the name of a household or what a letter to it says on top; False when nothing was different."""
    row = one_row(connection, household, household_id, _("That household is not there any more."))
    values = {
        "name": row.name if name is None else one_line(name),
        "salutation": row.salutation if salutation is None else one_line(salutation),
    }
    if not values["name"]:
        raise NotUnderstood(_("A household needs a name."), _("Type the family's name."))
    if values == {"name": row.name, "salutation": row.salutation}:
        return False
    connection.execute(update(household).where(household.c.id == household_id).values(**values))
    members = connection.execute(select(contact.c.id).where(contact.c.household_id == household_id)).scalars()
    for member in list(members):
        touch_contact(connection, member, moment)
    return True


def _household_of(connection: Connection, contact_id: int) -> int | None:
    return connection.execute(select(contact.c.household_id).where(contact.c.id == contact_id)).scalar()


def _put(connection: Connection, contact_id: int, household_id: int | None, moment: Moment) -> None:
    before = _household_of(connection, contact_id)
    if before == household_id:
        return
    connection.execute(
        update(contact)
        .where(contact.c.id == contact_id)
        .values(household_id=household_id, updated_at=moment.text)
    )
    if before is not None:
        left = connection.execute(
            select(func.count()).select_from(contact).where(contact.c.household_id == before)
        ).scalar_one()
        if not left:
            connection.execute(delete(household).where(household.c.id == before))
