"""Days as files write them: ISO, US, European, with month names, without a year; impossible ones are told apart."""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from lifecycle_desktop.core.model.person_text import fold

GIVEN, BLANK, IMPOSSIBLE, UNREADABLE = "given", "blank", "impossible", "unreadable"
MONTH_FIRST, DAY_FIRST = "month first", "day first"


class DayText(NamedTuple):
    """What a text says of a day. `year` is None where only month and day are told."""

    state: str
    year: int | None = None
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """The day as stored, empty unless a whole one is given."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.state == GIVEN and self.year else ""


_TIME = re.compile(
    r"[T ]\s*\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?|Z|[+-]\d{2}:?\d{2}|UTC|GMT)?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?")
_NAMED = re.compile(
    r"(?:(\d{1,2})[.\s-]*(?:er\s+)?(?:de\s+)?)?([^\W\d]{3,})\.?[\s-]*"
    r"(?:(\d{1,2})(?:st|nd|rd|th|er)?)?,?[\s-]*(?:de\s+)?(\d{4})?"
)
_BLANK = re.compile(r"0{1,4}([-/.])0{1,2}\1(0{4}|0{1,2})")
# Years that programs write where the year is unknown (Apple, Windows, Outlook's "none").
_NOT_A_YEAR = frozenset({1604})
_MONTHS = (
    ("jan", "ene"), ("feb", "fev"), ("mar", "mrz", "maer"), ("apr", "abr", "avr"), ("may", "mai"), ("jun", "juin"),
    ("jul", "juil"), ("aug", "ago", "aou"), ("sep", "set"), ("oct", "okt"), ("nov",), ("dec", "dic", "dez"),
)  # fmt: skip


@functools.lru_cache(maxsize=32768)
def read_day(text: str, order: str = MONTH_FIRST) -> DayText:
    """The day a text tells. `order` decides for 3/4/2024; points (3.4.2024) always mean day first.

    A two-digit year is of the hundred years that end ten years after 2026.
    """
    text = text.strip()
    if not text or _BLANK.fullmatch(text):
        return DayText(BLANK)
    text = _TIME.sub("", text).strip()
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _NO_YEAR.fullmatch(text):
        return _checked(None, int(found[1]), int(found[2]))
    if found := _NUMBERS.fullmatch(text):
        one, other = int(found[1]), int(found[3])
        day_first = order == DAY_FIRST or found[2] == "."
        if one > 12 >= other or (other > 12 >= one):  # the other order would be no day at all
            day_first = one > 12
        return _checked(_year(found[4]), *((other, one) if day_first else (one, other)))
    return _named(text)


def order_of(texts: Iterable[str], otherwise: str = MONTH_FIRST) -> str:
    """The order in which a column writes day and month, by the first text that proves one."""
    for text in texts:
        found = _NUMBERS.fullmatch(_TIME.sub("", text.strip()).strip())
        if found and found[2] != ".":
            if int(found[1]) > 12 >= int(found[3]):
                return DAY_FIRST
            if int(found[3]) > 12 >= int(found[1]):
                return MONTH_FIRST
    return otherwise


def _year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text)
    if len(text) == 2:
        year += 2000 if year <= 36 else 1900
    return year


def _named(text: str) -> DayText:
    found = _NAMED.fullmatch(fold(text))
    if found is None:
        return DayText(UNREADABLE)
    month = next((n for n, names in enumerate(_MONTHS, 1) if found[2].startswith(names)), 0)
    day = found[1] or found[3]
    if not month or not day or (found[1] and found[3]):
        return DayText(UNREADABLE)
    return _checked(_year(found[4]), month, int(day))


def _checked(year: int | None, month: int, day: int) -> DayText:
    if year in _NOT_A_YEAR:
        year = None
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1] or year == 0:
        return DayText(IMPOSSIBLE)
    return DayText(GIVEN, year, month, day)
