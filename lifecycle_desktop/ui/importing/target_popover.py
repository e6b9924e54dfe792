"""Choosing from a list with a search field: where a column goes, what a word means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.popover import Popover

SHOWN_LINES = 9
KEYS_OF_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class TargetPopover(Popover):
    """A list of (key, title) that is searched while typing; `chosen` has the key."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], current: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._choices = choices
        self.line = Line(name=_("Search"), placeholder=_("Search"), icon="search", parent=self)
        self.column.addWidget(self.line)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "lines")
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._on_chosen)
        self.column.addWidget(self.list)
        high = theme().line() + 10
        self.list.setFixedHeight(high * min(SHOWN_LINES, max(len(choices), 1)))
        self.setMinimumWidth(max(260, theme().px(250)))
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(self._on_return)
        self.line.installEventFilter(self)
        self._fill("", current)
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.line and pressed is not None and pressed.key() in KEYS_OF_LIST:
            self.list.keyPressEvent(pressed)
            return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        self._fill(text, "")

    def _fill(self, text: str, current: str) -> None:
        self.list.clear()
        wanted = fold(text)
        for key, title in self._choices:
            if wanted in fold(title):
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, key)
                self.list.addItem(item)
                if key == current:
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _on_return(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._on_chosen(item)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        key = str(item.data(Qt.ItemDataRole.UserRole))
        self.close()
        self.chosen.emit(key)
