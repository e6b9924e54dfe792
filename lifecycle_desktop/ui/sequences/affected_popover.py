"""Asks, before a changed sequence is saved, by which version those go on who are in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sequence_lists import AffectedByEdit
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover

_NAMED = 5


class AffectedPopover(Popover):
    """“3 people are in New contact”: who they are, and two verbs; to leave them as they are has the focus."""

    chosen = Signal(str)  # "old" or "new"

    def __init__(self, name: str, affected: AffectedByEdit, parent: QWidget) -> None:
        count = affected.total
        words = ngettext("{n} person is in “{name}”", "{n} people are in “{name}”", count)
        super().__init__(words.format(n=number(count), name=shortened(name, 60)), parent)
        self.setFixedWidth(theme().px(400))
        self.column.addWidget(Label(self.windowTitle(), face="card", wrap=True, parent=self))
        self.column.addWidget(Label(_who(affected), tone="ink2", wrap=True, parent=self))
        self.column.addWidget(
            Label(
                _(
                    "By the old version they go on to its end as it was. By the new one their next step is the first "
                    "new step after the last one that was done."
                ),
                tone="ink2",
                wrap=True,
                parent=self,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        row.addStretch(1)
        self.new_button = Button(_("Go on by the new one"), parent=self)
        self.old_button = Button(_("Keep the old one"), kind="primary", parent=self)
        self.new_button.clicked.connect(lambda _on=False: self._choose("new"))
        self.old_button.clicked.connect(lambda _on=False: self._choose("old"))
        row.addWidget(self.new_button)
        row.addWidget(self.old_button)
        self.column.addLayout(row)
        self.old_button.setFocus()

    def _choose(self, version: str) -> None:
        self.close()
        self.chosen.emit(version)


def _who(affected: AffectedByEdit) -> str:
    """Their names, the first few of them: "Ana Ruiz, Ben Cole and 3 more, 1 of them paused"."""
    names = [shortened(each.contact_name, 40) for each in affected.people[:_NAMED]]
    more = affected.total - len(names)
    told = ", ".join(names)
    if more > 0:
        told = _("{names} and {n} more").format(names=told, n=number(more))
    if affected.paused:
        told = _("{names}; {n} of them paused").format(names=told, n=number(affected.paused))
    return told + "."
