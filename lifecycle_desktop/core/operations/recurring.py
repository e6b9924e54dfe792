"""Recurring follow-ups: the rule as it is kept, and the day that comes next."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _


class NextDue(NamedTuple):
    """The next day of a series, and the rule for what comes after it."""

    on: dt.date
    rule: str


def checked_rule(text: str) -> str:
    """The rule as it is kept; `NotUnderstood` in words for one that cannot be followed."""
    if text.strip():
        raise NotUnderstood(_("Recurring follow-ups are not understood yet."))
    return ""


def next_due(rule: str, first_on: dt.date, *, after: dt.date) -> NextDue | None:
    """The first day of the series that began on `first_on` which comes after `after`; None when it has ended."""
    return None if not rule else NextDue(max(first_on, after), rule)
