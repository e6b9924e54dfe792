"""The calendar file that is kept up to date in a folder of the owner's choice, for the calendar of a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.ui.notice_choice import CALENDAR_FOLDER

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.ui.main_window import MainWindow
    from lifecycle_desktop.ui.runner import Runner

FILE_NAME = "lifecycle-desktop.ics"
REST_MS = 5_000  # without a change before the file is written
SHOWN_TABLES = frozenset(
    {"follow_up", "contact", "contact_date", "contact_phone", "contact_email", "calendar_entry"}
)


class CalendarFile(QObject):
    """Writes the file some seconds after the last change, beside the window; a fault is told once."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._last_folder = self._last_problem = ""
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(self.write)
        runner.changed.connect(self._on_changed)
        window.page_opened.connect(self._on_page_opened)
        self._settings: QObject | None = None
        self.follow_choice()

    @property
    def folder(self) -> Path | None:
        """The folder, None while no file is kept."""
        told = self._window.state.get(CALENDAR_FOLDER)
        return Path(told) if told else None

    def _on_page_opened(self, key: str) -> None:
        """Follow the choice that is made in the settings, from when they are first opened."""
        page: Any = self._window.page
        if key == "settings" and page is not self._settings:
            self._settings = page
            page.reminding.calendar_chosen.connect(self.follow_choice)

    def follow_choice(self) -> None:
        """Write the file at once into a folder that is new; in none any more from now on."""
        folder = self._window.state.get(CALENDAR_FOLDER)
        if folder != self._last_folder:
            self._last_folder, self._last_problem = folder, ""
            self.write()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if self.folder is not None and tables & SHOWN_TABLES:
            self.rest.start()

    def write(self) -> None:
        """Ask for what is in the calendar and write it."""
        self.rest.stop()
        if self.folder is not None:
            self._runner.read(self._on_read, _rows)

    def _on_read(self, rows: tuple[Any, Any]) -> None:
        if (folder := self.folder) is not None:
            self._runner.work(self._on_written, _write, folder / FILE_NAME, *rows, self._runner.moment())

    def _on_written(self, problem: UserError | None) -> None:
        if problem is None:
            self._last_problem = ""
        elif str(problem) != self._last_problem:
            self._last_problem = str(problem)
            self._window.show_failure(problem)


def _rows(connection: Any) -> tuple[Any, Any]:
    from lifecycle_desktop.core.queries.calendar_rows import calendar_days, calendar_follow_ups

    return tuple(calendar_follow_ups(connection)), tuple(calendar_days(connection))


def _write(path: Path, follow_ups: Any, days: Any, moment: Moment) -> UserError | None:
    from lifecycle_desktop.core.exchange.icalendar_events import write_calendar
    from lifecycle_desktop.core.files import written_whole

    try:
        with written_whole(path) as stream:
            write_calendar(stream, follow_ups, days, moment)
    except UserError as problem:
        return problem
    return None
