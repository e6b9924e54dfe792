"""The files a command names: what is read, standard input too, what is written, and what columns hold."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.files import file_problem, written_whole
from lifecycle_desktop.core.i18n import _

_AT_ONCE = 1 << 20


def read_mapping(path: Path) -> dict[str, str]:
    """What a JSON file says of columns: {"Heading": "target"}, or a document of --json with a "mapping" in it."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise file_problem(error, path) from error
    except (ValueError, RecursionError) as error:
        raise FileProblem(_("“{name}” is not a mapping in JSON.").format(name=path.name)) from error
    if isinstance(told, dict):
        told = told.get("mapping", told.get("columns", told))
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise FileProblem(
            _("“{name}” does not say what columns hold.").format(name=path.name),
            _("Write {example}.").format(example='{"Heading": "email"}'),
        )
    return {str(name): value for name, value in told.items()}


@contextlib.contextmanager
def as_file(name: str) -> Iterator[Path]:
    """The file that is named; what comes from standard input lies in a private file meanwhile."""
    if name != "-":
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="lifecycle-desktop-") as folder:
        path = Path(folder) / "standard-input.csv"
        try:
            with path.open("xb") as stream:
                while part := sys.stdin.buffer.read(_AT_ONCE):
                    stream.write(part)
        except OSError as error:
            raise file_problem(error, path) from error
        yield path


@contextlib.contextmanager
def target(name: str) -> Iterator[IO[bytes]]:
    """The stream to write to: a file that appears when it is complete, or standard output."""
    if name == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with written_whole(Path(name)) as stream:
        yield stream
