"""What the sign-in page asks of the database: entries, counts, note, PIN and end; each durable before its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sign_in import OpenHouse, SignIn
from lifecycle_desktop.core.queries.sign_ins import open_house
from lifecycle_desktop.ui.runner import Runner


class KioskWrites(QObject):
    """The page's answers from the writing thread, as signals."""

    signed = Signal(object, object)  # SignIn, SignedIn
    pin_tried = Signal(object)  # PinAnswer
    counted = Signal(object)  # OpenHouse

    def __init__(self, runner: Runner, event: OpenHouse, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._event = runner, event

    def sign_in(self, entry: SignIn) -> None:
        """Keep what a visitor wrote, as one step; `signed` follows when it is on disk."""
        from lifecycle_desktop.core.operations.sign_ins import sign_in  # SQLAlchemy comes with it

        label = _("Sign-in at {address}").format(address=shortened(self._event.address, 40))
        self._runner.write(
            label,
            sign_in,
            self._event.event_id,
            entry,
            self._runner.moment(),
            then=lambda done: self.signed.emit(entry, done),
        )

    def try_pin(self, pin: str) -> None:
        """Try a PIN; `pin_tried` follows when a wrong one has been counted on disk."""
        from lifecycle_desktop.core.operations.kiosk import try_pin

        self._runner.write("", try_pin, pin, self._runner.moment(), then=self.pin_tried.emit)

    def look(self) -> None:
        """Ask how the event stands; `counted` follows."""
        self._runner.read(self._on_looked, open_house, self._event.event_id)

    def _on_looked(self, event: OpenHouse) -> None:
        self.counted.emit(event)

    def count(self, by: int) -> None:
        """Count visitors up or down."""
        from lifecycle_desktop.core.operations.open_houses import count_seen

        self._runner.write(
            _("Count visitors"),
            count_seen,
            self._event.event_id,
            by,
            self._runner.moment(),
            merge=f"seen:{self._event.event_id}",
            then=self._on_written,
        )

    def note(self, text: str) -> None:
        """Write the host's note."""
        from lifecycle_desktop.core.operations.open_houses import set_event_note

        self._runner.write(
            _("Write the note"), set_event_note, self._event.event_id, text, self._runner.moment()
        )

    def leave(self, then: Callable[[bool], object], *, ended: bool) -> None:
        """Close the page, and the event with `ended`; `then(ended)` follows when that is on disk."""
        event_id, moment = self._event.event_id, self._runner.moment()

        def close(connection: Any) -> None:
            from lifecycle_desktop.core.operations.kiosk import close_kiosk
            from lifecycle_desktop.core.operations.open_houses import end_event

            close_kiosk(connection)
            if ended:
                end_event(connection, event_id, moment)

        self._runner.write(_("End the open house"), close, then=lambda _done: then(ended))

    def _on_written(self, _seen: int) -> None:
        self.look()
