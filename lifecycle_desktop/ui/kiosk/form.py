"""The form that one visitor fills in: made for them and thrown away with all it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.model.kiosk_words import KioskWords, kiosk_words
from lifecycle_desktop.core.model.sign_in import (
    AGENT,
    CHANNELS,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_REACH,
    OFF,
    OPTIONAL,
    REQUIRED,
    KioskDesk,
    SignIn,
    Wording,
    faults,
)
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.ui.kiosk.choices import ChoiceRow
from lifecycle_desktop.ui.kiosk.language import LanguageSwitch
from lifecycle_desktop.ui.kiosk.light import BIG, said
from lifecycle_desktop.ui.kiosk.pieces import (
    BigButton,
    PermissionTick,
    VisitorField,
    VisitorLine,
    VisitorNote,
)
from lifecycle_desktop.ui.theme import theme

LINES = {
    "first_name": LONGEST_NAME,
    "last_name": LONGEST_NAME,
    "phone": LONGEST_REACH // 2,
    "email": LONGEST_REACH,
}


class VisitorForm(QWidget):
    """Everything a visitor can write. `signed` gives what was written, once nothing is wrong with it."""

    signed = Signal(object)  # SignIn
    language_chosen = Signal(str)
    fault_found = Signal(object)  # the field to be seen

    def __init__(self, desk: KioskDesk, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kiosk", "ground")
        self._desk, self._setup = desk, desk.event.setup
        self.language = language
        self.fields: dict[str, VisitorField] = {}
        self.lines: dict[str, VisitorLine] = {}
        self.choices: dict[str, ChoiceRow] = {}
        self.ticks: dict[str, PermissionTick] = {}
        self._asks: dict[str, QWidget] = {}
        self.note: VisitorNote | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(16))
        self._build_head(column)
        self._build_lines(column)
        self._build_choices(column)
        self._build_permissions(column)
        self.problem = said("", "label", "danger", wrap=True, parent=self)
        self.problem.hide()
        column.addWidget(self.problem)
        self.button = BigButton(
            primary=True, icon="arrow-right", after=True, height=BIG, size=22, parent=self
        )
        self.button.clicked.connect(self.sign_in)
        column.addWidget(self.button)
        self.speak(language)

    # --- building ---

    def _build_head(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = said("", "title", wrap=True, parent=self)
        self.lead = said("", "lead", "ink2", wrap=True, parent=self)
        words.addWidget(self.title)
        words.addWidget(self.lead)
        head.addLayout(words, 1)
        languages = {code: kiosk_words(code).name for code in self._setup.languages}
        self.switch = LanguageSwitch(languages, self)
        self.switch.setVisible(len(languages) > 1)
        self.switch.chosen.connect(self.language_chosen)
        head.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)

    def _build_lines(self, column: QVBoxLayout) -> None:
        self._pairs = []
        for pair in (("first_name", "last_name"), ("phone", "email")):
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(16)
            for name in pair:
                line = VisitorLine(LINES[name], self)
                line.returnPressed.connect(self._on_return)
                line.textEdited.connect(lambda _text, name=name: self.fields[name].set_fault(""))
                field = VisitorField(line, self)
                self.lines[name], self.fields[name] = line, field
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self._pairs.append(row)
            column.addLayout(row)

    def _build_choices(self, column: QVBoxLayout) -> None:
        questions = {"agent": AGENT, **OPTIONAL}
        for name, answers in questions.items():
            if name != "agent" and self._setup.asks(name) == OFF:
                continue
            editor: QWidget
            if answers:
                editor = self.choices[name] = ChoiceRow(answers, self)
                self.choices[name].changed.connect(lambda name=name: self.fields[name].set_fault(""))
            else:
                editor = self.note = VisitorNote(LONGEST_NOTE, self)
                self.note.textChanged.connect(lambda name=name: self.fields[name].set_fault(""))
            self.fields[name] = VisitorField(editor, self)
            column.addWidget(self.fields[name])

    def _build_permissions(self, column: QVBoxLayout) -> None:
        self.box = QFrame(self)
        self.box.setProperty("kiosk", "box")
        inside = QVBoxLayout(self.box)
        inside.setContentsMargins(18, 12, 18, 10)
        inside.setSpacing(4)
        self.shared = said("", "asked", wrap=True, parent=self.box)
        inside.addWidget(self.shared)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme().px(20))
        self.asked = {channel: said("", "hint", wrap=True, parent=self.box) for channel in CHANNELS}
        for channel in CHANNELS:
            cell = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            cell.setSpacing(0)
            self.ticks[channel] = PermissionTick(self.box)
            cell.addWidget(self.ticks[channel])
            cell.addWidget(self.asked[channel])
            self._row.addLayout(cell)
        self._row.addStretch(1)
        inside.addLayout(self._row)
        column.addWidget(self.box)

    # --- words ---

    def speak(self, language: str) -> None:
        """Say everything in a language. What was allowed in other words is asked anew."""
        if language != self.language:
            for tick in self.ticks.values():
                tick.setChecked(False)
        self.language = language
        words = kiosk_words(language)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.switch.show_language(language)
        self.switch.setAccessibleName(words("language"))
        self.title.setText(words("please"))
        offer = self._desk.event.offer_in(language)
        self.lead.setText(words("lead_offer", offer=offer) if offer else words("lead"))
        for name, field in self.fields.items():
            field.speak(words(name), self._hint(name, words))
            field.set_fault("")
        for name, row in self.choices.items():
            for key, button in row.buttons.items():
                button.speak(words(f"{name}_{key}"))
                button.setAccessibleDescription(words(name))
        self._speak_permissions(words)
        self.problem.hide()
        self.button.speak(words("sign_in"))

    def _hint(self, name: str, words: KioskWords) -> str:
        if name in ("phone", "email") and self._setup.reach == "either":
            return words(f"either_{name}")
        if name in ("phone", "email") and self._setup.reach not in (name, "both"):
            return words("optional")
        return words("optional") if name in OPTIONAL and self._setup.asks(name) != REQUIRED else ""

    def _speak_permissions(self, words: KioskWords) -> None:
        """One sentence over all boxes where it is the same, else each with its own below."""
        texts = {channel: self.wording(channel).text for channel in CHANNELS}
        is_shared = len(set(texts.values())) == 1
        self.shared.setText(texts["email"])
        self.shared.setVisible(is_shared)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_shared else QBoxLayout.Direction.TopToBottom
        )
        self._row.setSpacing(theme().px(20) if is_shared else 6)
        for channel, tick in self.ticks.items():
            tick.speak(words(f"permission_{channel}"), texts[channel])
            self.asked[channel].setText(texts[channel])
            self.asked[channel].setVisible(not is_shared)

    def wording(self, channel: str) -> Wording:
        """What is asked of a channel in the language that is spoken."""
        return self._desk.wordings[channel, self.language]

    def set_narrow(self, narrow: bool) -> None:
        """Put fields below each other where there is no room for two."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in self._pairs:
            row.setDirection(down if narrow else across)
        if self.shared.isVisibleTo(self):
            self._row.setDirection(down if narrow else across)

    # --- what is written ---

    def entry(self) -> SignIn:
        """What stands in the form, each permission as it was worded."""
        told = {name: line.text() for name, line in self.lines.items()}
        told |= {name: row.value for name, row in self.choices.items()}
        if self.note is not None:
            told["note"] = self.note.toPlainText()
        given = tuple(self.wording(channel) for channel, tick in self.ticks.items() if tick.isChecked())
        return SignIn(language=self.language, given=given, **told)

    def is_touched(self) -> bool:
        """Whether anything was written, chosen or ticked."""
        entry = self.entry()
        return bool(entry.name or entry.email or entry.phone or entry.answers() or entry.given) or any(
            line.text() for line in self.lines.values()
        )

    def sign_in(self) -> None:
        """Give what was written on, or say below the fields what is wrong."""
        entry, words = self.entry(), kiosk_words(self.language)
        wrong = faults(entry, self._setup, lambda text: bool(normal_email(text)))
        for name, field in self.fields.items():
            field.set_fault(words(wrong[name]) if name in wrong else "")
        if wrong:
            first = self.fields[next(iter(wrong))]
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fault_found.emit(first)
            return
        self.set_busy(busy=True)
        self.signed.emit(entry)

    def set_busy(self, *, busy: bool) -> None:
        """Say that it is being saved."""
        words = kiosk_words(self.language)
        self.button.setEnabled(not busy)
        self.button.speak(words("one_moment") if busy else words("sign_in"))
        self.problem.hide()

    def show_problem(self, text: str) -> None:
        """Say that it was not saved; what was written stays."""
        self.set_busy(busy=False)
        self.problem.setText(text)
        self.problem.show()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self.lines["first_name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_return(self) -> None:
        self.focusNextChild()
