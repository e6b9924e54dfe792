"""The ways a search finds ids, each bounded by its own LIMIT; `search.py` says in which order they are tried.

None ranks or sorts its matches: each reads along an index and stops, newest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lifecycle_desktop.core.model.matching import Typed, Word, has_words, near
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import marks

LAST = "\U0010ffff"
FRAGMENT_FROM = 3  # letters; the trigram index knows nothing shorter

_RECENT = 40
_MOST_CANDIDATES = 1500  # of one word, looked at for the other words
_MOST_FRAGMENT = 50  # letters
_RARE = 300  # candidates that are few enough to look no further
_MOST_SAID = 200
_MOST_MEANT = 24
_MOST_WRONG = 2  # words that are tried as the wrong one
_MOST_LOOKED_AT = 300
_MOST_CROSSED = 4  # words of which candidates are taken
_INDEXED = 3  # letters of a beginning that the index of names knows
_PART, _LARGE_PART = 100, 700
_WHOLE_FROM = 5  # letters of a word that the index of activities has no prefixes of
BEGUN_FROM = 2  # letters of a word that may be unfinished where the index has no prefixes

_REACHED_BY = "s.name_folded || ' ' || s.email || ' ' || s.phone_digits"
_SEARCHED = f"{_REACHED_BY} || ' ' || s.more"
# CROSS JOIN: along the matches, never along the contacts.
_BY_INDEX = (
    "SELECT f.rowid FROM {index} f CROSS JOIN contact c ON c.id = f.rowid "
    "WHERE {match} AND c.is_archived = 0 ORDER BY f.rowid DESC LIMIT ?"
)
_NAMES = _BY_INDEX.format(index="contact_fts", match="f.contact_fts MATCH ?")
_MORE = _BY_INDEX.format(index="contact_more_fts", match="f.contact_more_fts MATCH ?")
_NAMED = "SELECT rowid FROM contact_fts WHERE contact_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
_TOLD = "SELECT rowid FROM contact_more_fts WHERE contact_more_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
_FRAGMENTS = _BY_INDEX.format(index="contact_trigram", match="f.t GLOB ?")
_SAID = (
    "SELECT f.rowid, a.contact_id FROM activity_fts f CROSS JOIN activity a ON a.id = f.rowid "
    "CROSS JOIN contact c ON c.id = a.contact_id WHERE f.activity_fts MATCH ? AND c.is_archived = 0 "
    "ORDER BY f.rowid DESC LIMIT ?"
)


def recent(connection: ReadConnection, limit: int = _RECENT) -> list[int]:
    """Those whose page was opened last, newest first."""
    sql = (
        "SELECT o.id FROM contact_opened o CROSS JOIN contact c ON c.id = o.id WHERE c.is_archived = 0 "
        "ORDER BY o.opened_at DESC, o.id DESC LIMIT ?"
    )
    return [row[0] for row in connection.execute(sql, (limit,))]


def among_recent(connection: ReadConnection, sought: Typed) -> list[int]:
    """Those opened last that match; by their name alone while there are only one or two letters."""
    ids = recent(connection)
    searched = _SEARCHED if len(sought.folded) >= FRAGMENT_FROM else "s.name_folded"
    sql = f"SELECT s.id, {searched}, s.phone_digits FROM contact_search s WHERE s.id IN ({marks(ids)})"
    matching = {
        row[0]
        for row in connection.execute(sql, ids)
        if (sought.words and has_words(row[1], sought.words)) or (sought.digits and sought.digits in row[2])
    }
    return [each for each in ids if each in matching]


def by_name_order(connection: ReadConnection, folded: str, limit: int) -> Iterator[int]:
    """Those whose name begins so, last name first, in the order of lists."""
    sql = (
        "SELECT id FROM contact WHERE sort_name >= ? AND sort_name < ? AND is_archived = 0 "
        "ORDER BY sort_name, id LIMIT ?"
    )
    return _ids(connection, sql, folded, folded + LAST, limit)


def by_words(connection: ReadConnection, words: Sequence[Word], limit: int) -> Iterator[int]:
    """Those with all words among names, e-mails and phones.

    To gather all that a beginning of more letters than the index has may mean costs more than to read along its
    first letters and look at each: so that is tried first.
    """
    cut = tuple((word[0][:_INDEXED], *word[1:]) for word in words)
    if cut != tuple(words):
        ids = list(_ids(connection, _NAMES, fts_query(cut), _MOST_LOOKED_AT))
        having = list(islice(_having(connection, ids, words, _REACHED_BY), limit))
        yield from having
        if len(ids) < _MOST_LOOKED_AT or len(having) == limit:
            return
    yield from _ids(connection, _NAMES, fts_query(words), limit)


def by_more(connection: ReadConnection, words: Sequence[Word], limit: int) -> Iterator[int]:
    """Those with all words among addresses, tags, own fields, what they want and the note: whole words first."""
    whole = list(_ids(connection, _MORE, fts_query(words, whole_from=1), limit))
    yield from whole
    if len(whole) < limit and max(len(word[0]) for word in words) >= BEGUN_FROM:
        yield from _ids(connection, _MORE, fts_query(words, begun_from=BEGUN_FROM), limit)


def by_digits(connection: ReadConnection, digits: str, limit: int) -> Iterator[int]:
    """Those with these digits in a phone; a leading 0 stands for a country code."""
    for tried in dict.fromkeys((digits, digits.lstrip("0"))):
        if pattern := fragment(tried):
            yield from _ids(connection, _FRAGMENTS, pattern, limit)


def by_fragment(connection: ReadConnection, folded: str, limit: int) -> Iterator[int]:
    """Those with this in a name, e-mail or phone, also within a word."""
    pattern = fragment(folded)
    return _ids(connection, _FRAGMENTS, pattern, limit) if pattern else iter(())


def fragment(folded: str) -> str:
    """A GLOB pattern for this anywhere; empty where the index could not find it and would read everybody.

    A sign that GLOB takes for its own stands for any one letter, which is near enough.
    """
    if len(folded) > _MOST_FRAGMENT:
        return ""  # each letter more costs as much as the first
    pattern = "".join("?" if sign in "*?[]" else sign for sign in folded)
    return f"*{pattern}*" if max(map(len, pattern.split("?"))) >= FRAGMENT_FROM else ""


def across(connection: ReadConnection, words: Sequence[Word], limit: int) -> Iterator[int]:
    """Those with all words, each anywhere in what is searched: a name and a street, a tag and a phone.

    Those with the rarest of the words are looked at for the others, newest first.
    """
    longest = sorted(range(len(words)), key=lambda at: -len(words[at][0]))[:_MOST_CROSSED]
    if len(words) < 2 or not any(_is_telling(words[at][0]) for at in longest):
        return
    candidates: dict[int, list[int]] = {}
    for at in (at for at in longest if _is_telling(words[at][0])):
        candidates[at] = _with_word(connection, words[at])
        if len(candidates[at]) < _RARE:
            break
    rarest = min(candidates, key=lambda at: len(candidates[at]))
    others = [word for at, word in enumerate(words) if at != rarest]
    yield from islice(_having(connection, candidates[rarest], others), limit)


def said(connection: ReadConnection, words: Sequence[Word], limit: int) -> Iterator[tuple[int, int]]:
    """Activities whose text has all words, newest first: their ids and contacts'.

    Whole words first: to gather all that a long beginning may mean costs more than to read on in one.
    """
    lengths = [len(word[0]) for word in words]
    if not words or max(lengths) < FRAGMENT_FROM:
        return
    count = 0
    for whole_from in (_WHOLE_FROM, None) if max(lengths) >= _WHOLE_FROM else (None,):
        query = fts_query(words, begun_from=FRAGMENT_FROM, whole_from=whole_from)
        for row in connection.execute(_SAID, (query, limit)):
            yield row
            count += 1
        if count >= limit:
            return


def said_to(connection: ReadConnection, words: Sequence[Word], limit: int) -> Iterator[tuple[int, int]]:
    """Activities whose text has one of the words, of somebody who has the others: a name and what was said."""
    if len(words) < 2:
        return
    count = 0
    for at, word in enumerate(words):
        others = [*words[:at], *words[at + 1 :]]
        found: dict[int, int] = {}
        for activity_id, contact_id in said(connection, [word], _MOST_SAID):
            found.setdefault(contact_id, activity_id)
        for contact_id in _having(connection, list(found), others):
            yield found[contact_id], contact_id
            count += 1
            if count >= limit:
                return


def meant(connection: ReadConnection, words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words with one of them wrong, each in turn: behind it the words of names that are one slip away.

    A word that no name has is the wrong one; where every word is one of a name, each may be.
    """
    unknown = [at for at, word in enumerate(words) if not _is_known(connection, word[0])]
    for at in (unknown or range(len(words)))[:_MOST_WRONG]:
        if terms := _near_terms(connection, words[at][0]):
            yield (*words[:at], (*words[at], *terms), *words[at + 1 :])


def fts_query(words: Sequence[Word], *, begun_from: int = 1, whole_from: int | None = None) -> str:
    """An FTS5 query for all words, in any order; what a word may have meant stands in its place.

    A word of at least `begun_from` letters and fewer than `whole_from` may be unfinished. Each is quoted, so
    that nothing typed is taken for the query language.
    """
    parts = []
    for first, *others in words:
        begun = len(first) >= begun_from and (whole_from is None or len(first) < whole_from)
        one = [f'"{first}"*' if begun else f'"{first}"', *(f'"{other}"' for other in others)]
        parts.append(f"({' OR '.join(one)})" if others else one[0])
    return " AND ".join(parts)


def _ids(connection: ReadConnection, sql: str, *values: object) -> Iterator[int]:
    return (row[0] for row in connection.execute(sql, values))


def _is_telling(word: str) -> bool:
    """Whether those who have the word can be gathered: no single letter, no two figures amid a phone."""
    return len(word) >= (FRAGMENT_FROM if word.isdecimal() else BEGUN_FROM)


def _with_word(connection: ReadConnection, word: Word) -> list[int]:
    """The newest who have the word anywhere, also those set aside: whole words first, which cost less to gather."""
    found: set[int] = set()
    for whole_from in (1, None) if len(word[0]) > _INDEXED else (None,):
        for sql in (_NAMED, _TOLD):
            begun_from = 1 if sql is _NAMED else BEGUN_FROM
            query = fts_query([word], begun_from=begun_from, whole_from=whole_from)
            found.update(_ids(connection, sql, query, _MOST_CANDIDATES))
        if len(found) >= _MOST_CANDIDATES:
            break
    if word[0].isdecimal():
        found.update(by_digits(connection, word[0], _MOST_CANDIDATES))
    return sorted(found, reverse=True)


def _having(
    connection: ReadConnection, ids: Sequence[int], words: Sequence[Word], where: str = _SEARCHED
) -> Iterator[int]:
    """Those of the ids who have all of the words in what is searched, in the order given; none set aside.

    SQLite looks for the letters, and only what it finds is looked at for beginnings of words.
    """
    letters = " AND ".join(f"({' OR '.join(['instr(t, ?) > 0'] * len(word))})" for word in words) or "1"
    start, size = 0, _PART
    while start < len(ids):
        part = ids[start : start + size]
        sql = (
            f"SELECT id, t FROM (SELECT s.id AS id, {where} AS t FROM contact_search s WHERE s.id IN ({marks(part)})) "
            f"WHERE {letters} AND id IN (SELECT id FROM contact WHERE is_archived = 0 AND id IN ({marks(part)}))"
        )
        texts = dict(connection.execute(sql, [*part, *(one for word in words for one in word), *part]))
        yield from (each for each in part if each in texts and _has_all(texts[each], words))
        start, size = start + size, _LARGE_PART


def _has_all(text: str, words: Iterable[Word]) -> bool:
    return all(
        has_words(text, (word,)) or (len(word[0]) >= BEGUN_FROM and word[0].isdecimal() and word[0] in text)
        for word in words
    )


def _is_known(connection: ReadConnection, word: str) -> bool:
    sql = "SELECT 1 FROM search_term WHERE term >= ? AND term < ? LIMIT 1"
    return connection.execute(sql, (word, word + LAST)).fetchone() is not None


def _near_terms(connection: ReadConnection, word: str) -> list[str]:
    """Words of names one slip away from a word; where there is none, those that begin one slip away from it."""
    slips = json.dumps(near(word))
    whole = "SELECT term FROM search_term WHERE term IN (SELECT value FROM json_each(?)) LIMIT ?"
    begun = (
        "SELECT t.term FROM json_each(?) e CROSS JOIN search_term t ON t.term >= e.value AND t.term < e.value || ? "
        "LIMIT ?"
    )
    found = dict.fromkeys(row[0] for row in connection.execute(whole, (slips, _MOST_MEANT)))
    if len(word) > FRAGMENT_FROM and not found:
        rows = connection.execute(begun, (slips, LAST, _MOST_MEANT))
        found = dict.fromkeys(row[0] for row in rows)
    return list(found)
