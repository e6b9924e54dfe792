"""The form of one step: how, when, what, and its ready text with merge fields, shown as somebody would get it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.merge_text import merge
from lifecycle_desktop.core.model.sequence import (
    LONGEST_SUBJECT,
    LONGEST_WHAT,
    MERGE_FIELDS,
    Offset,
    OffsetUnit,
    PlannedStep,
    StepChannel,
    offset_of,
)
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.sequence_words import STEP_ICONS, UNITS, channel_word, field_word
from lifecycle_desktop.ui.sequences.draft import template_problem
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line, Lines
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label

_TEXT_TALL = 156  # px at 100 %
_REST_MS = 150  # after a key before the preview follows
_WRITTEN = (StepChannel.EMAIL, StepChannel.LETTER)


class StepForm(QWidget):
    """One step. Every change emits the step as it is now; a time is taken when its field is left."""

    edited = Signal(object)  # PlannedStep

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Step"))
        self._step: PlannedStep | None = None
        self._fields: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.title = Label("", face="card", parent=self)
        column.addWidget(self.title)
        column.addLayout(self._build_when())
        self.what_line = Line(placeholder=_("e.g. Call to say hello"), parent=self)
        self.what_line.setMaxLength(LONGEST_WHAT)
        self.what = Field(_("&What is to be done"), self.what_line, check=_wrong_what, parent=self)
        column.addWidget(self.what)
        self.subject_line = Line(parent=self)
        self.subject_line.setMaxLength(LONGEST_SUBJECT)
        self.subject = Field(_("&Subject"), self.subject_line, check=template_problem, parent=self)
        column.addWidget(self.subject)
        self.lines = Lines(parent=self)
        self.text = Field(_("Ready te&xt"), self.lines, check=template_problem, parent=self)
        column.addWidget(self.text)
        column.addLayout(self._build_chips())
        column.addWidget(self._build_preview())
        column.addStretch(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.show_preview)
        self._connect()
        self.retheme()

    def _build_when(self) -> FlowLayout:
        row = FlowLayout(gap=12, row_gap=8)
        self.channel = Choice(parent=self)
        for channel, icon in STEP_ICONS.items():
            self.channel.add(channel_word(channel), channel, icon=icon)
        row.addWidget(Field(_("H&ow"), self.channel, parent=self))
        self.count_line = Line(parent=self)
        self.count_line.setMaxLength(6)
        self.count = Field(_("&After"), self.count_line, check=self._wrong_count, parent=self)
        row.addWidget(self.count)
        self.unit = Choice(parent=self)
        for unit, words in UNITS.items():
            self.unit.add(_(words), unit)
        row.addWidget(Field(_("&Unit"), self.unit, parent=self))
        self.at_line = Line(placeholder=_("any time"), parent=self)
        self.at_line.setMaxLength(5)
        self.at = Field(_("At (&hour)"), self.at_line, check=self._wrong_time, parent=self)
        row.addWidget(self.at)
        return row

    def _build_chips(self) -> FlowLayout:
        flow = FlowLayout(gap=6, row_gap=6)
        self.chips: list[Button] = []
        for name in MERGE_FIELDS:
            chip = Button(field_word(name), icon="plus", small=True, parent=self)
            chip.setAccessibleName(_("Put in: {field}").format(field=field_word(name)))
            chip.clicked.connect(partial(self._on_chip, name))
            self.chips.append(chip)
            flow.addWidget(chip)
        return flow

    def _build_preview(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(style.CONTROL_GAP)
        self.preview_for = Label("", face="small", tone="ink2", weight=500, wrap=True, parent=box)
        head.addWidget(self.preview_for, 1)
        self.other_button = Button(_("Somebody else…"), kind="link", small=True, parent=box)
        head.addWidget(self.other_button)
        column.addLayout(head)
        self.preview = Lines(name=_("Preview"), parent=box)
        self.preview.setReadOnly(True)
        column.addWidget(self.preview)
        self.missing = Label("", face="small", tone="warn", wrap=True, parent=box)
        column.addWidget(self.missing)
        return box

    def _connect(self) -> None:
        self.channel.activated.connect(lambda _row: self._on_channel())
        self.unit.activated.connect(lambda _row: self._on_time())
        for line in (self.count_line, self.at_line):
            line.editingFinished.connect(self._on_time)
        self.what_line.textEdited.connect(lambda text: self._edit(what=" ".join(text.split())))
        self.subject_line.textEdited.connect(lambda text: self._edit(subject=text.strip()))
        self.lines.textChanged.connect(self._on_text)

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self.lines.setFixedHeight(theme().px(_TEXT_TALL))
        self.count_line.setFixedWidth(theme().px(70))
        self.at_line.setFixedWidth(theme().px(96))
        self.preview.setFixedHeight(theme().px(_TEXT_TALL))

    # --- showing ---

    def show_step(self, step: PlannedStep, place: int, count: int) -> None:
        """Show a step; what stands in a field already is left as it is, and the cursor with it."""
        self._step = None  # what is put into the fields is not an edit
        self.title.setText(_("Step {n} of {all}").format(n=place + 1, all=count))
        self.channel.choose(step.channel)
        self.unit.choose(step.after.unit)
        told = (
            (self.count, str(step.after.count)),
            (self.at, step.at.strftime("%H:%M") if step.at else ""),
            (self.what, step.what),
            (self.subject, step.subject),
            (self.text, step.text),
        )
        for field, text in told:
            if " ".join(field.text.split()) != " ".join(text.split()):
                field.set_text(text)
                field.set_error("")
        self._show_kind(step.channel)
        self._step = step
        self.show_preview()

    def preview_as(self, name: str, fields: Mapping[str, str]) -> None:
        """Show the text as this person would get it."""
        self._fields = fields
        self.preview_for.setText(_("As {name} gets it").format(name=name) if name else _("Preview"))
        self.show_preview()

    def show_preview(self) -> None:
        """Fill the fields into the text as it stands."""
        step = self._step
        if step is None:
            return
        try:
            subject = merge(step.subject, self._fields) if step.channel in _WRITTEN else None
            text = merge(step.text, self._fields)
        except UserError as error:
            self.preview.setPlainText("")
            self.missing.setText(error.message)
            self.missing.setVisible(True)
            return
        head = f"{subject.text}\n\n" if subject is not None and subject.text else ""
        shown = head + text.text.strip()
        if self.preview.toPlainText() != shown:
            self.preview.setPlainText(shown)
        empty = dict.fromkeys((*(subject.empty if subject is not None else ()), *text.empty))
        words = ", ".join(field_word(name).lower() for name in empty)
        self.missing.setText(_("Not known: {fields}. Read it before you send it.").format(fields=words))
        self.missing.setVisible(bool(empty))

    def _show_kind(self, channel: StepChannel) -> None:
        self.subject.setVisible(channel in _WRITTEN)
        spoken = channel in (StepChannel.CALL, StepChannel.VISIT, StepChannel.ASK)
        self.text.label.setText(_("What to sa&y") if spoken else _("Ready te&xt"))
        self.lines.setAccessibleName(self.text.label.text().replace("&", ""))

    # --- editing ---

    def _edit(self, **values: Any) -> None:
        if self._step is None:
            return
        step = replace(self._step, **values)
        if step != self._step:
            self._step = step
            self.edited.emit(step)
            self._rest.start()

    def _on_channel(self) -> None:
        channel = StepChannel(self.channel.currentData())  # Qt makes it a plain text
        self._show_kind(channel)
        self._edit(channel=channel)

    def _on_text(self) -> None:
        text = self.lines.toPlainText()
        self._edit(text="\n".join(line.rstrip() for line in text.strip().split("\n")))

    def _on_time(self) -> None:
        if self._step is None or not (self.count.validate() and self.at.validate()):
            return
        typed = self.at_line.text().strip()
        self._edit(after=self._offset(), at=dt.time.fromisoformat(_full(typed)) if typed else None)

    def _on_chip(self, name: str, _on: bool = False) -> None:
        field = f"{{{{ {name} }}}}"
        if self.subject_line.hasFocus() or self.focusWidget() is self.subject_line:
            self.subject_line.insert(field)
            self._edit(subject=self.subject_line.text().strip())
            self.subject_line.setFocus()
        else:
            self.lines.insertPlainText(field)
            self.lines.setFocus()

    def _offset(self) -> Offset:
        return Offset(int(self.count_line.text().strip() or 0), OffsetUnit(self.unit.currentData()))

    def _wrong_count(self, text: str) -> str:
        plain = text.strip() or "0"
        if not (plain.isascii() and plain.isdigit()):
            return _("A whole number. Example: 3")
        try:
            offset_of(f"{plain} {self.unit.currentData()}")
        except UserError:
            return _("At most 5 years after the start.")
        return ""

    def _wrong_time(self, text: str) -> str:
        plain = text.strip()
        if not plain:
            return ""
        unit = OffsetUnit(self.unit.currentData())
        if unit in (OffsetUnit.MINUTES, OffsetUnit.HOURS) and self.count_line.text().strip() not in ("", "0"):
            return _("The time follows from the minutes or hours. Leave it empty.")
        try:
            dt.time.fromisoformat(_full(plain))
        except ValueError:
            return _("A time of day. Example: 09:30")
        return ""


def _full(text: str) -> str:
    """The time in figures of two: 9:30 as 09:30, 9 as 09:00."""
    hour, _colon, minute = text.partition(":")
    return f"{hour.zfill(2)}:{minute.zfill(2) if minute else '00'}"


def _wrong_what(text: str) -> str:
    return "" if text.strip() else _("Say what is to be done. Example: Call to say hello")
