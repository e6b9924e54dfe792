"""Text tables (CSV, TSV): encoding and delimiter found, rows streamed one by one, within limits."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.encoding import Survey, survey
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _

DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "\\t": "\t"}
MOST_COLUMNS = 2000
LONGEST_CELL = 1 << 20
_CONTROLS = dict.fromkeys([*{*range(32)} - {9, 10, 13}, 127])
_SAMPLE_LINES = 60
_NOTE_LINES = 20  # before a heading, as LinkedIn writes them
_SAMPLE_CHARACTERS = 1 << 18


@dataclass(frozen=True)
class Table:
    """A text table whose heading has been read; `rows` reads the rest anew each time, a row at a time.

    `heading_line` is where the heading stands (1 is the first line of the file), `lines` about how many
    lines there are, and `has_controls` whether control characters must be taken out.
    """

    path: Path
    encoding: str
    encodings: tuple[str, ...]
    delimiter: str
    heading: tuple[str, ...]
    heading_line: int
    lines: int
    has_controls: bool = field(default=False, repr=False)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of each row after the heading; rows without any text are passed over.

        Raises `FileProblem` with its line for a quotation mark that is never closed and for a cell or
        row beyond the limits.
        """
        count = 0
        try:
            for line, row in self._parsed(strict=True):
                yield line, row
                count += 1
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise self._problem(_("a text of more than a million characters"), _line_of(error)) from error
            if "end of data" in str(error):
                raise self._problem(_("a quotation mark that is never closed"), _line_of(error)) from error
        # Quotes stand where they should not; read on leniently, past the rows already given.
        yield from self._lenient(count)

    def sample(self, count: int = 200) -> list[list[str]]:
        """The first rows, to look at."""
        found = []
        for _line, row in self.rows():
            found.append(row)
            if len(found) >= count:
                break
        return found

    def _lenient(self, skip: int) -> Iterator[tuple[int, list[str]]]:
        try:
            for number, (line, row) in enumerate(self._parsed(strict=False)):
                if number >= skip:
                    yield line, row
        except csv.Error as error:
            raise self._problem(_("a quotation mark that is never closed"), _line_of(error)) from error

    def _parsed(self, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_CELL)
        with _opened(self.path, self.encoding) as stream:
            lines = _without_controls(stream) if self.has_controls else stream
            for _number in range(self.heading_line - 1):
                next(iter(lines), "")
            reader = csv.reader(lines, delimiter=self.delimiter, strict=strict)
            next(reader, None)
            first = self.heading_line + reader.line_num
            offset = self.heading_line - 1
            try:
                for row in reader:
                    if len(row) > 1 or (row and row[0].strip()):
                        if len(row) > MOST_COLUMNS:
                            raise self._problem(_("more than {n} columns").format(n=MOST_COLUMNS), first)
                        if row[0] or any(row):
                            yield first, row
                    first = offset + reader.line_num + 1
            except csv.Error as error:
                error.add_note(str(first))
                raise
            except OSError as error:
                raise file_problem(error, self.path) from error

    def _problem(self, what: str, line: int) -> FileProblem:
        return FileProblem(
            _("“{name}” cannot be read from line {line} on: there is {what}.").format(
                name=self.path.name, line=line, what=what
            ),
            _("Nothing was imported. Correct the line, or export the file again."),
            line=line,
        )


def open_table(
    path: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    is_heading: Callable[[tuple[str, ...], bool], bool] | None = None,
) -> Table:
    """Find out how a text table is written and read its heading.

    `encoding` and `delimiter` (a character or its name) overrule what is found. The heading is the first line
    that holds anything, unless `is_heading` does not know that row but one further down, below notes; it is asked
    with the row and whether it is the first. Raises `FileProblem` in one sentence for anything that is no table.
    """
    found = survey(path, encoding)
    lines = _first_lines(path, found)
    given = DELIMITER_NAMES.get(delimiter.lower(), delimiter)
    if given and (len(given) != 1 or given in '"\r\n'):
        raise FileProblem(_("“{text}” cannot be a delimiter.").format(text=delimiter))
    start = 0
    declared = _declared_delimiter(lines[0]) if lines else ""
    if declared:
        start = 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start >= len(lines):
        raise FileProblem(_("“{name}” has no heading: there is nothing in it.").format(name=path.name))
    if is_heading is not None:
        start = _below_notes(lines, start, given or declared, is_heading)
    chosen = given or declared or _likely_delimiter(lines[start:])
    heading = _heading(path, lines[start:], chosen)
    return Table(
        path, found.encoding, found.alternatives, chosen, heading, start + 1, found.lines, found.has_controls
    )


def _below_notes(
    lines: list[str], start: int, delimiter: str, is_heading: Callable[[tuple[str, ...], bool], bool]
) -> int:
    """Where the heading stands that is known, below notes; else where it was thought to be."""
    for number in range(start, min(len(lines), start + _NOTE_LINES)):
        if len(lines[number]) > _SAMPLE_CHARACTERS // 16:
            continue
        with contextlib.suppress(csv.Error):
            chosen = delimiter or _likely_delimiter(lines[number:])
            row = next(csv.reader(lines[number:], delimiter=chosen), [])
            if is_heading(tuple(cell.strip() for cell in row), number == start):
                return number
    return start


def _opened(path: Path, encoding: str) -> IO[str]:
    try:
        return path.open(encoding=encoding, newline="", buffering=1 << 18)
    except OSError as error:
        raise file_problem(error, path) from error


def _without_controls(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.translate(_CONTROLS)


def _first_lines(path: Path, found: Survey) -> list[str]:
    lines: list[str] = []
    size = 0
    with _opened(path, found.encoding) as stream:
        for line in _without_controls(stream):
            lines.append(line.removeprefix("\ufeff").removeprefix("ï»¿") if not lines else line)
            size += len(line)
            if len(lines) >= _SAMPLE_LINES or size > _SAMPLE_CHARACTERS:
                break
    return lines


def _declared_delimiter(line: str) -> str:
    """The delimiter that Excel writes into a first line `sep=;`."""
    text = line.strip("\r\n").strip('"')
    return text[4] if len(text) == 5 and text[:4].lower() == "sep=" else ""


def _likely_delimiter(lines: list[str]) -> str:
    """The delimiter that parts the heading, and parts the rows after it into as many cells."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        alike = sum(len(row) == width for row in rows[1:-1]) / max(1, len(rows) - 2) if len(rows) > 2 else 1.0
        score = (round(alike, 1) if alike < 0.8 else 1.0, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _heading(path: Path, lines: list[str], delimiter: str) -> tuple[str, ...]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        heading = next(csv.reader(lines, delimiter=delimiter))
    except (csv.Error, StopIteration) as error:
        raise FileProblem(
            _("The heading of “{name}” cannot be read.").format(name=path.name), line=1
        ) from error
    if len(heading) > MOST_COLUMNS:
        raise FileProblem(
            _("“{name}” has {count} columns; {most} is the most that is read.").format(
                name=path.name, count=len(heading), most=MOST_COLUMNS
            ),
            line=1,
        )
    return tuple(cell.strip() for cell in heading)


def _line_of(error: csv.Error) -> int:
    notes = getattr(error, "__notes__", ["1"])
    return int(notes[-1])
