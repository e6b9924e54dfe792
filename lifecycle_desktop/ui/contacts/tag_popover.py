"""The popover that asks for a tag: a new word, or one that is in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.popover import Popover
from lifecycle_desktop.ui.widgets.tool_tips import action_text

_MOST = 12
_LONGEST_TAG = 80


class TagPopover(Popover):
    """Asks for one tag."""

    chosen = Signal(str)

    def __init__(self, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(_("Tag"), parent)
        self.line = Line(name=_("Tag"), placeholder=_("e.g. downsizing"), icon="tag", parent=self)
        self.line.setMaxLength(_LONGEST_TAG)
        self.column.addWidget(Field(_("&Tag"), self.line, parent=self))
        if tags:
            flow = FlowLayout(gap=6, row_gap=6)
            for tag in tags[:_MOST]:
                button = Button(action_text(shortened(tag, 40)), small=True, parent=self)
                button.clicked.connect(lambda _on=False, tag=tag: self._choose(tag))
                flow.addWidget(button)
            self.column.addLayout(flow)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        self.save = Button(_("Add tag"), kind="primary", icon="check", key="Return", parent=self)
        self.save.clicked.connect(lambda _on=False: self._choose(self.line.text()))
        self.save.setEnabled(False)
        row.addWidget(self.save)
        self.column.addLayout(row)
        self.line.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.line.returnPressed.connect(lambda: self._choose(self.line.text()))
        self.setMinimumWidth(max(320, theme().px(300)))
        self.line.setFocus()

    def _choose(self, tag: str) -> None:
        if tag.strip():
            self.chosen.emit(tag.strip())
            self.close()
