"""Rows put aside in a private file that has no name: read again and again without being kept in memory."""

from __future__ import annotations

import csv
import io
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_IN_MEMORY = 1 << 20  # bytes that need no file
_PIECE = 1 << 18


class PutAside:
    """Numbered rows of texts. The file is gone when nothing holds the rows any more, also after a crash."""

    def __init__(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Write the rows; raises `OSError` where there is no room."""
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed with the object
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self.count = 0
        text = _as_text(self._file)
        writer = csv.writer(text)
        for line, row in rows:
            writer.writerow((line, *row))
            self.count += 1
        text.flush()
        text.detach()

    def rows(self, longest: int) -> Iterator[tuple[int, list[str]]]:
        """The rows, from the first on; several may read at the same time. `longest` is what a text may have."""
        csv.field_size_limit(longest)
        text = _as_text(io.BufferedReader(_Pass(self), _PIECE))
        for line, *row in csv.reader(text):
            yield int(line), row

    def read_into(self, place: int, buffer: bytearray | memoryview) -> int:
        """Fill the buffer with what stands at a place; how many bytes."""
        with self._lock:
            self._file.seek(place)
            return int(self._file.readinto(buffer))


def _as_text(stream: Any) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8", errors="surrogatepass", newline="")


class _Pass(io.RawIOBase):
    """One reading of rows that are put aside, with a place of its own."""

    def __init__(self, aside: PutAside) -> None:
        super().__init__()
        self._aside = aside
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._aside.read_into(self._place, buffer)
        self._place += count
        return count
