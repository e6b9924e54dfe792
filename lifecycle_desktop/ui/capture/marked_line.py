"""The line of quick capture: text in which each understood piece is marked in its colour and weight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.capture_line import Mark
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import Lines

# Colour and weight, and for the next step a line below: never colour alone.
_MARKS = {
    "name": ("ink", 700),
    "phone": ("cool", 600),
    "email": ("cool", 600),
    "source": ("accenttext", 600),
    "temperature": ("hot", 600),
    "tag": ("accenttext", 600),
    "next_step": ("warn", 700),
}


class _Marker(QSyntaxHighlighter):
    """Colours the stretches that were understood; the text itself stays what it is."""

    def __init__(self, line: MarkedLine) -> None:
        super().__init__(line.document())
        self.marks: tuple[Mark, ...] = ()

    def highlightBlock(self, text: str) -> None:
        begin = self.currentBlock().position()
        for mark in self.marks:
            look = _MARKS.get(mark.kind)
            if look is None:
                continue
            first, last = max(mark.start - begin, 0), min(mark.end - begin, len(text))
            if last > first:
                shown = QTextCharFormat()
                shown.setForeground(theme().colour(look[0]))
                shown.setFontWeight(QFont.Weight(look[1]))
                shown.setFontUnderline(mark.kind == "next_step")
                self.setFormat(first, last - first, shown)


class MarkedLine(Lines):
    """Takes what is typed or pasted; Enter is `entered`."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            name=_("Who, and what happened?"),
            placeholder=_("e.g. Priya Natarajan 555-0142, open house, hot, call tomorrow 10"),
            parent=parent,
        )
        self._marker = _Marker(self)
        self.setFont(theme().font("heading", weight=400))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.retheme()

    def retheme(self) -> None:
        """Be two lines high in the look in force."""
        self.setFont(theme().font("heading", weight=400))
        self.setFixedHeight(theme().line("heading") * 2 + 18)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Mark these stretches of the text."""
        if marks != self._marker.marks:
            self._marker.marks = marks
            blocked = self.blockSignals(True)  # colouring is no edit
            self._marker.rehighlight()
            self.blockSignals(blocked)

    def put(self, text: str) -> None:
        """Begin with a text, the cursor behind it."""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
