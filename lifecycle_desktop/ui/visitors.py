"""The way between the owner's desk and the sign-in page for visitors: while the page is open, the desk is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.sign_in import KioskDesk
    from lifecycle_desktop.ui.kiosk.window import KioskWindow
    from lifecycle_desktop.ui.main_window import MainWindow

PAGE = "open_house"  # where the desk opens again


class Visitors(QObject):
    """Opens the sign-in page in the place of the window, and brings the window back when its PIN was given."""

    changed = Signal()  # the page has opened, or the desk is back

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.page: KioskWindow | None = None
        self._is_coming = False

    @property
    def is_open(self) -> bool:
        """Whether visitors are before the screen, or about to be."""
        return self.page is not None or self._is_coming

    def open(self, event_id: int) -> None:
        """Open the page of an event; that it is open is written down first, so that a crash comes back to it."""
        from lifecycle_desktop.core.operations.kiosk import open_kiosk  # SQLAlchemy comes with it

        runner = self._window.runner
        if runner is not None and not self.is_open:
            runner.write("", open_kiosk, event_id, then=lambda _done: self.resume(event_id))

    def resume(self, event_id: int) -> None:
        """Show the page that was open when the program ended; the desk is out of sight before it is read."""
        from lifecycle_desktop.core.queries.sign_ins import kiosk_desk

        runner = self._window.runner
        if runner is not None and not self.is_open:
            self._is_coming = True
            self._window.hide()
            self.changed.emit()
            runner.read(self._on_desk, kiosk_desk, event_id)

    def _on_desk(self, desk: KioskDesk) -> None:
        from lifecycle_desktop.ui.kiosk.window import KioskWindow  # loaded when it is first opened

        runner = self._window.runner
        if runner is None:
            return
        self.page = KioskWindow(runner, desk)
        self._is_coming = False
        self.page.left.connect(self._on_left)
        self.page.start()
        self.changed.emit()

    def _on_left(self, event_id: int, _ended: bool) -> None:
        page, self.page = self.page, None
        window = self._window
        window.show()
        window.open_page(PAGE, event_id)
        if page is not None:
            page.finish()
        window.raise_()
        window.activateWindow()
        self.changed.emit()

    def take(self, error: Exception) -> bool:
        """Tell on the page that something failed, in place of the desk's banner; whether the page is open."""
        if self.page is not None:
            self.page.tell_failure(error)
        elif self._is_coming:  # it could not be read: nobody is before the screen but the owner
            self._is_coming = False
            self._window.show()
            self.changed.emit()
            return False
        return self.page is not None

    def come_to_front(self) -> None:
        """Someone started the program a second time: the page is what comes to the front."""
        if self.page is not None:
            self.page.come_to_front()

    def end(self) -> None:
        """The program ends: the page goes, and the next start comes back to it."""
        page, self.page, self._is_coming = self.page, None, False
        if page is not None:
            page.finish()
