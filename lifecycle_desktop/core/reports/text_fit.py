"""Lines of text for a box: balanced, broken where they must be, at the largest size that fits."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lifecycle_desktop.core.reports.pdf_fonts import Weight, unit_width

ELLIPSIS = "…"
_INSIDE = 0.12  # what a line's end inside a span costs where it could end between two
_MOST_BALANCED = 40  # words; longer texts are filled line by line


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of prepared text in one weight and ink, set off from the one before by `spaces`.

    A span that is kept whole breaks only if it is wider than the line. `relative` is its size as a part of
    the line's.
    """

    text: str
    weight: Weight
    ink: str = "ink"
    keep: bool = False
    spaces: int = 2
    relative: float = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one span on one line, `at` its distance from the line's start in ems."""

    text: str
    weight: Weight
    ink: str
    at: float
    width: float
    relative: float = 1.0


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit at `size` points. `cut` says that the end of the text is not among them."""

    size: float
    lines: tuple[Line, ...]
    cut: bool = False

    @property
    def width(self) -> float:
        """The widest line in points."""
        return max((line[-1].at + line[-1].width for line in self.lines if line), default=0.0) * self.size


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never broken across lines; `gap` is the space before it within a line, in ems."""

    text: str
    weight: Weight
    ink: str
    width: float
    gap: float
    span: int
    relative: float = 1.0


@functools.lru_cache(maxsize=16384)
def wrapped(spans: tuple[Span, ...], limit: float) -> tuple[Line, ...]:
    """The spans in the fewest lines of at most `limit` ems, as even as they can be."""
    units = _units(spans, limit)
    starts = _filled(units, limit)
    if len(starts) > 1 and len(units) <= _MOST_BALANCED:
        starts = _balanced(units, limit, len(starts))
    return _lines(units, starts)


def filled(spans: tuple[Span, ...], limit: float) -> tuple[Line, ...]:
    """The spans in lines of at most `limit` ems, each as full as it can be: for paragraphs, of which none is kept."""
    units = _units.__wrapped__(spans, limit)
    return _lines(units, _filled(units, limit))


@functools.lru_cache(maxsize=32768)
def line_count(spans: tuple[Span, ...], limit: float) -> int:
    """How many lines `wrapped` makes."""
    return len(_filled(_units(spans, limit), limit))


def fit(spans: tuple[Span, ...], width: float, sizes: Iterable[float], most_lines: int) -> Fitted:
    """The spans at the first of the sizes that needs no more than `most_lines`; else cut at the last size."""
    size = 1.0
    for size in sizes:
        if line_count(spans, width / size) <= most_lines:
            return Fitted(size, wrapped(spans, width / size))
    return _cut(spans, width, size, most_lines)


def fit_line(text: str, weight: Weight, width: float, sizes: Iterable[float], ink: str = "ink") -> Fitted:
    """One line of one text at the first size that fits, else cut at the last."""
    return fit((Span(text, weight, ink),), width, sizes, 1)


def steps(first: float, last: float, step: float = 0.5) -> tuple[float, ...]:
    """Sizes from `first` down to `last`; only `last` where it is not smaller."""
    sizes = []
    size = first
    while size > last + 1e-6:
        sizes.append(size)
        size -= step
    return (*sizes, last)


def _cut(spans: tuple[Span, ...], width: float, size: float, most_lines: int) -> Fitted:
    limit = width / size
    units = _units(spans, limit)
    starts = _filled(units, limit)
    kept = units[: starts[most_lines]] if len(starts) > most_lines else units
    last = kept[starts[most_lines - 1] :]
    head = kept[: starts[most_lines - 1]]
    while last:
        end = last[-1]
        shortened = _with_ellipsis(end)
        if _span_width([*last[:-1], shortened]) <= limit:
            last = [*last[:-1], shortened]
            break
        shorter = _unit(end, end.text[:-1], end.gap, end.span)
        last = [*last[:-1], shorter] if shorter.text else last[:-1]
    return Fitted(size, _lines([*head, *last], starts[:most_lines]), cut=True)


def _with_ellipsis(unit: _Unit) -> _Unit:
    return _unit(unit, unit.text.rstrip(" ,.;:") + ELLIPSIS, unit.gap, unit.span)


def _unit(like: _Unit | Span, text: str, gap: float, span: int) -> _Unit:
    width = unit_width(text, like.weight) * like.relative
    return _Unit(text, like.weight, like.ink, width, gap, span, like.relative)


@functools.lru_cache(maxsize=16384)
def _units(spans: tuple[Span, ...], limit: float) -> list[_Unit]:
    units: list[_Unit] = []
    for index, span in enumerate(spans):
        if not span.text:
            continue
        space = unit_width(" ", span.weight)
        whole = span.keep and unit_width(span.text, span.weight) * span.relative <= limit
        words = [span.text] if whole else span.text.split(" ")
        for place, word in enumerate(words):
            gap = 0.0 if not units else span.spaces * space if place == 0 else space
            for part in _parts(word, span.weight, limit / span.relative):
                units.append(_unit(span, part, gap, index))
                gap = 0.0
    return units


def _parts(word: str, weight: Weight, limit: float) -> list[str]:
    """The word, or the parts it must break into: after a slash or hyphen if that helps, else anywhere."""
    if unit_width(word, weight) <= limit:
        return [word]
    for sign in "/-–—@.":
        at = word.rfind(sign, 1, len(word) - 1)
        while at > 0:
            if unit_width(word[: at + 1], weight) <= limit:
                return [word[: at + 1], *_parts(word[at + 1 :], weight, limit)]
            at = word.rfind(sign, 1, at)
    count = len(word)
    while count > 1 and (unit_width(word[:count], weight) > limit or unicodedata.combining(word[count])):
        count -= 1
    return [word[:count], *(_parts(word[count:], weight, limit) if count < len(word) else [])]


def _filled(units: list[_Unit], limit: float) -> list[int]:
    """Where lines begin when each takes all it can."""
    starts: list[int] = []
    room = -1.0
    for index, unit in enumerate(units):
        if unit.gap + unit.width > room + 1e-9 or not starts:
            starts.append(index)
            room = limit - unit.width
        else:
            room -= unit.gap + unit.width
    return starts


def _balanced(units: list[_Unit], limit: float, count: int) -> list[int]:
    """Where `count` lines begin so that the squares of what they leave empty add up to the least."""
    total = len(units)
    best: list[dict[int, tuple[float, int]]] = [{} for _line in range(count + 1)]
    best[0][0] = (0.0, 0)
    for line in range(1, count + 1):
        for start, (cost, _before) in best[line - 1].items():
            width = -units[start].gap if start < total else 0.0
            for end in range(start, total):
                width += units[end].gap + units[end].width
                if width > limit + 1e-9 and end > start:
                    break
                new = cost + (limit - width) ** 2
                if end + 1 < total and units[end].span == units[end + 1].span != units[-1].span:
                    new += _INSIDE * limit * limit
                known = best[line].get(end + 1)
                if known is None or new < known[0] - 1e-9:
                    best[line][end + 1] = (new, start)
    starts = []
    end = total
    for line in range(count, 0, -1):
        end = best[line][end][1]
        starts.append(end)
    return starts[::-1]


def _lines(units: list[_Unit], starts: list[int]) -> tuple[Line, ...]:
    ends = [*starts[1:], len(units)] if starts else []
    return tuple(_line(units[start:end]) for start, end in zip(starts, ends, strict=True))


def _line(units: list[_Unit]) -> Line:
    pieces: list[Piece] = []
    at = 0.0
    span = -1
    for place, unit in enumerate(units):
        at += unit.gap if place else 0.0
        end = at + unit.width
        if pieces and unit.span == span:
            last = pieces[-1]
            text = last.text + (" " if unit.gap else "") + unit.text
            pieces[-1] = replace(last, text=text, width=end - last.at)
        else:
            pieces.append(Piece(unit.text, unit.weight, unit.ink, at, unit.width, unit.relative))
        span, at = unit.span, end
    return tuple(pieces)


def _span_width(units: list[_Unit]) -> float:
    return sum(unit.width + (unit.gap if place else 0.0) for place, unit in enumerate(units))
