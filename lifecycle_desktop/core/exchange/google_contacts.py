"""Google Contacts CSV: the current export, its template, and the old one, known by their headings."""

from __future__ import annotations

import re

from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target, one_each

_PLAIN = {
    "First Name": "first", "Middle Name": "middle", "Last Name": "last", "Given Name": "first",
    "Additional Name": "middle", "Family Name": "last", "Name": "full", "Name Prefix": "prefix",
    "Name Suffix": "suffix", "Nickname": "nickname", "File As": "file_as", "Initials": "initials",
    "Organization Name": "company", "Organization Title": "job_title", "Organization Department": "department",
    "Organization 1 - Name": "company", "Organization 1 - Title": "job_title",
    "Organization 1 - Department": "department", "Notes": "note", "Labels": "tags", "Group Membership": "tags",
}  # fmt: skip
_PHONETIC = {
    "Phonetic First Name": 1, "Phonetic Middle Name": 2, "Phonetic Last Name": 3,
    "Given Name Yomi": 1, "Additional Name Yomi": 2, "Family Name Yomi": 3, "Yomi Name": 4,
}  # fmt: skip
_NUMBERED = re.compile(r"(E-?mail|Phone|Address|Website|Event|Relation|Custom Field) (\d+) - (.+)")
_KINDS = {
    "E-mail": "email", "Email": "email", "Phone": "phone", "Website": "link", "Event": "date", "Relation": "relation",
    "Custom Field": "own",
}  # fmt: skip
_ADDRESS = {
    "Label": "address_label", "Type": "address_label", "Formatted": "formatted", "Street": "street", "City": "city",
    "PO Box": "po_box", "Region": "region", "Postal Code": "postal_code", "Country": "country",
    "Extended Address": "extended",
}  # fmt: skip
_CURRENT = frozenset({"First Name", "Last Name", "Organization Name", "Labels"})
_OLD = frozenset({"Given Name", "Family Name", "Group Membership"})


def google_mapping(heading: tuple[str, ...]) -> ColumnMapping | None:
    """How to read a file with this heading, or None if it is not Google's."""
    names = set(heading)
    numbered = any(_NUMBERED.fullmatch(name) for name in heading)
    if names >= _OLD or (numbered and {"Given Name", "Family Name"} <= names):
        key = "google-old"
    elif names >= _CURRENT or (numbered and {"First Name", "Last Name"} <= names):
        key = "google"
    else:
        return None
    targets = one_each(_target(name) for name in heading)
    return ColumnMapping(key, heading, targets, separator=":::", starred=True)


def _target(name: str) -> Target:
    if name in _PLAIN:
        return Target(_PLAIN[name])
    if name in _PHONETIC:
        return Target("phonetic", _PHONETIC[name])
    if name == "Birthday":
        return Target("date", 1000, "birthday")
    if name == "Photo":
        return Target("link", 1000, "Photo")
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return Target("own")
    kind, number, part = found[1], int(found[2]), found[3]
    if kind == "Address":
        return Target(_ADDRESS[part], number) if part in _ADDRESS else Target("own")
    if part == "Value":
        return Target(_KINDS[kind], number)
    if part in ("Label", "Type"):
        return Target(_KINDS[kind] + "_label", number)
    return Target("own")
