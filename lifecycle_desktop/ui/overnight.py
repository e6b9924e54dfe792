"""What the days bring for triggers, done beside the window: at the start, and when a new day begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.day_words import date_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from lifecycle_desktop.ui.runner import Runner

LOOKS_EVERY_MS = 60_000
AT_ONCE = 200  # happenings in one write, so that the owner's own never waits long


class Overnight(QObject):
    """Looks once a minute whether the day is another: sleep and a clock set forward are noticed by the next look."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._day: dt.date | None = None
        self._rest: Iterator[Any] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Ask what is due, once a day; what was broken off by the end of the program is found by the next start."""
        from lifecycle_desktop.core.queries.trigger_due import due_by_time

        today = self._runner.moment().today
        if today != self._day:
            self._day = today
            self._runner.read(self._on_due, due_by_time, self._runner.moment())

    def _on_due(self, due: Any) -> None:
        from lifecycle_desktop.core.queries.trigger_due import in_portions

        self._rest = in_portions(due, AT_ONCE)
        self._go_on()

    def _go_on(self, _fired: int = 0) -> None:
        """One portion after the other; between them the owner's own writes have their turn."""
        part = next(self._rest, None)
        if part is None:
            return
        from lifecycle_desktop.core.operations.triggers import fire_due

        moment = self._runner.moment()
        label = _("Triggers of {day}").format(day=date_words(moment.today, moment.today))
        self._runner.write(label, fire_due, part, moment, then=self._go_on)
