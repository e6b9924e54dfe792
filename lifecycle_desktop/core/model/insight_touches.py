"""Insights about referrals and about the return on each kind of touch."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desktop.core.model.insight import FEWEST_COMPARED, Share
from lifecycle_desktop.core.model.money import Money


@dataclass(frozen=True)
class SenderLine:
    """Somebody who sent others; all time. The downstream holds the direct ones too."""

    contact_id: int
    name: str
    sent: int
    """Referrals, also of people who are no contacts yet."""
    closed: int
    direct: Money
    downstream: Money
    downstream_people: int
    owed: int
    """Referrals nobody has thanked for."""


@dataclass(frozen=True)
class ReferralFigures:
    """Referrals received within the span, what became of them, and who sends most."""

    currency: str
    received: int
    statuses: tuple[tuple[str, int], ...]
    """Of the received ones, by status in its order."""
    closed: Share
    """Paid, or the one who was sent has bought, of the received ones."""
    revenue: Money
    """What those have brought who were received within the span, each counted once."""
    customers: int
    span_years: float
    owed: int
    """Thank-yous owed, of all time."""
    senders: tuple[SenderLine, ...]
    """By what came of it; at most as many as were asked for."""
    sender_count: int

    @property
    def per_client_year(self) -> float | None:
        """Referrals received from a client in a year; None without clients."""
        return (
            self.received / self.customers / self.span_years if self.customers and self.span_years else None
        )


@dataclass(frozen=True)
class TouchLine:
    """A kind of touch: what it took within the span, and what was bought within so many days of it.

    A purchase counts once for each kind that came before it, so the lines are not to be added up.
    """

    kind: str
    touches: int
    minutes: int
    spent: Money
    work_minor: int
    purchases: int
    revenue: Money

    @property
    def cost_minor(self) -> int:
        """Money and work together, in the own currency."""
        return self.spent.minor + self.work_minor

    @property
    def back_per_unit(self) -> Fraction | None:
        """Revenue for each unit of money spent; None, shown as a dash, where nothing was."""
        return Fraction(self.revenue.minor, self.cost_minor) if self.cost_minor > 0 else None

    @property
    def is_enough(self) -> bool:
        """False for fewer than ten touches: too few."""
        return self.touches >= FEWEST_COMPARED


@dataclass(frozen=True)
class Engagement:
    """The return on engagement by kind of touch, the best first."""

    currency: str
    within_days: int
    hourly_minor: int
    """The owner's own rate; 0: none was said, and minutes cost nothing."""
    lines: tuple[TouchLine, ...]
