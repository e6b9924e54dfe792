"""Days and costs as a cell shows them to be edited, and what was typed read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.plan_entry import cost_text, read_cost, read_plan_day


class Entries:
    """Reads what is typed into the plan, as of now, in the owner's currency and the order of the system's dates."""

    def __init__(self, moment: Callable[[], Moment]) -> None:
        self._moment = moment
        self.currency = "USD"

    def day_text(self, on: dt.date | None) -> str:
        """A day to be edited; empty for none."""
        return "" if on is None else plan_words.day(on, self._moment().today)

    def day(self, text: str, before: dt.date | None) -> dt.date | None:
        """The day that was typed; a text that was left as it was means the day of before."""
        if text.strip() == self.day_text(before):
            return before
        return read_plan_day(text, self._moment(), day_first=_day_first())

    def check_day(self, before: dt.date | None) -> Callable[[str], str]:
        """A check that says what is wrong with a typed day."""
        return lambda text: _wrong(lambda: self.day(text, before))

    def cost_text(self, minor: int | None, currency: str = "") -> str:
        """A cost to be edited; empty for none."""
        return cost_text(minor, currency or self.currency)

    def cost(self, text: str, currency: str = "") -> int | None:
        """The cost that was typed, in the smallest unit."""
        return read_cost(text, currency or self.currency)

    def check_cost(self, currency: str = "") -> Callable[[str], str]:
        """A check that says what is wrong with a typed cost."""
        return lambda text: _wrong(lambda: self.cost(text, currency))


def _wrong(read: Callable[[], object]) -> str:
    try:
        read()
    except NotUnderstood as error:
        return str(error)
    return ""


def _day_first() -> bool:
    shown = QLocale().toString(QDate(2001, 11, 25), QLocale.FormatType.ShortFormat)
    return shown.find("25") < shown.find("11")
