"""Times of day as people type them: "3pm", "10:30", "at 9", "half past 3", "a las 3 y media de la tarde"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lifecycle_desktop.core.model import spoken_words as words
from lifecycle_desktop.core.model.spoken_tokens import Token, is_glued, phrases

PART_TIMES = {"morning": dt.time(9), "afternoon": dt.time(14), "evening": dt.time(18)}
FIRST_MORNING_HOUR = 7
"""An hour from 1 to below this one is taken for the afternoon when nothing else is said."""


@dataclass(frozen=True)
class SaidTime:
    """A time of day as it was said.

    `half` is "am" or "pm" where that was said, `part` a part of the day; `is_exact` marks the
    24-hour clock, `is_bare` a number with nothing around it; `is_strong` times are times even
    without a day beside them.
    """

    hour: int | None = None
    minute: int = 0
    half: str = ""
    part: str = ""
    is_exact: bool = False
    is_bare: bool = False
    is_strong: bool = False

    def within(self, part: str) -> SaidTime:
        """The same time in a part of the day, where none was said with it."""
        return self if self.part else replace(self, part=part)

    def on_clock(self, after: dt.time | None = None) -> dt.time | None:
        """The time meant; None where there is no such time.

        An hour that could be either half of the day moves to the later one when `after` (now,
        for a time today) is past the usual reading.
        """
        if self.hour is None:
            return PART_TIMES.get(self.part)
        if not (0 <= self.hour <= 23 and 0 <= self.minute <= 59):
            return None
        if self.half:
            return self._in_half()
        if self.is_exact or self.hour in (0, 12) or self.hour > 12:
            return None if self.part == "evening" and self.hour == 12 else dt.time(self.hour, self.minute)
        morning, later = dt.time(self.hour, self.minute), dt.time(self.hour + 12, self.minute)
        if self.part:
            return morning if self.part == "morning" else later
        if self.hour < FIRST_MORNING_HOUR or (after is not None and morning <= after < later):
            return later
        return morning

    def _in_half(self) -> dt.time | None:
        if self.hour is None or not 1 <= self.hour <= 12:
            return None
        return dt.time(self.hour % 12 + (12 if self.half == "pm" else 0), self.minute)


class ClockReader:
    """Reads times of day from the pieces of a line."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens

    def times(self, place: int) -> Iterator[tuple[SaidTime, int]]:
        """Every time that can be read from `place`, with the place after it."""
        for _said, end in phrases(self._tokens, place, words.NOON):
            yield SaidTime(12, is_exact=True, is_strong=True), end
        for _said, start in phrases(self._tokens, place, words.BEFORE_TIME):
            for time, end in self._after_lead(start):
                yield replace(time, is_strong=True), end
            for time, end in self._hour_in_words(start):
                yield replace(time, is_strong=True), end
        yield from self._after_lead(place)

    def parts(self, place: int) -> Iterator[tuple[str, int]]:
        """Every part of the day that is named at `place`."""
        for said, end in phrases(self._tokens, place, words.PARTS):
            yield words.PARTS[said], end

    def may_end(self, time: SaidTime, end: int) -> bool:
        """False when a bare number is followed by what makes it a count: "3 listings"."""
        if not time.is_bare or end >= len(self._tokens):
            return True
        following = self._tokens[end]
        return following.kind in ("comma", "other") or following.text in words.MAY_FOLLOW_A_BARE_HOUR

    def _after_lead(self, place: int) -> Iterator[tuple[SaidTime, int]]:
        for table, minute, shift in (
            (words.HALF_PAST, 30, 0),
            (words.QUARTER_PAST, 15, 0),
            (words.QUARTER_TO, 45, -1),
        ):
            for _said, start in phrases(self._tokens, place, table):
                for time, end in [*self._number(start), *self._hour_in_words(start)]:
                    yield _shifted(replace(time, minute=minute, is_strong=True, is_bare=False), shift), end
        yield from self._number(place)

    def _number(self, place: int) -> Iterator[tuple[SaidTime, int]]:
        if place >= len(self._tokens):
            return
        token = self._tokens[place]
        found = re.fullmatch(r"(\d{1,2})(?:[:h.](\d{2})\.?)?", token.text)
        if found is None or token.kind not in ("clock", "point", "dotted", "number"):
            return
        hour, minute = int(found.group(1)), int(found.group(2) or 0)
        has_minutes = found.group(2) is not None
        if hour > 23 or minute > 59:
            return
        time = SaidTime(
            hour,
            minute,
            is_exact=has_minutes and token.text.startswith("0"),
            is_bare=not has_minutes,
            is_strong=token.kind == "clock",
        )
        yield from self._with_tail(time, place + 1)

    def _hour_in_words(self, place: int) -> Iterator[tuple[SaidTime, int]]:
        for said, end in phrases(self._tokens, place, words.NUMBERS):
            if " " not in said and said not in ("a", "an", "couple") and words.NUMBERS[said] <= 12:
                yield from self._with_tail(SaidTime(words.NUMBERS[said]), end)

    def _with_tail(self, time: SaidTime, place: int) -> Iterator[tuple[SaidTime, int]]:
        for table, minute, shift in (
            (words.AND_HALF, 30, 0),
            (words.AND_QUARTER, 15, 0),
            (words.LESS_QUARTER, 45, -1),
        ):
            for _said, end in phrases(self._tokens, place, table):
                yield from self._with_tail(_shifted(replace(time, minute=minute, is_bare=False), shift), end)
        for _said, end in phrases(self._tokens, place, words.O_CLOCK):
            time, place = replace(time, is_bare=False, is_strong=True), end
            break
        half = self._half_of_day(place)
        if half:
            yield replace(time, half=half, is_bare=False, is_strong=True), place + 1
            return
        for part, end in self.parts(place):
            yield replace(time, part=part, is_bare=False, is_strong=True), end
        yield time, place

    def _half_of_day(self, place: int) -> str:
        if place >= len(self._tokens):
            return ""
        said = re.sub(r"[.\s]", "", self._tokens[place].text)
        if said in ("am", "pm"):
            return said
        return f"{said}m" if said in ("a", "p") and is_glued(self._tokens, place) else ""


def _shifted(time: SaidTime, hours: int) -> SaidTime:
    if not hours or time.hour is None:
        return time
    hour = time.hour + hours
    return replace(time, hour=hour if hour > 0 else 12)
