"""Recurring days by the iCalendar rules (RFC 5545 RRULE), plain words turned into rules, and what comes next.

Only days recur; the time of day is kept beside them as it stands on the wall, so that summer time and
a change of zone move nothing. The one module that imports dateutil.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model import spoken_words
from lifecycle_desktop.core.model.day_words import short_weekday
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.spoken_tokens import plain_text

LONGEST_RULE = 200
HORIZON_YEARS = 60
"""How far ahead a series is looked through; what has no day until then has ended."""

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {"days": "DAILY", "weeks": "WEEKLY", "months": "MONTHLY", "years": "YEARLY"}
_WHOLE_RULES: dict[str, str] = {
    "daily": "FREQ=DAILY", "diario": "FREQ=DAILY", "diariamente": "FREQ=DAILY", "todos los dias": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY", "semanal": "FREQ=WEEKLY", "todas las semanas": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "quincenal": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY", "mensual": "FREQ=MONTHLY", "todos los meses": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3", "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "trimestre": "FREQ=MONTHLY;INTERVAL=3", "trimestral": "FREQ=MONTHLY;INTERVAL=3",
    "yearly": "FREQ=YEARLY", "annually": "FREQ=YEARLY", "annual": "FREQ=YEARLY", "anual": "FREQ=YEARLY",
    "todos los anos": "FREQ=YEARLY",
    "weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "workday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "dia laborable": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "end of month": "FREQ=MONTHLY;BYMONTHDAY=-1", "month end": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "last day of the month": "FREQ=MONTHLY;BYMONTHDAY=-1", "fin de mes": "FREQ=MONTHLY;BYMONTHDAY=-1",
}  # fmt: skip
_EVERY = re.compile(r"^(?:every|each|once an?|cada|todos los|todas las|una vez al?(?: la)?)\s+")
_COUNTED = re.compile(r"^(?:(?P<count>\d{1,3}|other|second|otro|otra|[a-z]+)\s+)?(?P<unit>[a-z]+)$")
_KEYS: dict[str, re.Pattern[str]] = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,3}"),
    "UNTIL": re.compile(r"\d{8}(?:T\d{6}Z?)?"),
    "BYDAY": re.compile(r"(?:[+-]?[1-9]\d?)?(?:MO|TU|WE|TH|FR|SA|SU)"),
    "BYMONTHDAY": re.compile(r"[+-]?(?:[1-9]|[12]\d|3[01])"),
    "BYMONTH": re.compile(r"[1-9]|1[0-2]"),
    "BYSETPOS": re.compile(r"[+-]?[1-9]\d{0,2}"),
    "BYWEEKNO": re.compile(r"[+-]?(?:[1-9]|[1-4]\d|5[0-3])"),
    "BYYEARDAY": re.compile(r"[+-]?[1-9]\d{0,2}"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
_LIMITS = frozenset({"BYDAY", "BYMONTHDAY", "BYMONTH", "BYWEEKNO", "BYYEARDAY"})


class NextDue(NamedTuple):
    """The next day of a series, and the rule for what comes after it, counted from that day."""

    on: dt.date
    rule: str


def checked_rule(text: str, first_on: dt.date | None = None, until: dt.date | None = None) -> str:
    """The rule as it is kept: RRULE text, from RRULE text or plain words; empty stays empty.

    Plain words ("month", "every 2 weeks", "every monday", "cada semana") mean what people mean: a month
    counted from `first_on` the 31st falls on the last day of shorter months, a year from 29 February on
    the 28th of other years. A rule written as RRULE is kept to the letter, and such months are left out.
    `until` ends the series with that day. Raises `NotUnderstood` for what cannot be followed.
    """
    text = text.strip()
    if not text:
        return ""
    parts = _parsed(text) if "=" in text else _from_words(text, first_on)
    if until is not None:
        if first_on is not None and until < first_on:
            raise NotUnderstood(
                _("It would end on {until}, before it begins on {first}.").format(
                    until=until.isoformat(), first=first_on.isoformat()
                ),
                _("Give a later end."),
            )
        parts.pop("COUNT", None)
        parts["UNTIL"] = until.strftime("%Y%m%d")
    if not _can_fall(parts, first_on):
        raise NotUnderstood(
            _("“{rule}” never falls on any day.").format(rule=shortened(text)),
            _("Use a day that exists, or one of: day, week, month, year."),
        )
    return _written(parts)


def next_due(rule: str, first_on: dt.date, *, after: dt.date) -> NextDue | None:
    """The first day of the series that began on `first_on` which comes after `after`; None when it has ended.

    However long ago the series began there is one next day; days missed in between count as used up.
    """
    if not rule.strip():
        return None
    parts = _parsed(rule)
    after = max(after, first_on)
    left = int(parts["COUNT"]) if "COUNT" in parts else None
    is_first_a_day = next(_days(parts, first_on, first_on), None) == first_on
    for used, on in enumerate(_days(parts, first_on, after), start=0 if is_first_a_day else 1):
        if left is not None and used >= left:
            return None
        if on > after:
            if left is not None:
                parts = {**parts, "COUNT": str(left - used)}
            return NextDue(on, _written(parts))
    return None


def upcoming(rule: str, first_on: dt.date, most: int = 5) -> list[dt.date]:
    """The first days of the series, the first one included, at most so many: for a preview."""
    if not rule.strip():
        return [first_on]
    parts = _parsed(rule)
    most = min(most, int(parts.get("COUNT", most)))
    days = [first_on]
    for on in _days(parts, first_on, first_on):
        if len(days) >= most:
            break
        if on > first_on:
            days.append(on)
    return days


def days_until(rule: str, first_on: dt.date, last: dt.date) -> list[dt.date]:
    """The days of the series up to and with `last`, the first one included; none where it begins later."""
    if not rule.strip() or first_on > last:
        return [first_on] if first_on <= last else []
    parts = _parsed(rule)
    most = int(parts.get("COUNT", (last - first_on).days + 1))
    end = min(last, _until(parts)) if "UNTIL" in parts else last
    days = [first_on]
    for on in _followed(parts, first_on, end) if _can_fall(parts, first_on) else ():
        if len(days) >= most:
            break
        if on > first_on:
            days.append(on)
    return days


def month_end_rule(rule: str, first_on: dt.date) -> str:
    """The same monthly series on each month's last day, where `first_on` is such a day; else empty.

    The choice to offer beside a rule that would leave out months that have no 29th, 30th or 31st.
    """
    parts = _parsed(rule)
    is_plain = parts["FREQ"] == "MONTHLY" and not any(key.startswith("BY") for key in parts)
    is_last = (first_on + dt.timedelta(days=1)).day == 1
    return _written({**parts, "BYMONTHDAY": "-1"}) if is_plain and is_last else ""


def rule_words(rule: str) -> str:
    """A rule for people: "every 2 weeks on Tue, Thu, until 2026-12-31"; empty for no rule."""
    if not rule.strip():
        return ""
    parts = _parsed(rule)
    words = _frequency_words(parts)
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"}
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    if days and all(day in DAY_CODES for day in days) and "BYSETPOS" not in parts:
        monday = dt.date(2024, 1, 1)
        names = [short_weekday(monday + dt.timedelta(DAY_CODES.index(day))) for day in days]
        words = _("{every} on {days}").format(every=words, days=", ".join(names))
    elif parts.get("BYMONTHDAY") == "-1":
        words = _("{every} on the last day").format(every=words)
    elif days or not set(parts) <= known:
        words = _("{every} by its own rule").format(every=words)
    if "COUNT" in parts:
        count = int(parts["COUNT"])
        words += ", " + ngettext("{n} time", "{n} times", count).format(n=count)
    if "UNTIL" in parts:
        words += ", " + _("until {day}").format(day=_until(parts).isoformat())
    return words


# --- reading ---------------------------------------------------------------------------------------


def _parsed(text: str) -> dict[str, str]:
    """The parts of RRULE text, each known and well formed."""
    bare = re.sub(r"^RRULE:", "", text.strip().upper())
    if len(bare) > LONGEST_RULE:
        raise _not_a_rule(text, _("it is too long"))
    parts: dict[str, str] = {}
    for piece in bare.rstrip(";").split(";"):
        key, sign, value = (each.strip() for each in piece.partition("="))
        known = _KEYS.get(key)
        if not sign or known is None:
            raise _not_a_rule(text, _("“{part}” is not known").format(part=shortened(piece, 30)))
        if key in parts:
            raise _not_a_rule(text, _("“{part}” stands twice").format(part=key))
        values = value.split(",") if key.startswith("BY") else [value]
        if not all(known.fullmatch(each) for each in values):
            raise _not_a_rule(text, _("“{part}” is not correct").format(part=shortened(piece, 30)))
        parts[key] = value
    if "FREQ" not in parts:
        raise _not_a_rule(text, _("FREQ is missing"))
    if "COUNT" in parts and "UNTIL" in parts:
        raise _not_a_rule(text, _("COUNT and UNTIL cannot stand together"))
    if parts["FREQ"] in ("DAILY", "WEEKLY") and re.search(r"\d", parts.get("BYDAY", "")):
        raise _not_a_rule(text, _("a numbered weekday needs a month or year"))
    allowed = {"WEEKLY": {"BYDAY", "BYMONTH", "BYSETPOS"}, "YEARLY": set(_KEYS)}.get(
        parts["FREQ"], {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
    )
    for key in parts:
        if key.startswith("BY") and key not in allowed:
            raise _not_a_rule(
                text, _("{part} cannot stand with {every}").format(part=key, every=parts["FREQ"])
            )
    if "UNTIL" in parts:
        try:
            _until(parts)
        except ValueError as error:
            raise _not_a_rule(text, _("UNTIL is not a day")) from error
    return parts


def _from_words(text: str, first_on: dt.date | None) -> dict[str, str]:
    plain = " ".join(plain_text(text[:LONGEST_RULE]).split())
    bare = _EVERY.sub("", plain)
    for said in (plain, bare):
        if said in _WHOLE_RULES:
            return _settled(_parsed(_WHOLE_RULES[said]), first_on)
    found = _COUNTED.fullmatch(bare)
    unit = spoken_words.UNITS.get(found["unit"], "") if found else ""
    count = _count(found["count"]) if found else None
    if count and unit == "fortnights":
        count, unit = count * 2, "weeks"
    if count and unit in _FREQUENCIES:
        parts = {"FREQ": _FREQUENCIES[unit]}
        if count > 1:
            parts["INTERVAL"] = str(count)
        return _settled(parts, first_on)
    days = [_weekday(word) for word in re.split(r"\s*(?:,|&|\s(?:and|y)\s|\s)\s*", bare)]
    if days and None not in days:
        chosen = sorted({day for day in days if day is not None})
        return {"FREQ": "WEEKLY", "BYDAY": ",".join(DAY_CODES[day] for day in chosen)}
    raise NotUnderstood(
        _("“{text}” is no way to repeat something.").format(text=shortened(text)),
        _("Use day, week, month, year, “2 weeks”, “monday”, or an iCalendar rule such as FREQ=WEEKLY."),
    )


def _count(said: str | None) -> int | None:
    if said is None:
        return 1
    if said in ("other", "second", "otro", "otra"):
        return 2
    return int(said) or None if said.isdigit() else spoken_words.NUMBERS.get(said)


def _weekday(word: str) -> int | None:
    return {**spoken_words.WEEKDAYS, "sabados": 5, "domingos": 6, "tuesdays": 1, "wednesdays": 2,
            "thursdays": 3, "fridays": 4, "saturdays": 5, "sundays": 6}.get(word)  # fmt: skip


def _settled(parts: dict[str, str], first_on: dt.date | None) -> dict[str, str]:
    """A month or year counted in words from a day that shorter months lack: the last day up to it."""
    if first_on is None or first_on.day < 29 or any(key.startswith("BY") for key in parts):
        return parts
    if parts["FREQ"] == "MONTHLY":
        days = ",".join(str(day) for day in range(28, first_on.day + 1))
        return {**parts, "BYMONTHDAY": days, "BYSETPOS": "-1"}
    if parts["FREQ"] == "YEARLY" and first_on.month == 2:
        return {**parts, "BYMONTH": "2", "BYMONTHDAY": "28,29", "BYSETPOS": "-1"}
    return parts


def _not_a_rule(text: str, reason: str) -> NotUnderstood:
    return NotUnderstood(
        _("“{rule}” is not a rule for repeating: {reason}.").format(rule=shortened(text), reason=reason),
        _("Use day, week, month, year, or an iCalendar rule such as FREQ=WEEKLY;BYDAY=MO."),
    )


# --- days ------------------------------------------------------------------------------------------


def _days(parts: Mapping[str, str], first_on: dt.date, after: dt.date) -> Iterator[dt.date]:
    """The days of the series in order, up to a horizon beyond `after`; COUNT is left to the caller."""
    if not _can_fall(parts, first_on):
        return
    last = dt.date(min(after.year + HORIZON_YEARS, dt.MAXYEAR), 12, 31)
    if "UNTIL" in parts:
        last = min(last, _until(parts))
    yield from _followed(parts, first_on, last)


def _followed(parts: Mapping[str, str], first_on: dt.date, last: dt.date) -> Iterator[dt.date]:
    from dateutil.rrule import rrulestr  # 15 ms that a start without recurring tasks can spare

    bare = {key: value for key, value in parts.items() if key not in ("COUNT", "UNTIL")}
    bare["UNTIL"] = last.strftime("%Y%m%dT235959")
    for found in rrulestr(_written(bare), dtstart=dt.datetime.combine(first_on, dt.time())):
        yield found.date()


def _until(parts: Mapping[str, str]) -> dt.date:
    return dt.datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007  a day has no zone


def _can_fall(parts: Mapping[str, str], first_on: dt.date | None) -> bool:
    """False for a rule that never falls on a day, which dateutil would follow to the year 9999 for seconds.

    A yearly rule with the same months and days is quick to follow and finds every day that the rule could
    fall on; then only steps that never meet a weekday or month, and places beyond the set, are left.
    """
    frequency, step = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    most = 366 if frequency == "YEARLY" else _set_size(parts)
    if any(abs(int(place)) > most for place in parts.get("BYSETPOS", "1").split(",")):
        return False
    if not _LIMITS & parts.keys():
        return True
    weekdays = {day[-2:] for day in parts["BYDAY"].split(",")} if "BYDAY" in parts else set(DAY_CODES)
    months = {int(each) for each in parts["BYMONTH"].split(",")} if "BYMONTH" in parts else set(range(1, 13))
    if first_on is not None and frequency == "DAILY" and step % 7 == 0:
        weekdays &= {DAY_CODES[first_on.weekday()]}
    if first_on is not None and frequency == "MONTHLY":
        months &= {(first_on.month - 1 + step * each) % 12 + 1 for each in range(12)}
    if not weekdays or not months:
        return False
    yearly = {key: value for key, value in parts.items() if key in _LIMITS} | {"FREQ": "YEARLY"}
    yearly |= {"BYDAY": ",".join(sorted(weekdays)), "BYMONTH": ",".join(map(str, sorted(months)))}
    return next(_followed(yearly, dt.date(2000, 1, 1), dt.date(2199, 12, 31)), None) is not None


def _set_size(parts: Mapping[str, str]) -> int:
    """How many days at most a day, week or month of the rule has."""
    if parts["FREQ"] == "DAILY":
        return 1
    if "BYMONTHDAY" in parts:
        return len(parts["BYMONTHDAY"].split(","))
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else [""]
    return sum(5 if parts["FREQ"] == "MONTHLY" and day in DAY_CODES else 1 for day in days)


def _written(parts: Mapping[str, str]) -> str:
    return ";".join(f"{key}={parts[key]}" for key in _KEYS if key in parts)


def _frequency_words(parts: Mapping[str, str]) -> str:
    count = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "DAILY":
        return ngettext("every day", "every {n} days", count).format(n=count)
    if parts["FREQ"] == "WEEKLY":
        return ngettext("every week", "every {n} weeks", count).format(n=count)
    if parts["FREQ"] == "MONTHLY":
        return ngettext("every month", "every {n} months", count).format(n=count)
    return ngettext("every year", "every {n} years", count).format(n=count)
