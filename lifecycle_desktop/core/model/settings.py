"""The settings of the business that live in the database, each with the check of its value."""

from __future__ import annotations

import re
from collections.abc import Callable

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import LANGUAGES, _
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.plain_text import one_line

LONGEST_VALUE = 200
_CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217
_REGION = re.compile(r"[A-Z]{2}")  # ISO 3166-1


def _any(value: str) -> str:
    return value[:LONGEST_VALUE]


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


SETTINGS: dict[str, Callable[[str], str]] = {
    "business_name": _any,
    "owner_name": _any,
    "currency": _currency,
    "region": _region,  # where a phone number without + is
    "language": _language,
    "answer_aim_minutes": _minutes,
    "day_minutes": _minutes,  # how much follow-up work fits a day
    "paper": _paper,
    "is_set_up": _truth,
}


def checked_setting(name: str, value: str) -> str:
    """The value as it is stored.

    Raises `NotUnderstood` for a value that cannot be, `KeyError` for a name that no setting has.
    """
    return SETTINGS[name](one_line(value))
