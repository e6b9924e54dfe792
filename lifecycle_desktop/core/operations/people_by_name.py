"""Somebody new who is met on the page of another: in the household, or as the one who sent them."""

from __future__ import annotations

from sqlalchemy import Connection

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.core.operations.households import join_household
from lifecycle_desktop.core.operations.referrals import add_referral


def add_to_household(
    connection: Connection, contact_id: int, moment: Moment, *, other_contact_id: int | None, name: str = ""
) -> int:
    """Put somebody into a contact's household, by number, or by a name as somebody new; their number."""
    other = other_contact_id
    if other is None:
        other = add_contact(connection, NewContact(full_name=name), moment)
    join_household(connection, other, contact_id, moment)
    return other


def note_who_sent(
    connection: Connection, contact_id: int, moment: Moment, *, referrer_id: int | None, name: str = ""
) -> int:
    """Keep who sent a contact, by number, or by a name as somebody new; the referral's number."""
    referrer = referrer_id
    if referrer is None:
        referrer = add_contact(connection, NewContact(full_name=name), moment)
    return add_referral(connection, referrer, moment, referred_id=contact_id)
