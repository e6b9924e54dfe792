"""What a person types into a plan, read: costs and days; and the same as it is shown to be edited."""

from __future__ import annotations

import datetime as dt
import re

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import one_line, shortened
from lifecycle_desktop.core.model.plan_words import currency_digits
from lifecycle_desktop.core.model.spoken_date import parse_when

_SIGNS = re.compile(r"[^\d.,]")
_LONGEST_COST = 12
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})*(?=\.|$)|\d{1,3}(?:\.\d{3})*(?=,|$)|\d+)(?:[.,](\d{1,2}))?")
_NO_AMOUNT = re.compile(r"[-−]|[^\W\d_]{4,}")


def read_cost(text: str, currency: str) -> int | None:
    """A cost as typed ("$400", "1,250", "12.50") in the smallest unit of the currency; None for an empty text.

    A comma or point before one or two last figures begins the small part, before three it parts thousands.
    Raises `NotUnderstood`.
    """
    told = one_line(text)
    if not told:
        return None
    found = _AMOUNT.fullmatch(_SIGNS.sub("", told)) if len(told) <= 4 * _LONGEST_COST else None
    digits = currency_digits(currency)
    if found is None or _NO_AMOUNT.search(told):
        raise _not_a_cost(told)
    whole = re.sub(r"[.,]", "", found[1])
    part = found[2] or ""
    if len(whole) > _LONGEST_COST or len(part) > digits:
        raise _not_a_cost(told)
    return int(whole + part.ljust(digits, "0"))


def cost_text(minor: int | None, currency: str) -> str:
    """A cost as it is edited: "400", "12.50"; empty for none."""
    if minor is None:
        return ""
    digits = currency_digits(currency)
    whole, part = divmod(minor, 10**digits)
    return f"{whole}.{part:0{digits}d}" if part else str(whole)


def whole_cost(cost: int | None, currency: str) -> int | None:
    """A cost of whole units of the currency in its smallest unit."""
    return None if cost is None else int(f"{cost}{'0' * currency_digits(currency)}")


def read_plan_day(text: str, moment: Moment, *, day_first: bool = False) -> dt.date | None:
    """A day as typed ("30 June", "in 5 weeks"); None for an empty text. Raises `NotUnderstood`."""
    told = one_line(text)
    if not told:
        return None
    found = parse_when(told, moment, day_first=day_first)
    if found is None:
        raise NotUnderstood(
            _("“{text}” is not a day.").format(text=shortened(told, 30)), _("Example: 30 June")
        )
    return found.on


def _not_a_cost(text: str) -> NotUnderstood:
    return NotUnderstood(_("“{text}” is not a cost.").format(text=shortened(text, 30)), _("Example: 400"))
