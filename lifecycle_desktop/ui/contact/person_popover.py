"""The popover that asks for somebody: a contact that is found, or a name; and what they are to this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.contact.form_popover import FormPopover
from lifecycle_desktop.ui.person_field import PersonField
from lifecycle_desktop.ui.widgets.fields import Choice, Field
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from lifecycle_desktop.ui.runner import Runner


class PersonPopover(FormPopover):
    """Asks who, and as what. `choices` are (value, words); an own word may be typed where `takes_words`."""

    saved = Signal(str, object, str)  # the choice, the contact's number or None, the name

    def __init__(
        self,
        title: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        runner: Runner,
        without: int,
        parent: QWidget,
        *,
        takes_words: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(title, parent, width=380)
        self.choice = Choice(name=label.replace("&", ""), parent=self)
        self.choice.setEditable(takes_words)
        for value, words in choices:
            self.choice.add(words, value)
        self.column.addWidget(Field(label, self.choice, parent=self))
        who = Label(_("W&ho"), face="small", tone="ink2", weight=500, parent=self)
        self.person = PersonField(runner, _("Who"), without, self)
        who.setBuddy(self.person.line)
        self.column.addWidget(who)
        self.column.addWidget(self.person)
        if hint:
            self.column.addWidget(Label(hint, face="small", tone="ink3", wrap=True, parent=self))
        self.person.entered.connect(self.try_to_save)
        self.add_foot()
        self.person.setFocus()

    def save(self) -> str:
        if self.person.contact_id is None and not self.person.name:
            self.person.setFocus()
            return _("Choose somebody, or type a name.")
        words = self.choice.currentText().strip()
        known = self.choice.findText(words)
        value = str(self.choice.itemData(known)) if known >= 0 else words
        if not value:
            self.choice.setFocus()
            return _("Say what they are to each other. Example: spouse")
        self.saved.emit(value, self.person.contact_id, self.person.name)
        return ""
