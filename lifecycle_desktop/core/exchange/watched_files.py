"""The files in a folder that is watched: which are there whole, and where they go when they were read.

A file is taken when its size and time have stood still between two looks. Then it goes to `done` or `failed`
beside it, never over another, with a report where there is something to say.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.files import file_problem, make_private_folder, sync_folder, written_whole
from lifecycle_desktop.core.i18n import _

ENDINGS = frozenset(
    (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".vcf", ".vcard", ".eml", ".mbox")
)
DONE, FAILED = "done", "failed"
MOST_FILES = 1000  # looked at in one turn; the rest waits for the next


class Stamp(NamedTuple):
    """What tells that a file was written to: its size in bytes and its time."""

    size: int
    changed_ns: int


def stamps(folder: Path) -> dict[str, Stamp]:
    """The files of people in the folder by their names; neither hidden ones, nor links, nor folders.

    Raises `FileProblem` in words where the folder cannot be looked at.
    """
    found: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(found) >= MOST_FILES:
                    break
                if entry.name.startswith((".", "~")) or Path(entry.name).suffix.lower() not in ENDINGS:
                    continue
                told = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(told.st_mode):
                    found[entry.name] = Stamp(told.st_size, told.st_mtime_ns)
    except OSError as error:
        raise file_problem(error, folder) from error
    return found


def standing_still(before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> list[str]:
    """The files that nobody is writing any more, the oldest first; an empty one may still be filled."""
    still = [name for name, stamp in now.items() if stamp.size and before.get(name) == stamp]
    return sorted(still, key=lambda name: (now[name].changed_ns, name))


def assure_watchable(folder: Path, database: Path) -> None:
    """See to it that a folder can be watched; `FileProblem` in words if it cannot.

    The folder of the database itself is refused: its backups must not be taken for files of people.
    """
    try:
        if not folder.is_dir():
            raise FileProblem(
                _("There is no folder “{name}”.").format(name=folder), _("Choose a folder that is there.")
            )
        if database.resolve().is_relative_to(folder.resolve()):
            raise FileProblem(
                _("The database lies in “{name}”.").format(name=folder), _("Choose another folder to watch.")
            )
        for name in (DONE, FAILED):
            make_private_folder(folder / name)
    except OSError as error:
        raise file_problem(error, folder) from error


def put_away(path: Path, into: str, report: str = "") -> Path:
    """Move a file that was read into `done` or `failed` beside it; where it is now.

    `report` is written beside it as a text. A file of the same name there stays: the new one gets a number.
    """
    folder = make_private_folder(path.parent / into)
    place = _free_place(folder, path.name)
    try:
        path.rename(place)
        sync_folder(folder)
    except OSError as error:
        raise file_problem(error, path) from error
    if report:
        with written_whole(place.with_name(f"{place.name}.report.txt")) as stream:
            stream.write(report.encode())
    return place


def _free_place(folder: Path, name: str) -> Path:
    plain = Path(name)
    names = (name if number == 1 else f"{plain.stem} {number}{plain.suffix}" for number in count(1))
    return next(place for each in names if not (place := folder / each).exists())
