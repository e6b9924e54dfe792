"""The folder that is watched: files of people that are dropped there come in by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.widgets.messages import Answer, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.exchange.people_file import PeopleFile
    from lifecycle_desktop.core.exchange.watched_files import Stamp
    from lifecycle_desktop.core.model.import_report import ImportReport
    from lifecycle_desktop.ui.main_window import MainWindow
    from lifecycle_desktop.ui.runner import Runner

CHOICE = "watched_folder"  # where the window's state keeps it: the folder belongs to this computer
LOOK_EVERY_MS = 5_000  # a drive of another computer says nothing when a file comes
STILL_FOR_MS = 2_000  # between the two looks that tell that a file is whole


@dataclass
class _Taking:
    """A file that is being brought in, and what went wrong with it."""

    path: Path
    file: PeopleFile
    fault: BaseException | None = None


class WatchedFolder(QObject):
    """Watches one folder, and takes its files one after the other, each as a step that can be undone."""

    def __init__(self, window: MainWindow, runner: Runner, database: Path) -> None:
        super().__init__(window)
        self._window, self._runner, self._database = window, runner, database
        self._before: dict[str, Stamp] = {}
        self._is_busy = False
        self._taking: _Taking | None = None
        self._last_problem = ""
        runner.failed.connect(self._on_fault)
        runner.stopped.connect(self._on_fault)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_folder_changed)
        self._soon = self._timer(STILL_FOR_MS, self.look)
        self._often = self._timer(LOOK_EVERY_MS, self.look)
        self._often.setSingleShot(False)
        self._follow()

    def _on_folder_changed(self, _path: str) -> None:
        self._soon.start()

    def _timer(self, interval: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        return timer

    @property
    def folder(self) -> Path | None:
        """The folder, None while none is watched."""
        told = self._window.state.get(CHOICE)
        return Path(told) if told else None

    # --- the owner's choice ---

    def choose(self) -> None:
        """Ask which folder to watch, or whether to stop."""
        folder = self.folder
        if folder is not None:
            title = _("Files of people in “{name}” come in by themselves.").format(name=folder.name)
            text = _("Looked at: {folder}").format(folder=folder)
            answers = [
                Answer("stop", _("Stop watching"), "quiet"),
                Answer("other", _("Another folder…")),
                Answer("keep", _("Keep watching"), "primary", safe=True),
            ]
            answer = ask(title, text, answers, icon="folder-input", tone="ink2", parent=self._window)
            if answer == "stop":
                self.stop()
            if answer != "other":
                return
        chosen = QFileDialog.getExistingDirectory(
            self._window, _("Watch a folder"), str(folder or Path.home())
        )
        if chosen:
            self.watch(Path(chosen))

    def watch(self, folder: Path) -> None:
        """Watch this folder from now on."""
        from lifecycle_desktop.core.exchange.watched_files import assure_watchable

        def watching(_nothing: None) -> None:
            self._window.state.set(CHOICE, str(folder))
            self._window.state.save()
            self._follow()
            self._window.say(_("Watching “{name}”").format(name=folder.name))

        self._runner.work(watching, assure_watchable, folder, self._database)

    def stop(self) -> None:
        """Watch no folder any more."""
        self._window.state.set(CHOICE, "")
        self._window.state.save()
        self._follow()
        self._window.say(_("No folder is watched any more"))

    def _follow(self) -> None:
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._before, self._last_problem = {}, ""
        folder = self.folder
        if folder is None:
            self._often.stop()
            self._soon.stop()
            return
        self._watcher.addPath(str(folder))
        self._often.start()
        self.look()

    # --- one look, one file ---

    def look(self) -> None:
        """Look whether a file has come and stands still."""
        from lifecycle_desktop.core.exchange.watched_files import stamps

        folder = self.folder
        if folder is not None and not self._is_busy:
            self._is_busy = True
            self._runner.work(self._on_looked, _told, stamps, folder)

    def _on_looked(self, found: dict[str, Stamp] | UserError) -> None:
        from lifecycle_desktop.core.exchange.watched_files import standing_still

        self._is_busy = False
        folder = self.folder
        if folder is None:
            return
        if isinstance(found, UserError):
            self._say_once(found)
            return
        self._last_problem = ""
        before, self._before = self._before, found
        whole = standing_still(before, found)
        if whole:
            self._open(folder / whole[0])
        elif found:
            self._soon.start()

    def _say_once(self, problem: UserError) -> None:
        """A drive that is away is told once, not every five seconds."""
        if str(problem) != self._last_problem:
            self._last_problem = str(problem)
            self._window.show_failure(problem)

    def _open(self, path: Path) -> None:
        from lifecycle_desktop.core.exchange.formats import open_people

        self._is_busy = True
        self._runner.work(lambda file: self._take(path, file), _told, open_people, path)

    def _take(self, path: Path, file: PeopleFile | UserError) -> None:
        if isinstance(file, UserError):
            self._put_away(path, None, file)
            return
        label = _("Import {file} from the watched folder").format(file=file.name)
        progress = Progress(file.lines, label)
        self._taking = _Taking(path, file)
        self._runner.write(
            label, _taken_in, self._taking, self._runner.moment(), progress, then=self._on_taken
        )

    def _on_taken(self, report: ImportReport) -> None:
        taking, self._taking = self._taking, None
        if taking is not None:
            self._put_away(taking.path, taking.file, report)

    def _on_fault(self, _told: object) -> None:
        """Nothing of the file came in; the window has told why."""
        taking = self._taking
        if taking is None or taking.fault is None:
            return
        self._taking = None
        problem = (
            taking.fault if isinstance(taking.fault, UserError) else UserError(_("It could not be read."))
        )
        self._put_away(taking.path, taking.file, problem, is_told=True)

    def _put_away(
        self, path: Path, file: PeopleFile | None, outcome: ImportReport | UserError, *, is_told: bool = False
    ) -> None:
        def moved(result: Path | UserError) -> None:
            self._is_busy = False
            self._before.pop(path.name, None)
            if isinstance(result, UserError):
                self._say_once(result)
            elif isinstance(outcome, UserError):
                if not is_told:
                    self._window.show_failure(outcome)
            else:
                counts = outcome.counts
                said = _("{file}: {new} new, {updated} updated, {failed} failed").format(
                    file=path.name, new=counts.new, updated=counts.updated, failed=counts.failed
                )
                self._window.say(said, undoable=bool(counts.changes))
            self._soon.start()

        self._runner.work(moved, _told, _moved, path, file, outcome)


def _told(function: Callable[..., Any], *arguments: object) -> Any:
    """What the function gives, or the error that a person can act on."""
    try:
        return function(*arguments)
    except UserError as problem:
        return problem


def _taken_in(connection: Any, taking: _Taking, moment: Moment, progress: Progress) -> ImportReport:
    """Bring the file in by the rules of every import; a fault in the middle changes nothing."""
    from lifecycle_desktop.core.exchange.remembered_columns import as_remembered
    from lifecycle_desktop.core.model.import_report import ImportPolicy
    from lifecycle_desktop.core.operations.imports import import_contacts
    from lifecycle_desktop.core.operations.reaches import phone_region
    from lifecycle_desktop.core.queries.column_mappings import remembered_mapping
    from lifecycle_desktop.core.store.bulk import step_of

    file, policy = taking.file, ImportPolicy(region=phone_region(connection))
    driver = step_of(connection).driver
    read_so = as_remembered(file, lambda signature: remembered_mapping(driver, signature))
    try:
        return import_contacts(
            connection,
            read_so.drafts(),
            policy,
            moment,
            progress,
            file_name=file.name,
            file_format=file.format,
        )
    except BaseException as fault:
        taking.fault = fault
        raise


def _moved(path: Path, file: PeopleFile | None, outcome: ImportReport | UserError) -> Path:
    """The file put away with its report; what was left out is saved beside it in the file's own form."""
    from lifecycle_desktop.core.exchange.people_file import save_failed
    from lifecycle_desktop.core.exchange.watched_files import DONE, FAILED, put_away
    from lifecycle_desktop.core.files import make_private_folder

    if isinstance(outcome, UserError):
        return put_away(path, FAILED, f"{outcome}\n")
    left_out = outcome.failed
    lines = [outcome.counts.sentence, *(f"{line}: {reason}" for line, reason in sorted(left_out.items()))]
    if file is not None and left_out:
        folder = make_private_folder(path.parent / DONE)
        save_failed(file, left_out, folder / f"{path.stem} {_('left out')}{file.failed_ending}")
    return put_away(path, DONE, "\n".join(lines) + "\n")
