"""A chunk of new people as the columns and rows of their tables: column by column costs half of row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft, folded
from lifecycle_desktop.core.store.search import search_row

# Columns of contact that are parts of a draft.
_PARTS = {
    "prefix": "prefix", "first_name": "first", "middle_name": "middle", "last_name": "last", "suffix": "suffix",
    "nickname": "nickname", "phonetic_name": "phonetic", "company": "company", "department": "department",
    "job_title": "job_title", "want": "want", "note": "note", "touched_on": "last_contact",
    "next_step_on": "next_step_on",
}  # fmt: skip
_AT = {name: number for number, name in enumerate(ContactDraft._fields)}


class Place(NamedTuple):
    """What a new contact's row holds beside what the draft tells; an empty text stands for NULL."""

    contact_id: int
    stage_id: int
    source_id: int | str
    next_step_id: int | str
    slips_on: str
    heat: str
    tags: tuple[str, ...]


class NewPeople:
    """New people of one chunk, to be written together."""

    def __init__(self, people: Sequence[PreparedDraft], places: Sequence[Place]) -> None:
        drafts, self._emails, self._phones, _keys, self._names, self._sorts, self._kinds = zip(
            *people, strict=True
        )
        self._parts: list[tuple[Any, ...]] = list(zip(*drafts, strict=True))
        columns: Any = zip(*places, strict=True)
        self._ids, self._stages, self._sources, self._next_steps, self._slips, self._heats, self._tags = (
            columns
        )

    def contacts(self, moment: str, columns: Sequence[str]) -> list[Sequence[Any]]:
        """The columns of `contact`, in that order."""
        found: dict[str, Sequence[Any]] = {column: self._parts[_AT[part]] for column, part in _PARTS.items()}
        found |= {
            "id": self._ids, "stage_id": self._stages, "source_id": self._sources,
            "next_step_id": self._next_steps, "slips_on": self._slips, "temperature": self._heats,
            "captured_at": [moment if is_lead else "" for is_lead in self._parts[_AT["is_lead"]]],
            "kind": self._kinds, "display_name": self._names, "sort_name": self._sorts,
        }  # fmt: skip
        same = [moment] * len(self._names)
        return [found.get(column, same) for column in columns]

    def emails(self) -> list[tuple[Any, ...]]:
        """The rows of `contact_email`, less their ids; so the others below."""
        return self._numbered(self._emails)

    def phones(self) -> list[tuple[Any, ...]]:
        """The rows of `contact_phone`."""
        return self._numbered(self._phones)

    def addresses(self) -> list[tuple[Any, ...]]:
        """The rows of `contact_address`."""
        return self._numbered(self._parts[_AT["addresses"]])

    def tags(self) -> list[tuple[int, str]]:
        """Who has which tag."""
        return [
            (contact_id, tag) for contact_id, tags in zip(self._ids, self._tags, strict=True) for tag in tags
        ]

    def _numbered(self, column: Iterable[Sequence[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        return [
            (contact_id, position, *each)
            for contact_id, several in zip(self._ids, column, strict=True)
            for position, each in enumerate(several)
        ]

    def search_rows(self) -> list[tuple[int, str, str, str, str]]:
        """The rows of `store.search.search_row`, made of what is at hand; the usual kind without asking it."""
        parts = [
            self._parts[_AT[name]]
            for name in (
                "first", "middle", "last", "full", "nickname", "company", "job_title", "want", "note", "addresses",
                "own",
            )
        ]  # fmt: skip
        found = []
        for (
            contact_id, name, first, middle, last, full, nickname, company, job, want, note, addresses, own,
            emails, phones, tags,
        ) in zip(
            self._ids, self._names, *parts, self._emails, self._phones, self._tags, strict=True
        ):  # fmt: skip
            email = emails[0][2] if len(emails) == 1 else " ".join([each[2] for each in emails])
            phone = phones[0][2] if len(phones) == 1 else " ".join([each[2] for each in phones])
            named_so = " ".join(tags)
            for _field, value in own:
                named_so = f"{named_so} {value}" if named_so else value
            place = ""
            for address in addresses:
                _label, street, extended, _po_box, city, region, postal, _country, formatted = address
                told = f"{street} {extended} {city} {region} {postal} {formatted}"
                place = f"{place} {told}" if place else told
            if middle or full or nickname or not name.isascii() or "  " in name:
                texts = (
                    contact_id, name, f"{first} {middle} {last}", nickname, company, email, phone,
                    f"{job} {want} {note} ", place, named_so,
                )  # fmt: skip
                found.append(search_row(texts))
                continue
            named = f"{name.lower()} {folded(company)}" if company else name.lower()
            more = f"{job} {want} {note}  {place} {named_so}"
            found.append((contact_id, named, email, phone, more.lower() if more.isascii() else fold(more)))
        return found
