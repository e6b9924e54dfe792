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


# Every sign at which Python parts words, of those that a plain text can hold.
_SPACES = "char(9, 10, 11, 12, 13, 28, 29, 30, 31, 32)"


def text_sql(condition: Condition, *, walking: bool = False) -> Sql:
    """A sound condition on a text of a contact, or of the rows that belong to one.

    With `walking` each contact is asked for its own rows, for the first of many who match; else those who match are
    gathered first.
    """
    key = condition.key
    if key == "phone":
        return _phone(condition, walking=walking)
    if key in _COLUMNS:
        return _own_column(condition, walking=walking)
    table, columns, searched = _CHILDREN[key]
    test, values = _any_column(columns, condition)
    if key == "own":
        test, values = f"p.own_field_id = ? AND {test}", [condition.row_id, *values]
    if searched and condition.operator in _LOOKS_FOR and not walking:
        # Few are asked for their own rows: those who may match. Joined, SQLite would put everybody's to the test.
        looked, typed = _searched(searched, condition)
        maybe = f"SELECT t.id FROM contact_search t WHERE {looked}"
        if key == "area":  # an address that was given whole stands in no search row
            maybe += f" UNION SELECT p.contact_id FROM {table} p WHERE p.formatted <> ''"
        own = of_rows(table, test, walking=True)
        found, values = f"(c.id IN ({maybe}) AND {own})", [*typed, *values]
    else:
        found = of_rows(table, test, walking=walking)
    return (f"NOT {found}" if condition.operator in ("lacks", "empty") else found), values


def of_rows(table: str, test: str, *, walking: bool) -> str:
    """Whether a contact has a row `p` of a table for which the test holds; `walking` is of `text_sql`."""
    if walking:
        # The + keeps SQLite from joining the rows instead, and from reading them first.
        return f"+EXISTS (SELECT 1 FROM {table} p WHERE p.contact_id = c.id AND {test})"
    return f"c.id IN (SELECT p.contact_id FROM {table} p WHERE {test})"


def _own_column(condition: Condition, *, walking: bool) -> Sql:
    column, searched = _COLUMNS[condition.key]
    test, values = _any_column((column,), condition)
    if condition.operator in ("lacks", "empty"):
        return f"NOT ({test})", values
    if searched and condition.operator in _LOOKS_FOR and not walking:
        looked, typed = _searched(searched, condition)
        rows = f"c.id IN (SELECT t.id FROM contact_search t WHERE {looked})"
        return f"({rows} AND {test})", [*typed, *values]
    return test, values


def _any_column(columns: Sequence[str], condition: Condition) -> Sql:
    """The positive test over columns: that any is filled, or is, begins with or contains what was typed."""
    operator = condition.operator
    if operator in ("empty", "filled"):
        return "(" + " OR ".join(f"{column} <> ''" for column in columns) + ")", []
    tests = [_folded_test(column, operator, fold(str(condition.values[0]))) for column in columns]
    return "(" + " OR ".join(test for test, _values in tests) + ")", [
        value for _test, values in tests for value in values
    ]


def _folded_test(column: str, operator: str, typed: str) -> Sql:
    """A test of the folded text, for which Python is asked only where SQLite itself cannot fold.

    A text of plain letters alone is as long in bytes as in letters: folding it lowers it and makes every gap one
    space. A single word finds the same in it whatever the gaps are; of several the first must stand there.
    """
    test = {"is": "{0} = ?", "begins": "instr({0}, ?) = 1"}.get(operator, "instr({0}, ?) > 0")
    slow = test.format(f"folded({column})")
    is_plain = f"length({column}) = octet_length({column})"
    low = f"lower({column})"
    words = typed.split()
    if len(words) > 1:
        return f"(CASE WHEN {is_plain} AND NOT instr({low}, ?) THEN 0 ELSE {slow} END)", [words[0], typed]
    trimmed = {"is": f"trim({low}, {_SPACES})", "begins": f"ltrim({low}, {_SPACES})"}.get(operator, low)
    return f"(CASE WHEN {is_plain} THEN {test.format(trimmed)} ELSE {slow} END)", [typed, typed]


def _searched(searched: str, condition: Condition) -> Sql:
    """Whether every word of what was typed stands in the search row `t`: true of all who match, and quick."""
    typed = fold(str(condition.values[0])).split()[:8]
    return " AND ".join([f"instr(t.{searched}, ?) > 0"] * len(typed)) or "1", list(typed)


def _phone(condition: Condition, *, walking: bool) -> Sql:
    """A phone in any format by its digits; what was typed as it is where there are none."""
    if condition.operator in ("empty", "filled"):
        rows = of_rows("contact_phone", "p.phone <> ''", walking=walking)
        return (rows, []) if condition.operator == "filled" else (f"NOT ({rows})", [])
    typed = str(condition.values[0])
    digits = "".join(letter for letter in typed if letter.isdigit())
    if digits:
        plain = "replace(p.phone_normal, '+', '')"
        test = {"is": f"{plain} = ?", "begins": f"instr({plain}, ?) = 1"}.get(
            condition.operator, "instr(p.phone_normal, ?) > 0"
        )
        values: list[Any] = [digits]
    else:
        test, values = _folded_test("p.phone", condition.operator, fold(typed))
    rows = of_rows("contact_phone", test, walking=walking)
    return (f"NOT ({rows})", values) if condition.operator == "lacks" else (rows, values)
