"""The sheet of keys (F1): every command that exists, by menu, with its key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.actions import MENUS, Actions
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
        hint = _("Single letters work while a list has the focus. Everything here is in the menus too.")
        column.addWidget(Label(hint, tone="ink2", wrap=True, parent=self))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Keys"))
        area.setWidget(self._made_list(actions))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = Button(_("Close"), key="Esc", parent=self)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        self.resize(max(620, theme().px(560)), max(560, theme().px(500)))
        close.setFocus()

    def _made_list(self, actions: Actions) -> QWidget:
        sheet = QWidget(self)
        sheet.setProperty("role", "plain")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(style.SPACE_XL)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        row = 0
        for key, title in MENUS:
            commands = [one for one in actions.present() if one.menu == key and one.keys]
            if not commands:
                continue
            head = Label(_(title).replace("&", ""), face="strong", tone="ink2", parent=sheet)
            head.setContentsMargins(0, 10 if row else 0, 0, 2)
            grid.addWidget(head, row, 0, 1, 2)
            row += 1
            for command in commands:
                grid.addWidget(Label(actions.text_of(command), cut=True, parent=sheet), row, 0)
                keys = QHBoxLayout()
                keys.setSpacing(10)
                for one in command.keys:
                    keys.addWidget(KeyCap(one, sheet))
                keys.addStretch(1)
                grid.addLayout(keys, row, 1, Qt.AlignmentFlag.AlignLeft)
                row += 1
        grid.setRowStretch(row, 1)
        return sheet
