"""The second purchase, who is still active after it, and how past clients stand.

A sign of life is a purchase or a touch in which both had their say. Somebody is active so many days after their
first purchase when a sign came on that day or later; only those count who were watched 90 days longer, so that
everybody had the time to give one.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.insight import Share
from lifecycle_desktop.core.model.insight_customers import (
    CohortRetention,
    CustomerGroup,
    OpenWindow,
    PastClients,
    Retention,
    RetentionPoint,
    SecondPurchase,
)
from lifecycle_desktop.core.queries.insights_basis import IS_PURCHASE, NET, TRASH, Basis, basis
from lifecycle_desktop.core.queries.measures import HEARD_WITHIN_DAYS
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import BOTH_WAYS

WINDOW_DAYS = (30, 60)
RETENTION_DAYS = (90, 180, 365, 730, 1095)
YEAR_DAYS = 365
WATCHED_LONGER_DAYS = 90

# Everybody who has bought: first and second purchase, net revenue in the own currency.
_CUSTOMERS = (
    f"customer AS MATERIALIZED (SELECT p.contact_id AS id, min(p.closed_on) FILTER (WHERE {IS_PURCHASE}) AS first_on, "
    f"max(p.closed_on) FILTER (WHERE {IS_PURCHASE}) AS last_on, "
    f"sum({NET}) FILTER (WHERE p.currency IN ('', :currency)) AS net, "
    "(SELECT o.closed_on FROM purchase o WHERE o.contact_id = p.contact_id AND o.closed_on <= :today "
    "AND o.price_minor >= 0 AND o.revenue_minor >= 0 ORDER BY o.closed_on LIMIT 1 OFFSET 1) AS second_on "
    f"FROM purchase p WHERE +p.closed_on <= :today AND p.contact_id NOT IN ({TRASH}) "
    "GROUP BY p.contact_id HAVING first_on IS NOT NULL)"
)
_BOUGHT = (
    "customer AS MATERIALIZED (SELECT p.contact_id AS id, min(p.closed_on) AS first_on, max(p.closed_on) AS last_on "
    f"FROM purchase p WHERE +p.closed_on <= :today AND {IS_PURCHASE} AND p.contact_id NOT IN ({TRASH}) "
    "GROUP BY p.contact_id)"
)
# The same with the day of the last sign of life.
_SIGNED = (
    f"{_BOUGHT}, signed AS MATERIALIZED (SELECT *, max(last_on, coalesce((SELECT happened_on FROM activity a "
    f"WHERE a.contact_id = customer.id AND a.happened_at <= :now AND {BOTH_WAYS} "
    "ORDER BY happened_at DESC LIMIT 1), '')) AS sign_on FROM customer)"
)
_IN_WINDOW = "coalesce(second_on BETWEEN date(first_on, :from_days) AND date(first_on, :to_days), 0)"
# Whether a customer who was watched long enough gave a sign of life a year after the first purchase or later.
_ACTIVE = (
    "first_on <= :watched_since AND (last_on >= date(first_on, :active_after) OR EXISTS (SELECT 1 FROM activity a "
    "WHERE a.contact_id = customer.id AND a.happened_at >= date(first_on, :nearly) AND a.happened_at <= :now "
    f"AND a.happened_on >= date(first_on, :active_after) AND {BOTH_WAYS}))"
)


def second_purchase_window(connection: ReadConnection) -> tuple[int, int]:
    """The window in days after the first purchase, as the owner's trigger has it; else 30 to 60."""
    for (when_json,) in connection.execute("SELECT when_json FROM trigger_rule ORDER BY is_on DESC, id"):
        try:
            told: Any = json.loads(when_json or "{}")
        except ValueError:
            continue
        if isinstance(told, dict) and told.get("occasion") == "second_purchase_window":
            first, last = told.get("from_days", WINDOW_DAYS[0]), told.get("to_days", WINDOW_DAYS[1])
            if isinstance(first, int) and isinstance(last, int) and 0 <= first <= last:
                return first, last
    return WINDOW_DAYS


def second_purchase(
    connection: ReadConnection, moment: Moment, window: tuple[int, int] | None = None, most: int = 500
) -> SecondPurchase:
    """The worklist of today, and those who bought again in the window against all others."""
    told = basis(connection)
    from_days, to_days = window or second_purchase_window(connection)
    values = _values(told, moment) | {
        "from_days": f"+{from_days:d} days",
        "to_days": f"+{to_days:d} days",
    }
    values |= _year_values(moment)
    inside, others = _groups(connection, told, values)
    lines, count = _open_windows(connection, moment, values, most)
    return SecondPurchase(from_days, to_days, lines, count, inside, others, told.currency)


def retention(connection: ReadConnection, moment: Moment) -> Retention:
    """Who is still active so many days after their first purchase, and by the year of it after 365 days."""
    values = _values(basis(connection), moment)
    parts = []
    for days in RETENTION_DAYS:
        since = _ago(moment, days + WATCHED_LONGER_DAYS)
        watched = f"first_on <= '{since}'"
        parts += [
            f"count(*) FILTER (WHERE {watched})",
            f"count(*) FILTER (WHERE {watched} AND sign_on >= date(first_on, '+{days} days'))",
        ]
    rows = connection.execute(
        f"WITH {_SIGNED} SELECT substr(first_on, 1, 4), {', '.join(parts)} FROM signed GROUP BY 1 ORDER BY 1",
        values,
    ).fetchall()
    curve = []
    for place, days in enumerate(RETENTION_DAYS):
        whole, part = (sum(row[1 + 2 * place + n] for row in rows) for n in (0, 1))
        curve.append(RetentionPoint(days, Share(part, whole)))
    year = 1 + 2 * RETENTION_DAYS.index(YEAR_DAYS)
    cohorts = tuple(
        CohortRetention(int(row[0]), Share(row[year + 1], row[year])) for row in rows if row[year]
    )
    return Retention(tuple(curve), cohorts)


def active_after_a_year(connection: ReadConnection, moment: Moment) -> Share:
    """Who was still active 365 days after the first purchase: that point of `retention` alone, in half the time."""
    row = connection.execute(
        f"WITH {_BOUGHT} SELECT count(*), coalesce(sum({_ACTIVE}), 0) FROM customer "
        "WHERE first_on <= :watched_since",
        _values(basis(connection), moment) | _year_values(moment),
    ).fetchone()
    return Share(row[1], row[0])


def past_clients(connection: ReadConnection, moment: Moment) -> PastClients:
    """How the customers stand who are on the board: by their rhythm and by when they last heard a word."""
    today = moment.today
    in_touch, due, quiet, heard = connection.execute(
        "SELECT count(*) FILTER (WHERE fine), count(*) FILTER (WHERE NOT fine AND lately), "
        "count(*) FILTER (WHERE NOT fine AND NOT lately), coalesce(sum(heard), 0) FROM "
        "(SELECT coalesce(c.slips_on, '9999') > ?1 AS fine, coalesce(c.last_activity_at, '') >= ?2 AS lately, "
        "coalesce(c.last_activity_at, '') >= ?3 AS heard FROM contact c WHERE c.is_archived = 0 AND c.id IN "
        f"(SELECT p.contact_id FROM purchase p WHERE +p.closed_on <= ?1 AND {IS_PURCHASE}))",
        (
            today.isoformat(),
            day_bounds(today - dt.timedelta(days=YEAR_DAYS), moment.zone)[0],
            day_bounds(today - dt.timedelta(days=HEARD_WITHIN_DAYS), moment.zone)[0],
        ),
    ).fetchone()
    return PastClients(in_touch, due, quiet, Share(heard, in_touch + due + quiet))


def _groups(
    connection: ReadConnection, told: Basis, values: dict[str, Any]
) -> tuple[CustomerGroup, CustomerGroup]:
    """Those who bought again in the window, and the others whose window is over."""
    customers: dict[int, tuple[int, int, int]] = {0: (0, 0, 0), 1: (0, 0, 0)}
    amounts: dict[int, dict[str, int]] = {0: {}, 1: {}}
    for group, currency, net, count, watched, active in connection.execute(
        f"WITH {_CUSTOMERS}, settled AS MATERIALIZED (SELECT id, net, {_IN_WINDOW} AS bought_inside, "
        f"first_on <= :watched_since AS watched, {_ACTIVE} AS active FROM customer "
        "WHERE date(first_on, :to_days) < :today) "
        "SELECT bought_inside, :currency, sum(net), count(*), sum(watched), sum(active) FROM settled GROUP BY 1 "
        f"UNION ALL SELECT bought_inside, p.currency, sum({NET}), 0, 0, 0 FROM purchase p JOIN settled ON "
        "settled.id = p.contact_id WHERE p.currency NOT IN ('', :currency) AND +p.closed_on <= :today GROUP BY 1, 2",
        values,
    ):
        amounts[group][currency] = net or 0
        if count:
            customers[group] = (count, watched, active)
    groups = []
    for group in (1, 0):
        count, watched, active = customers[group]
        groups.append(CustomerGroup(count, told.rates.money(amounts[group]), Share(active, watched)))
    return groups[0], groups[1]


def _open_windows(
    connection: ReadConnection, moment: Moment, values: dict[str, Any], most: int
) -> tuple[tuple[OpenWindow, ...], int]:
    """Who has bought once, on one of the days whose window is open today."""
    rows = connection.execute(
        "WITH first AS (SELECT p.contact_id AS id, p.closed_on AS first_on, p.service_line_id FROM purchase p "
        f"WHERE p.closed_on BETWEEN date(:today, :since) AND date(:today, :until) AND {IS_PURCHASE} "
        f"AND p.contact_id NOT IN ({TRASH}) AND NOT EXISTS (SELECT 1 FROM purchase o WHERE "
        "o.contact_id = p.contact_id AND o.id <> p.id AND o.closed_on <= :today AND o.price_minor >= 0 "
        "AND o.revenue_minor >= 0)) "
        "SELECT c.id, c.display_name, first_on, coalesce(l.name, ''), c.next_step_on, date(first_on, :to_days) "
        "FROM first JOIN contact c ON c.id = first.id LEFT JOIN service_line l ON l.id = first.service_line_id "
        "WHERE c.is_archived = 0 ORDER BY first_on, c.sort_name, c.id",
        {
            "today": values["today"],
            "since": values["to_days"].replace("+", "-"),
            "until": values["from_days"].replace("+", "-"),
            "to_days": values["to_days"],
        },
    ).fetchall()
    lines = []
    for contact_id, name, first_on, line, next_on, last_day in rows[:most]:
        last = dt.date.fromisoformat(last_day)
        lines.append(
            OpenWindow(
                contact_id=contact_id,
                name=name,
                first_on=dt.date.fromisoformat(first_on),
                last_day=last,
                days_left=(last - moment.today).days,
                service_line=line,
                next_step_on=dt.date.fromisoformat(next_on) if next_on else None,
            )
        )
    return tuple(lines), len(rows)


def _values(told: Basis, moment: Moment) -> dict[str, Any]:
    return {"currency": told.currency, "today": moment.today.isoformat(), "now": moment.text}


def _year_values(moment: Moment) -> dict[str, Any]:
    return {
        "active_after": f"+{YEAR_DAYS} days",
        "nearly": f"+{YEAR_DAYS - 2} days",  # instants are UTC: the day on the wall is not far
        "watched_since": _ago(moment, YEAR_DAYS + WATCHED_LONGER_DAYS),
    }


def _ago(moment: Moment, days: int) -> str:
    return (moment.today - dt.timedelta(days=days)).isoformat()
