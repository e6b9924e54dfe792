"""The popover of tags: give one to everybody chosen, or take one from those who have it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.contacts.word_popover import MOST, WordPopover
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tool_tips import action_text


class TagPopover(WordPopover):
    """Asks for one tag; `held` are those that the people chosen have, with how many of them."""

    taken_off = Signal(str)

    def __init__(self, tags: Sequence[str], parent: QWidget, *, held: Sequence[tuple[str, int]] = ()) -> None:
        super().__init__(_("Tag"), _("&Tag"), _("e.g. downsizing"), _("Add tag"), tags, parent, icon="tag")
        self.off_buttons: list[Button] = []
        if held:
            self.column.addWidget(Label(_("Take off"), face="small", tone="ink2", parent=self))
            flow = FlowLayout(gap=6, row_gap=6)
            for tag, count in held[:MOST]:
                text = f"{action_text(shortened(tag, 34))} {number(count)}"
                button = Button(text, icon="x", small=True, parent=self)
                button.setAccessibleName(_("Take off {tag}").format(tag=shortened(tag)))
                button.clicked.connect(lambda _on=False, tag=tag: self._take_off(tag))
                flow.addWidget(button)
                self.off_buttons.append(button)
            self.column.addLayout(flow)

    def _take_off(self, tag: str) -> None:
        self.taken_off.emit(tag)
        self.close()
