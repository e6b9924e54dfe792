"""The card of what is still missing at this stage: each line leads to where it is filled in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact.detail_checks import filled
from lifecycle_desktop.ui.contact.detail_fields import Part, Values
from lifecycle_desktop.ui.contact.editable_line import EditableLine, LineSpec, Then
from lifecycle_desktop.ui.contact.line_face import LineFace, Look
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lifecycle_desktop.core.model.missing import MissingPrompt
    from lifecycle_desktop.ui.contact.writes import ContactWrites

IN_WORDS = "answer"  # a prompt that is answered in words, here


class MissingCard(Card):
    """What is not known yet of the questions of the stage."""

    wanted = Signal(str)  # where a prompt is filled in: `MissingPrompt.about`
    line_made = Signal(object)  # an EditableLine that is new

    def __init__(self, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=2, parent=parent)
        self.setAccessibleName(_("Still missing at this stage"))
        self.column.addWidget(Label(_("Still missing at this stage"), face="strong", wrap=True, parent=self))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.rows: dict[str, LineFace | EditableLine] = {}

    def show_missing(
        self, missing: Sequence[MissingPrompt], stage_id: int, writes: ContactWrites, *, anew: bool
    ) -> None:
        """Show the prompts; the card goes when nothing is missing."""
        keys = {_key(prompt, stage_id): prompt for prompt in missing}
        for key, row in list(self.rows.items()):
            if isinstance(row, EditableLine):
                if anew:
                    row.close_fields()
                elif row.is_editing:
                    continue  # what is being typed stays, wherever the contact went
            if key not in keys or anew:
                self._drop(key)
        for place, (key, prompt) in enumerate(keys.items()):
            there = self.rows.get(key)
            if prompt.about == IN_WORDS:
                spec = _spec(prompt, key, stage_id, writes)
                if isinstance(there, EditableLine):
                    there.show_spec(spec)
                else:
                    line = self.rows[key] = EditableLine(spec, self)
                    self._rows.insertWidget(place, line)
                    self.line_made.emit(line)
            elif there is None:
                self._add_face(key, prompt, place)
        self.setVisible(bool(self.rows))
        count = len(self.rows)
        self.setAccessibleDescription(ngettext("{n} question", "{n} questions", count).format(n=count))

    def _add_face(self, key: str, prompt: MissingPrompt, place: int) -> None:
        face = self.rows[key] = LineFace(Look(icon_tone="warn"), self)
        name = _("Fill in: {what}").format(what=shortened(prompt.text, 200))
        face.tell(icon="circle-plus", name=name, text=prompt.text)
        face.setAccessibleName(name)
        face.clicked.connect(lambda _on=False, about=prompt.about: self.wanted.emit(about))
        self._rows.insertWidget(place, face)

    def _drop(self, key: str) -> None:
        row = self.rows.pop(key)
        row.hide()
        self._rows.removeWidget(row)
        row.deleteLater()


def _key(prompt: MissingPrompt, stage_id: int) -> str:
    return f"prompt:{stage_id}:{prompt.text}"


def _spec(prompt: MissingPrompt, key: str, stage_id: int, writes: ContactWrites) -> LineSpec:
    return LineSpec(
        key=key,
        name=_("Answer: {what}").format(what=shortened(prompt.text, 120)),
        icon="circle-plus",
        hint=prompt.text,
        parts=(Part("value", prompt.text, "", prompt.text),),
        check=filled("value", _("Type a word or two, or press Esc to leave it for later.")),
        save=partial(_keep, writes, stage_id, prompt.text),
        look=Look(icon_tone="warn"),
    )


def _keep(writes: ContactWrites, stage_id: int, prompt: str, values: Values, then: Then) -> None:
    writes.answer_prompt(stage_id, prompt, values["value"].strip(), then)
