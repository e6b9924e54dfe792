"""The program's own CSV: its heading, written and read, so that what was exported comes back the same."""

from __future__ import annotations

import re

from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS

# Stands at the end of the heading, says whose file it is, and numbers the layout.
SIGNATURE = "Lifecycle Desktop 1"
PLAIN = {
    "Name": "full", "First name": "first", "Middle name": "middle", "Last name": "last", "Prefix": "prefix",
    "Suffix": "suffix", "Nickname": "nickname", "Company": "company", "Department": "department",
    "Job title": "job_title", "Notes": "note", "Tags": "tags", "Source": "source", "Stage": "stage",
    "Temperature": "temperature", "Last contact": "last_contact", "Next step": "next_step",
    "Next step date": "next_step_on", "Referred by": "referred_by",
}  # fmt: skip
ADDRESS_PARTS = {
    "label": "address_label", "street": "street", "extended": "extended", "PO box": "po_box", "city": "city",
    "region": "region", "postal code": "postal_code", "country": "country", "formatted": "formatted",
}  # fmt: skip
_PAIRS = {
    "Email": "email",
    "Phone": "phone",
    "Link": "link",
    "Relation": "relation",
    "Date": "date",
    "Own": "own",
}
_NUMBERED = re.compile(r"(Email|Phone|Link|Relation|Date|Own|Address) (\d+)(?: (.+))?")
TAG_SEPARATOR = ";"


def own_mapping(heading: tuple[str, ...]) -> ColumnMapping | None:
    """How to read a file of ours, or None if it is not."""
    if not heading or heading[-1] != SIGNATURE:
        return None
    return ColumnMapping(
        "own", heading, tuple(_target(name) for name in heading), separator=TAG_SEPARATOR, guarded=True
    )


def _target(name: str) -> Target:
    if name in PLAIN:
        return Target(PLAIN[name])
    if name == "Looking for":
        return Target("want")
    if name == "Phonetic name":
        return Target("phonetic", 1)
    if name.startswith("Permission "):
        return Target("permission", PERMISSION_CHANNELS.index(name[11:]) + 1, name[11:])
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return Target("left_out")
    kind, number, part = found[1], int(found[2]), found[3] or ""
    if kind == "Address":
        return Target(ADDRESS_PARTS[part], number)
    return Target(_PAIRS[kind] + ("_label" if part else ""), number)
