"""Everybody who matches what is typed into a filter field, by the indexes alone: the same people the search finds.

A person matches by any of: every word begins a word of what is known of them, wherever each stands, or is a number
within a phone; all digits stand in a phone, however they are written; from three letters on, the text stands
anywhere in name, e-mail or phone. A typing mistake is forgiven by who asks
(`contacts.contact_list`), and only where nobody has what was typed: a list shows what it was asked for.
"""

from __future__ import annotations

from typing import Any

from lifecycle_desktop.core.model.matching import Typed, typed
from lifecycle_desktop.core.queries.search_tiers import BEGUN_FROM, fragment, fts_query
from lifecycle_desktop.core.store.driver import ReadConnection

MANY = 5_000  # matches from which walking an order is quicker than gathering everybody

_NAMED = "SELECT rowid FROM contact_fts WHERE contact_fts MATCH ?"
_TOLD = "SELECT rowid FROM contact_more_fts WHERE contact_more_fts MATCH ?"
_WITHIN = "SELECT rowid FROM contact_trigram WHERE t GLOB ?"
_LOOKED_THROUGH = "SELECT id FROM contact_text WHERE t GLOB ?"
_Part = tuple[str, str]  # a SELECT of ids and its value


def matching_condition(text: str, *, many: bool = False, walking: bool = False) -> tuple[str, list[Any]]:
    """A condition over `contact c`.

    Where `many` match, every text is looked through for a piece: to gather them from the index costs more. With
    `walking` the rows come along the index of an order and each is looked up among those who match: that is
    quick where many do and only the first are wanted. Else those who match are gathered first.
    """
    sought = typed(text)
    any_of = _looked_up if walking else _among_many if many else _among
    whole = _whole(sought)
    if len(sought.words) == 1:
        return any_of([*_word(sought.words[0], is_alone=True), *whole])
    found = [any_of(whole)] if whole else []
    if sought.words:
        each = [any_of(_word(word)) for word in sought.words]
        found.append(
            (" AND ".join(sql for sql, _values in each), [one for _sql, values in each for one in values])
        )
    if not found:
        return "instr(c.sort_name, ?) > 0", [sought.folded]
    return f"({' OR '.join(sql for sql, _values in found)})", [
        one for _sql, values in found for one in values
    ]


def do_many_match(connection: ReadConnection, text: str) -> bool:
    """Whether so many match what is typed that their first is best found by walking; looks at `MANY` at most."""
    words = typed(text).words
    if not words:
        return False
    begun_from = BEGUN_FROM if len(words) == 1 else 1
    for select_ids, query in ((_NAMED, fts_query(words)), (_TOLD, fts_query(words, begun_from=begun_from))):
        sql = f"SELECT count(*) FROM ({select_ids} LIMIT ?)"
        if connection.execute(sql, (query, MANY)).fetchone()[0] >= MANY:
            return True
    return False


def _whole(sought: Typed) -> list[_Part]:
    """Those who have the whole text in one piece, also within a word: as it is, or its digits."""
    texts = (sought.folded, sought.digits, sought.digits.lstrip("0"))
    return [(_WITHIN, pattern) for pattern in dict.fromkeys(map(fragment, texts)) if pattern]


def _word(word: tuple[str, ...], *, is_alone: bool = False) -> list[_Part]:
    """Those who have a word anywhere; a single letter alone begins nothing but names, e-mails and phones."""
    told = fts_query([word], begun_from=BEGUN_FROM if is_alone else 1)
    found = [(_NAMED, fts_query([word])), (_TOLD, told)]
    if word[0].isdecimal() and (pattern := fragment(word[0])):
        found.append((_WITHIN, pattern))
    return found


def _among(parts: list[_Part]) -> tuple[str, list[Any]]:
    """Whoever any of the parts gives."""
    parts = list(dict.fromkeys(parts))
    return f"c.id IN ({' UNION ALL '.join(sql for sql, _value in parts)})", [value for _sql, value in parts]


def _among_many(parts: list[_Part]) -> tuple[str, list[Any]]:
    return _among([(_LOOKED_THROUGH if sql == _WITHIN else sql, value) for sql, value in parts])


def _looked_up(parts: list[_Part]) -> tuple[str, list[Any]]:
    """The same, asked of each row; to look into its text costs less than to gather all texts that hold a piece."""
    parts = list(dict.fromkeys(parts))
    gathered = [part for part in parts if part[0] != _WITHIN]
    pieces = [value for sql, value in parts if sql == _WITHIN]
    tests = ["EXISTS (SELECT 1 FROM contact_text t WHERE t.id = c.id AND t.t GLOB ?)"] * len(pieces)
    if not gathered:
        return f"({' OR '.join(tests)})", list(pieces)
    among, values = _among(gathered)
    return f"({' OR '.join(['+' + among, *tests])})", [*values, *pieces]
