"""The card of the settings about reminders: what a notice tells, and whether the program starts with the session."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.notice_choice import CALENDAR_FOLDER, CHOICE, NAMES, NONE, TASKS
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.settings.sections import Section
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Choice
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.messages import Answer, ask
from lifecycle_desktop.ui.widgets.ticks import TickBox
from lifecycle_desktop.ui.window_state import WindowState


class RemindingSection(Section):
    """Reminders, on this computer only."""

    calendar_chosen = Signal()  # a folder for the calendar file, or none any more

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Reminders"), _("On this computer only."), parent)
        self._runner = runner
        self._state: WindowState | None = None
        self.notices = Choice(name=_("Notices on the desktop"), parent=self)
        for told, words in ((NAMES, _("Name and task")), (TASKS, _("Task only")), (NONE, _("No notices"))):
            self.notices.add(words, told)
        self.notices.activated.connect(self._on_notices)
        self.add_row(
            _("Notices on the desktop"),
            self.notices,
            _("What is due, when its time comes. In the window it is always told."),
        )
        self.calendar = Button(_("Choose a folder…"), icon="calendar-days", parent=self)
        self.calendar.clicked.connect(lambda _on=False: self._choose_folder())
        self.add_row(
            _("Calendar file, kept up to date"),
            self.calendar,
            _("What is to be done and the birthdays, for a calendar that reads a file from a folder."),
        )
        self.start = TickBox(_("Start with the session, out of the way"), parent=self)
        self.start.toggled.connect(self._on_start)
        self.column.addWidget(self.start)
        about = _(
            "The icon in the tray then reminds you; where there is no tray, the window starts minimised."
        )
        self.column.addWidget(Label(about, face="small", tone="ink3", wrap=True, parent=self))

    def reload(self) -> None:
        """Ask the system whether the program starts with the session."""
        self._runner.work(self._on_start_known, _starts)

    def remember_in(self, state: WindowState) -> None:
        """Take the choices of this computer from there, and keep them there."""
        self._state = state
        self.notices.choose(state.get(CHOICE, NAMES))
        self._show_folder()

    def _on_notices(self, _index: int) -> None:
        if self._state is not None:
            self._state.set(CHOICE, str(self.notices.currentData()))

    def _choose_folder(self) -> None:
        if self._state is None:
            return
        told = self._state.get(CALENDAR_FOLDER)
        if told:
            answers = [
                Answer("stop", _("Stop"), "quiet"),
                Answer("other", _("Another folder…")),
                Answer("keep", _("Keep it there"), "primary", safe=True),
            ]
            title = _("A calendar file is kept up to date in “{name}”.").format(name=Path(told).name)
            text = _("After Stop the file stays there as it is.")
            answer = ask(title, text, answers, icon="calendar-days", tone="ink2", parent=self)
            if answer == "stop":
                self._keep_in("")
            if answer != "other":
                return
        chosen = QFileDialog.getExistingDirectory(
            self, _("Keep a calendar file up to date"), told or str(Path.home())
        )
        if chosen:
            self._keep_in(chosen)

    def _keep_in(self, folder: str) -> None:
        if self._state is not None:
            self._state.set(CALENDAR_FOLDER, folder)
            self._state.save()
            self._show_folder()
            self.calendar_chosen.emit()

    def _show_folder(self) -> None:
        told = self._state.get(CALENDAR_FOLDER) if self._state is not None else ""
        self.calendar.setText((Path(told).name or told) if told else _("Choose a folder…"))

    def _on_start(self, on: bool) -> None:
        path = getattr(self._runner.database, "path", None)
        self._runner.work(self._on_start_known, _start if on else _stop, path)
        self.reload()  # where it could not be written, the box says so again

    def _on_start_known(self, on: bool) -> None:
        with QSignalBlocker(self.start):
            self.start.setChecked(on)


def _starts() -> bool:
    from lifecycle_desktop.ui.session_start import starts_with_session

    return starts_with_session()


def _start(database: Path | None) -> bool:
    from lifecycle_desktop.ui.session_start import start_command, start_with_session

    return start_with_session(start_command(database))


def _stop(_database: Path | None) -> bool:
    from lifecycle_desktop.ui.session_start import stop_starting_with_session

    return stop_starting_with_session()
