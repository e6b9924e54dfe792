"""What a cell of the plan becomes while it is edited: its fields below each other, kept on leaving or with Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.plan.pieces import wrapped_lines
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import LONGEST_LINE, Choice, Lines
from lifecycle_desktop.ui.widgets.labels import Label

LONGEST_FIELD = 200  # letters the sheet takes
_DOCUMENT_MARGIN = 1


@dataclass(frozen=True)
class FieldSpec:
    """One field: its key, name and text. `choices` (value, words) make it a list to choose from.

    `advised` letters are counted below it. `check(text)` says what is wrong, with an example. `needs` is
    the (key, value) of a choice without which the field is not shown.
    """

    key: str
    name: str
    text: str = ""
    placeholder: str = ""
    has_label: bool = True
    advised: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    check: Callable[[str], str] | None = None
    needs: tuple[str, str] | None = None


class CellEditor(QWidget):
    """The fields of one cell. `finished` carries the texts by key and how it was left: "enter" or "away".

    What cannot be read stays in its field with the reason below it, and nothing is finished until it can.
    """

    finished = Signal(object, str)
    cancelled = Signal()
    typed = Signal(object)

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self._specs = {spec.key: spec for spec in specs}
        self._fields: dict[str, GrowingField | Choice] = {}
        self._labels: dict[str, Label] = {}
        self._below: dict[str, Label] = {}
        self._is_over = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for spec in specs:
            self._add(spec, column)
        self._show_needed()
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fields(self) -> list[QWidget]:
        """The fields in their order."""
        return list(self._fields.values())

    def field(self, key: str) -> QWidget:
        """The field of a key."""
        return self._fields[key]

    def focus_field(self, key: str) -> None:
        """Put the focus into the field of a key."""
        field = self._fields[key]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, GrowingField):
            field.selectAll()

    def values(self) -> dict[str, str]:
        """What stands in the fields, by key; a choice by its value."""
        found = {}
        for key, field in self._fields.items():
            found[key] = str(field.currentData() or "") if isinstance(field, Choice) else field.toPlainText()
        return found

    def readable_values(self) -> dict[str, str]:
        """As `values`, with what stood there before in place of what cannot be read."""
        return self.values() | {key: self._specs[key].text for key in self.errors()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Put other texts into the fields."""
        for key, text in values.items():
            field = self._fields[key]
            if isinstance(field, Choice):
                field.choose(text)
            else:
                field.setPlainText(text)

    def errors(self) -> dict[str, str]:
        """What is wrong, by key."""
        values = self.values()
        found = {key: self._wrong(spec, values[key]) for key, spec in self._specs.items()}
        return {key: wrong for key, wrong in found.items() if wrong}

    def leave(self, how: str = "away") -> bool:
        """Finish, or tell what is wrong and stay; whether it was finished."""
        if self._is_over:
            return True
        wrong = self.errors()
        for key in self._specs:
            self._tell(key, wrong.get(key, ""))
        if wrong:
            if how == "enter":
                self._fields[next(iter(wrong))].setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._is_over = True
        self.finished.emit(self.values(), how)
        return True

    def cancel(self) -> None:
        """Leave everything as it was."""
        if not self._is_over:
            self._is_over = True
            self.cancelled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
            if event.reason() not in stays:
                QTimer.singleShot(0, self, self._on_focus_left)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # Esc closes the fields, nothing behind them
            return event.type() == QEvent.Type.ShortcutOverride
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            parent = self.parentWidget()
            if parent is not None:
                parent.updateGeometry()
                QTimer.singleShot(0, parent, lambda: _place_again(parent))
        return super().event(event)

    def height_in(self, width: int) -> int:
        """How high it is in that width, in px."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    # --- within ---

    def _add(self, spec: FieldSpec, column: QVBoxLayout) -> None:
        if spec.has_label:
            if self._fields:
                column.addSpacing(3)
            label = Label(spec.name, face="small", tone="ink2", weight=500, cut=True, parent=self)
            self._labels[spec.key] = label
            column.addWidget(label)
        field: GrowingField | Choice
        if spec.choices:
            field = Choice(name=spec.name, parent=self)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(4)
            for value, words in spec.choices:
                field.add(words, value)
            field.choose(spec.text)
            field.currentIndexChanged.connect(self._on_changed)
        else:
            field = GrowingField(spec.text, name=spec.name, placeholder=spec.placeholder, parent=self)
            field.textChanged.connect(self._on_changed)
        field.installEventFilter(self)
        self._fields[spec.key] = field
        column.addWidget(field)
        below = Label("", face="small", tone="ink3", wrap=True, parent=self)
        below.hide()
        self._below[spec.key] = below
        column.addWidget(below)
        if spec.advised:
            self._count(spec)

    def _count(self, spec: FieldSpec) -> None:
        below = self._below[spec.key]
        below.setText(_("{n} of {most} letters").format(n=len(self.values()[spec.key]), most=spec.advised))
        below.show()

    def _wrong(self, spec: FieldSpec, text: str) -> str:
        if not self._is_needed(spec):
            return ""
        if len(text.strip()) > LONGEST_FIELD:
            return _("Too long for the sheet. Keep it under {n} letters.").format(n=LONGEST_FIELD)
        return spec.check(text) if spec.check is not None else ""

    def _is_needed(self, spec: FieldSpec) -> bool:
        return spec.needs is None or self.values().get(spec.needs[0]) == spec.needs[1]

    def _show_needed(self) -> None:
        for key, spec in self._specs.items():
            if spec.needs is None:
                continue
            shown = self._is_needed(spec)
            self._fields[key].setVisible(shown)
            if key in self._labels:
                self._labels[key].setVisible(shown)

    def _tell(self, key: str, wrong: str) -> None:
        below, spec = self._below[key], self._specs[key]
        below.set_tone("danger" if wrong else "ink3")
        below.setText(wrong)
        below.setVisible(bool(wrong))
        self._fields[key].setAccessibleDescription(wrong)
        if spec.advised and not wrong:
            self._count(spec)

    def _on_changed(self) -> None:
        for key in self._specs:
            self._tell(key, "")
        self._show_needed()
        self.typed.emit(self.values())

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave("enter")
            return True
        return False

    def _on_focus_left(self) -> None:
        widget = QApplication.focusWidget()
        if self._is_over or widget is None or not self.isVisible():
            return
        while widget is not None:  # isAncestorOf does not see into the list of a choice
            if widget is self:
                return
            widget = widget.parentWidget()
        self.leave("away")


class GrowingField(Lines):
    """A text of one line that is wrapped in a narrow place and grows with what is typed; without an edge."""

    def __init__(self, text: str, *, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, name=name, placeholder=placeholder, parent=parent)
        self.setProperty("bare", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_DOCUMENT_MARGIN)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.textChanged.connect(self._on_text_changed)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - 2 * _DOCUMENT_MARGIN - 2  # a caret behind the last letter takes a px too
        shown = self.toPlainText() or self.placeholderText()
        lines = wrapped_lines(shown, theme().font("body"), room)
        return lines * self.fontMetrics().lineSpacing() + 2 * _DOCUMENT_MARGIN + 2

    def sizeHint(self) -> QSize:
        return QSize(60, self.heightForWidth(max(self.width(), 60)))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().lineSpacing() + 2)

    def insertFromMimeData(self, source: object) -> None:
        text = getattr(source, "text", str)()
        self.insertPlainText(" ".join(str(text)[:LONGEST_LINE].split()))

    def _on_text_changed(self) -> None:
        self.updateGeometry()


def _place_again(parent: QWidget) -> None:
    place = getattr(parent, "place_editor", None)
    if place is not None and shiboken6.isValid(parent):
        place()
