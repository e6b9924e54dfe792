"""An export of everything, read back row by row: it may be larger than the memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.json_everything import FORMAT, VERSION
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _

LONGEST_LINE = 32_000_000  # bytes: a row with the largest picture there may be


class EverythingRow(NamedTuple):
    """A row of a table, with the line of the file it stands on."""

    line: int
    table: str
    values: dict[str, Any]


def is_everything(path: Path) -> bool:
    """Whether a file begins as an export of everything does."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return f'"format": "{FORMAT}"'.encode() in stream.read(200)
    except OSError:
        return False


def everything_rows(path: Path) -> Iterator[EverythingRow]:
    """The rows of every table, in the file's order.

    Raises `FileProblem` in words, with the line, for a newer or broken file.
    """
    table, is_ended = "", False
    try:
        with path.open("rb") as stream:
            _check_head(stream.readline(LONGEST_LINE), path)
            number = 1
            while line := stream.readline(LONGEST_LINE):
                number += 1
                text = line.strip()
                if text == b"}}":
                    is_ended = True
                elif not text:
                    continue
                elif not table:
                    table = _table_begun(text, path, number)
                elif text.startswith(b"]"):
                    table = ""
                else:
                    yield EverythingRow(number, table, _row(text, path, number))
    except OSError as error:
        raise file_problem(error, path) from error
    if not is_ended or table:
        raise FileProblem(
            _("“{name}” ends too early: a part of it is missing.").format(name=path.name),
            _("Export everything once more, and use that file."),
        )


def _check_head(line: bytes, path: Path) -> None:
    head = _parsed(line.strip() + b"}}", path, 1)
    if head.get("format") != FORMAT or not isinstance(head.get("version"), int):
        raise _broken(path, 1)
    if head["version"] > VERSION:
        raise FileProblem(
            _("“{name}” was written by a newer version of this program.").format(name=path.name),
            _("Use a version at least as new."),
        )


def _table_begun(text: bytes, path: Path, number: int) -> str:
    """The name of a table whose rows follow; empty for one without any."""
    name, colon, rest = text.partition(b": [")
    if not colon or rest not in (b"", b"]", b"],"):
        raise _broken(path, number)
    found = _parsed(b"[" + name + b"]", path, number)[0]
    if not isinstance(found, str):
        raise _broken(path, number)
    return "" if rest else found


def _row(text: bytes, path: Path, number: int) -> dict[str, Any]:
    found = _parsed(text.removesuffix(b","), path, number)
    if not isinstance(found, dict):
        raise _broken(path, number)
    return found


def _parsed(text: bytes, path: Path, number: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(path, number) from error


def _broken(path: Path, number: int) -> FileProblem:
    return FileProblem(
        _("Line {line} of “{name}” is not as this program writes it.").format(line=number, name=path.name),
        _("Export everything once more, and use that file unchanged."),
        line=number,
    )
