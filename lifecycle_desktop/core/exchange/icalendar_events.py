"""Calendar files (iCalendar, RFC 5545) in and out; the one module that imports icalendar.

A file is taken apart into events and tasks of which each is parsed alone, so that a broken one harms no other.
What goes out are events with an alarm, not tasks: the calendars of phones (Google, Apple, Outlook) pass over VTODO.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lifecycle_desktop.core.clock import Moment, zone_info
from lifecycle_desktop.core.errors import FileProblem, NotUnderstood
from lifecycle_desktop.core.exchange.encoding import survey
from lifecycle_desktop.core.exchange.vcard_cards import physical_lines
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.calendar_entry import (
    ANNIVERSARY,
    BIRTHDAY,
    CalendarDay,
    CalendarEntry,
    CalendarFollowUp,
)
from lifecycle_desktop.core.model.draft import RowProblem
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import many_lines, one_line
from lifecycle_desktop.core.recurrence import checked_rule

_LONGEST_BLOCK = 1 << 18  # characters of one event
_MOST_ZONES = 200
_NO_LINE_IS_TOO_LONG = 1 << 62
_PRODUCT = "-//Lifecycle Desktop//EN"
_MINUTES = 30  # how long a timed follow-up is shown
_ALARM_OF_DAY = dt.timedelta(hours=9)  # after midnight, for a whole day
_LEAP_YEAR = 2000  # has every day, where a year is not known
_YEAR_MARK, _NAME_MARK = "X-LD-NO-YEAR", "X-LD-NAME"
_ALARM_BEFORE = dt.timedelta(minutes=-10)
_BIRTHDAY = r"birthdays?|b-?day|geburtstag|cumpleanos|anniversaire|compleanno"
_ANNIVERSARY = r"anniversary|jahrestag|hochzeitstag|aniversario"
_JOINTS = re.compile(
    r"\b(?:von|de|of|d[’']|for|für|del|'s|’s)\b|['’]s\b|[:–—,()\[\]🎂🎉🎈]|\s-\s", re.IGNORECASE
)
_OLD_ENOUGH = 12  # years: a birthday that begins later is the day it was typed in


@dataclass(frozen=True)
class CalendarFile:
    """A calendar file that has been recognised."""

    path: Path
    encoding: str
    lines: int
    zones: dict[str, str]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def entries(self, moment: Moment) -> Iterator[CalendarEntry]:
        """Its events and tasks in order, with days and times as on the wall where `moment` is."""
        for line, text in _blocks(self.path, self.encoding, ("VEVENT", "VTODO")):
            yield _entry(line, text, self.zones, moment)


def is_calendar(path: Path) -> bool:
    """Whether a file begins as calendars do; False for what cannot be read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(4096)
    except (OSError, ValueError):
        return False
    bare = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bare[:15].upper() == b"BEGIN:VCALENDAR"


def open_calendar(path: Path, encoding: str = "") -> CalendarFile:
    """Look through a calendar file. Raises `FileProblem` in one sentence for what is none."""
    found = survey(path, encoding, longest_line=_NO_LINE_IS_TOO_LONG)
    if not is_calendar(path):
        raise FileProblem(_("“{name}” is no calendar file.").format(name=path.name))
    zones: dict[str, str] = {}
    for _line, text in _blocks(path, found.encoding, ("VTIMEZONE",)):
        name = re.search(r"^TZID[^:\n]*:(.+)$", text, re.MULTILINE)
        if name and len(zones) < _MOST_ZONES:
            zones.setdefault(name[1].strip(), text)
    return CalendarFile(path, found.encoding, found.lines, zones)


# -- reading ------------------------------------------------------------------------------------------------


def _blocks(path: Path, encoding: str, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The components of these names with the line on which each begins; one that is too large comes empty."""
    begins = {f"BEGIN:{name}": f"END:{name}" for name in names}
    lines: list[str] = []
    start, size, end = 0, 0, ""
    for number, text, is_begin, _is_end in physical_lines(path, encoding):
        word = text.strip().upper() if is_begin and len(text) < 40 else ""
        if word in begins:
            if end:  # the one before has no end
                yield start, ""
            lines, start, size, end = [], number, 0, begins[word]
        if not end:
            continue
        size += len(text)
        if size <= _LONGEST_BLOCK and is_begin:
            lines.append(text)
        if word == end:
            yield start, "\r\n".join(lines) if size <= _LONGEST_BLOCK else ""
            end = ""
    if end:
        yield start, ""


def _entry(line: int, text: str, zones: dict[str, str], moment: Moment) -> CalendarEntry:
    broken = CalendarEntry(line, problem=RowProblem("calendar", str(line)))
    if not text:
        return broken
    try:
        component = _parsed(text, zones)
        return _read(line, component, moment) if component is not None else broken
    except NotUnderstood:
        return CalendarEntry(line, problem=RowProblem("long"))
    except Exception:  # noqa: BLE001  what trips the library is a broken entry, and the others go on
        return broken


def _parsed(text: str, zones: dict[str, str]) -> Any:
    from icalendar import Calendar

    needed = [zone for name, zone in zones.items() if f"TZID={name}" in text or f'TZID="{name}"' in text]
    whole = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *needed, text, "END:VCALENDAR", ""])
    found = Calendar.from_ical(whole)
    return next((each for each in found.walk() if each.name in ("VEVENT", "VTODO")), None)


def _read(line: int, component: Any, moment: Moment) -> CalendarEntry:
    is_task = component.name == "VTODO"
    uid, recurrence = _text(component, "UID"), component.get("RECURRENCE-ID")
    if recurrence is not None:
        uid = f"{uid}/{recurrence.to_ical().decode('utf-8', 'replace')}"
    told = component.get("DUE") or component.get("DTSTART") if is_task else component.get("DTSTART")
    on, at = _local(told.dt, moment) if told is not None else (None, None)
    what = one_line(_text(component, "X-LD-WHAT") or _text(component, "SUMMARY"))
    rule, rest = _rule(component, on)
    kind = _kind(component, what, rule) if on is not None and not is_task else ""
    status = _text(component, "STATUS").upper()
    skip = ""
    if status == "CANCELLED":
        skip = _("it is cancelled")
    elif status == "COMPLETED" or component.get("COMPLETED") is not None:
        skip = _("it is done already")
    problem = RowProblem("calendar", str(line)) if on is None and not is_task else None
    if problem is None and not (what or uid):
        problem = RowProblem("calendar", str(line))
    no_year = _YEAR_MARK in component or on is None
    if on is not None and "X-LD-KIND" not in component:
        no_year = not 1800 < on.year <= moment.today.year - _OLD_ENOUGH
    return CalendarEntry(
        line, uid[:500], what, many_lines("\n".join([*_more(component), *rest])), on, at, rule,
        _people(component), kind, _whose(component, what) if kind or _NAME_MARK in component else "", not no_year,
        is_task, "X-LD-VERSION" in component, skip, problem,
    )  # fmt: skip


def _local(value: Any, moment: Moment) -> tuple[dt.date, dt.time | None]:
    """Day and time on the person's wall; a whole day has no time, a time without zone stays as it is."""
    if not isinstance(value, dt.datetime):
        if not isinstance(value, dt.date):
            raise TypeError(type(value).__name__)
        return value, None
    if value.tzinfo is not None:
        value = value.astimezone(zone_info(moment.zone))
    return value.date(), value.time().replace(second=0, microsecond=0, tzinfo=None)


def _rule(component: Any, on: dt.date | None) -> tuple[str, list[str]]:
    """The rule where our recurrence takes it, else what the entry says of it, as a text."""
    told = component.get("RRULE")
    if told is None or on is None:
        return "", []
    text = "; ".join(one.to_ical().decode() for one in (told if isinstance(told, list) else [told]))
    rest = [f"EXDATE: {_written(component.get('EXDATE'))}"] if component.get("EXDATE") is not None else []
    try:
        return checked_rule(text, on), rest
    except NotUnderstood:
        return "", [_("Repeats: {rule}").format(rule=text), *rest]


def _written(value: Any) -> str:
    several = value if isinstance(value, list) else [value]
    return ", ".join(each.to_ical().decode("utf-8", "replace") for each in several)


def _more(component: Any) -> list[str]:
    """What the entry tells beside its summary."""
    told = [_text(component, "DESCRIPTION")]
    for name, words in (("LOCATION", _("Place: {text}")), ("URL", _("Link: {text}"))):
        if text := _text(component, name):
            told.append(words.format(text=text))
    return [text for text in told if text]


def _people(component: Any) -> tuple[tuple[str, str], ...]:
    """Address and name of whoever takes part; the one who called it comes last."""
    found = []
    for name in ("ATTENDEE", "ORGANIZER"):
        told = component.get(name)
        for each in told if isinstance(told, list) else [told] if told is not None else []:
            address = re.sub(r"^mailto:", "", str(each), flags=re.IGNORECASE).strip()
            found.append((address, str(each.params.get("CN", "")).strip()))
    return tuple(dict.fromkeys(found))


def _kind(component: Any, what: str, rule: str) -> str:
    """Whether it is a day that somebody has every year, and which."""
    if not rule.startswith("FREQ=YEARLY"):
        return ""
    if ours := _text(component, "X-LD-KIND"):
        return one_line(ours)
    told = fold(f"{what} {_text(component, 'CATEGORIES')}")
    if re.search(rf"\b(?:{_ANNIVERSARY})\b", told):
        return ANNIVERSARY
    return BIRTHDAY if re.search(rf"(?:{_BIRTHDAY})\b", told) else ""


def _whose(component: Any, what: str) -> str:
    """The name that a summary holds, without the words of a birthday."""
    if name := _text(component, _NAME_MARK):
        return one_line(name)
    pattern = rf"\b(?:{_BIRTHDAY.replace('cumpleanos', 'cumplea[nñ]os')}|{_ANNIVERSARY})\b"
    bare = _JOINTS.sub(" ", re.sub(pattern, " ", what, flags=re.IGNORECASE))
    return " ".join(bare.split())


def _text(component: Any, name: str) -> str:
    value = component.get(name)
    if value is None:
        return ""
    if name == "CATEGORIES":
        return _written(value)
    return str(value[0] if isinstance(value, list) else value).strip()


# -- writing ------------------------------------------------------------------------------------------------


def write_calendar(
    stream: IO[bytes],
    follow_ups: Iterable[CalendarFollowUp],
    days: Iterable[CalendarDay],
    moment: Moment,
) -> int:
    """Write open follow-ups and yearly days as events with alarms; how many."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    count = 0
    for each in follow_ups:
        calendar.add_component(_event_of_follow_up(each, moment))
        count += 1
    for day in days:
        calendar.add_component(_event_of_day(day, moment))
        count += 1
    calendar.add_missing_timezones()
    stream.write(calendar.to_ical())
    return count


def _event_of_follow_up(told: CalendarFollowUp, moment: Moment) -> Any:
    from icalendar import vRecur

    summary = (
        f"{told.what} – {told.name}" if told.name and fold(told.name) not in fold(told.what) else told.what
    )
    event = _event(told.uid, summary, moment)
    if told.at is None:
        _on_whole_day(event, told.on)
        _add_alarm(event, summary, _ALARM_OF_DAY)
    else:
        start = dt.datetime.combine(told.on, told.at, zone_info(told.zone or moment.zone))
        event.add("dtstart", start)
        event.add("dtend", start + dt.timedelta(minutes=_MINUTES))
        _add_alarm(event, summary, _ALARM_BEFORE)
    event.add("X-LD-WHAT", told.what)
    if told.name:
        event.add(_NAME_MARK, told.name)
    if told.more:
        event.add("description", told.more)
    if told.rule:
        event.add("rrule", vRecur.from_ical(told.rule))
    return event


def _event_of_day(told: CalendarDay, moment: Moment) -> Any:
    titles = {BIRTHDAY: _("Birthday"), ANNIVERSARY: _("Anniversary"), "closing": _("Closing anniversary")}
    summary = f"{titles.get(told.kind, told.kind)}: {told.name}"
    event = _event(told.uid, summary, moment)
    _on_whole_day(event, dt.date(told.year or _LEAP_YEAR, told.month, told.day))
    rule = {"freq": "yearly"}
    if (told.month, told.day) == (2, 29):  # the last of February: each year has one
        rule |= {"bymonth": "2", "bymonthday": "-1"}
    event.add("rrule", rule)
    event.add("X-LD-KIND", told.kind)
    event.add(_NAME_MARK, told.name)
    if told.year is None:
        event.add(_YEAR_MARK, "TRUE")
    _add_alarm(event, summary, _ALARM_OF_DAY)
    return event


def _event(uid: str, summary: str, moment: Moment) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("X-LD-VERSION", "1")
    event.add("dtstamp", moment.at.replace(microsecond=0))
    event.add("summary", summary)
    return event


def _on_whole_day(event: Any, on: dt.date) -> None:
    event.add("dtstart", on)
    event.add("dtend", on + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _add_alarm(event: Any, summary: str, after: dt.timedelta) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", after)
    event.add_component(alarm)
