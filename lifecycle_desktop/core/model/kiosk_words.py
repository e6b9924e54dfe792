"""The words of the sign-in page for visitors: one data file per language, spoken beside the program's own language.

Visitors switch the page's language while the program goes on in the owner's; so these words are no catalogue of
the program's but files of their own, `resources/kiosk/*.toml`.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from lifecycle_desktop.core.model.toml_table import TomlTable
from lifecycle_desktop.core.paths import resources

KIOSK_LANGUAGES = ("en", "es")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class KioskWords:
    """All words of the page in one language; `name` is what the language calls itself."""

    language: str
    name: str
    words: dict[str, str]
    days: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of that key with the values filled in."""
        return self.words[key].format(**values)

    def day(self, on: dt.date) -> str:
        """The weekday of a date."""
        return self.days[_DAYS[on.weekday()]]

    def hours(self, begin: str, end: str) -> str:
        """Two times of day `HH:MM` as visitors read them: "1 to 4 pm"; one of them where the other is empty."""
        if not (begin and end):
            return _clock(begin or end)
        first, last = _clock(begin), _clock(end)
        if first[-2:] == last[-2:]:
            first = first[:-3]
        return self("hours", begin=first, end=last)

    def when(self, on: dt.date | None, begin: str, end: str) -> str:
        """The line below the address: "Open house, Sunday 1 to 4 pm"."""
        told = " ".join(part for part in (self.day(on) if on else "", self.hours(begin, end)) if part)
        what = self("open_house")
        return self("when", day=what, hours=told) if told else what


@functools.cache
def kiosk_words(language: str) -> KioskWords:
    """The words of a language of `KIOSK_LANGUAGES`; English for any other."""
    code = language if language in KIOSK_LANGUAGES else KIOSK_LANGUAGES[0]
    path = resources("kiosk", f"{code}.toml")
    table = TomlTable.read(path.read_bytes(), path.name)
    return KioskWords(code, table.text("name", needed=True), table.pairs("words"), table.pairs("days"))


def _clock(time: str) -> str:
    """`13:00` as "1 pm", `13:30` as "1:30 pm"; empty for an empty one."""
    if not time:
        return ""
    hour, _colon, minute = time.partition(":")
    half = "am" if int(hour) < 12 else "pm"
    shown = str(int(hour) % 12 or 12)
    return f"{shown}:{minute} {half}" if minute != "00" else f"{shown} {half}"
