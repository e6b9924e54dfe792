"""A text of several lines that is as high as what is written in it, within bounds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import Lines

_FEWEST_LINES, _MOST_LINES = 2, 9


class GrowingLines(Lines):
    """Lines that grow with their text, from two to nine."""

    def __init__(self, *, name: str, placeholder: str, parent: QWidget) -> None:
        super().__init__(name=name, placeholder=placeholder, parent=parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.fit()

    def fit(self) -> None:
        """Be as high as the text, within bounds."""
        shown = self.document().documentLayout().documentSize().height()  # in lines, for plain text
        if not self.toPlainText():
            words = self.fontMetrics().horizontalAdvance(self.placeholderText())
            shown = words // max(self.viewport().width(), 100) + 1
        lines = min(max(int(shown), _FEWEST_LINES), _MOST_LINES)
        bars = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if shown > lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.verticalScrollBarPolicy() != bars:
            self.setVerticalScrollBarPolicy(bars)
        edges = 6 if self.property("bare") else 20
        self.setFixedHeight(lines * max(self.fontMetrics().lineSpacing(), theme().line()) + edges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the composer saves
        else:
            super().keyPressEvent(event)
