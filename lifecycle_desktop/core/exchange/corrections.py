"""A file of people with what the owner corrected: meanings of words, mended cells. The file stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO

from lifecycle_desktop.core.exchange.cells import guarded, unguarded
from lifecycle_desktop.core.exchange.draft_reader import DraftReader
from lifecycle_desktop.core.exchange.failed_rows import write_failed_rows
from lifecycle_desktop.core.exchange.formats import ContactFile
from lifecycle_desktop.core.exchange.mapping import ColumnMapping
from lifecycle_desktop.core.exchange.names import split_name
from lifecycle_desktop.core.exchange.people_file import PeopleFile
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.person_text import fold

Cells = Mapping[int, str]  # number of a column, and what stands in it now
PARTS = ("name", "email", "phone")  # what of a row can be mended where a file has no columns


@dataclass(frozen=True)
class CorrectedFile:
    """A file as the owner wants it read.

    `words` says per kind ("stage", "temperature") what a folded word of the file stands for. `cells` are mended
    cells by line and column of a table; `parts` are mended names, e-mails and phones by line of any other file.
    """

    file: PeopleFile
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[int, Cells] = field(default_factory=dict)
    parts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def table_file(self) -> ContactFile | None:
        """The file if it is a table, whose columns can be matched."""
        return self.file if isinstance(self.file, ContactFile) else None

    def drafts(self) -> Iterator[ContactDraft]:
        """Its people, in the file's order; reads the file anew each time."""
        table_file = self.table_file
        if table_file is not None:
            return self.drafts_of(table_file, self.rows(table_file))
        drafts: Iterable[ContactDraft] = self.file.drafts()
        if self.parts:
            drafts = (mended(draft, self.parts.get(draft.line, {})) for draft in drafts)
        return iter(drafts)

    def rows(self, table_file: ContactFile) -> Iterator[tuple[int, list[str]]]:
        """The rows of the table with their mended cells."""
        for line, row in table_file.table.rows():
            yield line, self._mended_row(table_file, line, row) if line in self.cells else row

    def drafts_of(
        self, table_file: ContactFile, rows: Iterable[tuple[int, list[str]]]
    ) -> Iterator[ContactDraft]:
        """The drafts of some rows of the table, such as the first ones; the rows are changed by it."""
        drafts = DraftReader(table_file.mapping, table_file.order).drafts(rows)
        return map(self._said, drafts) if self.words else drafts

    def row_at(self, line: int) -> list[str]:
        """The cells of a row, mended, without the guard of our own files; empty where there is none."""
        table_file = self.table_file
        if table_file is None:
            return []
        row = next((row for number, row in self.rows(table_file) if number == line), [])
        return [unguarded(cell) for cell in row] if table_file.mapping.guarded else row

    def draft_at(self, line: int) -> ContactDraft | None:
        """The person of a line."""
        table_file = self.table_file
        if table_file is not None:
            row = self.row_at(line)
            return self.draft_of(line, row) if row else None
        return next((draft for draft in self.drafts() if draft.line == line), None)

    def draft_of(self, line: int, row: Sequence[str]) -> ContactDraft | None:
        """The person of a row that `row_at` gave."""
        table_file = self.table_file
        if table_file is None or not row:
            return None
        cells = [guarded(cell) for cell in row] if table_file.mapping.guarded else list(row)
        return next(self.drafts_of(table_file, [(line, cells)]))

    def with_part(self, line: int, part: str, text: str) -> CorrectedFile:
        """The same with another name, e-mail or phone ("name", "email", "phone") in a row."""
        if self.table_file is not None:
            cells = cells_for(self.table_file.mapping, self.row_at(line), part, text)
            return replace(self, cells={**self.cells, line: {**self.cells.get(line, {}), **cells}})
        return replace(self, parts={**self.parts, line: {**self.parts.get(line, {}), part: text}})

    def with_cell(self, line: int, column: int, text: str) -> CorrectedFile:
        """The same with another text in one cell."""
        return replace(self, cells={**self.cells, line: {**self.cells.get(line, {}), column: text}})

    def write_failed(self, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
        """Write the rows on these lines with their mended cells, each with the reason, in the file's own form."""
        table_file = self.table_file
        if table_file is None or not self.cells:
            return self.file.write_failed(reasons, stream)
        return write_failed_rows(table_file.table, reasons, stream, self.rows(table_file))

    def can_mend(self, part: str) -> bool:
        """Whether a name, an e-mail or a phone can be typed into rows of this file."""
        return self.table_file is None or bool(columns_of(self.table_file.mapping, part))

    def _mended_row(self, table_file: ContactFile, line: int, row: list[str]) -> list[str]:
        found = list(row)
        for column, text in self.cells[line].items():
            found.extend([""] * (column + 1 - len(found)))
            found[column] = guarded(text) if table_file.mapping.guarded else text
        return found

    def _said(self, draft: ContactDraft) -> ContactDraft:
        """The draft with its words as the owner means them."""
        stage, heat, rank = draft.stage, draft.temperature, draft.rank
        if stage and "stage" in self.words:
            stage, rank = self.words["stage"].get(fold(stage), stage), ""
        if heat:
            heat = self.words.get("temperature", {}).get(fold(heat), heat)
        if (stage, heat, rank) == (draft.stage, draft.temperature, draft.rank):
            return draft
        return draft._replace(stage=stage, temperature=heat, rank=rank)


def columns_of(mapping: ColumnMapping, part: str) -> list[int]:
    """The columns that hold a name, e-mails or phones, in the file's order."""
    kinds = {"name": ("full", "first", "middle", "last"), "email": ("email",), "phone": ("phone",)}[part]
    return [number for number, target in enumerate(mapping.targets) if target.what in kinds]


def cells_for(mapping: ColumnMapping, row: list[str], part: str, text: str) -> dict[int, str]:
    """In which cells of a row a name, an e-mail or a phone belongs, and what stands there then.

    An e-mail goes where a wrong one stands, else where the first is; empty where the file has no such column.
    """
    columns = columns_of(mapping, part)
    if not columns:
        return {}
    if part != "name":
        filled = [column for column in columns if column < len(row) and row[column].strip()]
        wrong = [column for column in filled if part == "email" and not looks_like_email(row[column])]
        return {(wrong or filled or columns)[0]: text}
    at = {mapping.targets[column].what: column for column in reversed(columns)}
    if "full" in at and not any(
        at[what] < len(row) and row[at[what]].strip() for what in ("first", "middle", "last") if what in at
    ):
        return {at["full"]: text}
    parts = split_name(text)
    told = {"first": parts.first, "middle": parts.middle, "last": parts.last}
    found = {column: told[what] for what, column in at.items() if what in told}
    left = [told[what] for what in ("first", "middle", "last") if what not in at and told[what]]
    if left and found:
        column = next(iter(found))
        found[column] = " ".join([found[column], *left]).strip()
    if "full" in at:
        found[at["full"]] = text
    return found


def looks_like_email(text: str) -> bool:
    """Whether a cell may hold an address, at a glance."""
    name, at, place = text.strip().rpartition("@")
    return bool(name and at and place) and " " not in text.strip()


def mended(draft: ContactDraft, parts: Mapping[str, str]) -> ContactDraft:
    """A draft with another name, first e-mail or first phone; a wrong e-mail gives way before the first."""
    if "name" in parts:
        name = split_name(parts["name"])
        draft = draft._replace(
            full=parts["name"], first=name.first, middle=name.middle, last=name.last,
            problems=tuple(each for each in draft.problems if each.kind not in ("identity", "long")),
        )  # fmt: skip
    if "email" in parts:
        wrong = next((n for n, (_label, text) in enumerate(draft.emails) if not looks_like_email(text)), 0)
        draft = draft._replace(emails=_with(draft.emails, wrong, parts["email"]))
    if "phone" in parts:
        draft = draft._replace(phones=_with(draft.phones, 0, parts["phone"]))
    return draft


def _with(pairs: tuple[tuple[str, str], ...], at: int, text: str) -> tuple[tuple[str, str], ...]:
    """Labelled values with another text in one place; an empty text takes it out."""
    found = list(pairs)
    label = found[at][0] if at < len(found) else ""
    found[at : at + 1] = [(label, text.strip())] if text.strip() else []
    return tuple(found)
