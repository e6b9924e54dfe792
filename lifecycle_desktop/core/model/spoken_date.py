"""Dates and times as people type them, English and Spanish: a closed grammar, no guessing beyond it.

Rules worth knowing: a bare weekday is the coming one, never today; "next tue" is Tuesday of the
week after this (weeks start on Monday), "el próximo martes" the coming one; "next week" is its
Monday, "next month" its first day; an hour without am or pm is 7 to 12 as said, 1 to 6 in the
afternoon; a day without a year is the next such day, a day with its year is taken as written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lifecycle_desktop.core.clock import UTC, Moment, zone_info
from lifecycle_desktop.core.model.spoken_clock import ClockReader, SaidTime
from lifecycle_desktop.core.model.spoken_day import DayReader, SaidDay
from lifecycle_desktop.core.model.spoken_tokens import Token, cut

LONGEST_LINE = 2_000


@dataclass(frozen=True)
class Understood:
    """A day, perhaps with a time of day, and where in the text it stood.

    `is_skipped` is true when the clocks jump over that time on that day; what is due then is
    due the same number of minutes after the jump.
    """

    on: dt.date
    at: dt.time | None
    start: int
    end: int
    is_skipped: bool = False


def parse_when(
    text: str, moment: Moment, language: str | None = None, *, day_first: bool = False
) -> Understood | None:
    """The day and time that the whole text says, or None.

    `day_first` decides what 5/4 means. Days that do not exist are None.
    """
    tokens = cut(text[:LONGEST_LINE])
    while tokens and tokens[-1].text in (".", ","):
        tokens = tokens[:-1]
    if not tokens or len(text) > LONGEST_LINE:
        return None
    reader = _WhenReader(tokens, moment, language, day_first=day_first, is_whole=True)
    for when, end in reader.whens(0):
        if end == len(tokens):
            return reader.understood(when, 0, end)
    return None


def find_when(
    text: str, moment: Moment, language: str | None = None, *, day_first: bool = False
) -> Understood | None:
    """The longest day and time said anywhere in the text, the first of equals, or None.

    Bare lengths of time ("2 weeks") and bare numbers are not taken for dates here.
    """
    found = every_when(text, moment, language, day_first=day_first)
    return max(found, key=lambda each: each.end - each.start, default=None)


def every_when(
    text: str, moment: Moment, language: str | None = None, *, day_first: bool = False
) -> list[Understood]:
    """Every day and time said in the text, in the order of the text, as `find_when` reads them."""
    tokens = cut(text[:LONGEST_LINE])
    reader = _WhenReader(tokens, moment, language, day_first=day_first, is_whole=False)
    found: list[Understood] = []
    place = 0
    while place < len(tokens):
        longest = max(reader.whens(place), key=lambda each: each[1], default=None)
        if longest is None:
            place += 1
            continue
        understood = reader.understood(longest[0], place, longest[1])
        if understood is not None:
            found.append(understood)
        place = longest[1]
    return found


@dataclass(frozen=True)
class _When:
    day: SaidDay | None
    time: SaidTime | None


class _WhenReader:
    def __init__(
        self,
        tokens: tuple[Token, ...],
        moment: Moment,
        language: str | None,
        *,
        day_first: bool,
        is_whole: bool,
    ) -> None:
        self._tokens = tokens
        self._moment = moment
        self._clock = ClockReader(tokens)
        self._days = DayReader(
            tokens, moment, is_spanish=language == "es", day_first=day_first, is_whole=is_whole
        )

    def whens(self, place: int) -> Iterator[tuple[_When, int]]:
        """Every way to read a day, a time or both from `place`, with the place after it."""
        for start in self._days.after_lead(place):
            for day, end in self._days.days(start):
                yield _When(day, None), end
                for time, after in self._times_after(day, end):
                    yield _When(day, time), after
        for time, end in self._clock.times(place):
            if time.is_strong and self._clock.may_end(time, end):
                yield _When(None, time), end
            for start in self._days.after_lead(self._skip_comma(end)):
                for day, after in self._days.days(start):
                    yield _When(day, time), after

    def _times_after(self, day: SaidDay, end: int) -> Iterator[tuple[SaidTime, int]]:
        if day.is_instant:
            return
        for part, after_part in self._clock.parts(end):
            yield SaidTime(part=part, is_strong=True), after_part
            for time, after in self._clock.times(self._skip_comma(after_part)):
                if self._clock.may_end(time, after):
                    yield time.within(part), after
        for time, after in self._clock.times(self._skip_comma(end)):
            if self._clock.may_end(time, after):
                yield time.within(day.part), after

    def _skip_comma(self, place: int) -> int:
        is_comma = place < len(self._tokens) and self._tokens[place].text in (",", "@", "t")
        return place + 1 if is_comma else place

    def understood(self, when: _When, start: int, end: int) -> Understood | None:
        """What was read, or None where the day or the time does not exist."""
        if when.day is not None and when.day.on is None:
            return None
        local = self._moment.local
        on = local.date() if when.day is None or when.day.on is None else when.day.on
        at = when.day.at if when.day is not None else None
        if when.time is not None:
            is_today = when.day is not None and on == local.date()
            at = when.time.on_clock(local.time() if is_today else None)
            if at is None:
                return None
            if when.day is None and at <= local.time():
                on += dt.timedelta(days=1)
        return Understood(
            on,
            at,
            self._tokens[start].start,
            self._tokens[end - 1].end,
            at is not None and is_skipped(on, at, self._moment.zone),
        )


def is_skipped(on: dt.date, at: dt.time, zone: str) -> bool:
    """True when the clocks of the zone jump over that time on that day."""
    wall = dt.datetime.combine(on, at, zone_info(zone))
    try:
        back = wall.astimezone(UTC).astimezone(zone_info(zone))
    except OverflowError:
        return False
    return back.replace(tzinfo=None) != wall.replace(tzinfo=None)


def wall_instant(on: dt.date, at: dt.time, zone: str) -> dt.datetime:
    """The UTC instant of a wall time; in a gap as many minutes after the jump, in a repeat the first."""
    return dt.datetime.combine(on, at, zone_info(zone)).astimezone(UTC)
