"""An offer: what a page or the window does for a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Offer(NamedTuple):
    """What a page does for a command of the program: the call, and whether it can be done now."""

    call: Callable[[], object]
    enabled: Callable[[], bool] | None = None
    text: str = ""

    def is_enabled(self) -> bool:
        """Whether it can be done now."""
        return self.enabled is None or self.enabled()
