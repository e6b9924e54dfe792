"""Entries of a calendar file, before they meet the database and after: things to do and days that come every year."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import NamedTuple

from lifecycle_desktop.core.model.draft import RowProblem

BIRTHDAY, ANNIVERSARY = "birthday", "anniversary"


_OWN_UID = re.compile(r"(follow_up|contact_date|contact)-(\d{1,18})-(\d{1,20})@lifecycle-desktop")


def own_uid(table: str, row_id: int, created_at: str) -> str:
    """The UID under which a row of ours goes out: the same each time, and another in another database."""
    return f"{table}-{row_id}-{digits(created_at)}@lifecycle-desktop"


def own_row(uid: str) -> tuple[str, int, str] | None:
    """Table, id and moment of the row that `own_uid` was asked for; None for a UID of somebody else."""
    found = _OWN_UID.fullmatch(uid)
    return (found[1], int(found[2]), found[3]) if found else None


def digits(text: str) -> str:
    """The digits of an instant."""
    return re.sub(r"\D", "", text)


class CalendarEntry(NamedTuple):
    """One event or task of a file.

    `on` and `at` are on the person's own wall; `at` is None for a whole day. `rule` is one that our recurrence
    takes, counted from `on`; `is_ours` says that this program wrote it. `people` are (address, name) of those
    who take part, `kind` and `whose` name a day that comes every year
    and the words left of the summary. `skip` says why it is not to be taken at all.
    """

    line: int
    uid: str = ""
    what: str = ""
    more: str = ""
    on: dt.date | None = None
    at: dt.time | None = None
    rule: str = ""
    people: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    whose: str = ""
    has_year: bool = True
    is_task: bool = False
    is_ours: bool = False
    skip: str = ""
    problem: RowProblem | None = None

    @property
    def digest(self) -> str:
        """Of all that it tells: another one says that the entry was changed in the calendar."""
        told = (self.what, self.more, self.on, self.at, self.rule, self.people, self.kind, self.whose)
        return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()


class CalendarFollowUp(NamedTuple):
    """An open follow-up as a calendar shows it."""

    uid: str
    what: str
    name: str
    more: str
    on: dt.date
    at: dt.time | None
    zone: str
    rule: str


class CalendarDay(NamedTuple):
    """A day of somebody's own that comes every year; the year may be unknown."""

    uid: str
    kind: str
    name: str
    year: int | None
    month: int
    day: int
