"""What is typed into a search against texts: its words, the words it may have meant, and the letters that match."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lifecycle_desktop.core.model.person_text import fold

MOST_TYPED = 200  # letters that count; what is pasted beyond them is passed over
MOST_WORDS = 8
NEAR_FROM = 3  # letters of a word from which a typing mistake is forgiven
_MOST_NEAR = 24  # letters of a word up to which one is
_PHONE_FROM = 3  # digits

# The letters that may stand in for others, by script; folded, as the vocabulary is.
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяєіґђјљњћџ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)

Word = tuple[str, ...]  # a word as typed and, behind it, what it may have meant
Range = tuple[int, int]  # from a letter to before another


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, ready to be searched for: folded, in words, and its digits where it may be a phone."""

    folded: str
    words: tuple[Word, ...]
    digits: str = ""

    def __bool__(self) -> bool:
        return bool(self.folded)


def typed(text: str) -> Typed:
    """Take apart what was typed; only the first letters of a long text count."""
    cut = text if len(text) <= MOST_TYPED else text[:MOST_TYPED].rpartition(" ")[0] or text[:MOST_TYPED]
    folded = fold(cut)
    digits = "".join(letter for letter in folded if letter.isdecimal())
    signs = sum(not letter.isspace() for letter in folded)
    is_phone = len(digits) >= max(_PHONE_FROM, signs / 2) and not any(map(str.isalpha, folded))
    words = list(dict.fromkeys(words_of(folded)))[:MOST_WORDS]
    return Typed(folded, tuple((word,) for word in words), digits if is_phone else "")


def words_of(folded: str) -> list[str]:
    """The words of a folded text as the search tables part them: runs of letters and digits."""
    if folded.isalnum():
        return [folded]
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()


def has_word(folded: str, word: str) -> bool:
    """Whether a folded text has a word that begins so."""
    at = folded.find(word)
    while at > 0 and folded[at - 1].isalnum():
        at = folded.find(word, at + 1)
    return at >= 0


def has_words(folded: str, words: Iterable[Word]) -> bool:
    """Whether a folded text has all of the words, or what they may have meant."""
    return all(any(has_word(folded, meant) for meant in word) for word in words)


def near(word: str) -> list[str]:
    """The words one slip away: two letters swapped, one wrong, one missing, one too many; likelier slips first."""
    if not NEAR_FROM <= len(word) <= _MOST_NEAR or not word.isalpha():
        return []
    letters = "".join(each for each in _ALPHABETS if not set(each).isdisjoint(word))
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    found += [a + letter + b for a, b in cuts for letter in letters]
    found += [a + b[1:] for a, b in cuts if b]
    found += [a + letter + b[1:] for a, b in cuts if b for letter in letters]
    return [each for each in dict.fromkeys(found) if each != word]


def ranges(shown: str, words: Iterable[Word]) -> tuple[Range, ...]:
    """The letters of a shown text that match: where words begin so, else anywhere; in order, never overlapping."""
    folded, places = _folded_places(shown)
    found: list[Range] = []
    for word in words:
        for meant in word:
            met = _occurrences(folded, meant, begins=True) or _occurrences(folded, meant, begins=False)
            found += [(places(start)[0], places(end - 1)[1]) for start, end in met]
    return _joined(found)


def digit_ranges(shown: str, digits: str) -> tuple[Range, ...]:
    """The digits of a shown phone that match, whatever stands between them.

    A country code that is typed and not shown, or a leading 0, may be missing.
    """
    at = [place for place, letter in enumerate(shown) if letter.isdecimal()]
    there = "".join(shown[place] for place in at)
    for skipped in range(min(4, len(digits) - _PHONE_FROM + 1)):
        wanted = digits[skipped:]
        start = there.find(wanted)
        if start >= 0:
            return _joined((place, place + 1) for place in at[start : start + len(wanted)])
    return ()


def covers(shown: str, word: Word) -> bool:
    """Whether a word, or what it may have meant, stands anywhere in a shown text."""
    folded = fold(shown)
    return any(meant in folded for meant in word)


def excerpt(text: str, words: Sequence[Word], most: int = 90) -> str:
    """A text in one line, cut to the part around the first match."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    met = ranges(line[:20_000], words)
    first = met[0][0] if met else 0
    start = 0 if first < most * 2 // 3 else line.rfind(" ", 0, max(1, first - most // 4)) + 1
    start = max(start, first - most // 2)
    end = start + most
    if end < len(line):
        end = max(line.rfind(" ", start + most // 2, end), start + most // 2)
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def _occurrences(folded: str, word: str, *, begins: bool) -> list[Range]:
    found = []
    at = folded.find(word) if word else -1
    while at >= 0:
        if not begins or at == 0 or not folded[at - 1].isalnum():
            found.append((at, at + len(word)))
        at = folded.find(word, at + len(word))
    return found


def _folded_places(shown: str) -> tuple[str, Callable[[int], Range]]:
    """The text folded letter by letter, and for each folded letter the shown ones it came from."""
    if shown.isascii():
        return shown.lower(), lambda at: (at, at + 1)
    parts: list[str] = []
    ranges_of: list[Range] = []
    for at, letter in enumerate(shown):
        if unicodedata.combining(letter):  # belongs to the letter before
            if ranges_of:
                ranges_of[-1] = (ranges_of[-1][0], at + 1)
            continue
        plain = fold(letter) or " "
        parts.append(plain)
        ranges_of += [(at, at + 1)] * len(plain)
    return "".join(parts), ranges_of.__getitem__


def _joined(found: Iterable[Range]) -> tuple[Range, ...]:
    joined: list[Range] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
