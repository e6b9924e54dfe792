"""Notes whose page or pane is open, for "recent ones first": only whom one stays with, not everybody walked over."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.runner import Runner

STAY_MS = 1500


class OpenedLast(QObject):
    """Notes a person some time after they came into view, if nobody else did meanwhile; goes with its parent."""

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._seen = self._noted = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self._on_stayed)

    def see(self, contact_id: int) -> None:
        """Somebody is in view now."""
        if contact_id and contact_id != self._seen:
            self._seen = contact_id
            self._timer.start()

    def _on_stayed(self) -> None:
        if self._seen == self._noted:
            return
        from lifecycle_desktop.core.operations.opened import note_opened

        self._noted = self._seen
        self._runner.write(_("Open a contact"), note_opened, self._seen, self._runner.moment())
