"""Functions on texts that SQL of ours may call: SQLite itself knows letters without accents only.

They are given to every connection; no index, view or trigger of the file uses them, so that any SQLite opens it.
"""

from __future__ import annotations

import functools
import re

from lifecycle_desktop.core.model.person_text import fold


def folded(text: str | None) -> str:
    """The text as it is searched and compared: no accents, no case, single spaces."""
    return fold(text) if text else ""


def has_words(words: str, fragment: str, reached_by: str, more: str) -> bool:
    """Whether every one of the folded words begins a word of either text, or the fragment stands in the first."""
    if fragment and fragment in reached_by:
        return True
    patterns = _patterns(words)
    return all(pattern.search(reached_by) for pattern in patterns) or all(
        pattern.search(more) for pattern in patterns
    )


@functools.lru_cache(maxsize=8)
def _patterns(words: str) -> tuple[re.Pattern[str], ...]:
    """For each word what finds it where a word begins: words are parted by whatever is no letter and no figure."""
    return tuple(re.compile(rf"(?<![^\W_]){re.escape(word)}") for word in words.split())


TEXT_FUNCTIONS = (("folded", 1, folded), ("has_words", 4, has_words))
