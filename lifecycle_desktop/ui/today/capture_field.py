"""The field on top of Today: one line about a person, kept by Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import KeyCap
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.painters import paint_box


class CaptureField(QWidget):
    """A large line with a plus before it; `entered` tells what was typed."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 14, 2)
        row.setSpacing(8)
        row.addWidget(IconView("plus", side=18, tone="accent", parent=self))
        self.line = Line(
            name=_("Who, and what happened?"),
            placeholder=_(
                "Who, and what happened?   e.g. “Priya Natarajan 555-0142, open house, hot, call tomorrow 10”"
            ),
            parent=self,
        )
        self.line.setProperty("bare", True)
        row.addWidget(self.line, 1)
        row.addWidget(KeyCap("Ctrl+N", self))
        self.line.returnPressed.connect(self._on_return)
        self.setFocusProxy(self.line)

    def sizeHint(self) -> QSize:
        return QSize(400, theme().height(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme().height(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=theme().colour("surface"),
            edge=theme().colour("accent"),
            radius=style.CORNER_CONTROL,
            width=2.0,
        )

    def _on_return(self) -> None:
        text = self.line.text().strip()
        if text:
            self.entered.emit(text)
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
