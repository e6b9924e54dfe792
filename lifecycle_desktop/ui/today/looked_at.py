"""Notes that Today was looked at and who slips on it, so that others have their turn tomorrow."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.model.desk import DayList
from lifecycle_desktop.ui.runner import Runner

STAY_MS = 1500


class LookedAt:
    """Notes what stood on the page when it was in view for a while; goes with the page."""

    def __init__(self, runner: Runner, page: QWidget) -> None:
        self._runner, self._page = runner, page
        self._seen: tuple[object, ...] = ()
        self._noted: tuple[object, ...] = ()
        self._ids: list[int] = []
        self._timer = QTimer(page)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self._on_stayed)

    def see(self, day: DayList) -> None:
        """These lines are on the page now."""
        self._ids = [line.contact_id for line in day.slipping[: day.slipping_today]]
        self._seen = (day.day, *self._ids)
        if self._seen != self._noted:
            self._timer.start()

    def _on_stayed(self) -> None:
        if not self._page.isVisible() or self._seen == self._noted:
            return
        from lifecycle_desktop.core.operations.today_notes import note_looked_at

        self._noted = self._seen
        self._runner.write("", note_looked_at, self._ids, self._runner.moment())
