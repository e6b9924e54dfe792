"""Ways to reach a contact, as rows: e-mails, phones, addresses, links, dates; checked, with their normal form."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select, update

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.operations.rows import new_row, next_position, one_row
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.core.store.phone import NormalPhone, normal_phone


class CheckedPhone(NamedTuple):
    """A phone as typed with its normal form."""

    label: str
    text: str
    normal: NormalPhone


def checked_emails(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(label, address, normal form) of each that is not empty, each once; `NotUnderstood` if it is no address."""
    found: dict[str, tuple[str, str, str]] = {}
    for label, text in pairs:
        plain = one_line(text)
        if plain:
            normal = normal_email(plain)
            if not normal:
                raise NotUnderstood(
                    _("“{text}” is not an e-mail address.").format(text=shortened(plain)),
                    _("Write it as name@example.com."),
                )
            found.setdefault(normal, (one_line(label), plain, normal))
    return list(found.values())


def checked_phones(connection: Connection, pairs: Iterable[tuple[str, str]]) -> list[CheckedPhone]:
    """Each phone that is not empty, each once; `NotUnderstood` if it holds no digit."""
    found: dict[str, CheckedPhone] = {}
    region = ""
    for label, text in pairs:
        plain = one_line(text)
        if plain:
            if not any(letter.isdigit() for letter in plain) or len(plain) > 100:
                raise NotUnderstood(
                    _("“{text}” is not a phone number.").format(text=shortened(plain)),
                    _("Write it with digits, such as +1 416 555 0134."),
                )
            region = region or phone_region(connection)
            phone = CheckedPhone(one_line(label), plain, normal_phone(plain, region))
            found.setdefault(phone.normal.normal + phone.normal.extension or plain, phone)
    return list(found.values())


def phone_region(connection: Connection) -> str:
    """The country of phone numbers without a +, as the owner set it."""
    told = connection.execute(
        select(schema.setting.c.value).where(schema.setting.c.name == "region")
    ).scalar()
    return told or "US"


def keep_emails(connection: Connection, contact_id: int, emails: list[tuple[str, str, str]]) -> list[int]:
    """Add checked addresses that the contact does not have yet; the row of each."""
    table, rows = schema.contact_email, []
    for label, text, normal in emails:
        there = connection.execute(
            select(table.c.id).where(table.c.contact_id == contact_id, table.c.email_normal == normal)
        ).scalar()
        rows.append(
            there or _keep(connection, table, contact_id, label=label, email=text, email_normal=normal)
        )
    return rows


def keep_phones(connection: Connection, contact_id: int, phones: list[CheckedPhone]) -> list[int]:
    """Add checked phones that the contact does not have yet; the row of each."""
    table, rows = schema.contact_phone, []
    for phone in phones:
        same = (
            (table.c.phone_normal == phone.normal.normal) & (table.c.extension == phone.normal.extension)
            if phone.normal.normal
            else table.c.phone == phone.text
        )
        there = connection.execute(select(table.c.id).where(table.c.contact_id == contact_id, same)).scalar()
        rows.append(
            there
            or _keep(
                connection,
                table,
                contact_id,
                label=phone.label,
                phone=phone.text,
                phone_normal=phone.normal.normal,
                extension=phone.normal.extension,
            )
        )
    return rows


def replace_email(connection: Connection, row: Any, email: str, label: str) -> None:
    """Put another address in the place of one."""
    found = checked_emails([(label, email)])
    if not found:
        raise NotUnderstood(_("An e-mail address is missing."), _("To take it away, remove it."))
    table = schema.contact_email
    connection.execute(
        update(table)
        .where(table.c.id == row.id)
        .values(label=found[0][0], email=found[0][1], email_normal=found[0][2])
    )


def replace_phone(connection: Connection, row: Any, phone: str, label: str) -> None:
    """Put another number in the place of one."""
    found = checked_phones(connection, [(label, phone)])
    if not found:
        raise NotUnderstood(_("A phone number is missing."), _("To take it away, remove it."))
    table = schema.contact_phone
    normal = found[0].normal
    connection.execute(
        update(table)
        .where(table.c.id == row.id)
        .values(
            label=found[0].label, phone=found[0].text, phone_normal=normal.normal, extension=normal.extension
        )
    )


def keep_address(connection: Connection, contact_id: int, address: Address) -> int:
    """Add an address."""
    return _keep(connection, schema.contact_address, contact_id, **address_columns(address))


def address_columns(address: Address) -> dict[str, str]:
    """An address as it is stored; `NotUnderstood` if all of it is empty."""
    parts = {
        name: many_lines(value) if name in ("street", "formatted") else one_line(value)
        for name, value in address._asdict().items()
    }
    if not any(value for name, value in parts.items() if name != "label"):
        raise NotUnderstood(_("The address is empty."))
    return parts


def keep_link(connection: Connection, contact_id: int, label: str, url: str) -> int:
    """Add a link."""
    plain = one_line(url)
    if not plain:
        raise NotUnderstood(_("The link is empty."))
    return _keep(connection, schema.contact_link, contact_id, label=one_line(label), url=plain)


def keep_date(connection: Connection, contact_id: int, date: KeyDate) -> int:
    """Add a date of the contact's own; `NotUnderstood` for a day that does not exist."""
    return new_row(connection, schema.contact_date, contact_id=contact_id, **date_columns(date))


def date_columns(date: KeyDate) -> dict[str, str | int | None]:
    """A date as it is stored; `NotUnderstood` for a day that does not exist."""
    longest = calendar.monthrange(date.year or 2000, date.month)[1] if 1 <= date.month <= 12 else 0
    if not 1 <= date.day <= longest or not 1 <= (date.year or 2000) <= 9999:
        raise NotUnderstood(_("There is no such day."))
    kind = one_line(date.kind) or "birthday"
    return {"kind": kind, "year": date.year, "month": date.month, "day": date.day}


def row_of(connection: Connection, table: Table, row_id: int) -> Any:
    """The row of that id; `NotFound` in words if it is gone."""
    return one_row(connection, table, row_id, _("That entry is not there any more."))


def _keep(connection: Connection, table: Table, contact_id: int, **values: object) -> int:
    position = next_position(connection, table, table.c.contact_id == contact_id)
    return new_row(connection, table, contact_id=contact_id, position=position, **values)
