"""The card of the table: head, rows and foot, or in their place why nobody is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget

from lifecycle_desktop.ui.contacts.foot import Foot
from lifecycle_desktop.ui.contacts.rows import PeopleRows
from lifecycle_desktop.ui.contacts.table import PeopleTable
from lifecycle_desktop.ui.widgets.cards import Card, EmptyState


class PeopleCard(QWidget):
    """Holds `table` and `foot`; `show_empty` lays an empty state over both."""

    def __init__(self, people: PeopleRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._stack = QStackedLayout(self)
        card = Card(padding=1, spacing=0, parent=self)
        self.table = PeopleTable(people, card)
        card.column.addWidget(self.table, 1)
        self.foot = Foot(people, card)
        card.column.addWidget(self.foot)
        self._stack.addWidget(card)
        self.empty: EmptyState | None = None

    def show_empty(self, empty: EmptyState | None) -> None:
        """Say why nobody is shown; None shows the table again."""
        if self.empty is not None:
            self._stack.removeWidget(self.empty)
            self.empty.deleteLater()
        self.empty = empty
        if empty is not None:
            self._stack.addWidget(empty)
            self._stack.setCurrentWidget(empty)
