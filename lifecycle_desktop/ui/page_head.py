"""The head of a page: title, one line saying what it shows, then view switch, search and the one primary button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import SearchField
from lifecycle_desktop.ui.widgets.labels import Label


class PageHead(QWidget):
    """Title and subtitle at the left; `add` puts a switch or buttons before the search at the right."""

    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.CONTROL_GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label("", face="title", cut=True, parent=self)
        self.subtitle = Label("", tone="ink2", cut=True, parent=self)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        self._extras = QHBoxLayout()
        self._extras.setSpacing(style.CONTROL_GAP)
        row.addLayout(self._extras)
        self.search = SearchField(self)
        self.search.clicked.connect(self.search_wanted)
        row.addWidget(self.search)
        self.primary: Button | None = None
        self._row = row

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Write both lines."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def set_subtitle(self, subtitle: str) -> None:
        """Write what the page shows now."""
        self.subtitle.setText(subtitle)

    def add(self, widget: QWidget) -> None:
        """Put a view switch or a button before the search."""
        self._extras.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_primary(self, text: str, icon: str, on_click: Callable[[], object], *, key: str = "") -> Button:
        """Give the page its one primary button."""
        if self.primary is not None:
            self._row.removeWidget(self.primary)
            self.primary.deleteLater()
        self.primary = Button(text, kind="primary", icon=icon, key=key, parent=self)
        self.primary.clicked.connect(lambda _on=False: on_click())
        self._row.addWidget(self.primary)
        return self.primary
