"""What runs beside the window for an import: looking at a file, judging its rows, one row anew, bringing them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import FileProblem, Stopped, UserError
from lifecycle_desktop.core.exchange.column_facts import SAMPLE_ROWS, ColumnFacts, column_facts
from lifecycle_desktop.core.exchange.corrections import CorrectedFile
from lifecycle_desktop.core.exchange.delimited import open_table
from lifecycle_desktop.core.exchange.formats import ContactFile, open_people, recognise
from lifecycle_desktop.core.exchange.remembered_columns import from_memory, signature_of
from lifecycle_desktop.core.exchange.target_choices import guessed_mapping
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.import_report import (
    FAILED,
    FATES,
    MAYBE,
    NEW,
    SKIPPED,
    ImportPolicy,
    ImportReport,
    PackedFates,
    RowFate,
)
from lifecycle_desktop.core.model.lists import ContactSummary
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.column_mappings import remembered_mapping
from lifecycle_desktop.core.queries.keys import names_of, next_contact_id
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle, business
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.importing.matching import DAYS, WORD_KINDS, Matching


@dataclass
class Judged:
    """The rows of a file with what becomes of each; phones and e-mails as they are shown, names of contacts by id.

    `rows` holds for ids that people of the file would get the row they stand in.
    """

    fates: PackedFates = field(default_factory=PackedFates)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    rows: dict[int, RowFate] = field(default_factory=dict)


class Brought(NamedTuple):
    """What an import did, and the lines that stayed out, each with its reason."""

    report: ImportReport
    left_out: dict[int, str]


@dataclass(frozen=True)
class RowDetail:
    """One row closely: the person it tells of, its cells by heading, and the contact it goes into or is like."""

    line: int
    draft: ContactDraft | None
    cells: tuple[tuple[int, str, str], ...] = ()  # column, heading, text
    contact: ContactSummary | None = None
    stage: tuple[int, int, str] | None = None  # number, count and name of the stage that the row names


def opened(path: Path, encoding: str, delimiter: str) -> CorrectedFile | UserError:
    """The file, or what is wrong with it: that is shown on the page, not as a failure.

    A table whose headings say nothing is a file too: the owner matches its columns.
    """
    try:
        return CorrectedFile(open_people(path, encoding=encoding, delimiter=delimiter))
    except UserError as error:
        try:
            table = open_table(path, encoding=encoding, delimiter=delimiter)
            if recognise(table.heading) is not None or len(table.heading) < 2:
                return error
            mapping = guessed_mapping(table.heading, table.sample(SAMPLE_ROWS))
        except UserError:
            return error
        return CorrectedFile(ContactFile(table, mapping, "month first"))


def facts_of(file: ContactFile, progress: Progress | None = None) -> ColumnFacts | UserError:
    """What stands in the columns of a table: words where stages and temperatures are, days where days are."""
    targets = list(enumerate(file.mapping.targets))
    words = [number for number, target in targets if target.what in WORD_KINDS]
    days = [number for number, target in targets if target.what in DAYS]
    try:
        return column_facts(file.table, words, days, progress)
    except FileProblem as error:
        return error


def matched(database: Any, file: CorrectedFile, progress: Progress) -> Matching | UserError:
    """A table with the choices of the last file with these headings, and all that is still unclear."""
    from lifecycle_desktop.core.operations.import_words import HEAT, stages_by_rank

    table_file = file.table_file
    if table_file is None:
        raise TypeError("only tables have columns")
    with database.read() as connection:
        kept = remembered_mapping(connection, signature_of(table_file.mapping.heading))
        stages: tuple[BoardStage, ...] = tuple(active_lifecycle(connection).stages)
        by_rank = stages_by_rank(connection)
    remembered = from_memory(file, kept)
    file = remembered or file
    facts = facts_of(file.table_file or table_file, progress)
    if isinstance(facts, UserError):
        return facts
    found = Matching(file, facts, stages, frozenset(HEAT), is_remembered=remembered is not None)
    found.order_chosen = remembered is not None
    found.guess_words()
    if remembered is None:
        found.take_ranks(by_rank)
    return found


def judged(
    database: Any,
    file: CorrectedFile,
    policy: ImportPolicy,
    progress: Progress | None = None,
    *,
    stop: Progress | None = None,
) -> Judged | UserError | None:
    """What an import would do with every row. None when `stop`, which the person does not see, was stopped."""
    from lifecycle_desktop.core.operations.imports import plan_import

    found = Judged()
    try:
        with database.read() as connection:
            drafts = _noted(file.drafts(), found)
            plan_import(connection, drafts, policy, progress or stop or Progress(), rows=found.fates)
            found.names = _names(connection, found.fates)
            found.rows = _rows_of_file(connection, found.fates)
    except Stopped:
        if stop is None:
            raise
        return None
    except FileProblem as error:
        return error
    return found


def judged_row(database: Any, file: CorrectedFile, line: int, policy: ImportPolicy) -> Judged:
    """What an import would do with one row by itself."""
    from lifecycle_desktop.core.operations.imports import plan_import

    found = Judged()
    draft = file.draft_at(line)
    with database.read() as connection:
        drafts = _noted([draft] if draft is not None else [], found)
        plan_import(connection, drafts, policy, Progress(), rows=found.fates)
        found.names = _names(connection, found.fates)
    return found


def row_detail(
    database: Any, file: CorrectedFile, line: int, contact_id: int | None, moment: Moment
) -> RowDetail:
    """One row closely, with the contact it goes into."""
    from lifecycle_desktop.core.queries.contact import known_contact

    cells: tuple[tuple[int, str, str], ...] = ()
    table_file = file.table_file
    draft: ContactDraft | None
    if table_file is None:
        draft = file.draft_at(line)
    else:
        row = file.row_at(line)
        draft = file.draft_of(line, row)
        heading = table_file.mapping.heading
        cells = tuple(
            (number, heading[number] if number < len(heading) else str(number + 1), text)
            for number, text in enumerate(row[: len(heading) + 8])
        )
    contact = None
    with database.read() as connection:
        if contact_id is not None:
            contact = known_contact(connection, contact_id, moment)
        stages = active_lifecycle(connection).stages
    stage = None
    if draft is not None and draft.stage:
        word = fold(draft.stage)
        for each in stages:
            if word in map(fold, (each.name, each.label, each.key)):
                stage = (each.number, len(stages), each.label)
                break
    return RowDetail(line, draft, cells, contact, stage)


def policy_of(connection: ReadConnection) -> ImportPolicy:
    """The policy of this business: who may be somebody here waits for the owner's choice."""
    return ImportPolicy(region=business(connection).region, skip_maybe=True)


def bring_in(
    connection: Any, file: CorrectedFile, policy: ImportPolicy, moment: Moment, progress: Progress
) -> Brought:
    """Import the file, as one step."""
    from lifecycle_desktop.core.operations.imports import import_contacts

    name, kind = file.file.name, file.file.format
    report = import_contacts(
        connection,
        file.drafts(),
        policy,
        moment,
        progress,
        file_name=name,
        file_format=kind,
        told=PackedFates(),
    )
    return Brought(report, {row.line: row.reason for row in report.told if row.fate in (FAILED, SKIPPED)})


def save_rows(file: CorrectedFile, reasons: Mapping[int, str], path: Path) -> int:
    """Save the rows on these lines, each with the reason, in the file's own form; how many."""
    with written_whole(path) as stream:
        return file.write_failed(reasons, stream)


def with_lines(policy: ImportPolicy, unticked: Iterable[int]) -> ImportPolicy:
    """The policy without the rows that are not ticked."""
    return replace(policy, skip_lines=frozenset(unticked))


def _noted(drafts: Iterable[ContactDraft], found: Judged) -> Iterator[ContactDraft]:
    phones, emails = found.phones, found.emails
    for draft in drafts:
        phones.append(draft.phones[0][1] if draft.phones else "")
        emails.append(draft.emails[0][1] if draft.emails else "")
        yield draft


def _names(connection: ReadConnection, fates: PackedFates) -> dict[int, str]:
    wrong = FATES.index(FAILED)
    return names_of(
        connection,
        {
            found
            for found, code in zip(fates.contact_ids, fates.codes, strict=True)
            if found >= 0 and code != wrong
        },
    )


def _rows_of_file(connection: ReadConnection, fates: PackedFates) -> dict[int, RowFate]:
    """The rows that other rows of the file are or may be: a dry run counts new people on from the last one here."""
    first = next_contact_id(connection)
    wanted = {contact_id for contact_id in fates.contact_ids if contact_id >= first}
    if not wanted:
        return {}
    new = FATES.index(NEW)
    places = [place for place, code in enumerate(fates.codes) if code % MAYBE == new]
    return {number: fates[places[number - first]] for number in wanted if number - first < len(places)}
