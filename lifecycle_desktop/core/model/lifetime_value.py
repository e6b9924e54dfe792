"""What a customer is worth over the years: the inputs, the three textbook forms, what each input changes.

Everything is exact: amounts are integers in minor units, rates are fractions, and only a result is rounded,
half a unit away from zero. The forms, with m the margin a customer leaves in a year (value x frequency x kept):

- simple: value x frequency x lifespan x kept;
- retention: m r / (1 + d - r), the endless sum of m r^t / (1 + d)^t from t = 1, with retention r and discount d
  (Gupta and Lehmann, "Customers as Assets", Journal of Interactive Marketing 17(1), 2003);
- by year: the same sum, year by year, over the years of the lifespan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.amount_text import MOST, read_amount
from lifecycle_desktop.core.model.money import rounded
from lifecycle_desktop.core.model.plain_text import shortened

SENSITIVITY = Fraction(1, 10)
MOST_YEARS = 100
_LONGEST_NUMBER = 20


class Origin(StrEnum):
    """Where an input comes from."""

    YOURS = "yours"
    """Counted from the owner's own purchases, or typed by the owner."""
    ASSUMED = "assumed"
    """A usual figure, until there is one of the owner's own."""

    @property
    def words(self) -> str:
        """The origin for people."""
        return _("yours") if self is Origin.YOURS else _("assumed")


class InputName(StrEnum):
    """The inputs of the calculator. The values are what `clv --set` takes."""

    VALUE = "value"
    """Net revenue of one purchase, in minor units."""
    FREQUENCY = "frequency"
    """Purchases of one customer in a year."""
    LIFESPAN = "lifespan"
    """Years somebody stays a customer."""
    KEPT = "kept"
    """Share of the revenue that is kept after costs."""
    RETENTION = "retention"
    """Share of the customers of a year who are still customers a year later."""
    DISCOUNT = "discount"
    """What money loses in a year by coming later."""
    REFERRALS = "referrals"
    """New customers that one customer sends."""
    WINNING = "winning"
    """What it costs to win a customer, in minor units."""
    SERVICE = "service"
    """What it costs to serve a customer for a year, in minor units."""

    @property
    def words(self) -> str:
        """The input for people."""
        return _(_TITLES[self])

    @property
    def is_money(self) -> bool:
        """True for an amount in minor units."""
        return self in (InputName.VALUE, InputName.WINNING, InputName.SERVICE)

    @property
    def is_share(self) -> bool:
        """True for a share from 0 to 1."""
        return self in (InputName.KEPT, InputName.RETENTION, InputName.DISCOUNT)


_TITLES = {
    InputName.VALUE: mark("Revenue per purchase"),
    InputName.FREQUENCY: mark("Purchases a year"),
    InputName.LIFESPAN: mark("Years as a customer"),
    InputName.KEPT: mark("Kept after costs"),
    InputName.RETENTION: mark("Still customers after a year"),
    InputName.DISCOUNT: mark("Discount a year"),
    InputName.REFERRALS: mark("Customers each one sends"),
    InputName.WINNING: mark("Cost to win a customer"),
    InputName.SERVICE: mark("Cost to serve a customer a year"),
}
# What a solo agent's business is often like; each is called assumed until the owner has a figure.
_ASSUMED = {
    InputName.VALUE: Fraction(900_000),
    InputName.FREQUENCY: Fraction(1, 7),
    InputName.LIFESPAN: Fraction(14),
    InputName.KEPT: Fraction(6, 10),
    InputName.RETENTION: Fraction(9, 10),
    InputName.DISCOUNT: Fraction(1, 10),
    InputName.REFERRALS: Fraction(1, 2),
    InputName.WINNING: Fraction(60_000),
    InputName.SERVICE: Fraction(0),
}
PURCHASES = "purchases"
"""Also taken by `clv --set`: purchases over the whole lifespan; it sets the frequency."""


@dataclass(frozen=True)
class Input:
    """One input and where it comes from; money in minor units, shares from 0 to 1."""

    value: Fraction
    origin: Origin = Origin.ASSUMED
    cases: int | None = None
    """From how many own cases it was counted; None where it was typed or assumed."""


@dataclass(frozen=True)
class Inputs:
    """All inputs of the calculator, in one currency."""

    currency: str
    values: tuple[tuple[InputName, Input], ...]

    def __getitem__(self, name: InputName) -> Fraction:
        return self.told(name).value

    def told(self, name: InputName) -> Input:
        """The input with its origin."""
        return dict(self.values)[name]

    def having(self, name: InputName, value: Fraction, origin: Origin, cases: int | None = None) -> Inputs:
        """The same with another value for one input."""
        put = Input(value, origin, cases)
        return replace(self, values=tuple((each, put if each is name else old) for each, old in self.values))

    @property
    def purchases(self) -> Fraction:
        """Purchases of one customer over the whole lifespan."""
        return self[InputName.FREQUENCY] * self[InputName.LIFESPAN]

    @property
    def margin(self) -> Fraction:
        """What a customer leaves in a year, in minor units, before service."""
        return self[InputName.VALUE] * self[InputName.FREQUENCY] * self[InputName.KEPT]


@dataclass(frozen=True)
class YearWorth:
    """One year of the form by year: the share of customers left, what a later amount is worth now, the amount."""

    year: int
    retained: Fraction
    factor: Fraction
    minor: int


@dataclass(frozen=True)
class Sensitivity:
    """What the total becomes when one input is a tenth lower or higher; minor units."""

    name: InputName
    low_minor: int
    high_minor: int

    @property
    def spread(self) -> int:
        """How far the two lie apart."""
        return abs(self.high_minor - self.low_minor)


@dataclass(frozen=True)
class Worth:
    """A customer's worth with its parts; all in minor units of the inputs' currency.

    The total is what own purchases leave, and what those bring in whom the customer sends (their first purchase
    only, so that nobody's later ones are counted twice), less what it costs to win and to serve the customer.
    """

    inputs: Inputs
    own_minor: int
    referred_minor: int
    winning_minor: int
    service_minor: int
    total_minor: int
    simple_minor: int
    retention_minor: int | None
    """None where nobody ever leaves and money loses nothing: the sum has no end."""
    by_year: tuple[YearWorth, ...]
    by_year_minor: int
    sensitivities: tuple[Sensitivity, ...]
    """What changes the total most comes first."""
    one_in_ten_more_minor: int
    """What is added when one customer in ten buys once more."""


def assumed_inputs(currency: str) -> Inputs:
    """The inputs of a business that has told nothing yet, all assumed."""
    return Inputs(currency, tuple((name, Input(_ASSUMED[name])) for name in InputName))


def simple_form(value: Fraction, frequency: Fraction, lifespan: Fraction, kept: Fraction) -> Fraction:
    """Value x frequency x lifespan x margin."""
    return value * frequency * lifespan * kept


def retention_form(margin: Fraction, retention: Fraction, discount: Fraction) -> Fraction | None:
    """The margin by m r / (1 + d - r); None where the divisor is nothing, because the sum then has no end."""
    divisor = 1 + discount - retention
    return margin * retention / divisor if divisor > 0 else None


def yearly_form(
    margin: Fraction, retention: Fraction, discount: Fraction, years: Fraction
) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Year by year the share retained, the discount factor and the amount: m r^t / (1 + d)^t.

    The last year counts in part where the lifespan is no whole number of years.
    """
    whole, part = divmod(years, 1)
    shares = [Fraction(1)] * int(whole) + ([part] if part else [])
    found = []
    for year, share in enumerate(shares, start=1):
        retained, factor = retention**year, 1 / (1 + discount) ** year
        found.append((retained, factor, margin * share * retained * factor))
    return found


def worth_of(inputs: Inputs) -> Worth:
    """The worth of a customer by these inputs, with parts, forms and sensitivities."""
    parts = _parts(inputs)
    years = yearly_form(
        inputs.margin, inputs[InputName.RETENTION], inputs[InputName.DISCOUNT], inputs[InputName.LIFESPAN]
    )
    endless = retention_form(inputs.margin, inputs[InputName.RETENTION], inputs[InputName.DISCOUNT])
    own, referred, winning, service = parts
    return Worth(
        inputs=inputs,
        own_minor=rounded(own),
        referred_minor=rounded(referred),
        winning_minor=rounded(winning),
        service_minor=rounded(service),
        total_minor=rounded(own + referred - winning - service),
        simple_minor=rounded(own),
        retention_minor=None if endless is None else rounded(endless),
        by_year=tuple(
            YearWorth(year, retained, factor, rounded(amount))
            for year, (retained, factor, amount) in enumerate(years, start=1)
        ),
        by_year_minor=rounded(sum((amount for _retained, _factor, amount in years), Fraction(0))),
        sensitivities=_sensitivities(inputs),
        one_in_ten_more_minor=rounded(inputs[InputName.VALUE] * inputs[InputName.KEPT] / 10),
    )


def typed_input(inputs: Inputs, assignment: str) -> Inputs:
    """The inputs with one that was typed as `name=value`: "kept=62%", "value=9,400", "purchases=1.8".

    A share above 1 without a sign means percent. Raises `NotUnderstood` in words.
    """
    name, sign, text = assignment.partition("=")
    plain = name.strip().lower()
    known = [*InputName, PURCHASES]
    if not sign or plain not in known:
        raise NotUnderstood(
            _("“{text}” sets no input of the calculator.").format(text=shortened(assignment)),
            _("Write name=value with one of: {names}.").format(names=", ".join(known)),
        )
    if plain == PURCHASES:
        years = inputs[InputName.LIFESPAN]
        if not years:
            raise NotUnderstood(_("Nobody buys in no time."), _("Set the lifespan first."))
        return _checked(inputs, InputName.FREQUENCY, _number(text) / years)
    wanted = InputName(plain)
    if wanted.is_money:
        minor = read_amount(text, inputs.currency)
        if minor is None:
            raise NotUnderstood(
                _("“{text}” is not an amount.").format(text=shortened(text)), _("Write it as 9,400.")
            )
        return _checked(inputs, wanted, Fraction(minor))
    return _checked(inputs, wanted, _share(text) if wanted.is_share else _number(text))


def _parts(inputs: Inputs) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Own purchases, those sent, cost to win, cost to serve: not yet rounded."""
    value, kept, years = inputs[InputName.VALUE], inputs[InputName.KEPT], inputs[InputName.LIFESPAN]
    return (
        simple_form(value, inputs[InputName.FREQUENCY], years, kept),
        inputs[InputName.REFERRALS] * value * kept,
        inputs[InputName.WINNING],
        inputs[InputName.SERVICE] * years,
    )


def _sensitivities(inputs: Inputs) -> tuple[Sensitivity, ...]:
    """How the total follows each input that it depends on; retention and discount move the other forms only."""
    found = []
    for name in InputName:
        if name in (InputName.RETENTION, InputName.DISCOUNT):
            continue
        totals = []
        for factor in (1 - SENSITIVITY, 1 + SENSITIVITY):
            value = inputs[name] * factor
            own, referred, winning, service = _parts(
                inputs.having(name, min(value, Fraction(1)) if name.is_share else value, Origin.ASSUMED)
            )
            totals.append(rounded(own + referred - winning - service))
        found.append(Sensitivity(name, *totals))
    return tuple(sorted(found, key=lambda each: -each.spread))


def _checked(inputs: Inputs, name: InputName, value: Fraction) -> Inputs:
    most = MOST if name.is_money else 1 if name.is_share else MOST_YEARS
    if not 0 <= value <= most:
        raise NotUnderstood(
            _("{name} cannot be {value}.").format(name=name.words, value=shortened(str(float(value)))),
            _("Use 0 to 100 %.") if name.is_share else _("Use 0 to {most}.").format(most=f"{most:,}"),
        )
    return inputs.having(name, value, Origin.YOURS)


def _share(text: str) -> Fraction:
    plain = text.strip()
    number = _number(plain.removesuffix("%"))
    return number / 100 if plain.endswith("%") or number > 1 else number


def _number(text: str) -> Fraction:
    """A plain number such as 1.8 or 1,8."""
    plain = text.strip().replace(",", ".")
    if len(plain) <= _LONGEST_NUMBER and plain.isascii() and plain.replace(".", "", 1).isdecimal():
        return Fraction(plain)
    raise NotUnderstood(_("“{text}” is not a number.").format(text=shortened(text)), _("Write it as 1.8."))
