"""Outlook CSV, from the desktop program and from Outlook.com, in any language whose headings we know."""

from __future__ import annotations

import functools
import tomllib
from typing import Any

from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target, one_each, target_of
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.paths import resources

_LANGUAGES = ("german", "spanish", "french")
# An Outlook heading has both of a name's parts, an e-mail address and a street or company of the office.
_NAMES = ("First Name", "Last Name")
_MARKS = frozenset(
    {
        "Business Street",
        "Home Street",
        "Business Phone",
        "Business City",
        "E-mail 2 Address",
        "Business Postal Code",
    }
)
# Only Outlook.com has columns for how Japanese names are said.
_WEB_MARKS = frozenset({"Given Name Yomi", "Given Yomi", "Family Name Yomi", "Surname Yomi", "Company Yomi"})
_SHARE = 0.6


def outlook_mapping(heading: tuple[str, ...]) -> ColumnMapping | None:
    """How to read a file with this heading, or None if it is not Outlook's."""
    folded = [fold(name) for name in heading]
    known = {language: _headings_in(folded, language) for language in ("english", *_LANGUAGES)}
    language = max(known, key=lambda name: sum(map(bool, known[name])))
    english = known[language]
    found = {name for name in english if name}
    if (
        not found.issuperset(_NAMES)
        or len(found & _MARKS) < 2
        or sum(map(bool, english)) < _SHARE * len(heading)
    ):
        return None
    # A program half in English writes some headings in one language and some in the other.
    english = [name or spare for name, spare in zip(english, known["english"], strict=True)]
    columns = _tables()["columns"]
    targets = one_each(target_of(columns[name]) if name else Target("own") for name in english)
    empty = _tables()["empty"]
    silent = {
        number: frozenset(fold(value) for value in empty[name])
        for number, name in enumerate(english)
        if name in empty
    }
    key = "outlook-com" if found & _WEB_MARKS else "outlook"
    return ColumnMapping(key, heading, targets, separator=";", empty=silent)


def _headings_in(folded: list[str], language: str) -> list[str]:
    """The English heading of each column as this language writes it, or an empty text.

    French has the same word for two headings ("Titre"): the first column is the first of them.
    """
    names = _names(language)
    taken: set[str] = set()
    found = []
    for text in folded:
        free = [name for name in names.get(text, ()) if name not in taken]
        found.append(free[0] if free else "")
        taken.update(free[:1])
    return found


@functools.cache
def _names(language: str) -> dict[str, list[str]]:
    tables = _tables()
    found: dict[str, list[str]] = {}
    for english in tables["columns"]:
        written = [english] if language == "english" else tables[language].get(english, [])
        for name in written:
            found.setdefault(fold(name), []).append(english)
    return found


@functools.cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources("formats", "outlook.toml").read_text(encoding="utf-8"))
