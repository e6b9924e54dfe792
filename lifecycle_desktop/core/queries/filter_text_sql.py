"""Conditions of a smart list on texts, as SQL over `contact c`.

`folded(text)` is a function of the connection (store/text_functions.py). Texts that the search rows hold are looked
for there first, for those are folded already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.smart_list import Condition

Sql = tuple[str, list[Any]]

_LOOKS_FOR = ("has", "lacks", "is", "begins")

# field → the column of contact, and the column of the search row that holds it too
_COLUMNS = {
    "name": ("c.display_name", "name_folded"),
    "company": ("c.company", "name_folded"),
    "job": ("c.job_title", "more"),
    "want": ("c.want", "more"),
    "note": ("c.note", "more"),
    "language": ("c.language", ""),
}
_ADDRESS_PARTS = ("street", "extended", "city", "region", "postal_code", "formatted")
_WHOLE_ADDRESS = " || ' ' || ".join(f"p.{part}" for part in _ADDRESS_PARTS)
# field → the rows that belong to people, the expressions that are looked into, and the column of the search row
_CHILDREN: dict[str, tuple[str, tuple[str, ...], str]] = {
    "email": ("contact_email", ("p.email",), ""),
    "street": ("contact_address", ("p.street",), "more"),
    "city": ("contact_address", ("p.city",), "more"),
    "region": ("contact_address", ("p.region",), "more"),
    "postal_code": ("contact_address", ("p.postal_code",), "more"),
    "country": ("contact_address", ("p.country",), ""),
    "own": ("contact_own_value", ("p.value",), ""),
    "area": ("contact_address", (_WHOLE_ADDRESS,), "more"),
}


def text_sql(condition: Condition) -> Sql:
    """A sound condition on a text of a contact, or of the rows that belong to one."""
    key = condition.key
    if key == "phone":
        return _phone(condition)
    if key in _COLUMNS:
        return _own_column(condition)
    table, columns, searched = _CHILDREN[key]
    test, values = _any_column(columns, condition)
    if key == "own":
        found = f"c.id IN (SELECT p.contact_id FROM {table} p WHERE p.own_field_id = ? AND {test})"
        values = [condition.row_id, *values]
    elif searched and condition.operator in _LOOKS_FOR:
        # Few are asked for their own rows: those who may match. Joined, SQLite would put everybody's to the test.
        looked, typed = _searched(searched, condition)
        maybe = f"SELECT t.id FROM contact_search t WHERE {looked}"
        if key == "area":  # an address that was given whole stands in no search row
            maybe += f" UNION SELECT p.contact_id FROM {table} p WHERE p.formatted <> ''"
        own = f"EXISTS (SELECT 1 FROM {table} p WHERE p.contact_id = c.id AND {test})"
        found, values = f"(c.id IN ({maybe}) AND {own})", [*typed, *values]
    else:
        found = f"c.id IN (SELECT p.contact_id FROM {table} p WHERE {test})"
    return (f"NOT {found}" if condition.operator in ("lacks", "empty") else found), values


def _own_column(condition: Condition) -> Sql:
    column, searched = _COLUMNS[condition.key]
    test, values = _any_column((column,), condition)
    if condition.operator in ("lacks", "empty"):
        return f"NOT ({test})", values
    if searched and condition.operator in _LOOKS_FOR:
        looked, typed = _searched(searched, condition)
        rows = f"c.id IN (SELECT t.id FROM contact_search t WHERE {looked})"
        return f"({rows} AND {test})", [*typed, *values]
    return test, values


def _any_column(columns: Sequence[str], condition: Condition) -> Sql:
    """The positive test over columns: that any is filled, or is, begins with or contains what was typed."""
    operator = condition.operator
    if operator in ("empty", "filled"):
        return "(" + " OR ".join(f"{column} <> ''" for column in columns) + ")", []
    typed = fold(str(condition.values[0]))
    test = {"is": "folded({0}) = ?", "begins": "instr(folded({0}), ?) = 1"}.get(
        operator, "instr(folded({0}), ?) > 0"
    )
    return "(" + " OR ".join(test.format(column) for column in columns) + ")", [typed] * len(columns)


def _searched(searched: str, condition: Condition) -> Sql:
    """Whether every word of what was typed stands in the search row `t`: true of all who match, and quick."""
    typed = fold(str(condition.values[0])).split()[:8]
    return " AND ".join([f"instr(t.{searched}, ?) > 0"] * len(typed)) or "1", list(typed)


def _phone(condition: Condition) -> Sql:
    """A phone in any format by its digits; what was typed as it is where there are none."""
    if condition.operator in ("empty", "filled"):
        rows = "c.id IN (SELECT p.contact_id FROM contact_phone p WHERE p.phone <> '')"
        return (rows, []) if condition.operator == "filled" else (f"NOT ({rows})", [])
    typed = str(condition.values[0])
    digits = "".join(letter for letter in typed if letter.isdigit())
    column = "p.phone_normal" if digits else "folded(p.phone)"
    sought = digits or fold(typed)
    plain = f"replace({column}, '+', '')" if digits else column
    test = {"is": f"{plain} = ?", "begins": f"instr({plain}, ?) = 1"}.get(
        condition.operator, f"instr({column}, ?) > 0"
    )
    rows = f"c.id IN (SELECT p.contact_id FROM contact_phone p WHERE {test})"
    return (f"NOT ({rows})", [sought]) if condition.operator == "lacks" else (rows, [sought])
