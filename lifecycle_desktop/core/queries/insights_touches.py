"""Referrals with what came of them, and what each kind of touch costs and brings."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter, defaultdict
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.insight import Share, Span
from lifecycle_desktop.core.model.insight_touches import (
    Engagement,
    ReferralFigures,
    SenderLine,
    TouchLine,
)
from lifecycle_desktop.core.model.referral import ReferralStatus
from lifecycle_desktop.core.model.referral_tree import Downstream, credited, downstream
from lifecycle_desktop.core.queries.insights_basis import (
    IS_PURCHASE,
    NET,
    TRASH,
    Basis,
    basis,
    span_days,
)
from lifecycle_desktop.core.queries.keys import names_of
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import ids_of

WITHIN_DAYS = 90
TOUCH_KINDS = ("call", "text", "email", "letter", "meeting", "showing", "open_house", "review", "gift")
_DAYS_A_YEAR = 365.25
_REFERRALS = (
    "SELECT r.id, r.referrer_id, r.referred_id, r.given_on, r.status, r.thanked_on FROM referral r "
    "WHERE r.direction = 'in' AND r.given_on <= ? "
    f"AND r.referrer_id NOT IN ({TRASH}) AND (r.referred_id IS NULL OR r.referred_id NOT IN ({TRASH})) ORDER BY r.id"
)
_SENT = "SELECT referred_id FROM referral WHERE referred_id IS NOT NULL"
_TOTALS = (
    "count(*) AS n, coalesce(sum(minutes), 0) AS worked, coalesce(sum(cost_minor), 0) AS cost FROM activity "
    "WHERE happened_on BETWEEN ? AND ?"
)
# Day by day along the index of days, which needs no sorting; then what belongs to people in the trash comes off.
_EVERYBODYS = (
    "SELECT kind, currency, sum(n), sum(worked), sum(cost) FROM "
    f"(SELECT kind, currency, {_TOTALS} GROUP BY happened_on, kind, currency) GROUP BY 1, 2"
)
_OF_THE_TRASH = (
    f"SELECT kind, currency, {_TOTALS} AND +contact_id > 0 AND contact_id IN ({TRASH}) GROUP BY 1, 2"
)


def referral_figures(
    connection: ReadConnection, moment: Moment, span: Span, most: int = 100
) -> ReferralFigures:
    """The referrals received within the span, and of all time those who sent others."""
    told = basis(connection)
    begin, end = span_days(span, moment)
    today = moment.today.isoformat()
    referrals = connection.execute(_REFERRALS, (today,)).fetchall()
    revenue, buyers = _brought(connection, today)
    received = [row for row in referrals if begin <= row[3] <= end]
    closed = sum(_is_closed(row, buyers) for row in received)
    amounts: dict[str, int] = defaultdict(int)
    for sent in {row[2] for row in received if row[2] is not None}:
        for currency, net in revenue.get(sent, {}).items():
            amounts[currency] += net
    below = downstream(credited((r[3], r[0], r[1], r[2]) for r in referrals if r[2] is not None), revenue)
    senders, sender_count = _senders(connection, referrals, below, buyers, told, most)
    statuses = Counter(row[4] for row in received)
    return ReferralFigures(
        currency=told.currency,
        received=len(received),
        statuses=tuple((status.value, statuses[status.value]) for status in ReferralStatus),
        closed=Share(closed, len(received)),
        revenue=told.rates.money(amounts),
        customers=_customers(connection, today),
        span_years=_span_years(referrals, begin, end, span),
        owed=sum(row[5] is None for row in referrals),
        senders=senders,
        sender_count=sender_count,
    )


def owing_people(connection: ReadConnection, moment: Moment) -> array[int]:
    """The numbers of those whom nobody has thanked for a referral, the oldest debt first."""
    return ids_of(
        connection,
        "SELECT referrer_id AS id FROM referral WHERE direction = 'in' AND thanked_on IS NULL AND given_on <= ? "
        f"AND referrer_id NOT IN ({TRASH}) GROUP BY 1 ORDER BY min(given_on), 1",
        (moment.today.isoformat(),),
    )


def referred_value(connection: ReadConnection, moment: Moment, contact_id: int) -> dict[str, int]:
    """What those have brought whom one contact sent, directly or over others: net, by currency in minor units."""
    today = moment.today.isoformat()
    referrals = connection.execute(_REFERRALS, (today,)).fetchall()
    if not any(row[1] == contact_id for row in referrals):
        return {}
    sender_of = credited((r[3], r[0], r[1], r[2]) for r in referrals if r[2] is not None)
    below = downstream(sender_of, _brought(connection, today)[0])
    return dict(below[contact_id].all) if contact_id in below else {}


def engagement(
    connection: ReadConnection, moment: Moment, span: Span, within_days: int = WITHIN_DAYS
) -> Engagement:
    """What each kind of touch cost within the span, and the net revenue within so many days after one of it."""
    told = basis(connection)
    begin, end = span_days(span, moment)
    touches: dict[str, int] = defaultdict(int)
    minutes: dict[str, int] = defaultdict(int)
    spent: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sign, sql in ((1, _EVERYBODYS), (-1, _OF_THE_TRASH)):
        for kind, currency, count, worked, cost in connection.execute(sql, (begin, end)):
            touches[kind] += sign * count
            minutes[kind] += sign * worked
            spent[kind][currency] += sign * cost
    purchases, revenue = _bought_after(connection, moment, (begin, end), within_days)
    lines = [
        TouchLine(
            kind=kind,
            touches=touches[kind],
            minutes=minutes[kind],
            spent=told.rates.money(spent[kind]),
            work_minor=told.work_minor(minutes[kind]),
            purchases=purchases[kind],
            revenue=told.rates.money(revenue[kind]),
        )
        for kind in TOUCH_KINDS
        if touches[kind]
    ]
    lines.sort(key=lambda line: (-(line.back_per_unit or 0), -line.revenue.minor, line.kind))
    return Engagement(told.currency, within_days, told.hourly_minor, tuple(lines))


def _bought_after(
    connection: ReadConnection, moment: Moment, days: tuple[str, str], within_days: int
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """By kind of touch: purchases that came within so many days after one, and their net revenue by currency."""
    purchases: dict[str, int] = defaultdict(int)
    revenue: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    before: int | None = None
    seen: set[str] = set()
    # Along the index of purchases, so that all touches before one of them come one after another.
    for number, kind, currency, is_purchase, net in connection.execute(
        f"SELECT p.id, a.kind, p.currency, {IS_PURCHASE}, {NET} FROM purchase p INDEXED BY ix_purchase_contact "
        "CROSS JOIN activity a ON a.contact_id = p.contact_id WHERE +p.closed_on BETWEEN :begin AND :today "
        "AND a.happened_at >= date(p.closed_on, :within) AND a.happened_at < date(p.closed_on, '+2 days') "
        "AND a.happened_on <= p.closed_on AND a.happened_on >= :begin AND a.happened_on <= :end "
        f"AND p.contact_id NOT IN ({TRASH})",
        {
            "begin": days[0],
            "end": days[1],
            "today": moment.today.isoformat(),
            "within": f"-{within_days:d} days",
        },
    ):
        if number != before:
            before = number
            seen.clear()
        if kind not in seen:
            seen.add(kind)
            purchases[kind] += is_purchase
            revenue[kind][currency] += net
    return purchases, revenue


def _brought(connection: ReadConnection, today: str) -> tuple[dict[int, dict[str, int]], set[int]]:
    """What each who was sent has brought, net by currency; and who of them has bought."""
    revenue: dict[int, dict[str, int]] = defaultdict(dict)
    buyers = set()
    for contact_id, currency, purchases, net in connection.execute(
        f"SELECT p.contact_id, p.currency, sum({IS_PURCHASE}), sum({NET}) FROM purchase p "
        f"WHERE p.contact_id IN ({_SENT}) AND +p.closed_on <= ? GROUP BY 1, 2",
        (today,),
    ):
        revenue[contact_id][currency] = net
        if purchases:
            buyers.add(contact_id)
    return revenue, buyers


def _senders(
    connection: ReadConnection,
    referrals: list[Any],
    below: dict[int, Downstream],
    buyers: set[int],
    told: Basis,
    most: int,
) -> tuple[tuple[SenderLine, ...], int]:
    """The first of those who sent others, and how many there are."""
    sent, closed, owed = Counter[int](), Counter[int](), Counter[int]()
    for row in referrals:
        sent[row[1]] += 1
        closed[row[1]] += _is_closed(row, buyers)
        owed[row[1]] += row[5] is None
    nothing = Downstream()
    came = {contact_id: below.get(contact_id, nothing) for contact_id in sent}
    brought = {contact_id: told.rates.money(found.all) for contact_id, found in came.items()}
    order = sorted(sent, key=lambda each: (-brought[each].minor, -sent[each], each))[:most]
    names = names_of(connection, order)
    lines = tuple(
        SenderLine(
            contact_id=contact_id,
            name=names.get(contact_id, ""),
            sent=sent[contact_id],
            closed=closed[contact_id],
            direct=told.rates.money(came[contact_id].direct),
            downstream=brought[contact_id],
            downstream_people=came[contact_id].all_people,
            owed=owed[contact_id],
        )
        for contact_id in order
    )
    return lines, len(sent)


def _is_closed(row: Any, buyers: set[int]) -> bool:
    return row[4] == ReferralStatus.PAID or row[2] in buyers


def _customers(connection: ReadConnection, today: str) -> int:
    return int(
        connection.execute(
            f"SELECT count(DISTINCT p.contact_id) FROM purchase p WHERE +p.closed_on <= ? AND {IS_PURCHASE} "
            f"AND p.contact_id NOT IN ({TRASH})",
            (today,),
        ).fetchone()[0]
    )


def _span_years(referrals: list[Any], begin: str, end: str, span: Span) -> float:
    """How long the span is; all time begins with the first referral."""
    if span.begin is None:
        begin = min((row[3] for row in referrals), default=end)
    days = (dt.date.fromisoformat(end) - dt.date.fromisoformat(begin)).days + 1
    return days / _DAYS_A_YEAR
