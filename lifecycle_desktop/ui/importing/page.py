"""The import page: choose, match, check, done. Nothing is written before Import; the whole import is one undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.corrections import PARTS, CorrectedFile
from lifecycle_desktop.core.exchange.icalendar_events import CalendarFile
from lifecycle_desktop.core.exchange.remembered_columns import signature_of, to_memory
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.import_report import ImportPolicy
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.importing import judging
from lifecycle_desktop.ui.importing.calendar_part import CalendarPart, opened
from lifecycle_desktop.ui.importing.check_part import CheckPart
from lifecycle_desktop.ui.importing.choose_part import ChoosePart
from lifecycle_desktop.ui.importing.done_part import DonePart
from lifecycle_desktop.ui.importing.match_part import MatchPart
from lifecycle_desktop.ui.importing.matching import Matching
from lifecycle_desktop.ui.importing.row_desk import RowDesk
from lifecycle_desktop.ui.importing.steps_row import StepsRow
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner


class ImportPage(Page):
    """Brings people in from a file."""

    shows = frozenset({"contact", "contact_email", "contact_phone", "contact_address"})

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.setAcceptDrops(True)
        self._path = Path()
        self._left_out: dict[int, str] = {}
        self._label = ""
        self._before: CorrectedFile | None = None  # with the cells mended before one went back to the columns
        self._asked = 0  # counts what was asked for: an answer to an older question is passed over
        self.steps = StepsRow(self)
        self.head.add(self.steps)
        self._stack = QStackedWidget(self)
        self.choose, self.match = ChoosePart(self), MatchPart(self)
        self.check, self.done = CheckPart(self), DonePart(self)
        self.rows = RowDesk(runner, self.check, self)
        self.decisions = self.rows.decisions
        self.calendar = CalendarPart(runner, self)
        for part in (self.choose, self.match, self.check, self.done, self.calendar):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._connect()
        runner.failed.connect(self._stop_waiting)
        runner.stopped.connect(self._stop_waiting)
        runner.undone.connect(self._on_undone)
        self._show_part(self.choose)

    def _connect(self) -> None:
        self.choose.button.clicked.connect(self.ask_for_file)
        self.match.changed.connect(self._count_anew)
        self.match.file_card.read_wanted.connect(self._on_read_so)
        self.match.foot.go.clicked.connect(self._on_check)
        self.match.foot.back.clicked.connect(self.start_over)
        self.match.foot.cancel.clicked.connect(self.start_over)
        check = self.check
        check.foot.go.clicked.connect(self._on_import)
        check.foot.back.clicked.connect(self._on_back)
        check.foot.cancel.clicked.connect(self.start_over)
        check.apart_button.clicked.connect(self.decisions.keep_all_apart)
        check.save_button.clicked.connect(lambda: self._save(check.model.left_out_reasons()))
        self.calendar.foot.back.clicked.connect(self.start_over)
        self.calendar.foot.cancel.clicked.connect(self.start_over)
        self.calendar.ready.connect(lambda: self._show_part(self.calendar))
        self.calendar.brought_in.connect(self._on_calendar_in)
        self.done.again_button.clicked.connect(self.start_over)
        self.done.see_button.clicked.connect(lambda: self.navigate.emit("contacts"))
        self.done.duplicates_button.clicked.connect(lambda: self.navigate.emit("duplicates"))
        self.done.undo_button.clicked.connect(self._on_undo)
        self.done.save_button.clicked.connect(lambda: self._save(self._left_out))

    def reload(self) -> None:
        """Who is here already decides what becomes of rows that are checked."""
        if self._stack.currentWidget() is self.check and self.check.table.isEnabled():
            self.decisions.again()

    def open_with(self, argument: object) -> None:
        if isinstance(argument, str):
            self.open_file(Path(argument))

    def take_focus(self) -> None:
        part = self._stack.currentWidget()
        if part is self.choose:
            self.choose.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif part is self.match:
            self.match.take_focus()
        elif part is self.check or part is self.calendar:
            part.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.see_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _database(self) -> Any:
        return self.runner.database

    def _show_part(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        shown = self.check if part is self.calendar else part
        self.steps.set_step(1 + [self.choose, self.match, self.check, self.done].index(shown))
        told = _("From Google Contacts, Outlook, a phone, or any spreadsheet file.")
        self.head.set_title(_("Import people"), told if part is self.choose else self._path.name)
        if self.isVisible():
            self.take_focus()

    # --- choosing ---

    def ask_for_file(self) -> None:
        """Ask which file to bring in."""
        endings = "*.csv *.tsv *.txt *.vcf *.vcard *.xlsx *.xls *.xlsb *.ods *.eml *.mbox *.ics *.json"
        kinds = _("Files of people ({endings});;All files (*)").format(endings=endings)
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file of people"), str(Path.home()), kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path, encoding: str = "", delimiter: str = "") -> None:
        """Look at a file, and ask what its columns hold or show what an import would do."""
        self.decisions.drop()
        self._before = None
        if path != self._path:
            self.match.matching = None
        self._path = path
        self.choose.show_problem("")
        self.choose.set_busy(path.name)
        this = self._ask()
        self.runner.work(lambda found: self._on_opened(this, found), opened, path, encoding, delimiter)

    def start_over(self) -> None:
        """Choose another file."""
        self._ask()
        self.decisions.drop()
        self.decisions.file = self._before = None
        self.match.matching = None
        self.choose.set_busy("")
        self._show_part(self.choose)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _ask(self) -> int:
        self._asked += 1
        return self._asked

    def _refuse(self, error: UserError) -> None:
        self.choose.set_busy("")
        self.choose.show_problem(str(error))
        self._show_part(self.choose)

    # --- matching ---

    def _on_opened(self, this: int, file: CorrectedFile | CalendarFile | UserError) -> None:
        if this != self._asked:
            return
        if isinstance(file, CalendarFile):
            self.choose.set_busy("")
            self.calendar.look_at(file)
            return
        if isinstance(file, UserError) and self.match.matching is not None:
            self.choose.set_busy("")
            self.toast.emit(str(file), False)  # the way it was read before stays
        elif isinstance(file, UserError):
            self._refuse(file)
        elif file.table_file is None:
            self.match.matching = None
            self._judge(file)
        else:
            progress = Progress(file.file.lines, _("Looking at {name}").format(name=file.file.name))
            self.runner.work(
                lambda found: self._on_matched(this, found), judging.matched, self._database, file, progress
            )

    def _on_matched(self, this: int, found: Matching | UserError) -> None:
        if this != self._asked:
            return
        self.choose.set_busy("")
        if isinstance(found, UserError):
            self._refuse(found)
            return
        self.match.show_matching(found)
        self._show_part(self.match)

    def _on_read_so(self, encoding: str, delimiter: str) -> None:
        self.open_file(self._path, encoding, delimiter)

    def _count_anew(self) -> None:
        """Words and days of columns that go elsewhere now."""
        matching = self.match.matching
        if matching is None or not (matching.unread_words() or matching.unread_days()):
            return
        this = self._asked
        self.runner.work(lambda found: self._on_counted(this, found), judging.facts_of, matching.table)

    def _on_counted(self, this: int, found: object) -> None:
        matching = self.match.matching
        if this == self._asked and matching is not None and not isinstance(found, UserError):
            matching.facts = found  # type: ignore[assignment]
            matching.guess_words()
            self.match.refresh()

    # --- checking ---

    def _on_check(self) -> None:
        matching = self.match.matching
        if matching is not None and matching.says_who:
            before = self._before
            cells = before.cells if before is not None else {}
            self._judge(replace(matching.file, cells=cells), keep=before is not None)

    def _judge(self, file: CorrectedFile, *, keep: bool = False) -> None:
        """Judge all rows; with `keep` what was decided and mended before still holds."""
        this = self._ask()
        self.match.foot.go.setEnabled(False)

        def then(policy: ImportPolicy) -> None:
            if keep:
                policy = replace(policy, decisions=self.decisions.wanted_policy().decisions)
            progress = Progress(file.file.lines, _("Looking at {name}").format(name=file.file.name))
            self.runner.work(
                lambda found: self._on_judged(this, file, policy, found, keep=keep),
                judging.judged, self._database, file, policy, progress,
            )  # fmt: skip

        self.runner.read(then, judging.policy_of)

    def _on_judged(
        self,
        this: int,
        file: CorrectedFile,
        policy: ImportPolicy,
        found: judging.Judged | UserError | None,
        *,
        keep: bool,
    ) -> None:
        if this != self._asked or found is None:
            return
        self.choose.set_busy("")
        self.match.refresh()
        if isinstance(found, UserError):
            self._refuse(found)
            return
        self.decisions.begin(file, policy, keep=keep)
        told = []
        if file.file.kept_as_own:
            names = shortened(", ".join(file.file.kept_as_own), 200)
            told.append(_("Kept as own fields: {names}.").format(names=names))
        if file.file.left_out:
            told.append(
                _("Never taken: {names}.").format(names=shortened(", ".join(file.file.left_out), 200))
            )
        can_mend = frozenset(part for part in PARTS if file.can_mend(part))
        self.check.show_rows(found, can_mend, " ".join(told), keep=keep)
        self._show_part(self.check)

    def _on_back(self) -> None:
        if self.match.matching is None:
            self.start_over()
        else:
            self._ask()
            self.decisions.drop()
            self._before = self.decisions.file
            self._show_part(self.match)

    # --- importing ---

    def _on_import(self) -> None:
        """A verified backup first, then the import as one step."""
        file = self.decisions.file
        if file is None:
            return
        self.decisions.drop()
        self.check.set_busy(True)
        database, moment = self._database, self.runner.moment()

        def back_up() -> object:
            from lifecycle_desktop.core.store.backup import back_up_now

            with database.read() as connection:
                return back_up_now(connection, database.path, moment, _("before import"))

        self.runner.on_writer(lambda _path: self._remember(file), back_up)

    def _remember(self, file: CorrectedFile) -> None:
        """Keep the matches for the next file, then bring the people in."""
        from lifecycle_desktop.core.operations.column_mappings import remember_mapping

        kept = to_memory(replace(file, cells={}))
        table_file = file.table_file
        if kept and table_file is not None:
            signature = signature_of(table_file.mapping.heading)
            self.runner.write(
                _("Remember how columns are matched"), remember_mapping, signature, kept,
                then=lambda _new: self._bring_in(file),
            )  # fmt: skip
        else:
            self._bring_in(file)

    def _bring_in(self, file: CorrectedFile) -> None:
        self._label = _("Import {name}").format(name=file.file.name)
        progress = Progress(file.file.lines, self._label)
        self.runner.write(
            self._label, judging.bring_in, file, self.decisions.wanted_policy(), self.runner.moment(), progress,
            then=self._on_done,
        )  # fmt: skip

    def _on_done(self, brought: judging.Brought) -> None:
        self._left_out = brought.left_out
        self.check.set_busy(False)
        self.done.show_report(self._path.name, brought.report, self._left_out)
        self._show_part(self.done)
        self.toast.emit(_("{name} is imported").format(name=self._path.name), True)

    def _on_calendar_in(self, told: str) -> None:
        self.start_over()
        self.toast.emit(told, True)

    def _on_undo(self) -> None:
        """Take the import back: at once while it is the last step, else in the history, which tells conflicts."""
        if self.runner.last_label == self._label:
            self.runner.undo()
        else:
            self.navigate.emit("history")

    def _on_undone(self, label: str) -> None:
        if self._stack.currentWidget() is self.done and label == self._label:
            self.done.show_undone(self._path.name)

    def _stop_waiting(self, _why: object) -> None:
        """It failed, or the person said Stop: the page is as it was before."""
        self.choose.set_busy("")
        self.match.refresh()
        if self._stack.currentWidget() is self.check:
            self.check.set_busy(False)
        self.calendar.set_busy(False)

    def _save(self, reasons: dict[int, str]) -> None:
        file = self.decisions.file
        if file is None or not reasons:
            return
        ending = file.file.failed_ending
        proposed = self._path.with_name(_("{name} – rows left out").format(name=self._path.stem) + ending)
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the rows left out"), str(proposed), f"*{ending}"
        )
        if name:
            said = _("Saved to “{name}”").format(name=Path(name).name)
            self.runner.work(
                lambda _count: self.toast.emit(said, False), judging.save_rows, file, reasons, Path(name)
            )
