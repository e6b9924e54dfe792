"""The foot of a step: what will happen, Cancel, Back, and the one button that leads on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Hairline
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label


class Foot(QWidget):
    """A hairline, the words over the full width where they do not fit beside the buttons, and the buttons."""

    def __init__(self, verb: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Hairline(self))
        row = FlowLayout(gap=8, row_gap=8)
        self.words = Label("", tone="ink2", parent=self)
        row.addWidget(self.words)
        self.cancel = Button(_("Cancel"), kind="quiet", parent=self)
        self.back = Button(_("Back"), parent=self)
        self.go = Button(verb, kind="primary", icon=icon, parent=self)
        self._icon = icon
        for button in (self.cancel, self.back, self.go):
            row.add_end(button)
        column.addLayout(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._icon == "arrow-right":
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.go.set_icon("arrow-left" if mirrored else "arrow-right")

    def as_read(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.cancel, self.back, self.go]

    def say(self, text: str, *, strong: bool = False) -> None:
        """Write what will happen."""
        self.words.setText(text)
        self.words.set_tone("ink" if strong else "ink2")
        self.words.setToolTip("")
