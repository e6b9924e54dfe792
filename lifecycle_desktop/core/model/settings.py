"""The settings of the business that live in the database, each with the check of its value."""

from __future__ import annotations

import re
from collections.abc import Callable

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import LANGUAGES, _
from lifecycle_desktop.core.model.money import read_rates
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.model.working_days import MOST_HOLIDAYS, holidays_in

LONGEST_VALUE = 200
_CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217
_REGION = re.compile(r"[A-Z]{2}")  # ISO 3166-1


def _any(value: str) -> str:
    return value[:LONGEST_VALUE]


def _path(value: str) -> str:
    return value[:4096]


def _currency(value: str) -> str:
    return _matched(value.upper(), _CURRENCY, _("Use the three letters of a currency, such as USD."))


def _region(value: str) -> str:
    return _matched(value.upper(), _REGION, _("Use the two letters of a country, such as US."))


def _matched(value: str, pattern: re.Pattern[str], hint: str) -> str:
    if not pattern.fullmatch(value):
        raise NotUnderstood(_("“{value}” cannot be used here.").format(value=value[:40]), hint)
    return value


def _language(value: str) -> str:
    return _one_of(value, ("", *LANGUAGES))


def _paper(value: str) -> str:
    return _one_of(value, tuple(paper.value for paper in Paper))


def _truth(value: str) -> str:
    return _one_of(value, ("0", "1"))


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise NotUnderstood(
            _("“{value}” cannot be used here.").format(value=value[:40]),
            _("Use one of: {names}.").format(names=", ".join(name for name in known if name)),
        )
    return value


def _minutes(value: str) -> str:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= 1440 and len(value) <= 4):
        raise NotUnderstood(
            _("“{value}” is not a number of minutes.").format(value=value[:40]), _("Use 1 to 1440.")
        )
    return str(int(value))


def _week(value: str) -> str:
    """Days of the week by their numbers in ISO 8601, 1 is Monday; at least one."""
    days = "".join(sorted(set(value)))
    if not days or set(days) - set("1234567"):
        raise NotUnderstood(
            _("“{value}” are no days of the week.").format(value=value[:40]),
            _("Use the numbers of the days that are worked on, such as 12345 for Monday to Friday."),
        )
    return days


def _holidays(value: str) -> str:
    days, wrong = holidays_in(value)
    if wrong:
        raise NotUnderstood(
            _("“{value}” is no day.").format(value=wrong[0][:40]), _("Write days as 2026-12-25.")
        )
    if len(days) > MOST_HOLIDAYS:
        raise NotUnderstood(
            _("{n} days are too many.").format(n=len(days)),
            _("Keep at most {n}.").format(n=MOST_HOLIDAYS),
        )
    return " ".join(day.isoformat() for day in days)


def _rates(value: str) -> str:
    read_rates(value)
    return value.upper()


def _amount(value: str) -> str:
    if value and not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise NotUnderstood(
            _("“{value}” is not an amount.").format(value=value[:40]), _("Use whole minor units.")
        )
    return value


SETTINGS: dict[str, Callable[[str], str]] = {
    "business_name": _any,
    "owner_name": _any,
    "currency": _currency,
    "currency_rates": _rates,  # what others are worth in the own one: "EUR 1.08, CAD 0.73"
    "hourly_rate_minor": _amount,  # what an hour of the owner's work costs, in the own currency
    "region": _region,  # where a phone number without + is
    "language": _language,
    "answer_aim_minutes": _minutes,
    "day_minutes": _minutes,  # how much follow-up work fits a day
    "working_days": _week,
    "holidays": _holidays,
    "keeps_to_working_days": _truth,  # what recurs, and "next week", move on to the next working day
    "paper": _paper,
    # Letterhead and return address.
    "business_street": _any,
    "business_city": _any,
    "business_region": _any,
    "business_postal_code": _any,
    "business_phone": _any,
    "business_email": _any,
    "business_website": _any,
    "logo_file": _path,
    "is_set_up": _truth,
}


def checked_setting(name: str, value: str) -> str:
    """The value as it is stored.

    Raises `NotUnderstood` for a value that cannot be, `KeyError` for a name that no setting has.
    """
    return SETTINGS[name](one_line(value))
