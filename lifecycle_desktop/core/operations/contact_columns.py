"""The columns of a contact that a person may change: checked, and the names that follow from the parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.contact import KINDS, TEMPERATURES
from lifecycle_desktop.core.model.person_text import display_name, sort_name
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened

NAME_PARTS = ("first_name", "middle_name", "last_name", "suffix", "company")
_LARGEST = 1 << 53


def _among(*known: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in known:
            raise NotUnderstood(
                _("“{value}” cannot be used here.").format(value=shortened(str(value))),
                _("Use one of: {names}.").format(names=", ".join(name for name in known if name)),
            )
        return str(value)

    return check


def _line(value: object) -> str:
    return one_line(str(value))


def _lines(value: object) -> str:
    return many_lines(str(value))


def _truth(value: object) -> int:
    return int(bool(value))


def _day(value: object) -> str | None:
    if value is None or isinstance(value, dt.date):
        return value.isoformat() if value else None
    raise TypeError("a day is a date or None")


def _clock(value: object) -> str | None:
    if value is None or isinstance(value, dt.time):
        return value.strftime("%H:%M") if value else None
    raise TypeError("a time of day is a time or None")


def _amount(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or abs(value) > _LARGEST:
        raise NotUnderstood(_("That amount is too large to be kept."))
    return value


CHANGEABLE: dict[str, Callable[[object], Any]] = {
    **dict.fromkeys(
        (
            "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "phonetic_name", "company",
            "department", "job_title", "display_name", "source", "source_detail", "language", "currency",
        ),
        _line,
    ),
    "want": _lines,
    "note": _lines,
    "kind": _among(*KINDS),
    "temperature": _among(*TEMPERATURES),
    "preferred_channel": _among(*Channel, ""),
    "is_do_not_contact": _truth,
    "is_core": _truth,
    "parked_until_on": _day,
    "quiet_from": _clock,
    "quiet_until": _clock,
    "value_minor": _amount,
}  # fmt: skip


def checked_columns(changes: Mapping[str, object]) -> dict[str, Any]:
    """The changes as they are stored.

    Raises `NotUnderstood` for a value that cannot be, `KeyError` for a column that is not a person's.
    """
    return {column: CHANGEABLE[column](value) for column, value in changes.items()}


def named(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with the shown name and the sort name that follow from them.

    Raises `NotUnderstood` when a name is taken away and nothing is left to call the contact by.
    """
    values = dict(changes)
    if not before or set(values) & {*NAME_PARTS, "display_name"}:
        first, middle, last, suffix, company = (
            str(values.get(part, before.get(part, ""))) for part in NAME_PARTS
        )
        touched = any(values.get(part, before.get(part)) != before.get(part) for part in NAME_PARTS)
        if "display_name" not in values and (touched or not before):
            values["display_name"] = display_name(first, middle, last, suffix) or company
        shown = str(values.get("display_name", before.get("display_name", "")))
        if before and not shown:
            raise NotUnderstood(
                _("A contact needs a name."), _("Type a first name, a last name or a company.")
            )
        values["sort_name"] = sort_name(first, middle, last, shown) or shown
    return values
