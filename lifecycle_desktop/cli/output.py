"""What a command prints: text for people or one JSON document, in UTF-8; progress where somebody watches."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress

_LOOK_EVERY = 0.1  # seconds
_QUIET_FOR = 4  # looks before the first word


def speak_utf8() -> None:
    """Read and write UTF-8 whatever the terminal says; what cannot be UTF-8 never stops a command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(
                    encoding="utf-8", errors="replace" if stream is not sys.stdin else "surrogateescape"
                )


def say(text: str = "") -> None:
    """One line on standard output."""
    print(text)


def say_now(text: str) -> None:
    """One line on standard output that has left this process when this returns."""
    print(text, flush=True)


def say_error(text: str) -> None:
    """One line on standard error."""
    with contextlib.suppress(OSError, ValueError):
        print(" ".join(text.split()), file=sys.stderr, flush=True)


def say_json(document: Any) -> None:
    """The one JSON document of a command."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def say_table(rows: Iterable[Sequence[object]], *, indent: int = 0) -> None:
    """Rows in columns, as wide as they need to be; the last column runs on."""
    lines = [[" ".join(str(cell).split()) for cell in row] for row in rows]
    if not lines:
        return
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]) - 1)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        print(" " * indent + "  ".join([*cells, line[-1]]).rstrip())


@contextlib.contextmanager
def shown_progress(progress: Progress) -> Iterator[Progress]:
    """Show on standard error, if that is a terminal, how far the work is."""
    if not sys.stderr.isatty():
        yield progress
        return
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(progress, ended), daemon=True)
    watcher.start()
    try:
        yield progress
    finally:
        ended.set()
        watcher.join()


def _watch(progress: Progress, ended: threading.Event) -> None:
    looks, shown = 0, False
    while not ended.wait(_LOOK_EVERY):
        looks += 1
        if looks >= _QUIET_FOR and progress.done:
            shown = True
            part = f"{progress.done:,} / {progress.total:,}" if progress.total else f"{progress.done:,}"
            words = f"{progress.label or _('Working')}: {part}"
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _plain(value: Any) -> Any:
    """Days, times and instants as ISO text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
