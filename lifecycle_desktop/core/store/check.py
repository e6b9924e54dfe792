"""Look a database over: pages, references, search tables, journal, values; finds, says, mends nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import faults, file_header, search
from lifecycle_desktop.core.store.derive import stale_derived
from lifecycle_desktop.core.store.driver import DriverError, WriteConnection
from lifecycle_desktop.core.store.journal_tables import JournalledTable, journalled_tables
from lifecycle_desktop.core.store.sequence_mending import COUNT_ASTRAY

_MOST_TOLD = 1000


@dataclass(frozen=True)
class Finding:
    """One kind of damage, with how often it was found."""

    kind: str
    count: int
    text: str


# Each counts rows that must not exist.
_SANITY = {
    "lifecycle": "SELECT abs(count(*) - 1) FROM lifecycle WHERE is_active = 1",
    "stage": "SELECT count(*) FROM contact c JOIN stage s ON s.id = c.stage_id "
    "JOIN lifecycle l ON l.id = s.lifecycle_id WHERE l.is_active = 0 OR s.is_retired = 1",
    "name": "SELECT count(*) FROM contact WHERE trim(display_name) = '' OR trim(sort_name) = ''",
    "day": "SELECT (SELECT count(*) FROM follow_up WHERE date(due_on) IS NOT due_on) + "
    "(SELECT count(*) FROM activity WHERE date(happened_on) IS NOT happened_on) + "
    "(SELECT count(*) FROM stage_move WHERE date(moved_on) IS NOT moved_on) + "
    "(SELECT count(*) FROM purchase WHERE date(closed_on) IS NOT closed_on) + "
    "(SELECT count(*) FROM contact_date WHERE month NOT BETWEEN 1 AND 12 OR day NOT BETWEEN 1 AND 31)",
    "trash": "SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL AND is_archived = 0",
    "sequence": COUNT_ASTRAY,
}


def findings(connection: WriteConnection, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong; an empty list says that the file is healthy."""
    found: list[Finding] = []
    looks: tuple[Callable[[WriteConnection], list[Finding]], ...]
    looks = (_pages, _references, _values, _derived, _search_rows, _search_indexes, _journal, _revision)
    if progress is not None:
        progress.start(_("Check"), len(looks))
    for look in looks:
        try:
            found += look(connection)
        except DriverError as error:
            if not faults.is_damage(error):
                raise
            found.append(Finding("unreadable", 1, _("The file cannot be read in full: it is damaged.")))
        if progress is not None:
            progress.advance()
        if any(each.kind in ("pages", "unreadable") for each in found):
            break  # what is read from broken pages says nothing more
    return found


def _pages(connection: WriteConnection) -> list[Finding]:
    told = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD:d})")]
    if told == ["ok"]:
        return []
    values = [line for line in told if line.startswith(("CHECK constraint", "NULL value"))]
    indexes = [line for line in told if "index" in line and line not in values]
    pages = len(told) - len(values) - len(indexes)
    return [
        Finding(kind, count, _said(kind, count))
        for kind, count in (("pages", pages), ("indexes", len(indexes)), ("value", len(values)))
        if count
    ]


def _references(connection: WriteConnection) -> list[Finding]:
    return _counted(connection, "references", "SELECT count(*) FROM pragma_foreign_key_check")


def _values(connection: WriteConnection) -> list[Finding]:
    return [each for kind, sql in _SANITY.items() for each in _counted(connection, kind, sql)]


def _derived(connection: WriteConnection) -> list[Finding]:
    count = stale_derived(connection)
    return [Finding("derived", count, _said("derived", count))] if count else []


def _search_rows(connection: WriteConnection) -> list[Finding]:
    count = search.stale_rows(connection)
    return [Finding("search_rows", count, _said("search_rows", count))] if count else []


def _search_indexes(connection: WriteConnection) -> list[Finding]:
    count = len(search.faulty_indexes(connection))
    return [Finding("search", count, _said("search", count))] if count else []


def _journal(connection: WriteConnection) -> list[Finding]:
    """Images, ranges and counts of steps that are not there, and image tables of another shape."""
    tables = journalled_tables(connection)
    strays = [
        f'SELECT count(*) AS n FROM "{table}" WHERE abs(step_id) NOT IN (SELECT id FROM journal_step)'
        for table in ("journal_count", "journal_range", *(each.images for each in tables))
    ]
    shapes = sum(not _fits(connection, table) for table in tables)
    if shapes:
        return [Finding("journal", shapes, _said("journal", shapes))]
    return _counted(connection, "journal", f"SELECT sum(n) FROM ({' UNION ALL '.join(strays)})")


def _fits(connection: WriteConnection, table: JournalledTable) -> bool:
    columns = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table.images,))]
    return columns == ["step_id", "id", "existed", *table.columns]


def _revision(connection: WriteConnection) -> list[Finding]:
    stored = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if stored and stored[0] == f"{number:04d}" and number == file_header.REVISION:
        return []
    return [Finding("revision", 1, _said("revision", 1))]


def _counted(connection: WriteConnection, kind: str, sql: str) -> list[Finding]:
    count = int(connection.execute(sql).fetchone()[0] or 0)
    return [Finding(kind, count, _said(kind, count))] if count else []


def _said(kind: str, count: int) -> str:
    texts = {
        "pages": ngettext(
            "{n} fault in the pages of the file.", "{n} faults in the pages of the file.", count
        ),
        "indexes": ngettext(
            "{n} entry of an index does not fit its row.",
            "{n} entries of an index do not fit their rows.",
            count,
        ),
        "value": ngettext(
            "{n} row holds a value that cannot be.", "{n} rows hold a value that cannot be.", count
        ),
        "references": ngettext(
            "{n} row belongs to one that is gone.", "{n} rows belong to ones that are gone.", count
        ),
        "lifecycle": _("There is not exactly one lifecycle in use."),
        "stage": ngettext(
            "{n} person stands in a stage of a lifecycle that is not in use.",
            "{n} people stand in stages of a lifecycle that is not in use.",
            count,
        ),
        "name": ngettext("{n} person has no name.", "{n} people have no name.", count),
        "derived": ngettext(
            "The next step or the last contact shown for {n} person is out of date.",
            "The next step or the last contact shown for {n} people is out of date.",
            count,
        ),
        "day": ngettext(
            "{n} date is not a day of the calendar.", "{n} dates are not days of the calendar.", count
        ),
        "trash": ngettext(
            "{n} person in the trash is still on the board.",
            "{n} people in the trash are still on the board.",
            count,
        ),
        "sequence": ngettext(
            "{n} sequence of a person has not exactly one open step.",
            "{n} sequences of people have not exactly one open step.",
            count,
        ),
        "search_rows": ngettext(
            "Search has something old about {n} person.", "Search has something old about {n} people.", count
        ),
        "search": _("The search tables do not agree with the people."),
        "journal": ngettext(
            "{n} entry of the history belongs to no step.",
            "{n} entries of the history belong to no step.",
            count,
        ),
        "revision": _("The file does not say clearly which version it is."),
    }
    return texts[kind].format(n=count)
