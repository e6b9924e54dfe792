"""The fields a smart list can ask for, of which kind each is, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from enum import StrEnum

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.smart_list import LONGEST_VALUE, MOST_DAYS, MOST_VALUES, Condition, Value

HIGHEST_NUMBER = 1 << 53


class Kind(StrEnum):
    """How a field is asked for."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"
    AMOUNT = "amount"
    FLAG = "flag"


class Takes(StrEnum):
    """What an operator needs beside it."""

    NOTHING = "nothing"
    TEXT = "text"
    CHOICES = "choices"
    DAY = "day"
    DAYS = "days"  # a number of days
    NUMBER = "number"
    AMOUNT = "amount"  # minor units


TAKES: dict[str, Takes] = {
    "has": Takes.TEXT, "lacks": Takes.TEXT, "is": Takes.TEXT, "begins": Takes.TEXT,
    "any": Takes.CHOICES, "all": Takes.CHOICES, "none_of": Takes.CHOICES,
    "before": Takes.DAY, "after": Takes.DAY,
    "last": Takes.DAYS, "quiet": Takes.DAYS, "next": Takes.DAYS,
    "at_least": Takes.NUMBER, "at_most": Takes.NUMBER,
    "worth_least": Takes.AMOUNT, "worth_most": Takes.AMOUNT,
    "empty": Takes.NOTHING, "filled": Takes.NOTHING, "yes": Takes.NOTHING, "no": Takes.NOTHING,
    "none": Takes.NOTHING, "late": Takes.NOTHING, "today": Takes.NOTHING,
}  # fmt: skip

_TEXT = ("has", "lacks", "is", "begins", "filled", "empty")
_ONE = ("any", "none_of", "filled", "empty")
_PAST = ("last", "quiet", "before", "after", "filled", "empty")
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its title for people, its kind, what can be asked, and where the values to choose come from."""

    key: str
    title: str
    kind: Kind
    operators: tuple[str, ...]
    chosen_from: str = ""  # stage, temperature, source, tag, household, channel, permission

    @property
    def words(self) -> str:
        """The title in the language now spoken."""
        return _(self.title)


FIELDS: dict[str, Field] = {
    field.key: field
    for field in (
        Field("stage", mark("Stage"), Kind.CHOICE, ("any", "none_of"), "stage"),
        Field("temperature", mark("Temperature"), Kind.CHOICE, _ONE, "temperature"),
        Field("tag", mark("Tag"), Kind.CHOICE, ("any", "all", "none_of", "filled", "empty"), "tag"),
        Field("source", mark("Source"), Kind.CHOICE, _ONE, "source"),
        Field(
            "next_step",
            mark("Next step"),
            Kind.DAY,
            ("none", "late", "today", "next", "before", "after", "filled"),
        ),
        Field("last_touch", mark("Last touch"), Kind.DAY, ("quiet", "last", "before", "after")),
        Field("slipping", mark("Slipping"), Kind.FLAG, _YES_NO),
        Field("stuck", mark("Stuck"), Kind.FLAG, _YES_NO),
        Field("parked", mark("Parked"), Kind.FLAG, _YES_NO),
        Field("waits", mark("Waits for an answer"), Kind.FLAG, _YES_NO),
        Field("days_in_stage", mark("Days in stage"), Kind.NUMBER, ("at_least", "at_most")),
        Field("area", mark("Area"), Kind.TEXT, ("has", "lacks")),
        Field("street", mark("Street"), Kind.TEXT, _TEXT),
        Field("city", mark("City"), Kind.TEXT, _TEXT),
        Field("region", mark("State or province"), Kind.TEXT, _TEXT),
        Field("postal_code", mark("Postal code"), Kind.TEXT, _TEXT),
        Field("country", mark("Country"), Kind.TEXT, _TEXT),
        Field("value", mark("Value"), Kind.AMOUNT, ("worth_least", "worth_most", "filled", "empty")),
        Field("purchases", mark("Purchases"), Kind.NUMBER, ("at_least", "at_most")),
        Field("last_purchase", mark("Last purchase"), Kind.DAY, _PAST),
        Field("birthday", mark("Birthday"), Kind.DAY, ("next", "filled", "empty")),
        Field("key_date", mark("Key date"), Kind.DAY, ("next", "filled", "empty")),
        Field("created", mark("Added"), Kind.DAY, ("last", "quiet", "before", "after")),
        Field("captured", mark("Captured"), Kind.DAY, _PAST),
        Field("name", mark("Name"), Kind.TEXT, ("has", "lacks", "is", "begins")),
        Field("company", mark("Company"), Kind.TEXT, _TEXT),
        Field("job", mark("Job title"), Kind.TEXT, _TEXT),
        Field("want", mark("Looking for"), Kind.TEXT, _TEXT),
        Field("note", mark("Note"), Kind.TEXT, _TEXT),
        Field("email", mark("Email"), Kind.TEXT, _TEXT),
        Field("phone", mark("Phone"), Kind.TEXT, _TEXT),
        Field("has_email", mark("Has an email"), Kind.FLAG, _YES_NO),
        Field("has_phone", mark("Has a phone"), Kind.FLAG, _YES_NO),
        Field("has_address", mark("Has an address"), Kind.FLAG, _YES_NO),
        Field("permission_call", mark("Permission to call"), Kind.CHOICE, ("any", "none_of"), "permission"),
        Field("permission_text", mark("Permission to text"), Kind.CHOICE, ("any", "none_of"), "permission"),
        Field("permission_email", mark("Permission to email"), Kind.CHOICE, ("any", "none_of"), "permission"),
        Field(
            "permission_letter", mark("Permission to write"), Kind.CHOICE, ("any", "none_of"), "permission"
        ),
        Field("do_not_contact", mark("Do not contact"), Kind.FLAG, _YES_NO),
        Field("channel", mark("Preferred channel"), Kind.CHOICE, _ONE, "channel"),
        Field("language", mark("Language"), Kind.TEXT, ("is", "filled", "empty")),
        Field("household", mark("Household"), Kind.CHOICE, _ONE, "household"),
        Field("archived", mark("Set aside"), Kind.FLAG, _YES_NO),
        Field("trash", mark("In the trash"), Kind.FLAG, _YES_NO),
    )
}

# An own field is asked for by its row: "own:12".
OWN = Field("own", mark("Own field"), Kind.TEXT, _TEXT)


def field_of(condition: Condition) -> Field | None:
    """The field a condition is about; None where this version knows none of that name."""
    if condition.key == OWN.key:
        return OWN if condition.row_id else None
    return FIELDS.get(condition.field)


def is_sound(condition: Condition) -> bool:
    """Whether the field is known, may be asked so, and the values are of the right kind and number."""
    field = field_of(condition)
    if field is None or condition.operator not in field.operators:
        return False
    takes, values = TAKES[condition.operator], condition.values
    if takes is Takes.NOTHING:
        return not values
    if takes is Takes.CHOICES:
        return 1 <= len(values) <= MOST_VALUES and all(_is_choice(field, value) for value in values)
    return len(values) == 1 and _is_value(takes, values[0])


def _is_choice(field: Field, value: Value) -> bool:
    if field.chosen_from in ROWS:
        return _is_number(value, 1, (1 << 62) - 1)
    known = fixed_choices(field.chosen_from)
    return isinstance(value, str) and value in known


def _is_value(takes: Takes, value: Value) -> bool:
    if takes is Takes.TEXT:
        return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_VALUE
    if takes is Takes.DAY:
        return isinstance(value, str) and day_of(value) is not None
    if takes is Takes.DAYS:
        return _is_number(value, 0, MOST_DAYS)
    return _is_number(value, 0 if takes is Takes.NUMBER else -HIGHEST_NUMBER, HIGHEST_NUMBER)


def _is_number(value: Value, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def day_of(value: Value) -> dt.date | None:
    """The day an ISO text means; None for any other text."""
    try:
        return dt.date.fromisoformat(str(value)) if len(str(value)) == 10 else None
    except ValueError:
        return None


# What is chosen among rows of the database, by id; all else among keys that never change.
ROWS = ("stage", "source", "tag", "household")


@functools.cache
def fixed_choices(chosen_from: str) -> tuple[str, ...]:
    """The keys of what is chosen among a fixed number."""
    return {
        "temperature": ("hot", "warm", "cold"),
        "channel": tuple(channel.value for channel in Channel if channel is not Channel.OTHER),
        "permission": tuple(status.value for status in PermissionStatus),
    }.get(chosen_from, ())
