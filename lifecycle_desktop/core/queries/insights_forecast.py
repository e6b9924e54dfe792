"""What customers will buy in the days to come, by BG/NBD with Gamma-Gamma spend: fitted to the own purchases.

Purchases of one person on one day count as one, as the model has it; refunds change what a day brought, not how
often they bought. What a purchase brings is fitted to those in the own currency alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import groupby
from typing import NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.insight_customers import ContactForecast, Forecast
from lifecycle_desktop.core.queries.insights_basis import IS_PURCHASE, NET, TRASH, basis
from lifecycle_desktop.core.store.driver import ReadConnection

AHEAD_DAYS = 365


class CustomerHistory(NamedTuple):
    """One customer as the model is told: repeat purchases, days to the last one, days watched, mean of a repeat."""

    contact_id: int
    repeats: int
    last: int
    watched: int
    mean_minor: float
    """Net revenue of a repeat purchase in the own currency; 0 without one."""


def customer_histories(connection: ReadConnection, moment: Moment) -> list[CustomerHistory]:
    """Everybody who has bought, by number."""
    own = ("", basis(connection).currency)
    today = moment.today
    rows = connection.execute(
        f"SELECT p.contact_id, p.closed_on, p.currency, {NET}, {IS_PURCHASE} FROM purchase p "
        f"INDEXED BY ix_purchase_contact WHERE +p.closed_on <= ? AND p.contact_id NOT IN ({TRASH}) "
        "ORDER BY p.contact_id, p.closed_on",
        (today.isoformat(),),
    )
    ordinals: dict[str, int] = {}
    found = []
    for contact_id, bought in groupby(rows, key=lambda row: row[0]):
        all_days, own_days, brought, first = set(), set(), 0, ""
        for _contact, closed_on, currency, net, is_purchase in bought:
            if is_purchase:
                all_days.add(closed_on)
                first = first or closed_on
            if first and closed_on > first and currency in own:
                brought += net
                if is_purchase:
                    own_days.add(closed_on)
        if not first:
            continue
        for day in (first, last := max(all_days)):
            if day not in ordinals:
                ordinals[day] = dt.date.fromisoformat(day).toordinal()
        found.append(
            CustomerHistory(
                contact_id,
                len(all_days) - 1,
                ordinals[last] - ordinals[first],
                today.toordinal() - ordinals[first],
                brought / len(own_days) if own_days else 0.0,
            )
        )
    return found


def purchase_forecast(
    connection: ReadConnection,
    moment: Moment,
    ahead_days: int = AHEAD_DAYS,
    contact_ids: Collection[int] = (),
) -> tuple[Forecast, dict[int, ContactForecast]]:
    """What all customers will buy in so many days, and the same of some of them; or the reason why not."""
    from lifecycle_desktop.core import buy_till_you_die as model

    histories = customer_histories(connection, moment)
    repeat_buyers = sum(each.repeats > 0 for each in histories)
    if repeat_buyers < model.FEWEST_REPEAT_BUYERS:
        reason = _("A forecast needs {n} people who bought again; there are {found}.").format(
            n=model.FEWEST_REPEAT_BUYERS, found=repeat_buyers
        )
        return Forecast(reason, repeat_buyers), {}
    x = [each.repeats for each in histories]
    last, watched = [each.last for each in histories], [each.watched for each in histories]
    mean = [each.mean_minor for each in histories]
    if sum(brought > 0 for brought in mean) < model.FEWEST_REPEAT_BUYERS:
        return Forecast(
            _("Too few repeat purchases brought anything in your own currency."), repeat_buyers
        ), {}
    buying = model.fit_purchases(model.grouped(zip(x, last, watched, strict=True)))
    spending = model.fit_spend(x, mean)
    if not (buying.is_settled and spending.is_settled and spending.mean):
        reason = _("These purchases are too much alike, or too uneven, to tell what comes next.")
        return Forecast(reason, repeat_buyers), {}
    active = buying.still_active(x, last, watched)
    ahead = buying.expected_purchases(ahead_days, x, last, watched)
    known = [each.repeats if each.mean_minor > 0 else 0 for each in histories]
    revenue = ahead * spending.expected_spend(known, mean)
    wanted = set(contact_ids)
    return Forecast(
        reason="",
        repeat_buyers=repeat_buyers,
        customers=len(histories),
        ahead_days=ahead_days,
        active=float(active.sum()),
        purchases=float(ahead.sum()),
        revenue_minor=round(float(revenue.sum())),
        currency=basis(connection).currency,
        parameters=(
            ("r", buying.r),
            ("alpha", buying.alpha),
            ("a", buying.a),
            ("b", buying.b),
            ("p", spending.p),
            ("q", spending.q),
            ("gamma", spending.gamma),
        ),
        log_likelihood=buying.log_likelihood,
    ), {
        each.contact_id: ContactForecast(float(active[n]), float(ahead[n]), round(float(revenue[n])))
        for n, each in enumerate(histories)
        if each.contact_id in wanted
    }
