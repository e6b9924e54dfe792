"""Days as people type them: "tomorrow", "next tue", "in 5 weeks", "15 jan", "fin de mes", "2026-01-15"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lifecycle_desktop.core.clock import Moment, zone_info
from lifecycle_desktop.core.model import spoken_words as words
from lifecycle_desktop.core.model.spoken_tokens import Token, is_glued, phrases

FIRST_YEAR, LAST_YEAR = 1900, 2199
LAST_DAY = 0
SEARCH_YEARS = 8


@dataclass(frozen=True)
class SaidDay:
    """A day as it was said; `on` is None for a day that does not exist.

    `at` is the time that goes with it when none is said, `part` the part of the day that decides
    between the halves; `is_instant` marks a length of time in hours or minutes, whose time is fixed.
    """

    on: dt.date | None
    at: dt.time | None = None
    part: str = ""
    is_instant: bool = False


NO_DAY = SaidDay(None)


class DayReader:
    """Reads days from the pieces of a line, as seen from a moment."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        moment: Moment,
        *,
        is_spanish: bool = False,
        day_first: bool = False,
        is_whole: bool = False,
    ) -> None:
        self._tokens = tokens
        self._moment = moment
        self._today = moment.today
        self._is_spanish = is_spanish
        self._day_first = day_first
        self._is_whole = is_whole

    def after_lead(self, place: int) -> Iterator[int]:
        """`place` itself, and the places after words that may stand before a day ("on", "el")."""
        yield place
        for _said, end in phrases(self._tokens, place, words.BEFORE_DAY):
            yield end

    def days(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        """Every day that can be read from `place`, with the place after it."""
        if place >= len(self._tokens):
            return
        yield from self._named(place)
        yield from self._weekdays(place)
        yield from self._lengths(place)
        yield from self._dates(place)

    # --- names of days -------------------------------------------------------------------------

    def _named(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        for said, end in phrases(self._tokens, place, words.DAYS):
            code = words.DAYS[said]
            yield named_day(code, self._moment), end
            if code == "next week":
                for start in self.after_lead(end):
                    for weekday, after in self._weekday(start):
                        yield SaidDay(_in_next_week(self._today, weekday)), after

    def _weekday(self, place: int) -> Iterator[tuple[int, int]]:
        for said, end in phrases(self._tokens, place, words.WEEKDAYS):
            yield words.WEEKDAYS[said], end
        if self._is_spanish:
            for said, end in phrases(self._tokens, place, words.SPANISH_WEEKDAYS):
                yield words.SPANISH_WEEKDAYS[said], end

    def _weekdays(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        today = self._today
        readings: tuple[tuple[frozenset[str], Callable[[int], dt.date]], ...] = (
            (words.THIS, lambda weekday: today + dt.timedelta((weekday - today.weekday()) % 7)),
            (words.NEXT_CALENDAR, lambda weekday: _in_next_week(today, weekday)),
            (words.NEXT_COMING, lambda weekday: _coming(today, weekday)),
        )
        for table, reading in readings:
            for _said, start in phrases(self._tokens, place, table):
                for weekday, end in self._weekday(start):
                    yield SaidDay(reading(weekday)), end
        for weekday, end in self._weekday(place):
            end_of_name = end + 1 if end < len(self._tokens) and self._tokens[end].text == "." else end
            yield from self._dates_of_weekday(weekday, end_of_name)
            yield SaidDay(_coming(today, weekday)), end
            for _said, after in phrases(self._tokens, end, words.COMING_AFTER):
                yield SaidDay(_coming(today, weekday)), after
            for said, after in phrases(self._tokens, end, words.DAYS):
                if words.DAYS[said] == "next week":
                    yield SaidDay(_in_next_week(today, weekday)), after

    def _dates_of_weekday(self, weekday: int, place: int) -> Iterator[tuple[SaidDay, int]]:
        start = place + 1 if place < len(self._tokens) and self._tokens[place].kind == "comma" else place
        for lead in self.after_lead(start):
            for day, end in self._dates(lead):
                yield day if day.on is not None and day.on.weekday() == weekday else NO_DAY, end
        number = self._number_token(start)
        if number is not None and 13 <= number <= 31:
            for ahead in range(62):
                on = self._today + dt.timedelta(ahead)
                if on.day == number and on.weekday() == weekday:
                    yield SaidDay(on), start + 1
                    return

    # --- lengths of time -----------------------------------------------------------------------

    def _lengths(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        starts = [end for _said, end in phrases(self._tokens, place, words.AFTER)]
        if self._tokens[place].text == "+":
            starts.append(place + 1)
        for start in starts:
            for count, unit, end in self._length(start):
                yield self._after(self._today, count, unit), end
        for count, unit, end in self._length(place):
            if self._is_whole:
                yield self._after(self._today, count, unit), end
            for _said, after in phrases(self._tokens, end, words.FROM_NOW):
                yield self._after(self._today, count, unit), after
            if unit not in ("hours", "minutes"):
                yield from self._from_day(count, unit, end)

    def _from_day(self, count: int, unit: str, place: int) -> Iterator[tuple[SaidDay, int]]:
        for _said, start in phrases(self._tokens, place, words.FROM):
            for lead in self.after_lead(start):
                for day, end in [*self._named(lead), *self._weekdays(lead), *self._dates(lead)]:
                    if day.on is not None and not day.is_instant:
                        yield self._after(day.on, count, unit), end

    def _length(self, place: int) -> Iterator[tuple[int, str, int]]:
        for _said, end in phrases(self._tokens, place, words.HALF_HOURS):
            yield 30, "minutes", end
        counts = [(words.NUMBERS[said], end) for said, end in phrases(self._tokens, place, words.NUMBERS)]
        number = self._number_token(place)
        if number is not None:
            counts.append((number, place + 1))
        for count, start in counts:
            for said, end in phrases(self._tokens, start, words.UNITS):
                yield count, words.UNITS[said], end

    def _after(self, start: dt.date, count: int, unit: str) -> SaidDay:
        try:
            if unit in ("hours", "minutes"):
                local = (self._moment.at + dt.timedelta(**{unit: count})).astimezone(
                    zone_info(self._moment.zone)
                )
                return _sane(SaidDay(local.date(), local.time().replace(second=0, microsecond=0), "", True))
            if unit in ("months", "years"):
                return _sane(SaidDay(months_later(start, count * (12 if unit == "years" else 1))))
            days = {"days": 1, "weeks": 7, "fortnights": 14}[unit]
            return _sane(SaidDay(start + dt.timedelta(days * count)))
        except (OverflowError, ValueError):
            return NO_DAY

    # --- dates ---------------------------------------------------------------------------------

    def _dates(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        if place >= len(self._tokens):
            return
        token = self._tokens[place]
        if token.kind in ("iso", "slashed", "dotted"):
            yield self._numeric(token), place + 1
        yield from self._day_then_month(place)
        yield from self._month_then_day(place)
        yield from self._parts_of_month(place)
        yield from self._day_of_month(place)

    def _numeric(self, token: Token) -> SaidDay:
        figures = [int(each) for each in re.findall(r"\d+", token.text)]
        if token.kind == "iso":
            return _exact(*figures)
        first, second = figures[0], figures[1]
        is_day_first = self._day_first or token.kind == "dotted"
        orders = [(first, second), (second, first)] if is_day_first else [(second, first), (first, second)]
        for day, month in orders:
            if len(figures) == 3:
                year = figures[2] + 2000 if figures[2] < 100 else figures[2]
                found = _exact(year, month, day)
            else:
                found = self._next(month, day)
            if found.on is not None:
                return found
        return NO_DAY

    def _day_then_month(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        number = self._number_token(place)
        if number is None or number > 99:
            return
        after = self._after_ordinal(place + 1)
        starts = [after, *(end for _said, end in phrases(self._tokens, after, words.OF))]
        if after < len(self._tokens) and self._tokens[after].text == ".":
            starts.append(after + 1)
        for start in starts:
            for said, end in phrases(self._tokens, start, words.MONTHS):
                yield from self._with_year(words.MONTHS[said], number, self._skip_dot(end))

    def _month_then_day(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        for said, end in phrases(self._tokens, place, words.MONTHS):
            if self._is_spanish and said in words.SPANISH_WEEKDAYS:
                continue
            start = self._skip_dot(end)
            number = self._number_token(start)
            if number is not None and number <= 99:
                yield from self._with_year(words.MONTHS[said], number, self._after_ordinal(start + 1))

    def _with_year(self, month: int, day: int, place: int) -> Iterator[tuple[SaidDay, int]]:
        yield self._next(month, day), place
        starts = [place, *(end for _said, end in phrases(self._tokens, place, words.OF))]
        if place < len(self._tokens) and self._tokens[place].kind == "comma":
            starts.append(place + 1)
        for start in starts:
            year = self._number_token(start)
            if year is not None and year >= 1000:
                yield _exact(year, month, day), start + 1

    def _parts_of_month(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        for table, day in ((words.START_OF, 1), (words.MIDDLE_OF, 15), (words.END_OF, LAST_DAY)):
            for _said, start in phrases(self._tokens, place, table):
                for name, end in phrases(self._tokens, start, words.MONTHS):
                    yield self._next(words.MONTHS[name], day, is_part=True), end

    def _day_of_month(self, place: int) -> Iterator[tuple[SaidDay, int]]:
        number = self._number_token(place)
        if number is not None and self._after_ordinal(place + 1) > place + 1:
            yield self._next_of_number(number), place + 2
        for _said, start in phrases(self._tokens, place, words.DAY_OF_MONTH):
            number = self._number_token(start)
            if number is None or number > 31:
                continue
            end = self._after_ordinal(start + 1)
            following = self._tokens[end] if end < len(self._tokens) else None
            is_count = (
                following is not None
                and following.kind == "word"
                and following.text not in words.MAY_FOLLOW_A_BARE_HOUR
            )
            if not is_count or end > start + 1:
                yield self._next_of_number(number), end

    def _next(self, month: int, day: int, *, is_part: bool = False) -> SaidDay:
        """The next such day, today included; `LAST_DAY` counts only for a part of a month."""
        if day == LAST_DAY and not is_part:
            return NO_DAY
        for year in range(self._today.year, self._today.year + SEARCH_YEARS + 1):
            on = _day_or_last(year, month, day)
            if on is not None and on >= self._today:
                return SaidDay(on)
        return NO_DAY

    def _next_of_number(self, number: int) -> SaidDay:
        for months in range(12):
            first = months_later(self._today.replace(day=1), months)
            on = _day_or_last(first.year, first.month, number)
            if number and on is not None and on >= self._today:
                return SaidDay(on)
        return NO_DAY

    def _number_token(self, place: int) -> int | None:
        if place >= len(self._tokens):
            return None
        token = self._tokens[place]
        return int(token.text) if token.kind == "number" and len(token.text) <= 4 else None

    def _after_ordinal(self, place: int) -> int:
        is_ordinal = place < len(self._tokens) and self._tokens[place].text in words.ORDINALS
        return place + 1 if is_ordinal and is_glued(self._tokens, place) else place

    def _skip_dot(self, place: int) -> int:
        is_dot = place < len(self._tokens) and self._tokens[place].text == "."
        return (
            place + 1 if is_dot and is_glued(self._tokens, place) and place + 1 < len(self._tokens) else place
        )


def named_day(code: str, moment: Moment) -> SaidDay:
    """The day that a code of `spoken_words.DAYS` means, as seen from a moment."""
    today = moment.today
    monday = today - dt.timedelta(today.weekday())
    now = moment.local.time().replace(second=0, microsecond=0)
    next_month = months_later(today.replace(day=1), 1)
    quarter_end = (today.month + 2) // 3 * 3
    afternoon = dt.time(14) if now < dt.time(14) else None
    friday = monday + dt.timedelta(4 if today.weekday() <= 4 else 11)
    saturday = today if today.weekday() >= 5 else monday + dt.timedelta(5)
    return {
        "now": SaidDay(today, now, "", True),
        "today": SaidDay(today),
        "tomorrow": SaidDay(today + dt.timedelta(1)),
        "day after": SaidDay(today + dt.timedelta(2)),
        "this morning": SaidDay(today, dt.time(9), "morning"),
        "this afternoon": SaidDay(today, afternoon, "afternoon"),
        "tonight": SaidDay(today, dt.time(19), "evening"),
        "next week": SaidDay(monday + dt.timedelta(7)),
        "end of week": SaidDay(friday),
        "weekend": SaidDay(saturday),
        "next weekend": SaidDay(monday + dt.timedelta(12)),
        "next month": SaidDay(next_month),
        "middle of next month": SaidDay(next_month.replace(day=15)),
        "end of month": SaidDay(last_day_of_month(today.year, today.month)),
        "end of next month": SaidDay(last_day_of_month(next_month.year, next_month.month)),
        "next quarter": SaidDay(months_later(dt.date(today.year, quarter_end, 1), 1)),
        "end of quarter": SaidDay(last_day_of_month(today.year, quarter_end)),
        "next year": SaidDay(dt.date(today.year + 1, 1, 1)),
        "end of year": SaidDay(dt.date(today.year, 12, 31)),
    }[code]


def months_later(start: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last day of a shorter month.

    Raises `ValueError` beyond the calendar's end.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def last_day_of_month(year: int, month: int) -> dt.date:
    """The month's last day."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _coming(today: dt.date, weekday: int) -> dt.date:
    return today + dt.timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _in_next_week(today: dt.date, weekday: int) -> dt.date:
    return today + dt.timedelta(7 - today.weekday() + weekday)


def _exact(year: int, month: int, day: int) -> SaidDay:
    try:
        return _sane(SaidDay(dt.date(year, month, day)))
    except ValueError:
        return NO_DAY


def _sane(day: SaidDay) -> SaidDay:
    return day if day.on is not None and FIRST_YEAR <= day.on.year <= LAST_YEAR else NO_DAY


def _day_or_last(year: int, month: int, day: int) -> dt.date | None:
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    return dt.date(year, month, day or length) if day <= length else None
