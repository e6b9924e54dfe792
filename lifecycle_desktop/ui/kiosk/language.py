"""The switch between the languages of the sign-in page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from lifecycle_desktop.ui.kiosk.light import TARGET, kiosk_font, light, paint_ring
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box


class LanguageSwitch(QWidget):
    """The languages of the page in a pill; one press speaks the other."""

    chosen = Signal(str)

    def __init__(self, languages: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        self.buttons: dict[str, _Language] = {}
        for code, name in languages.items():
            button = _Language(name, self)
            button.clicked.connect(lambda _on=False, code=code: self.chosen.emit(code))
            self.buttons[code] = button
            row.addWidget(button)

    def show_language(self, code: str) -> None:
        """Mark the language that is spoken."""
        for name, button in self.buttons.items():
            button.setChecked(name == code)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), self.rect(), fill=light("press"), edge=None, radius=self.height() / 2)


class _Language(QAbstractButton):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(kiosk_font(15, 600)).horizontalAdvance(self.text())
        return QSize(width + theme().px(32), theme().px(TARGET))

    def nextCheckState(self) -> None:
        """What is marked is what is spoken, not what was pressed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked():
            paint_box(painter, self.rect(), fill=light("surface"), edge=None, radius=self.height() / 2)
        if self.hasFocus():
            area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            paint_ring(painter, area, light("accent"), area.height() / 2)
        painter.setFont(kiosk_font(15, 600 if self.isChecked() else 500))
        painter.setPen(light("ink" if self.isChecked() else "ink2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self.text())
