"""The import page: choose, check, done. Nothing is written before Import; the whole import is one undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.formats import open_people
from lifecycle_desktop.core.exchange.people_file import PeopleFile, save_failed
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.import_report import ImportPolicy, ImportPreview, ImportReport
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.lifecycle import business
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.importing.parts import CheckPart, ChoosePart, DonePart
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner


def dry_run(
    connection: ReadConnection, file: PeopleFile, progress: Progress
) -> tuple[ImportPreview, ImportPolicy]:
    """What an import of the file would do, with the policy of this business."""
    from lifecycle_desktop.core.operations.imports import plan_import

    policy = ImportPolicy(region=business(connection).region)
    return plan_import(connection, file.drafts(), policy, progress), policy


def bring_in(
    connection: Any, file: PeopleFile, policy: ImportPolicy, moment: Moment, progress: Progress
) -> ImportReport:
    """Import the file, as one step."""
    from lifecycle_desktop.core.operations.imports import import_contacts

    return import_contacts(
        connection,
        file.drafts(),
        policy,
        moment,
        progress,
        file_name=file.name,
        file_format=file.format,
    )


class ImportPage(Page):
    """Brings people in from a file."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(
            _("Import"), _("People from an address book, Outlook or any other list: CSV or vCard.")
        )
        self.setAcceptDrops(True)
        self._file: PeopleFile | None = None
        self._policy = ImportPolicy()
        self._report: ImportReport | None = None
        self._stack = QStackedWidget(self)
        self.choose, self.check, self.done = ChoosePart(self), CheckPart(self), DonePart(self)
        for part in (self.choose, self.check, self.done):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.choose.button.clicked.connect(self.ask_for_file)
        self.check.import_button.clicked.connect(self._on_import)
        self.check.cancel_button.clicked.connect(self.start_over)
        self.done.again_button.clicked.connect(self.start_over)
        self.done.see_button.clicked.connect(lambda: self.navigate.emit("contacts"))
        self.done.save_button.clicked.connect(self._on_save_failed)
        runner.failed.connect(self._stop_waiting)
        runner.stopped.connect(self._stop_waiting)

    def reload(self) -> None:
        """Nothing on this page follows the database."""

    def open_with(self, argument: object) -> None:
        if isinstance(argument, str):
            self.open_file(Path(argument))

    def take_focus(self) -> None:
        if self._stack.currentWidget() is self.choose:
            self.choose.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- choosing ---

    def ask_for_file(self) -> None:
        """Ask which file to bring in."""
        kinds = _("Contact files (*.csv *.tsv *.txt *.vcf *.vcard);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file of people"), str(Path.home()), kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Look at a file and show what an import would do."""
        self.choose.show_problem("")
        self.choose.set_busy(path.name)
        self.runner.work(self._on_opened, _opened, path)

    def start_over(self) -> None:
        """Choose another file."""
        self._file = None
        self.choose.set_busy("")
        self._stack.setCurrentWidget(self.choose)
        self.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    # --- checking ---

    def _on_opened(self, opened: PeopleFile | UserError) -> None:
        if isinstance(opened, UserError):
            self.choose.set_busy("")
            self.choose.show_problem(str(opened))
            self._stack.setCurrentWidget(self.choose)
            return
        self._file = opened
        progress = Progress(opened.lines, _("Looking at {name}").format(name=opened.name))
        self.runner.read(self._on_checked, dry_run, opened, progress)

    def _on_checked(self, checked: tuple[ImportPreview, ImportPolicy]) -> None:
        preview, self._policy = checked
        self.choose.set_busy("")
        if self._file is not None:
            self.check.show_preview(self._file, preview)
            self._stack.setCurrentWidget(self.check)
            self.check.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- importing ---

    def _on_import(self) -> None:
        """A verified backup first, then the import as one step."""
        file = self._file
        if file is None:
            return
        self.check.set_busy(True)
        database: Any = self.runner.database
        moment = self.runner.moment()

        def back_up() -> object:
            from lifecycle_desktop.core.store.backup import back_up_now

            with database.read() as connection:
                return back_up_now(connection, database.path, moment, _("before import"))

        self.runner.on_writer(lambda _path: self._bring_in(file), back_up)

    def _bring_in(self, file: PeopleFile) -> None:
        skip = frozenset(self.check.model.unticked)
        policy = ImportPolicy(
            region=self._policy.region,
            skip_lines=skip,
            skip_maybe=self._policy.skip_maybe,
            skip_correspondents=self._policy.skip_correspondents,
        )
        label = _("Import {name}").format(name=file.name)
        progress = Progress(file.lines, label)
        self.runner.write(label, bring_in, file, policy, self.runner.moment(), progress, then=self._on_done)

    def _on_done(self, report: ImportReport) -> None:
        self._report = report
        self.check.set_busy(False)
        name = self._file.name if self._file is not None else ""
        self.done.show_report(name, report)
        self._stack.setCurrentWidget(self.done)
        self.done.see_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.toast.emit(_("{name} is imported").format(name=name), True)

    def _stop_waiting(self, _why: object) -> None:
        """It failed, or the person said Stop: the page is as it was before."""
        self.check.set_busy(False)
        self.choose.set_busy("")

    def _on_save_failed(self) -> None:
        file, report = self._file, self._report
        if file is None or report is None:
            return
        ending = file.failed_ending
        proposed = file.path.with_name(_("{name} – rows to fix").format(name=file.path.stem) + ending)
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the rows that need a fix"), str(proposed), f"{ending[1:].upper()} (*{ending})"
        )
        if name:
            said = _("Saved to “{name}”").format(name=Path(name).name)
            self.runner.work(
                lambda _count: self.toast.emit(said, False),
                save_failed,
                file,
                report.failed,
                Path(name),
            )


def _opened(path: Path) -> PeopleFile | UserError:
    """The file, or what is wrong with it: that is shown on the page, not as a failure."""
    try:
        return open_people(path)
    except UserError as error:
        return error
