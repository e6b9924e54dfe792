"""What all insights share: the owner's rates, spans as instants, and who and what is counted.

People in the trash are left out everywhere, and so is what they bought. A purchase with a negative price or
revenue is a refund: its money counts, but it is no purchase. What is dated after today does not count yet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.clock import Moment, instant_from_text, zone_info
from lifecycle_desktop.core.model.insight import Span
from lifecycle_desktop.core.model.money import Rates, read_rates
from lifecycle_desktop.core.queries.lifecycle import setting
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection

TRASH = "SELECT id FROM contact WHERE is_archived = 1 AND deleted_at IS NOT NULL"
NET = "p.revenue_minor - p.cost_minor"
IS_PURCHASE = "p.price_minor >= 0 AND p.revenue_minor >= 0"
CAME_AT = "coalesce(c.captured_at, c.created_at)"
"""When somebody came in: as a lead, or else when they were first kept. `c` is the contact."""
FIRST_DAY = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Basis:
    """What the owner's settings say about money: currency, rates of others, and what an hour is worth."""

    rates: Rates
    hourly_minor: int = 0
    """Own rate for an hour of work, in minor units of the own currency; 0 where none was said."""

    @property
    def currency(self) -> str:
        """The own currency."""
        return self.rates.currency

    def work_minor(self, minutes: int) -> int:
        """What so many minutes of work are worth."""
        return (minutes * self.hourly_minor + 30) // 60


def basis(connection: ReadConnection) -> Basis:
    """The settings as they are now."""
    return Basis(
        Rates(setting(connection, "currency", "USD"), read_rates(setting(connection, "currency_rates"))),
        int(setting(connection, "hourly_rate_minor") or 0),
    )


def span_days(span: Span, moment: Moment) -> tuple[str, str]:
    """First and last day of a span as stored texts, both included; never beyond today."""
    return (span.begin or FIRST_DAY).isoformat(), min(span.end, moment.today).isoformat()


def span_instants(span: Span, moment: Moment) -> tuple[str, str]:
    """The instants between which a span lies on the wall; the second one lies outside."""
    begin = day_bounds(span.begin or FIRST_DAY, moment.zone)[0]
    return begin, day_bounds(min(span.end, moment.today), moment.zone)[1]


def local_day(instant: str, moment: Moment) -> dt.date:
    """The day on the wall of a stored instant."""
    return instant_from_text(instant).astimezone(zone_info(moment.zone)).date()
