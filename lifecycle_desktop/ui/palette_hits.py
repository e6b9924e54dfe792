"""What the palette finds: hits, and how well typed letters fit into the words of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lifecycle_desktop.core.model.matching import Range, Word, has_words, near, ranges, typed, words_of
from lifecycle_desktop.core.model.person_text import fold

_WEAK = 100  # a score from which letters are scattered


@dataclass(frozen=True)
class Hit:
    """A line of the palette: what it says, what Enter does, and the letters of `text` and `hint` that matched.

    `group` is the heading above it and its like, `tail` stands at the end, behind the badge of `stage` (its number
    and how many there are; 0 for none); `more` gives what else can be done with it, asked when it is wanted.
    """

    text: str
    run: Callable[[], object]
    icon: str = "search"
    hint: str = ""
    key: str = ""
    marks: tuple[Range, ...] = ()
    hint_marks: tuple[Range, ...] = ()
    group: str = ""
    tail: str = ""
    stage: tuple[int, int] = (0, 0)
    more: Callable[[Callable[[Sequence[Hit]], None]], None] | None = None


# Finds people for a text and hands the hits to the second argument, at once or later; an empty text asks for the
# usual ones.
Finder = Callable[[str, Callable[[Sequence[Hit]], None]], None]


def fuzzy(text: str, query: str) -> tuple[int, tuple[int, ...]] | None:
    """How well `query` fits into `text`, letter after letter: a score, smaller is better, and the letters it met.

    None where a letter is missing. Beginnings of words and letters in a row count as better.
    """
    wanted = [letter for letter in query.casefold() if not letter.isspace()]
    low = text.casefold()
    if len(low) != len(text):  # a letter that grows when folded would shift the marks
        low = text.lower() if len(text.lower()) == len(text) else text
    whole = low.find(query.casefold().strip())
    if whole >= 0 and wanted:
        begins = whole == 0 or not low[whole - 1].isalnum()
        marks = tuple(range(whole, whole + len(query.strip())))
        return (whole if begins else 40 + whole), marks
    score, at = _WEAK, 0
    met: list[int] = []
    for letter in wanted:
        found = low.find(letter, at)
        if found < 0:
            return None
        begins = found == 0 or not low[found - 1].isalnum()
        score += 0 if met and found == met[-1] + 1 else 2 if begins else 8 + (found - at)
        met.append(found)
        at = found + 1
    return score, tuple(met)


def matching(hits: Sequence[Hit], query: str) -> list[Hit]:
    """The hits that fit, best first; all of them for an empty query.

    Words in any order, accents and case aside; beginnings of its words ("mtc"), or a word with one slip in it, count
    only where nothing fits better.
    """
    if not query.strip():
        return list(hits)
    sought = typed(query)
    strong = [scored for hit in hits if (scored := _scored(hit, query, sought.words)) and scored[0] < _WEAK]
    if not strong and len(query) <= 200:
        strong = [scored for hit in hits if (scored := _scored(hit, query, sought.words))]
    if not strong:
        meant = _meant(sought.words, hits)
        strong = [scored for hit in hits if (scored := _scored(hit, "", meant))]
    strong.sort(key=lambda pair: (pair[0], len(pair[1].text)))
    return [hit for _score, hit in strong]


def is_called(hit: Hit, query: str) -> bool:
    """Whether a hit is plainly meant: its text is what was typed, or begins with most of it."""
    wanted, text = fold(query), fold(hit.text).rstrip("…. ")
    return bool(wanted) and (text == wanted or (len(wanted) >= 4 and text.startswith(wanted)))


def _scored(hit: Hit, query: str, words: Sequence[Word]) -> tuple[int, Hit] | None:
    """How well a hit fits, with the letters marked; None where it does not."""
    found = fuzzy(hit.text, query) if query else None
    if found is not None and found[0] < _WEAK:
        return found[0], replace(hit, marks=_joined(found[1]))
    if words and has_words(fold(hit.text), words):
        return 60, replace(hit, marks=ranges(hit.text, words))
    if found is not None and found[0] <= _WEAK + 2 * len(found[1]):  # beginnings of words
        return found[0], replace(hit, marks=_joined(found[1]))
    return None


def _meant(words: Sequence[Word], hits: Iterable[Hit]) -> list[Word]:
    """Each word with the words of the hits that are one slip away."""
    known = {word for hit in hits for word in words_of(fold(hit.text))}
    return [(*word, *known.intersection(near(word[0]))) for word in words]


def _joined(letters: Sequence[int]) -> tuple[Range, ...]:
    """Letters as ranges."""
    found: list[Range] = []
    for at in letters:
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return tuple(found)
