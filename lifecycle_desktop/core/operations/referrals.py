"""Referrals: who sent whom; add, change the status, note the thank-you, remove."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, delete, text, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import one_line, shortened
from lifecycle_desktop.core.model.referral import checked_status
from lifecycle_desktop.core.operations.rows import assure_contacts, new_row, one_row, touch_contact
from lifecycle_desktop.core.store import schema

referral = schema.referral

_SENT_BEFORE = text(
    "WITH RECURSIVE above (id) AS (SELECT :referrer UNION SELECT r.referrer_id FROM referral r "
    "JOIN above ON r.referred_id = above.id WHERE r.direction = 'in') SELECT 1 FROM above WHERE id = :referred LIMIT 1"
)


def add_referral(
    connection: Connection,
    referrer_id: int,
    moment: Moment,
    *,
    referred_id: int | None = None,
    referred_name: str = "",
    given_on: dt.date | None = None,
    status: str = "given",
    direction: str = "in",
) -> int:
    """Keep that one contact sent another, by number or only by name; the referral's number.

    `direction` is in for somebody sent to the owner, out for somebody the owner sent on. Raises
    `NotUnderstood` where somebody would have sent themselves, directly or over others.
    """
    touch_contact(connection, referrer_id, moment)
    name = one_line(referred_name)
    if direction not in ("in", "out"):
        raise NotUnderstood(
            _("A direction cannot be “{text}”.").format(text=shortened(direction)), _("Use in or out.")
        )
    if referred_id is None and not name:
        raise NotUnderstood(
            _("A referral needs somebody who was sent."), _("Choose a contact, or type a name.")
        )
    if referred_id is not None:
        assure_contacts(connection, [referred_id])
        if direction == "in":
            _refuse_circle(connection, referrer_id, referred_id)
        touch_contact(connection, referred_id, moment)
    return new_row(
        connection,
        referral,
        referrer_id=referrer_id,
        referred_id=referred_id,
        referred_name="" if referred_id is not None else name,
        given_on=(given_on or moment.today).isoformat(),
        direction=direction,
        status=checked_status(status),
        paid_on=moment.today.isoformat() if checked_status(status) == "paid" else None,
    )


def change_referral_status(connection: Connection, referral_id: int, status: str, moment: Moment) -> bool:
    """Say how far a referral came: given, contacted, met, signed, paid, lost; False when it was so already."""
    row = _row(connection, referral_id)
    wanted = checked_status(status)
    if row.status == wanted:
        return False
    _touch_both(connection, row, moment)
    paid_on = (row.paid_on or moment.today.isoformat()) if wanted == "paid" else None
    _change(connection, referral_id, status=wanted, paid_on=paid_on)
    return True


def note_thanks(connection: Connection, referral_id: int, on: dt.date | None, moment: Moment) -> bool:
    """Note the day on which somebody was thanked for a referral, or take it back with None."""
    row = _row(connection, referral_id)
    day = on.isoformat() if on else None
    if row.thanked_on == day:
        return False
    _touch_both(connection, row, moment)
    _change(connection, referral_id, thanked_on=day)
    return True


def remove_referral(connection: Connection, referral_id: int, moment: Moment) -> None:
    """Take a referral away that was noted by mistake."""
    row = _row(connection, referral_id)
    _touch_both(connection, row, moment)
    connection.execute(delete(referral).where(referral.c.id == referral_id))


def _row(connection: Connection, referral_id: int) -> Any:
    return one_row(connection, referral, referral_id, _("That referral is not there any more."))


def _touch_both(connection: Connection, row: Any, moment: Moment) -> None:
    for contact_id in (row.referrer_id, row.referred_id):
        if contact_id is not None:
            touch_contact(connection, contact_id, moment)


def _change(connection: Connection, referral_id: int, **values: Any) -> None:
    connection.execute(update(referral).where(referral.c.id == referral_id).values(**values))


def _refuse_circle(connection: Connection, referrer_id: int, referred_id: int) -> None:
    if referrer_id == referred_id:
        raise NotUnderstood(_("Nobody can send themselves."), _("Choose another person."))
    found = connection.execute(_SENT_BEFORE, {"referrer": referrer_id, "referred": referred_id}).first()
    if found is not None:
        raise NotUnderstood(
            _("That would be a circle: the one who was sent has sent the other, directly or over others."),
            _("Remove the earlier referral first if it is wrong."),
        )
