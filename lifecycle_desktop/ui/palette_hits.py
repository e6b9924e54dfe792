"""What the palette finds: hits, and how well typed letters fit into a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Hit:
    """A line of the palette: what it says, what Enter does, and the letters of `text` that matched."""

    text: str
    run: Callable[[], object]
    icon: str = "search"
    hint: str = ""
    key: str = ""
    marks: tuple[int, ...] = ()


# Finds people for a text and hands the hits to the second argument, at once or later.
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
    score, at = 100, 0
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
    """The hits that fit, best first; all of them for an empty query."""
    if not query.strip():
        return list(hits)
    scored = [(found, hit) for hit in hits if (found := fuzzy(hit.text, query)) is not None]
    scored.sort(key=lambda pair: (pair[0][0], len(pair[1].text)))
    return [replace(hit, marks=found[1]) for found, hit in scored]
