"""Behind the PIN: the question for it, and the panel of the host with counts, a note and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.pin import LONGEST_PIN
from lifecycle_desktop.ui.kiosk.light import said
from lifecycle_desktop.ui.kiosk.pieces import BigButton, VisitorLine, VisitorNote
from lifecycle_desktop.ui.theme import theme

_DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫")
LONGEST_HOST_NOTE = 2000


class _Sheet(QFrame):
    """A white sheet in the middle of the page."""

    def __init__(self, title: str, text: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kiosk", "sheet")
        self.setFixedWidth(theme().px(width))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 24, 28, 24)
        self.column.setSpacing(14)
        self.title = said(title, "title", wrap=True, parent=self)
        self.told = said(text, "lead", "ink2", wrap=True, parent=self)
        self.column.addWidget(self.title)
        self.column.addWidget(self.told)


class PinSheet(_Sheet):
    """Asks for the PIN, by keys or by finger."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Host"), _("The PIN opens the host’s panel."), 400, parent)
        self.line = VisitorLine(LONGEST_PIN, self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.line.setAccessibleName(_("PIN"))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.returnPressed.connect(self.give)
        self.column.addWidget(self.line)
        self.fault = said("", "hint", "danger", wrap=True, parent=self)
        self.column.addWidget(self.fault)
        pad = QGridLayout()
        pad.setSpacing(8)
        for index, digit in enumerate(_DIGITS):
            if digit:
                key = BigButton(digit, height=52, size=20, parent=self)
                key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                if digit == "⌫":
                    key.setAccessibleName(_("Delete the last digit"))
                    key.clicked.connect(self.line.backspace)
                else:
                    key.clicked.connect(lambda _on=False, digit=digit: self.line.insert(digit))
                pad.addWidget(key, index // 3, index % 3)
        self.column.addLayout(pad)
        foot = QHBoxLayout()
        self.back = BigButton(_("Back"), height=52, parent=self)
        self.back.clicked.connect(self.left)
        self.open = BigButton(_("Open"), primary=True, height=52, parent=self)
        self.open.clicked.connect(self.give)
        foot.addWidget(self.back)
        foot.addWidget(self.open)
        self.column.addLayout(foot)
        self._wait = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._on_second)

    def give(self) -> None:
        """Try what was typed."""
        pin = self.line.text()
        self.line.setText("")
        if pin and self.open.isEnabled():
            self.open.setEnabled(False)
            self.given.emit(pin)

    def refuse(self, wait_seconds: int) -> None:
        """Say that it was wrong, and how long the next try has to wait."""
        self._wait = wait_seconds
        self._tell_wait()
        self._second.start()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_second(self) -> None:
        self._wait = max(self._wait - 1, 0)
        self._tell_wait()
        if not self._wait:
            self._second.stop()

    def _tell_wait(self) -> None:
        self.open.setEnabled(not self._wait)
        wait = _("That is not the PIN. Try again in {n} s.").format(n=self._wait)
        self.fault.setText(wait if self._wait else _("That is not the PIN. Try again."))


class HostPanel(_Sheet):
    """Counts, note, and the ways out; it names nobody."""

    counted = Signal(int)  # +1 or -1
    noted = Signal(str)
    left = Signal()
    ended = Signal()
    paused = Signal()

    def __init__(
        self, address: str, seen: int, signed: int, note: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(address, _("Only you see this. No visitor’s name is shown here."), 560, parent)
        counts = QHBoxLayout()
        counts.setSpacing(12)
        self.fewer = BigButton("−", height=56, size=24, parent=self)
        self.fewer.setAccessibleName(_("One visitor fewer"))
        self.fewer.clicked.connect(lambda: self.counted.emit(-1))
        self.more = BigButton("+", height=56, size=24, parent=self)
        self.more.setAccessibleName(_("One visitor more"))
        self.more.clicked.connect(lambda: self.counted.emit(1))
        self.seen = said("", "label", parent=self)
        self.signed = said("", "label", parent=self)
        for widget in (self.fewer, self.seen, self.more, self.signed):
            counts.addWidget(widget, 1, Qt.AlignmentFlag.AlignCenter)
        for button in (self.fewer, self.more):
            button.setFixedWidth(theme().px(72))
        self.column.addLayout(counts)
        self.column.addWidget(said(_("Note"), "label", parent=self))
        self.note = VisitorNote(LONGEST_HOST_NOTE, self)
        self.note.setPlainText(note)
        self.note.setAccessibleName(_("Note"))
        self._noted = note
        self.column.addWidget(self.note)
        self._build_ways_out()
        self.show_counts(seen, signed)

    def _build_ways_out(self) -> None:
        self.back = BigButton(_("Back to the sign-in page"), primary=True, height=56, parent=self)
        self.back.clicked.connect(self.left)
        self.pause = BigButton(_("Leave for now"), height=56, parent=self)
        self.end = BigButton(_("End the event"), height=56, parent=self)
        self.pause.clicked.connect(
            lambda: self._ask(
                _("Leave the sign-in page? Your desk opens; visitors could see it."), self.paused
            )
        )
        self.end.clicked.connect(
            lambda: self._ask(_("End the event? Your desk opens with its summary."), self.ended)
        )
        self.ways = QWidget(self)
        column = QVBoxLayout(self.ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.back)
        row = QHBoxLayout()
        row.addWidget(self.pause)
        row.addWidget(self.end)
        column.addLayout(row)
        self.column.addWidget(self.ways)
        self.sure = QWidget(self)
        sure = QVBoxLayout(self.sure)
        sure.setContentsMargins(0, 0, 0, 0)
        self.question = said("", "label", wrap=True, parent=self.sure)
        sure.addWidget(self.question)
        row = QHBoxLayout()
        self.stay = BigButton(_("Stay"), primary=True, height=56, parent=self.sure)
        self.stay.clicked.connect(self._on_stay)
        self.leave = BigButton(_("Leave"), height=56, parent=self.sure)
        self.leave.clicked.connect(self._on_leave)
        row.addWidget(self.stay)
        row.addWidget(self.leave)
        sure.addLayout(row)
        self.sure.hide()
        self.column.addWidget(self.sure)
        self._way: Signal | None = None

    def show_counts(self, seen: int, signed: int) -> None:
        """Write both counts."""
        self.seen.setText(_("{n} seen").format(n=seen))
        self.signed.setText(_("{n} signed in").format(n=signed))
        self.fewer.setEnabled(seen > signed)

    def keep_note(self) -> None:
        """Give the note on if it was changed."""
        text = self.note.toPlainText()
        if text != self._noted:
            self._noted = text
            self.noted.emit(text)

    def _ask(self, question: str, way: object) -> None:
        self._way = way  # type: ignore[assignment]
        self.question.setText(question)
        self.ways.hide()
        self.sure.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stay(self) -> None:
        self.sure.hide()
        self.ways.show()

    def _on_leave(self) -> None:
        if self._way is not None:
            self.keep_note()
            self._way.emit()  # type: ignore[attr-defined]
