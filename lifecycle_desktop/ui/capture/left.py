"""What was typed into quick capture and neither kept nor taken back, as text to be kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Left:
    """The line, and the fields that were corrected by hand, by their names."""

    line: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.line or self.fields)


def text_of(left: Left, aside: Left) -> str:
    """What is typed now and what was put aside for it, as one text; empty for neither."""
    if not left and not aside:
        return ""
    return json.dumps([_listed(left), _listed(aside)], ensure_ascii=False)


def left_of(text: str) -> tuple[Left, Left]:
    """What `text_of` wrote; nothing where it cannot be understood."""
    try:
        left, aside = json.loads(text)
        return _read(left), _read(aside)
    except (ValueError, TypeError, KeyError):
        return Left(), Left()


def _listed(left: Left) -> dict[str, Any]:
    return {"line": left.line, "fields": [list(field) for field in left.fields]}


def _read(found: dict[str, Any]) -> Left:
    return Left(str(found["line"]), tuple((str(name), str(text)) for name, text in found["fields"]))
