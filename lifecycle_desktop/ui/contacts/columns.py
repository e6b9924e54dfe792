"""The columns of the table in words: what a head says, how wide a column is at first, what a cell says."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.table_columns import own_field_of
from lifecycle_desktop.ui.contact_words import date_text, number

TICK = "tick"
AT_END = frozenset({"value", "purchases", "days_in_stage"})  # figures stand below each other
# These share the room that is left, as long as nobody has set their width.
SHARES = {"name": 0.45, "next_step": 0.55, "want": 0.4}
# px at 100 % text; a column not named here takes the last.
_WIDTHS = {
    TICK: 43, "name": 158, "stage": 99, "temperature": 80, "next_step": 203, "last_touch": 102, "source": 92,
    "value": 76, "want": 190, "company": 130, "job_title": 120, "phone": 124, "email": 180, "city": 104,
    "postal_code": 90, "tags": 130, "created": 100, "days_in_stage": 92, "purchases": 88, "birthday": 100,
    "preferred_channel": 96, "household": 120, "": 110,
}  # fmt: skip
NARROWEST, WIDEST = 40, 900


def usual_width(column: str) -> int:
    """How wide a column is when nobody has said so, in px at 100 % text."""
    return _WIDTHS.get(column, _WIDTHS[""])


def column_title(column: str, own_names: dict[int, str] | None = None) -> str:
    """What the head of a column says; an own field's is its name."""
    field_id = own_field_of(column)
    if field_id is not None:
        return (own_names or {}).get(field_id, "")
    return {
        "name": _("Name"),
        "stage": _("Stage"),
        "temperature": _("Temp"),
        "next_step": _("Next step"),
        "last_touch": _("Last touch"),
        "source": _("Source"),
        "value": _("Value"),
        "want": _("Looking for"),
        "company": _("Company"),
        "job_title": _("Job"),
        "phone": _("Phone"),
        "email": _("Email"),
        "city": _("City"),
        "postal_code": _("Postcode"),
        "tags": _("Tags"),
        "created": _("Added"),
        "days_in_stage": _("Days here"),
        "purchases": _("Purchases"),
        "birthday": _("Birthday"),
        "preferred_channel": _("Prefers"),
        "household": _("Household"),
    }.get(column, "")


def column_name(column: str, own_names: dict[int, str] | None = None) -> str:
    """What a column is called where there is room for it."""
    longer = {"temperature": _("Temperature"), "days_in_stage": _("Days in stage")}
    return longer.get(column) or column_title(column, own_names)


def sort_words(column: str, own_names: dict[int, str] | None = None) -> str:
    """By what the table is sorted, after "Sorted by"."""
    if own_field_of(column) is not None:
        return column_title(column, own_names)
    return {
        "name": _("name"),
        "stage": _("stage"),
        "temperature": _("temperature"),
        "next_step": _("next step"),
        "last_touch": _("last touch"),
        "source": _("source"),
        "value": _("value"),
        "want": _("what they look for"),
        "company": _("company"),
        "job_title": _("job"),
        "phone": _("phone"),
        "email": _("email"),
        "city": _("city"),
        "postal_code": _("postcode"),
        "tags": _("tags"),
        "created": _("day added"),
        "days_in_stage": _("days in stage"),
        "purchases": _("purchases"),
        "birthday": _("birthday"),
        "preferred_channel": _("preferred channel"),
        "household": _("household"),
    }.get(column, column)


def cell_words(column: str, value: str | int | None, moment: Moment) -> str:
    """What a cell says of a value as it was read."""
    if value is None or value == "":
        return ""
    text = str(value)
    if column == "created":
        day = Moment(instant_from_text(text), moment.zone).today
        return date_text(day, "d MMM" if day.year == moment.today.year else "d MMM yyyy")
    if column == "days_in_stage":
        since = Moment(instant_from_text(text), moment.zone).today
        return number(max(0, (moment.today - since).days))
    if column == "purchases":
        return number(int(value)) if value else ""
    if column == "birthday":
        return _birthday(text)
    if column == "preferred_channel":
        return Channel(text).words if text in set(Channel) else text
    return text


def _birthday(text: str) -> str:
    year, month, day = (int(part) for part in text.split("-"))
    try:
        if year:
            return date_text(dt.date(year, month, day), "d MMM yyyy")
        return date_text(dt.date(2000, month, day), "d MMM")  # a leap year, for those of 29 February
    except ValueError:  # a day that there is not, from a file
        return ""
