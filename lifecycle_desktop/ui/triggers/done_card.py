"""What triggers did, newest first, each to be taken back with the step that it is a part of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.trigger_lists import FiringLine
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.triggers.tables import ActTable, LinesModel, firing_texts
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, EmptyState, SectionHead
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.messages import Answer, ask

COLUMNS = (130, 190, 230)


class DoneCard(QWidget):
    """The newest firings."""

    person_wanted = Signal(int)
    undo_wanted = Signal(int)  # the step of the history
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.CONTROL_GAP)
        self.head = SectionHead(_("What they did"), icon="history", parent=self)
        column.addWidget(self.head)
        card = Card(padding=1, spacing=0, parent=self)
        self.model = LinesModel((_("When"), _("Who"), _("What"), _("Why")), self)
        self.table = ActTable(self.model, _("What they did"), COLUMNS, card)
        self.empty = EmptyState(
            "zap", _("Nothing yet"), _("What a trigger does is listed here, with whom and why."), parent=card
        )
        card.column.addWidget(self.table)
        card.column.addWidget(self.empty)
        column.addWidget(card)
        row = FlowLayout()
        self.open_button = Button(_("Open contact"), icon="contact", key="Return", parent=self)
        self.undo_button = Button(_("Undo…"), kind="quiet", icon="undo-2", key="Delete", parent=self)
        self.history_button = Button(_("History"), kind="quiet", icon="history", parent=self)
        for button in (self.open_button, self.undo_button, self.history_button):
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        self.table.acts = ((_("&Undo…"), "Delete", self.table.delete_pressed),)
        self.open_button.clicked.connect(lambda _on=False: self.table.open_person())
        self.undo_button.clicked.connect(lambda _on=False: self.undo())
        self.history_button.clicked.connect(lambda _on=False: self.history_wanted.emit())
        self.table.enter_pressed.connect(self.table.open_person)
        self.table.delete_pressed.connect(self.undo)
        self.table.person_wanted.connect(self.person_wanted)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._fit())

    def show_firings(self, firings: Sequence[FiringLine], count: int, moment: Moment) -> None:
        """Show these, the newest of so many."""
        row = max(0, self.table.currentIndex().row())
        self.model.show(firings, firing_texts(firings, moment))
        if firings:
            self.table.selectRow(min(row, len(firings) - 1))
        self.head.set_count(count or None)
        self.table.setVisible(bool(firings))
        self.empty.setVisible(not firings)
        for button in (self.open_button, self.undo_button):
            button.setVisible(bool(firings))
        self._fit()

    def undo(self) -> None:
        """Ask for the step of the line that has the focus to be taken back."""
        line = self.table.current
        if isinstance(line, FiringLine) and line.step_id:
            self.undo_wanted.emit(line.step_id)

    def ask_undo(self, step_id: int, conflicts: Sequence[Any], undo: Callable[[int, bool], object]) -> None:
        """Say what goes with it, and take it back if that is wanted."""
        text = _("What set the trigger off was entered in the same step, and is taken back with it.")
        answers = [Answer("cancel", _("Leave it"), "quiet"), Answer("keep", _("Undo"), "primary", safe=True)]
        if conflicts:
            text += "\n" + _("Some of it was changed or used again later.")
            answers[1:] = [
                Answer("over", _("Take back these too")),
                Answer("keep", _("Keep the later changes"), "primary", safe=True),
            ]
        answer = ask(_("Take back what this trigger did?"), text, answers, parent=self)
        if answer in ("keep", "over"):
            undo(step_id, answer == "over")

    def _fit(self) -> None:
        line = self.table.current
        self.undo_button.setEnabled(isinstance(line, FiringLine) and bool(line.step_id))
