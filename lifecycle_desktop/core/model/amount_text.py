"""Amounts of money as people type them: "420,000", "$12.50", "420k", "1.2m", "1.250,50"."""

from __future__ import annotations

import re

from lifecycle_desktop.core.model.plan_words import currency_digits

MOST = 1 << 53  # minor units
_LONGEST = 40
_SHAPE = re.compile(r"(\d[\d.,'’ \u00a0\u202f]*)([km]?)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


def read_amount(text: str, currency: str) -> int | None:
    """The amount in the currency's smallest unit; None for what is no amount, or one beyond all bounds.

    Of two kinds of stops the last parts the small unit; a single kind parts thousands where three figures
    follow each, else the small unit.
    """
    plain = text.strip().strip("$€£¥ \u00a0").removeprefix(currency).removesuffix(currency).strip()
    found = _SHAPE.fullmatch(plain) if len(plain) <= _LONGEST and plain.isascii() else None
    if found is None:
        return None
    whole, part = _parted(re.sub(r"['’ \u00a0\u202f]", "", found[1]))
    digits = currency_digits(currency)
    unit = {"": 0, "k": 3, "m": 6}[found[2].lower()]
    if (
        not (whole + part).isdecimal()
        or (len(part) > digits and not unit)
        or (part and not digits and not unit)
    ):
        return None
    figures = (part + "0" * (digits + unit))[: digits + unit]
    if part[digits + unit :].strip("0"):
        return None
    amount = int((whole or "0") + figures)
    return amount if amount <= MOST else None


def _parted(text: str) -> tuple[str, str]:
    """The figures before and after the sign that parts the small unit."""
    if _THOUSANDS.fullmatch(text):
        return re.sub(r"[.,]", "", text), ""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text, ""
    return re.sub(r"[.,]", "", text[:last]), text[last + 1 :]


def amount_field_text(minor: int | None, currency: str) -> str:
    """An amount as it stands in a field to be changed: "420,000", "12.50"; empty for none."""
    if minor is None:
        return ""
    digits = currency_digits(currency)
    whole, part = divmod(minor, 10**digits)
    return f"{whole:,}" + (f".{part:0{digits}d}" if part else "")
