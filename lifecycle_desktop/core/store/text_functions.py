"""Functions on texts that SQL of ours may call: SQLite itself knows letters without accents only.

They are given to every connection; no index, view or trigger of the file uses them, so that any SQLite opens it.
"""

from __future__ import annotations

from lifecycle_desktop.core.model.person_text import fold


def folded(text: str | None) -> str:
    """The text as it is searched and compared: no accents, no case, single spaces."""
    return fold(text) if text else ""


TEXT_FUNCTIONS = (("folded", 1, folded),)
