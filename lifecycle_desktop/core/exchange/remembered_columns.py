"""The owner's choices for a set of headings as text, to be remembered, and back: targets, order of days, words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.corrections import CorrectedFile
from lifecycle_desktop.core.exchange.day_text import DAY_FIRST, MONTH_FIRST
from lifecycle_desktop.core.exchange.mapping import one_each, target_of, target_text
from lifecycle_desktop.core.exchange.people_file import PeopleFile
from lifecycle_desktop.core.model.person_text import fold

_KINDS = ("stage", "temperature")


def signature_of(heading: tuple[str, ...]) -> str:
    """What tells a set of headings from another: the same words in the same order."""
    return hashlib.sha256("\x1f".join(fold(name) for name in heading).encode()).hexdigest()


def to_memory(file: CorrectedFile) -> str:
    """The choices made for a table as JSON; "" for other kinds of file."""
    table_file = file.table_file
    if table_file is None:
        return ""
    return json.dumps(
        {
            "columns": [target_text(target) for target in table_file.mapping.targets],
            "order": table_file.order,
            "words": {kind: dict(sorted(file.words.get(kind, {}).items())) for kind in _KINDS},
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def from_memory(file: CorrectedFile, text: str) -> CorrectedFile | None:
    """The file read as the choices say; None where they do not fit it."""
    table_file = file.table_file
    if table_file is None or not text:
        return None
    try:
        told: Any = json.loads(text)
        targets = one_each(target_of(each) for each in told["columns"])
        order, words = told["order"], _words(told["words"])
    except (ValueError, KeyError, TypeError, AttributeError, FileProblem):
        return None
    if len(targets) != len(table_file.mapping.heading) or order not in (DAY_FIRST, MONTH_FIRST):
        return None
    mapping = replace(table_file.mapping, targets=targets)
    return replace(file, file=replace(table_file, mapping=mapping, order=order), words=words)


def as_remembered(file: PeopleFile, kept: Callable[[str], str]) -> CorrectedFile:
    """A file read as the last one with the same headings; `kept` gives the text kept for a signature."""
    found = CorrectedFile(file)
    table_file = found.table_file
    if table_file is None:
        return found
    return from_memory(found, kept(signature_of(table_file.mapping.heading))) or found


def _words(told: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {kind: {str(word): str(meant) for word, meant in told.get(kind, {}).items()} for kind in _KINDS}
