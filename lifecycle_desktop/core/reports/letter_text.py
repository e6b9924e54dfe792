"""The text of a template with the fields of one recipient filled in, as blocks to be set on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lifecycle_desktop.core.merge_text import check_template, merge
from lifecycle_desktop.core.model.letter import LETTER_FIELDS, Block, BlockKind, Run, blocks_of, shielded
from lifecycle_desktop.core.reports.pdf_fonts import Weight
from lifecycle_desktop.core.reports.printed_pages import Pages
from lifecycle_desktop.core.reports.text_fit import Span
from lifecycle_desktop.core.reports.text_runs import has_right_to_left

# A condition at the end of a line of words does not take the end of the line with it.
_ENDS_WITH_CONDITION = re.compile(r"(?m)^(?=.*[^\s{%}])(?!\{%[^%]*%\}$)(.*%\})$")
_CONDITION = re.compile(r"\{%-?\s*(?:el)?if\b([^%]*)%\}")


class FilledIn(NamedTuple):
    """The blocks of one letter, and the fields that leave a hole in it because they hold nothing."""

    blocks: list[Block]
    holes: tuple[str, ...]


def check_letter(body: str) -> None:
    """Raise `NotUnderstood`, naming the line, for a template that cannot be filled in."""
    check_template(_kept_lines(body), LETTER_FIELDS)


def fill_in(body: str, fields: Mapping[str, str]) -> FilledIn:
    """The template filled in. What the fields hold is data: no sign in it makes a heading, a point or bold."""
    merged = merge(_kept_lines(body), shielded(fields))
    asked = {word for condition in _CONDITION.findall(body) for word in re.findall(r"\w+", condition)}
    return FilledIn(blocks_of(merged.text), tuple(name for name in merged.empty if name not in asked))


def spans_of(block: Block, pages: Pages) -> tuple[Span, ...]:
    """The words of a block as spans; one that holds words from right to left is one, since its order is found whole."""
    runs = block.runs
    if any(has_right_to_left(run.text) for run in runs):
        runs = (Run(" ".join(run.text for run in runs), all(run.is_bold for run in runs)),)
    is_heading = block.kind is BlockKind.HEADING
    return tuple(
        Span(pages.ready(run.text), Weight.BOLD if run.is_bold or is_heading else Weight.MEDIUM, spaces=1)
        for run in runs
    )


def _kept_lines(body: str) -> str:
    return _ENDS_WITH_CONDITION.sub(r"\1 ", body)
