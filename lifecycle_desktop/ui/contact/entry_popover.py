"""The popover in which an entry of the timeline is corrected: what kind, what came of it, how long, what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.ui.contact.form_popover import FormPopover
from lifecycle_desktop.ui.contact.growing_lines import GrowingLines
from lifecycle_desktop.ui.log_popover import outcomes
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.activity import LoggedActivity


class EntryPopover(FormPopover):
    """Corrects a logged activity, or removes it."""

    saved = Signal(object)  # the changes as a dict
    removed = Signal()

    def __init__(self, entry: LoggedActivity, parent: QWidget) -> None:
        super().__init__(_("Correct the entry"), parent, width=420)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.kind = Choice(parent=self)
        for kind in ActivityKind:
            self.kind.add(kind.words, kind.value)
        self.kind.choose(entry.kind)
        row.addWidget(Field(_("&Kind"), self.kind, parent=self), 2)
        self.outcome = Choice(parent=self)
        self.outcome.setEditable(True)
        self._fill_outcomes(entry.outcome)
        row.addWidget(Field(_("What &came of it"), self.outcome, parent=self), 2)
        self.minutes = Line("" if entry.minutes is None else str(entry.minutes), parent=self)
        self.minutes.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.minutes.setMaxLength(5)
        row.addWidget(Field(_("&Minutes"), self.minutes, parent=self), 1)
        self.column.addLayout(row)
        self.text = GrowingLines(name=_("What was said"), placeholder="", parent=self)
        self.text.setPlainText(entry.text)
        self.column.addWidget(Field(_("What was &said"), self.text, parent=self))
        self.add_foot(_("Delete"))
        self.kind.currentIndexChanged.connect(lambda _index: self._fill_outcomes(self.outcome.currentText()))
        self.minutes.returnPressed.connect(self.try_to_save)
        self.text.setFocus()

    def _fill_outcomes(self, chosen: str) -> None:
        words = {key: word for key, word, _icon in outcomes(ActivityKind(str(self.kind.currentData())))}
        self.outcome.clear()
        self.outcome.add("", "")
        for key, word in words.items():
            self.outcome.add(word, key)
        self.outcome.setCurrentText(words.get(chosen, chosen))

    def save(self) -> str:
        minutes = self.minutes.text().strip()
        if minutes and not minutes.isdecimal():
            self.minutes.setFocus()
            return _("This is not a number of minutes. Example: 12")
        words = self.outcome.currentText().strip()
        known = self.outcome.findText(words)
        self.saved.emit(
            {
                "kind": str(self.kind.currentData()),
                "outcome": str(self.outcome.itemData(known)) if known >= 0 else words,
                "minutes": int(minutes) if minutes else None,
                "text": self.text.toPlainText(),
            }
        )
        return ""

    def remove(self) -> None:
        self.removed.emit()
