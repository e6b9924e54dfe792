"""How much random input the longest tests try."""

from __future__ import annotations

import os


def many(count: int) -> int:
    """A tenth of so many examples; all of them where LIFECYCLE_FUZZ is set, as before a release."""
    return count if os.environ.get("LIFECYCLE_FUZZ") else max(count // 10, 1)
