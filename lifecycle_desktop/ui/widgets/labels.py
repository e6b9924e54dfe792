"""The only label of the program: plain text, in a face and a tone of the theme, cut with an ellipsis if wanted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget  # noqa: TID251  the one place that may

from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import one_line
from lifecycle_desktop.ui.widgets.tool_tips import tooltip


class Label(QLabel):
    """Text from anyone, shown as it is.

    `face` is one of `theme.FACES`, `tone` a colour token. With `cut` a line too long ends in an ellipsis and the
    whole text is in the tool tip; with `wrap` it takes as many lines as it needs. `figures` for numbers that are
    compared; `tight` leaves out the room above and below a line.
    """

    def __init__(
        self,
        text: str = "",
        *,
        face: str = "body",
        tone: str = "ink",
        weight: int = 0,
        cut: bool = False,
        wrap: bool = False,
        figures: bool = False,
        tight: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._face, self._tone, self._weight, self._cut = face, tone, weight, cut
        self._tight = tight
        self.setProperty("face", face)
        self.setProperty("tone", tone)
        if weight:
            self.setProperty("weight", weight)
        if figures:
            self.setFont(theme().font(face, tabular=True, weight=weight))
        if wrap:
            self.setWordWrap(True)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        if cut:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retheme()
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(one_line(text) if self._cut else text)
        self._tell_whole_text()

    def set_tone(self, tone: str) -> None:
        """Show the text in the colour of another token."""
        if tone != self._tone:
            self._tone = tone
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def retheme(self) -> None:
        """Take the line height of the look in force; font and colour come from the style sheet."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._with_line(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        hint = self._with_line(super().minimumSizeHint())
        return QSize(min(hint.width(), theme().px(24)), hint.height()) if self._cut else hint

    def _with_line(self, hint: QSize) -> QSize:
        """A size that gives a single line the line height of its face."""
        if self.wordWrap() or self._tight:
            return hint
        margins = self.contentsMargins()
        return QSize(
            hint.width(), max(hint.height(), theme().line(self._face) + margins.top() + margins.bottom())
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._cut or self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme().colour(self._tone))
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole_text()

    def _tell_whole_text(self) -> None:
        if self._cut:
            text = self.text()
            is_cut = self.fontMetrics().horizontalAdvance(text) > self.contentsRect().width()
            self.setToolTip(tooltip(text) if is_cut else "")
