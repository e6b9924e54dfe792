"""One window for one database and one person: a second start raises the first window and ends."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECTED_WITHIN = 1000  # ms
ANSWER_WITHIN = 5000  # ms: the other window may be busy starting
RAISE = b"raise\n"


def server_name(database: Path) -> str:
    """The name of the local server of whoever has this database open in a window."""
    who = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    text = f"{who}\0{database.resolve()}"
    return "lifecycle-desktop-" + hashlib.sha256(text.encode()).hexdigest()[:24]


def raise_other(database: Path) -> bool:
    """Ask the window that has this database open to come to the front; returns whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(database))
    if not socket.waitForConnected(CONNECTED_WITHIN):
        return False
    socket.write(RAISE)
    socket.waitForBytesWritten(CONNECTED_WITHIN)
    heard = socket.bytesAvailable() > 0 or socket.waitForReadyRead(ANSWER_WITHIN)
    socket.close()
    return heard


class Doorbell(QObject):
    """Hears a second start and calls `on_ring`; only this person's programs can reach it."""

    def __init__(self, database: Path, on_ring: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_ring = on_ring
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)
        name = server_name(database)
        QLocalServer.removeServer(name)  # what a killed program left; the database's lock says it is dead
        self.listening = self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_new_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(b"coming\n")
            socket.flush()
            self._on_ring()
