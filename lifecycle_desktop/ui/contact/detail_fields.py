"""The fields that a line of the contact page turns into: Enter saves, Esc takes back, leaving saves what is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import IconButton
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.fields import Choice, Line, Lines
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.toast import announce
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

Values = Mapping[str, str]
Fault = tuple[str, str]  # the key of the part at fault, and what is wrong with an example

_STAYS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_NOTE_LINES = 5


@dataclass(frozen=True)
class Part:
    """One field of a line: its key, its name for people, the text in it.

    Parts of the same `row` stand beside each other, in widths by `stretch`. With `choices`, as (value, words),
    it is a list; with `many_lines` a field of several lines. `offered` stands in the field in place of the kept
    text: Enter keeps it, leaving the field untouched does not.
    """

    key: str
    name: str
    text: str = ""
    placeholder: str = ""
    row: int = 0
    stretch: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    many_lines: bool = False
    offered: str = ""


def no_fault(_values: Values) -> Fault | None:
    """A check that lets everything pass."""
    return None


class LineEditor(QWidget):
    """The fields of one line with what is wrong below them, and buttons for what Enter, Esc and Delete do."""

    save_wanted = Signal(object, bool)  # dict of values; whether the focus goes back to the line
    closed = Signal(bool)  # nothing is to be kept; whether the focus goes back to the line
    remove_wanted = Signal()

    def __init__(
        self,
        name: str,
        parts: tuple[Part, ...],
        check: Callable[[Values], Fault | None],
        *,
        removable: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._check = check
        self.before = {part.key: part.text for part in parts}
        self._begun = {part.key: part.offered or part.text for part in parts}
        self._saving: dict[str, str] | None = None
        self._fields: dict[str, Line | Lines | Choice] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 5)
        column.setSpacing(4)
        self.caption = Label(name, face="small", tone="ink2", weight=500, wrap=True, parent=self)
        column.addWidget(self.caption)
        rows: dict[int, QHBoxLayout] = {}
        for part in parts:
            if part.row not in rows:
                rows[part.row] = QHBoxLayout()
                rows[part.row].setSpacing(6)
                column.addLayout(rows[part.row])
            field = self._made(part, name)
            self._fields[part.key] = field
            rows[part.row].addWidget(field, part.stretch)
        self._say = _Below(self)
        column.addWidget(self._say)
        column.addLayout(self._foot(removable))

    # --- what stands in it ---

    @property
    def values(self) -> dict[str, str]:
        """What stands in each field now."""
        return {key: _text_of(field) for key, field in self._fields.items()}

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what it was opened with."""
        return _stripped(self.values) != _stripped(self._begun)

    @property
    def error(self) -> str:
        """What is wrong, as it is shown; empty when all is well."""
        return self._say.error

    def put(self, values: Values) -> None:
        """Put text typed before into the fields."""
        for key, text in values.items():
            field = self._fields.get(key)
            if isinstance(field, Choice):
                field.choose(text)
            elif isinstance(field, Lines):
                field.setPlainText(text)
            elif field is not None:
                field.setText(text)

    def field(self, key: str = "") -> QWidget:
        """The field of a part, the first one without a key."""
        return self._fields.get(key) or next(iter(self._fields.values()))

    def chain_after(self, before: QWidget) -> None:
        """Be walked through with Tab after a widget."""
        for field in self._fields.values():
            QWidget.setTabOrder(before, field)
            before = field

    def take_focus(self, key: str = "") -> None:
        """Put the focus into a field, its text selected."""
        field = self.field(key)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, Line):
            field.selectAll()

    def has_focus(self) -> bool:
        """Whether the focus is in it, or in a list that one of its fields has opened."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def fault(self) -> Fault | None:
        """What is wrong with what stands there now; None when it can be kept."""
        return self._check(self.values)

    def note_outside_change(self, text: str) -> None:
        """Say that the kept value is another one by now; what is typed stays."""
        self._say.tell(text, "warn", "info")

    def fail(self, fault: Fault | None, *, focus: bool = False) -> None:
        """Show what is wrong below the fields; None takes it away."""
        self._saving = None
        self._say.tell(fault[1] if fault else "", "danger", "circle-alert")
        for key, field in self._fields.items():
            wrong = fault is not None and key == fault[0]
            field.setAccessibleDescription(fault[1] if fault is not None and wrong else "")
            if field.property("wrong") != wrong:
                field.setProperty("wrong", wrong)
                field.style().unpolish(field)
                field.style().polish(field)
        if fault and focus:
            self.take_focus(fault[0])

    def finish(self, *, by_key: bool) -> bool:
        """Keep what stands there, as Enter and leaving do; False where it cannot be kept and why is shown."""
        values = self.values
        if not self.is_changed and not (by_key and _stripped(values) != _stripped(self.before)):
            self.closed.emit(by_key)
            return True
        if values == self._saving:
            return True
        fault = self.fault()
        self.fail(fault, focus=by_key)
        if fault is not None:
            announce(self, fault[1])
            return False
        self._saving = values
        self.save_wanted.emit(values, by_key)
        return True

    # --- within ---

    def _made(self, part: Part, name: str) -> Line | Lines | Choice:
        said = part.name if part.name == name else f"{name}: {part.name}"
        field: Line | Lines | Choice
        if part.choices:
            field = Choice(name=said, parent=self)
            field.setMinimumContentsLength(6)
            for value, words in part.choices:
                field.add(words, value)
            field.choose(part.offered or part.text)
            field.currentIndexChanged.connect(self._on_edited)
        elif part.many_lines:
            field = Lines(part.offered or part.text, name=said, placeholder=part.placeholder, parent=self)
            field.setFixedHeight(theme().line() * _NOTE_LINES + 14)
            field.textChanged.connect(self._on_edited)
        else:
            text = part.offered or part.text
            field = Line(text, name=said, placeholder=part.placeholder or part.name, parent=self)
            field.setMinimumWidth(theme().px(56))
            field.textEdited.connect(self._on_edited)
        field.setToolTip(tooltip(part.name))
        field.installEventFilter(self)
        return field

    def _foot(self, removable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        name = self.accessibleName()
        self.save_button = IconButton(
            "check", _("Save {what}").format(what=name), small=True, key="Return", parent=self
        )
        self.save_button.clicked.connect(lambda _on=False: self.finish(by_key=True))
        self.cancel_button = IconButton(
            "undo-2", _("Leave {what} as it was").format(what=name), small=True, key="Esc", parent=self
        )
        self.cancel_button.clicked.connect(lambda _on=False: self.closed.emit(True))
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.remove_button: IconButton | None = None
        if removable:
            self.remove_button = IconButton(
                "trash-2", _("Remove {what}").format(what=name), small=True, parent=self
            )
            self.remove_button.clicked.connect(lambda _on=False: self.remove_wanted.emit())
            row.addWidget(self.remove_button)
        for button in (self.save_button, self.cancel_button, self.remove_button):
            if button is not None:  # Enter, Esc and Delete do the same; Tab goes on to the next line
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return row

    def _on_edited(self) -> None:
        if self.error:
            self.fail(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            if cast("QFocusEvent", event).reason() not in _STAYS:
                QTimer.singleShot(0, self, self._on_perhaps_left)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return False

    def _on_key(self, field: QObject, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(True)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if not isinstance(field, Lines) or control:
                self.finish(by_key=True)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(True)
        else:
            super().keyPressEvent(event)

    def _on_perhaps_left(self) -> None:
        if shiboken6.isValid(self) and self.isVisible() and not self.has_focus():
            self.finish(by_key=False)


class _Below(QWidget):
    """The line below the fields: what is wrong, or what happened meanwhile."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.error = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._sign = IconView("circle-alert", side=14, tone="danger", parent=self)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words = Label("", face="small", tone="danger", wrap=True, parent=self)
        row.addWidget(self._words, 1)
        self.hide()

    def tell(self, text: str, tone: str, icon: str) -> None:
        """Write the line; "" takes it away."""
        self.error = text if tone == "danger" else ""
        self._words.setText(text)
        self._words.set_tone(tone)
        self._sign.set_icon(icon, tone)
        self.setVisible(bool(text))


def _text_of(field: Line | Lines | Choice) -> str:
    if isinstance(field, Choice):
        return str(field.currentData() or "")
    return field.toPlainText() if isinstance(field, Lines) else field.text()


def _stripped(values: Values) -> dict[str, str]:
    return {key: text.strip() for key, text in values.items()}
