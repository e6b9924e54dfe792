"""The sheet of keys (F1): every command that exists, by menu, with its key, and the keys of lists and forms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.actions import MENUS, Actions, plain, without_access_key
from lifecycle_desktop.ui.local_keys import LOCAL_KEYS
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, KeyCap
from lifecycle_desktop.ui.widgets.labels import Label


class KeysSheet(QDialog):
    """Keys and help."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys and help"))
        self.setAccessibleName(_("Keys and help"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(Label(_("Keys and help"), face="heading", parent=self))
        hint = _(
            "Single letters work while a list has the focus; Settings turns them off. All is in the menus too."
        )
        column.addWidget(Label(hint, tone="ink2", wrap=True, parent=self))
        area = _KeyList(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Keys"))
        area.setWidget(self._made_list(actions))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = Button(_("Close"), key="Esc", parent=self)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        room = self.screen().availableGeometry().size()
        self.resize(
            min(max(620, theme().px(560)), room.width()), min(max(560, theme().px(500)), room.height() - 40)
        )
        close.setFocus()

    def _made_list(self, actions: Actions) -> QWidget:
        sheet = QWidget(self)
        sheet.setProperty("role", "plain")
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setHorizontalSpacing(style.SPACE_XL)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        for key, title in MENUS:
            commands = [one for one in actions.present() if one.menu == key and one.keys]
            lines = [(without_access_key(plain(command)), command.keys) for command in commands]
            self._add_group(sheet, _(title).replace("&", ""), lines)
        for title, local in LOCAL_KEYS:
            self._add_group(sheet, _(title), [(_(each.words), each.keys) for each in local])
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        return sheet

    def _add_group(self, sheet: QWidget, title: str, lines: list[tuple[str, tuple[str, ...]]]) -> None:
        if not lines:
            return
        row = self._grid.rowCount()
        head = Label(title, face="strong", tone="ink2", parent=sheet)
        head.setContentsMargins(0, 10 if self._grid.count() else 0, 0, 2)
        self._grid.addWidget(head, row, 0, 1, 2)
        for words, keys in lines:
            row += 1
            self._grid.addWidget(Label(words, wrap=True, parent=sheet), row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(10)
            for key in keys:
                caps.addWidget(KeyCap(key, sheet))
            caps.addStretch(1)
            self._grid.addLayout(caps, row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _KeyList(QScrollArea):
    """The list of keys; the arrows scroll it."""

    accessible_role = "List"
