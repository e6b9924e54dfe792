"""Which kind of file it is, by what stands in it, and its people as drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.cells import FAILED_HEADINGS, is_failed_rows, unguarded
from lifecycle_desktop.core.exchange.day_text import DAY_FIRST, MONTH_FIRST, order_of
from lifecycle_desktop.core.exchange.delimited import MOST_COLUMNS, Table, open_table
from lifecycle_desktop.core.exchange.draft_reader import DraftReader
from lifecycle_desktop.core.exchange.encoding import assure_file, encoding_name
from lifecycle_desktop.core.exchange.everything_file import is_everything
from lifecycle_desktop.core.exchange.excel_table import ExcelTable, is_workbook, open_workbook
from lifecycle_desktop.core.exchange.failed_rows import write_failed_rows
from lifecycle_desktop.core.exchange.generic_contacts import generic_mapping
from lifecycle_desktop.core.exchange.google_contacts import google_mapping
from lifecycle_desktop.core.exchange.lead_file import is_leads, open_leads
from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target
from lifecycle_desktop.core.exchange.outlook_contacts import outlook_mapping
from lifecycle_desktop.core.exchange.own_contacts import own_mapping
from lifecycle_desktop.core.exchange.past_file import is_purchases
from lifecycle_desktop.core.exchange.people_file import PeopleFile
from lifecycle_desktop.core.exchange.platform_contacts import platform_mapping
from lifecycle_desktop.core.exchange.vcard_file import is_vcard, open_vcards
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import ContactDraft

TITLES = {
    "google": "Google Contacts",
    "google-old": "Google Contacts (old)",
    "outlook": "Outlook",
    "outlook-com": "Outlook.com",
    "linkedin": "LinkedIn",
    "hubspot": "HubSpot",
    "follow-up-boss": "Follow Up Boss",
    "own": "Lifecycle Desktop",
    "generic": "CSV",
}


@dataclass(frozen=True)
class ContactFile:
    """A table of people that has been recognised, a `PeopleFile`: its table, its mapping, the order of its dates."""

    table: Table | ExcelTable
    mapping: ColumnMapping
    order: str
    failed_ending: str = ".csv"

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.table.path

    @property
    def name(self) -> str:
        """The file's name, as reports and the journal tell it."""
        return self.table.path.name

    @property
    def format(self) -> str:
        """The key of its kind."""
        return self.mapping.format

    @property
    def title(self) -> str:
        """The kind of file in words."""
        if isinstance(self.table, ExcelTable) and self.mapping.format == "generic":
            return self.table.kind
        return TITLES[self.mapping.format]

    @property
    def lines(self) -> int:
        """About how many lines there are."""
        return self.table.lines

    @property
    def written(self) -> str:
        """Its encoding and what parts its cells, in words."""
        if isinstance(self.table, ExcelTable):
            return self.table.told
        names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}
        delimiter = names.get(self.table.delimiter, self.table.delimiter)
        return f"{encoding_name(self.table.encoding)}, {delimiter}"

    @property
    def kept_as_own(self) -> tuple[str, ...]:
        """Headings of columns that become own fields."""
        return self.mapping.kept_as_own

    @property
    def left_out(self) -> tuple[str, ...]:
        """Headings of columns that are never taken."""
        return self.mapping.left_out

    def drafts(self) -> Iterator[ContactDraft]:
        """Its people, in the file's order; reads the file anew each time."""
        return DraftReader(self.mapping, self.order).drafts(self.table.rows())

    def write_failed(self, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
        """Write the rows on these lines in the file's own columns, each with its line and reason; how many."""
        return write_failed_rows(self.table, reasons, stream)

    def mapped(self, mapping: ColumnMapping) -> ContactFile:
        """The same file read by another mapping."""
        return ContactFile(self.table, mapping, _order(self.table, mapping))


def open_people(path: Path, *, encoding: str = "", delimiter: str = "") -> PeopleFile:
    """Recognise a file of people of any kind by what stands in it, not by its name.

    Raises `FileProblem` in one sentence for what is no file of people.
    """
    assure_file(path)
    if is_everything(path):
        raise FileProblem(
            _("“{name}” holds everything of a database; it goes into an empty one only.").format(
                name=path.name
            ),
            _("Use “import” on the command line, with --database and the name of a new file."),
        )
    if is_purchases(path):
        raise FileProblem(
            _("“{name}” holds purchases, not people.").format(name=path.name),
            _("Use “import” on the command line, which puts each to the person whose it is."),
        )
    if is_vcard(path):
        return open_vcards(path, encoding)
    if is_leads(path):
        return open_leads(path)
    return open_contacts(path, encoding=encoding, delimiter=delimiter)


def open_contacts(path: Path, *, encoding: str = "", delimiter: str = "") -> ContactFile:
    """Recognise a table of people by its heading.

    Raises `FileProblem` in one sentence for what is no table, or a table in which no column says who
    somebody is.
    """
    table: Table | ExcelTable
    if is_workbook(path):
        table = open_workbook(path, speaks_of_people)
    else:
        table = open_table(path, encoding=encoding, delimiter=delimiter, is_heading=speaks_of_people)
    mapping = recognise(table.heading)
    if mapping is None:
        raise FileProblem(
            _(
                "No column of “{name}” says who somebody is: no name, e-mail or phone was found in its heading."
            ).format(name=path.name),
            _("Name the columns in the first line, for example name, email, phone."),
            line=table.heading_line,
        )
    return ContactFile(table, mapping, _order(table, mapping))


def recognise(heading: tuple[str, ...]) -> ColumnMapping | None:
    """The mapping for a heading, or None where nothing says who a person is.

    A file of failed rows is read as the file it came from, less the columns that tell why.
    """
    if is_failed_rows(heading):
        known = recognise(tuple(unguarded(name) for name in heading[: -len(FAILED_HEADINGS)]))
        return known and replace(
            known,
            heading=known.heading + FAILED_HEADINGS,
            targets=known.targets + (Target("left_out"),) * len(FAILED_HEADINGS),
            guarded=True,
        )
    return (
        own_mapping(heading)
        or google_mapping(heading)
        or outlook_mapping(heading)
        or platform_mapping(heading)
        or generic_mapping(heading)
    )


def speaks_of_people(heading: tuple[str, ...], is_first: bool) -> bool:
    """Whether a row is a heading of people; below the first one only where most of its cells are known."""
    mapping = recognise(heading) if len(heading) <= MOST_COLUMNS else None
    if mapping is None or is_first:
        return mapping is not None
    known = sum(target.what != "own" for target in mapping.targets)
    return mapping.format in ("own", "linkedin") or known >= max(2, 0.6 * sum(map(bool, heading)))


def _order(table: Table | ExcelTable, mapping: ColumnMapping) -> str:
    """Whether days or months come first, as the first rows prove; semicolons and old files hint at Europe."""
    columns = [
        number
        for number, target in enumerate(mapping.targets)
        if target.what in ("date", "last_contact", "next_step_on")
    ]
    if not columns:
        return MONTH_FIRST
    texts = (row[n] for row in table.sample() for n in columns if n < len(row) and row[n])
    return order_of(texts, DAY_FIRST if table.delimiter == ";" else MONTH_FIRST)
