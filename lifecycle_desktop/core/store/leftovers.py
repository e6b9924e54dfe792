"""Files that are still being made carry their maker's number; those of a killed maker are taken away."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

# A file in the making and what SQLite and the lock put beside it: ".business.db.1234.part-journal".
_NAME = re.compile(r"\..+\.(?P<pid>\d+)\.(?:part|new)(?:-journal|-wal|-shm|\.lock)?")
BESIDE = ("", "-journal", "-wal", "-shm", ".lock")


def name_in_the_making(target: Path, ending: str) -> Path:
    """The hidden name beside `target` under which this process makes it; `ending` is "part" or "new"."""
    return target.with_name(f".{target.name}.{os.getpid()}.{ending}")


def make_private(path: Path) -> None:
    """An empty file for its owner alone.

    Never by emptying one that is there: a name left by a killed run may be a second name of a
    living database. Raises `OSError`.
    """
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def take_away(path: Path) -> None:
    """Delete a file in the making with all that lies beside it."""
    for ending in BESIDE:
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink()


def clear_leftovers(folder: Path, stem: str) -> None:
    """Delete what makers that are gone left in a folder of files that begin with `stem`."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".{_escaped(stem)}*"):
            match = _NAME.fullmatch(path.name)
            if match and not _is_running(int(match["pid"])):
                with contextlib.suppress(OSError):
                    path.unlink()


def _escaped(stem: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", stem)


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return True
    if os.name == "nt":  # nothing to ask with; a file that is in use cannot be deleted there anyway
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
