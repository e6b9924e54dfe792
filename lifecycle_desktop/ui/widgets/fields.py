"""Fields of a form: a label, a line or a choice, a hint, and the error below it after one has left the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SIGNAL, QEvent, QMimeData, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import in_short_paragraphs
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import key_caps_width, paint_key_caps
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_stage_badge, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import action_text, tooltip

LONGEST_LINE = 10_000
_ROUND_TEXT = 16  # px of edge and padding beside the text of a line
_RETURN_PRESSED = SIGNAL("returnPressed()")


class Line(QLineEdit):
    """One line of text; `icon` and `key` are painted inside it, `placeholder` says what belongs there."""

    _icon = _key = ""  # Qt may tell of a direction before the line is made

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._key = icon, key
        self.setMaxLength(LONGEST_LINE)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.retheme()

    def retheme(self) -> None:
        """Take the room for icon and key in the look in force."""
        before = theme().px(16) + 10 if self._icon else 0
        after = key_caps_width(self._key) + 6 if self._key else 0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        self.setTextMargins(before, 0, after, 0)
        if self.isVisible():
            self._tell_whole_placeholder()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.retheme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole_placeholder()

    def _tell_whole_placeholder(self) -> None:
        """Say in the tool tip what the placeholder has no room for; a tool tip of another kind stays."""
        words = self.placeholderText()
        if self.toolTip() not in ("", tooltip(words)):
            return
        margins = self.textMargins()
        room = self.width() - margins.left() - margins.right() - _ROUND_TEXT
        is_cut = self.fontMetrics().horizontalAdvance(words) > room
        self.setToolTip(tooltip(words) if is_cut and words else "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and leaves_undo(event, self):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        # Qt passes Enter on to the parents although the line has told of it: a popover would answer it twice.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.receivers(_RETURN_PRESSED):
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._icon and not self._key:
            return
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._icon:
            side = theme().px(16)
            left = self.width() - 10 - side if mirrored else 10
            box = QRectF(left, 0, side, self.height())
            paint_icon(painter, self._icon, box, theme().colour("ink2"), side)
        if self._key and not self.text():
            width = key_caps_width(self._key)
            left = 7 if mirrored else self.width() - width - 7
            paint_key_caps(painter, QRectF(left, 0, width, self.height()), self._key)


class Lines(QPlainTextEdit):
    """Text of several lines, without formatting; Tab leaves it. An endless line that is pasted is broken."""

    broken = Signal()  # a line that was pasted was too long to stay one

    def __init__(
        self, text: str = "", *, name: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def setReadOnly(self, read_only: bool) -> None:
        super().setReadOnly(read_only)
        self.style().unpolish(self)  # the sheet asks for it
        self.style().polish(self)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text() if source.hasText() else ""
        short = in_short_paragraphs(text)
        if short == text:
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(short)
        self.ensureCursorVisible()
        self.broken.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and leaves_undo(event, self):
            event.ignore()
            return False
        return super().event(event)


def leaves_undo(event: QEvent, field: QLineEdit | QPlainTextEdit) -> bool:
    """Whether Ctrl+Z in a field that has nothing to undo should undo the last step of the program instead."""
    if not isinstance(event, QKeyEvent):
        return False
    undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    if isinstance(field, QLineEdit):
        return (undo and not field.isUndoAvailable()) or (redo and not field.isRedoAvailable())
    document = field.document()
    return (undo and not document.isUndoAvailable()) or (redo and not document.isRedoAvailable())


class Choice(QComboBox):
    """A choice from a list, with our chevron; entries may carry an icon or a stage's badge."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)
        self.retheme()

    def retheme(self) -> None:
        """Take the size of the icons in the look in force."""
        self.setIconSize(QSize(theme().px(16), theme().px(16)))

    def add(
        self, text: str, value: object = None, *, icon: str = "", stage: tuple[int, int] | None = None
    ) -> None:
        """Add an entry; `stage` is (position, count) of a stage whose badge it wears."""
        if stage is not None:
            self.addItem(_badge_icon(*stage), text, value)
        elif icon:
            pixmap = QPixmap(QSize(32, 32))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint_icon(painter, icon, QRectF(0, 0, 32, 32), theme().colour("ink2"), 32)
            painter.end()
            self.addItem(QIcon(pixmap), text, value)
        else:
            self.addItem(text, value)

    def choose(self, value: object) -> None:
        """Choose the entry that stands for `value`, if there is one."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme().px(14)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(8 if mirrored else self.width() - 8 - side, 0, side, self.height())
        token = "ink2" if self.isEnabled() else "ink3"
        paint_icon(painter, "chevron-down", box, theme().colour(token), side)


def _badge_icon(position: int, count: int) -> QIcon:
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_stage_badge(painter, QRectF(0, 0, 40, 40), position, count)
    painter.end()
    return QIcon(pixmap)


class Field(QWidget):
    """A label over an editor, a hint below, and the error in the hint's place once the field has been left.

    `check(text)` returns what is wrong with an example, or "". `&` in the label marks its Alt key.
    """

    changed = Signal(str)

    def __init__(
        self,
        label: str,
        editor: QLineEdit | QComboBox | QPlainTextEdit | None = None,
        *,
        hint: str = "",
        check: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint, self._check = hint, check
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.label = Label(label, face="small", tone="ink2", weight=500, parent=self)
        column.addWidget(self.label)
        self.editor: QLineEdit | QComboBox | QPlainTextEdit = editor or Line(name=label.replace("&", ""))
        self.editor.setParent(self)
        if not self.editor.accessibleName():
            self.editor.setAccessibleName(label.replace("&", ""))
        self.label.setBuddy(self.editor)
        column.addWidget(self.editor)
        below = QHBoxLayout()
        below.setSpacing(5)
        self._sign = IconView("circle-alert", side=14, tone="danger", parent=self)
        self._sign.hide()
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.below = Label(hint, face="small", tone="ink3", wrap=True, parent=self)
        self.below.setVisible(bool(hint))
        below.addWidget(self.below, 1)
        column.addLayout(below)
        self.editor.installEventFilter(self)
        if isinstance(self.editor, QComboBox):
            self.editor.currentTextChanged.connect(self._on_edited)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.textChanged.connect(lambda: self._on_edited(self.text))
        else:
            self.editor.textChanged.connect(self._on_edited)

    @property
    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        return self.editor.toPlainText() if isinstance(self.editor, QPlainTextEdit) else self.editor.text()

    def set_text(self, text: str) -> None:
        """Put text into the field."""
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentText(text)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        else:
            self.editor.setText(text)

    @property
    def error(self) -> str:
        """The error that is shown; empty when all is well."""
        return self.below.text() if not self._sign.isHidden() else ""

    def set_error(self, text: str) -> None:
        """Show what is wrong below the field; "" takes it away."""
        self._sign.setVisible(bool(text))
        self.below.setText(text or self._hint)
        self.below.setVisible(bool(text or self._hint))
        self.below.set_tone("danger" if text else "ink3")
        self.editor.setAccessibleDescription(text or self._hint)
        if self.editor.property("wrong") != bool(text):
            self.editor.setProperty("wrong", bool(text))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def validate(self) -> bool:
        """Check now, as Save does; returns whether all is well."""
        self.set_error(self._check(self.text) if self._check is not None else "")
        return not self.error

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut and self._check is not None:
            self.validate()
        return False

    def _on_edited(self, text: str) -> None:
        if self.error:
            self.set_error("")
        self.changed.emit(text)


class SearchField(QPushButton):
    """Looks like a field, opens the palette: "Search or run a command  Ctrl K"."""

    ring_radius = style.CORNER_CONTROL

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = _("Search or run a command")
        self.setAccessibleName(self._words)
        self.setToolTip(tooltip(self._words, "Ctrl+K"))
        self.setText(action_text(self._words))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retheme()

    def retheme(self) -> None:
        """Take the height of the look in force."""
        self.setMinimumHeight(theme().control)
        self.setMaximumHeight(theme().control)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(300, theme().px(300), self.least_width), theme().control)

    @property
    def least_width(self) -> int:
        """The width in px below which the words do not fit, so that only the icon is shown."""
        words = theme().metrics().horizontalAdvance(self._words)
        return 11 + theme().px(16) + 7 + words + 2 + 12 + key_caps_width("Ctrl+K") + 7

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().control, theme().control)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        over = self.underMouse() or self.isDown()
        fill = theme().colour("hover" if over else "surface")
        paint_box(painter, self.rect(), fill=fill, edge=theme().colour("linestrong"))
        side = theme().px(16)
        caps = key_caps_width("Ctrl+K")
        area = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        narrow = area.width() < self.least_width
        left = (area.width() - side) / 2 if narrow else area.width() - 11 - side if mirrored else 11
        paint_icon(painter, "search", QRectF(left, 0, side, area.height()), theme().colour("ink2"), side)
        if narrow:
            return
        box = QRectF(7 if mirrored else area.width() - caps - 7, 0, caps, area.height())
        paint_key_caps(painter, box, "Ctrl+K")
        words = area.adjusted(11 + side + 7, 0, -caps - 12, 0)
        if mirrored:
            words = area.adjusted(caps + 12, 0, -11 - side - 7, 0)
        paint_text(painter, words, self._words, tone="ink3", mirrored=mirrored)
