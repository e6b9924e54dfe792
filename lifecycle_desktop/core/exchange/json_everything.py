"""The export of everything: one JSON document with every table, written row by row."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from typing import IO, Any

from lifecycle_desktop.core.progress import Progress

FORMAT = "lifecycle-desktop-everything"
VERSION = 1
PART = 1000  # rows between two counts of progress


def write_everything(
    stream: IO[bytes],
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]],
    progress: Progress | None = None,
    *,
    form: str = FORMAT,
) -> int:
    """Write tables, each as (name, columns, rows), in UTF-8; how many rows. `form` says what the document is.

    The document is `{"format", "version", "tables": {name: [{column: value}, …]}}`, a line for each row;
    bytes, as of a picture, stand there in base64.
    """
    count = 0
    stream.write(f'{{"format": {json.dumps(form)}, "version": {VERSION}, "tables": {{'.encode())
    for number, (name, columns, rows) in enumerate(tables):
        stream.write(f"{',' if number else ''}\n{json.dumps(name)}: [".encode())
        before = b"\n"
        for row in rows:
            text = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_base64)
            stream.write(before + text.encode("utf-8", "replace"))
            before = b",\n"
            count += 1
            if progress is not None and count % PART == 0:
                progress.advance(PART)
        stream.write(b"]" if before == b"\n" else b"\n]")
    stream.write(b"\n}}\n")
    return count


def _base64(value: object) -> str:
    """What JSON has no word for: only the bytes of a column."""
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} cannot stand in JSON")
    return base64.b64encode(value).decode("ascii")
