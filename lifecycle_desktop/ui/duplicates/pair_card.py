"""Two people closely: why they may be one, every field side by side, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.duplicate import Duplicate
from lifecycle_desktop.core.model.lists import ContactSummary
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.side_by_side import fields_of_contacts
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, Hairline
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.side_by_side import SideBySide
from lifecycle_desktop.ui.widgets.tool_tips import action_text


class PairCard(Card):
    """One pair. The first is the one who stays; which value shows first is chosen field by field."""

    merge_wanted = Signal()
    apart_wanted = Signal()
    skip_wanted = Signal()
    swap_wanted = Signal()
    open_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=10, parent=parent)
        self.ids = (0, 0)
        head = QHBoxLayout()
        self._title = Label("", face="card", wrap=True, parent=self)
        self._score = Label("", face="strong", tone="ink2", parent=self)
        head.addWidget(self._title, 1)
        head.addWidget(self._score, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(2)
        self.column.addLayout(self._evidence)
        buttons = FlowLayout(gap=8, row_gap=6)
        self.merge = Button(_("Merge"), kind="primary", icon="check", key="Return", parent=self)
        self.apart = Button(_("Keep separate"), key="K", parent=self)
        self.skip = Button(_("Skip"), kind="quiet", key="S", parent=self)
        self.swap = Button(
            _("Put the other first"), kind="quiet", icon="arrow-right-left", key="X", parent=self
        )
        for button, wanted in (
            (self.merge, self.merge_wanted),
            (self.apart, self.apart_wanted),
            (self.skip, self.skip_wanted),
            (self.swap, self.swap_wanted),
        ):
            button.clicked.connect(lambda _on=False, wanted=wanted: wanted.emit())
            buttons.addWidget(button)
        self.column.addLayout(buttons)
        self.column.addWidget(Hairline(self))
        self.sides = SideBySide(self)
        self.column.addWidget(self.sides)
        told = _(
            "The ticked value shows first; the other is kept as a second value. Everything that happened with "
            "either is kept, and the stricter permission holds."
        )
        self.column.addWidget(Label(told, face="small", tone="ink2", wrap=True, parent=self))
        self._open = FlowLayout(gap=8, row_gap=4)
        self.open_buttons = (Button("", kind="link", parent=self), Button("", kind="link", parent=self))
        for place, button in enumerate(self.open_buttons):
            button.clicked.connect(lambda _on=False, place=place: self.open_wanted.emit(self.ids[place]))
            self._open.addWidget(button)
        self.column.addLayout(self._open)

    def show_pair(self, pair: Duplicate, first: ContactSummary, second: ContactSummary) -> None:
        """Show a pair; `first` is the one who stays."""
        self.ids = (first.contact_id, second.contact_id)
        sure = _("Surely the same person") if pair.is_sure else _("Perhaps the same person")
        self._title.setText(sure)
        self._score.setText(_("{n} of 100").format(n=pair.score))
        while (item := self._evidence.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for each in pair.evidence:
            self._evidence.addWidget(self._one(each.words, f"+{each.points}"))
        self._evidence.addWidget(Label(pair.reason, face="small", tone="ink2", wrap=True, parent=self))
        titles = (_("Stays: first"), _("Goes into the first"))
        self.sides.show_fields(titles, fields_of_contacts(first, second))
        for button, contact in zip(self.open_buttons, (first, second), strict=True):
            button.setText(action_text(_("Open {name}").format(name=shortened(contact.name, 30))))

    def as_read(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it is read; the fields are made anew for each pair."""
        return [self.merge, self.apart, self.skip, self.swap, self.sides, *self.open_buttons]

    def choices(self) -> dict[str, str]:
        """Whose value shows first, as `merge_contacts` takes it."""
        return dict.fromkeys(self.sides.others, "other")

    def _one(self, words: str, points: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(words, wrap=True, parent=line), 1)
        row.addWidget(Label(points, face="strong", figures=True, parent=line))
        return line
