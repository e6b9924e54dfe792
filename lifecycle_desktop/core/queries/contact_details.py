"""The details of one contact: ways to reach them, days to remember, own fields, tags, permission per channel."""

from __future__ import annotations

import calendar
import datetime as dt

from lifecycle_desktop.core.clock import instant_from_text
from lifecycle_desktop.core.model.contact_page import (
    ChannelPermission,
    ContactDate,
    ContactTag,
    Details,
    OwnValue,
    PermissionWord,
    PostalAddress,
)
from lifecycle_desktop.core.model.lists import Reach
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.store.driver import ReadConnection


def contact_details(connection: ReadConnection, contact_id: int, today: dt.date) -> Details:
    """Everything on the card of details; `today` decides when a birthday comes round."""
    row = connection.execute(
        "SELECT preferred_channel, coalesce(quiet_from, ''), coalesce(quiet_until, ''), language FROM contact "
        "WHERE id = ?",
        (contact_id,),
    ).fetchone()
    return Details(
        emails=_reaches(connection, "SELECT id, label, email FROM contact_email", contact_id),
        phones=_reaches(connection, "SELECT id, label, phone FROM contact_phone", contact_id),
        addresses=_addresses(connection, contact_id),
        links=_reaches(connection, "SELECT id, label, url FROM contact_link", contact_id),
        dates=_dates(connection, contact_id, today),
        own_values=tuple(
            OwnValue(*found)
            for found in connection.execute(
                "SELECT v.id, o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id "
                "WHERE v.contact_id = ? ORDER BY o.name_folded, v.id",
                (contact_id,),
            )
        ),
        tags=tuple(
            ContactTag(*found)
            for found in connection.execute(
                "SELECT ct.id, t.id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
                "WHERE ct.contact_id = ? ORDER BY t.name_folded, ct.id",
                (contact_id,),
            )
        ),
        permissions=permissions_by_channel(connection, contact_id),
        preferred_channel=row[0],
        quiet_from=row[1],
        quiet_until=row[2],
        language=row[3],
    )


def permissions_by_channel(connection: ReadConnection, contact_id: int) -> tuple[ChannelPermission, ...]:
    """Each channel with what holds now and all that was said before, newest first."""
    words: dict[str, list[PermissionWord]] = {channel: [] for channel in PERMISSION_CHANNELS}
    for row in connection.execute(
        "SELECT id, channel, status, wording, place, recorded_by, recorded_at FROM permission "
        "WHERE contact_id = ? ORDER BY id DESC",
        (contact_id,),
    ):
        words[row[1]].append(PermissionWord(*(*row[:6], instant_from_text(row[6]))))
    return tuple(
        ChannelPermission(channel, history[0].status if history else "unknown", tuple(history))
        for channel, history in words.items()
    )


def next_on(month: int, day: int, today: dt.date) -> dt.date:
    """When a day of the year comes round next, today counted; 29 February is the 28th in other years."""
    for year in (today.year, today.year + 1):
        found = dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if found >= today:
            return found
    return found


def _reaches(connection: ReadConnection, select: str, contact_id: int) -> tuple[Reach, ...]:
    return tuple(
        Reach(row[0], row[1], row[2])
        for row in connection.execute(f"{select} WHERE contact_id = ? ORDER BY position, id", (contact_id,))
    )


def _addresses(connection: ReadConnection, contact_id: int) -> tuple[PostalAddress, ...]:
    found = []
    for row in connection.execute(
        "SELECT id, label, street, extended, po_box, city, region, postal_code, country, formatted "
        "FROM contact_address WHERE contact_id = ? ORDER BY position, id",
        (contact_id,),
    ):
        place = " ".join(part for part in row[5:8] if part)
        text = ", ".join(part for part in (*row[2:5], place, row[8]) if part) or row[9]
        found.append(PostalAddress(*(*row, " ".join(text.split()))))
    return tuple(found)


def _dates(connection: ReadConnection, contact_id: int, today: dt.date) -> tuple[ContactDate, ...]:
    return tuple(
        ContactDate(*(*row, next_on(row[3], row[4], today)))
        for row in connection.execute(
            "SELECT id, kind, year, month, day FROM contact_date WHERE contact_id = ? ORDER BY id",
            (contact_id,),
        )
    )
