"""What is wrong with a detail as it is typed, with an example; the same rules as when it is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import LONGEST_LINE, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from lifecycle_desktop.core.model.draft import KeyDate
    from lifecycle_desktop.ui.contact.detail_fields import Fault, Values

LONGEST_PHONE = 100
ADDRESS_PARTS = ("street", "extended", "po_box", "city", "region", "postal_code", "country", "formatted")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)


def phone_fault(values: Values) -> Fault | None:
    """A phone needs a digit."""
    text = values["value"].strip()
    if not any(letter.isdigit() for letter in text):
        return "value", _("A phone number has digits. Example: +1 416 555 0134")
    if len(text) > LONGEST_PHONE:
        return "value", _("This is too long for a phone number. Example: +1 416 555 0134")
    return None


def email_fault(values: Values) -> Fault | None:
    """An e-mail address has the shape that the database takes."""
    from lifecycle_desktop.core.store.email_address import normal_email

    text = values["value"].strip()
    if normal_email(text):
        return None
    if "@" not in text:
        return "value", _("This has no @. Example: hal@example.com")
    return "value", _("This is not an email address. Example: hal@example.com")


def filled(key: str, fault: str) -> Callable[[Values], Fault | None]:
    """A check that a part is not empty, and not longer than can be kept."""

    def check(values: Values) -> Fault | None:
        text = values[key].strip()
        if not text:
            return key, fault
        return too_long(key, text)

    return check


def too_long(key: str, text: str) -> Fault | None:
    """A line above the longest that is kept."""
    if len(text) > LONGEST_LINE:
        return key, _("This is too long to be kept. Put it into the note.")
    return None


def address_fault(values: Values) -> Fault | None:
    """An address needs something besides its label."""
    if not any(values.get(part, "").strip() for part in ADDRESS_PARTS):
        return "street", _("The address is empty. Example: 42 Orchard Lane")
    return None


def date_fault(values: Values) -> Fault | None:
    """A day that exists."""
    if read_date(values["kind"], values["value"]) is None:
        return "value", _("This is not a day. Example: 9 June, or 9 June 1980")
    return None


def read_date(kind: str, text: str) -> KeyDate | None:
    """The day that is typed, with or without a year; None where it is none."""
    from lifecycle_desktop.core.exchange.day_text import DAY_FIRST, GIVEN, MONTH_FIRST, read_day
    from lifecycle_desktop.core.model.draft import KeyDate

    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    day_first = -1 < pattern.find("d") < pattern.find("M")
    found = read_day(text.strip()[:60], DAY_FIRST if day_first else MONTH_FIRST)
    if found.state != GIVEN:
        return None
    return KeyDate(kind.strip() or "birthday", found.year, found.month, found.day)


def clock_of(text: str) -> str | None:
    """A time of day as HH:MM: "18", "6 pm", "18:30"; empty for none, None where it is no time."""
    plain = text.strip()
    if not plain:
        return ""
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def quiet_fault(values: Values) -> Fault | None:
    """Two times of day, or none."""
    for key in ("from", "until"):
        if clock_of(values[key]) is None:
            said = _("“{text}” is not a time. Example: 21:00")
            return key, said.format(text=shortened(values[key], 20))
    if bool(values["from"].strip()) != bool(values["until"].strip()):
        missing = "until" if values["from"].strip() else "from"
        return missing, _("Quiet hours have a beginning and an end. Example: 21:00 to 08:00")
    return None
