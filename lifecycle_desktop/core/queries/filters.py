"""A contact filter as SQL: conditions with their values, shared by the table, the board and the command line."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.filter_fields import Kind, field_of, is_sound
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter, Group
from lifecycle_desktop.core.queries.filter_sql import Day, condition_sql
from lifecycle_desktop.core.queries.matching import matching_condition


def conditions(
    wanted: ContactFilter, when: Moment | dt.date, *, many: bool = False, walking: bool = False
) -> tuple[str, list[Any]]:
    """The WHERE text over `contact c` and the values of its marks.

    `when` is the moment it is asked; a bare day counts in UTC. `many` and `walking` are of
    `matching_condition`, `walking` also of `text_sql`.
    """
    day = Day(when.today, when.zone) if isinstance(when, Moment) else Day(when)
    found, values = [visible(wanted)], list[Any]()
    if wanted.group.parts:
        text, more = group_sql(wanted.group, day, walking=walking)
        found.append(text)
        values += more
    if wanted.text.strip():
        text, more = matching_condition(wanted.text, many=many, walking=walking)
        found.append(text)
        values += more
    return " AND ".join(found), values


def is_plain(wanted: ContactFilter) -> bool:
    """Whether its conditions are quick to ask of each row: none looks into a text."""
    fields = [field_of(condition) for condition in wanted.group.conditions()]
    plain = all(field is not None and field.kind is not Kind.TEXT for field in fields)
    return bool(fields) and plain and not wanted.text.strip()


def group_sql(group: Group, day: Day, *, walking: bool = False) -> tuple[str, list[Any]]:
    """A group in brackets; one that asks for nothing holds for everybody; `walking` is of `text_sql`."""
    texts, values = list[str](), list[Any]()
    for part in group.parts:
        if isinstance(part, Condition):
            text, more = condition_sql(part, day, walking=walking) if is_sound(part) else ("0", [])
        else:
            text, more = group_sql(part, day, walking=walking)
        texts.append(text)
        values += more
    if not texts:
        return "1", []
    return "(" + (" AND " if group.how == "all" else " OR ").join(texts) + ")", values


def visible(wanted: ContactFilter) -> str:
    """Who is set aside or in the trash is left out unless a condition asks for it."""
    if wanted.group.asks("trash"):
        return "1"
    return "c.deleted_at IS NULL" if wanted.group.asks("archived") else "c.is_archived = 0"
