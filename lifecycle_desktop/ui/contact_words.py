"""How the board, the table and the pane say things about a contact: the next step, how long, how much."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import NextStep, StageMark
from lifecycle_desktop.core.model.plan_words import currency_digits
from lifecycle_desktop.ui.asks import channel_icon
from lifecycle_desktop.ui.widgets.gauges import WARN_SECONDS
from lifecycle_desktop.ui.widgets.painters import temperature_word

SEPARATOR = " · "
_THIS_WEEK = 6  # days that are told by their name alone
_NEXT_WEEK = 13  # days that are told by name and number
_COUNT_DAYS_UP_TO = 60
_COUNT_MONTHS_UP_TO = 18
_SYMBOLS = {"USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "MXN": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


@dataclass(frozen=True, slots=True)
class Sign:
    """A few words with their icon, colour token and weight, ready to be painted."""

    icon: str
    text: str
    tone: str
    weight: int


def next_step_sign(
    step: NextStep | None, waits_since: dt.datetime | None, moment: Moment, aim_minutes: int, *, on_card: bool
) -> Sign:
    """The next step in one line, the date first; a card wears the channel's icon, a table row the date's."""
    if waits_since is not None:
        return _answer_now(waits_since, moment, aim_minutes, on_card=on_card)
    if step is None:
        return Sign("circle-dashed", _("No next step"), "warn", 600)
    days = (step.due_on - moment.today).days
    text = SEPARATOR.join(part for part in (due_words(step, moment), what_words(step)) if part)
    if days < 0:
        return Sign("circle-alert", text, "danger", 600)
    if days == 0:
        return Sign(
            channel_icon(step.channel) if on_card else "circle-dot", text, "ink", 600 if on_card else 500
        )
    return Sign(channel_icon(step.channel) if on_card else "calendar", text, "ink2", 500 if on_card else 400)


def _answer_now(waits_since: dt.datetime, moment: Moment, aim_minutes: int, *, on_card: bool) -> Sign:
    waited = (moment.at - waits_since).total_seconds()
    if waited > max(WARN_SECONDS, aim_minutes * 60):
        return Sign("circle-alert", _("Answer now"), "danger", 600)
    return Sign("zap" if on_card else "circle-dot", _("Answer now"), "ink", 600 if on_card else 500)


def due_words(step: NextStep, moment: Moment) -> str:
    """When a step is due, as short as can be: "1 day late", "16:30", "Today", "Wed 10:30", "Wed 22", "5 May"."""
    days = (step.due_on - moment.today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return step.due_time or _("Today")
    day = short_day(step.due_on, moment.today)
    return f"{day} {step.due_time}" if step.due_time and days <= _THIS_WEEK else day


def what_words(step: NextStep) -> str:
    """What is to be done; the bare word of a channel in small letters, for it stands after a date."""
    try:
        plain = Channel(step.channel).words
    except ValueError:
        return step.what
    return plain.lower() if step.what in ("", plain) else step.what


def short_day(day: dt.date, today: dt.date) -> str:
    """A day near today by its name ("Wed", "Wed 22"), any other by its date ("5 May", "5 May 2025")."""
    days = (day - today).days
    if 0 < days <= _THIS_WEEK:
        return date_text(day, "ddd")
    if 0 < days <= _NEXT_WEEK:
        return date_text(day, "ddd d")
    return date_text(day, "d MMM" if day.year == today.year else "d MMM yyyy")


def long_day(day: dt.date, today: dt.date) -> str:
    """A day in full, without its year where that is plain: "Sun 12 April"."""
    return date_text(day, "ddd d MMMM" if day.year == today.year else "ddd d MMMM yyyy")


def date_text(day: dt.date, pattern: str) -> str:
    """A date in the system's language by a pattern of Qt."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def ago(at: dt.datetime, moment: Moment) -> str:
    """How long ago something was: "26 min ago", "Yesterday", "33 days ago", "3 months ago"."""
    days = (moment.today - Moment(at, moment.zone).today).days
    if days <= 0:
        minutes = max(0, int((moment.at - at).total_seconds() // 60))
        if minutes < 60:
            return _("{n} min ago").format(n=minutes)
        return ngettext("{n} hour ago", "{n} hours ago", minutes // 60).format(n=minutes // 60)
    if days == 1:
        return _("Yesterday")
    if days <= _COUNT_DAYS_UP_TO:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    months = round(days / 30.44)
    if months < _COUNT_MONTHS_UP_TO:
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("{n} year ago", "{n} years ago", years).format(n=years)


def stay_words(days: int) -> str:
    """How long somebody has been in a stage: "new today", "9 days here", "3 years here"."""
    if days == 0:
        return _("new today")
    if days <= _COUNT_DAYS_UP_TO:
        return ngettext("{n} day here", "{n} days here", days).format(n=days)
    months = round(days / 30.44)
    if months < _COUNT_MONTHS_UP_TO:
        return ngettext("{n} month here", "{n} months here", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("{n} year here", "{n} years here", years).format(n=years)


def stuck_words(days: int) -> str:
    """That somebody has been in a stage for too long: "stuck 31 days", "stuck 3 years"."""
    if days <= _COUNT_DAYS_UP_TO:
        return ngettext("stuck {n} day", "stuck {n} days", days).format(n=days)
    months = round(days / 30.44)
    if months < _COUNT_MONTHS_UP_TO:
        return ngettext("stuck {n} month", "stuck {n} months", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("stuck {n} year", "stuck {n} years", years).format(n=years)


def parked_words(until: dt.date, moment: Moment) -> str:
    """Until when somebody is set aside: "Parked until Wed 22"."""
    return _("Parked until {day}").format(day=short_day(until, moment.today))


def short_money(minor: int | None, currency: str) -> str:
    """An amount for a narrow column: "$512k", "$1.2m", "$950"; empty for none."""
    if minor is None:
        return ""
    amount = minor / 10 ** currency_digits(currency)
    symbol = _SYMBOLS.get(currency, currency or QLocale().currencySymbol())
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # no place is set: its "512$" is nobody's way to write money
        locale = QLocale("en_US")
    for size, unit, figures in ((1_000_000, "m", 1), (10_000, "k", 0)):
        if abs(amount) >= size:
            part = amount / (1_000_000 if unit == "m" else 1000)
            return _behind_figures(locale.toCurrencyString(float(part), symbol, figures), unit)
    return locale.toCurrencyString(float(amount), symbol, 0)


def _behind_figures(money: str, unit: str) -> str:
    """A unit behind the last figure, wherever the place puts the sign of the currency: "$512k", "512k €"."""
    last = max((at for at, letter in enumerate(money) if letter.isdecimal()), default=len(money) - 1)
    return money[: last + 1] + unit + money[last + 1 :]


def number(value: int) -> str:
    """A whole number as the system's language groups it."""
    return QLocale().toString(value)


def spoken(name: str, stage: StageMark | None, temperature: str, *more: str) -> str:
    """A row for a screen reader: "Marcus and Jo Bellamy, stage 4 Convert Sales, hot, 2 days late, send comps"."""
    parts = [name.replace("&", _("and"))]
    if stage is not None:
        parts.append(_("stage {number} {name}").format(number=stage.number, name=stage.name))
    parts.append(temperature_word(temperature).lower())
    parts += [part.replace(SEPARATOR, ", ") for part in more]
    return ", ".join(part for part in parts if part)
