"""The focus ring: 2 px accent, 1 px gap, drawn around the control that has the focus."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme

REACH = style.FOCUS_RING + style.FOCUS_GAP


class FocusRing(QWidget):
    """Follows the focus and rings every widget that has a `ring_radius`; lists and fields mark it themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focusRing")
        self.hide()
        self._ringed: QWidget | None = None

    def follow(self, application: QApplication) -> None:
        """Begin to follow the application's focus."""
        application.focusChanged.connect(self._on_focus_changed)
        application.aboutToQuit.connect(self._let_go)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        if new is None or getattr(new, "ring_radius", None) is None:
            return
        parent = new.parentWidget()
        if parent is None:
            return
        self._ringed = new
        new.installEventFilter(self)
        self.setParent(parent)
        self._place()
        self.raise_()
        self.show()

    def _let_go(self) -> None:
        if self._ringed is not None and shiboken6.isValid(self._ringed):
            self._ringed.removeEventFilter(self)
        self._ringed = None
        self.hide()
        self.setParent(None)

    def _place(self) -> None:
        if self._ringed is not None:
            self.setGeometry(self._ringed.geometry().adjusted(-REACH, -REACH, REACH, REACH))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ringed and self._ringed is not None:
            kind = event.type()
            if kind in (QEvent.Type.Move, QEvent.Type.Resize):
                self._place()
            elif kind == QEvent.Type.Show:
                self.show()
                self.raise_()
            elif kind == QEvent.Type.Hide:
                self.hide()
            elif kind in (QEvent.Type.ParentChange, QEvent.Type.Destroy, QEvent.Type.DeferredDelete):
                self._let_go()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ringed is None:
            return
        radius = getattr(self._ringed, "ring_radius", style.CORNER_CONTROL)
        parent = self.parentWidget()
        area = QRectF(self.rect())
        if parent is not None:  # where the parent would cut the ring off, it is drawn inside
            area = area.intersected(QRectF(parent.rect().translated(-self.pos())))
        half = style.FOCUS_RING / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().pen("accent", style.FOCUS_RING))
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius + 2, radius + 2)
