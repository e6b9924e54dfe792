"""Contacts who may be the same person, looked for over the whole database.

Whoever shares something is found by numbers only, a kind of thing at a time; what two are compared by is read for a
few hundred people at once and let go again. So the search takes some megabytes, however many people there are.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.duplicate import Duplicate, compared
from lifecycle_desktop.core.model.likeness import Likely, canonical_given, name_key
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.driver import ReadConnection

# A number or inbox of so many people tells nothing of any two of them; they are compared with their next ones only.
LARGEST_GROUP = 60
_TURN = 500  # people whose facts are held at once, and read between two looks at Stop

_SHARED_EMAILS = (
    "SELECT e.email_normal, e.contact_id FROM contact_email e JOIN contact c ON c.id = e.contact_id "
    "WHERE c.deleted_at IS NULL AND e.email_normal IN (SELECT email_normal FROM contact_email "
    "GROUP BY email_normal HAVING min(contact_id) < max(contact_id)) ORDER BY e.email_normal, e.contact_id"
)
_SHARED_PHONES = (
    "SELECT p.phone_normal || iif(p.extension = '', '', ' x' || p.extension), p.contact_id FROM contact_phone p "
    "JOIN contact c ON c.id = p.contact_id WHERE c.deleted_at IS NULL AND p.phone_normal <> '' "
    "AND p.phone_normal IN (SELECT phone_normal FROM contact_phone WHERE phone_normal <> '' "
    "GROUP BY phone_normal HAVING min(contact_id) < max(contact_id)) ORDER BY 1, p.contact_id"
)
_ADDRESSES = (
    "SELECT a.street || '|' || iif(a.postal_code <> '', a.postal_code, a.city), c.id FROM contact c "
    "JOIN contact_address a ON a.contact_id = c.id WHERE c.deleted_at IS NULL AND a.street <> '' ORDER BY c.id"
)
_IN_FIRMS = (
    "SELECT id, first_name, last_name, display_name, company FROM contact "
    "WHERE deleted_at IS NULL AND kind = 'person' AND company <> '' ORDER BY id"
)
_HOW_MANY = (
    "SELECT (SELECT count(*) FROM contact_address WHERE street <> '') + (SELECT count(*) FROM contact "
    "WHERE deleted_at IS NULL AND kind = 'person' AND company <> '')"
)
_PEOPLE = (
    "SELECT id, first_name, last_name, display_name, iif(kind = 'person', company, '') FROM contact "
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_EMAILS = (
    "SELECT contact_id, email_normal FROM contact_email WHERE contact_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY contact_id, position"
)
_PHONES = (
    "SELECT contact_id, phone_normal || iif(extension = '', '', ' x' || extension) FROM contact_phone "
    "WHERE phone_normal <> '' AND contact_id IN (SELECT value FROM json_each(?)) ORDER BY contact_id, position"
)
_PLACES = (
    "SELECT contact_id, street || '|' || iif(postal_code <> '', postal_code, city) FROM contact_address "
    "WHERE street <> '' AND contact_id IN (SELECT value FROM json_each(?)) ORDER BY contact_id, position"
)
_APART = "SELECT contact_id, other_contact_id FROM kept_apart"


def duplicates(connection: ReadConnection, progress: Progress | None = None) -> list[Duplicate]:
    """Everybody who may be somebody else as well, the sure ones first, then by score; living people only.

    Compared are those who share an e-mail, a phone, an address or a firm with a like name; never everybody with
    everybody. Pairs that the owner has kept apart are left out.
    """
    progress = progress if progress is not None else Progress()
    apart = {(row[0], row[1]) for row in connection.execute(_APART)}
    found: dict[tuple[int, int], Duplicate] = {}
    progress.start(_("Looking for duplicates"), connection.execute(_HOW_MANY).fetchone()[0])
    for groups in _batches(_groups(connection, progress)):
        progress.advance(0)
        likely = _likely(connection, {each for group in groups for each in group})
        for group in groups:
            for pair in _pairs(group):
                if pair in found or pair in apart:
                    continue
                one, other = pair
                duplicate = compared(one, likely[one], other, likely[other])
                if duplicate is not None:
                    found[pair] = duplicate
    return sorted(
        found.values(), key=lambda each: (not each.is_sure, -each.score, each.one_id, each.other_id)
    )


def _groups(connection: ReadConnection, progress: Progress) -> Iterator[list[int]]:
    """Those who are to be compared with each other, each group in the order of their numbers."""
    for sql in (_SHARED_EMAILS, _SHARED_PHONES):
        for _value, rows in groupby(connection.execute(sql), key=lambda row: row[0]):
            group = list(dict.fromkeys(row[1] for row in rows))
            if len(group) > 1:
                yield group
    addresses = ((fold(place), contact_id) for place, contact_id in connection.execute(_ADDRESSES))
    yield from _of_one_key(addresses, progress)
    yield from _of_one_key(_firm_keys(connection), progress)


def _firm_keys(connection: ReadConnection) -> Iterator[tuple[str, int]]:
    """By what those of one firm are looked up: the last name and an initial, or the first name and an initial."""
    for contact_id, first, last, shown, company in connection.execute(_IN_FIRMS):
        name, firm = name_key(first, last, shown), fold(company)
        if firm and name.whole:
            given = canonical_given(name.first)
            yield f"f{firm}|{name.last}|{given[:1]}", contact_id
            yield f"g{firm}|{given}|{name.last[:1]}", contact_id


def _of_one_key(keyed: Iterable[tuple[str, int]], progress: Progress) -> Iterator[list[int]]:
    """Those who have the same key, where there are several.

    Only a hash of each key is held, eight bytes: two keys that share one cost a comparison and find nobody.
    """
    hashes, ids = array("q"), array("q")
    for number, (key, contact_id) in enumerate(keyed, start=1):
        hashes.append(hash(key))
        ids.append(contact_id)
        if number % _TURN == 0:
            progress.advance(_TURN)
    order = sorted(range(len(hashes)), key=hashes.__getitem__)  # stable: numbers stay in their order
    for _hash, places in groupby(order, key=hashes.__getitem__):
        group = list(dict.fromkeys(ids[place] for place in places))
        if len(group) > 1:
            yield group


def _batches(groups: Iterable[list[int]]) -> Iterator[list[list[int]]]:
    """Groups by as many as have some hundred people together."""
    batch: list[list[int]] = []
    people = 0
    for group in groups:
        batch.append(group)
        people += len(group)
        if people >= _TURN:
            yield batch
            batch, people = [], 0
    if batch:
        yield batch


def _likely(connection: ReadConnection, contact_ids: set[int]) -> dict[int, Likely]:
    """What these people are compared by."""
    wanted = (json.dumps(sorted(contact_ids)),)
    emails, phones, places = (_values(connection, sql, wanted) for sql in (_EMAILS, _PHONES, _PLACES))
    return {
        contact_id: Likely(
            name_key(first, last, shown),
            emails.get(contact_id, ()),
            phones.get(contact_id, ()),
            [fold(place) for place in places.get(contact_id, ())],
            fold(company),
        )
        for contact_id, first, last, shown, company in connection.execute(_PEOPLE, wanted)
    }


def _values(connection: ReadConnection, sql: str, wanted: tuple[str]) -> dict[int, list[str]]:
    rows = groupby(connection.execute(sql, wanted), key=lambda row: row[0])
    return {contact_id: [row[1] for row in several] for contact_id, several in rows}


def _pairs(group: list[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= LARGEST_GROUP:
        yield from combinations(group, 2)
        return
    for place, one in enumerate(group):
        for other in group[place + 1 : place + 10]:
            yield one, other
