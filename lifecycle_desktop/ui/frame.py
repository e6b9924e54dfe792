"""The bare frame of the window: where it stands, its grounds, and what waits until it is painted.

Nothing is loaded here that the first picture does not need (SPEED.md, section 1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRect, QSize, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter
from PySide6.QtWidgets import QMainWindow

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPaintEvent

    from lifecycle_desktop.ui.window_state import WindowState

FIRST_SIZE = QSize(1280, 800)
SMALLEST_SIZE = QSize(1024, 640)


class Frame(QMainWindow):
    """A window that remembers its place and is painted before anything else is done."""

    def __init__(self, state: WindowState) -> None:
        super().__init__()
        self.state = state
        self.is_built = False
        self._painted = False
        self._later: list[Callable[[], object]] = []
        self.takes: Callable[[QMimeData], bool] | None = None  # whether something can be dropped here
        self.take: Callable[[QMimeData], object] | None = None  # takes what was dropped
        self.setWindowTitle(_("Lifecycle Desktop"))
        self.setAccessibleName(_("Lifecycle Desktop"))
        self.setMinimumSize(SMALLEST_SIZE)
        self._restore_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_built:
            super().paintEvent(event)
            return
        dark = self.state.get("mode", "system") == "dark"
        if self.state.get("mode", "system") == "system":
            dark = QGuiApplication.styleHints().colorScheme().name == "Dark"
        colours = style.palette(dark)
        bar = style.RAIL_WIDTH if self.state.get("rail") == "1" else style.SIDE_BAR_WIDTH
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.canvas))
        painter.fillRect(0, 0, bar, self.height(), QColor(colours.sidebar))
        painter.fillRect(0, 0, self.width(), style.HEIGHT_MENU_BAR, QColor(colours.sidebar))
        painter.fillRect(0, style.HEIGHT_MENU_BAR - 1, self.width(), 1, QColor(colours.line))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes is not None and self.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.take is not None:
            event.acceptProposedAction()
            self.take(event.mimeData())

    def after_paint(self, function: Callable[[], object]) -> None:
        """Call a function once the window has been painted: what can wait until then."""
        self._later.append(function)
        if self._painted:
            QTimer.singleShot(0, self, self._do_later)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._do_later)
        return super().event(event)

    def _do_later(self) -> None:
        while self._later:
            self._later.pop(0)()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def remember_place(self) -> None:
        """Write down size and place of the window, and the last page."""
        if not self.isFullScreen() and not self.isMaximized():
            place = self.geometry()
            self.state.set("place", f"{place.x()} {place.y()} {place.width()} {place.height()}")
        self.state.set("maximized", int(self.isMaximized()))
        self.state.save()

    def _restore_place(self) -> None:
        self.resize(FIRST_SIZE)
        numbers = [int(word) for word in self.state.get("place").split() if word.lstrip("-").isdecimal()]
        if len(numbers) == 4:
            place = QRect(*numbers)
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            if any(screen.intersects(place) for screen in screens):  # the screen it was on is still there
                self.setGeometry(place)
        if self.state.get("maximized") == "1":
            self.setWindowState(QtCore.Qt.WindowState.WindowMaximized)
