"""A card with a title, a line that says what it is for, and rows of fields that wrap where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label

_NARROW = 460  # px at 100 % text


class FormSection(Card):
    """A group of fields; `add` puts some beside each other."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=10, parent=parent)
        self.setAccessibleName(title)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(Label(title, face="card", parent=self))
        if text:
            head.addWidget(Label(text, tone="ink2", wrap=True, parent=self))
        self.column.addLayout(head)
        self._rows: list[QBoxLayout] = []

    def add(self, *widgets: QWidget) -> None:
        """Add a row of one or more widgets."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(12)
        for widget in widgets:
            is_button = widget.metaObject().className() == "Button"
            row.addWidget(
                widget,
                0 if is_button else 1,
                Qt.AlignmentFlag.AlignVCenter if is_button else Qt.AlignmentFlag.AlignTop,
            )
        self._rows.append(row)
        self.column.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_NARROW)
        for row in self._rows:
            wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            if row.direction() != wanted:
                row.setDirection(wanted)
