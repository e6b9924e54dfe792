"""People by what is typed: those opened last, names in their order, any word, any fragment, then what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lifecycle_desktop.core.model.found import Found, Hit
from lifecycle_desktop.core.model.matching import Typed, typed
from lifecycle_desktop.core.queries import search_tiers as tiers
from lifecycle_desktop.core.queries.hits import people_hits, said_hits
from lifecycle_desktop.core.store.driver import ReadConnection

_FEW = 3  # found as typed, up to which a typing mistake is looked for
_MOST_BESIDE = 5  # found by what was meant, beside those found as typed
_SOME = 6  # found as typed, up to which fragments are looked for, and words over different fields


def hits(connection: ReadConnection, text: str, limit: int = 20) -> list[Hit]:
    """Everybody that matches what is typed, at most `limit`: first by who they are, then by what was noted."""
    found = search(connection, text, limit, limit)
    seen: dict[int, Hit] = {}
    for hit in (*found.people, *found.notes):
        seen.setdefault(hit.contact_id, hit)
    return list(seen.values())[:limit]


def search(connection: ReadConnection, text: str, people: int = 20, notes: int = 5) -> Found:
    """All that matches what is typed: at most so many people, and so many that something was noted about.

    Bounded by its tiers, whatever is typed and however much there is: see `matching_ids`.
    """
    sought = typed(text)
    if not sought:
        return Found()
    ids, sought = _matching(connection, sought, people)
    told = people_hits(connection, ids, sought)
    noted = [hit for hit in told if hit.is_told]
    if len(noted) < notes:
        activities = _said(connection, sought, notes - len(noted), {hit.contact_id for hit in noted})
        noted += said_hits(connection, activities, sought)
    return Found(tuple(hit for hit in told if not hit.is_told), tuple(noted[:notes]))


def opened_last(connection: ReadConnection, limit: int = 10) -> Found:
    """Those whose page was opened last, newest first: what an empty box shows."""
    return Found(tuple(people_hits(connection, tiers.recent(connection, limit), Typed("", ()))))


def matching_ids(connection: ReadConnection, text: str, limit: int = 50) -> list[int]:
    """The ids of those who match, at most `limit`.

    Tier by tier, until there are enough: those opened last; names that begin so, in their order; any word of
    names, e-mails and phones; digits of a phone; any word of the rest; any fragment; words over different fields;
    and, where hardly anybody was found, what was meant by a word with one slip in it.
    """
    sought = typed(text)
    return _matching(connection, sought, limit)[0] if sought else []


def words_query(folded: str) -> str:
    """Folded text as an FTS5 query: every word, in any order, each perhaps unfinished; empty without a word."""
    return tiers.fts_query(typed(folded).words)


def _matching(connection: ReadConnection, sought: Typed, limit: int) -> tuple[list[int], Typed]:
    """The ids, and what was sought with what it was taken to mean."""
    found: dict[int, None] = {}
    for ids in _as_typed(connection, sought, limit):
        _gather(found, ids, limit)
        if len(found) >= limit:
            break
    if len(found) < _SOME:
        _gather(found, tiers.by_fragment(connection, sought.folded, limit), limit)
    if len(found) < _SOME and not (sought.digits and found):  # the digits were one phone
        _gather(found, tiers.across(connection, sought.words, limit), limit)
    if len(found) < _FEW and sought.words:
        limit = min(limit, len(found) + _MOST_BESIDE) if found else limit
        sought = _gather_meant(connection, found, sought, limit)
    return list(found), sought


def _gather_meant(connection: ReadConnection, found: dict[int, None], sought: Typed, limit: int) -> Typed:
    """Add those who match with a slip in one word; what was sought, as it led to them.

    Where it led to nobody, every word with all it may have meant: something may have been said.
    """
    every = sought.words
    for words in tiers.meant(connection, sought.words):
        before = len(found)
        _gather(found, tiers.by_words(connection, words, limit), limit)
        if len(found) == before:
            _gather(found, tiers.across(connection, words, limit), limit)
        if len(found) > before:
            return replace(sought, words=words)
        every = tuple(max(pair, key=len) for pair in zip(every, words, strict=True))
    return sought if found else replace(sought, words=every)


def _as_typed(connection: ReadConnection, sought: Typed, limit: int) -> Iterable[Iterable[int]]:
    """The tiers in their order; each is read only if those before gave too little."""
    yield tiers.among_recent(connection, sought)
    yield tiers.by_name_order(connection, sought.folded, limit)
    if sought.words:
        yield tiers.by_words(connection, sought.words, limit)
    if sought.digits:
        yield tiers.by_digits(connection, sought.digits, limit)
    if sought.words:
        yield tiers.by_more(connection, sought.words, limit)


def _gather(found: dict[int, None], ids: Iterable[int], limit: int) -> None:
    for contact_id in ids:
        if len(found) >= limit:
            return
        found.setdefault(contact_id)


def _said(connection: ReadConnection, sought: Typed, limit: int, seen: set[int]) -> list[int]:
    """The newest activities that match, one for each contact that is not seen yet."""
    chosen: dict[int, int] = {}
    for tier in (tiers.said, tiers.said_to):
        for activity_id, contact_id in tier(connection, sought.words, limit * 4):
            if contact_id not in seen:
                chosen.setdefault(contact_id, activity_id)
            if len(chosen) >= limit:
                return list(chosen.values())
    return list(chosen.values())
