"""What is printed of people and of a day: lines of call sheets, guest lists, contact sheets and the day sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import NextStep, StageMark
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.postal import NO_ADDRESS, MailBar


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as the sheets tell of them. `call_bar` says why they are not to be called."""

    contact_id: int
    name: str
    stage: StageMark
    company: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: Address = NO_ADDRESS
    want: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    household: str = ""
    quiet: tuple[str, str] | None = None  # HH:MM, the hours in which they are not to be disturbed
    last_touch_on: dt.date | None = None
    next_step: NextStep | None = None
    call_bar: MailBar = MailBar.NONE


class DayPart(StrEnum):
    """The parts of a day sheet, in their order."""

    LATE = "late"
    ANSWER = "answer"
    TODAY = "today"
    SLIPPING = "slipping"

    @property
    def words(self) -> str:
        """The heading of the part."""
        return {
            "late": _("Late"),
            "answer": _("Answer now"),
            "today": _("Today"),
            "slipping": _("Slipping through"),
        }[self.value]


class DaySheetLine(NamedTuple):
    """Something to do on paper. Without a follow-up it is about a person who waits or slips."""

    number: int
    part: DayPart
    follow_up_id: int | None
    contact_id: int | None
    name: str
    what: str
    reason: str
    reach: str  # phone, else e-mail
    due_on: dt.date | None = None
    due_time: str | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day on paper; the numbers are those that are typed back at night."""

    day: dt.date
    lines: tuple[DaySheetLine, ...] = ()
    left_out: int = 0  # that did not get a line, since nobody does so much in a day
