"""The three parts of the import page: choose a file, check its rows, what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.exchange.people_file import PeopleFile
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.import_report import ImportCounts, ImportPreview, ImportReport
from lifecycle_desktop.ui.importing.fates import TABS, FateModel, tab_words
from lifecycle_desktop.ui.importing.tick_delegate import TickDelegate
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.line_table import LineTable
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn

FAILED_SHOWN = 12
COLUMNS = (36, 70, 240, 260)


def _count_words(counts: ImportCounts) -> str:
    """What became of the rows; what did not happen is not said."""
    told = (
        (counts.new, ngettext("{n} new person", "{n} new people", counts.new)),
        (
            counts.updated,
            ngettext(
                "{n} added to somebody who was here", "{n} added to people who were here", counts.updated
            ),
        ),
        (
            counts.unchanged + counts.duplicate,
            ngettext(
                "{n} row with nothing new", "{n} rows with nothing new", counts.unchanged + counts.duplicate
            ),
        ),
        (counts.skipped, ngettext("{n} row left out", "{n} rows left out", counts.skipped)),
        (counts.failed, ngettext("{n} row that needs a fix", "{n} rows that need a fix", counts.failed)),
    )
    parts = [words.format(n=count) for count, words in told if count]
    return ", ".join(parts) + "." if parts else _("The file brought nothing new.")


class ChoosePart(ScrolledColumn):
    """Where a file is dropped or chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = self.column
        drop = Card(padding=36, spacing=8, parent=self)
        drop.column.addWidget(
            IconView("file-spreadsheet", side=32, tone="accent", parent=drop),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        self._title = Label(_("Drop a file of people here"), face="heading", parent=drop)
        text = Label(
            _("You see first what would happen to every row. Nothing is written before you say Import."),
            tone="ink2",
            wrap=True,
            parent=drop,
        )
        for label in (self._title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            drop.column.addWidget(label)
        drop.column.addSpacing(8)
        self.button = Button(_("Choose a file"), kind="primary", icon="folder-open", parent=drop)
        drop.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(drop)
        self._problem = Card(padding=14, parent=self)
        self._problem.setProperty("role", "banner")
        self._problem.setProperty("tone", "danger")
        row = QHBoxLayout()
        row.addWidget(
            IconView("circle-alert", side=18, tone="danger", parent=self._problem),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        self._problem_text = Label("", wrap=True, parent=self._problem)
        row.addWidget(self._problem_text, 1)
        self._problem.column.addLayout(row)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(self._how_to())
        column.addStretch(1)

    def _how_to(self) -> Card:
        card = Card(padding=18, spacing=10, parent=self)
        for title, text in (
            (_("Google Contacts"), _("In Google Contacts choose Export, then Google CSV.")),
            (
                _("Outlook"),
                _(
                    "In Outlook choose File, Open & Export, Import/Export, Export to a file, Comma Separated Values."
                ),
            ),
            (
                _("iPhone, iCloud, Android, Thunderbird"),
                _("Export the contacts as vCard: a file that ends in .vcf, with pictures and groups."),
            ),
            (
                _("Any other program"),
                _("A CSV whose first line names the columns, such as name, email, phone."),
            ),
        ):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(title, face="strong", parent=card))
            words.addWidget(Label(text, tone="ink2", wrap=True, parent=card))
            card.column.addLayout(words)
        return card

    def show_problem(self, text: str) -> None:
        """Say what is wrong with a file; "" takes it away."""
        self._problem_text.setText(text)
        self._problem.setVisible(bool(text))

    def set_busy(self, name: str) -> None:
        """Say that a file is being looked at; "" when it is over."""
        self.button.setEnabled(not name)
        self._title.setText(
            _("Looking at {name}").format(name=name) if name else _("Drop a file of people here")
        )


class _RowTable(LineTable):
    """The table of rows: Space ticks."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, FateModel):
            for row in sorted({index.row() for index in self.selectionModel().selectedIndexes()}):
                model.toggle(row)
            return
        super().keyPressEvent(event)


class CheckPart(QWidget):
    """What an import would do, row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tab = "all"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._what = Label("", face="card", cut=True, parent=self)
        column.addWidget(self._what)
        self._columns = Label("", face="small", tone="ink2", wrap=True, parent=self)
        column.addWidget(self._columns)
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        self._tabs: dict[str, Button] = {}
        for tab in TABS:
            button = Button("", kind="quiet", parent=self)
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, tab=tab: self._show_tab(tab))
            self._tabs[tab] = button
            tabs.addWidget(button)
        tabs.addStretch(1)
        column.addLayout(tabs)
        self.model = FateModel(self)
        self.model.ticked.connect(self._tell_what_comes)
        self.table = _RowTable(self.model, _("Rows of the file"), COLUMNS, self)
        self.table.setItemDelegateForColumn(0, TickDelegate(self.table))
        card = Card(padding=1, spacing=0, parent=self)
        card.column.addWidget(self.table)
        column.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._comes = Label("", face="strong", wrap=True, parent=self)
        foot.addWidget(self._comes, 1)
        self.cancel_button = Button(_("Cancel"), parent=self)
        self.import_button = Button(_("Import"), kind="primary", icon="upload", parent=self)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        column.addLayout(foot)

    def show_preview(self, file: PeopleFile, preview: ImportPreview) -> None:
        """Show what was found in a file."""
        count = preview.counts.rows
        rows = ngettext("{n} row", "{n} rows", count).format(n=count)
        self._what.setText(f"{file.name}  ·  {file.title}  ·  {rows}  ·  {file.written}")
        told = []
        if file.kept_as_own:
            told.append(_("Kept as own fields: {names}.").format(names=", ".join(file.kept_as_own)))
        if file.left_out:
            told.append(_("Never taken: {names}.").format(names=", ".join(file.left_out)))
        self._columns.setText(" ".join(told))
        self._columns.setVisible(bool(told))
        self.model.show_rows(preview.rows)
        counts, words = self.model.counts(), tab_words()
        for tab, button in self._tabs.items():
            button.setText(f"{words[tab]}  {counts[tab]}")
            button.setVisible(tab == "all" or bool(counts[tab]))
        self._show_tab("all")
        self._tell_what_comes()

    def set_busy(self, busy: bool) -> None:
        """While an import runs nothing here can be pressed; Stop is on the card of the work."""
        self.cancel_button.setEnabled(not busy)
        self.table.setEnabled(not busy)
        self.import_button.setEnabled(False)
        if not busy:
            self._tell_what_comes()

    def _show_tab(self, tab: str) -> None:
        self._tab = tab
        for name, button in self._tabs.items():
            button.setChecked(name == tab)
            button.set_kind("normal" if name == tab else "quiet")
        self.model.show_tab(tab)

    def _tell_what_comes(self) -> None:
        new, adds, same, out = self.model.will_come_in()
        parts = [ngettext("{n} person comes in as new", "{n} people come in as new", new).format(n=new)]
        if adds:
            parts.append(
                ngettext("{n} adds to somebody who is here", "{n} add to somebody who is here", adds).format(
                    n=adds
                )
            )
        if same:
            parts.append(
                ngettext("{n} row brings nothing new", "{n} rows bring nothing new", same).format(n=same)
            )
        if out:
            parts.append(ngettext("{n} row stays out", "{n} rows stay out", out).format(n=out))
        self._comes.setText(", ".join(parts) + ".")
        self.import_button.setEnabled(bool(new or adds))


class DonePart(ScrolledColumn):
    """What an import did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = self.column
        card = Card(padding=24, spacing=8, parent=self)
        head = QHBoxLayout()
        head.addWidget(IconView("circle-check", side=24, tone="accent", parent=card))
        self._title = Label("", face="heading", cut=True, parent=card)
        head.addWidget(self._title, 1)
        card.column.addLayout(head)
        self._counts = Label("", wrap=True, parent=card)
        card.column.addWidget(self._counts)
        card.column.addWidget(
            Label(
                _("The whole import is one step: Undo takes it back, also next week, in Edit, History."),
                tone="ink2",
                wrap=True,
                parent=card,
            )
        )
        self._failed = Label("", tone="danger", wrap=True, parent=card)
        card.column.addWidget(self._failed)
        buttons = FlowLayout()
        self.see_button = Button(_("See the people"), kind="primary", icon="users", parent=card)
        self.save_button = Button(_("Save the rows that need a fix"), icon="file-down", parent=card)
        self.again_button = Button(_("Another file"), kind="quiet", parent=card)
        for button in (self.see_button, self.save_button, self.again_button):
            buttons.addWidget(button)
        card.column.addSpacing(8)
        card.column.addLayout(buttons)
        column.addWidget(card)
        column.addStretch(1)

    def show_report(self, name: str, report: ImportReport) -> None:
        """Show what came of an import."""
        self._title.setText(_("{name} is imported").format(name=name))
        self._counts.setText(_count_words(report.counts))
        failed = report.failed
        lines = [
            _("Line {n}: {reason}.").format(n=line, reason=reason)
            for line, reason in list(failed.items())[:FAILED_SHOWN]
        ]
        more = len(failed) - len(lines)
        if more > 0:
            lines.append(ngettext("And {n} more line.", "And {n} more lines.", more).format(n=more))
        self._failed.setText("\n".join(lines))
        self._failed.setVisible(bool(failed))
        self.save_button.setVisible(bool(failed))
