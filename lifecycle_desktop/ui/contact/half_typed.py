"""What stands in the open fields of a contact and is not saved, written down so that a crash does not take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.ui.contact.desk import Typed, typed_place, write_typed
from lifecycle_desktop.ui.contact.editable_line import EditableLine
from lifecycle_desktop.ui.runner import Runner

EVERY_MS = 2000


class HalfTyped(QObject):
    """Writes it every two seconds where it changed, when the window loses the focus, and when the person is left."""

    def __init__(self, runner: Runner, page: QWidget, lines: Callable[[], Iterable[EditableLine]]) -> None:
        super().__init__(page)
        self._runner, self._page, self._lines = runner, page, lines
        self._contact_id = 0
        self._kept: Typed = {}
        self._every = QTimer(self)
        self._every.setInterval(EVERY_MS)
        self._every.timeout.connect(self.note)
        page.installEventFilter(self)

    def begin(self, contact_id: int, kept: Typed) -> None:
        """Look after the fields of this contact, of whom `kept` is written down already."""
        self._contact_id, self._kept = contact_id, kept
        self._every.start()

    def leave(self) -> None:
        """Before somebody else is shown: save what is right, write down what cannot be saved yet."""
        self._every.stop()
        left = {line.spec.key: line.settle() for line in self._lines()}
        self._keep({key: values for key, values in left.items() if values is not None})

    def note(self) -> None:
        """Write down what stands in the fields now, if it is not written yet."""
        open_lines = [(line.spec.key, line.editor) for line in self._lines()]
        self._keep(
            {key: dict(each.values) for key, each in open_lines if each is not None and each.is_changed}
        )

    def _keep(self, typed: Typed) -> None:
        if typed == self._kept or not self._contact_id:
            return
        from lifecycle_desktop.core.operations.typed_texts import keep_typed  # SQLAlchemy comes with it

        self._kept = typed
        place = typed_place(self._contact_id)
        self._runner.write("", keep_typed, place, write_typed(typed), self._runner.moment())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        changes = event.type() == QEvent.Type.ActivationChange
        if changes and self._every.isActive() and not self._page.isActiveWindow():
            self.note()
        return False
