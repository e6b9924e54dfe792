"""What was found of a lead, piece by piece, and the draft that comes of it."""

from __future__ import annotations

import re

from lifecycle_desktop.core.exchange.names import split_name
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.person_text import looks_like_firm
from lifecycle_desktop.core.model.plain_text import many_lines, one_line

# Hosts whose addresses forward to somebody: theirs, not the person's.
RELAYS = (
    "convo.zillow.com",
    "messages.realtor.com",
    "reply.trulia.com",
    "craigslist.org",
    "message.homes.com",
)
MOST_BYTES = 1 << 20  # of a mail that are read: a lead is in its beginning, attachments follow
_KINDS = ("source", "full", "first", "last", "email", "phone", "note", "tag", "place", "mls", "own", "relay")
_LONGEST_NAME = 300
# What nobody doubts to be an address; others are kept as a value of their own, so that they do not fail the lead.
_ADDRESS = re.compile(
    r"[\w+'&-]{1,60}(?:\.[\w+'&-]{1,60}){0,8}@(?:[^\W_]+(?:-+[^\W_]+)*\.){1,8}[^\W\d_]{2,63}"
)
_DIGITS = re.compile(r"\d")


def is_relay(address: str) -> bool:
    """Whether an address only forwards: a portal's, not the person's own."""
    host = address.rpartition("@")[2].lower().strip(" >")
    return any(host == relay or host.endswith(f".{relay}") for relay in RELAYS)


class FoundLead:
    """The pieces of one lead, each with its kind; nothing that was added is lost in the draft."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
        self._own: list[tuple[str, str]] = []

    def add(self, kind: str, value: str, label: str = "") -> None:
        """Add a piece: "own" ones with their label, texts of no words are passed over."""
        value = many_lines(value[:100_000]) if kind in ("note", "own") else one_line(value[:10_000])
        if not value:
            return
        if kind == "own":
            self._own.append((one_line(label[:100]), value))
        elif kind == "email" and is_relay(value):
            self._found["relay"].append(value)
        elif value not in self._found[kind]:
            self._found[kind].append(value)

    def extend_note(self, line: str) -> None:
        """One more line of the text that was found last, or an empty one between two."""
        notes = self._found["note"]
        if notes:
            notes[-1] = f"{notes[-1]}\n{many_lines(line[:10_000])}"
        elif line:
            self.add("note", line)

    def values(self, kind: str) -> tuple[str, ...]:
        """What was found of a kind."""
        return tuple(self._found[kind])

    @property
    def is_somebody(self) -> bool:
        """Whether it says who somebody is."""
        return any(self._found[kind] for kind in ("full", "first", "last", "email", "phone"))

    def draft(self, line: int) -> ContactDraft:
        """The lead as a draft that waits for an answer."""
        own = [*self._own]
        emails = []
        for text in self._found["email"]:
            if len(text) <= 254 and _ADDRESS.fullmatch(text):
                emails.append(("", text))
            else:
                own.append(("Email", text))
        phones = []
        for text in self._found["phone"]:
            if len(_DIGITS.findall(text)) >= 5 and len(text) < 60:
                phones.append(("", text))
            else:
                own.append(("Phone", text))
        own += [("Relay address", text) for text in self._found["relay"]]
        source, *sources = self._found["source"] or [""]
        own += [("Source", text) for text in sources]
        first, last, full, company = self._names(own)
        return ContactDraft(
            line,
            first=first,
            last=last,
            full=full,
            company=company,
            emails=tuple(emails),
            phones=tuple(phones),
            tags=tuple(self._found["tag"]),
            note="\n\n".join(note.strip() for note in self._found["note"]),
            own=tuple(own),
            source=source,
            want=self._want(),
            is_lead=True,
        )

    def _names(self, own: list[tuple[str, str]]) -> tuple[str, str, str, str]:
        """First and last name, the whole one, and the firm where the name is one."""
        firsts, lasts, fulls = self._found["first"], self._found["last"], self._found["full"]
        own += [("Name", text) for text in [*firsts[1:], *lasts[1:], *fulls[1:]]]
        first, last, full = ((each or [""])[0][:_LONGEST_NAME] for each in (firsts, lasts, fulls))
        if full and not (first or last):
            if looks_like_firm(full):
                return "", "", full, full
            parts = split_name(full)
            if parts.prefix or parts.middle or parts.suffix:
                return (
                    f"{parts.prefix} {parts.first} {parts.middle}".strip(),
                    f"{parts.last} {parts.suffix}".strip(),
                    full,
                    "",
                )
            return parts.first, parts.last, full, ""
        if full and full != f"{first} {last}".strip():
            own.append(("Name", full))
        return first, last, "", ""

    def _want(self) -> str:
        """The property asked for, as what they are looking for."""
        told = ", ".join(self._found["place"])
        numbers = ", ".join(self._found["mls"])
        return (
            f"{told} (MLS {numbers})" if told and numbers else told or (f"MLS {numbers}" if numbers else "")
        )
