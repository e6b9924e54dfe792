"""A notice on the person's desktop: by the XDG portal where the session has one, else beside the tray's icon."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtWidgets import QSystemTrayIcon

SERVICE, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"
OPEN = "open"


class DesktopNotices(QObject):
    """Tells titles and texts outside the window; `on_click(key)` is called for the notice that was clicked."""

    def __init__(
        self,
        on_click: Callable[[str], object],
        tray_icon: QSystemTrayIcon | None = None,
        bus: QDBusConnection | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_click, self._icon, self._tray_key = on_click, tray_icon, ""
        self._bus = bus
        self._calls: dict[QDBusPendingCallWatcher, tuple[str, str, str]] = {}
        if bus is None and sys.platform.startswith("linux"):
            self._bus = QDBusConnection.sessionBus()
        if self._bus is not None and self._bus.isConnected():
            slot: Any = SLOT("_on_invoked(QDBusMessage)")
            self._bus.connect("", PATH, INTERFACE, "ActionInvoked", self, slot)
        else:
            self._bus = None
        if tray_icon is not None:
            tray_icon.messageClicked.connect(self._on_tray_clicked)

    def tell(self, key: str, title: str, text: str) -> None:
        """Show a notice; one with the same key takes the place of the older."""
        if self._bus is None:
            self._tell_by_tray(key, title, text)
            return
        call = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "AddNotification")
        call.setArguments([key, {"title": title, "body": text, "default-action": OPEN}])
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._calls[watcher] = (key, title, text)
        watcher.finished.connect(self._on_answered)

    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        told = self._calls.pop(watcher, None)
        if told is not None and watcher.isError():
            self._tell_by_tray(*told)
        watcher.deleteLater()

    def _tell_by_tray(self, key: str, title: str, text: str) -> None:
        if self._icon is not None and self._icon.isVisible():
            self._tray_key = key
            self._icon.showMessage(title, text)

    def _on_tray_clicked(self) -> None:
        self._on_click(self._tray_key)

    @Slot(QDBusMessage)
    def _on_invoked(self, message: QDBusMessage) -> None:
        told = message.arguments()
        if len(told) >= 2 and told[1] == OPEN:
            self._on_click(str(told[0]))
