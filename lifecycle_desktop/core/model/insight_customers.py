"""Insights about customers: second purchase, retention, past clients, cohorts, forecast."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model.insight import FEWEST_COMPARED, Share, per_each
from lifecycle_desktop.core.model.money import Money


@dataclass(frozen=True)
class OpenWindow:
    """Somebody who has bought once and whose second-purchase window is open today."""

    contact_id: int
    name: str
    first_on: dt.date
    last_day: dt.date
    days_left: int
    """0 on the last day of the window."""
    service_line: str
    next_step_on: dt.date | None


@dataclass(frozen=True)
class CustomerGroup:
    """Customers who are compared with others: how many, what they have brought, who is still active after a year."""

    customers: int
    revenue: Money
    active: Share
    """Of those who were watched long enough."""

    @property
    def per_customer(self) -> int | None:
        """Net revenue of one of them, in the own currency; None without anybody."""
        return per_each(self.revenue.minor, self.customers)

    @property
    def is_enough(self) -> bool:
        """False for fewer than ten customers."""
        return self.customers >= FEWEST_COMPARED


@dataclass(frozen=True)
class SecondPurchase:
    """The window for a second purchase: who is in it today, and whether buying in it tells anything."""

    from_days: int
    to_days: int
    open: tuple[OpenWindow, ...]
    """Who has fewest days left comes first; at most as many as were asked for."""
    open_count: int
    inside: CustomerGroup
    """Bought again within the window."""
    others: CustomerGroup
    """Bought again earlier, later or never; people whose window is still to come or open are in neither group."""
    currency: str

    @property
    def is_comparable(self) -> bool:
        """False where either group has fewer than ten customers: too few."""
        return self.inside.is_enough and self.others.is_enough


@dataclass(frozen=True)
class RetentionPoint:
    """So many days after their own first purchase: who is still active, of those who were watched long enough."""

    days: int
    active: Share


@dataclass(frozen=True)
class CohortRetention:
    """Of those who first bought in a year: who was still active 365 days after that."""

    year: int
    active: Share


@dataclass(frozen=True)
class Retention:
    """Still active by days since the own first purchase, and by the calendar year of it."""

    curve: tuple[RetentionPoint, ...]
    cohorts: tuple[CohortRetention, ...]


@dataclass(frozen=True)
class PastClients:
    """Customers as they stand today: in touch, due for a word, quiet for a year; and who had a touch in 90 days."""

    in_touch: int
    due: int
    quiet: int
    heard: Share


@dataclass(frozen=True)
class CohortYear:
    """What a cohort has brought until so many years after each one's own first purchase."""

    years: int
    revenue: Money
    per_customer: int | None
    is_whole: bool
    """False while some of the cohort have not reached that age yet."""


@dataclass(frozen=True)
class Cohort:
    """The customers whose first purchase was in a year."""

    year: int
    customers: int
    ages: tuple[CohortYear, ...]


@dataclass(frozen=True)
class Cohorts:
    """The cohorts, the oldest first."""

    currency: str
    cohorts: tuple[Cohort, ...]

    @property
    def customers(self) -> int:
        """All customers."""
        return sum(cohort.customers for cohort in self.cohorts)

    @property
    def per_customer(self) -> int | None:
        """Net revenue that one customer has brought so far, in the own currency."""
        return per_each(
            sum(cohort.ages[-1].revenue.minor for cohort in self.cohorts if cohort.ages), self.customers
        )


@dataclass(frozen=True)
class Forecast:
    """What customers will buy in the days to come by BG/NBD with Gamma-Gamma spend; or why that cannot be said.

    Where `reason` is not empty the figures are all 0 and are not to be shown.
    """

    reason: str
    repeat_buyers: int
    customers: int = 0
    ahead_days: int = 0
    active: float = 0.0
    """How many customers have not left, as the sum of their probabilities."""
    purchases: float = 0.0
    revenue_minor: int = 0
    currency: str = ""
    parameters: tuple[tuple[str, float], ...] = ()
    """r, alpha, a and b of the purchases, p, q and gamma of what they bring; times in days, money in minor units."""
    log_likelihood: float = 0.0


@dataclass(frozen=True)
class ContactForecast:
    """The same for one customer."""

    still_active: float
    purchases: float
    revenue_minor: int


@dataclass(frozen=True)
class DoubtfulPurchases:
    """Purchases that are kept, and are to be looked at; each by number, the newest first."""

    in_the_future: tuple[int, ...]
    """Dated after today: they do not count yet."""
    before_their_contact: tuple[int, ...]
    """Dated before the contact came in as a lead: they count."""
    refunds: tuple[int, ...]
    """With a negative price or revenue: the money counts, the purchase does not."""
