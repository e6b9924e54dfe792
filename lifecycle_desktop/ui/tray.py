"""The icon in the system's tray: how many are due, quick capture, and the way back to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.widgets.logo import program_icon
from lifecycle_desktop.ui.widgets.tool_tips import action_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lifecycle_desktop.ui.main_window import MainWindow

CHOICE = "tray"  # "0" in the window's state: the person does not want it


def has_tray() -> bool:
    """Whether the system shows such icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """The icon, as long as the program runs and the person wants it."""

    def __init__(self, window: MainWindow, raise_window: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._raise = window, raise_window
        self._due = 0
        self.menu = QMenu(window)
        self.due_action = self.menu.addAction("", self._open_today)
        self.capture_action = self.menu.addAction(_("&Quick capture…"), window.open_capture)
        self.menu.addSeparator()
        self.menu.addAction(_("&Open Lifecycle Desktop"), raise_window)
        self.menu.addAction(_("&Quit"), window.close)
        self.icon = QSystemTrayIcon(program_icon(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        window.side_bar.counted.connect(self._on_counted)
        window.visitors.changed.connect(self.follow_choice)
        self._on_counted("today", window.side_bar.count_of("today"))

    def follow_choice(self) -> None:
        """Show the icon where the person wants it, the system has a place for it, and no visitor is there to use it."""
        wanted = self._window.state.get(CHOICE, "1") != "0" and not self._window.is_for_visitors
        self.icon.setVisible(wanted and has_tray())

    def toggle(self) -> None:
        """Take the icon away, or show it again; the choice is remembered."""
        wanted = self._window.state.get(CHOICE, "1") == "0"
        self._window.state.set(CHOICE, int(wanted))
        self.follow_choice()
        self._window.say(_("The icon is in the tray") if wanted else _("The icon is out of the tray"))

    def _on_counted(self, key: str, count: int) -> None:
        if key != "today":
            return
        due = (
            ngettext("{n} due today", "{n} due today", count).format(n=count)
            if count
            else _("Nothing is due")
        )
        self.due_action.setText(action_text(_("Today: {due}").format(due=due)))
        self.icon.setToolTip(_("Lifecycle Desktop: {due}").format(due=due))
        if bool(count) != bool(self._due):
            self.icon.setIcon(program_icon(with_dot=bool(count)))
        self._due = count

    def _open_today(self) -> None:
        self._raise()
        self._window.open_page("today")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self._raise()
        elif reason == QSystemTrayIcon.ActivationReason.MiddleClick:
            self._window.open_capture()
