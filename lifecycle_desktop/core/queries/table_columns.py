"""The columns of the table of people as SQL: how each is read for a few people, and how everybody is sorted by it.

Nobody's empty value stands before another's filled one, whichever way it is sorted; ties are broken by name
and id, so that the order stands still.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lifecycle_desktop.core.model.smart_list import Condition, Group
from lifecycle_desktop.core.model.table_columns import own_field_of
from lifecycle_desktop.core.store.driver import ReadConnection

_BY_NAME = "c.sort_name, c.id"


@dataclass(frozen=True, slots=True)
class _Plain:
    """Sorted by an expression over `contact c`; `{way}` and `{back}` are the direction and its opposite."""

    order: str
    joins: str = ""
    filled: str = ""  # the column whose NULL stands last by the first term of `order`


@dataclass(frozen=True, slots=True)
class _OfChildren:
    """Sorted by a value of rows that belong to people.

    `first` picks one row of each by a single min(), whose row SQLite then takes `value` from. Read from
    the children's side: asking for each contact's row takes twice as long.
    """

    rows: str  # FROM, the child being `p`
    value: str
    kept: str  # the children that count
    first: str = "min(p.position)"
    parameters: tuple[Any, ...] = ()
    before: str = ""  # FROM and WHERE of the same contact's rows `q` that come before `p`
    along: str = ""  # FROM in the order of the values, where `rows` is not
    order: str = ""  # the order that this gives, `{way}` being the direction


_TEMPERATURE = "CASE c.temperature WHEN 'hot' THEN 1 WHEN 'warm' THEN 2 WHEN 'cold' THEN 3 END"

_SORTS: dict[str, _Plain | _OfChildren] = {
    "name": _Plain("c.sort_name {way}, c.id {way}"),
    "stage": _Plain(f"s.position {{way}}, {_BY_NAME}", "JOIN stage s ON s.id = c.stage_id"),
    "temperature": _Plain(f"{_TEMPERATURE} {{way}} NULLS LAST, {_BY_NAME}"),
    "next_step": _Plain(
        f"c.next_step_on IS NULL, c.next_step_on {{way}}, {_BY_NAME}", filled="c.next_step_on"
    ),
    "last_touch": _Plain(
        "c.last_activity_at IS NULL, c.last_activity_at {way}, c.id", filled="c.last_activity_at"
    ),
    "source": _Plain(
        f"source.name_folded {{way}} NULLS LAST, {_BY_NAME}", "LEFT JOIN source ON source.id = c.source_id"
    ),
    "value": _Plain(f"c.value_minor {{way}} NULLS LAST, {_BY_NAME}"),
    "created": _Plain("c.created_at {way}, c.id {way}"),
    "days_in_stage": _Plain("c.stage_since_at {back}, c.id"),
    "household": _Plain(
        f"h.name COLLATE NOCASE {{way}} NULLS LAST, {_BY_NAME}",
        "LEFT JOIN household h ON h.id = c.household_id",
    ),
    **{
        column: _Plain(f"nullif(c.{column}, '') COLLATE NOCASE {{way}} NULLS LAST, {_BY_NAME}")
        for column in ("want", "company", "job_title", "preferred_channel")
    },
    "phone": _OfChildren(
        "contact_phone p",
        "p.phone_normal",
        "p.phone_normal <> ''",
        before="contact_phone q WHERE q.phone_normal <> '' AND (q.position, q.id) < (p.position, p.id)",
    ),
    "email": _OfChildren(
        "contact_email p",
        "p.email_normal",
        "p.email_normal <> ''",
        before="contact_email q WHERE q.email_normal <> '' AND (q.position, q.id) < (p.position, p.id)",
    ),
    "city": _OfChildren("contact_address p", "p.city COLLATE NOCASE", "p.city <> ''"),
    "postal_code": _OfChildren("contact_address p", "p.postal_code COLLATE NOCASE", "p.postal_code <> ''"),
    "tags": _OfChildren(
        "contact_tag p JOIN tag t ON t.id = p.tag_id",
        "t.name_folded",
        "1",
        "min(t.name_folded)",
        before="contact_tag q JOIN tag u ON u.id = q.tag_id WHERE (u.name_folded, u.id) < (t.name_folded, t.id)",
        along="tag t CROSS JOIN contact_tag p ON p.tag_id = t.id",
        order="t.name_folded {way}, t.id {way}, p.contact_id",
    ),
    "purchases": _OfChildren("purchase p", "count(*)", "1", ""),
    "birthday": _OfChildren(  # by the day of the year, as birthdays come round
        "contact_date p", "p.month * 100 + p.day", "p.kind = 'birthday'", "min(p.id)"
    ),
}

SORTABLE = tuple(_SORTS)
# Along these an index gives the order, so that the first of many who match come without sorting all.
WALKED = frozenset({"name", "next_step", "last_touch", "stage", "phone", "email", "tags"})

# Conditions under which nobody has a value of a column: in its order only those without one are left.
_RULED_OUT = {
    "tags": {("tag", "empty")},
    "phone": {("has_phone", "no")},
    "email": {("has_email", "no")},
    "city": {("city", "empty"), ("has_address", "no")},
    "postal_code": {("postal_code", "empty"), ("has_address", "no")},
}

_FIRST_OF = "(SELECT p.{value} FROM {table} p WHERE p.contact_id = c.id AND p.{kept} <> '' ORDER BY p.position LIMIT 1)"
_VALUES = {
    "source": "(SELECT name FROM source WHERE source.id = c.source_id)",
    "created": "c.created_at",
    "days_in_stage": "c.stage_since_at",
    "household": "(SELECT name FROM household h WHERE h.id = c.household_id)",
    **{column: f"c.{column}" for column in ("want", "company", "job_title", "preferred_channel")},
    "phone": _FIRST_OF.format(value="phone", table="contact_phone", kept="phone_normal"),
    "email": _FIRST_OF.format(value="email", table="contact_email", kept="email_normal"),
    "city": _FIRST_OF.format(value="city", table="contact_address", kept="city"),
    "postal_code": _FIRST_OF.format(value="postal_code", table="contact_address", kept="postal_code"),
    "tags": "(SELECT group_concat(t.name, ', ' ORDER BY t.name_folded) FROM contact_tag p "
    "JOIN tag t ON t.id = p.tag_id WHERE p.contact_id = c.id)",
    "purchases": "(SELECT count(*) FROM purchase p WHERE p.contact_id = c.id)",
    "birthday": "(SELECT printf('%04d-%02d-%02d', coalesce(p.year, 0), p.month, p.day) FROM contact_date p "
    "WHERE p.contact_id = c.id AND p.kind = 'birthday' ORDER BY p.id LIMIT 1)",
}  # fmt: skip
_OWN_VALUE = (
    "(SELECT value FROM contact_own_value p WHERE p.contact_id = c.id AND p.own_field_id = ? AND value <> '' "
    "ORDER BY p.id LIMIT 1)"
)


def value_of(column: str) -> tuple[str, tuple[Any, ...]]:
    """The expression that reads a column beside `contact c`, with its values; empty where a row has it anyway."""
    field_id = own_field_of(column)
    if field_id is not None:
        return _OWN_VALUE, (field_id,)
    return _VALUES.get(column, ""), ()


def sorted_selects(
    column: str, where: str, values: list[Any], *, descending: bool
) -> list[tuple[str, list[Any]]]:
    """The SELECTs that give everybody's id, one after the other, in the order of a column; by name if it is gone.

    `where` is over `contact c`. Each takes its LIMIT at the end.
    """
    way, back = ("DESC", "ASC") if descending else ("ASC", "DESC")
    sort = _sort_of(column)
    if isinstance(sort, _Plain):
        order = sort.order.format(way=way, back=back)
        return [(f"SELECT c.id FROM contact c {sort.joins} WHERE {where} ORDER BY {order}", values)]
    having = f"HAVING {sort.first} IS NOT NULL" if sort.first else ""
    filled = (
        f"SELECT p.contact_id AS id, {sort.value} AS v FROM {sort.rows} JOIN contact c ON c.id = p.contact_id "
        f"WHERE {sort.kept} AND {where} GROUP BY p.contact_id {having} ORDER BY v {way}, id"
    )
    empty = (
        f"SELECT c.id FROM contact c WHERE {where} AND NOT EXISTS "
        f"(SELECT 1 FROM {sort.rows} WHERE p.contact_id = c.id AND {sort.kept}) ORDER BY {_BY_NAME}"
    )
    own = list(sort.parameters)
    return [(filled, [*own, *values]), (empty, [*values, *own])]


def is_filled_ruled_out(column: str, group: Group) -> bool:
    """Whether a group asks for nobody who has a value of the column: the first of `sorted_selects` finds none."""
    asked = {(part.key, part.operator) for part in group.parts if isinstance(part, Condition)}
    return group.how == "all" and not asked.isdisjoint(_RULED_OUT.get(column, ()))


def walking_selects(
    connection: ReadConnection, column: str, where: str, values: list[Any], *, descending: bool
) -> list[tuple[str, list[Any]]]:
    """As `sorted_selects`, for the first of many in an order of `WALKED`: each reads along an index and stops."""
    way = "DESC" if descending else "ASC"
    sort = _sort_of(column)
    if column == "stage":
        stages = connection.execute(f"SELECT id FROM stage ORDER BY position {way}, id").fetchall()
        sql = f"SELECT c.id FROM contact c WHERE c.stage_id = ? AND {where} ORDER BY {_BY_NAME}"
        return [(sql, [stage_id, *values]) for (stage_id,) in stages]
    if isinstance(sort, _Plain) and sort.filled:
        # Apart, for no index has those without a value after the others.
        sql = f"SELECT c.id FROM contact c WHERE {where} AND {sort.filled} IS"
        order = sort.order.format(way=way).partition(", ")[2]
        return [(f"{sql} NOT NULL ORDER BY {order}", values), (f"{sql} NULL ORDER BY {order}", values)]
    selects = sorted_selects(column, where, values, descending=descending)
    if isinstance(sort, _OfChildren) and sort.before:
        order = sort.order.format(way=way) or f"{sort.value} {way}, p.contact_id"
        filled = (
            f"SELECT p.contact_id AS id FROM {sort.along or sort.rows} CROSS JOIN contact c ON c.id = p.contact_id "
            f"WHERE {sort.kept} AND {where} "
            f"AND NOT EXISTS (SELECT 1 FROM {sort.before} AND q.contact_id = p.contact_id) ORDER BY {order}"
        )
        selects[0] = (filled, selects[0][1])
    return selects


def own_fields(connection: ReadConnection) -> tuple[tuple[int, str], ...]:
    """The own fields by name, as (id, name)."""
    found = connection.execute("SELECT id, name FROM own_field ORDER BY name_folded, id")
    return tuple((row[0], row[1]) for row in found)


def _sort_of(column: str) -> _Plain | _OfChildren:
    field_id = own_field_of(column)
    if field_id is not None:
        return _OfChildren(
            "contact_own_value p",
            "p.value COLLATE NOCASE",
            "p.own_field_id = ? AND p.value <> ''",
            "min(p.id)",
            (field_id,),
        )
    return _SORTS.get(column, _SORTS["name"])
