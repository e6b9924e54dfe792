"""Cutting a line into words, numbers and clock times that remember where they stood in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

LONGEST_PHRASE = 7

_TOKEN = re.compile(
    r"""
      (?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)
    | (?P<slashed>\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?)(?![\d/])
    | (?P<dotted>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{1,2}-\d{1,2}-\d{4})(?!\d)
    | (?P<clock>\d{1,2}(?::|h)\d{2})(?![\d:])
    | (?P<point>\d{1,2}\.\d{1,2})(?![\d.])
    | (?P<number>\d+)
    | (?P<half>[ap]\.\s?m\.?(?![a-z]))
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<comma>,)
    | (?P<other>\S)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A piece of a line: its kind, its text without accents and capitals, and its place in the line."""

    kind: str
    text: str
    start: int
    end: int


def cut(line: str) -> tuple[Token, ...]:
    """The pieces of a line, blanks left out."""
    plain, places = _plain(line)
    found = []
    for match in _TOKEN.finditer(plain):
        kind = match.lastgroup or "other"
        found.append(Token(kind, match.group(), places[match.start()], places[match.end() - 1] + 1))
    return tuple(_with_marks(token, line) for token in found)


def phrases(tokens: tuple[Token, ...], place: int, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """The known phrases that begin at `place`, the longest first, each with the place after it."""
    said: list[str] = []
    for token in tokens[place : place + LONGEST_PHRASE]:
        if token.kind not in ("word", "half"):
            break
        said.append(token.text)
    for length in range(len(said), 0, -1):
        phrase = " ".join(said[:length])
        if phrase in known:
            yield phrase, place + length


def is_glued(tokens: tuple[Token, ...], place: int) -> bool:
    """True when no blank stands before the piece at `place`."""
    return 0 < place < len(tokens) and tokens[place - 1].end == tokens[place].start


def plain_text(text: str) -> str:
    """Text without accents and capitals, as words are compared."""
    return _plain(text)[0]


def _plain(line: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        for letter in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _with_marks(token: Token, line: str) -> Token:
    end = token.end
    while end < len(line) and unicodedata.combining(line[end]):
        end += 1
    return token if end == token.end else Token(token.kind, token.text, token.start, end)
