"""The popover that asks for one word: a new one typed, or one that is in use."""

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

MOST = 12
_LONGEST_WORD = 80


class WordPopover(Popover):
    """Asks for one word; `chosen` has it without blanks around it."""

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        label: str,
        example: str,
        verb: str,
        words: Sequence[str],
        parent: QWidget,
        *,
        icon: str,
    ) -> None:
        super().__init__(title, parent)
        self.line = Line(name=title, placeholder=example, icon=icon, parent=self)
        self.line.setMaxLength(_LONGEST_WORD)
        self.column.addWidget(Field(label, self.line, parent=self))
        if words:
            flow = self.words = FlowLayout(gap=6, row_gap=6)
            for word in words[:MOST]:
                flow.addWidget(self.word_button(word, word))
            self.column.addLayout(flow)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        self.foot.addWidget(cancel)
        self.save = Button(verb, kind="primary", icon="check", key="Return", parent=self)
        self.save.clicked.connect(lambda _on=False: self.choose(self.line.text()))
        self.save.setEnabled(False)
        self.foot.addWidget(self.save)
        self.column.addLayout(self.foot)
        self.line.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.line.returnPressed.connect(lambda: self.choose(self.line.text()))
        self.setMinimumWidth(max(320, theme().px(300)))
        self.line.setFocus()

    def word_button(self, text: str, word: str) -> Button:
        """A button that chooses a word."""
        button = Button(action_text(shortened(text, 40)), small=True, parent=self)
        button.clicked.connect(lambda _on=False: self.choose(word))
        return button

    def choose(self, word: str) -> None:
        """Choose a word, and close; nothing happens without one."""
        if word.strip():
            self.chosen.emit(word.strip())
            self.close()
