"""Bring a calendar file in: events and tasks become follow-ups, birthdays key dates; the same entry never comes twice.

An entry is known again by its UID, which `calendar_entry` keeps beside what it became, also after that is done or
deleted. What was changed in the calendar changes a follow-up that is still open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.calendar_entry import CalendarEntry, digits, own_row
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.import_report import (
    FAILED,
    NEW,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    ImportPreview,
    RowFate,
    problem_text,
)
from lifecycle_desktop.core.model.person_text import words
from lifecycle_desktop.core.operations.follow_up_rows import add_row, clock_text
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.recurrence import next_due
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.core.store.step import Written

_PART = 100
_MOST_WORDS = 5  # of a name in a summary
FORMAT = "icalendar"


def _nearer(rule: str, first_on: dt.date, today: dt.date) -> dt.date:
    """A later day from which the same series runs on: one that began long ago would be followed day by day.

    Whole steps of the rule are passed over, of months and years in multiples of four years, so that the days of
    the calendar stay the same; a series that is counted is left as it is.
    """
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if "COUNT" in parts or first_on >= today:
        return first_on
    step = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] in ("DAILY", "WEEKLY"):
        days = step * (7 if parts["FREQ"] == "WEEKLY" else 1)
        return first_on + dt.timedelta(days=max(0, (today - first_on).days // days - 1) * days)
    years = 4 * step
    passed = max(0, (today.year - first_on.year) // years - 1) * years
    try:
        return first_on.replace(year=first_on.year + passed)
    except ValueError:  # 29 February of a year like 1900
        return first_on


class _Known(NamedTuple):
    """What an entry of this UID became before."""

    row_id: int
    digest: str
    follow_up_id: int | None


def plan_events(
    connection: ReadConnection, entries: Iterable[CalendarEntry], moment: Moment, progress: Progress
) -> ImportPreview:
    """What an import of these entries would do; nothing is written."""
    return _Import(connection, None, moment).run(entries, progress)


def import_events(
    step: Written,
    entries: Iterable[CalendarEntry],
    moment: Moment,
    progress: Progress,
    *,
    file_name: str = "",
) -> ImportPreview:
    """Bring the entries in, inside a step of `Database.write`; the fate of each. Raises `Stopped` when asked to."""
    done = _Import(step.driver, step.connection, moment).run(entries, progress)
    counts = done.counts
    if counts.changes:
        new_row(
            step.connection,
            schema.import_run,
            file_name=file_name,
            format=FORMAT,
            imported_at=moment.text,
            new_count=counts.new,
            updated_count=counts.updated,
            unchanged_count=counts.unchanged,
            skipped_count=counts.skipped,
            failed_count=counts.failed,
        )
    return done


class _Import:
    """One pass over a file; without a connection to write with, nothing is written."""

    def __init__(self, reading: ReadConnection, writing: Connection | None, moment: Moment) -> None:
        self._reading = reading
        self._writing = writing
        self._moment = moment
        self._names: dict[str, int | None] | None = None
        self._seen: set[str] = set()  # UIDs of this file

    def run(self, entries: Iterable[CalendarEntry], progress: Progress) -> ImportPreview:
        """Take every entry."""
        done = ImportPreview()
        line = 0
        for number, entry in enumerate(entries, 1):
            done.rows.append(self._fate(entry))
            if number % _PART == 0:
                progress.advance(entry.line - line)
                line = entry.line
        progress.advance(0)
        done.counts.add(done.rows)
        return done

    def _fate(self, entry: CalendarEntry) -> RowFate:
        if entry.problem is not None:
            return RowFate(entry.line, FAILED, entry.what, problem_text(*entry.problem))
        known = self._known(entry.uid)
        if known is not None:
            return self._known_again(entry, known)
        if entry.uid in self._seen or self._is_ours(entry.uid):
            return RowFate(entry.line, UNCHANGED, entry.what, _("here already"))
        self._seen.add(entry.uid or f"line {entry.line}")
        if entry.skip:
            return RowFate(entry.line, SKIPPED, entry.what, entry.skip)
        if not entry.uid and self._is_there(entry):
            return RowFate(entry.line, UNCHANGED, entry.what, _("here already"))
        contact_id, reason = self._whose(entry)
        if entry.kind and contact_id is not None:
            return self._keep_day(entry, contact_id, reason)
        if entry.kind and entry.is_ours:
            return RowFate(entry.line, SKIPPED, entry.what, _("nobody here is called so"))
        timed, is_over = self._in_time(entry)
        if is_over:
            return RowFate(entry.line, SKIPPED, entry.what, _("it is over"))
        follow_up_id = self._add_follow_up(timed, contact_id)
        self._remember(entry, contact_id, follow_up_id=follow_up_id)
        return RowFate(entry.line, NEW, entry.what, reason, contact_id)

    # -- what is there ----------------------------------------------------------------------------------------

    def _known(self, uid: str) -> _Known | None:
        if not uid:
            return None
        row = self._reading.execute(
            "SELECT id, digest, follow_up_id FROM calendar_entry WHERE uid = ?", (uid,)
        ).fetchone()
        return _Known(*row) if row else None

    def _is_ours(self, uid: str) -> bool:
        """Whether an entry was exported from here."""
        row = own_row(uid)
        if row is None or row[0] == "contact":
            return False
        table, row_id, created_at = row
        sql = {
            "follow_up": "SELECT created_at FROM follow_up WHERE id = ?",
            "contact_date": "SELECT c.created_at FROM contact_date d "
            "JOIN contact c ON c.id = d.contact_id WHERE d.id = ?",
        }[table]
        found = self._reading.execute(sql, (row_id,)).fetchone()
        return found is not None and digits(found[0]) == created_at

    def _known_again(self, entry: CalendarEntry, known: _Known) -> RowFate:
        digest = entry.digest
        if known.digest == digest or known.follow_up_id is None or entry.skip or entry.is_ours:
            return RowFate(entry.line, UNCHANGED, entry.what, _("here already"))
        row = self._reading.execute(
            "SELECT contact_id FROM follow_up WHERE id = ? AND done_at IS NULL", (known.follow_up_id,)
        ).fetchone()
        entry, is_over = self._in_time(entry)
        if row is None or is_over or entry.on is None:
            return RowFate(entry.line, UNCHANGED, entry.what, _("done here already"))
        if self._writing is not None:
            table, day = schema.follow_up, entry.on.isoformat()
            values = {
                "what": entry.what or _("Follow up"), "reason": entry.more, "due_on": day, "first_due_on": day,
                "due_time": clock_text(entry.at), "rule": entry.rule,
            }  # fmt: skip
            self._writing.execute(update(table).where(table.c.id == known.follow_up_id).values(**values))
            entries = schema.calendar_entry
            self._writing.execute(update(entries).where(entries.c.id == known.row_id).values(digest=digest))
        return RowFate(entry.line, UPDATED, entry.what, _("changed in the calendar"), row[0])

    def _is_there(self, entry: CalendarEntry) -> bool:
        """An entry without UID is known by what it says and when."""
        digest = entry.digest
        return bool(
            self._reading.execute(
                "SELECT 1 FROM calendar_entry WHERE uid = '' AND digest = ? LIMIT 1", (digest,)
            ).fetchone()
        )

    def _in_time(self, entry: CalendarEntry) -> tuple[CalendarEntry, bool]:
        """The entry on its next day, and whether it is over for good. A task without a day is for today."""
        today = self._moment.today
        if entry.on is None:
            return entry._replace(on=today), False
        if entry.on >= today or entry.is_task:
            return entry, False
        if entry.rule:
            begin = _nearer(entry.rule, entry.on, today)
            following = next_due(entry.rule, begin, after=today - dt.timedelta(days=1))
            if following is not None:
                return entry._replace(on=following.on, rule=following.rule), False
        return entry, True

    # -- whose it is ------------------------------------------------------------------------------------------

    def _whose(self, entry: CalendarEntry) -> tuple[int | None, str]:
        """The one contact it is about, and by what: an address of who takes part, else a name in the summary."""
        for address, _name in entry.people:
            found = self._by_address(address)
            if found is not None:
                return found, _("for {name}, by the e-mail address").format(name=self._called(found))
        for text in (entry.whose, entry.what):
            told = words(text)
            for size in range(min(_MOST_WORDS, len(told)), 1, -1):
                for at in range(len(told) - size + 1):
                    found = self._by_name("".join(told[at : at + size]))
                    if found is not None:
                        return found, _("for {name}, by the name").format(name=self._called(found))
        return None, ""

    def _called(self, contact_id: int) -> str:
        row = self._reading.execute("SELECT display_name FROM contact WHERE id = ?", (contact_id,)).fetchone()
        return str(row[0])

    def _by_address(self, address: str) -> int | None:
        normal = normal_email(address) if "@" in address else ""
        rows = self._reading.execute(
            "SELECT DISTINCT e.contact_id FROM contact_email e JOIN contact c ON c.id = e.contact_id "
            "WHERE e.email_normal = ? AND c.deleted_at IS NULL LIMIT 2",
            (normal,),
        ).fetchall()
        return int(rows[0][0]) if normal and len(rows) == 1 else None

    def _by_name(self, key: str) -> int | None:
        """Who alone is called so; read when first asked for."""
        if self._names is None:
            self._names = {}
            for contact_id, name in self._reading.execute(
                "SELECT id, display_name FROM contact WHERE deleted_at IS NULL"
            ):
                squeezed = "".join(words(name))
                self._names[squeezed] = None if squeezed in self._names else contact_id
        return self._names.get(key)

    # -- what is written --------------------------------------------------------------------------------------

    def _keep_day(self, entry: CalendarEntry, contact_id: int, reason: str) -> RowFate:
        on = entry.on or self._moment.today
        year = on.year if entry.has_year else None
        there = self._reading.execute(
            "SELECT id FROM contact_date WHERE contact_id = ? AND kind = ? AND month = ? AND day = ?",
            (contact_id, entry.kind, on.month, on.day),
        ).fetchone()
        if there is not None:
            return RowFate(entry.line, UNCHANGED, entry.what, _("here already"), contact_id)
        day_id = None
        if self._writing is not None:
            day_id = new_row(
                self._writing,
                schema.contact_date,
                contact_id=contact_id,
                kind=entry.kind,
                year=year,
                month=on.month,
                day=on.day,
            )
        self._remember(entry, contact_id, contact_date_id=day_id)
        return RowFate(entry.line, NEW, entry.what, reason, contact_id)

    def _add_follow_up(self, entry: CalendarEntry, contact_id: int | None) -> int | None:
        if self._writing is None or entry.on is None:
            return None
        names = ", ".join(name or address for address, name in entry.people)
        more = "\n".join(
            part for part in (entry.more, _("With: {names}").format(names=names) if names else "") if part
        )
        new = NewFollowUp(
            contact_id=contact_id,
            what=entry.what or _("Follow up"),
            due_on=entry.on,
            due_time=entry.at,
            reason=more,
            rule=entry.rule,
        )
        return add_row(self._writing, new, self._moment)

    def _remember(
        self,
        entry: CalendarEntry,
        contact_id: int | None,
        *,
        follow_up_id: int | None = None,
        contact_date_id: int | None = None,
    ) -> None:
        if self._writing is not None:
            new_row(
                self._writing,
                schema.calendar_entry,
                uid=entry.uid,
                digest=entry.digest,
                contact_id=contact_id,
                follow_up_id=follow_up_id,
                contact_date_id=contact_date_id,
            )
