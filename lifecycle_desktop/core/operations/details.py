"""The details of a contact, changed in place: addresses, dates, links, own fields, and which way is the first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.plain_text import many_lines, one_line
from lifecycle_desktop.core.operations.named_rows import own_field_id_of
from lifecycle_desktop.core.operations.reaches import address_columns, date_columns, row_of
from lifecycle_desktop.core.operations.rows import new_row, touch_contact
from lifecycle_desktop.core.store import schema


def change_address(connection: Connection, address_id: int, address: Address, moment: Moment) -> None:
    """Correct a postal address, all its parts at once."""
    _change(connection, schema.contact_address, address_id, moment, **address_columns(address))


def change_date(connection: Connection, date_id: int, date: KeyDate, moment: Moment) -> None:
    """Correct a day to remember; `NotUnderstood` for a day that does not exist."""
    _change(connection, schema.contact_date, date_id, moment, **date_columns(date))


def remove_date(connection: Connection, date_id: int, moment: Moment) -> None:
    """Take a day to remember away."""
    _remove(connection, schema.contact_date, date_id, moment)


def change_link(
    connection: Connection, link_id: int, url: str, moment: Moment, *, label: str | None = None
) -> None:
    """Correct a link, its label as well unless that is None."""
    row = row_of(connection, schema.contact_link, link_id)
    plain = one_line(url)
    if not plain:
        raise NotUnderstood(_("The link is empty."), _("To take it away, remove it."))
    _change(
        connection,
        schema.contact_link,
        link_id,
        moment,
        url=plain,
        label=row.label if label is None else one_line(label),
    )


def remove_link(connection: Connection, link_id: int, moment: Moment) -> None:
    """Take a link away."""
    _remove(connection, schema.contact_link, link_id, moment)


def set_own_value(connection: Connection, contact_id: int, field: str, value: str, moment: Moment) -> int:
    """Say what an own field holds for a contact, by the field's name, made if it is new; the value's row.

    A field that has a value already gets the new one.
    """
    touch_contact(connection, contact_id, moment)
    kept = _checked_value(value)
    field_id = own_field_id_of(connection, field)
    table = schema.contact_own_value
    there = connection.execute(
        select(table.c.id)
        .where(table.c.contact_id == contact_id, table.c.own_field_id == field_id)
        .order_by(table.c.id)
        .limit(1)
    ).scalar()
    if there is not None:
        connection.execute(update(table).where(table.c.id == there).values(value=kept))
        return int(there)
    return new_row(connection, table, contact_id=contact_id, own_field_id=field_id, value=kept)


def change_own_value(connection: Connection, value_id: int, value: str, moment: Moment) -> None:
    """Correct one value of an own field."""
    _change(connection, schema.contact_own_value, value_id, moment, value=_checked_value(value))


def remove_own_value(connection: Connection, value_id: int, moment: Moment) -> None:
    """Take a value of an own field away; the field stays to choose from."""
    _remove(connection, schema.contact_own_value, value_id, moment)


def make_first_email(connection: Connection, email_id: int, moment: Moment) -> bool:
    """Put an e-mail address before the contact's others; False when it stood there already."""
    return _make_first(connection, schema.contact_email, email_id, moment)


def make_first_phone(connection: Connection, phone_id: int, moment: Moment) -> bool:
    """Put a phone number before the contact's others; False when it stood there already."""
    return _make_first(connection, schema.contact_phone, phone_id, moment)


def make_first_address(connection: Connection, address_id: int, moment: Moment) -> bool:
    """Put an address before the contact's others; False when it stood there already."""
    return _make_first(connection, schema.contact_address, address_id, moment)


def _make_first(connection: Connection, table: Table, row_id: int, moment: Moment) -> bool:
    row = row_of(connection, table, row_id)
    ids = list(
        connection.execute(
            select(table.c.id)
            .where(table.c.contact_id == row.contact_id)
            .order_by(table.c.position, table.c.id)
        ).scalars()
    )
    if ids[0] == row_id:
        return False
    touch_contact(connection, row.contact_id, moment)
    ordered = [row_id, *(each for each in ids if each != row_id)]
    for position, each in enumerate(ordered):
        connection.execute(
            update(table).where(table.c.id == each, table.c.position != position).values(position=position)
        )
    return True


def _change(connection: Connection, table: Table, row_id: int, moment: Moment, **values: Any) -> None:
    row = row_of(connection, table, row_id)
    touch_contact(connection, row.contact_id, moment)
    connection.execute(update(table).where(table.c.id == row_id).values(**values))


def _remove(connection: Connection, table: Table, row_id: int, moment: Moment) -> None:
    row = row_of(connection, table, row_id)
    touch_contact(connection, row.contact_id, moment)
    connection.execute(delete(table).where(table.c.id == row_id))


def _checked_value(value: str) -> str:
    kept = many_lines(value)
    if not kept:
        raise NotUnderstood(_("The field is empty."), _("To take it away, remove it."))
    return kept
