"""Each condition of a smart list as SQL over `contact c`, with its values; nothing typed enters the text of it."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable

from lifecycle_desktop.core.clock import UTC, instant_text, zone_info
from lifecycle_desktop.core.model.filter_fields import Kind, field_of
from lifecycle_desktop.core.model.smart_list import Condition
from lifecycle_desktop.core.queries.filter_text_sql import Sql, of_rows, text_sql
from lifecycle_desktop.core.store.shared_sql import marks

_LONGEST_STAY = 3650  # days; a threshold above it counts as this one
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"
_NEVER = (_LAST_DAY, _FIRST_DAY)


class Day:
    """The day on which a list is looked at, and the instants where days of that zone begin."""

    def __init__(self, today: dt.date, zone: str = "UTC") -> None:
        self.today, self.zone = today, zone

    def away(self, days: int) -> str:
        """The day so many days from today, as text; the first or last there is where it goes beyond."""
        try:
            return (self.today + dt.timedelta(days=days)).isoformat()
        except OverflowError:
            return _FIRST_DAY if days < 0 else _LAST_DAY

    def begins(self, day: str) -> str:
        """The instant at which a day begins, as stored."""
        return _midnight(day, self.zone)

    def after(self, day: str) -> str:
        """The day that follows."""
        if day >= _LAST_DAY:
            return _LAST_DAY
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def condition_sql(condition: Condition, day: Day, *, walking: bool = False) -> Sql:
    """One sound condition; `walking` is of `text_sql`."""
    key, operator = condition.key, condition.operator
    field = field_of(condition)
    if field is None:
        raise KeyError(condition.field)
    if key in _FLAGS:
        sql, values = _FLAGS[key](day)
        return (sql, values) if operator == "yes" else (f"NOT ({sql})", values)
    if field.kind is Kind.TEXT:
        return text_sql(condition, walking=walking)
    if key == "tag":
        return _tag(condition, walking=walking)
    if key in _CHOICES:
        return _choice(*_CHOICES[key], condition)
    return _OTHERS[key.partition("_")[0] if key.startswith("permission") else key](condition, day)


# -- choices --------------------------------------------------------------------------------------------------------

# field → the column of contact, and the test that it holds anything
_CHOICES = {
    "stage": ("c.stage_id", "1"),
    "temperature": ("c.temperature", "c.temperature <> ''"),
    "source": ("c.source_id", "c.source_id IS NOT NULL"),
    "household": ("c.household_id", "c.household_id IS NOT NULL"),
    "channel": ("c.preferred_channel", "c.preferred_channel <> ''"),
}


def _choice(column: str, is_filled: str, condition: Condition) -> Sql:
    values = list(condition.values)
    if condition.operator == "filled":
        return is_filled, []
    if condition.operator == "empty":
        return f"NOT ({is_filled})", []
    listed = f"{column} IN ({marks(values)})"
    if condition.operator == "none_of":
        return f"({column} IS NULL OR NOT {listed})", values
    return listed, values


def _tag(condition: Condition, *, walking: bool) -> Sql:
    values = list(condition.values)
    if condition.operator in ("filled", "empty"):
        found = of_rows("contact_tag", "1", walking=walking)
        return (found if condition.operator == "filled" else f"NOT {found}"), []
    if condition.operator == "all":
        each = of_rows("contact_tag", "p.tag_id = ?", walking=walking)
        return "(" + " AND ".join([each] * len(values)) + ")", values
    found = of_rows("contact_tag", f"p.tag_id IN ({marks(values)})", walking=walking)
    return (found if condition.operator == "any" else f"NOT {found}"), values


def _permission(condition: Condition, _day: Day) -> Sql:
    """The last word said of a channel; nothing said is unknown."""
    channel = condition.field.partition("_")[2]
    said = (
        "coalesce((SELECT p.status FROM permission p WHERE p.contact_id = c.id AND p.channel = ? "
        "ORDER BY p.id DESC LIMIT 1), 'unknown')"
    )
    which = "IN" if condition.operator == "any" else "NOT IN"
    return f"{said} {which} ({marks(condition.values)})", [channel, *condition.values]


# -- days -----------------------------------------------------------------------------------------------------------


def _instant(column: str, condition: Condition, day: Day) -> Sql:
    """A condition on an instant, by the days of the zone."""
    operator = condition.operator
    if operator in ("filled", "empty"):
        return f"{column} IS {'NOT ' if operator == 'filled' else ''}NULL", []
    first, last = _days_of(condition, day)
    inside = f"({column} >= ? AND {column} < ?)"
    values = [day.begins(first), day.begins(day.after(last)) if last < _LAST_DAY else "9999-12-32"]
    if operator == "quiet":
        return f"({column} IS NULL OR NOT {inside})", values
    return inside, values


def _days_of(condition: Condition, day: Day) -> tuple[str, str]:
    """The first and last day that a condition means; of `quiet` those that must not be."""
    operator, value = condition.operator, condition.values[0]
    today = day.away(0)
    if operator in ("last", "quiet"):
        return day.away(-int(value)), today if operator == "last" else _LAST_DAY
    if operator == "next":
        return today, day.away(int(value))
    if operator == "before":
        before = dt.date.fromisoformat(str(value))
        return (_FIRST_DAY, (before - dt.timedelta(days=1)).isoformat()) if before > dt.date.min else _NEVER
    return (day.after(str(value)), _LAST_DAY) if str(value) < _LAST_DAY else _NEVER


def _created(condition: Condition, day: Day) -> Sql:
    return _instant("c.created_at", condition, day)


def _captured(condition: Condition, day: Day) -> Sql:
    return _instant("c.captured_at", condition, day)


def _last_touch(condition: Condition, day: Day) -> Sql:
    """The last word that went between them, as logged or as told by an imported file.

    Quiet is who has had none since, or none at all and is known no longer than that.
    """
    first, last = _days_of(condition, day)
    start = day.begins(first)
    if condition.operator == "quiet":
        nothing = "coalesce(c.last_activity_at, '') < ? AND coalesce(c.touched_on, '') < ?"
        known = "(c.last_activity_at IS NOT NULL OR c.touched_on IS NOT NULL OR c.created_at < ?)"
        return f"({nothing} AND {known})", [start, first, start]
    end = day.begins(day.after(last)) if last < _LAST_DAY else "9999-12-32"
    if condition.operator == "before":
        touched = "(c.last_activity_at IS NOT NULL OR c.touched_on IS NOT NULL)"
        return f"({touched}{_NOT_LATER})", [end, last]
    until = "" if last == _LAST_DAY else _NOT_LATER
    values = [start, first] if last == _LAST_DAY else [start, first, end, last]
    return f"((c.last_activity_at >= ? OR c.touched_on >= ?){until})", values


_NOT_LATER = " AND coalesce(c.last_activity_at, '') < ? AND coalesce(c.touched_on, '') <= ?"


def _next_step(condition: Condition, day: Day) -> Sql:
    operator, today = condition.operator, day.away(0)
    if operator == "none":
        return "c.next_step_on IS NULL", []
    if operator == "filled":
        return "c.next_step_on IS NOT NULL", []
    if operator == "late":
        return "c.next_step_on < ?", [today]
    if operator == "today":
        return "c.next_step_on = ?", [today]
    first, last = _days_of(condition, day)
    return "c.next_step_on BETWEEN ? AND ?", [first, last]


def _last_purchase(condition: Condition, day: Day) -> Sql:
    operator = condition.operator
    if operator in ("filled", "empty"):
        which = "IN" if operator == "filled" else "NOT IN"
        return f"c.id {which} (SELECT contact_id FROM purchase)", []
    first, last = _days_of(condition, day)
    which = "NOT IN" if operator == "quiet" else "IN"
    rows = "SELECT contact_id FROM purchase GROUP BY contact_id HAVING max(closed_on) BETWEEN ? AND ?"
    return f"c.id {which} ({rows})", [first, last]


def _date(kind: str, condition: Condition, day: Day) -> Sql:
    """A date that comes round each year; 29 February comes on the 28th of a common year."""
    own = "p.kind = 'birthday'" if kind else "1"
    if condition.operator in ("filled", "empty"):
        which = "IN" if condition.operator == "filled" else "NOT IN"
        return f"c.id {which} (SELECT p.contact_id FROM contact_date p WHERE {own} AND p.month > 0)", []
    numbers = json.dumps(days_of_the_year(day.today, int(condition.values[0])))
    return (
        f"c.id IN (SELECT p.contact_id FROM contact_date p WHERE {own} AND p.month * 100 + p.day IN "
        "(SELECT value FROM json_each(?)))",
        [numbers],
    )


def days_of_the_year(today: dt.date, days: int) -> list[int]:
    """Today and so many days on, each as month times 100 plus day."""
    found: dict[int, None] = {}
    for away in range(min(days, 366) + 1):
        try:
            on = today + dt.timedelta(days=away)
        except OverflowError:
            break
        found[on.month * 100 + on.day] = None
        is_common = on.month == 2 and on.day == 28 and (on + dt.timedelta(days=1)).month == 3
        if is_common:
            found[229] = None
    return list(found)


# -- numbers --------------------------------------------------------------------------------------------------------


def _value(condition: Condition, _day: Day) -> Sql:
    if condition.operator in ("filled", "empty"):
        return f"c.value_minor IS {'NOT ' if condition.operator == 'filled' else ''}NULL", []
    sign = ">=" if condition.operator == "worth_least" else "<="
    return f"c.value_minor {sign} ?", [condition.values[0]]


def _purchases(condition: Condition, _day: Day) -> Sql:
    count = int(condition.values[0])
    rows = "SELECT contact_id FROM purchase GROUP BY contact_id HAVING count(*)"
    if condition.operator == "at_least":
        return (f"c.id IN ({rows} >= ?)", [count]) if count > 0 else ("1", [])
    return f"c.id NOT IN ({rows} > ?)", [count]


def _days_in_stage(condition: Condition, day: Day) -> Sql:
    days = int(condition.values[0])
    if condition.operator == "at_least":
        return "c.stage_since_at < ?", [day.begins(day.away(1 - days))] if days else [day.begins(_LAST_DAY)]
    return "c.stage_since_at >= ?", [day.begins(day.away(-days))]


# -- yes or no ------------------------------------------------------------------------------------------------------


def _stuck(day: Day) -> Sql:
    """In a stage for longer than its threshold, as the board says it."""
    # The LIMIT keeps SQLite from asking for the instant of each person anew.
    limits = (
        "SELECT s.id AS stage_id, json_extract(?, '$[' || min(s.stuck_after_days, ?) || ']') AS since "
        "FROM stage s WHERE s.stuck_after_days IS NOT NULL LIMIT -1"
    )
    rows = f"SELECT 1 FROM ({limits}) l WHERE l.stage_id = c.stage_id AND c.stage_since_at < l.since"
    return f"EXISTS ({rows})", [_midnights(day.today, day.zone), _LONGEST_STAY]


_FLAGS: dict[str, Callable[[Day], Sql]] = {
    "slipping": lambda day: ("c.slips_on IS NOT NULL AND c.slips_on <= ?", [day.away(0)]),
    "stuck": _stuck,
    "parked": lambda day: ("c.parked_until_on IS NOT NULL AND c.parked_until_on > ?", [day.away(0)]),
    "waits": lambda _day: ("c.captured_at IS NOT NULL AND c.first_answer_at IS NULL", []),
    "has_email": lambda _day: ("c.id IN (SELECT contact_id FROM contact_email)", []),
    "has_phone": lambda _day: ("c.id IN (SELECT contact_id FROM contact_phone)", []),
    "has_address": lambda _day: ("c.id IN (SELECT contact_id FROM contact_address)", []),
    "do_not_contact": lambda _day: ("c.is_do_not_contact = 1", []),
    "archived": lambda _day: ("c.is_archived = 1 AND c.deleted_at IS NULL", []),
    "trash": lambda _day: ("c.is_archived = 1 AND c.deleted_at IS NOT NULL", []),
}

_OTHERS: dict[str, Callable[[Condition, Day], Sql]] = {
    "permission": _permission,
    "next_step": _next_step,
    "last_touch": _last_touch,
    "created": _created,
    "captured": _captured,
    "last_purchase": _last_purchase,
    "birthday": lambda condition, day: _date("birthday", condition, day),
    "key_date": lambda condition, day: _date("", condition, day),
    "value": _value,
    "purchases": _purchases,
    "days_in_stage": _days_in_stage,
}


@functools.lru_cache(maxsize=256)
def _midnight(day: str, zone: str) -> str:
    wall = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), zone_info(zone))
    try:
        return instant_text(wall.astimezone(UTC))
    except OverflowError:
        return f"{day}T00:00:00.000Z"


@functools.lru_cache(maxsize=2)
def _midnights(today: dt.date, zone: str) -> str:
    """The instants at which today and each day before it begins: the first is today's."""
    day = Day(today, zone)
    return json.dumps([day.begins(day.away(-days)) for days in range(_LONGEST_STAY + 1)])
