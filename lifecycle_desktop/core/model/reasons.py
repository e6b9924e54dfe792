"""Why somebody is on a list, in words: every line on Today says it."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.i18n import _, ngettext

# After so many days the month says more than the number.
_COUNT_DAYS_UP_TO = 90


def quiet_reason(
    last_touch_on: dt.date | None, quiet_days: int, usual_days: int, *, is_own_rhythm: bool
) -> str:
    """Why somebody counts as slipping through."""
    if last_touch_on is None:
        return ngettext(
            "Never heard from, here for {n} day", "Never heard from, here for {n} days", quiet_days
        ).format(n=quiet_days)
    if quiet_days > _COUNT_DAYS_UP_TO:
        return _("No word since {month}").format(month=month_name(last_touch_on, quiet_days))
    if is_own_rhythm:
        return ngettext("Quiet {n} day, usual {usual}", "Quiet {n} days, usual {usual}", quiet_days).format(
            n=quiet_days, usual=usual_days
        )
    return ngettext("Quiet {n} day, aim {usual}", "Quiet {n} days, aim {usual}", quiet_days).format(
        n=quiet_days, usual=usual_days
    )


def follow_up_reason(
    told: str,
    *,
    is_promise: bool,
    first_due_on: dt.date,
    due_on: dt.date,
    quiet_days: int | None,
    rhythm_days: int | None,
) -> str:
    """Why a follow-up is on Today: the owner's own words first, then what the facts say."""
    if told:
        return told
    if is_promise:
        return _("you promised it")
    if quiet_days is not None and rhythm_days is not None and quiet_days > rhythm_days:
        return ngettext(
            "no word for {n} day, the usual is {usual}",
            "no word for {n} days, the usual is {usual}",
            quiet_days,
        ).format(n=quiet_days, usual=rhythm_days)
    if first_due_on < due_on:
        moved = (due_on - first_due_on).days
        return ngettext("put off by {n} day", "put off by {n} days", moved).format(n=moved)
    if quiet_days is None:
        return _("first touch")
    if quiet_days == 0:
        return _("in touch today")
    return ngettext("last touch {n} day ago", "last touch {n} days ago", quiet_days).format(n=quiet_days)


def month_name(day: dt.date, days_ago: int) -> str:
    """The month of a day, with its year when that is not plain."""
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    month = names[day.month - 1]
    return f"{month} {day.year}" if days_ago > 300 else month
