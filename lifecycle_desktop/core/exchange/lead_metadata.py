"""Leads as machines tell them: Real Estate Lead Metadata 1.0 anywhere in a mail, and the JSON of Realtor.com."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lifecycle_desktop.core.exchange.lead_found import FoundLead

MOST_FIELDS = 150  # the standard's own, and a hundred of the sender's
MOST_DEPTH = 8
_LONGEST_TAG = 8000
_LONGEST_VALUE = 20_000
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_END = re.compile(r"""(?:[^>"']|"[^"]{0,7000}"|'[^']{0,7000}'){0,7000}>""")
_VERSION = "lead_information_version"
_PLAIN = {
    "lead_source": "source", "lead_name": "full", "lead_first_name": "first", "lead_last_name": "last",
    "lead_email": "email", "lead_phone": "phone", "lead_message": "note", "lead_type": "tag",
    "lead_property_address": "place", "lead_property_city": "place", "lead_property_state": "place",
    "lead_property_zip": "place", "lead_mls": "mls",
}  # fmt: skip
_NAMES = {
    "lead_max_price": "Max price", "lead_primary_zip": "Primary ZIP", "lead_time_frame": "Time frame",
    "lead_financing": "Financing",
}  # fmt: skip
_JSON = {
    "first_name": "first", "last_name": "last", "full_name": "full", "name": "full", "email": "email",
    "email_address": "email", "phone": "phone", "phone_number": "phone", "message": "note", "comments": "note",
    "source": "source", "lead_source": "source", "role": "tag", "mls_id": "mls", "mls_number": "mls",
    "listing_id": "mls",
}  # fmt: skip
_PLACE = frozenset(
    {"address", "street", "line", "line1", "street_address", "city", "state", "zip", "postal_code"}
)


def by_metadata(text: str) -> FoundLead | None:
    """The lead that `<meta name="lead_…" content="…">` tell, wherever they stand; None without any of a person."""
    found = FoundLead()
    for name, value in _metas(text):
        if name == _VERSION or not value:
            continue
        where = _PLAIN.get(name, "")
        if where:
            found.add(where, value)
        else:
            found.add("own", value, _NAMES.get(name) or _words(name))
    return found if found.is_somebody else None


def by_json(text: str) -> FoundLead | None:
    """The lead that a JSON document of the shape of Realtor.com tells; None for any other."""
    leads = json_leads(text)
    return leads[0] if leads else None


def json_leads(text: str) -> list[FoundLead]:
    """The leads of a JSON document: one, or a list of them."""
    text = text.strip()
    if text[:1] not in "{[" or '"contact"' not in text:
        return []
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return []
    documents = told if isinstance(told, list) else [told]
    found = [_from_json(each) for each in documents if isinstance(each, dict) and "contact" in each]
    return [each for each in found if each is not None]


def _metas(text: str) -> Iterator[tuple[str, str]]:
    lower = text.lower()
    at, count = lower.find("<meta"), 0
    while at >= 0 and count < 2 * MOST_FIELDS:
        count += 1
        end = _END.match(text, at + 5, at + _LONGEST_TAG)
        body = text[at + 5 : end.end() if end else at + 5]
        told = {
            match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(body)
        }
        name = told.get("name", "").strip().lower()
        if name.startswith("lead_"):
            yield name[:100], html.unescape(told.get("content", "")).strip()[:_LONGEST_VALUE]
        at = lower.find("<meta", at + 5)


def _words(name: str) -> str:
    """The name of an own field: "Assigned agent email" for lead_assigned_agent_email."""
    text = " ".join(name.removeprefix("lead_").replace("-", "_").split("_")).strip()
    return (text[:1].upper() + text[1:]) or "Lead"


def _from_json(document: dict[str, Any]) -> FoundLead | None:
    found = FoundLead()
    for path, value in _leaves(document, ()):
        key = path[-1]
        if path[0] == "property" and key in _PLACE:
            found.add("place", value)
        elif key in _JSON and (len(path) == 1 or path[0] in ("contact", "property")):
            found.add(_JSON[key], value)
        else:
            label = path[1:] if path[0] == "contact" and len(path) > 1 else path
            found.add("own", value, _words("_".join(label))[:100])
    if not found.values("source"):
        found.add("source", "Realtor.com")
    return found if found.is_somebody else None


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict) and len(path) < MOST_DEPTH:
        for key, inner in list(value.items())[:MOST_FIELDS]:
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, list) and len(path) < MOST_DEPTH:
        for inner in value[:MOST_FIELDS]:
            yield from _leaves(inner, path)
    elif value is not None and path:
        text = value if isinstance(value, str) else json.dumps(value)
        if text.strip():
            yield path, text.strip()[:_LONGEST_VALUE]
