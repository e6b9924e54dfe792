"""What each source, campaign, event and offer cost within a span, and what came of it.

A source's leads are the people of that source who came in within the span, qualified are those of them with an
answered question; its purchases and revenue are what people of that source bought within the span, whenever they
came in. A campaign's leads joined it within the span, and what they bought counts from the day they joined. Costs
count by their day, recurring ones on each day of their rule until the campaign ends; work counts where the campaign
begins. What a campaign of a source costs, the source costs.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.insight import Span
from lifecycle_desktop.core.model.insight_sources import (
    CampaignLine,
    OfferLine,
    SourceLedger,
    SourceLine,
    Tally,
)
from lifecycle_desktop.core.model.money import NOTHING, Money
from lifecycle_desktop.core.queries.insights_basis import (
    CAME_AT,
    IS_PURCHASE,
    NET,
    TRASH,
    Basis,
    basis,
    local_day,
    span_days,
    span_instants,
)
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import ids_of

_QUALIFIED = "SELECT contact_id FROM qualification WHERE answer <> 'unknown'"


@dataclass
class _Counted:
    """A tally while it is counted."""

    spent: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    minutes: int = 0
    visitors: int = 0
    leads: int = 0
    qualified: int = 0
    purchases: int = 0
    revenue: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def tally(self, told: Basis) -> Tally:
        """As it is shown."""
        return Tally(
            spent=told.rates.money(self.spent),
            minutes=self.minutes,
            work_minor=told.work_minor(self.minutes),
            visitors=self.visitors,
            leads=self.leads,
            qualified=self.qualified,
            purchases=self.purchases,
            revenue=told.rates.money(self.revenue),
        )


def source_ledger(connection: ReadConnection, moment: Moment, span: Span) -> SourceLedger:
    """Sources, campaigns with events, and offers, with what they cost and brought within the span."""
    told = basis(connection)
    campaigns = _campaigns(connection, moment, span)
    sources = _sources(connection, moment, span, campaigns)
    names = dict(connection.execute("SELECT id, name FROM source").fetchall())
    lines = [SourceLine(key, names.get(key, ""), counted.tally(told)) for key, counted in sources.items()]
    lines.sort(key=lambda line: (-line.tally.revenue.minor, -line.tally.leads, line.name))
    return SourceLedger(
        told.currency,
        tuple(lines),
        tuple(_campaign_line(row, counted, told) for row, counted in campaigns),
        _offers(connection, moment, span, told),
    )


def marketing_cost(connection: ReadConnection, moment: Moment, span: Span) -> Money:
    """What all campaigns and events cost within the span, work at the owner's own rate included."""
    told = basis(connection)
    total = NOTHING
    for _row, counted in _campaigns(connection, moment, span):
        tally = counted.tally(told)
        total += tally.spent + Money(tally.work_minor)
    return total


def source_people(
    connection: ReadConnection, moment: Moment, span: Span, source_id: int | None
) -> array[int]:
    """The numbers of the people of a source who came in within the span; None for no source."""
    return ids_of(
        connection,
        f"SELECT c.id FROM contact c WHERE c.deleted_at IS NULL AND {CAME_AT} >= ? AND {CAME_AT} < ? "
        "AND c.source_id IS ? ORDER BY c.id",
        (*span_instants(span, moment), source_id),
    )


def cost_days(paid_on: dt.date, rule: str, first: dt.date, last: dt.date) -> int:
    """On how many days from first to last a cost falls: once, or by its rule (RFC 5545) from `paid_on` on."""
    if not rule.strip():
        return int(first <= paid_on <= last)
    from lifecycle_desktop.core.recurrence import days_until

    try:
        days = days_until(rule, paid_on, last)
    except NotUnderstood:  # a rule that this program cannot follow: the cost is known to have fallen once
        days = [paid_on]
    return sum(first <= day <= last for day in days)


def _campaigns(connection: ReadConnection, moment: Moment, span: Span) -> list[tuple[Any, _Counted]]:
    """Every campaign row with what was counted for it, the newest first."""
    first, last = (dt.date.fromisoformat(day) for day in span_days(span, moment))
    found: dict[int, tuple[Any, _Counted]] = {}
    for row in connection.execute(
        "SELECT g.id, g.name, g.kind, coalesce(s.name, ''), coalesce(o.name, ''), g.starts_on, g.ends_on, g.source_id, "
        "coalesce(g.minutes_spent, 0), coalesce(g.visitors_seen, 0) FROM campaign g "
        "LEFT JOIN source s ON s.id = g.source_id LEFT JOIN offer o ON o.id = g.offer_id "
        "ORDER BY coalesce(g.starts_on, '9999') DESC, g.id DESC"
    ):
        counted = _Counted()
        starts_on = _day(row[5])
        if starts_on is None or first <= starts_on <= last:
            counted.minutes, counted.visitors = row[8], row[9]
        found[row[0]] = (row, counted)
    for campaign_id, paid_on, amount, currency, rule in connection.execute(
        "SELECT campaign_id, paid_on, amount_minor, currency, rule FROM campaign_cost ORDER BY id"
    ):
        row, counted = found[campaign_id]
        until = min(last, _day(row[6]) or last) if rule else last
        counted.spent[currency] += amount * cost_days(dt.date.fromisoformat(paid_on), rule, first, until)
    for campaign_id, currency, amount, minutes in connection.execute(
        "SELECT campaign_id, currency, sum(coalesce(cost_minor, 0)), sum(coalesce(minutes, 0)) FROM activity "
        f"WHERE campaign_id IS NOT NULL AND happened_on BETWEEN ? AND ? AND contact_id NOT IN ({TRASH}) GROUP BY 1, 2",
        (first.isoformat(), last.isoformat()),
    ):
        found[campaign_id][1].spent[currency] += amount
        found[campaign_id][1].minutes += minutes
    _count_joined(connection, moment, span, {key: counted for key, (_row, counted) in found.items()})
    return list(found.values())


def _count_joined(
    connection: ReadConnection, moment: Moment, span: Span, campaigns: dict[int, _Counted]
) -> None:
    """Add to each campaign who joined it within the span, and what they have bought since."""
    begin, end = span_instants(span, moment)
    joined = connection.execute(
        "SELECT j.campaign_id, j.contact_id, min(j.joined_at) FROM campaign_contact j "
        f"WHERE j.contact_id NOT IN ({TRASH}) GROUP BY 1, 2"
    ).fetchall()
    qualified = {
        row[0]
        for row in connection.execute(
            f"{_QUALIFIED} AND contact_id IN (SELECT contact_id FROM campaign_contact)"
        )
    }
    bought: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT p.contact_id, p.closed_on, p.currency, {NET}, {IS_PURCHASE} FROM purchase p "
        "WHERE p.contact_id IN (SELECT contact_id FROM campaign_contact) AND +p.closed_on BETWEEN ? AND ?",
        span_days(span, moment),
    ):
        bought[row[0]].append(row)
    for campaign_id, contact_id, joined_at in joined:
        counted = campaigns[campaign_id]
        if begin <= joined_at < end:
            counted.leads += 1
            counted.qualified += contact_id in qualified
        if contact_id not in bought:
            continue
        since = local_day(joined_at, moment).isoformat()
        for _contact, closed_on, currency, net, is_purchase in bought[contact_id]:
            if closed_on >= since:
                counted.purchases += is_purchase
                counted.revenue[currency] += net


def _sources(
    connection: ReadConnection, moment: Moment, span: Span, campaigns: list[tuple[Any, _Counted]]
) -> dict[int | None, _Counted]:
    """What was counted for each source with anything to tell; None for people without a source."""
    found: dict[int | None, _Counted] = defaultdict(_Counted)
    for source_id, leads, qualified in connection.execute(
        f"SELECT c.source_id, count(*), sum(c.id IN ({_QUALIFIED})) FROM contact c "
        f"WHERE c.deleted_at IS NULL AND {CAME_AT} >= ? AND {CAME_AT} < ? GROUP BY 1",
        span_instants(span, moment),
    ):
        found[source_id].leads, found[source_id].qualified = leads, qualified
    for source_id, currency, purchases, net in connection.execute(
        f"SELECT c.source_id, p.currency, sum({IS_PURCHASE}), sum({NET}) FROM purchase p "
        "JOIN contact c ON c.id = p.contact_id WHERE +p.closed_on BETWEEN ? AND ? AND c.deleted_at IS NULL "
        "GROUP BY 1, 2",
        span_days(span, moment),
    ):
        found[source_id].purchases += purchases
        found[source_id].revenue[currency] += net
    for row, counted in campaigns:
        if row[7] is None or not (counted.spent or counted.minutes or counted.visitors):
            continue
        source = found[row[7]]
        source.minutes += counted.minutes
        source.visitors += counted.visitors
        for currency, amount in counted.spent.items():
            source.spent[currency] += amount
    return found


def _offers(connection: ReadConnection, moment: Moment, span: Span, told: Basis) -> tuple[OfferLine, ...]:
    people = dict(
        connection.execute(
            "SELECT g.offer_id, count(DISTINCT j.contact_id) FROM campaign g JOIN campaign_contact j "
            "ON j.campaign_id = g.id WHERE g.offer_id IS NOT NULL AND j.joined_at >= ? AND j.joined_at < ? "
            f"AND j.contact_id NOT IN ({TRASH}) GROUP BY 1",
            span_instants(span, moment),
        ).fetchall()
    )
    taken: dict[int, int] = defaultdict(int)
    revenue: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for offer_id, currency, purchases, net in connection.execute(
        f"SELECT p.offer_id, p.currency, sum({IS_PURCHASE}), sum({NET}) FROM purchase p "
        "WHERE p.offer_id IS NOT NULL AND +p.closed_on BETWEEN ? AND ? "
        f"AND p.contact_id NOT IN ({TRASH}) GROUP BY 1, 2",
        span_days(span, moment),
    ):
        taken[offer_id] += purchases
        revenue[offer_id][currency] += net
    return tuple(
        OfferLine(key, name, people.get(key, 0), taken[key], told.rates.money(revenue[key]))
        for key, name in connection.execute("SELECT id, name FROM offer ORDER BY name, id")
    )


def _campaign_line(row: Any, counted: _Counted, told: Basis) -> CampaignLine:
    return CampaignLine(
        campaign_id=row[0],
        name=row[1],
        is_event=row[2] == "event",
        source=row[3],
        offer=row[4],
        starts_on=_day(row[5]),
        ends_on=_day(row[6]),
        tally=counted.tally(told),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
