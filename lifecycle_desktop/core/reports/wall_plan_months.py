"""The month boxes of a stage's cell: the name of each month, the number printed so far, and its change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.plan import PlanStage, count_of
from lifecycle_desktop.core.reports.pdf_fonts import Weight, prepared, unit_width
from lifecycle_desktop.core.reports.text_fit import fit_line
from lifecycle_desktop.core.reports.wall_plan_layout import Scale

_GAP, _PAD, _PAD_RIGHT = 5.0, 4.0, 2.5


@dataclass(frozen=True, slots=True)
class MonthWord:
    """A word in a month box, `x` from the box's left edge, in points."""

    text: str
    weight: Weight
    ink: str
    size: float
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class MonthBox:
    """A month box, `x` from the cell's inner left edge, in points."""

    x: float
    width: float
    words: tuple[MonthWord, ...]


def measure_months(
    stage: PlanStage, months: tuple[dt.date, ...], inner: float, scale: Scale
) -> tuple[tuple[MonthBox, ...], list[str]]:
    """Boxes for the months in the width `inner`; also what had to be cut.

    All are of one width where the texts fit; else those with a number take what they need. Then the numbers
    shrink, then the changes go, at last the numbers are cut.
    """
    counts = [count_of(stage, month) for month in months]
    names = [prepared(plan_words.short_month_name(month.month)) for month in months]
    values = [prepared(count.value or "") for count in counts]
    changes = [
        prepared(plan_words.change(count.change)) if count.change is not None and value else ""
        for count, value in zip(counts, values, strict=True)
    ]
    room = inner - _GAP * scale.k * (len(months) - 1)
    nothing = [""] * len(months)
    for shown in (changes, nothing):
        for size in scale.sizes(11):
            texts = [_words(*text, size, scale) for text in zip(names, values, shown, strict=True)]
            widths = _widths([_end(words) + _PAD_RIGHT * scale.k for words in texts], room)
            if widths:
                cut = changes if shown is nothing else []
                return _boxes(texts, widths, scale), [text for text in cut if text]
    boxes, is_cut = _cut_boxes(names, values, room, scale)
    cut = [count.value or "" for count, shortened in zip(counts, is_cut, strict=True) if shortened]
    return boxes, [*cut, *(text for text in changes if text)]


def _cut_boxes(
    names: list[str], values: list[str], room: float, scale: Scale
) -> tuple[tuple[MonthBox, ...], list[bool]]:
    """Boxes of one width whose numbers end where the box does; and which numbers do not end before."""
    size = scale.pt(9)
    wide = room / len(names)
    texts, is_cut = [], []
    for name, value in zip(names, values, strict=True):
        left = wide - _end(_words(name, "", "", size, scale)) - 7 * scale.k
        shown = fit_line(value, Weight.EXTRABOLD, left, (size,)) if value and left > size else None
        text = shown.lines[0][0].text if shown and shown.lines[0] else ""
        is_cut.append(text != value)
        texts.append(_words(name, text, "", size, scale))
    return _boxes(texts, [wide] * len(names), scale), is_cut


def _words(name: str, value: str, change: str, number_size: float, scale: Scale) -> tuple[MonthWord, ...]:
    k, small = scale.k, scale.pt(9)
    words = []
    x = _PAD * k
    for text, weight, ink, size, before in (
        (name, Weight.MEDIUM, "ink2", small, 0.0),
        (value, Weight.EXTRABOLD, "stage", number_size, 3.0 * k),
        (change, Weight.MEDIUM, "ink2", small, 1.5 * k),
    ):
        if text:
            x += before
            width = unit_width(text, weight) * size
            words.append(MonthWord(text, weight, ink, size, x, width))
            x += width
    return tuple(words)


def _end(words: tuple[MonthWord, ...]) -> float:
    return words[-1].x + words[-1].width if words else 0.0


def _widths(needed: list[float], room: float) -> list[float]:
    """One width for all if the widest fits, else what each needs and an equal share of the rest."""
    even = room / len(needed)
    if max(needed) <= even:
        return [even] * len(needed)
    rest = room - sum(needed)
    return [] if rest < 0 else [width + rest / len(needed) for width in needed]


def _boxes(texts: list[tuple[MonthWord, ...]], widths: list[float], scale: Scale) -> tuple[MonthBox, ...]:
    boxes = []
    x = 0.0
    for words, width in zip(texts, widths, strict=True):
        boxes.append(MonthBox(x, width, words))
        x += width + _GAP * scale.k
    return tuple(boxes)
