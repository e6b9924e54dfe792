"""What one contact is worth: what they brought, what is still to be expected, what those bring whom they sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.insight_customers import ContactForecast
from lifecycle_desktop.core.model.lifetime_value import InputName, Inputs, Origin, yearly_form
from lifecycle_desktop.core.model.money import Money, rounded


class PartName(StrEnum):
    """The parts of a contact's value. The values are the keys of `clv --json`."""

    PAST = "past"
    FUTURE = "future"
    REFERRED = "referred"
    WINNING = "winning"
    SERVICE = "service"

    @property
    def words(self) -> str:
        """The part for people."""
        return _(_TITLES[self])


_TITLES = {
    PartName.PAST: mark("Brought so far, net"),
    PartName.FUTURE: mark("To be expected"),
    PartName.REFERRED: mark("From those they sent, and so on"),
    PartName.WINNING: mark("Less cost to win"),
    PartName.SERVICE: mark("Less cost to serve"),
}


@dataclass(frozen=True)
class ValueFacts:
    """What is known of one contact, as far as it decides the value."""

    purchases: int
    past: Money
    """Revenue less costs of all purchases and refunds."""
    years: Fraction
    """Since the first purchase."""
    referred: Money
    """The same of everybody whom they sent, directly or over others."""
    service_minor: int
    """What was spent on them so far: costs of activities, and minutes at the owner's own rate."""
    forecast: ContactForecast | None = None


@dataclass(frozen=True)
class ValuePart:
    """One part, with its sign, in minor units of the own currency; what has no rate stands beside it."""

    name: PartName
    minor: int
    origin: Origin
    others: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ContactValue:
    """The parts, and what they come to."""

    currency: str
    parts: tuple[ValuePart, ...]
    forecast: ContactForecast | None

    @property
    def total(self) -> Money:
        """All parts together; currencies without a rate stand beside."""
        return sum((Money(part.minor, part.others) for part in self.parts), Money())


def contact_value(facts: ValueFacts, inputs: Inputs) -> ContactValue:
    """Past net revenue + expected future + downstream referral revenue - cost to win - cost to serve.

    The future is the form by year over the years that are left of the lifespan, discounted, and only expected of
    somebody who has bought. Nobody is expected to send others: those who were sent count when they have bought.
    """
    left = max(Fraction(0), inputs[InputName.LIFESPAN] - facts.years) if facts.purchases else Fraction(0)
    future = sum(
        (
            row[2]
            for row in yearly_form(
                inputs.margin, inputs[InputName.RETENTION], inputs[InputName.DISCOUNT], left
            )
        ),
        Fraction(0),
    )
    asked = (InputName.VALUE, InputName.FREQUENCY, InputName.LIFESPAN, InputName.KEPT, InputName.RETENTION)
    is_own = all(inputs.told(name).origin is Origin.YOURS for name in asked)
    service_to_come = inputs[InputName.SERVICE] * left
    parts = (
        ValuePart(PartName.PAST, facts.past.minor, Origin.YOURS, facts.past.others),
        ValuePart(PartName.FUTURE, rounded(future), Origin.YOURS if is_own else Origin.ASSUMED),
        ValuePart(PartName.REFERRED, facts.referred.minor, Origin.YOURS, facts.referred.others),
        ValuePart(
            PartName.WINNING, -rounded(inputs[InputName.WINNING]), inputs.told(InputName.WINNING).origin
        ),
        ValuePart(
            PartName.SERVICE,
            -(facts.service_minor + rounded(service_to_come)),
            Origin.YOURS if not left else inputs.told(InputName.SERVICE).origin,
        ),
    )
    return ContactValue(inputs.currency, parts, facts.forecast)
