"""The days on which the owner works: days of the week and own holidays, and the next one from any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

USUAL_WEEK = "12345"  # Monday to Friday, numbered as in ISO 8601
MOST_HOLIDAYS = 300
_LONGEST_BREAK = 400  # days: whoever names every day of a year a holiday works on none


class WorkingDays(NamedTuple):
    """Which days of the week are worked on (0 is Monday), and which days are not although they would be."""

    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[dt.date] = frozenset()
    keeps_follow_ups: bool = False  # what recurs, and "next week", move on to the next working day

    def is_one(self, day: dt.date) -> bool:
        """Whether that day is worked on."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def from_day(self, day: dt.date) -> dt.date:
        """That day, or the next one that is worked on; the day itself where none is found."""
        for ahead in range(_LONGEST_BREAK):
            if dt.date.max - day < dt.timedelta(days=ahead):
                break
            found = day + dt.timedelta(days=ahead)
            if self.is_one(found):
                return found
        return day

    def after(self, day: dt.date) -> dt.date:
        """The next working day after that one."""
        return self.from_day(min(day, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1))

    def kept(self, day: dt.date) -> dt.date:
        """Where a follow-up of that day is put: the next working day if the owner wants it so."""
        return self.from_day(day) if self.keeps_follow_ups else day


def working_days(told: Mapping[str, str]) -> WorkingDays:
    """The working days that the settings of a business tell; what cannot be read is passed over."""
    week = frozenset(int(sign) - 1 for sign in told.get("working_days", USUAL_WEEK) if sign in "1234567")
    return WorkingDays(
        weekdays=week or WorkingDays().weekdays,
        holidays=frozenset(holidays_in(told.get("holidays", ""))[0]),
        keeps_follow_ups=told.get("keeps_to_working_days") == "1",
    )


def holidays_in(text: str) -> tuple[list[dt.date], list[str]]:
    """The days of a typed list in their order, each once, and the words in it that are no day."""
    found, wrong = set(), []
    for word in text.replace(",", " ").replace(";", " ").split():
        try:
            found.add(dt.date.fromisoformat(word))
        except ValueError:
            wrong.append(word)
    return sorted(found), wrong
