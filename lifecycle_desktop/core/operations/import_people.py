"""Who is there already: people by address, number, name, place and firm, for finding each row's person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.likeness import (
    MAYBE,
    SURE,
    Likeness,
    NameKey,
    by_email,
    by_phone,
    name_key,
    similar_names,
)
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft, address_key, firm_key, squeezed
from lifecycle_desktop.core.store.driver import ReadConnection

# One contact, or the rare several, under a key: a list for each would cost twice the memory.
Index = dict[str, int | list[int]]


class Match(NamedTuple):
    """A contact that a row is like, with the verdict and its reason."""

    contact_id: int
    likeness: Likeness

    @property
    def is_sure(self) -> bool:
        """Whether the row is this contact."""
        return self.likeness.verdict == SURE


class KnownPeople:
    """The people of the database and, one by one, those of the file.

    Those of a similar name at the same address or firm are looked for only `with_places`: it costs as
    much again as addresses and numbers.
    """

    def __init__(self, connection: ReadConnection, *, with_places: bool) -> None:
        self._with_places = with_places
        self.names: dict[int, NameKey] = {}
        self._emails: Index = {}
        self._phones: Index = {}
        self._addresses: Index = {}
        self._firms: Index = {}
        self._by_name: Index | None = None
        self._load(connection)

    def add(self, contact_id: int, person: PreparedDraft) -> None:
        """Know somebody new."""
        key = person.key
        self.names[contact_id] = key
        for _label, _text, email in person.emails:
            if self._emails.setdefault(email, contact_id) != contact_id:
                _put(self._emails, email, contact_id)
        for _label, text, normal, extension in person.phones:
            number = phone_key(normal or text, extension) if extension else normal or text
            if self._phones.setdefault(number, contact_id) != contact_id:
                _put(self._phones, number, contact_id)
        if self._with_places and key.whole:
            for address in person.draft.addresses:
                _put(self._addresses, address_key(address), contact_id)
            if person.draft.company and person.kind == "person":
                _put(self._firms, firm_key(person.draft.company, key), contact_id)
        if self._by_name is not None:
            _put(self._by_name, key.whole, contact_id)

    def also(self, contact_id: int, person: PreparedDraft) -> None:
        """Know further addresses and numbers of somebody."""
        for email in person.emails:
            if contact_id not in _all(self._emails, email[2]):
                _put(self._emails, email[2], contact_id)
        for _label, text, normal, extension in person.phones:
            key = phone_key(normal or text, extension)
            if contact_id not in _all(self._phones, key):
                _put(self._phones, key, contact_id)

    def reaches(self, contact_id: int, person: PreparedDraft) -> bool:
        """Whether somebody has every address and number of a row already."""
        return all(contact_id in _all(self._emails, email[2]) for email in person.emails) and all(
            contact_id in _all(self._phones, phone_key(normal or text, extension))
            for _label, text, normal, extension in person.phones
        )

    def match(self, person: PreparedDraft, apart: Collection[int] = ()) -> Match | None:
        """The contact that a row surely is, else one that it may be, else None; it is none of `apart`."""
        perhaps: Match | None = None
        for _label, _text, email in person.emails:
            if email in self._emails:
                for contact_id in _all(self._emails, email):
                    if contact_id in apart:
                        continue
                    found = Match(contact_id, by_email(email, person.key, self.names[contact_id]))
                    if found.is_sure:
                        return found
                    perhaps = perhaps or found
        for _label, text, normal, extension in person.phones:
            number = phone_key(normal or text, extension) if extension else normal or text
            if number in self._phones:
                for contact_id in _all(self._phones, number):
                    if contact_id in apart:
                        continue
                    found = Match(contact_id, by_phone(person.key, self.names[contact_id]))
                    if found.is_sure:
                        return found
                    perhaps = perhaps or found
        return perhaps or (self._by_place(person) if self._with_places and person.key.whole else None)

    def namesakes(self, person: PreparedDraft) -> list[int]:
        """Contacts of exactly this name: for rows that tell no address or number."""
        return list(_all(self._index_by_name(), person.key.whole)) if person.key.whole else []

    def named(self, name: str) -> int | None:
        """The one contact who is called so; None if there is none or more than one."""
        found = _all(self._index_by_name(), squeezed(name))
        return found[0] if len(found) == 1 else None

    def _index_by_name(self) -> Index:
        """Made when first asked for: most files never need it."""
        if self._by_name is None:
            self._by_name = {}
            for contact_id, key in self.names.items():
                _put(self._by_name, key.whole, contact_id)
        return self._by_name

    def _by_place(self, person: PreparedDraft) -> Match | None:
        """Somebody of a similar name at the same address or firm."""
        for address in person.draft.addresses:
            for contact_id in _all(self._addresses, address_key(address)):
                if similar_names(person.key, self.names[contact_id]):
                    return Match(contact_id, Likeness(MAYBE, _("similar name at the same address")))
        if person.draft.company and person.kind == "person":
            for contact_id in _all(self._firms, firm_key(person.draft.company, person.key)):
                return Match(contact_id, Likeness(MAYBE, _("similar name at the same company")))
        return None

    def _load(self, connection: ReadConnection) -> None:
        gone: set[int] = set()
        unnamed: set[int] = set()
        for contact_id, first, last, display, company, deleted_at in connection.execute(
            "SELECT id, first_name, last_name, display_name, company, deleted_at FROM contact"
        ):
            if deleted_at is not None:
                gone.add(contact_id)
                continue
            key = _key_of(first, last, display)
            self.names[contact_id] = key
            if not (first or last):
                unnamed.add(contact_id)
            if self._with_places and company and key.whole:
                _put(self._firms, firm_key(company, key), contact_id)
        if not self.names:
            return
        for email, contact_id in connection.execute("SELECT email_normal, contact_id FROM contact_email"):
            if contact_id not in gone:
                _put(self._emails, email, contact_id)
        for text, normal, extension, contact_id in connection.execute(
            "SELECT phone, phone_normal, extension, contact_id FROM contact_phone"
        ):
            if contact_id not in gone:
                _put(self._phones, phone_key(normal or text, extension), contact_id)
                if contact_id in unnamed and self.names[contact_id] == name_key("", "", text):
                    self.names[contact_id] = _NO_NAME  # who has no name is shown by what stands for a number
        if not self._with_places:
            return
        for street, city, postal_code, contact_id in connection.execute(
            "SELECT street, city, postal_code, contact_id FROM contact_address WHERE street <> ''"
        ):
            if contact_id not in gone and self.names[contact_id].whole:
                place = address_key(Address(street=street, city=city, postal_code=postal_code))
                _put(self._addresses, place, contact_id)


_NO_NAME = name_key("", "", "")


def phone_key(normal: str, extension: str) -> str:
    """A number with its extension: two extensions of a switchboard are two numbers."""
    return f"{normal};{extension}" if extension else normal


def _key_of(first: str, last: str, display: str) -> NameKey:
    if first or last:
        left, right = squeezed(first), squeezed(last)
        return NameKey(left, right, left + right)
    return name_key("", "", display)


def _put(index: Index, key: str, contact_id: int) -> None:
    if not key:
        return
    before = index.setdefault(key, contact_id)
    if before is not contact_id and before != contact_id:
        if isinstance(before, list):
            before.append(contact_id)
        else:
            index[key] = [before, contact_id]


def _all(index: Index, key: str) -> Sequence[int]:
    found = index.get(key)
    if found is None:
        return ()
    return found if isinstance(found, list) else (found,)
