"""Days and spans as people say them: "Today", "Wed 22", "2 days late", "26 min ago", "1 h 20 m"."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.i18n import _, ngettext, pgettext
from lifecycle_desktop.core.model.plan_words import short_month_name


def short_weekday(day: dt.date) -> str:
    """The short name of a day of the week: "Wed"."""
    return (
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"), pgettext("weekday", "Fri"), pgettext("weekday", "Sat"), pgettext("weekday", "Sun"),
    )[day.weekday()]  # fmt: skip


def weekday(day: dt.date) -> str:
    """The name of a day of the week: "Wednesday"."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )[day.weekday()]  # fmt: skip


def day_words(day: dt.date, today: dt.date) -> str:
    """A day near or far: "Today", "Wed" within a week, "Wed 22" within two, then "5 May", with a strange year."""
    away = (day - today).days
    if away == 0:
        return _("Today")
    if 0 < away < 7:
        return short_weekday(day)
    if 7 <= away < 14:
        return _("{weekday} {day}").format(weekday=short_weekday(day), day=day.day)
    return date_words(day, today)


def date_words(day: dt.date, today: dt.date) -> str:
    """A date: "5 May", and its year where it is not this one."""
    words = _("{day} {month}").format(day=day.day, month=short_month_name(day.month))
    return words if day.year == today.year else f"{words} {day.year}"


def late_words(day: dt.date, today: dt.date) -> str:
    """How late something is: "2 days late"."""
    late = (today - day).days
    return ngettext("{n} day late", "{n} days late", late).format(n=late)


def span_words(minutes: int) -> str:
    """A length of time: "20 min", "1 h 20 m", "2 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} m").format(hours=hours, minutes=rest)
