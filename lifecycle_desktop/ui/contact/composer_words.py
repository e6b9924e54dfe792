"""How the composer writes down what is typed and not saved."""

from __future__ import annotations

import json
from collections.abc import Sequence


def write_kept(kind: str, text: str, fields: Sequence[str]) -> str:
    """What is typed, with its kind and the fields of a purchase, as one text; empty for nothing."""
    return json.dumps([kind, text, *fields], ensure_ascii=False) if text or any(fields) else ""


def read_kept(kept: str) -> tuple[str, str, list[str]]:
    """Kind, text and fields of what was kept; a note of all of it where it is no such thing."""
    try:
        found = json.loads(kept)
    except ValueError:
        return "note", kept, []
    if isinstance(found, list) and len(found) >= 2 and all(isinstance(each, str) for each in found):
        return found[0], found[1], found[2:]
    return "note", kept, []
