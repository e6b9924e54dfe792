"""Days, periods, months and money as the plan says them, in the language now spoken."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.i18n import _, pgettext

_SIGNS = {
    "USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "MXN": "$", "EUR": "€", "GBP": "£", "JPY": "¥",
    "INR": "₹", "ILS": "₪", "BRL": "R$", "UAH": "₴", "TRY": "₺", "KRW": "₩", "PHP": "₱",
}  # fmt: skip
# ISO 4217: currencies whose smallest unit is not a hundredth.
_DIGITS = {
    "JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "PYG": 0, "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3,
}  # fmt: skip


def price(minor: int, currency: str) -> str:
    """An amount, `minor` counted in the currency's smallest unit: "$400", "$12.50", "SEK 90"."""
    digits = _DIGITS.get(currency, 2)
    sign = _SIGNS.get(currency, f"{currency} " if currency else "")
    whole, part = divmod(abs(minor), 10**digits)
    amount = f"{whole:,}" + (f".{part:0{digits}d}" if part else "")
    return f"{'−' if minor < 0 else ''}{sign}{amount}"


def currency_digits(currency: str) -> int:
    """How many figures the small part of a currency has: 2 for most, 0 for yen."""
    return _DIGITS.get(currency, 2)


def rounded_price(minor: int, currency: str) -> str:
    """An amount without its small parts: "$112"."""
    unit = 10 ** _DIGITS.get(currency, 2)
    return price((minor + unit // 2) // unit * unit, currency)


def change(count: int) -> str:
    """A change since the last print: "+9", "−2"."""
    return f"−{-count}" if count < 0 else f"+{count}"


def month_name(month: int) -> str:
    """The full name of a month, 1 to 12."""
    return (
        pgettext("month", "January"), pgettext("month", "February"), pgettext("month", "March"),
        pgettext("month", "April"), pgettext("month", "May"), pgettext("month", "June"),
        pgettext("month", "July"), pgettext("month", "August"), pgettext("month", "September"),
        pgettext("month", "October"), pgettext("month", "November"), pgettext("month", "December"),
    )[month - 1]  # fmt: skip


def short_month_name(month: int) -> str:
    """The short name of a month, 1 to 12."""
    return (
        pgettext("short month", "Jan"), pgettext("short month", "Feb"), pgettext("short month", "Mar"),
        pgettext("short month", "Apr"), pgettext("short month", "May"), pgettext("short month", "Jun"),
        pgettext("short month", "Jul"), pgettext("short month", "Aug"), pgettext("short month", "Sep"),
        pgettext("short month", "Oct"), pgettext("short month", "Nov"), pgettext("short month", "Dec"),
    )[month - 1]  # fmt: skip


def day(on: dt.date, near: dt.date | None = None, *, short: bool = False) -> str:
    """A day as it is read: "30 June", "30 Apr" when short; with its year unless `near` is in the same one."""
    month = short_month_name(on.month) if short else month_name(on.month)
    if near is not None and near.year == on.year:
        return _("{day} {month}").format(day=on.day, month=month)
    return _("{day} {month} {year}").format(day=on.day, month=month, year=on.year)


def by_day(on: dt.date, near: dt.date | None = None, *, short: bool = False) -> str:
    """A day something is due: "by 30 June"."""
    return _("by {day}").format(day=day(on, near, short=short))


def period(start: dt.date, end: dt.date) -> str:
    """The months of a period: "April", "April to June"; with years where they differ."""
    if (start.year, start.month) == (end.year, end.month):
        return month_name(start.month)
    first, last = month_name(start.month), month_name(end.month)
    if start.year != end.year:
        first = _("{month} {year}").format(month=first, year=start.year)
        last = _("{month} {year}").format(month=last, year=end.year)
    return _("{start} to {end}").format(start=first, end=last)
