"""The card Ready to move: six questions with what is known of each, and a score that explains itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.qualification import Answer
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact.detail_fields import Part, Values
from lifecycle_desktop.ui.contact.editable_line import EditableLine, LineSpec, Then
from lifecycle_desktop.ui.contact.line_face import Look
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lifecycle_desktop.core.model.qualification import KnownAnswer, Readiness
    from lifecycle_desktop.ui.contact.writes import ContactWrites

CAPTION = 72  # px at 100 % text of the short name of a question
SIGNS = {
    Answer.YES: ("circle-check", "accenttext"),
    Answer.PARTLY: ("circle-dot", "warn"),
    Answer.NO: ("circle-x", "danger"),
    Answer.UNKNOWN: ("circle-dashed", "ink3"),
}


class QualificationCard(Card):
    """What is known of the six questions; a click or Enter answers one in its place."""

    line_made = Signal(object)  # an EditableLine that is new

    def __init__(self, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=0, parent=parent)
        self.setAccessibleName(_("Ready to move?"))
        self.lines: dict[str, EditableLine] = {}
        head = QHBoxLayout()
        head.addWidget(Label(_("Ready to move?"), face="strong", parent=self))
        head.addStretch(1)
        self.score = Label("", face="strong", tone="accenttext", figures=True, parent=self)
        head.addWidget(self.score)
        self.column.addLayout(head)
        self.column.addSpacing(4)

    def show_answers(
        self, answers: Sequence[KnownAnswer], ready: Readiness, writes: ContactWrites, *, anew: bool
    ) -> None:
        """Show the answers; `anew` for another person than before."""
        self.score.setText(ready.words)
        self.score.setToolTip(tooltip(ready.explanation))
        self.score.setAccessibleName(f"{ready.words}. {ready.explanation}")
        for each in answers:
            spec = _spec(each, writes)
            line = self.lines.get(spec.key)
            if line is None:
                line = self.lines[spec.key] = EditableLine(spec, self)
                self.column.addWidget(line)
                self.line_made.emit(line)
                continue
            if anew:
                line.close_fields()
            line.show_spec(spec)

    def open(self, question: str, typed: dict[str, str] | None = None, *, focus: bool = True) -> None:
        """Open the fields of a question."""
        line = self.lines.get(f"question:{question}")
        if line is not None:
            line.edit("detail", typed, focus=focus)


def _spec(known: KnownAnswer, writes: ContactWrites) -> LineSpec:
    icon, tone = SIGNS[known.answer]
    words = known.question.words
    is_open = known.answer is Answer.UNKNOWN
    text = known.detail or ("" if is_open else known.answer.words)
    if known.detail and known.answer in (Answer.PARTLY, Answer.NO):
        note = _("partly") if known.answer is Answer.PARTLY else _("no")
    else:
        note = ""
    answers = tuple((each.value, each.words) for each in Answer)
    offered = Answer.YES.value if is_open else ""  # who opens it has an answer
    return LineSpec(
        key=f"question:{known.question.value}",
        name=words,
        caption=words,
        icon=icon,
        text=text,
        note=note,
        hint=_("Not asked"),
        tip=f"{known.question.sentence} {known.answer.words}.",
        parts=(
            Part(
                "answer",
                _("How far it is known"),
                known.answer.value,
                choices=answers,
                offered=offered,
            ),
            Part("detail", known.question.sentence, known.detail, known.question.sentence, row=1),
        ),
        save=partial(_keep, writes, known.question.value, words),
        look=Look(icon_tone=tone, caption_width=CAPTION, most_lines=4),
    )


def _keep(writes: ContactWrites, question: str, words: str, values: Values, then: Then) -> None:
    writes.answer(question, words, values["answer"], values["detail"].strip(), then)
