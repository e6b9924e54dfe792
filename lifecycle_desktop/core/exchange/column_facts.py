"""What stands in the columns of a table: rows, filled columns, the words of some, the order of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import zip_longest

from lifecycle_desktop.core.exchange.day_text import DAY_FIRST, MONTH_FIRST, order_of, read_day
from lifecycle_desktop.core.exchange.delimited import Table
from lifecycle_desktop.core.exchange.excel_table import ExcelTable
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.progress import Progress

SAMPLE_ROWS = 200
MOST_WORDS = 40  # different words of a column that are asked about
_CHUNK = 1000
_DIFFERENT = "different"


@dataclass(frozen=True)
class ColumnFacts:
    """What was found in one pass over a table.

    `filled` counts per column the rows that have something in it; `sample` are the first rows with their
    lines. `words` holds per asked column its words, the most frequent first, each with its rows; `order` is the
    order of day and month where the asked columns prove one, and `days` per column a day that may be read in two
    ways.
    """

    rows: int = 0
    filled: tuple[int, ...] = ()
    sample: tuple[tuple[int, tuple[str, ...]], ...] = ()
    words: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    order: str = ""
    days: dict[int, str] = field(default_factory=dict)


def column_facts(
    table: Table | ExcelTable,
    words_of: Collection[int],
    days_of: Collection[int],
    progress: Progress | None = None,
) -> ColumnFacts:
    """Read a table once. `words_of` are columns whose words are counted, `days_of` those that hold days.

    Raises `Stopped` when the person stopped it, and `FileProblem` for a row that cannot be read.
    """
    counted = _Counted(len(table.heading), words_of, days_of)
    chunk: list[list[str]] = []
    sample: list[tuple[int, tuple[str, ...]]] = []
    for line, row in table.rows():
        if len(sample) < SAMPLE_ROWS:
            sample.append((line, tuple(row)))
        chunk.append(row)
        if len(chunk) == _CHUNK:
            counted.add(chunk)
            chunk = []
            if progress is not None:
                progress.advance(_CHUNK)
    counted.add(chunk)
    return ColumnFacts(
        counted.rows,
        tuple(counted.filled),
        tuple(sample),
        counted.most_frequent(),
        counted.order,
        counted.days,
    )


class _Counted:
    """What was counted so far."""

    def __init__(self, width: int, words_of: Collection[int], days_of: Collection[int]) -> None:
        self.rows = 0
        self.filled = [0] * width
        self.order = ""
        self.days: dict[int, str] = {}
        self._words: dict[int, Counter[str]] = {column: Counter() for column in words_of}
        self._days_of = days_of

    def add(self, chunk: list[list[str]]) -> None:
        """Count some rows."""
        self.rows += len(chunk)
        for number, cells in enumerate(zip_longest(*chunk, fillvalue="")):
            if number >= len(self.filled):
                break
            self.filled[number] += len(cells) - cells.count("")
            if number in self._words:
                self._words[number].update(cell.strip() for cell in cells if cell and not cell.isspace())
            if number in self._days_of:
                self._look_at_days(number, cells)

    def most_frequent(self) -> dict[int, tuple[tuple[str, int], ...]]:
        """The words of each column, those that only differ in case or accents as one."""
        found = {}
        for number, counter in self._words.items():
            by_fold: dict[str, list[int | str]] = {}
            for word, count in counter.most_common():
                known = by_fold.setdefault(fold(word), [word, 0])
                known[1] = int(known[1]) + count
            words = [(str(word), int(count)) for word, count in by_fold.values()]
            found[number] = tuple(sorted(words, key=lambda each: -each[1]))
        return found

    def _look_at_days(self, number: int, cells: tuple[str, ...]) -> None:
        if not self.order:
            proven = order_of(cells, _DIFFERENT)
            self.order = "" if proven == _DIFFERENT else proven
        if number not in self.days:
            for cell in cells:
                if cell and read_day(cell, DAY_FIRST) != read_day(cell, MONTH_FIRST):
                    self.days[number] = cell.strip()
                    return
