"""What the sign-in page is made of: large fields, buttons and ticks with no memory, no menu, nothing to drop on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.kiosk.light import CHOICE, CORNER, TARGET, kiosk_font, light, paint_ring, said
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import one_line, paint_box

NO_MEMORY = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class VisitorLine(QLineEdit):
    """One line that remembers nothing and offers nothing."""

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)
        self.setInputMethodHints(NO_MEMORY)


class VisitorNote(QPlainTextEdit):
    """A few lines that remember nothing and offer nothing."""

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = longest
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setInputMethodHints(NO_MEMORY)
        self.setFixedHeight(theme().px(92))
        self.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        text = self.toPlainText()
        if len(text) > self._longest:
            self.setPlainText(text[: self._longest])


class VisitorField(QWidget):
    """A label with a hint beside it over an editor, and the error below it."""

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.label, self.hint = said("", "label", parent=self), said("", "hint", "ink2", parent=self)
        head.addWidget(self.label)
        head.addWidget(self.hint)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(editor)
        self.fault = said("", "hint", "danger", wrap=True, parent=self)
        self.fault.hide()
        column.addWidget(self.fault)

    def speak(self, label: str, hint: str = "") -> None:
        """Say what belongs here."""
        self.label.setText(label)
        self.hint.setText(hint)
        self.editor.setAccessibleName(f"{label} {hint}".strip())

    def set_fault(self, text: str) -> None:
        """Say below what is wrong; "" takes it away."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if self.editor.property("wrong") != bool(text):
            self.editor.setProperty("wrong", bool(text))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


class BigButton(QPushButton):
    """A large button: `primary` is filled; `icon` stands before the words, or after them with `after`."""

    def __init__(
        self,
        text: str = "",
        *,
        primary: bool = False,
        icon: str = "",
        after: bool = False,
        height: int = CHOICE,
        size: float = 17,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._primary, self._icon, self._after, self._height, self._size = primary, icon, after, height, size
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.speak(text)

    def speak(self, text: str) -> None:
        """Say what it does."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def words(self) -> str:
        """What it says."""
        return self.text().replace("&&", "&")

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(kiosk_font(self._size, 600))
        icon = theme().px(self._size * 1.1) + 10 if self._icon or self.isCheckable() else 0
        return QSize(
            metrics.horizontalAdvance(self.words()) + icon + theme().px(36), theme().px(self._height)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        filled = self.isEnabled() and (self._primary or self.isChecked())
        over = self.isEnabled() and (self.underMouse() or self.isDown())
        edge = light("danger") if self.property("wrong") else light("accent" if filled else "linestrong")
        fill = light("accent") if filled else light("hover" if over or not self.isEnabled() else "surface")
        if filled and over:
            fill = fill.darker(112)
        paint_box(painter, self.rect(), fill=fill, edge=edge, radius=CORNER)
        if self.hasFocus():
            ring = light("onaccent" if filled else "accent")
            room = 4.0 if filled else 1.5
            paint_ring(painter, QRectF(self.rect()).adjusted(room, room, -room, -room), ring)
        ink = light("onaccent" if filled else "ink" if self.isEnabled() else "ink3")
        self._paint_words(painter, ink)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        font = kiosk_font(self._size, 600 if self._primary or self.isChecked() else 500)
        metrics = QFontMetrics(font)
        icon = "check" if self.isChecked() else self._icon
        side = theme().px(self._size * 1.1) if icon else 0
        gap = 10 if icon else 0
        room = self.width() - side - gap - 16
        shown = metrics.elidedText(one_line(self.words()), Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        left = (self.width() - width - side - gap) / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words_first = self._after != mirrored
        at_words = left if words_first else left + side + gap
        at_icon = left + width + gap if words_first else left
        if icon:
            paint_icon(painter, icon, QRectF(at_icon, 0, side, self.height()), ink, side)
        painter.setFont(font)
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(at_words - 1, 0, width + 2, self.height()), flags, shown)


class PermissionTick(QCheckBox):
    """A permission, large enough for a finger; what is asked is read out with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def speak(self, text: str, wording: str) -> None:
        """Say what ticking it means."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(wording)
        self.updateGeometry()

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(kiosk_font(17, 500)).horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(theme().px(28) + 12 + words + 16, theme().px(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme().px(28)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = (self.height() - side) / 2
        box = QRectF(self.width() - side - 2 if mirrored else 2, top, side, side)
        on = self.isChecked()
        fill = light("accent" if on else "surface")
        paint_box(painter, box, fill=fill, edge=light("accent" if on else "linestrong"), radius=6)
        if on:
            paint_icon(painter, "check", box, light("onaccent"), theme().px(20))
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), light("accent"))
        painter.setFont(kiosk_font(17, 500))
        painter.setPen(light("ink"))
        words = QRectF(self.rect())
        words = words.adjusted(0, 0, -side - 14, 0) if mirrored else words.adjusted(side + 14, 0, 0, 0)
        flag = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            words,
            flag | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            self.text().replace("&&", "&"),
        )
