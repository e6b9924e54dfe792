"""A calendar file on the import page: what would become of its events and tasks, and the import as one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.icalendar_events import CalendarFile, is_calendar, open_calendar
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.import_report import FAILED, NEW, SKIPPED, UPDATED, ImportPreview, RowFate
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.importing import judging
from lifecycle_desktop.ui.importing.foot import Foot
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from lifecycle_desktop.core.exchange.corrections import CorrectedFile

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (70, 330, 260, 260)


def opened(path: Path, encoding: str, delimiter: str) -> CalendarFile | CorrectedFile | UserError:
    """A calendar, or a file of people, or what is wrong with it."""
    try:
        if is_calendar(path):
            return open_calendar(path, encoding)
    except UserError as error:
        return error
    return judging.opened(path, encoding, delimiter)


def planned(
    connection: ReadConnection, file: CalendarFile, moment: Moment, progress: Progress
) -> ImportPreview:
    """What an import of the calendar would do."""
    from lifecycle_desktop.core.operations.import_events import plan_events

    return plan_events(connection, file.entries(moment), moment, progress)


def bring_in(connection: Any, file: CalendarFile, moment: Moment, progress: Progress) -> ImportPreview:
    """Import the calendar, as one step."""
    from lifecycle_desktop.core.operations.import_events import import_events
    from lifecycle_desktop.core.store.bulk import step_of

    return import_events(step_of(connection), file.entries(moment), moment, progress, file_name=file.name)


def what_becomes(fate: RowFate) -> str:
    """What becomes of an entry, in words."""
    return {
        NEW: _("comes in as new"),
        UPDATED: _("changes a follow-up that is here"),
        SKIPPED: _("is left out"),
        FAILED: _("cannot be read"),
    }.get(fate.fate, _("is here already"))


class EntriesModel(QAbstractTableModel):
    """Entries of a calendar: the line, what it is called, what happens, why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[RowFate] = []

    def show_rows(self, rows: Sequence[RowFate]) -> None:
        """Show the fates of another file."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Line"), _("Entry"), _("What happens"), _("Why"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        fate = self._rows[index.row()]
        cells = (str(fate.line), fate.name, what_becomes(fate), fate.reason)
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(fate, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([_("Line {n}").format(n=fate.line), *(cell for cell in cells[1:] if cell)])
        return None

    @staticmethod
    def _tone(fate: RowFate, column: int) -> QColor:
        if fate.fate == FAILED and column >= 2:
            return theme().colour("danger")
        return theme().colour("ink" if column == 1 else "ink2")


class CalendarPart(QWidget):
    """Shows what becomes of a calendar's entries, and brings them in."""

    ready = Signal()  # the entries are shown
    brought_in = Signal(str)  # what is said of it

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._file: CalendarFile | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.model = EntriesModel(self)
        self.table = LineTable(self.model, _("Entries of the calendar"), _WIDTHS, self)
        card = Card(padding=1, spacing=0, parent=self)
        card.column.addWidget(self.table)
        column.addWidget(card, 1)
        self.foot = Foot(_("Import"), "check", self)
        self.foot.go.clicked.connect(self._on_import)
        column.addWidget(self.foot)

    def look_at(self, file: CalendarFile) -> None:
        """Find out what an import would do, and show it."""
        self._file = file
        progress = Progress(file.lines, _("Looking at {name}").format(name=file.name))
        self._runner.read(self._on_planned, planned, file, self._runner.moment(), progress)

    def set_busy(self, busy: bool) -> None:
        """While an import runs nothing here can be pressed; Stop is on the card of the work."""
        for widget in (self.foot.go, self.foot.back, self.foot.cancel, self.table):
            widget.setEnabled(not busy)

    def _on_planned(self, preview: ImportPreview) -> None:
        counts = preview.counts
        self.model.show_rows(preview.rows)
        told = ngettext("{n} entry comes in", "{n} entries come in", counts.new).format(n=counts.new)
        if counts.updated:
            changed = ngettext("{n} changes", "{n} change", counts.updated).format(n=counts.updated)
            told = f"{told}, {changed}"
        stay = counts.rows - counts.changes
        if stay:
            told += ", " + ngettext("{n} stays out", "{n} stay out", stay).format(n=stay)
        self.set_busy(False)
        self.foot.say(f"{told}.", strong=True)
        self.foot.go.setEnabled(bool(counts.changes))
        self.ready.emit()

    def _on_import(self) -> None:
        """A verified backup first, then the import as one step."""
        file = self._file
        if file is None:
            return
        self.set_busy(True)
        database: Any = self._runner.database
        moment = self._runner.moment()

        def back_up() -> object:
            from lifecycle_desktop.core.store.backup import back_up_now

            with database.read() as connection:
                return back_up_now(connection, database.path, moment, _("before import"))

        def bring(_path: object) -> None:
            label = _("Import {name}").format(name=file.name)
            progress = Progress(file.lines, label)
            self._runner.write(label, bring_in, file, moment, progress, then=self._on_done)

        self._runner.on_writer(bring, back_up)

    def _on_done(self, done: ImportPreview) -> None:
        self.set_busy(False)
        count = done.counts.changes
        words = ngettext("{n} entry came in", "{n} entries came in", count).format(n=count)
        name = self._file.name if self._file is not None else ""
        self.brought_in.emit(f"{name}: {words}")
