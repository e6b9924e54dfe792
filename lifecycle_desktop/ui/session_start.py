"""Start with the session: the entry by which the system starts the program in the tray, written and taken away.

Linux: freedesktop.org, Desktop Application Autostart and Desktop Entry (quoting of Exec). Windows: the Run key of
the user. macOS: a launch agent.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

from lifecycle_desktop.core.files import file_problem, make_private_folder, written_whole
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.paths import APPLICATION_ID, default_database

MINIMISED = "--minimised"
RUN_KEY = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"
_RUN_NAME = "LifecycleDesktop"


def start_command(database: Path | None = None) -> list[str]:
    """The words that start this program in the tray, on a database that is not the usual one where named."""
    begin = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "lifecycle_desktop"]
    named = ["--database", str(database)] if database is not None and database != default_database() else []
    return [*begin, *named, MINIMISED]


def starts_with_session(platform: str = sys.platform, home: Path | None = None) -> bool:
    """Whether the system has the entry."""
    if platform == "win32":
        return QSettings(RUN_KEY, QSettings.Format.NativeFormat).contains(_RUN_NAME)
    return _entry_path(platform, home).is_file()


def start_with_session(
    command: Sequence[str], platform: str = sys.platform, home: Path | None = None
) -> bool:
    """Write the entry; True. Raises `FileProblem` in words where it cannot be written."""
    if platform == "win32":
        settings = QSettings(RUN_KEY, QSettings.Format.NativeFormat)
        settings.setValue(_RUN_NAME, subprocess.list2cmdline(command))
        settings.sync()
        return True
    path = _entry_path(platform, home)
    content = launch_agent(command) if platform == "darwin" else desktop_entry(command).encode()
    make_private_folder(path.parent)
    with written_whole(path) as stream:
        stream.write(content)
    return True


def stop_starting_with_session(platform: str = sys.platform, home: Path | None = None) -> bool:
    """Take the entry away; False. Raises `FileProblem` in words where that is not allowed."""
    if platform == "win32":
        settings = QSettings(RUN_KEY, QSettings.Format.NativeFormat)
        settings.remove(_RUN_NAME)
        settings.sync()
        return False
    path = _entry_path(platform, home)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise file_problem(error, path) from error
    return False


def desktop_entry(command: Sequence[str]) -> str:
    """The text of the entry of a Linux session."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Lifecycle Desktop",
        "Comment=" + _("Reminders of what is due").replace("\\", "\\\\"),
        "Exec=" + " ".join(_quoted(word) for word in command),
        f"Icon={APPLICATION_ID}",
        "Terminal=false",
    ]
    return "\n".join([*lines, ""])


def launch_agent(command: Sequence[str]) -> bytes:
    """The property list of a launch agent of macOS."""
    return plistlib.dumps(
        {
            "Label": APPLICATION_ID,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
    )


def _quoted(word: str) -> str:
    """A word of Exec: quoted, then escaped once more as every text of the file is; % is doubled."""
    inside = "".join("\\" + sign if sign in '"`$\\' else sign for sign in word)
    escaped = inside.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return '"' + escaped.replace("%", "%%") + '"'


def _entry_path(platform: str, home: Path | None) -> Path:
    if platform == "darwin":
        return (home or Path.home()) / "Library" / "LaunchAgents" / f"{APPLICATION_ID}.plist"
    told = os.environ.get("XDG_CONFIG_HOME", "") if home is None else ""
    config = Path(told) if told else (home or Path.home()) / ".config"
    return config / "autostart" / f"{APPLICATION_ID}.desktop"
