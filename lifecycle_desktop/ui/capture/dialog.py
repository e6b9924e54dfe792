"""The dialog of quick capture: the line on top, what was understood below it, to be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.capture_line import CaptureDraft, SaidStep, read_line
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import ActiveLifecycle
from lifecycle_desktop.core.model.spoken_date import find_when, parse_when
from lifecycle_desktop.core.queries.contacts import sources
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.capture.left import Left, left_of, text_of
from lifecycle_desktop.ui.capture.marked_line import MarkedLine
from lifecycle_desktop.ui.capture.same_person_box import SamePersonBox
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.typed_text import TypedText
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton, KeyCap
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.date_popover import day_in_words
from lifecycle_desktop.ui.widgets.fields import Choice, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import TEMPERATURE_ICONS, TEMPERATURES, temperature_word
from lifecycle_desktop.ui.widgets.tab_order import read_in_order
from lifecycle_desktop.ui.widgets.ticks import TickBox

if TYPE_CHECKING:
    from lifecycle_desktop.core.operations.capture import Captured

PLACE = "capture"  # where what is typed here is kept
LOOK_AFTER = 120  # ms of rest before somebody who may be the same is looked for
FIELDS = ("name", "phone", "email", "source", "next_step", "tags", "note")
FACT_STAGE = 0  # the facts decide the stage


@dataclass(frozen=True)
class CaptureWords:
    """What the dialog must know of the database to understand a line."""

    lifecycle: ActiveLifecycle
    sources: tuple[str, ...]
    new_stage: int = FACT_STAGE  # where somebody new stands, of whom no permission is known yet


def capture_words(connection: ReadConnection) -> CaptureWords:
    """The stages to choose from and the sources to recognise."""
    from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle as kept_one

    return CaptureWords(
        active_lifecycle(connection),
        tuple(name for _id, name in sources(connection)),
        kept_one(connection).stage_of_new(is_reachable=True),
    )


class CaptureDialog(QDialog):
    """Keeps one person; what was typed and not kept is there again when it is next opened, also tomorrow."""

    toast = Signal(str, bool)
    open_contact = Signal(int)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runner = runner
        self.setWindowTitle(_("Quick capture"))
        self.setAccessibleName(_("Quick capture"))
        self.setModal(True)
        self._words: CaptureWords | None = None
        self._draft = CaptureDraft()
        self._corrected: set[str] = set()
        self._wanted_stage = FACT_STAGE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LOOK_AFTER)
        self._pause.timeout.connect(self._look_for_same)
        self.line.textChanged.connect(self._on_typed)
        self.line.entered.connect(self.save)
        self._is_keeping = False
        self._aside = Left()  # what was left before, when the dialog was opened for another line
        self._typed = TypedText(runner, PLACE, self)
        runner.failed.connect(self._on_failed)
        runner.read(self._on_words, capture_words)
        self._typed.recall(self._on_recalled)

    def begin(self, text: str) -> None:
        """Begin with a line; what was left there before is there again once this one is kept."""
        before = self._now()
        if text != before.line:
            self._aside = before or self._aside
            self._put(Left(text))

    def begin_lead(self, fields: Mapping[str, str]) -> None:
        """Begin with the fields of a lead that was pasted or dropped; what was left there before comes again after."""
        before = self._now()
        left = Left("", tuple((name, text) for name, text in fields.items() if name in FIELDS))
        if left != before:
            self._aside = before or self._aside
            self._put(left)
            for name in FIELDS:
                getattr(self, name).setCursorPosition(0)

    def choose_stage(self, stage_id: int) -> None:
        """Keep the person in this stage, unless another is chosen."""
        self._wanted_stage = stage_id
        self._show_stage()

    # --- building ---

    def _build(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 16, 20, 18)
        inner.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Label(_("Quick capture"), face="heading", parent=self), 1)
        head.addWidget(Label(_("Works anywhere in the app:"), face="small", tone="ink3", parent=self))
        head.addWidget(KeyCap("Ctrl+N", self))
        close = IconButton("x", _("Close"), parent=self)
        close.clicked.connect(self.reject)
        head.addWidget(close)
        inner.addLayout(head)
        self.line = MarkedLine(self)
        inner.addWidget(self.line)
        under = QHBoxLayout()
        under.addWidget(Label(_("Understood as"), face="small", tone="ink2", weight=600, parent=self))
        under.addWidget(Label(_("change anything that is wrong"), face="small", tone="ink3", parent=self), 1)
        inner.addLayout(under)
        inner.addLayout(self._fields())
        self._wrong = Label("", face="small", tone="danger", wrap=True, parent=self)
        self._wrong.hide()
        inner.addWidget(self._wrong)
        self.same = SamePersonBox(self.runner.moment, self)
        self.same.add_to.connect(self._keep)
        inner.addWidget(self.same)
        inner.addStretch(1)
        self._column.addLayout(inner)
        self._column.addWidget(self._foot())
        self.setMinimumWidth(max(720, theme().px(700)))

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        self.name, self.phone = Line(name=_("Name"), parent=self), Line(name=_("Phone"), parent=self)
        self.email, self.source = Line(name=_("Email"), parent=self), Line(name=_("Source"), parent=self)
        self.next_step, self.tags = Line(name=_("Next step"), parent=self), Line(name=_("Tags"), parent=self)
        self.note = Line(name=_("Note"), parent=self)
        self.temperature = Choice(name=_("Temperature"), parent=self)
        self.temperature.add(_("Not known"), "")
        for temperature in TEMPERATURES:
            self.temperature.add(
                temperature_word(temperature), temperature, icon=TEMPERATURE_ICONS[temperature]
            )
        self.stage = Choice(name=_("Stage"), parent=self)
        self.stage.activated.connect(self._on_stage_chosen)
        places: list[tuple[str, str, QWidget, int, int]] = [
            ("user", _("Name"), self.name, 0, 0),
            ("phone", _("Phone"), self.phone, 0, 3),
            ("mail", _("Email"), self.email, 1, 0),
            ("door-open", _("Source"), self.source, 1, 3),
            ("layers", _("Stage"), self.stage, 2, 0),
            ("thermometer", _("Temperature"), self.temperature, 2, 3),
            ("calendar-clock", _("Next step"), self.next_step, 3, 0),
            ("tag", _("Tags"), self.tags, 3, 3),
            ("pencil", _("Note"), self.note, 4, 0),
        ]
        for icon, words, editor, row, column in places:
            grid.addWidget(IconView(icon, side=16, parent=self), row, column)
            label = Label(words, tone="ink2", parent=self)
            label.setBuddy(editor)
            grid.addWidget(label, row, column + 1)
            grid.addWidget(editor, row, column + 2, 1, 4 if editor is self.note else 1)
        read_in_order(*(editor for _icon, _words, editor, _row, _column in places))
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        self.next_step.setPlaceholderText(_("e.g. call tomorrow 10"))
        for editor_name in FIELDS:
            getattr(self, editor_name).textEdited.connect(
                lambda _text, name=editor_name: self._on_corrected(name)
            )
        self.temperature.activated.connect(lambda _index: self._on_corrected("temperature"))
        return grid

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(10)
        self.keep_open = TickBox(_("Keep open for the next one"), parent=foot)
        row.addWidget(self.keep_open, 1)
        cancel = Button(_("Cancel"), kind="quiet", key="Esc", parent=foot)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        save = Button(_("Save"), kind="primary", icon="check", key="Ctrl+Return", parent=foot)
        save.clicked.connect(self.save)
        row.addWidget(save)
        row.addWidget(KeyCap("Ctrl+Return", foot))
        return foot

    # --- what was left ---

    def _now(self) -> Left:
        """The line and the corrected fields as they stand."""
        fields = tuple((name, getattr(self, name).text()) for name in FIELDS if name in self._corrected)
        return Left(self.line.toPlainText(), fields)

    def _on_recalled(self, text: str) -> None:
        left, aside = left_of(text)
        if not self._now():
            self._aside = aside
            self._put(left)
        elif left != self._now():  # another line was begun meanwhile
            self._aside = left
            self._remember()

    def _put(self, left: Left) -> None:
        fields = {name: text for name, text in left.fields if name in FIELDS}
        self._corrected = set(fields)
        for name, text in fields.items():
            getattr(self, name).setText(text)
        self.line.put(left.line)
        self._on_typed()

    def _remember(self) -> None:
        self._typed.keep(text_of(self._now(), self._aside))

    # --- understanding ---

    def _on_words(self, words: CaptureWords) -> None:
        self._words = words
        count = len(words.lifecycle.stages)
        for stage in words.lifecycle.stages:
            self.stage.add(stage.label, stage.stage_id, stage=(stage.number, count))
            self.stage.setItemData(
                self.stage.count() - 1, f"{stage.number} {stage.name}", Qt.ItemDataRole.AccessibleTextRole
            )
        self._on_typed()

    def _on_typed(self) -> None:
        known = self._words.sources if self._words is not None else ()
        text = self.line.toPlainText()
        self._remember()
        self._wrong.hide()
        self._draft = read_line(text, self.runner.moment(), sources=known)
        self.line.show_marks(self._draft.marks)
        self._fill()
        self._pause.start()

    def _on_corrected(self, name: str) -> None:
        """What a person has corrected is not filled from the line any more."""
        self._corrected.add(name)
        self._show_stage()
        self._remember()
        self._wrong.hide()
        self._pause.start()

    def _fill(self) -> None:
        draft = self._draft
        source = f"{draft.source}, {draft.source_detail}" if draft.source_detail else draft.source
        step = draft.next_step
        said = ""
        if step is not None:
            when = day_in_words(step.on, step.at.strftime("%H:%M") if step.at else "")
            said = f"{step.what}, {when}"
        texts = {
            "name": draft.name,
            "phone": ", ".join(draft.phones),
            "email": ", ".join(draft.emails),
            "source": source,
            "next_step": said,
            "tags": ", ".join(draft.tags),
            "note": draft.note,
        }
        for name, text in texts.items():
            if name not in self._corrected:
                getattr(self, name).setText(text)
        if "temperature" not in self._corrected:
            self.temperature.choose(draft.temperature)
        self._show_stage()

    def _show_stage(self) -> None:
        """The stage the person will stand in: the one that was chosen, else the one the facts prove."""
        if self._words is None:
            return
        self.stage.choose(self._wanted_stage or self._words.new_stage)

    def _on_stage_chosen(self, _index: int) -> None:
        self._wanted_stage = int(self.stage.currentData())

    def draft(self) -> CaptureDraft:
        """What Save would keep: the line, as corrected in the fields."""
        found = self._draft
        if "name" in self._corrected:
            found = replace(found, name=self.name.text().strip())
        if "phone" in self._corrected:
            found = replace(found, phones=_listed(self.phone.text()))
        if "email" in self._corrected:
            found = replace(found, emails=_listed(self.email.text()))
        if "source" in self._corrected:
            source, _comma, detail = self.source.text().partition(",")
            found = replace(found, source=source.strip(), source_detail=detail.strip())
        if "tags" in self._corrected:
            found = replace(found, tags=tuple(tag.lstrip("#") for tag in _listed(self.tags.text())))
        if "note" in self._corrected:
            found = replace(found, note=self.note.text().strip())
        if "next_step" in self._corrected:
            found = replace(found, next_step=_said_step(self.next_step.text(), self.runner.moment()))
        return replace(found, temperature=str(self.temperature.currentData() or ""))

    def _look_for_same(self) -> None:
        from lifecycle_desktop.core.store.same_person import same_people

        draft = self.draft()
        if not draft.phones and not draft.emails:
            self.same.show_people([])
            return
        self.runner.read(self.same.show_people, same_people, draft.name, draft.emails, draft.phones)

    # --- keeping ---

    def save(self) -> None:
        """Keep the person, or say what is missing."""
        draft = self.draft()
        step_text = self.next_step.text().strip()
        if "next_step" in self._corrected and step_text and draft.next_step is None:
            self._complain(_("The next step has no date. Example: call tomorrow 10"), self.next_step)
        elif not draft.name:
            self._complain(_("Who is it? Type a name. Example: Maria Lopez 555-0134"), self.name)
        elif not (draft.phones or draft.emails or draft.note or draft.source):
            self._complain(_("A phone or an email is missing. Example: 555-0134"), self.phone)
        else:
            self._keep(None)

    def _keep(self, into_contact_id: int | None) -> None:
        """Keep the draft, once; Save pressed again meanwhile does nothing."""
        from lifecycle_desktop.core.operations.capture import capture

        if self._is_keeping:
            return
        self._is_keeping = True
        draft = self.draft()
        stage_id = self._wanted_stage or None

        def kept(captured: Captured) -> None:
            words = _("{name} is in your contacts") if captured.is_new else _("Added to {name}")
            self.toast.emit(words.format(name=captured.name), True)
            self._is_keeping = False
            left, self._aside = self._aside, Left()
            self._put(left)
            if self.keep_open.isChecked():
                self.line.setFocus()
            else:
                self.accept()

        label = _("Capture {name}") if into_contact_id is None else _("Add to {name}")
        self.runner.write(
            label.format(name=draft.name if into_contact_id is None else self.same.name),
            capture,
            draft,
            self.runner.moment(),
            into_contact_id=into_contact_id,
            stage_id=stage_id,
            keep_separate=into_contact_id is None,
            then=kept,
        )

    def _on_failed(self, _error: Exception) -> None:
        self._is_keeping = False

    def _complain(self, words: str, field: QWidget) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _said_step(text: str, moment: Moment) -> SaidStep | None:
    """A next step from its field: a dated action, or None where no date is in it."""
    line = read_line(f"X 1, {text}", moment)
    if line.next_step is not None:
        return line.next_step
    found = parse_when(text, moment) or find_when(text, moment)
    if found is None:
        return None
    what = (text[: found.start] + text[found.end :]).strip(" ,;:")
    return SaidStep(what or Channel.CALL.words, Channel.CALL, found.on, found.at)
