"""Contacts written as vCards 3.0 or 4.0: what every address book takes, and with ours beside it, the same again.

What vCards have no word for stands in properties of our own (X-LD-…), labels of the owner's as Apple writes them
(`item1.X-ABLabel`). Formats: RFC 2426, RFC 6350.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from lifecycle_desktop.core.exchange.pictures import base64_of
from lifecycle_desktop.core.exchange.vcard import escaped, folded_line
from lifecycle_desktop.core.exchange.vcard_words import OURS, TYPES_OF_LABEL
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, Picture
from lifecycle_desktop.core.progress import Progress

VERSIONS = ("3.0", "4.0")
LAYOUT = "1"  # of the properties of our own
PART = 500  # cards between two counts of progress
_UNKNOWN_YEAR = 1604  # what Apple writes where the year is not known


def write_vcards(
    stream: IO[bytes],
    contacts: Iterable[tuple[ContactDraft, str]],
    version: str,
    progress: Progress | None = None,
) -> int:
    """Write contacts, each as a draft with what they are looking for, in UTF-8; how many.

    `version` is one of `VERSIONS`.
    """
    count = 0
    for draft, want in contacts:
        card = _Card(version)
        card.write(draft, want)
        stream.write(b"".join(map(folded_line, card.lines)))
        count += 1
        if progress is not None and count % PART == 0:
            progress.advance(PART)
    return count


class _Card:
    """The lines of one card."""

    def __init__(self, version: str) -> None:
        self.lines = ["BEGIN:VCARD", f"VERSION:{version}", f"X-LD-VERSION:{LAYOUT}"]
        self._is_new = version == "4.0"
        self._groups = 0

    def write(self, draft: ContactDraft, want: str) -> None:
        """Add all that a contact has."""
        if draft.uid:
            self.lines.append(("UID;VALUE=text:" if self._is_new else "UID:") + draft.uid)
        names = (draft.last, draft.first, draft.middle, draft.prefix, draft.suffix)
        self.lines.append("N:" + ";".join(map(escaped, names)))
        self._text("FN", draft.full or draft.name)
        self._text("NICKNAME", draft.nickname)
        if draft.company or draft.department:
            parts = (draft.company, draft.department) if draft.department else (draft.company,)
            self.lines.append("ORG:" + ";".join(map(escaped, parts)))
        if draft.company and not any(names[:3]) and not draft.nickname and draft.full in ("", draft.company):
            self.lines += ["X-ABShowAs:COMPANY", *(("KIND:org",) if self._is_new else ())]
        self._text("TITLE", draft.job_title)
        for label, email in draft.emails:
            self._labelled("EMAIL", escaped(email), label, "" if self._is_new else "INTERNET")
        for label, phone in draft.phones:
            self._labelled("TEL", escaped(phone), label)
        for address in draft.addresses:
            self._address(address)
        self._dates(draft.dates)
        for label, url in draft.links:
            self._labelled("URL", escaped(url), label)
        for kind, name in draft.relations:
            self._labelled("RELATED;VALUE=text" if self._is_new else "X-ABRELATEDNAMES", escaped(name), kind)
        if draft.tags:
            self.lines.append("CATEGORIES:" + ",".join(map(escaped, draft.tags)))
        self._text("NOTE", draft.note)
        for field, value in draft.own:
            self._labelled("X-LD-OWN", escaped(value), field)
        for name, part in OURS.items():
            self._text(name, want if part == "want" else getattr(draft, part))
        for channel, status in draft.permissions:
            self._text(f"X-LD-PERMISSION-{channel.upper()}", status)
        for picture in draft.pictures:
            self._picture(picture)
        self.lines.append("END:VCARD")

    def _text(self, name: str, value: str) -> None:
        if value:
            self.lines.append(f"{name}:{escaped(value)}")

    def _labelled(self, name: str, value: str, label: str, types: str = "") -> None:
        """A property with its label: as types where they say it, else as Apple does."""
        told = TYPES_OF_LABEL.get(label, "") if name in ("EMAIL", "TEL", "ADR") else ""
        types = ",".join(part for part in (types, told) if part)
        head = f"{name};TYPE={types.lower() if self._is_new else types}" if types else name
        group = self._group() if label and not told else ""
        self.lines.append(f"{group}{head}:{value}")
        if group:
            self.lines.append(f"{group}X-ABLabel:{escaped(label)}")

    def _group(self) -> str:
        self._groups += 1
        return f"item{self._groups}."

    def _address(self, address: Address) -> None:
        value = ";".join(
            map(
                escaped,
                (
                    address.po_box, address.extended, address.street, address.city, address.region,
                    address.postal_code, address.country,
                ),
            )
        )  # fmt: skip
        if not address.formatted:
            self._labelled("ADR", value, address.label)
            return
        group = self._group()
        self.lines.append(f"{group}ADR:{value}")
        self.lines.append(f"{group}X-LD-FORMATTED:{escaped(address.formatted)}")
        if address.label:
            self.lines.append(f"{group}X-ABLabel:{escaped(address.label)}")

    def _dates(self, dates: Iterable[KeyDate]) -> None:
        """The first birthday, and in 4.0 the first anniversary, under their own name; the rest as Apple does."""
        known = {"birthday": "BDAY"} | ({"anniversary": "ANNIVERSARY"} if self._is_new else {})
        for date in dates:
            name = known.pop(date.kind, "")
            year = date.year or _UNKNOWN_YEAR
            text = f"{year:04d}-{date.month:02d}-{date.day:02d}"
            head = name or "X-ABDATE"
            if self._is_new:
                text = text.replace("-", "") if date.year else f"--{date.month:02d}{date.day:02d}"
            elif not date.year:
                head = f"{head};X-APPLE-OMIT-YEAR={_UNKNOWN_YEAR}"
            if name:
                self.lines.append(f"{head}:{text}")
            else:
                self._labelled(head, text, date.kind)

    def _picture(self, picture: Picture) -> None:
        if self._is_new:
            self.lines.append(f"PHOTO:data:{picture.media_type};base64,{base64_of(picture)}")
        else:
            kind = picture.media_type.rpartition("/")[2].upper()
            self.lines.append(f"PHOTO;ENCODING=b;TYPE={kind}:{base64_of(picture)}")
