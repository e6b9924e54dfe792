"""Asks for the name of a lifecycle that is made as a copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import LONGEST_NAME, folded
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


class CopyPopover(Popover):
    """One field and one button."""

    confirmed = Signal(str)

    def __init__(self, source: str, taken: Sequence[str], parent: QWidget) -> None:
        super().__init__(_("A copy of {name}").format(name=source), parent)
        self._taken = {folded(name) for name in taken}
        self.setFixedWidth(theme().px(340))
        self.column.addWidget(Label(self.windowTitle(), face="card", wrap=True, parent=self))
        proposed = next(
            name
            for n in range(1, len(self._taken) + 2)
            if folded(name := _("My lifecycle") if n == 1 else _("My lifecycle {n}").format(n=n))
            not in self._taken
        )
        self.line = Line(proposed, parent=self)
        self.line.returnPressed.connect(self._on_confirmed)
        self.field = Field(_("&Name"), self.line, check=self._wrong, parent=self)
        self.column.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = Button(_("Make the copy"), kind="primary", icon="copy", parent=self)
        self.button.clicked.connect(self._on_confirmed)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self.line.selectAll()
        self.line.setFocus()

    def _wrong(self, text: str) -> str:
        return wrong_name(text, self._taken)

    def _on_confirmed(self) -> None:
        if self.field.validate():
            name = " ".join(self.line.text().split())
            self.close()
            self.confirmed.emit(name)


def wrong_name(text: str, taken: Collection[str]) -> str:
    """What is wrong with a name for a lifecycle, with an example; `taken` are the folded names of the others."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        return _("1 to {n} letters. Example: My lifecycle").format(n=LONGEST_NAME)
    return _("There is a lifecycle of this name already.") if folded(name) in taken else ""
