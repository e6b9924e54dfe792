"""What this machine remembers of the window: place, size, rail, last page, column widths. An INI file, mode 0600."""

from __future__ import annotations

from pathlib import Path

from lifecycle_desktop.core.paths import config_folder

FILE_NAME = "window.ini"
SECTION = "window"


class WindowState:
    """Small texts by name. It is read once, kept in memory and written whole; a broken file counts as empty."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config_folder() / FILE_NAME
        self._values: dict[str, str] = {}
        self._read()

    def get(self, name: str, default: str = "") -> str:
        """What is remembered under `name`."""
        return self._values.get(name, default)

    def get_number(self, name: str, default: int) -> int:
        """A whole number that is remembered; `default` where there is none or it is none."""
        try:
            return int(self._values.get(name, ""))
        except ValueError:
            return default

    def set(self, name: str, value: str | int) -> None:
        """Remember a text of one line."""
        self._values[name] = " ".join(str(value).split())

    def save(self) -> None:
        """Write it down. Where that fails nothing is said: the window then opens as it did before."""
        from lifecycle_desktop.core.errors import UserError
        from lifecycle_desktop.core.files import make_private_folder, written_whole

        lines = [f"{name} = {value}" for name, value in sorted(self._values.items())]
        text = "\n".join([f"[{SECTION}]", *lines, ""])
        try:
            make_private_folder(self._path.parent)
            with written_whole(self._path) as stream:
                stream.write(text.encode())
        except UserError:
            return

    def _read(self) -> None:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        if f"[{SECTION}]" in lines:
            pairs = (line.partition("=") for line in lines if "=" in line)
            self._values = {name.strip(): value.strip() for name, _sign, value in pairs}
