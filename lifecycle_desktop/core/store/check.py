"""Look a database over: pages, references, search tables, journal, values; finds, says, mends nothing."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import file_header, search
from lifecycle_desktop.core.store.driver import DriverError, WriteConnection


@dataclass(frozen=True)
class Finding:
    """One kind of damage, with how often it was found."""

    kind: str
    count: int
    text: str


# Each counts rows that must not exist.
_SANITY: tuple[tuple[str, str], ...] = (
    ("active_lifecycle", "SELECT abs(count(*) - 1) FROM lifecycle WHERE is_active = 1"),
    (
        "stage_of_other_lifecycle",
        "SELECT count(*) FROM contact c JOIN stage s ON s.id = c.stage_id JOIN lifecycle l ON l.id = s.lifecycle_id "
        "WHERE l.is_active = 0",
    ),
    ("contact_without_name", "SELECT count(*) FROM contact WHERE display_name = ''"),
    (
        "next_step",
        "SELECT count(*) FROM contact c WHERE c.next_step_on IS NOT (SELECT min(due_on) FROM follow_up f "
        "WHERE f.contact_id = c.id AND f.done_at IS NULL)",
    ),
    ("follow_up_day", "SELECT count(*) FROM follow_up WHERE date(due_on) IS NOT due_on"),
    ("trash", "SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL AND is_archived = 0"),
    (
        "search_rows",
        "SELECT (SELECT count(*) FROM contact WHERE id NOT IN (SELECT id FROM contact_search)) + "
        "(SELECT count(*) FROM contact_search WHERE id NOT IN (SELECT id FROM contact))",
    ),
    ("journal_rows", "SELECT count(*) FROM journal_count WHERE step_id NOT IN (SELECT id FROM journal_step)"),
)


def findings(connection: WriteConnection, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong; an empty list says that the file is healthy."""
    found: list[Finding] = []
    for step in (_pages, _references, _values, _indexes, _revision):
        try:
            found += step(connection)
        except DriverError:
            found.append(Finding("pages", 1, _("The file cannot be read in full: it is damaged.")))
        if progress is not None:
            progress.advance()
        if found and found[0].kind == "pages":
            break
    return found


def _pages(connection: WriteConnection) -> list[Finding]:
    told = [row[0] for row in connection.execute("PRAGMA integrity_check(100)")]
    if told == ["ok"]:
        return []
    return [
        Finding(
            "pages",
            len(told),
            ngettext(
                "{n} fault in the pages of the file.", "{n} faults in the pages of the file.", len(told)
            ).format(n=len(told)),
        )
    ]


def _references(connection: WriteConnection) -> list[Finding]:
    count = connection.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone()[0]
    if not count:
        return []
    return [
        Finding(
            "references",
            count,
            ngettext(
                "{n} row hangs on one that is gone.", "{n} rows hang on ones that are gone.", count
            ).format(n=count),
        )
    ]


def _values(connection: WriteConnection) -> list[Finding]:
    found = []
    for kind, sql in _SANITY:
        count = connection.execute(sql).fetchone()[0]
        if count:
            found.append(
                Finding(
                    kind,
                    count,
                    _("{n} × {kind} is not as it should be.").format(n=count, kind=kind.replace("_", " ")),
                )
            )
    return found


def _indexes(connection: WriteConnection) -> list[Finding]:
    faulty = search.faulty_indexes(connection)
    return (
        [Finding("search", len(faulty), _("The search tables do not agree with the contacts."))]
        if faulty
        else []
    )


def _revision(connection: WriteConnection) -> list[Finding]:
    stored = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if stored and stored[0] == f"{number:04d}" and number == file_header.REVISION:
        return []
    return [Finding("revision", 1, _("The file does not say clearly which version it is."))]
