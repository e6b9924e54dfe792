"""Contacts written as the program's own CSV: safe in a spreadsheet, and the same again when it is imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO, NamedTuple

from lifecycle_desktop.core.exchange.cells import guarded
from lifecycle_desktop.core.exchange.own_contacts import ADDRESS_PARTS, PLAIN, SIGNATURE, TAG_SEPARATOR
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.progress import Progress

PART = 1000  # rows between two counts of progress
WANT = "Looking for"  # written for people; not read back


class Widths(NamedTuple):
    """How many of each kind the contact with the most has."""

    emails: int = 0
    phones: int = 0
    addresses: int = 0
    dates: int = 0
    links: int = 0
    relations: int = 0
    own: int = 0


def write_contacts(
    stream: IO[bytes],
    contacts: Iterable[tuple[ContactDraft, str]],
    widths: Widths,
    progress: Progress | None = None,
) -> int:
    """Write contacts, each as a draft with what they are looking for, in UTF-8 with a mark; how many."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading_of(widths))
    count = 0
    for draft, want in contacts:
        writer.writerow(
            [cell if cell[:1].isalnum() else guarded(cell) for cell in cells_of(draft, want, widths)]
        )
        count += 1
        if progress is not None and count % PART == 0:
            progress.advance(PART)
    text.flush()
    text.detach()
    return count


def heading_of(widths: Widths) -> list[str]:
    """The names of the columns; the last says whose file it is."""
    names = [*PLAIN, "Phonetic name", WANT, *(f"Permission {channel}" for channel in PERMISSION_CHANNELS)]
    for kind, number in zip(("Email", "Phone"), widths[:2], strict=True):
        names += _numbered(kind, number)
    for number in range(1, widths.addresses + 1):
        names += [f"Address {number} {part}" for part in ADDRESS_PARTS]
    for kind, number in zip(("Date", "Link", "Relation", "Own"), widths[3:], strict=True):
        names += _numbered(kind, number)
    return [*names, SIGNATURE]


def _numbered(kind: str, most: int) -> list[str]:
    return [name for number in range(1, most + 1) for name in (f"{kind} {number} label", f"{kind} {number}")]


def cells_of(draft: ContactDraft, want: str, widths: Widths) -> list[str]:
    """The cells of a contact under `heading_of`, not guarded."""
    permissions = dict(draft.permissions)
    cells = [_tags(draft.tags) if name == "tags" else getattr(draft, name) for name in PLAIN.values()]
    cells += [draft.phonetic, want, *(permissions.get(channel, "") for channel in PERMISSION_CHANNELS)]
    cells += _pairs(draft.emails, widths.emails) + _pairs(draft.phones, widths.phones)
    for address in draft.addresses:
        cells += _address(address)
    cells += [""] * (len(ADDRESS_PARTS) * (widths.addresses - len(draft.addresses)))
    cells += _pairs([(date.kind, _day(date)) for date in draft.dates], widths.dates)
    cells += _pairs(draft.links, widths.links)
    cells += _pairs(draft.relations, widths.relations)
    cells += _pairs(draft.own, widths.own)
    return [*cells, ""]


def _pairs(pairs: Iterable[tuple[str, str]], most: int) -> list[str]:
    cells = [cell for pair in pairs for cell in pair]
    return cells + [""] * (2 * most - len(cells))


def _tags(tags: tuple[str, ...]) -> str:
    """Tags in one cell. The sign that parts them cannot stand in one; a last one says that nothing else parts."""
    if not tags:
        return ""
    told = TAG_SEPARATOR.join(tag.replace(TAG_SEPARATOR, ",") for tag in tags)
    return told + TAG_SEPARATOR if len(tags) == 1 and set(told) & set(",|\n") else told


def _address(address: Address) -> list[str]:
    values = address._asdict()
    return [values[{"address_label": "label"}.get(part, part)] for part in ADDRESS_PARTS.values()]


def _day(date: KeyDate) -> str:
    return (
        f"{date.year:04d}-{date.month:02d}-{date.day:02d}"
        if date.year
        else f"--{date.month:02d}-{date.day:02d}"
    )
