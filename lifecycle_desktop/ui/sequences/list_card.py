"""The card of the list of sequences, and what can be done with the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sequence_lists import SequenceLine
from lifecycle_desktop.ui.sequences.sequence_list import SequenceList
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, Hairline
from lifecycle_desktop.ui.widgets.flow import FlowLayout


class ListCard(Card):
    """The list; below it Start, Copy, and out of use or back."""

    start_wanted = Signal(QWidget)
    copy_wanted = Signal()
    retire_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=1, spacing=0, parent=parent)
        self.list = SequenceList(self)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(Hairline(self))
        foot = QWidget(self)
        flow = self._flow = FlowLayout(foot, gap=4, row_gap=4)
        flow.setContentsMargins(8, 6, 8, 6)
        self.start_button = Button(_("Start…"), icon="play", small=True, parent=foot)
        self.copy_button = Button(_("Copy"), kind="quiet", icon="copy", small=True, parent=foot)
        self.retire_button = Button(_("Out of use"), kind="quiet", icon="archive", small=True, parent=foot)
        for button in (self.start_button, self.copy_button, self.retire_button):
            flow.addWidget(button)
        self.column.addWidget(foot)
        self._foot = foot
        self.start_button.clicked.connect(lambda _on=False: self.start_wanted.emit(self.start_button))
        self.copy_button.clicked.connect(lambda _on=False: self.copy_wanted.emit())
        self.retire_button.clicked.connect(lambda _on=False: self.retire_wanted.emit())

    def show_chosen(self, line: SequenceLine | None) -> None:
        """Say what can be done with the sequence that is chosen."""
        retired = line is not None and line.is_retired
        self.retire_button.setText(_("Use again") if retired else _("Out of use"))
        self.retire_button.set_icon("archive-restore" if retired else "archive")
        self.start_button.setEnabled(line is not None and not retired)

    def height_of_rows(self, count: int) -> int:
        """The height in px in which so many rows are seen."""
        row = theme().line() + 2 * theme().line("small") + 18
        return count * row + max(self._foot.sizeHint().height(), theme().control + 20) + 6
