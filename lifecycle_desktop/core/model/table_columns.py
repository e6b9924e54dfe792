"""The columns that the table of people can show: their keys, and which are shown when nothing was chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable

KEYS = (
    "name", "stage", "temperature", "next_step", "last_touch", "source", "value", "want", "company", "job_title",
    "phone", "email", "city", "postal_code", "tags", "created", "days_in_stage", "purchases", "birthday",
    "preferred_channel", "household",
)  # fmt: skip
USUAL = ("name", "stage", "temperature", "next_step", "last_touch", "source", "value")
ALWAYS = "name"  # without it nobody could be told from another
_OWN = "own:"


def own_key(field_id: int) -> str:
    """The key of the column of an own field."""
    return f"{_OWN}{field_id}"


def own_field_of(key: str) -> int | None:
    """The own field that a column shows; None for any other column."""
    number = key.removeprefix(_OWN)
    is_one = key.startswith(_OWN) and number.isascii() and number.isdigit() and len(number) <= 18
    return int(number) if is_one else None


def known_columns(keys: Iterable[str], own_fields: Collection[int]) -> tuple[str, ...]:
    """Those columns that there are, each once and with the name among them: views outlive own fields."""
    found = [key for key in dict.fromkeys(keys) if key in KEYS or own_field_of(key) in own_fields]
    return tuple(found if ALWAYS in found else [ALWAYS, *found])


def order_text(column: str, *, descending: bool) -> str:
    """An order as a saved view keeps it: "key", or "-key" backwards."""
    return f"-{column}" if descending else column


def order_of(text: str) -> tuple[str, bool]:
    """The column of a kept order, and whether it is backwards; by name where nothing is kept."""
    column = text.removeprefix("-")
    return (column, text.startswith("-")) if column else (ALWAYS, False)
