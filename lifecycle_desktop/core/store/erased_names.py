"""By what people who are to be erased can be named in a text: their names, addresses and numbers, also former ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lifecycle_desktop.core.store.journal import Journal

_SHORTEST = 3  # letters; a shorter text names nobody for sure
_SHORTENED = 6  # letters that are left of a shortened name, before its "…"

# What of their rows names people, one expression for each.
_TEXTS = (
    (
        "contact",
        ("display_name", "trim(first_name || ' ' || last_name)", "nickname", "trim(last_name || ', ' || first_name)"),
    ),
    ("contact_email", ("email", "email_normal")),
    ("contact_phone", ("phone", "phone_normal")),
    ("household", ("name",)),
)  # fmt: skip


def names_of(journal: Journal) -> list[str]:
    """The names of the people in `temp.erasing_row`, as they are and as they were, the longest first."""
    found: set[str] = set()
    for table, texts in _TEXTS:
        theirs = f"SELECT id FROM temp.erasing_row WHERE table_name = '{table}'"
        images = journal.by_name[table].images
        conditions = [(table, f"id IN ({theirs})"), (images, f"existed = 1 AND id IN ({theirs})")]
        if table.startswith("contact_"):
            people = "SELECT id FROM temp.erasing_row WHERE table_name = 'contact'"
            conditions.append((images, f"existed = 1 AND contact_id IN ({people})"))
        for source, condition in conditions:
            for row in journal.connection.execute(
                f'SELECT {", ".join(texts)} FROM "{source}" WHERE {condition}'
            ):
                found.update(text.strip() for text in row if text)
    return sorted((name for name in found if len(name) >= _SHORTEST), key=lambda name: (-len(name), name))


def without_names(text: str, names: Sequence[str], instead: str) -> str:
    """The text with each of these names replaced, also where a name was shortened and ends in "…"."""
    for name in names:
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _found: instead, text)
    return _without_shortened(text, names, instead) if "…" in text else text


def _without_shortened(text: str, names: Iterable[str], instead: str) -> str:
    for name in names:
        for length in range(len(name) - 1, _SHORTENED - 1, -1):
            beginning = f"{name[:length]}…"
            if beginning in text:
                text = text.replace(beginning, instead)
                break
    return text
