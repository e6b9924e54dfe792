"""The parts of the window: side bar, room for banners, stack of pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.actions import COMMANDS
from lifecycle_desktop.ui.pages import PageEntry
from lifecycle_desktop.ui.side_bar import SideBar


class WindowParts:
    """Made once by the window and then held by it."""

    def __init__(self, window: QWidget, entries: list[PageEntry]) -> None:
        self.middle = QWidget(window)
        row = QHBoxLayout(self.middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.side_bar = SideBar([entry for entry in entries if entry.place], page_keys(), self.middle)
        row.addWidget(self.side_bar)
        self.area = QWidget(self.middle)
        self.area.setProperty("role", "canvas")
        self.area.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banners = QVBoxLayout()
        self.banners.setContentsMargins(style.PAGE_MARGIN, 0, style.PAGE_MARGIN, 0)
        column.addLayout(self.banners)
        self.stack = QStackedWidget(self.area)
        self.stack.addWidget(QWidget())  # without it the first page would be shown as soon as it is built
        column.addWidget(self.stack, 1)
        row.addWidget(self.area, 1)


def page_keys() -> dict[str, str]:
    """The key that opens each page, for the tool tips of the side bar."""
    opening = {"file.import": "import", "tools.settings": "settings"}
    return {
        opening.get(command.id, command.id.removeprefix("view.")): command.keys[0]
        for command in COMMANDS
        if command.keys
    }
