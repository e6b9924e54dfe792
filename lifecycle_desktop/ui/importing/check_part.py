"""The step that shows what becomes of each row, with tabs, the rows, and one row closely beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.importing.foot import Foot
from lifecycle_desktop.ui.importing.judging import Judged
from lifecycle_desktop.ui.importing.row_cards import RowCard, SummaryCard
from lifecycle_desktop.ui.importing.rows_model import TABS, RowsModel, tab_words
from lifecycle_desktop.ui.importing.rows_table import RowsTable
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn
from lifecycle_desktop.ui.widgets.tab_order import read_in_order
from lifecycle_desktop.ui.widgets.two_columns import TwoColumns

PANE, LEAST = 352, 960
_ICONS = {"new": "circle-check", "same": "users", "maybe": "circle-help", "fix": "circle-alert"}


class CheckPart(QWidget):
    """What an import would do, row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = "all"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        tabs = FlowLayout(gap=8, row_gap=6)
        self.tabs: dict[str, Button] = {}
        for tab, words in tab_words().items():
            button = Button(words, icon=_ICONS.get(tab, ""), parent=self)
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, tab=tab: self.show_tab(tab))
            self.tabs[tab] = button
            tabs.addWidget(button)
        self.save_button = Button("", kind="quiet", icon="file-down", parent=self)
        self.apart_button = Button("", kind="quiet", icon="user-plus", parent=self)
        self.apart_button.hide()
        tabs.add_end(self.apart_button)
        tabs.add_end(self.save_button)
        column.addLayout(tabs)
        self._columns = Label("", face="small", tone="ink2", wrap=True, parent=self)
        column.addWidget(self._columns)
        self.model = RowsModel(self)
        self.model.ticked.connect(self.tell_what_comes)
        self.table = RowsTable(self.model, self)
        card = Card(padding=1, spacing=0, parent=self)
        card.column.addWidget(self.table)
        pane = ScrolledColumn(self)
        self.row_card = RowCard(pane)
        self.row_card.hide()
        self.summary = SummaryCard(pane)
        pane.column.addWidget(self.row_card)
        pane.column.addWidget(self.summary)
        pane.column.addStretch(1)
        column.addWidget(TwoColumns(card, pane, width=PANE, least=LEAST, parent=self), 1)
        self.foot = Foot(_("Import"), "check", self)
        column.addWidget(self.foot)

    def show_rows(self, judged: Judged, can_mend: frozenset[str], told: str, *, keep: bool = False) -> None:
        """Show the rows of another file, or with `keep` of the same; `told` is said of its columns."""
        self._columns.setText(told)
        self._columns.setVisible(bool(told))
        self.row_card.hide()
        self.model.show_rows(judged, can_mend, keep=keep)
        self.show_tab("all")
        self.tell_what_comes()

    def read_in_order(self) -> None:
        """Let Tab walk from the rows into the card beside them, and then to the foot."""
        read_in_order(self.table, *self.row_card.as_read(), *self.foot.as_read())

    def show_tab(self, tab: str) -> None:
        """Show the rows of one tab."""
        self.tab = tab
        for name, button in self.tabs.items():
            button.setChecked(name == tab)
        self.apart_button.setVisible(tab == "maybe" and bool(self.model.comes().waits))
        self.model.show_tab(tab)
        self.table.go_to(0)
        if not self.model.rowCount():
            self.row_card.hide()

    def set_busy(self, busy: bool) -> None:
        """While an import runs nothing here can be pressed; Stop is on the card of the work."""
        for widget in (self.foot.cancel, self.foot.back, self.table, self.row_card, self.save_button):
            widget.setEnabled(not busy)
        self.foot.go.setEnabled(False)
        if not busy:
            self.tell_what_comes()

    def tell_what_comes(self) -> None:
        """Say in tabs, card and foot exactly what Import would do now."""
        counts, words = self.model.counts(), tab_words()
        for tab in TABS:
            button = self.tabs[tab]
            button.setText(words[tab])
            button.set_count(number(counts[tab]))
            button.setVisible(tab == "all" or bool(counts[tab]) or tab == self.tab)
        comes = self.model.comes()
        words_of_all = ngettext("Keep the {n} separate", "Keep all {n} separate", comes.waits)
        self.apart_button.setText(words_of_all.format(n=number(comes.waits)))
        self.apart_button.setVisible(self.tab == "maybe" and bool(comes.waits))
        self.summary.show_counts(comes)
        self.save_button.setText(
            ngettext(
                "Save the {n} left out as a file", "Save the {n} left out as a file", comes.left_out
            ).format(n=number(comes.left_out))
        )
        self.save_button.setVisible(bool(comes.left_out))
        said = [
            _("Add {new}, update {adds}, leave out {out}.").format(
                new=number(comes.new), adds=number(comes.adds), out=number(comes.left_out)
            )
        ]
        if comes.nothing_new:
            told = ngettext("{n} brings nothing new.", "{n} bring nothing new.", comes.nothing_new)
            said.append(told.format(n=number(comes.nothing_new)))
        if comes.waits:
            told = ngettext("{n} waits for your choice.", "{n} wait for your choice.", comes.waits)
            said.append(told.format(n=number(comes.waits)))
        if comes.wrong:
            told = ngettext("{n} needs a fix.", "{n} need a fix.", comes.wrong)
            said.append(told.format(n=number(comes.wrong)))
        self.foot.say(" ".join(said))
        count = comes.new + comes.adds
        self.foot.go.setText(
            ngettext("Import {n} person", "Import {n} people", count).format(n=number(count))
        )
        self.foot.go.setEnabled(bool(count))
