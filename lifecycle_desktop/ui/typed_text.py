"""What is typed somewhere and not saved yet, kept in the database while it is typed: nothing is lost by leaving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.queries.typed_texts import typed_text
from lifecycle_desktop.ui.runner import Runner

REST_MS = 400  # of rest after a key before the text is written


class TypedText(QObject):
    """The text typed at one place of a page or dialog; written after a rest, and at once when `owner` is hidden."""

    def __init__(self, runner: Runner, place: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._runner, self.place = runner, place
        self._kept = self._now = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.write)
        owner.installEventFilter(self)

    def recall(self, then: Callable[[str], object]) -> None:
        """Ask for what was left there; `then` is called where there is anything."""

        def take(text: str) -> None:
            if text:
                self._kept = self._now = text
                then(text)

        self._runner.read(take, typed_text, self.place)

    def keep(self, text: str) -> None:
        """Take note of what stands there now; an empty text forgets it."""
        self._now = text
        if text == self._kept:
            self._rest.stop()
        else:
            self._rest.start()

    def write(self) -> None:
        """Write what was noted, if it is not written yet."""
        self._rest.stop()
        if self._now == self._kept:
            return
        from lifecycle_desktop.core.operations.typed_texts import keep_typed  # SQLAlchemy comes with it

        self._kept = self._now
        self._runner.write("", keep_typed, self.place, self._now, self._runner.moment())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.write()
        return False
