"""Whom a contact belongs with: household, relations, purchases, and referrals in and out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.model.contact_page import (
    Earned,
    Household,
    Member,
    PurchaseLine,
    ReferralLine,
    Relation,
)
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, stage_mark

_REFERRAL = (
    f"SELECT r.id, c.id, coalesce(c.display_name, {{told}}), r.given_on, r.direction, r.status, r.fee_minor, "
    f"r.fee_basis_points, r.currency, r.paid_on, r.thanked_on, "
    f"(SELECT count(*) FROM stage x WHERE x.lifecycle_id = s.lifecycle_id AND x.is_retired = 0), {STAGE_MARK} "
    f"FROM referral r LEFT JOIN contact c ON c.id = {{other}} LEFT JOIN stage s ON s.id = c.stage_id "
    f"WHERE {{mine}} = ? ORDER BY r.given_on DESC, r.id DESC"
)
_CAME_FROM = _REFERRAL.format(told="r.referrer_name", other="r.referrer_id", mine="r.referred_id")
_SENT = _REFERRAL.format(told="r.referred_name", other="r.referred_id", mine="r.referrer_id")


def household_of(connection: ReadConnection, contact_id: int) -> Household | None:
    """The contact's household with everybody in it who is not in the trash; None where there is none."""
    row = connection.execute(
        "SELECT h.id, h.name, h.salutation FROM contact c JOIN household h ON h.id = c.household_id WHERE c.id = ?",
        (contact_id,),
    ).fetchone()
    if row is None:
        return None
    members = tuple(
        Member(found[0], found[1], found[0] == contact_id)
        for found in connection.execute(
            "SELECT id, display_name FROM contact WHERE household_id = ? AND (deleted_at IS NULL OR id = ?) "
            "ORDER BY sort_name, id",
            (row[0], contact_id),
        )
    )
    return Household(row[0], row[1], row[2], members)


def relations_of(connection: ReadConnection, contact_id: int) -> tuple[Relation, ...]:
    """Whom the contact has to do with: as its own page says, and as the pages of others do."""
    mine = connection.execute(
        "SELECT r.id, r.kind, coalesce(c.display_name, r.other_name), c.id, 0 FROM relation r "
        "LEFT JOIN contact c ON c.id = r.other_contact_id WHERE r.contact_id = ? ORDER BY r.id",
        (contact_id,),
    ).fetchall()
    theirs = connection.execute(
        "SELECT r.id, r.kind, c.display_name, c.id, 1 FROM relation r JOIN contact c ON c.id = r.contact_id "
        "WHERE r.other_contact_id = ? AND r.contact_id <> ?1 ORDER BY r.id",
        (contact_id,),
    ).fetchall()
    return tuple(Relation(row[0], row[1], row[2], row[3], bool(row[4])) for row in (*mine, *theirs))


def purchases_of(connection: ReadConnection, contact_id: int) -> tuple[PurchaseLine, ...]:
    """What the contact bought, newest first."""
    return tuple(
        PurchaseLine(row[0], row[1], row[2], dt.date.fromisoformat(row[3]), *row[4:])
        for row in connection.execute(
            "SELECT p.id, coalesce(l.name, ''), p.what, p.closed_on, p.price_minor, p.revenue_minor, p.cost_minor, "
            "p.currency, p.satisfaction, p.note FROM purchase p LEFT JOIN service_line l ON l.id = p.service_line_id "
            "WHERE p.contact_id = ? ORDER BY p.closed_on DESC, p.id DESC",
            (contact_id,),
        )
    )


def earned(purchases: tuple[PurchaseLine, ...]) -> tuple[Earned, ...]:
    """The purchases summed per currency, in the order they were met."""
    found: dict[str, list[PurchaseLine]] = {}
    for each in purchases:
        found.setdefault(each.currency, []).append(each)
    return tuple(
        Earned(
            currency,
            len(lines),
            sum(line.price_minor for line in lines),
            sum(line.revenue_minor for line in lines),
        )
        for currency, lines in found.items()
    )


def service_lines(connection: ReadConnection) -> tuple[str, ...]:
    """The owner's service lines that can be chosen."""
    return tuple(
        row[0] for row in connection.execute("SELECT name FROM service_line WHERE is_retired = 0 ORDER BY id")
    )


def came_from(connection: ReadConnection, contact_id: int) -> tuple[ReferralLine, ...]:
    """Who sent this contact, newest first."""
    return tuple(_referral(row) for row in connection.execute(_CAME_FROM, (contact_id,)))


def sent(connection: ReadConnection, contact_id: int) -> tuple[ReferralLine, ...]:
    """Whom this contact sent, newest first."""
    return tuple(_referral(row) for row in connection.execute(_SENT, (contact_id,)))


def _referral(row: tuple[Any, ...]) -> ReferralLine:
    return ReferralLine(
        referral_id=row[0],
        other_contact_id=row[1],
        name=row[2],
        stage=stage_mark(row[12:16]) if row[12] is not None else None,
        stage_count=row[11],
        given_on=dt.date.fromisoformat(row[3]),
        direction=row[4],
        status=row[5],
        fee_minor=row[6],
        fee_basis_points=row[7],
        currency=row[8],
        paid_on=_day(row[9]),
        thanked_on=_day(row[10]),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
