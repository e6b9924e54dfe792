"""The head of a page: title, one line saying what it shows, then view switch, search and the one primary button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import SearchField
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tab_order import read_in_order, widgets_of


class PageHead(QWidget):
    """Title and subtitle at the left; `add` puts a switch or buttons before the search at the right."""

    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(style.CONTROL_GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label("", face="title", cut=True, parent=self)
        self.subtitle = Label("", tone="ink2", wrap=True, parent=self)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._whole.addLayout(words, 1)
        row = QHBoxLayout()
        row.setSpacing(style.CONTROL_GAP)
        row.addStretch(1)
        self._whole.addLayout(row)
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
        self._share_room()

    def set_subtitle(self, subtitle: str) -> None:
        """Write what the page shows now."""
        self.subtitle.setText(subtitle)
        self._share_room()

    def add(self, widget: QWidget) -> None:
        """Put a view switch or a button before the search."""
        self._extras.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        read_in_order(
            *widgets_of(self._extras), self.search, *([self.primary] if self.primary is not None else [])
        )
        self._share_room()

    def set_primary(self, text: str, icon: str, on_click: Callable[[], object], *, key: str = "") -> Button:
        """Give the page its one primary button."""
        if self.primary is not None:
            self._row.removeWidget(self.primary)
            self.primary.deleteLater()
        self.primary = Button(text, kind="primary", icon=icon, key=key, parent=self)
        self.primary.clicked.connect(lambda _on=False: on_click())
        self._row.addWidget(self.primary)
        read_in_order(self.search, self.primary)
        self._share_room()
        return self.primary

    def retheme(self) -> None:
        """Share the room anew after the text has grown."""
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Let the search give way to the title, then be only its icon, then put the buttons below the words."""
        beside = self._extras.sizeHint().width() + (self.primary.sizeHint().width() if self.primary else 0)
        words = max(
            theme().metrics("title").horizontalAdvance(self.title.text()),
            min(theme().metrics().horizontalAdvance(self.subtitle.text()), theme().px(300)),
        )
        room = self.width() - words - beside - 4 * style.CONTROL_GAP - style.SPACE_L
        below = room < theme().control
        if below:
            room = self.width() - beside - 3 * style.CONTROL_GAP
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._whole.direction() != direction:
            self._whole.setDirection(direction)
        fits = room >= self.search.least_width
        self.search.setFixedWidth(min(room, self.search.sizeHint().width()) if fits else theme().control)
