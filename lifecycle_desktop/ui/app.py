"""Builds database, runner and window and joins them; the only such place."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lifecycle_desktop import __version__
from lifecycle_desktop.core.errors import DatabaseBusy, DatabaseDamaged, UserError
from lifecycle_desktop.core.i18n import _, set_language
from lifecycle_desktop.core.paths import APPLICATION_ID, default_database
from lifecycle_desktop.ui.look import IS_STYLED, STYLE, look_of
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.window_state import WindowState

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Clock
    from lifecycle_desktop.core.model.desk import Business
    from lifecycle_desktop.core.store.database import Database
    from lifecycle_desktop.ui.runner import Runner
    from lifecycle_desktop.ui.tray import Tray
    from lifecycle_desktop.ui.widgets.focus_ring import FocusRing

WAIT_FOR_OTHERS = 5.0  # seconds
HOLD_MS = 200
SETTLE_MS = 50  # time for the first page to be painted
WARM_UP_MS = 400
LAST_PAGES = ("today", "board", "contacts", "plan")


class Program:
    """The program with a window: opened by `open`, ended by the window's closing.

    The empty window is painted first; database, runner and page follow (SPEED.md, section 1).
    """

    def __init__(self, application: QApplication, database: Path, clock: Clock | None = None) -> None:
        self.application = application
        self.path = database
        self.state = WindowState()
        self.runner: Runner | None = None
        self._clock = clock
        self.ring: FocusRing | None = None
        self._doorbell: Any = None
        self._first_page = ""
        self.is_out_of_the_way = False  # started without a window: the tray shows it
        self.window = self._made_window()

    @property
    def clock(self) -> Clock:
        """The clock in use: the computer's unless another was given."""
        if self._clock is None:
            from lifecycle_desktop.core.clock import SystemClock

            self._clock = SystemClock()
        return self._clock

    def open(self) -> bool:
        """Show the window; False when another window has this database open and was raised instead."""
        if self._is_held() and self._another_window():
            return False
        if self.is_out_of_the_way:
            self.application.setQuitOnLastWindowClosed(False)  # quick capture may be the only one seen
            QTimer.singleShot(0, self.window, self.fill)
            return True
        self.window.show()
        self.window.after_paint(self.fill)
        return True

    def fill(self) -> None:
        """Build the window, open the database, show the first page; close if the person quits instead."""
        self._dress()
        self.window.build()
        database = self._open_quickly() or self._open_patiently()
        if database is None:
            self.window.close()
            return
        self._start(database)

    def _dress(self) -> None:
        if self.ring is not None:
            return
        from lifecycle_desktop.ui.theme import dress
        from lifecycle_desktop.ui.widgets.focus_ring import FocusRing

        if _is_read_aloud():
            from lifecycle_desktop.ui.widgets.accessible import tell_roles

            tell_roles()
        dress(self.application, look_of(self.state))
        self.ring = FocusRing(self.application)

    def _made_window(self) -> MainWindow:
        window = MainWindow(self.state, at_once=False)
        window.closed.connect(self.application.quit)
        window.restore_wanted.connect(self._on_restore_wanted, QtCore.Qt.ConnectionType.QueuedConnection)
        return window

    def _is_held(self) -> bool:
        """Whether the lock beside the database names a program that runs; a killed one leaves its name."""
        try:
            told = self.path.with_name(self.path.name + ".lock").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return False
        number = re.search(r'"pid": ?(\d+)', told)
        if os.name != "posix" or number is None:
            return bool(told)
        try:
            os.kill(int(number[1]), 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            return True
        return True

    def _open_quickly(self) -> Database | None:
        """The database if nothing stands in the way, within some milliseconds."""
        from lifecycle_desktop.core.store.database import Database

        if not self.path.exists():
            return None
        try:
            return Database.open(self.path, wait=0)
        except UserError:
            return None

    def _another_window(self) -> bool:
        from lifecycle_desktop.ui.single_instance import raise_other

        return raise_other(self.path)

    def _open_patiently(self) -> Database | None:
        """The database after all that may have to be done or asked first; None when the person quits."""
        from lifecycle_desktop.core.store.database import Database
        from lifecycle_desktop.ui.opening import ask_what_to_do, make_first_database

        while True:
            try:
                if not self.path.exists():
                    make_first_database(self.path, self.clock.moment())
                return Database.open(self.path, wait=WAIT_FOR_OTHERS)
            except DatabaseBusy as error:
                if self._another_window():  # it was still starting when asked before
                    return None
                chosen = ask_what_to_do(error, self.path, self.clock.moment(), self.window, retry=True)
            except DatabaseDamaged as error:
                chosen = ask_what_to_do(error, self.path, self.clock.moment(), self.window, restore=True)
            except UserError as error:
                chosen = ask_what_to_do(error, self.path, self.clock.moment(), self.window)
            if chosen is None:
                return None
            self.path = chosen

    def _start(self, database: Database) -> None:
        from lifecycle_desktop.ui.runner import Runner

        self._hold_picture()
        self.runner = Runner(database, self.clock)
        self.window.attach(self.runner)
        self.window.on_close = self._close
        from lifecycle_desktop.core.queries.lifecycle import business

        self.runner.read(self._open_first_page, business)

    def _hold_picture(self) -> None:
        """Paint the window again when its first page is in it, or after HOLD_MS if that takes longer."""
        self.window.setUpdatesEnabled(False)
        QTimer.singleShot(HOLD_MS, self.window, self._release_picture)

    def _release_picture(self) -> None:
        self.window.setUpdatesEnabled(True)

    def _open_first_page(self, business: Business) -> None:
        """Open the page that was last seen, or the first steps for someone who has not taken them.

        Where the sign-in page was open when the program ended, visitors may be before it: it opens again, not the desk.
        """
        if business.visitors_event:
            self.window.visitors.resume(business.visitors_event)
            self._release_picture()
            self._in_turn(self._when_filled)
            return
        last = self.state.get("page")
        usual = last if last in LAST_PAGES else "today"
        self._first_page = usual if business.is_set_up else "first_run"
        if self._first_page == "today":  # read before it is shown, it is laid out and painted once
            self.window.built_page("today").refresh()
            self._in_turn(self._show_first_page)
        else:
            self._show_first_page()

    def _show_first_page(self, _answer: None = None) -> None:
        self.window.open_page(self._first_page)
        self._release_picture()
        self._in_turn(self._when_filled)

    def _in_turn(self, then: Callable[[None], None]) -> None:
        """Call back when the reading thread has answered all that was asked before."""
        if self.runner is not None:
            self.runner.read(then, _nothing)

    def _when_filled(self, _answer: None) -> None:
        QTimer.singleShot(SETTLE_MS, self.window, self._after_paint)

    def _after_paint(self) -> None:
        """What can wait until the first page is there."""
        if self.runner is None:
            return
        from lifecycle_desktop.ui.errors import open_log
        from lifecycle_desktop.ui.opening import watch_business
        from lifecycle_desktop.ui.single_instance import Doorbell
        from lifecycle_desktop.ui.widgets.accessible import tell_roles

        gc.freeze()  # what is there now stays: it need not be looked through again and again
        gc.enable()
        tell_roles()
        open_log()
        self.window.bugs.install()
        self._doorbell = Doorbell(self.path, self.raise_window, self.window)
        watch_business(self.window, self.runner, self.path)
        tray = self._put_into_tray()
        if self.is_out_of_the_way and (tray is None or not tray.icon.isVisible()):
            self.window.showMinimized()
        self._remind(tray)
        self._follow_folders()
        self.runner.look_up_labels()
        QTimer.singleShot(WARM_UP_MS, self.window, self._warm_up)

    def _put_into_tray(self) -> Tray | None:
        from lifecycle_desktop.ui.tray import Tray, has_tray
        from lifecycle_desktop.ui.widgets.logo import program_icon

        self.application.setWindowIcon(program_icon())
        if not has_tray():
            return None
        tray = Tray(self.window, self.raise_window)
        tray.follow_choice()
        self.window.provide("view.tray", tray.toggle)
        return tray

    def _remind(self, tray: Tray | None) -> None:
        from lifecycle_desktop.ui.desktop_notice import DesktopNotices
        from lifecycle_desktop.ui.reminders import Reminders

        if self.runner is None:
            return
        reminders = Reminders(self.window, self.runner)

        def on_click(key: str) -> None:
            self.raise_window()
            reminders.open(key)

        icon = tray.icon if tray is not None else None
        reminders.tell_desktop = DesktopNotices(on_click, icon, parent=reminders).tell
        reminders.look()

    def _follow_folders(self) -> None:
        from lifecycle_desktop.ui.calendar_file import CalendarFile
        from lifecycle_desktop.ui.watched_folder import WatchedFolder

        if self.runner is not None:
            CalendarFile(self.window, self.runner)
            watched = WatchedFolder(self.window, self.runner, self.path)
            self.window.provide("file.watch", watched.choose)

    def _warm_up(self) -> None:
        """Load what the first write and the first look at the lists need, on the writing thread: it takes 0.3 s."""
        if self.runner is not None:
            from lifecycle_desktop.ui.overnight import Overnight
            from lifecycle_desktop.ui.pages import load_lists

            database: Any = self.runner.database
            self.runner.on_writer(None, database.sqlalchemy_connection)
            self.runner.on_writer(None, load_lists)
            Overnight(self.runner, self.window).look()

    def raise_window(self) -> None:
        """Bring the window to the front: someone started the program again."""
        window = self.window
        if window.is_for_visitors:
            window.visitors.come_to_front()
            return
        window.setWindowState(window.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _on_restore_wanted(self, source: str) -> None:
        """Close everything, put the backup in place, and open a new window on it."""
        from lifecycle_desktop.ui.opening import restore_over

        before = self.window
        before.closed.disconnect(self.application.quit)
        before.close()
        problem: UserError | None = None
        try:
            restore_over(Path(source), self.path, self.clock.moment())
        except UserError as error:
            problem = error
        self.window = self._made_window()
        before.deleteLater()
        self.window.show()
        self.fill()
        if problem is not None:
            self.window.show_failure(problem)
        else:
            self.window.say(_("The backup was restored"))

    def _close(self) -> None:
        """Wait for the writer, make the backup, close the file."""
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell = None  # it goes with its window
        if self.runner is None:
            return
        from lifecycle_desktop.ui.opening import back_up

        database: Any = self.runner.database
        runner = self.runner
        problem = runner.close(lambda: back_up(database, self.path, runner.moment(), _("at close")))
        if problem is not None:
            from lifecycle_desktop.ui.widgets.messages import message

            hint = str(problem) if isinstance(problem, UserError) else ""
            message(_("Your work is saved, but the backup at close was not made."), hint)


def _nothing(_connection: object) -> None:
    """Ask nothing: only to come after what was asked before."""


def run(
    database: Path | None = None,
    *,
    arguments: Sequence[str] = (),
    clock: Clock | None = None,
    minimised: bool = False,
) -> int:
    """Open the window on a database (the person's own if None) and stay until it is closed; the exit code."""
    application = make_application(arguments)
    program = Program(application, database or default_database(), clock)
    _end_on_signals(program.window)
    application.commitDataRequest.connect(lambda _manager: program.window.remember_place())
    program.is_out_of_the_way = minimised
    if not program.open():
        return 0
    return int(application.exec())


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application with the program's names and the person's language."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        QtCore.Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application = QApplication([sys.argv[0], "-style", STYLE, *arguments])
    application.setProperty(IS_STYLED, True)
    application.setApplicationName("lifecycle-desktop")
    application.setApplicationDisplayName("Lifecycle Desktop")
    application.setApplicationVersion(__version__)
    language = QLocale.system().name()
    set_language(language)
    if not language.startswith(("en", "C")):
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(), "qtbase", "_", folder):
            application.installTranslator(translator)
    if QLocale().textDirection() == QtCore.Qt.LayoutDirection.RightToLeft:
        application.setLayoutDirection(QtCore.Qt.LayoutDirection.RightToLeft)
    return application


def _end_on_signals(window: MainWindow) -> None:
    """Close the window as a click would on SIGINT and SIGTERM: finish the write, back up, end."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, window, window.end)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    _wake_python(window)


def _is_read_aloud() -> bool:
    """Whether a screen reader may be at work from the start; on Linux the desktop says so."""
    told = ("QT_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) == "1" for name in told)


def _wake_python(window: MainWindow) -> None:
    """Qt's loop runs outside Python, which hears a signal only when it is given a turn."""
    if os.name == "nt":
        timer = QTimer(window)
        timer.timeout.connect(lambda: None)
        timer.start(500)
        return
    from PySide6.QtCore import QSocketNotifier

    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    os.set_blocking(reading, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)

    def on_readable() -> None:
        os.read(reading, 64)

    notifier.activated.connect(on_readable)
