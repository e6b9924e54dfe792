"""What the window does with errors: a sentence for those a person can meet, one report with details for a bug.

The log holds kinds and places of faults, never what a person typed: no messages, no values.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop import __version__
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.files import make_private_folder
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.paths import state_folder
from lifecycle_desktop.ui.widgets.messages import Answer, ask

LOG_NAME = "lifecycle-desktop.log"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("lifecycle_desktop")


class BugReport(QObject):
    """Shows a bug once for each place in the program, wherever it happened, and writes it into the log."""

    _raised = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._seen: set[str] = set()
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what nobody caught, in this thread and in others, and what Qt has to say."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = lambda fault: self._raised.emit(fault.exc_value)
        qInstallMessageHandler(_on_qt_message)

    def take(self, error: BaseException) -> None:
        """Report a bug from any thread."""
        self._raised.emit(error)

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._raised.emit(error)

    def _on_raised(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            ask(error.message, error.hint, [Answer("close", _("Close"), safe=True)], parent=self._window)
            return
        where = place_of(error)
        if where in self._seen:
            return
        self._seen.add(where)
        log.error("%s", where)
        ask(
            _("Something in the program went wrong."),
            _("What you had saved is safe; the last action was not carried out. You can go on working."),
            [Answer("close", _("Go on"), safe=True)],
            details=details_of(error),
            tone="danger",
            parent=self._window,
        )


def place_of(error: BaseException) -> str:
    """The kind of a fault and where in the program it happened, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    return f"{type(error).__name__} at {' < '.join(reversed(places)) or 'unknown'}"


def details_of(error: BaseException) -> str:
    """What "Copy details" copies: versions, kind and places. Whoever sends it can read that it names nobody."""
    lines = [
        f"Lifecycle Desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        type(error).__name__,
    ]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join(lines)


def open_log(folder: Path | None = None) -> None:
    """Begin to write the log, 0600, three files of 200 kB; where it cannot be written there is none."""
    target = (folder or state_folder()) / LOG_NAME
    try:
        make_private_folder(target.parent)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600))
        handler = RotatingFileHandler(target, maxBytes=200_000, backupCount=2, encoding="utf-8", delay=True)
    except (OSError, UserError):
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.WARNING)
    log.propagate = False


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt %s", context.category or "message")
    if os.environ.get("LIFECYCLE_DESKTOP_DEBUG"):
        sys.stderr.write(f"{text}\n")
