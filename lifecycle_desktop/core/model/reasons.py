"""Why somebody is on a list, in words: every line on Today says it."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import date_words, day_words

# After so many days the month says more than the number.
_COUNT_DAYS_UP_TO = 90


def quiet_reason(
    last_touch_on: dt.date | None, quiet_days: int, usual_days: int, *, is_own_rhythm: bool
) -> str:
    """Why somebody counts as slipping through."""
    if last_touch_on is None:
        return ngettext("No word yet in {n} day", "No word yet in {n} days", quiet_days).format(n=quiet_days)
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


def withheld_reason() -> str:
    """Why a follow-up stands aside from the calls and mails."""
    return _("asked not to be contacted: let it go, or open them")


def key_date_reason(kind: str, on: dt.date, years: int | None, today: dt.date) -> str:
    """Why somebody's day is on Today: "Birthday on Thu, turns 40", "Closed 3 years ago today"."""
    when = _day_of(on, today)
    if kind == "birthday":
        if years:
            return _("Birthday {when}, turns {n}").format(when=when, n=years)
        return _("Birthday {when}").format(when=when)
    if kind == "closing" and years:
        return ngettext("Closed {n} year ago {when}", "Closed {n} years ago {when}", years).format(
            n=years, when=when
        )
    word = {"anniversary": _("Anniversary"), "closing": _("Closing")}.get(kind, kind)
    if years:
        return ngettext("{word} {when}, {n} year", "{word} {when}, {n} years", years).format(
            word=word, when=when, n=years
        )
    return _("{word} {when}").format(word=word, when=when)


def key_date_step(kind: str, years: int | None) -> str:
    """What to do on somebody's day, as the next step offers it."""
    if kind == "birthday":
        return _("Wish a happy birthday")
    if kind == "closing":
        if not years:
            return _("Write an anniversary card")
        return ngettext(
            "Write an anniversary card, {n} year in the house",
            "Write an anniversary card, {n} years in the house",
            years,
        ).format(n=years)
    return _("Send good wishes")


def thanks_reason(referred: str, given_on: dt.date, today: dt.date) -> str:
    """Why a thank-you is owed."""
    return _("Sent you {name}, {day}").format(name=referred, day=date_words(given_on, today))


def _day_of(on: dt.date, today: dt.date) -> str:
    """A day as the end of a sentence: "today", "on Thu", "was 12 Apr"."""
    if on == today:
        return _("today")
    if on < today:
        return _("was {day}").format(day=date_words(on, today))
    return _("on {day}").format(day=day_words(on, today))


def month_name(day: dt.date, days_ago: int) -> str:
    """The month of a day, with its year when that is not plain."""
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    month = names[day.month - 1]
    return f"{month} {day.year}" if days_ago > 300 else month
