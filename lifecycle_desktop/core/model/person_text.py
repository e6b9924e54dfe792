"""How names are compared, sorted, shown and shortened: folding, sort name, display name, initials."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from lifecycle_desktop.core.paths import resources

# Letters that NFKD leaves whole although people type them without the stroke or as two letters.
_WHOLE = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ĸ": "k",
        "æ": "ae", "œ": "oe", "ß": "ss", "ŋ": "n", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip


class NameParts(NamedTuple):
    """A person's name in parts, each as written."""

    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""


class _FoldedLetters(dict[int, str]):
    """What each letter that was met becomes when it is folded: letters come again and again."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold().translate(_WHOLE))
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
        found = plain.casefold().translate(_WHOLE)  # again: letters of mathematics are capitals only now
        self[code] = found
        return found


_FOLDED = _FoldedLetters()


def fold(text: str) -> str:
    """The text as it is searched and compared: no accents, no case, single spaces.

    ł, ø, đ, ß, æ and their like become plain letters, which SQLite's tokenizer does not do.
    """
    low = text.lower() if text.isascii() else unicodedata.normalize("NFC", text.translate(_FOLDED))
    return " ".join(low.split())  # NFC: Hangul back in syllables


def words(text: str) -> list[str]:
    """The folded words of a text; apostrophes vanish, other signs part words."""
    return _not_word().sub(" ", _apostrophes().sub("", fold(text))).split()


def display_name(first: str, middle: str, last: str, suffix: str = "") -> str:
    """The name as it is shown: first name first, East Asian names in their own order."""
    if first and last and not first.isascii() and _east_asian().fullmatch(first + last):
        return last + first
    if not middle and not suffix:
        return f"{first} {last}" if first and last else first or last
    plain = " ".join(part for part in (first, middle, last) if part)
    return f"{plain}, {suffix}" if suffix and plain else plain or suffix


def sort_name(first: str, middle: str, last: str, otherwise: str = "") -> str:
    """The folded name by which lists are sorted: last name first; `otherwise` where there are no parts."""
    if last and first and not middle and "  " not in (plain := f"{last} {first}") and plain.isascii():
        return plain.lower()
    if last or first:
        return fold(f"{last} {first} {middle}")
    return fold(otherwise)


def initials(name: str) -> str:
    """One or two letters for the round badge beside a name; a question mark where there is no letter."""
    parts = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not parts:
        return "?"
    if not parts[0].isascii() and _east_asian().match(parts[0]):
        return parts[0][0]
    picked = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    return picked.upper()


def looks_like_firm(name: str) -> bool:
    """Whether a name carries a word that only firms carry (LLC, GmbH, Realty)."""
    found = words(name)
    return len(found) > 1 and (
        found[-1] in name_words("firm_endings") or not {"llc", "gmbh", "inc"}.isdisjoint(found)
    )


@functools.cache
def name_words(kind: str) -> frozenset[str]:
    """The folded words of one kind in `resources/names/words.toml`, read at first use."""
    import tomllib  # 3 ms that no start should wait for

    return frozenset(tomllib.loads(resources("names", "words.toml").read_text(encoding="utf-8"))[kind])


# Compiled at first use: the window starts without them.


@functools.cache
def _not_word() -> re.Pattern[str]:
    return re.compile(r"[^\w]+")


@functools.cache
def _apostrophes() -> re.Pattern[str]:
    return re.compile(r"['`´]")


@functools.cache
def _east_asian() -> re.Pattern[str]:
    return re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯豈-﫿]+")
