"""Bring a file of people into the database: a dry run, and the import in one step, all or nothing."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.calendar_entry import digits, own_row
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, Picture, RowProblem
from lifecycle_desktop.core.model.import_report import (
    DUPLICATE,
    FAILED,
    NEW,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    ImportPolicy,
    ImportPreview,
    ImportReport,
    PackedFates,
    RowDecision,
    RowFate,
    problem_text,
)
from lifecycle_desktop.core.model.likeness import SURE, Likeness
from lifecycle_desktop.core.operations.import_held import (
    REFERRED_BY,
    Held,
    Merger,
    held_contacts,
    held_of,
)
from lifecycle_desktop.core.operations.import_people import KnownPeople, Match
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft, prepared
from lifecycle_desktop.core.operations.import_rows import TABLES, ImportRows
from lifecycle_desktop.core.operations.import_words import ImportWords, Told
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.bulk import step_of
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.step import Written

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CHUNK = 1000  # rows that are written at once: few, so that they are still in the processor's cache
_ROOM = 16 << 20  # bytes of pictures that are held at once
_SOMEBODY_NEW = RowFate(0, NEW)  # of most rows an import tells nothing but their number


def plan_import(
    connection: ReadConnection,
    drafts: Iterable[ContactDraft],
    policy: ImportPolicy,
    progress: Progress,
    *,
    rows: PackedFates | None = None,
) -> ImportPreview:
    """What an import of these drafts would do, row by row; nothing is written. `rows` takes the fates of many."""
    preview = ImportPreview() if rows is None else ImportPreview(rows=rows)
    with _collector_paused():
        for fates in _Import(connection, _DryRows(connection), policy).fates(drafts, progress):
            preview.counts.add(fates)
            preview.rows.extend(fates)
    return preview


def import_contacts(
    connection: Connection | Written,
    drafts: Iterable[ContactDraft],
    policy: ImportPolicy,
    moment: Moment,
    progress: Progress,
    *,
    file_name: str = "",
    file_format: str = "",
    told: PackedFates | None = None,
) -> ImportReport:
    """Put the drafts into the database, inside a step of `Database.write`, whose connection or itself is given.

    Rows that are somebody already there fill what is blank and add what is new; every value that
    differs is kept beside. People of a similar name at one place are looked for in the dry run. What
    was stored is read back before this returns. Raises `Stopped` when the person stopped it, and
    whatever it raises, nothing was written. `told` takes the rows there is something to say of, where they are many.
    """
    step = step_of(connection)
    with _collector_paused(), step.inserting(TABLES):
        rows = ImportRows(step, moment)
        work = _Import(step.driver, rows, policy, place=file_name)
        report = ImportReport(first_id=rows.first_contact_id)
        if told is not None:
            report.told = told
        for fates in work.fates(drafts, progress):
            report.counts.add(fates)
            report.told.extend(
                row
                for row in fates
                if row.is_maybe or row.fate not in (NEW, UNCHANGED) or _is_remarkable(row)
            )
            _update_contacts(rows, work.taken_changes(), moment)
        report.last_id = rows.next_contact_id - 1
        rows.finish()
    for stage_id, contact_ids in work.stage_moves().items():
        move_contacts(step.connection, contact_ids, stage_id, moment, reason=_("Import"))
    counts = report.counts
    if counts.changes:
        step.driver.execute(
            "INSERT INTO import_run (file_name, format, imported_at, new_count, updated_count, unchanged_count, "
            "skipped_count, failed_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file_name, file_format, moment.text, counts.new, counts.updated,
                counts.unchanged + counts.duplicate, counts.skipped, counts.failed,
            ),
        )  # fmt: skip
    return report


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """A hundred thousand live tuples make Python look for cycles again and again; here there are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Pending(NamedTuple):
    """A row that goes into a contact: its place in the chunk, the contact, and why."""

    place: int
    contact_id: int
    person: PreparedDraft
    told: Told
    reason: str
    first: frozenset[str] = frozenset()


class _Import:
    """One pass over a file. `rows` takes what is added: to the database, or in a dry run nowhere."""

    def __init__(
        self, connection: ReadConnection, rows: ImportRows | _DryRows, policy: ImportPolicy, place: str = ""
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._policy = policy
        self._people = KnownPeople(connection, with_places=isinstance(rows, _DryRows) or policy.skip_maybe)
        self._words = ImportWords(connection)
        self._merger = Merger(rows, place)
        self._first_new = rows.next_contact_id
        self._bare: dict[int, tuple[PreparedDraft, Told, int]] = {}
        self._bare_pictures: dict[int, set[str]] = {}
        self._seen: dict[int, Held] = {}
        self._apart: set[int] = set()  # whom rows of this file are already
        self._is_dry = isinstance(rows, _DryRows)
        self.changed: list[Held] = []

    def fates(self, drafts: Iterable[ContactDraft], progress: Progress) -> Iterator[list[RowFate]]:
        """The fates of the rows, in order; a chunk is written before its fates are told.

        `progress` counts the lines of the file.
        """
        fates: list[RowFate | None] = []
        pending: list[_Pending] = []
        line, room = 0, _ROOM
        for draft in drafts:  # one at a time: a draft that is done with makes room for the next
            fates.append(self._fate(draft, len(fates), pending))
            for picture in draft.pictures:
                room -= len(picture.content)
            if len(fates) == _CHUNK or room < 0:
                if not line and progress.total > draft.line:  # by the lines that the first ones took
                    self._rows.expect(len(fates) * progress.total // draft.line)
                progress.advance(draft.line - line)
                line = draft.line
                yield self._written(fates, pending)
                fates, pending, room = [], [], _ROOM
        progress.advance(0)
        if fates:
            yield self._written(fates, pending)

    def _written(self, fates: list[RowFate | None], pending: list[_Pending]) -> list[RowFate]:
        """The fates of a chunk when it is written."""
        self._rows.flush()
        self._merge(pending, fates)
        self._rows.flush()
        return [fate for fate in fates if fate is not None]

    def taken_changes(self) -> list[Held]:
        """Contacts whose own columns are to be written, each handed out once."""
        changed, self.changed = self.changed, []
        return changed

    def stage_moves(self) -> dict[int, list[int]]:
        """Whom the owner lets stand where the file says, by stage."""
        found: dict[int, list[int]] = {}
        for contact_id, stage_id in self._merger.moves.items():
            found.setdefault(stage_id, []).append(contact_id)
        return found

    def _fate(self, draft: ContactDraft, place: int, pending: list[_Pending]) -> RowFate | None:
        """What becomes of a row; None where that is known only when it is merged."""
        if draft.line in self._policy.skip_lines:
            return RowFate(draft.line, SKIPPED, draft.name, _("unticked"))
        if draft.stage or draft.temperature or draft.is_correspondent:
            draft, told = self._words.settled(draft)
        else:
            told = tuple.__new__(Told, (None, draft.tags, ""))
        person = prepared(draft, self._policy.region)
        if isinstance(person, RowProblem):
            reason = problem_text(person.kind, person.column)
            return RowFate(draft.line, FAILED, draft.name, reason, problem=person)
        if draft.is_correspondent and self._policy.skip_correspondents:
            return RowFate(draft.line, SKIPPED, person.display, _("a mere mail correspondent"))
        if draft.line in self._policy.decisions:
            decision = self._policy.decisions[draft.line]
            if decision.fate == NEW or decision.contact_id in self._people.names:
                return self._decided(decision, person, told, place, pending)
        match = self._own_card(draft.uid) if draft.uid else None
        match = match or self._people.match(person, self._apart if draft.is_distinct else ())
        if match is not None and match.is_sure:
            self._apart.add(match.contact_id)
            pending.append(_Pending(place, match.contact_id, person, told, match.likeness.reason))
            self._people.also(match.contact_id, person)
            return None
        if (
            not (person.emails or person.phones)
            and (contact_id := self._contained_in(person, told)) is not None
        ):
            self._apart.add(contact_id)
            pending.append(_Pending(place, contact_id, person, told, _("same name, and nothing new")))
            return None
        if match is not None and self._policy.skip_maybe:
            return RowFate(
                draft.line, SKIPPED, person.display, match.likeness.reason, match.contact_id, is_maybe=True
            )
        self._add(person, told)
        if match is None:
            return self._somebody_new(draft, person)
        return RowFate(
            draft.line, NEW, person.display, match.likeness.reason, match.contact_id, is_maybe=True
        )

    def _own_card(self, uid: str) -> Match | None:
        """Who goes out under this UID, if they are still here: then it is them, whatever was changed meanwhile."""
        row = own_row(uid)
        if row is None or row[0] != "contact" or row[1] >= self._first_new:
            return None
        kept = self._connection.execute(
            "SELECT created_at FROM contact WHERE id = ? AND deleted_at IS NULL", (row[1],)
        ).fetchone()
        if kept is None or digits(kept[0]) != row[2]:
            return None
        return Match(row[1], Likeness(SURE, _("the card came from here")))

    def _decided(
        self,
        decision: RowDecision,
        person: PreparedDraft,
        told: Told,
        place: int,
        pending: list[_Pending],
    ) -> RowFate | None:
        """What becomes of a row that the owner decided."""
        if decision.fate == NEW or decision.contact_id is None:
            self._add(person, told)
            return self._somebody_new(person.draft, person)
        reason = _("as you decided")
        pending.append(_Pending(place, decision.contact_id, person, told, reason, decision.first))
        self._people.also(decision.contact_id, person)
        return None

    def _somebody_new(self, draft: ContactDraft, person: PreparedDraft) -> RowFate:
        if self._is_dry or draft.remark:
            return RowFate(draft.line, NEW, person.display, draft.remark)
        return _SOMEBODY_NEW

    def _add(self, person: PreparedDraft, told: Told) -> None:
        draft, rows = person.draft, self._rows
        stage_id = self._words.stage_for(draft, told, is_reachable=bool(person.emails or person.phones))
        contact_id = rows.add_contact(person, stage_id, told)
        for date in draft.dates:
            rows.add_date(contact_id, date)
        if (
            draft.pictures
            or draft.links
            or draft.own
            or draft.relations
            or draft.permissions
            or draft.referred_by
        ):
            self._add_rest(contact_id, draft)
        if not (person.emails or person.phones):
            self._bare[contact_id] = (_without_pictures(person), told, stage_id)
            self._bare_pictures[contact_id] = {picture.digest for picture in draft.pictures}
        self._people.add(contact_id, person)
        if draft.is_distinct:
            self._apart.add(contact_id)

    def _add_rest(self, contact_id: int, draft: ContactDraft) -> None:
        rows = self._rows
        for position, (label, url) in enumerate(draft.links):
            rows.add_link(contact_id, position, label, url)
        for position, picture in enumerate(draft.pictures):
            rows.add_picture(contact_id, position, picture)
        for field, value in draft.own:
            rows.add_own_value(contact_id, field, value)
        for kind, name in draft.relations:
            rows.add_relation(contact_id, kind, name)
        for channel, status in draft.permissions:
            self._merger.add_permission(contact_id, channel, status)
        if draft.referred_by:
            self._add_referrer(contact_id, draft.referred_by)

    def _add_referrer(self, contact_id: int, name: str) -> None:
        """A referral where the one who sent them is known by that name, else the name beside."""
        referrer_id = self._people.named(name)
        if referrer_id is None:
            self._rows.add_relation(contact_id, REFERRED_BY, name)
        else:
            self._rows.add_referral(referrer_id, contact_id, name)

    def _contained_in(self, person: PreparedDraft, told: Told) -> int | None:
        """A namesake that holds already all that a row without address and number tells.

        In the file itself only another such row: two people of one name are not made one.
        """
        looking = Merger(_DryRows(self._connection), "")
        for contact_id in self._people.namesakes(person):
            if person.draft.is_distinct and contact_id in self._apart:
                continue
            if contact_id < self._first_new:
                held = self._seen.get(contact_id) or held_contacts(self._connection, [contact_id])[contact_id]
            elif contact_id in self._bare:
                other, told_of_other, stage_id = self._bare[contact_id]
                held = held_of(contact_id, other, told_of_other.tags, stage_id)
                held.pictures = self._bare_pictures[contact_id]
            else:
                continue
            if not looking.merge(held, person, told.stage_id, told.tags, told.heat):
                return contact_id
        return None

    def _merge(self, pending: list[_Pending], fates: list[RowFate | None]) -> None:
        if not pending:
            return
        known = {each.contact_id for each in pending}
        if self._is_dry:
            known = {contact_id for contact_id in known if contact_id < self._first_new}
        held = held_contacts(self._connection, known - self._seen.keys())
        held.update((contact_id, self._seen[contact_id]) for contact_id in known & self._seen.keys())
        touched: dict[int, Held] = {}
        for each in pending:
            line, name = each.person.draft.line, each.person.display
            changed = each.contact_id in held and self._merger.merge(
                held[each.contact_id],
                each.person,
                each.told.stage_id,
                each.told.tags,
                each.told.heat,
                each.first,
            )
            if changed:
                touched[each.contact_id] = held[each.contact_id]
                if each.contact_id >= self._first_new:
                    self._rows.stale(each.contact_id)
            known_before = UPDATED if changed else UNCHANGED
            fate = DUPLICATE if each.contact_id >= self._first_new else known_before
            reason = "; ".join(text for text in (each.reason, each.person.draft.remark) if text)
            fates[each.place] = RowFate(line, fate, name, reason, each.contact_id)
        if self._is_dry:
            self._seen.update(touched)
        else:
            self.changed += [
                each for each in touched.values() if each.updates or each.contact_id < self._first_new
            ]


def _update_contacts(rows: ImportRows, changed: list[Held], moment: Moment) -> None:
    for held in changed:
        values = dict(held.updates, updated_at=moment.text)
        if "source" in values:
            values["source_id"] = rows.source_id(values.pop("source"))
        rows.change_contact(held.contact_id, values)


def _is_remarkable(row: RowFate) -> bool:
    """Whether something of a new person could not be taken."""
    return row.fate == NEW and bool(row.reason)


def _without_pictures(person: PreparedDraft) -> PreparedDraft:
    """For looking again: pictures would fill the memory."""
    return person._replace(draft=person.draft._replace(pictures=())) if person.draft.pictures else person


class _DryRows:
    """Takes rows and forgets them."""

    def __init__(self, connection: ReadConnection) -> None:
        row = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM contact").fetchone()
        self.next_contact_id = int(row[0])

    def add_contact(self, _person: PreparedDraft, _stage_id: int, _told: Told) -> int:
        contact_id = self.next_contact_id
        self.next_contact_id += 1
        return contact_id

    def add_follow_up(self, _contact_id: int, _what: str, _due_on: str) -> int:
        return 0

    def flush(self) -> None: ...
    def expect(self, people: int) -> None: ...
    def stale(self, contact_id: int) -> None: ...
    def make_room(self, table: str, contact_id: int) -> None: ...
    def add_email(self, contact_id: int, position: int, email: tuple[str, str, str]) -> None: ...
    def add_phone(self, contact_id: int, position: int, phone: tuple[str, str, str, str]) -> None: ...
    def add_address(self, contact_id: int, position: int, address: Address) -> None: ...
    def add_date(self, contact_id: int, date: KeyDate) -> None: ...
    def add_link(self, contact_id: int, position: int, label: str, url: str) -> None: ...
    def add_picture(self, contact_id: int, position: int, picture: Picture) -> None: ...
    def add_tag(self, contact_id: int, name: str) -> None: ...
    def add_own_value(self, contact_id: int, field: str, value: str) -> None: ...
    def add_relation(self, contact_id: int, kind: str, name: str) -> None: ...
    def add_permission(self, contact_id: int, channel: str, status: str, place: str) -> None: ...
    def add_referral(self, referrer_id: int, contact_id: int, name: str) -> None: ...
