"""The form of one stage: names, purpose, days, and the questions it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import LONGEST_LABEL, LONGEST_NAME, Stage, folded
from lifecycle_desktop.core.model.lifecycle_file import MOST_DAYS
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.chips import StageBadge
from lifecycle_desktop.ui.widgets.fields import Field, Line, Lines
from lifecycle_desktop.ui.widgets.labels import Label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES_TALL = 84  # px at 100 %: four lines of questions


class StageForm(Card):
    """One stage; a field that was changed and left well emits the stage as it is now."""

    edited = Signal(object)  # Stage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, spacing=12, parent=parent)
        self.setAccessibleName(_("Stage"))
        self._stage: Stage | None = None
        self._others: Sequence[Stage] = ()
        self._is_editable = False
        self._editors: list[Line | Lines] = []
        head = QHBoxLayout()
        head.setSpacing(10)
        self.badge = StageBadge(1, 7, parent=self)
        self.title = Label("", face="heading", wrap=True, parent=self)
        head.addWidget(self.badge)
        head.addWidget(self.title, 1)
        self.column.addLayout(head)
        self.name_line = Line(parent=self)
        self.name = self._field(_("&Name"), self.name_line, self._wrong_name)
        self.label = self._line(
            _("Short &label"), self._wrong_label, _("Up to 10 letters, on badges, tables and the board.")
        )
        self.purpose = self._line(_("&Purpose"), None, _("One line, printed on the plan."))
        self.stuck = self._line(
            _("&Stuck after"), _wrong_days, _("Days. Empty: a stage to stay on for good.")
        )
        self.touch = self._line(
            _("&Keep in touch every"), _wrong_days, _("Days of silence that are usual on this stage.")
        )
        for pair in ((self.name, self.label), (self.purpose,), (self.stuck, self.touch)):
            row = QHBoxLayout()
            row.setSpacing(16)
            for place, field in enumerate(pair):
                row.addWidget(field, 2 if place == 0 else 1, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(row)
        self.questions = self._lines(
            _("&Questions when somebody leaves this stage"), _("One a line. They are asked, never forced.")
        )
        self.prompts = self._lines(
            _("&Details to have at this stage"),
            _("One a line. What is missing is told on each person's page."),
        )
        self.column.addWidget(self.questions)
        self.column.addWidget(self.prompts)
        self.column.addStretch(1)

    def _line(self, words: str, check: Callable[[str], str] | None, hint: str = "") -> Field:
        return self._field(words, Line(parent=self), check, hint)

    def _lines(self, words: str, hint: str) -> Field:
        lines = Lines(parent=self)
        lines.setFixedHeight(theme().px(_LINES_TALL))
        return self._field(words, lines, None, hint)

    def _field(
        self, words: str, editor: Line | Lines, check: Callable[[str], str] | None, hint: str = ""
    ) -> Field:
        editor.setAccessibleName(words.replace("&", ""))
        editor.installEventFilter(self)
        self._editors.append(editor)
        return Field(words, editor, hint=hint, check=check, parent=self)

    def ask_name(self) -> None:
        """Put the focus on the name, ready to be typed over."""
        self.name_line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_line.selectAll()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field in order."""
        return (self.name, self.label, self.purpose, self.stuck, self.touch, self.questions, self.prompts)

    def retheme(self) -> None:
        """Take the heights of the look in force."""
        for field in (self.questions, self.prompts):
            field.editor.setFixedHeight(theme().px(_LINES_TALL))

    def show_stage(self, stage: Stage, others: Sequence[Stage], *, count: int, editable: bool) -> None:
        """Show a stage; a field of the same stage that is being typed in, or is wrong, keeps its text."""
        is_same = self._stage is not None and self._stage.key == stage.key
        self._stage, self._others = stage, others
        self.badge.set_stage(stage.number, count, full_name=stage.name)
        self.title.setText(stage.name)
        told = {
            self.name: stage.name,
            self.label: stage.label,
            self.purpose: stage.purpose,
            self.stuck: str(stage.stuck_after_days or ""),
            self.touch: str(stage.keep_in_touch_days),
            self.questions: "\n".join(stage.exit_questions),
            self.prompts: "\n".join(stage.missing_prompts),
        }
        self._is_editable = editable
        for editor in self._editors:
            editor.setReadOnly(not editable)
        for field, text in told.items():
            if is_same and (field.error or field.editor.hasFocus()):
                continue
            if field.text != text:
                field.set_text(text)
            field.set_error("")

    def refuse(self, words: str) -> None:
        """Say below the name what no lifecycle can be."""
        self.name.set_error(words)

    def leave(self) -> None:
        """Take what stands in the field with the focus, as on leaving it."""
        for field in self.fields:
            if field.editor.hasFocus():
                self._take(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            field = next((each for each in self.fields if each.editor is watched), None)
            if field is not None:
                self._take(field)
        elif (
            isinstance(event, QKeyEvent) and event.key() in _ENTER and not isinstance(watched, QPlainTextEdit)
        ):
            self.leave()
        return False

    def _take(self, field: Field) -> None:
        stage = self._stage
        if stage is None or not self._is_editable or not field.validate():
            return
        now = self._as_typed(stage, field)
        if now != stage:
            self._stage = now
            self.edited.emit(now)

    def _as_typed(self, stage: Stage, field: Field) -> Stage:
        """The stage with what stands in this one field."""
        text = " ".join(field.text.split())
        if field is self.name:
            return replace(stage, name=text)
        if field is self.label:
            return replace(stage, label=text)
        if field is self.purpose:
            return replace(stage, purpose=text)
        if field is self.stuck:
            return replace(stage, stuck_after_days=int(text) if text else None)
        if field is self.touch:
            return replace(stage, keep_in_touch_days=int(text) if text else 30)
        lines = tuple(line for each in field.text.splitlines() if (line := " ".join(each.split())))
        if field is self.questions:
            return replace(stage, exit_questions=lines)
        return replace(stage, missing_prompts=lines)

    def _wrong_name(self, text: str) -> str:
        name = " ".join(text.split())
        if not name:
            return _("A stage needs a name. Example: Viewing")
        if len(name) > LONGEST_NAME:
            return _("At most {n} letters.").format(n=LONGEST_NAME)
        if any(folded(each.name) == folded(name) for each in self._others):
            return _("Another stage has this name.")
        return ""

    def _wrong_label(self, text: str) -> str:
        label = " ".join(text.split())
        if not 1 <= len(label) <= LONGEST_LABEL:
            return _("1 to {n} letters. Example: Viewing").format(n=LONGEST_LABEL)
        if any(folded(each.label) == folded(label) for each in self._others):
            return _("Another stage has this label.")
        return ""


def _wrong_days(text: str) -> str:
    plain = text.strip()
    if not plain or (plain.isascii() and plain.isdigit() and 1 <= int(plain[:6]) <= MOST_DAYS):
        return ""
    return _("A number of days from 1 to {n}. Example: 14").format(n=MOST_DAYS)
