"""A plain counter for long work: the worker counts, the window polls, Stop is heard at the next count."""

from __future__ import annotations

from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.i18n import _


class Progress:
    """How far a piece of work is. `total` of 0 means that the end is not known."""

    def __init__(self, total: int = 0, label: str = "") -> None:
        self.total = total
        self.done = 0
        self.label = label
        self._stop_asked = False

    def advance(self, count: int = 1) -> None:
        """Count work as done.

        Raises `Stopped` when the person has asked to stop.
        """
        self.done += count
        if self._stop_asked:
            raise Stopped(_("Stopped. Nothing was changed."))

    def start(self, label: str, total: int = 0) -> None:
        """Begin the next part of the work."""
        self.label, self.total, self.done = label, total, 0
        self.advance(0)

    def stop(self) -> None:
        """Ask the worker to stop at its next count."""
        self._stop_asked = True
