"""The step that matches the columns of a file with what a person has here."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.exchange.target_choices import target_choices
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.importing.column_row import ColumnRow, ColumnsHead
from lifecycle_desktop.ui.importing.draft_card import DraftCard, clear
from lifecycle_desktop.ui.importing.file_card import FileCard
from lifecycle_desktop.ui.importing.foot import Foot
from lifecycle_desktop.ui.importing.matching import Matching
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn
from lifecycle_desktop.ui.widgets.tab_order import read_in_order
from lifecycle_desktop.ui.widgets.two_columns import TwoColumns

PANE, LEAST = 280, 900
AT_ONCE, IN_TURN = 12, 4  # rows that are made at first, which are more than are seen, and then in each turn
HEATS = ("hot", "warm", "cold")


class MatchPart(QWidget):
    """One row per column of the file; beside them how the first rows will look, and the file."""

    changed = Signal()  # a column goes elsewhere: its words or days may have to be counted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matching: Matching | None = None
        self.rows: list[ColumnRow] = []
        self._place = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._add_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        card = Card(padding=1, spacing=0, parent=self)
        self._list = ScrolledColumn(card)
        self._list.inside.setProperty("role", "plain")
        self._list.column.setContentsMargins(0, 0, 0, 0)
        self._list.column.setSpacing(0)
        self._list.setAccessibleName(_("Columns of the file"))
        card.column.addWidget(ColumnsHead(card))
        card.column.addWidget(self._list)
        pane = ScrolledColumn(self)
        self.draft_card = DraftCard(pane)
        self.draft_card.row_wanted.connect(self._show_row)
        self.file_card = FileCard(pane)
        self._remembered = Card(padding=16, spacing=4, parent=pane)
        self._remembered.column.addWidget(Label(_("Remembered"), face="strong", parent=self._remembered))
        self._remembered_text = Label("", face="small", tone="ink2", wrap=True, parent=self._remembered)
        self._remembered.column.addWidget(self._remembered_text)
        for each in (self.draft_card, self.file_card, self._remembered):
            pane.column.addWidget(each)
        pane.column.addStretch(1)
        column.addWidget(TwoColumns(card, pane, width=PANE, least=LEAST, parent=self), 1)
        self.foot = Foot(_("Check the rows"), "arrow-right", self)
        column.addWidget(self.foot)

    def show_matching(self, matching: Matching) -> None:
        """Show a file that has been looked at."""
        self.matching = matching
        self._place = 0
        clear(self._list.column)
        self.rows = []
        self._list.column.addStretch(1)
        unclear = next((n for n, at in enumerate(matching.columns) if _is_unclear(matching, at)), 0)
        self._add_rows(max(AT_ONCE, unclear + 1))  # the focus goes to the first that is unclear
        self._remembered_text.setText(
            _("These are your choices of the last file with the same headings.")
            if matching.is_remembered
            else _("These choices are kept for the next file with the same headings.")
        )
        self.file_card.show_file(matching.table, matching.facts.rows)
        self.refresh()

    def _add_rows(self, most: int) -> None:
        """Make the rows of so many columns, those that are seen first; the others follow when the window is idle."""
        matching = self.matching
        if matching is None:
            return
        choices = [(each.key, each.title) for each in target_choices()]
        for at in matching.columns[len(self.rows) :][:most]:
            row = ColumnRow(at, matching, choices, self._list.inside)
            row.chosen.connect(self._on_chosen)
            row.order_chosen.connect(self._on_order)
            row.meant.connect(self._on_meant)
            row.answered.connect(self._on_answered)
            self._list.column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        if len(self.rows) < len(matching.columns):
            self._later.start()
        else:
            self._tell_empty(matching)

    def _add_more(self) -> None:
        first = len(self.rows)
        self._add_rows(IN_TURN)
        for row in self.rows[first:]:
            row.show()
        self._read_in_order()

    def _tell_empty(self, matching: Matching) -> None:
        """Say below the rows how many columns have nothing in them."""
        empty = len(matching.table.mapping.heading) - len(matching.columns)
        if empty:
            told = ngettext(
                "{n} column is empty and not shown.", "{n} columns are empty and not shown.", empty
            )
            label = Label(
                told.format(n=number(empty)), face="small", tone="ink2", wrap=True, parent=self._list.inside
            )
            label.setContentsMargins(16, 8, 14, 8)
            self._list.column.insertWidget(len(self.rows), label)

    def refresh(self) -> None:
        """Show what holds now, in all rows, the preview and the foot."""
        matching = self.matching
        if matching is None:
            return
        for row in self.rows:
            row.refresh(matching)
        self._read_in_order()
        self._show_row(self._place)
        count = matching.facts.rows
        verb = ngettext("Check {n} row", "Check {n} rows", count).format(n=number(count))
        self.foot.go.setText(verb)
        self.foot.go.setEnabled(matching.says_who and bool(count))
        if not count:
            self.foot.say(_("There are no rows below the headings."), strong=True)
        elif not matching.says_who:
            self.foot.say(_("Say first which column is the name, the email or the phone."), strong=True)
        else:
            self.foot.say(_("Nothing is saved until the last step."))

    def _read_in_order(self) -> None:
        """Let Tab walk as the page is read."""
        read_in_order(
            *(each for row in self.rows for each in row.as_read()),
            self.draft_card,
            self.file_card,
            *self.foot.as_read(),
        )

    def take_focus(self) -> None:
        """Put the focus on the first column that is unclear, else on the way on."""
        matching = self.matching
        unclear = [row for row in self.rows if matching is not None and _is_unclear(matching, row.column)]
        if unclear:
            row = unclear[0]
            first = next(iter(row.words_box.choices.values())) if row.words_box is not None else None
            (first or next(iter(row.orders.values()), row.target)).setFocus()
        elif self.foot.go.isEnabled():
            self.foot.go.setFocus()
        elif self.rows:
            self.rows[0].target.setFocus()

    def _show_row(self, place: int) -> None:
        matching = self.matching
        if matching is None:
            return
        sample = matching.facts.sample
        self.draft_card.setVisible(bool(sample))
        if not sample:
            return
        place = self._place = min(max(place, 0), len(sample) - 1)
        line, cells = sample[place]
        draft = next(matching.file.drafts_of(matching.table, [(line, list(cells))]))
        stage = next(
            (
                each
                for each in matching.stages
                if fold(draft.stage) in map(fold, (each.name, each.label, each.key))
            ),
            None,
        )
        shown = (
            (stage.number, len(matching.stages), stage.label) if stage is not None and draft.stage else None
        )
        heat = fold(draft.temperature)
        self.draft_card.show_row(place, len(sample), line, draft, shown, heat if heat in HEATS else "")

    def _on_chosen(self, column: int, key: str) -> None:
        if self.matching is None:
            return
        before = self.matching.what(column)
        self.matching.choose(column, key)
        for row in self.rows:
            if row.column == column and before != self.matching.what(column):
                row.forget_words(self.matching)
        self.refresh()
        self.changed.emit()

    def _on_order(self, order: str) -> None:
        if self.matching is not None:
            self.matching.set_order(order)
            self.refresh()

    def _on_meant(self, column: int, kind: str, word: str, meaning: str) -> None:
        if self.matching is not None:
            self.matching.answered.discard(column)
            self.matching.mean(kind, word, meaning)
            self.refresh()

    def _on_answered(self, column: int) -> None:
        if self.matching is not None:
            self.matching.answered.add(column)
            self.refresh()


def _is_unclear(matching: Matching, column: int) -> bool:
    """Whether the owner is asked about a column: what its words mean, or whether the day comes first."""
    asked = bool(matching.asks_order(column)) and not matching.order_chosen
    return asked or bool(matching.unclear_words(column))
