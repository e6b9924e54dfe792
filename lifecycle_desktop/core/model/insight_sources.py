"""What marketing costs and brings: by source, by campaign and event, by offer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desktop.core.model.insight import FEWEST, per_each
from lifecycle_desktop.core.model.money import NOTHING, Money


@dataclass(frozen=True)
class Tally:
    """What was put in within a span, and what came of it. Amounts per each are in the own currency.

    `spent` is what was paid, one-time and recurring; `work_minor` the minutes at the owner's own rate.
    """

    spent: Money = NOTHING
    minutes: int = 0
    work_minor: int = 0
    visitors: int = 0
    leads: int = 0
    qualified: int = 0
    purchases: int = 0
    revenue: Money = NOTHING

    @property
    def cost_minor(self) -> int:
        """Money and work together, in the own currency."""
        return self.spent.minor + self.work_minor

    @property
    def per_visitor(self) -> int | None:
        """Cost per visitor; None, shown as a dash, without one or without a cost."""
        return self._per(self.visitors)

    @property
    def per_lead(self) -> int | None:
        """Cost per lead; None without one."""
        return self._per(self.leads)

    @property
    def per_qualified(self) -> int | None:
        """Cost per qualified lead; None without one."""
        return self._per(self.qualified)

    @property
    def per_purchase(self) -> int | None:
        """Cost per purchase; None without one."""
        return self._per(self.purchases)

    def _per(self, count: int) -> int | None:
        """Cost of each; what cost nothing has none."""
        return per_each(self.cost_minor, count) if self.cost_minor else None

    @property
    def back_per_unit(self) -> Fraction | None:
        """What came back for each unit of money spent; None where nothing was."""
        return Fraction(self.revenue.minor, self.cost_minor) if self.cost_minor > 0 else None

    @property
    def is_small(self) -> bool:
        """True for so few leads that chance decides."""
        return self.leads < FEWEST

    @property
    def is_partial(self) -> bool:
        """True where amounts of a currency without a rate stand beside, and are in no figure per each."""
        return bool(self.spent.others or self.revenue.others)


@dataclass(frozen=True)
class SourceLine:
    """A source; `source_id` None is everybody whose source was never said."""

    source_id: int | None
    name: str
    tally: Tally


@dataclass(frozen=True)
class CampaignLine:
    """A campaign or an event. Whoever joined several counts for each of them: these lines are not to be added up."""

    campaign_id: int
    name: str
    is_event: bool
    source: str
    offer: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    tally: Tally


@dataclass(frozen=True)
class OfferLine:
    """An offer: who joined a campaign that made it, and the purchases that took it as their incentive."""

    offer_id: int
    name: str
    people: int
    taken: int
    revenue: Money


@dataclass(frozen=True)
class SourceLedger:
    """Sources by what they brought, campaigns and events newest first, offers by name."""

    currency: str
    sources: tuple[SourceLine, ...]
    campaigns: tuple[CampaignLine, ...]
    offers: tuple[OfferLine, ...]

    @property
    def events(self) -> tuple[CampaignLine, ...]:
        """The events alone, to compare them."""
        return tuple(line for line in self.campaigns if line.is_event)
