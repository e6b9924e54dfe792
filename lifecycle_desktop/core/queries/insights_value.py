"""Lifetime value from the own history: the calculator's inputs, cohorts, one contact, and what is doubtful."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.contact_value import ContactValue, ValueFacts, contact_value
from lifecycle_desktop.core.model.insight import FEWEST, Span, per_each
from lifecycle_desktop.core.model.insight_customers import (
    Cohort,
    Cohorts,
    CohortYear,
    ContactForecast,
    DoubtfulPurchases,
)
from lifecycle_desktop.core.model.lifetime_value import InputName, Inputs, Origin, assumed_inputs
from lifecycle_desktop.core.queries.insights_basis import (
    IS_PURCHASE,
    NET,
    TRASH,
    Basis,
    basis,
    local_day,
)
from lifecycle_desktop.core.queries.insights_second import YEAR_DAYS, active_after_a_year
from lifecycle_desktop.core.queries.insights_sources import marketing_cost
from lifecycle_desktop.core.queries.insights_touches import referred_value
from lifecycle_desktop.core.store.driver import ReadConnection

LONGEST_LIFESPAN = 50
"""Years: nobody is a customer for longer, however few leave."""
_DAYS_A_YEAR = Fraction(1461, 4)
_COUNTED = f"FROM purchase p WHERE +p.closed_on <= :today AND p.contact_id NOT IN ({TRASH})"
# Everybody who has bought, with the day of their first purchase.
_FIRST = (
    f"first AS MATERIALIZED (SELECT p.contact_id AS id, min(p.closed_on) AS first_on {_COUNTED} AND {IS_PURCHASE} "
    "GROUP BY p.contact_id)"
)
_OWN = "p.currency IN ('', :currency)"
# All that the calculator asks of purchases, in one pass: customers, days they were watched, customers who were sent;
# purchases, revenue and costs in the own currency; customers known for a year, their days and their purchases.
_HISTORY = (
    f"WITH customer AS MATERIALIZED (SELECT p.contact_id AS id, min(p.closed_on) FILTER (WHERE {IS_PURCHASE}) AS "
    f"first_on, sum({IS_PURCHASE}) AS bought, sum({IS_PURCHASE}) FILTER (WHERE {_OWN}) AS cases, "
    f"sum(p.revenue_minor) FILTER (WHERE {_OWN}) AS gained, sum(p.cost_minor) FILTER (WHERE {_OWN}) AS cost {_COUNTED} "
    "GROUP BY p.contact_id) "
    "SELECT count(first_on), coalesce(sum(julianday(:today) - julianday(first_on)), 0), "
    "(SELECT count(DISTINCT r.referred_id) FROM referral r JOIN customer f ON f.id = r.referred_id "
    "WHERE r.direction = 'in' AND r.given_on <= :today AND f.first_on IS NOT NULL), "
    "coalesce(sum(cases), 0), coalesce(sum(gained), 0), coalesce(sum(cost), 0), "
    "count(*) FILTER (WHERE first_on <= :year_ago), "
    "coalesce(sum(julianday(:today) - julianday(first_on)) FILTER (WHERE first_on <= :year_ago), 0), "
    "coalesce(sum(bought) FILTER (WHERE first_on <= :year_ago), 0) FROM customer"
)


def own_inputs(connection: ReadConnection, moment: Moment) -> Inputs:
    """The calculator's inputs: each counted from the own history where there are five cases, else assumed.

    Revenue and kept share of all purchases; purchases a year of those who first bought a year ago or longer; who
    is still active a year after the first purchase, and from it the years (1 / those who leave); customers whom one
    customer sent; what campaigns cost for each customer won; what activities cost for each year of a customer.
    """
    told = basis(connection)
    today = moment.today.isoformat()
    row = connection.execute(
        _HISTORY, {"today": today, "currency": told.currency, "year_ago": _year_ago(moment)}
    ).fetchone()
    customers, watched_days, sent, *more = row
    inputs = _purchase_inputs(assumed_inputs(told.currency), connection, told, today, more)
    if customers < FEWEST:
        return inputs
    inputs = inputs.having(InputName.REFERRALS, Fraction(sent, customers), Origin.YOURS, customers)
    cost = marketing_cost(connection, moment, Span(None, moment.today)).minor
    if cost > 0:
        inputs = inputs.having(InputName.WINNING, Fraction(cost, customers), Origin.YOURS, customers)
    served = _service_minor(connection, told, today)
    if served > 0 and watched_days > 0:
        inputs = inputs.having(
            InputName.SERVICE, served * _DAYS_A_YEAR / int(watched_days), Origin.YOURS, customers
        )
    return _retention_inputs(inputs, connection, moment)


def cohorts(connection: ReadConnection, moment: Moment) -> Cohorts:
    """What customers have brought by the year of their first purchase and by years since it, summed up."""
    told = basis(connection)
    today = moment.today
    customers = dict(
        connection.execute(
            f"WITH {_FIRST} SELECT CAST(substr(first_on, 1, 4) AS INTEGER), count(*) FROM first GROUP BY 1",
            {"today": today.isoformat()},
        ).fetchall()
    )
    brought: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for year, age, currency, net in connection.execute(
        f"WITH {_FIRST} SELECT CAST(substr(first_on, 1, 4) AS INTEGER), max(0, substr(p.closed_on, 1, 4) - "
        "substr(first_on, 1, 4) - (substr(p.closed_on, 6) < substr(first_on, 6))), p.currency, "
        f"sum({NET}) FROM purchase p JOIN first ON first.id = p.contact_id WHERE +p.closed_on <= :today "
        "GROUP BY 1, 2, 3",
        {"today": today.isoformat()},
    ):
        brought[year][age][currency] = net
    return Cohorts(
        told.currency,
        tuple(_cohort(year, count, brought[year], told, today) for year, count in sorted(customers.items())),
    )


def cohort_people(connection: ReadConnection, moment: Moment, year: int) -> list[int]:
    """The numbers of those whose first purchase was in a year, the first one first."""
    rows = connection.execute(
        f"WITH {_FIRST} SELECT id FROM first WHERE substr(first_on, 1, 4) = :year ORDER BY first_on, id",
        {"today": moment.today.isoformat(), "year": f"{year:04d}"},
    )
    return [row[0] for row in rows]


def value_of_contact(
    connection: ReadConnection,
    moment: Moment,
    contact_id: int,
    inputs: Inputs | None = None,
    forecast: ContactForecast | None = None,
) -> ContactValue:
    """What one contact is worth, by these inputs or else by those of the own history."""
    told = basis(connection)
    today = moment.today.isoformat()
    amounts: dict[str, int] = defaultdict(int)
    purchases, first_on = 0, None
    for currency, count, net, first in connection.execute(
        f"SELECT p.currency, sum({IS_PURCHASE}), sum({NET}), min(p.closed_on) FILTER (WHERE {IS_PURCHASE}) "
        "FROM purchase p WHERE p.contact_id = ? AND p.closed_on <= ? GROUP BY 1",
        (contact_id, today),
    ):
        amounts[currency] += net
        purchases += count
        first_on = min(filter(None, (first_on, first)), default=None)
    facts = ValueFacts(
        purchases=purchases,
        past=told.rates.money(amounts),
        years=Fraction((moment.today - dt.date.fromisoformat(first_on)).days) / _DAYS_A_YEAR
        if first_on
        else Fraction(0),
        referred=told.rates.money(referred_value(connection, moment, contact_id)),
        service_minor=_service_of(connection, told, contact_id, today),
        forecast=forecast,
    )
    return contact_value(facts, inputs or own_inputs(connection, moment))


def doubtful_purchases(connection: ReadConnection, moment: Moment, most: int = 500) -> DoubtfulPurchases:
    """Purchases dated after today, those dated before their contact came in as a lead, and refunds."""
    today = moment.today.isoformat()
    coming = connection.execute(
        f"SELECT p.id FROM purchase p WHERE p.closed_on > ? AND p.contact_id NOT IN ({TRASH}) "
        "ORDER BY p.closed_on DESC, p.id DESC LIMIT ?",
        (today, most),
    ).fetchall()
    early = [
        row[0]
        for row in connection.execute(
            "SELECT p.id, p.closed_on, c.captured_at FROM contact c JOIN purchase p ON p.contact_id = c.id "
            "WHERE c.captured_at IS NOT NULL AND p.closed_on <= substr(c.captured_at, 1, 10) "
            "AND c.deleted_at IS NULL ORDER BY p.closed_on DESC, p.id DESC"
        )
        if row[1] < local_day(row[2], moment).isoformat()
    ]
    refunds = connection.execute(
        f"SELECT p.id FROM purchase p WHERE NOT ({IS_PURCHASE}) AND p.contact_id NOT IN ({TRASH}) "
        "ORDER BY p.closed_on DESC, p.id DESC LIMIT ?",
        (most,),
    ).fetchall()
    return DoubtfulPurchases(
        tuple(row[0] for row in coming), tuple(early[:most]), tuple(row[0] for row in refunds)
    )


def _cohort(
    year: int, customers: int, brought: dict[int, dict[str, int]], told: Basis, today: dt.date
) -> Cohort:
    """A cohort at each age that any of it has begun."""
    summed: dict[str, int] = defaultdict(int)
    ages = []
    for years in range(1, today.year - year + 2):
        for currency, net in brought.get(years - 1, {}).items():
            summed[currency] += net
        revenue = told.rates.money(summed)
        is_whole = (year + years, 12, 31) <= (today.year, today.month, today.day)
        ages.append(CohortYear(years, revenue, per_each(revenue.minor, customers), is_whole))
    return Cohort(year, customers, tuple(ages))


def _purchase_inputs(
    inputs: Inputs, connection: ReadConnection, told: Basis, today: str, history: list[int]
) -> Inputs:
    """Revenue per purchase and the share kept of it, and purchases a year of those who have been known for one."""
    cases, gained, cost, known, days, bought = history
    for currency, _rate in told.rates.rates:  # what cannot be converted has no part in a mean
        more, revenue, costs = connection.execute(
            f"SELECT coalesce(sum({IS_PURCHASE}), 0), coalesce(sum(p.revenue_minor), 0), "
            f"coalesce(sum(p.cost_minor), 0) {_COUNTED} AND p.currency = :currency AND :currency <> :own",
            {"today": today, "currency": currency, "own": told.currency},
        ).fetchone()
        cases += more
        gained += told.rates.money({currency: revenue}).minor
        cost += told.rates.money({currency: costs}).minor
    if cases >= FEWEST and gained > 0:
        inputs = inputs.having(InputName.VALUE, Fraction(gained, cases), Origin.YOURS, cases)
        if 0 < cost <= gained:
            inputs = inputs.having(InputName.KEPT, 1 - Fraction(cost, gained), Origin.YOURS, cases)
    if known >= FEWEST:
        a_year = bought * _DAYS_A_YEAR / int(days)
        inputs = inputs.having(InputName.FREQUENCY, a_year, Origin.YOURS, known)
    return inputs


def _year_ago(moment: Moment) -> str:
    return (moment.today - dt.timedelta(days=YEAR_DAYS)).isoformat()


def _retention_inputs(inputs: Inputs, connection: ReadConnection, moment: Moment) -> Inputs:
    active = active_after_a_year(connection, moment)
    if not active.is_enough:
        return inputs
    share = Fraction(active.part, active.whole)
    inputs = inputs.having(InputName.RETENTION, share, Origin.YOURS, active.whole)
    if share == 1:
        return inputs
    years = min(1 / (1 - share), Fraction(LONGEST_LIFESPAN))
    return inputs.having(InputName.LIFESPAN, years, Origin.YOURS, active.whole)


def _service_minor(connection: ReadConnection, told: Basis, today: str) -> int:
    """What activities with customers have cost since their first purchase, in the own currency."""
    if not told.hourly_minor and not _has_costs(connection):
        return 0
    return _of_activities(
        connection.execute(
            f"WITH {_FIRST} SELECT a.currency, coalesce(sum(a.cost_minor), 0), coalesce(sum(a.minutes), 0) FROM first "
            "CROSS JOIN activity a ON a.contact_id = first.id WHERE +a.happened_on BETWEEN first_on AND :today "
            "AND (a.cost_minor IS NOT NULL OR a.minutes IS NOT NULL) GROUP BY 1",
            {"today": today},
        ).fetchall(),
        told,
    )


def _has_costs(connection: ReadConnection) -> bool:
    return bool(
        connection.execute("SELECT EXISTS (SELECT 1 FROM activity WHERE cost_minor IS NOT NULL)").fetchone()[
            0
        ]
    )


def _service_of(connection: ReadConnection, told: Basis, contact_id: int, today: str) -> int:
    """What all activities with one contact have cost so far."""
    rows = connection.execute(
        "SELECT currency, coalesce(sum(cost_minor), 0), coalesce(sum(minutes), 0) FROM activity "
        "WHERE contact_id = ? AND happened_on <= ? GROUP BY 1",
        (contact_id, today),
    ).fetchall()
    return _of_activities(rows, told)


def _of_activities(rows: list[Any], told: Basis) -> int:
    money = told.rates.money((currency, cost) for currency, cost, _minutes in rows)
    return money.minor + told.work_minor(sum(row[2] for row in rows))
