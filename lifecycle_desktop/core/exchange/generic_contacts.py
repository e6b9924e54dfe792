"""Any other table of people: headings that speak for themselves, in English, Spanish, German and French."""

from __future__ import annotations

import functools
import re
import tomllib
from typing import Any

from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target, one_each
from lifecycle_desktop.core.model.person_text import words
from lifecycle_desktop.core.paths import resources

# What a table of people has at least one of.
_IDENTITY = frozenset({"full", "first", "last", "email", "phone", "company"})
_NUMBER = re.compile(r"^(.*?)\s*\b(\d{1,2})\b\s*(.*)$")
_GROUPED = frozenset(
    {"email", "phone", "link", "street", "city", "region", "postal_code", "country", "street2"}
)


def generic_mapping(heading: tuple[str, ...]) -> ColumnMapping | None:
    """How to read a file with this heading, or None if no column says who a person is."""
    targets = generic_targets(heading)
    if _IDENTITY.isdisjoint(target.what for target in targets):
        return None
    return ColumnMapping("generic", heading, one_each(targets))


def generic_targets(heading: tuple[str, ...]) -> list[Target]:
    """What each column holds as far as its heading says."""
    return _grouped([_target(name) for name in heading])


def _target(name: str) -> Target:
    text = " ".join(words(name.replace("_", " ")))
    tables = _tables()
    if text in tables.permissions:
        return Target("permission", 1, tables.permissions[text])
    what, number = tables.headings.get(text, ""), 0
    if not what and (found := _NUMBER.match(text)):
        what = tables.headings.get(f"{found[1]} {found[3]}".strip(), "")
        number = int(found[2])
        if what and what not in _GROUPED:
            what = ""
    if what in ("birthday", "anniversary", "closing"):
        return Target("date", 1, what)
    if what == "spouse":
        return Target("relation", 1, "spouse")
    if not what:
        return Target("own")
    return Target(what, number, _label(text, what))


def _label(text: str, what: str) -> str:
    if what not in _GROUPED:
        return ""
    said = text.split()
    tables = _tables()
    found = [tables.labels[word] for word in said if word in tables.labels]
    if "Fax" in found and len(found) > 1:
        return f"{next(label for label in found if label != 'Fax')} fax"
    return found[0] if found else ""


def _grouped(targets: list[Target]) -> list[Target]:
    """Number what may come several times; the parts of an address stay together by number and label."""
    used: dict[str, set[int]] = {}
    found = []
    for target in targets:
        if target.what in ("street", "street2", "city", "region", "postal_code", "country"):
            found.append(Target(target.what, _address_group(target), target.label))
            continue
        if target.what in _GROUPED or target.what in ("date", "relation", "permission"):
            taken = used.setdefault(target.what, set())
            number = target.group or 1
            while number in taken:
                number += 1
            taken.add(number)
            found.append(Target(target.what, number, target.label))
            continue
        found.append(Target(target.what, 0, target.label))
    return found


def _address_group(target: Target) -> int:
    """Home and unlabelled columns are one address, work ones another, numbered ones their own."""
    return (target.group or 1) + (100 if target.label == "Work" else 0)


class _Tables:
    """The words of `resources/formats/headings.toml`, turned about."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.headings = {text: what for what, texts in tables["headings"].items() for text in texts}
        self.permissions = {
            text: what for what, texts in tables["headings_with_channel"].items() for text in texts
        }
        self.labels = {text: label for label, texts in tables["labels"].items() for text in texts}


@functools.cache
def _tables() -> _Tables:
    return _Tables(tomllib.loads(resources("formats", "headings.toml").read_text(encoding="utf-8")))
