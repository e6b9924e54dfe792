"""Contacts who may be the same person, looked for over the whole database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.duplicate import Duplicate, compared
from lifecycle_desktop.core.model.likeness import Likely, canonical_given, name_key
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.driver import ReadConnection

# A number or inbox of so many people tells nothing of any two of them; they are compared with their next ones only.
LARGEST_GROUP = 60
_TURN = 500  # groups between two looks at Stop

_PEOPLE = (
    "SELECT id, first_name, last_name, display_name, company, kind FROM contact WHERE deleted_at IS NULL"
)
_SHARED_EMAILS = (
    "SELECT email_normal, contact_id FROM contact_email WHERE email_normal IN (SELECT email_normal FROM contact_email "
    "GROUP BY email_normal HAVING min(contact_id) < max(contact_id)) ORDER BY email_normal, contact_id"
)
_SHARED_PHONES = (
    "SELECT phone_normal || iif(extension = '', '', ' x' || extension), contact_id FROM contact_phone "
    "WHERE phone_normal <> '' AND phone_normal IN (SELECT phone_normal FROM contact_phone WHERE phone_normal <> '' "
    "GROUP BY phone_normal HAVING min(contact_id) < max(contact_id)) ORDER BY 1, contact_id"
)
_ADDRESSES = (
    "SELECT contact_id, street, postal_code, city FROM contact_address WHERE street <> '' ORDER BY contact_id"
)
_APART = "SELECT contact_id, other_contact_id FROM kept_apart"


class _Person(NamedTuple):
    """A contact as it is compared; e-mails and phones only those that somebody else has too."""

    likely: Likely
    emails: set[str]
    phones: set[str]
    addresses: set[str]


def duplicates(connection: ReadConnection, progress: Progress | None = None) -> list[Duplicate]:
    """Everybody who may be somebody else as well, the sure ones first, then by score; living people only.

    Compared are those who share an e-mail, a phone, an address or a firm with a like name; never everybody with
    everybody. Pairs that the owner has kept apart are left out.
    """
    people = _people(connection)
    groups = _groups(connection, people)
    apart = {(row[0], row[1]) for row in connection.execute(_APART)}
    found: dict[tuple[int, int], Duplicate] = {}
    looked_at: set[tuple[int, int]] = set()
    if progress is not None:
        progress.start(_("Looking for duplicates"), len(groups))
    for number, group in enumerate(groups, start=1):
        if progress is not None and number % _TURN == 0:
            progress.advance(_TURN)
        for one, other in _pairs(group):
            pair = (one, other) if one < other else (other, one)
            if pair in looked_at or pair in apart:
                continue
            looked_at.add(pair)
            duplicate = compared(one, people[one].likely, other, people[other].likely)
            if duplicate is not None:
                found[pair] = duplicate
    return sorted(
        found.values(), key=lambda each: (not each.is_sure, -each.score, each.one_id, each.other_id)
    )


def _people(connection: ReadConnection) -> dict[int, _Person]:
    people = {}
    for contact_id, first, last, shown, company, kind in connection.execute(_PEOPLE):
        emails, phones, addresses = set[str](), set[str](), set[str]()
        firm = fold(company) if company and kind == "person" else ""
        likely = Likely(name_key(first, last, shown), emails, phones, addresses, firm)
        people[contact_id] = _Person(likely, emails, phones, addresses)
    return people


def _groups(connection: ReadConnection, people: dict[int, _Person]) -> list[list[int]]:
    """Those who are to be compared with each other."""
    groups: dict[str, list[int]] = defaultdict(list)
    for kind, sql in (("e", _SHARED_EMAILS), ("p", _SHARED_PHONES)):
        for value, contact_id in connection.execute(sql):
            person = people.get(contact_id)
            if person is not None:
                (person.emails if kind == "e" else person.phones).add(value)
                _put(groups, f"{kind}{value}", contact_id)
    for contact_id, street, postal_code, city in connection.execute(_ADDRESSES):
        person = people.get(contact_id)
        if person is not None:
            place = fold(f"{street}|{postal_code or city}")
            person.addresses.add(place)
            _put(groups, f"a{place}", contact_id)
    for contact_id, person in people.items():
        name = person.likely.name
        if person.likely.company and name.whole:
            _put(
                groups, f"f{person.likely.company}|{name.last}|{canonical_given(name.first)[:1]}", contact_id
            )
            _put(
                groups, f"g{person.likely.company}|{canonical_given(name.first)}|{name.last[:1]}", contact_id
            )
    return [group for group in groups.values() if len(group) > 1]


def _put(groups: dict[str, list[int]], key: str, contact_id: int) -> None:
    group = groups[key]
    if not group or group[-1] != contact_id:
        group.append(contact_id)


def _pairs(group: list[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= LARGEST_GROUP:
        yield from combinations(group, 2)
        return
    for place, one in enumerate(group):
        for other in group[place + 1 : place + 10]:
            yield one, other
