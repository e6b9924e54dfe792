"""The one message box: what happened and what to do, verbs as buttons, details to copy; never HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QSpacerItem, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.labels import Label


@dataclass(frozen=True)
class Answer:
    """A button of a message: what `ask` returns, the verb on it, and its kind; `safe` gets the focus and Esc."""

    key: str
    text: str
    kind: str = "normal"
    safe: bool = False


class MessageDialog(QDialog):
    """A message with one or more answers; `answer` is the key of the one that was given."""

    def __init__(
        self,
        title: str,
        text: str,
        answers: Sequence[Answer],
        *,
        details: str = "",
        icon: str = "circle-alert",
        tone: str = "warn",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        safe = next((one for one in answers if one.safe), answers[-1])
        self.answer = safe.key
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addItem(QSpacerItem(min(theme().px(440), 720), 0))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconView(icon, side=22, tone=tone, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(title, face="card", wrap=True, parent=self))
        said = Label(text, tone="ink2", wrap=True, parent=self)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setVisible(bool(text))
        words.addWidget(said)
        words.addStretch(1)
        head.addLayout(words, 1)
        column.addLayout(head)
        self._details = QPlainTextEdit(details, self)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setFixedHeight(theme().px(120))
        self._details.hide()
        column.addWidget(self._details)
        foot = QHBoxLayout()
        foot.setSpacing(style.CONTROL_GAP)
        if details:
            self._show = Button(_("Show details"), kind="quiet", parent=self)
            self._show.clicked.connect(self._on_show_details)
            foot.addWidget(self._show)
            copy = Button(_("Copy details"), kind="quiet", icon="copy", parent=self)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            foot.addWidget(copy)
        foot.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for one in answers:
            button = Button(one.text, kind=one.kind, parent=self)
            button.clicked.connect(lambda _on=False, key=one.key: self._on_answered(key))
            self.buttons[one.key] = button
            foot.addWidget(button)
        column.addLayout(foot)
        self.buttons[safe.key].setFocus()
        width = column.sizeHint().width()
        self.resize(width, column.totalHeightForWidth(width))

    def _on_show_details(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._show.setText(_("Hide details") if shown else _("Show details"))
        self.adjustSize()

    def _on_answered(self, key: str) -> None:
        self.answer = key
        self.accept()


def ask(
    title: str,
    text: str,
    answers: Sequence[Answer],
    *,
    details: str = "",
    icon: str = "circle-alert",
    tone: str = "warn",
    parent: QWidget | None = None,
) -> str:
    """Ask and wait; returns the key of the answer, the safe one when the box is closed."""
    dialog = MessageDialog(title, text, answers, details=details, icon=icon, tone=tone, parent=parent)
    dialog.exec()
    answer = dialog.answer
    dialog.deleteLater()
    return answer


def message(title: str, text: str = "", *, details: str = "", parent: QWidget | None = None) -> None:
    """Tell something that has to be read before going on."""
    ask(title, text, [Answer("close", _("Close"), safe=True)], details=details, parent=parent)


def confirm(title: str, text: str, verb: str, *, keep: str = "", parent: QWidget | None = None) -> bool:
    """Ask before something that cannot be undone; `verb` is what the button does, the safe one has the focus."""
    answers = [Answer("keep", keep or _("Cancel"), safe=True), Answer("do", verb, kind="danger")]
    return ask(title, text, answers, icon="triangle-alert", parent=parent) == "do"
