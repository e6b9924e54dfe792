"""What cells of purchases and activities hold: amounts with their sign and currency, times, minutes, kinds."""

from __future__ import annotations

import datetime as dt
import functools
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from lifecycle_desktop.core.exchange.past_mapping import past_words
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.amount_text import MOST, read_amount
from lifecycle_desktop.core.model.person_text import words
from lifecycle_desktop.core.model.plan_words import currency_digits

_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₪": "ILS",
    "₴": "UAH",
    "₺": "TRY",
    "₩": "KRW",
    "₱": "PHP",
}
_DOLLARS = ("US$", "R$", "$")
_DOLLAR_CURRENCIES = frozenset({"USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"})
_CODE = re.compile(r"[A-Z]{3}")
_PLAIN = re.compile(r"\d{1,18}(?:\.\d{1,20})?")
_MINUS = "-−–"
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ") | {ord("’"): "'", ord("٫"): "."}
_CLOCK = re.compile(
    r"(?:^|[T\s])(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?$", re.IGNORECASE
)
_LENGTH = re.compile(r"(?:(\d{1,3})\s*(?:h|hr|hrs|hour|hours|std|stunden?|horas?|heures?)\.?\s*)?"
                     r"(?:(\d{1,5})\s*(?:m|min|mins|minutes?|minuten?|minutos?)?\.?)?", re.IGNORECASE)  # fmt: skip
_LENGTH_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
_GRADE = re.compile(r"(\d{1,2})(?:[.,]0+)?\s*(?:/\s*10)?")


class Amount(NamedTuple):
    """An amount as a cell writes it: figures without sign and currency, whether it is below zero, the currency."""

    figures: str
    is_negative: bool
    currency: str


def taken_apart(text: str, own_currency: str) -> Amount:
    """The sign, the figures and the currency of a cell: "-420", "(420)", "420-", "EUR 420", "420 €".

    A bare dollar sign is the business's own dollar, where it has one.
    """
    plain = text.translate(_SPACES).strip()
    if (plain[:1].isdigit() and plain[-1].isdigit()) or not plain:
        return Amount(plain, False, "")
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1].strip()
    plain, currency = _without_currency(plain, own_currency)
    if plain[:1] and plain[0] in _MINUS + "+":
        negative = negative or plain[0] != "+"
        plain = plain[1:].strip()
    elif plain[-1:] and plain[-1] in _MINUS:
        negative, plain = True, plain[:-1].strip()
    if not currency:
        plain, currency = _without_currency(plain, own_currency)
    return Amount(plain, negative, currency)


def minor_of(amount: Amount, currency: str, *, is_decimal: bool) -> int | None:
    """The amount in the smallest unit of `currency`; None for what is none.

    `is_decimal` says that 1234.567 is a number with a decimal point, as spreadsheets and our own files write
    them; what is finer than the smallest unit is rounded. Other files are read as people write amounts.
    """
    if not amount.figures:
        return None
    if is_decimal and _PLAIN.fullmatch(amount.figures):
        found: int | None = int(
            Decimal(amount.figures).scaleb(currency_digits(currency)).quantize(Decimal(1), ROUND_HALF_UP)
        )
        found = found if found is not None and found <= MOST else None
    else:
        found = read_amount(amount.figures, currency)
    return -found if found is not None and amount.is_negative else found


def currency_of(text: str) -> str:
    """The currency that a cell names, as its three letters; empty where it names none."""
    plain = text.strip()
    code = plain.upper()
    if _CODE.fullmatch(code):
        return code
    return "USD" if plain in _DOLLARS else _SIGNS.get(plain, "")


def _without_currency(text: str, own_currency: str) -> tuple[str, str]:
    for code in _DOLLARS:
        if text.startswith(code) or text.endswith(code):
            found = (
                "BRL"
                if code == "R$"
                else own_currency
                if code == "$" and own_currency in _DOLLAR_CURRENCIES
                else "USD"
            )
            return text.removeprefix(code).removesuffix(code).strip(), found
    for sign, code in _SIGNS.items():
        if text.startswith(sign) or text.endswith(sign):
            return text.removeprefix(sign).removesuffix(sign).strip(), code
    for code in (text[:3], text[-3:]):
        if _CODE.fullmatch(code):
            return text.removeprefix(code).removesuffix(code).strip(), code
    return text, ""


def clock_of(text: str) -> dt.time | None:
    """The time of day at the end of a text, "14:30" or "2:30 pm"; None where there is none."""
    found = _CLOCK.search(text.strip())
    if found is None:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def instant_of(text: str) -> dt.datetime | None:
    """The instant that a text tells with its zone, as "2024-05-06T14:30:00Z"; None where it names no zone."""
    try:
        found = dt.datetime.fromisoformat(
            text.strip().removesuffix(" UTC") + ("Z" if text.strip().endswith(" UTC") else "")
        )
        return found.astimezone(dt.UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def minutes_of(text: str) -> int | None:
    """How long something took: "15", "15 min", "1 h 20 min", "0:15"; None for anything else."""
    plain = text.strip()
    if found := _LENGTH_CLOCK.fullmatch(plain):
        return int(found[1]) * 60 + int(found[2]) + (int(found[3] or 0) >= 30)
    plain = re.sub(r"[.,]0+$", "", plain)
    found = _LENGTH.fullmatch(plain)
    if found is None or not (found[1] or found[2]):
        return None
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def grade_of(text: str) -> int | None:
    """A satisfaction of 0 to 10: "9", "9/10"; None for anything else."""
    found = _GRADE.fullmatch(text.strip())
    return int(found[1]) if found and int(found[1]) <= 10 else None


def kind_of(text: str) -> tuple[str, str]:
    """The kind of activity that a text names, and the direction where it says one ("incoming call"); or empty."""
    told = words(text.replace("_", " "))
    if found := _kinds().get(" ".join(told), ""):
        return found, ""
    said = [word for word in told if word in _directions()]
    found = _kinds().get(" ".join(word for word in told if word not in said), "")
    return (found, _directions()[said[0]]) if found and said else (found, "")


def direction_of(text: str) -> str:
    """Who reached whom: out, in, both; empty for a word that is none."""
    return _directions().get(" ".join(words(text)), "")


@functools.cache
def _kinds() -> dict[str, str]:
    found = {text: kind for kind, texts in past_words()["kinds"].items() for text in texts}
    for kind in ActivityKind:
        found.setdefault(" ".join(words(kind.value.replace("_", " "))), kind.value)
        found.setdefault(" ".join(words(kind.words)), kind.value)
    return found


@functools.cache
def _directions() -> dict[str, str]:
    return {text: way for way, texts in past_words()["directions"].items() for text in texts}
