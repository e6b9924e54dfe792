"""What triggers propose and the owner has not answered: accepted by Enter, turned down by Delete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.trigger_lists import Proposal
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.triggers.tables import ActTable, LinesModel, proposal_texts
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, SectionHead
from lifecycle_desktop.ui.widgets.flow import FlowLayout

COLUMNS = (190, 330)


class ProposalCard(QWidget):
    """Shown only while something waits for an answer."""

    answered = Signal(int, str, bool)  # the firing, whose it is, whether it is accepted
    person_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.CONTROL_GAP)
        self.head = SectionHead(
            _("Waiting for your word"), icon="circle-help", tone="accenttext", parent=self
        )
        column.addWidget(self.head)
        card = Card(padding=1, spacing=0, parent=self)
        self.model = LinesModel((_("Who"), _("What is proposed"), _("Why")), self)
        self.table = ActTable(self.model, _("Waiting for your word"), COLUMNS, card)
        self.table.acts = (
            (_("&Accept"), "Return", self.table.enter_pressed),
            (_("&Turn down"), "Delete", self.table.delete_pressed),
        )
        card.column.addWidget(self.table)
        column.addWidget(card)
        row = FlowLayout()
        self.accept_button = Button(_("Accept"), icon="check", key="Return", parent=self)
        self.decline_button = Button(_("Turn down"), kind="quiet", icon="x", key="Delete", parent=self)
        row.addWidget(self.accept_button)
        row.addWidget(self.decline_button)
        column.addLayout(row)
        self.accept_button.clicked.connect(lambda _on=False: self.answer(accept=True))
        self.decline_button.clicked.connect(lambda _on=False: self.answer(accept=False))
        self.table.enter_pressed.connect(lambda: self.answer(accept=True))
        self.table.delete_pressed.connect(lambda: self.answer(accept=False))
        self.table.person_wanted.connect(self.person_wanted)
        self.hide()

    def show_proposals(self, proposals: Sequence[Proposal], count: int) -> None:
        """Show these, the first of so many; the line that had the focus keeps its place."""
        row = max(0, self.table.currentIndex().row())
        self.model.show(proposals, proposal_texts(proposals))
        if proposals:
            self.table.selectRow(min(row, len(proposals) - 1))
        self.head.set_count(count)
        more = count - len(proposals)
        self.head.set_hint(ngettext("and {n} more", "and {n} more", more).format(n=more) if more else "")
        self.setVisible(bool(proposals))

    def answer(self, *, accept: bool) -> None:
        """Answer the line that has the focus."""
        line = self.table.current
        if isinstance(line, Proposal):
            self.answered.emit(line.firing_id, line.name, accept)
