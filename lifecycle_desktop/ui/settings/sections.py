"""The cards of the settings page: a title, a line that says what it is for, and its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label


class Section(Card):
    """A group of settings."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(padding=20, spacing=12, parent=parent)
        self.setAccessibleName(title)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(Label(title, face="heading", parent=self))
        if text:
            head.addWidget(Label(text, tone="ink2", wrap=True, parent=self))
        self.column.addLayout(head)

    def add_row(self, words: str, editor: QWidget, hint: str = "") -> None:
        """Add a setting: its words at the left, what sets it at the right."""
        row = QHBoxLayout()
        row.setSpacing(16)
        said = QVBoxLayout()
        said.setSpacing(0)
        label = Label(words, wrap=True, parent=self)
        label.setBuddy(editor)
        said.addWidget(label)
        if hint:
            said.addWidget(Label(hint, face="small", tone="ink3", wrap=True, parent=self))
        row.addLayout(said, 1)
        editor.setMinimumWidth(
            min(theme().px(240), 320) if not editor.minimumWidth() else editor.minimumWidth()
        )
        row.addWidget(editor, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(row)
