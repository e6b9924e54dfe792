"""Money as figures add it up: the business's own currency, and beside it what cannot be turned into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.plan_words import currency_digits, price

_RATE = re.compile(r"([A-Z]{3})\s*=?\s*(\d{1,7}(?:\.\d{1,8})?)")


@dataclass(frozen=True)
class Money:
    """An amount in minor units of the own currency; `others` holds, by currency, what has no rate of the owner's.

    Two currencies are never added: what cannot be converted stands beside the amount, and is shown beside it.
    """

    minor: int = 0
    others: tuple[tuple[str, int], ...] = ()

    def __add__(self, more: Money) -> Money:
        together = dict(self.others)
        for currency, minor in more.others:
            together[currency] = together.get(currency, 0) + minor
        return Money(self.minor + more.minor, _sorted(together))

    def __neg__(self) -> Money:
        return Money(-self.minor, tuple((currency, -minor) for currency, minor in self.others))

    def __sub__(self, less: Money) -> Money:
        return self + -less

    def words(self, currency: str) -> str:
        """The amount as it is read, with what stands beside it: "$400", "$400 and €12"."""
        told = [price(self.minor, currency)] if self.minor or not self.others else []
        return _(" and ").join([*told, *(price(minor, other) for other, minor in self.others)])


NOTHING = Money()


@dataclass(frozen=True)
class Rates:
    """The own currency, and what one unit of another is worth in it by the owner's word."""

    currency: str = "USD"
    rates: tuple[tuple[str, Fraction], ...] = ()

    def money(self, amounts: Mapping[str, int] | Iterable[tuple[str, int]]) -> Money:
        """Amounts by currency as `Money`: each converted once as a whole, at the owner's rate, where there is one.

        An empty currency is the own one: it is what was not said.
        """
        summed: dict[str, int] = {}
        for currency, minor in amounts.items() if isinstance(amounts, Mapping) else amounts:
            known = currency or self.currency
            summed[known] = summed.get(known, 0) + minor
        own, others, rates = summed.pop(self.currency, 0), {}, dict(self.rates)
        for currency, minor in summed.items():
            if currency in rates:
                own += self._converted(minor, currency, rates[currency])
            else:
                others[currency] = minor
        return Money(own, _sorted(others))

    def _converted(self, minor: int, currency: str, rate: Fraction) -> int:
        places = currency_digits(self.currency) - currency_digits(currency)
        return rounded(minor * rate * Fraction(10) ** places)


def rounded(amount: Fraction) -> int:
    """The nearest whole minor unit; half a unit goes away from zero."""
    whole, rest = divmod(abs(amount), 1)
    nearest = int(whole) + (1 if rest * 2 >= 1 else 0)
    return -nearest if amount < 0 else nearest


def read_rates(text: str) -> tuple[tuple[str, Fraction], ...]:
    """The owner's rates from a setting such as "EUR 1.08, CAD 0.73"; `NotUnderstood` in words for others."""
    found: dict[str, Fraction] = {}
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
        match = _RATE.fullmatch(part.upper())
        if match is None or not Fraction(match[2]):
            raise NotUnderstood(
                _("“{text}” is not a rate.").format(text=shortened(part)),
                _("Write what one unit is worth in your own currency, such as EUR 1.08."),
            )
        found[match[1]] = Fraction(match[2])
    return tuple(sorted(found.items()))


def _sorted(amounts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((currency, minor) for currency, minor in amounts.items() if minor))
