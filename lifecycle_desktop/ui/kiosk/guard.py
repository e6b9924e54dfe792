"""What keeps visitors on the sign-in page: keys that only write, no other window, no menu, no clipboard of before.

Qt can keep the program's own keys and windows away. Keys that the system takes for itself, such as Alt+Tab, it
cannot: the owner's page says so and recommends an account of its own for the event.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_KEY = Qt.Key
_NO = Qt.KeyboardModifier.NoModifier
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_QUIET = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier

_WALKING = frozenset(
    {
        _KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Home, _KEY.Key_End,
        _KEY.Key_Backspace, _KEY.Key_Delete,
    }
)  # fmt: skip
_PLAIN = _WALKING | {
    _KEY.Key_Tab, _KEY.Key_Backtab, _KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Space,
    _KEY.Key_PageUp, _KEY.Key_PageDown,
}  # fmt: skip
_WITH_CONTROL = _WALKING | {_KEY.Key_A, _KEY.Key_C, _KEY.Key_V, _KEY.Key_X}
_LONE = frozenset(
    {
        _KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt, _KEY.Key_AltGr, _KEY.Key_CapsLock, _KEY.Key_NumLock,
        _KEY.Key_Mode_switch, _KEY.Key_Multi_key,
    }
)  # fmt: skip
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate, QEvent.Type.Wheel, QEvent.Type.InputMethod,
    }
)  # fmt: skip
_NEVER = frozenset(
    {
        QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop,
        QEvent.Type.Shortcut, QEvent.Type.ToolTip, QEvent.Type.WhatsThis, QEvent.Type.QueryWhatsThis,
        QEvent.Type.HelpRequest,
    }
)  # fmt: skip


def writes(event: QKeyEvent) -> bool:
    """Whether a key only writes, walks or chooses on the page itself."""
    key = Qt.Key(event.key())
    held = event.modifiers() & ~_QUIET
    if key in _LONE:
        return True
    if held in (_NO, _SHIFT):
        return key in _PLAIN or _prints(event.text())
    if held in (_CONTROL, _CONTROL | _SHIFT):
        return key in _WITH_CONTROL
    return held & ~_SHIFT == (_CONTROL | _ALT) and _prints(event.text())  # AltGr, as some systems tell it


def asks_for_host(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Shift+Q."""
    return event.key() == _KEY.Key_Q and event.modifiers() & ~_QUIET == _CONTROL | _SHIFT


def clear_clipboard() -> None:
    """Leave nothing to paste: neither what the owner copied before nor what a visitor did."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _prints(text: str) -> bool:
    return bool(text) and text.isprintable()


class Guard(QObject):
    """Watches all events of the program while the page is open."""

    host_wanted = Signal()
    escaped = Signal()
    used = Signal()  # somebody is there

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._is_on = False

    def start(self) -> None:
        """Begin to keep everything else away."""
        application = QApplication.instance()
        if not self._is_on and application is not None:
            self._is_on = True
            clear_clipboard()
            application.installEventFilter(self)

    def stop(self) -> None:
        """Let go."""
        application = QApplication.instance()
        if self._is_on and application is not None:
            self._is_on = False
            clear_clipboard()
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._hide_others(watched)
            return False
        if not self._is_ours(watched):
            return kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut)
        if kind in _ACTIVITY:
            self.used.emit()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return isinstance(watched, QWidget) and isinstance(event, QKeyEvent) and self._swallows(event)
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            button = event.button() if isinstance(event, QMouseEvent) else Qt.MouseButton.LeftButton
            return button != Qt.MouseButton.LeftButton  # neither a menu nor the paste of the middle button
        return kind in _NEVER

    def _swallows(self, event: QKeyEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if asks_for_host(event):
            event.accept()
            if is_press and not event.isAutoRepeat():
                self.host_wanted.emit()
            return True
        if event.key() == _KEY.Key_Escape and not event.modifiers():
            event.accept()
            if is_press:
                self.escaped.emit()
            return True
        if writes(event):
            return False
        event.accept()  # a key that is taken here is no shortcut
        return True

    def _is_ours(self, watched: QObject) -> bool:
        if isinstance(watched, QWidget):
            return watched is self._page or watched.window() is self._page
        if isinstance(watched, QWindow):
            return watched is self._page.windowHandle()
        return False

    def _hide_others(self, watched: QObject) -> None:
        """Whatever else shows itself while the page is open goes away again: a dialog, a toast, a tool tip."""
        if not isinstance(watched, QWidget) or not watched.isWindow() or watched is self._page:
            return

        def hide() -> None:
            if self._is_on and shiboken6.isValid(watched):
                watched.hide()
                self._page.raise_()
                self._page.activateWindow()

        QTimer.singleShot(0, self, hide)
