"""The focus ring: 2 px accent, 1 px gap, drawn around the control that has the focus."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme

REACH = style.FOCUS_RING + style.FOCUS_GAP


class FocusRing(QObject):
    """Follows the focus and rings every widget that has a `ring_radius`; lists and fields mark it themselves.

    The ring lies in the parent of what it rings and may be deleted with it; then a new one is made.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._ringed: QWidget | None = None
        self._drawn: _Ring | None = None
        application.focusChanged.connect(self._on_focus_changed)

    @property
    def drawn(self) -> QWidget | None:
        """The ring that is seen; None where nothing is ringed."""
        return self._drawn if self._ringed is not None else None

    def stop(self) -> None:
        """Follow no longer."""
        self._let_go()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        parent = new.parentWidget() if new is not None else None
        if new is None or parent is None or getattr(new, "ring_radius", None) is None:
            return
        if self._drawn is None or not shiboken6.isValid(self._drawn):
            self._drawn = _Ring()
        self._ringed = new
        new.installEventFilter(self)
        self._drawn.surround(new, parent)

    def _let_go(self) -> None:
        if self._ringed is not None and shiboken6.isValid(self._ringed):
            self._ringed.removeEventFilter(self)
        self._ringed = None
        if self._drawn is not None and shiboken6.isValid(self._drawn):
            self._drawn.hide()
            self._drawn.setParent(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ringed and self._ringed is not None:
            kind = event.type()
            if kind in (QEvent.Type.Move, QEvent.Type.Resize):
                if self._drawn is not None and shiboken6.isValid(self._drawn):
                    self._drawn.place()
            elif kind in (QEvent.Type.Hide, QEvent.Type.ParentChange):
                self._let_go()
        return False


class _Ring(QWidget):
    """The ring itself, a sibling above what it surrounds."""

    accessible_role = "Border"

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._within: QWidget | None = None

    def surround(self, widget: QWidget, parent: QWidget) -> None:
        """Lie around `widget`."""
        self._within = widget
        self.setParent(parent)
        self.place()
        self.raise_()
        self.show()

    def place(self) -> None:
        """Follow where the widget has gone."""
        if self._within is not None and shiboken6.isValid(self._within):
            self.setGeometry(self._within.geometry().adjusted(-REACH, -REACH, REACH, REACH))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._within is None or not shiboken6.isValid(self._within):
            return
        radius = getattr(self._within, "ring_radius", style.CORNER_CONTROL)
        parent = self.parentWidget()
        area = QRectF(self.rect())
        if parent is not None:  # where the parent would cut the ring off, it is drawn inside
            area = area.intersected(QRectF(parent.rect().translated(-self.pos())))
        half = style.FOCUS_RING / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().pen("accent", style.FOCUS_RING))
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius + 2, radius + 2)
