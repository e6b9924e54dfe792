"""What stands on the sign-in page beside the form: the thanks, and the foot with its warning and the host's lock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.ui.kiosk.light import TARGET, LightIcon, said
from lifecycle_desktop.ui.kiosk.pieces import BigButton
from lifecycle_desktop.ui.theme import theme


class Thanks(QWidget):
    """What a visitor reads once the entry is on disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 0, 48, 0)
        column.addStretch(1)
        column.addWidget(LightIcon("circle-check", 64, self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.words = said("", "thanks", wrap=True, parent=self)
        self.more = said("", "lead", "ink2", wrap=True, parent=self)
        for label in (self.words, self.more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(2)


class Foot(QWidget):
    """The warning before the page clears, the lock for the host, and what becomes of what is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.warning = QFrame(self)
        self.warning.setProperty("kiosk", "warn")
        row = QHBoxLayout(self.warning)
        self.still = said("", "label", wrap=True, parent=self.warning)
        row.addWidget(self.still, 1)
        self.stay = BigButton(height=TARGET, parent=self.warning)
        row.addWidget(self.stay)
        self.warning.hide()
        self.column.addWidget(self.warning)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.host = BigButton(icon="lock", height=TARGET, size=15, parent=self)
        self.host.setMaximumWidth(theme().px(180))
        row.addWidget(self.host)
        self.private = said("", "hint", "ink2", wrap=True, parent=self)
        row.addWidget(self.private, 2)
        self.clears = said("", "hint", "ink2", wrap=True, parent=self)
        self.clears.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.clears, 1)
        self.column.addLayout(row)
