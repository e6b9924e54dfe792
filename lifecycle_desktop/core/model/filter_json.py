"""A smart list as JSON, as it is kept and sent: written whole, read with patience.

`{"version": 1, "text": "…", "all": [{"field": "stage", "is": "any", "values": [4], "names": ["Convert"]},
{"any": [ … ]}]}`. What this version does not know is left out and told in a sentence; the rest works.
"""

from __future__ import annotations

import json
from typing import Any

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_fields import is_sound
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.smart_list import (
    DEEPEST,
    LONGEST_VALUE,
    MOST_PARTS,
    MOST_VALUES,
    Condition,
    ContactFilter,
    Group,
    How,
    Part,
)

VERSION = 1
LONGEST_JSON = 1_000_000


def filter_json(wanted: ContactFilter) -> str:
    """A filter as one line of JSON."""
    document: dict[str, Any] = {"version": VERSION}
    if wanted.text:
        document["text"] = wanted.text
    document |= _group_document(wanted.group)
    return json.dumps(document, ensure_ascii=False)


def filter_from_json(text: str) -> tuple[ContactFilter, tuple[str, ...]]:
    """The filter that was written, and a sentence for each part that could not be read. Never an error."""
    if not text.strip():
        return ContactFilter(), ()
    try:
        document = json.loads(text) if len(text) <= LONGEST_JSON else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        return ContactFilter(), (_("The filter of this view cannot be read. It shows everyone."),)
    reader = _Reader()
    group = reader.group(document, 0) or Group()
    typed = document.get("text", "")
    typed = typed[:LONGEST_VALUE] if isinstance(typed, str) else ""
    return ContactFilter(typed).wanting(group), tuple(dict.fromkeys(reader.notes))


def _group_document(group: Group) -> dict[str, Any]:
    return {group.how: [_part_document(part) for part in group.parts]}


def _part_document(part: Part) -> dict[str, Any]:
    if isinstance(part, Group):
        return _group_document(part)
    document: dict[str, Any] = {"field": part.field, "is": part.operator}
    if part.values:
        document["values"] = list(part.values)
    if part.names:
        document["names"] = list(part.names)
    if part.title:
        document["title"] = part.title
    return document


class _Reader:
    def __init__(self) -> None:
        self.notes: list[str] = []
        self._read = 0

    def group(self, document: dict[str, Any], depth: int) -> Group | None:
        """The group of a document; None where it is none."""
        how: How | None = "all" if "all" in document else "any" if "any" in document else None
        listed = document.get(how) if how else None
        if how is None or not isinstance(listed, list) or depth > DEEPEST:
            return None
        return Group(how, tuple(part for each in listed if (part := self._part(each, depth)) is not None))

    def _part(self, document: object, depth: int) -> Part | None:
        self._read += 1
        if self._read > MOST_PARTS:
            self.notes.append(
                _("This view has more than {n} parts; the rest is left out.").format(n=MOST_PARTS)
            )
            return None
        if isinstance(document, dict):
            found = self._condition(document) if "field" in document else self.group(document, depth + 1)
            if found is not None:
                return found
        self.notes.append(_told(document))
        return None

    def _condition(self, document: dict[str, Any]) -> Condition | None:
        field, operator = document.get("field"), document.get("is")
        values, names = document.get("values", []), document.get("names", [])
        title = document.get("title", "")
        if not (isinstance(field, str) and isinstance(operator, str) and isinstance(values, list)):
            return None
        if len(values) > MOST_VALUES or not all(type(value) in (str, int) for value in values):
            return None
        named = isinstance(names, list) and all(isinstance(name, str) for name in names)
        found = Condition(
            field,
            operator,
            tuple(dict.fromkeys(values)),
            tuple(name[:200] for name in names) if named else (),
            title[:200] if isinstance(title, str) else "",
        )
        return found if is_sound(found) else None


def _told(document: object) -> str:
    name = document.get("title") or document.get("field") if isinstance(document, dict) else None
    if isinstance(name, str) and name:
        words = _("This program does not know the condition “{name}”; it is left out.")
        return words.format(name=shortened(name))
    return _("A part of this view cannot be read; it is left out.")
