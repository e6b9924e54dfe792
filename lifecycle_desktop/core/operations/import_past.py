"""Bring purchases and activities of a file in, each to the contact whose it is; the same row never comes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import usual_direction
from lifecycle_desktop.core.model.import_report import (
    FAILED,
    NEW,
    UNCHANGED,
    UPDATED,
    ImportPolicy,
    ImportPreview,
    RowFate,
)
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.told_past import PURCHASES, ToldActivity, ToldPurchase
from lifecycle_desktop.core.operations.imports import import_contacts
from lifecycle_desktop.core.operations.named_rows import service_line_id_of
from lifecycle_desktop.core.operations.past_people import PastPeople
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.step import Written

Told = ToldPurchase | ToldActivity
Rows = Callable[[], Iterator[Told]]  # reads the file anew each time

_PART = 500
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    PURCHASES: ("purchase", (
        "id", "contact_id", "service_line_id", "what", "closed_on", "price_minor", "revenue_minor", "cost_minor",
        "currency", "satisfaction", "note", "created_at",
    )),
    "activities": ("activity", (
        "id", "contact_id", "kind", "direction", "happened_at", "happened_on", "outcome", "text", "minutes",
        "cost_minor", "currency", "created_at",
    )),
}  # fmt: skip
_PURCHASE_REST = ("line", "what", "revenue_minor", "cost_minor", "satisfaction", "note")
_ACTIVITY_REST = ("at", "outcome", "text", "minutes", "cost_minor", "currency", "direction")
_MAY_BE_NULL = ("service_line_id", "satisfaction", "minutes", "cost_minor")


def plan_past(
    connection: ReadConnection,
    rows: Rows,
    kind: str,
    policy: ImportPolicy,
    moment: Moment,
    progress: Progress,
) -> ImportPreview:
    """What an import of these rows would do; nothing is written. `kind` is "purchases" or "activities"."""
    (first_new,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM contact").fetchone()
    people = PastPeople(connection, policy.region, first_new)
    people.gather(rows())
    return _Import(connection, None, people, kind, moment).run(rows(), progress)


def import_past(
    step: Written,
    rows: Rows,
    kind: str,
    policy: ImportPolicy,
    moment: Moment,
    progress: Progress,
    *,
    file_name: str = "",
) -> ImportPreview:
    """Bring the rows in, inside a step of `Database.write`; the fate of each. Raises `Stopped` when asked to.

    People whom the rows tell an address or number of come in first: somebody new is made, and who is there gets
    what was not known. A row that is there already is left alone; one that tells more of it fills what is blank.
    """
    people = PastPeople(step.driver, policy.region, step.next_id("contact"))
    drafts, decisions = people.gather(rows())
    if drafts:
        chosen = ImportPolicy(region=policy.region, decisions=decisions)
        report = import_contacts(
            step, drafts, chosen, moment, Progress(len(drafts)), file_name=file_name, file_format=kind
        )
        if report.counts.new != sum(each.fate == NEW for each in decisions.values()):
            raise RuntimeError("other people came in than the rows were found to name")
    done = _Import(step.driver, step, people, kind, moment).run(rows(), progress)
    counts = done.counts
    if counts.changes:
        new_row(
            step.connection,
            schema.import_run,
            file_name=file_name,
            format=kind,
            imported_at=moment.text,
            new_count=counts.new,
            updated_count=counts.updated,
            unchanged_count=counts.unchanged,
            skipped_count=counts.skipped,
            failed_count=counts.failed,
        )
    return done


class _Kept(NamedTuple):
    """A row that was there before: its number, by what it is known again, and what may be filled."""

    row_id: int
    same: tuple[object, ...]
    rest: dict[str, Any]


class _Import:
    """One pass over a file; without a step to write in, nothing is written."""

    def __init__(
        self, reading: ReadConnection, step: Written | None, people: PastPeople, kind: str, moment: Moment
    ) -> None:
        self._reading = reading
        self._step = step
        self._people = people
        self._kind = kind
        self._moment = moment
        self._table, self._columns = _TABLES[kind]
        self._kept: dict[int, list[_Kept]] = {}
        self._lines: dict[str, int | None] = {}
        self._names: dict[int, str] = {}
        self._since: dict[int, str] = {}
        self._waiting: list[tuple[Any, ...]] = []
        self._next_id = step.next_id(self._table) if step is not None else 1
        self._touched: set[int] = set()
        self._greeted: set[int] = set()
        self._seen: dict[int, int] = {}  # what rows told, and the first line that told it

    def run(self, rows: Iterator[Told], progress: Progress) -> ImportPreview:
        """Take every row."""
        done = ImportPreview()
        line = 0
        for number, row in enumerate(rows, 1):
            done.rows.append(self._fate(row))
            if number % _PART == 0:
                self._write()
                progress.advance(row.line - line)
                line = row.line
        self._write()
        self._touch()
        progress.advance(0)
        done.counts.add(done.rows)
        return done

    def _fate(self, row: Told) -> RowFate:
        name = row.whose.name or next((text for _label, text in (*row.whose.emails, *row.whose.phones)), "")
        if row.problem:
            return RowFate(row.line, FAILED, name, row.problem)
        found = self._people.whose(row.number, row.whose)
        contact_id = found.contact_id
        if contact_id is None:
            return RowFate(row.line, FAILED, name, found.problem)
        fate = self._taken(row, contact_id)
        shown = name or self._called(contact_id)
        is_new = contact_id >= self._people.first_new
        if fate == NEW:
            reason = "; ".join(self._remarks(row, contact_id, is_new_person=is_new))
        else:
            reason = _("here already") if fate == UNCHANGED else _("tells more of one that is here")
        told_id = None if is_new and self._step is None else contact_id
        return RowFate(row.line, fate, shown, reason, told_id)

    def _remarks(self, row: Told, contact_id: int, *, is_new_person: bool) -> list[str]:
        """What is odd about a row that comes in."""
        remarks = [row.remark] if row.remark else []
        if is_new_person and contact_id not in self._greeted:
            self._greeted.add(contact_id)
            remarks.append(_("a new contact"))
        elif not is_new_person and self._is_before(row, contact_id):
            remarks.append(before_they_came())
        if isinstance(row, ToldPurchase) and row.on > self._moment.today.isoformat():
            remarks.append(_("its day is still to come"))
        told = hash((contact_id, *row[4:]))
        if told in self._seen:
            remarks.append(_("the same as line {n}").format(n=self._seen[told]))
        self._seen.setdefault(told, row.line)
        return remarks

    def _is_before(self, row: Told, contact_id: int) -> bool:
        if not isinstance(row, ToldPurchase):
            return False
        if contact_id not in self._since:
            found = self._reading.execute(
                "SELECT created_at FROM contact WHERE id = ?", (contact_id,)
            ).fetchone()
            self._since[contact_id] = found[0][:10]
        return row.on < self._since[contact_id]

    def _called(self, contact_id: int) -> str:
        if contact_id not in self._names:
            row = self._reading.execute(
                "SELECT display_name FROM contact WHERE id = ?", (contact_id,)
            ).fetchone()
            self._names[contact_id] = str(row[0]) if row else ""
        return self._names[contact_id]

    # -- what is there ----------------------------------------------------------------------------------------

    def _taken(self, row: Told, contact_id: int) -> str:
        """What becomes of a row: it is here already, tells more of one that is, or comes in."""
        if contact_id not in self._kept:
            self._kept[contact_id] = self._read_kept(contact_id)
        kept = self._kept[contact_id]
        same, rest = self._told(row)
        fitting = [one for one in kept if one.same == same and _fits(one.rest, rest)]
        if not fitting:
            self._add(row, contact_id)
            return NEW
        best = min(fitting, key=lambda one: sum(one.rest[name] != value for name, value in rest.items()))
        kept.remove(best)  # the next row that tells the same is another one
        fill = {name: value for name, value in rest.items() if value and not best.rest[name]}
        if not fill:
            return UNCHANGED
        self._fill(best.row_id, fill, row)
        self._touched.add(contact_id)
        return UPDATED

    def _read_kept(self, contact_id: int) -> list[_Kept]:
        if self._kind == PURCHASES:
            return [
                _Kept(
                    row[0], tuple(row[1:4]),
                    dict(zip(_PURCHASE_REST, (fold(row[4]), *row[5:8], _grade_text(row[8]), row[9]), strict=True)),
                )
                for row in self._reading.execute(
                    "SELECT p.id, closed_on, price_minor, currency, coalesce(l.name, ''), what, revenue_minor, "
                    "cost_minor, satisfaction, note FROM purchase p "
                    "LEFT JOIN service_line l ON l.id = p.service_line_id WHERE contact_id = ? ORDER BY p.id",
                    (contact_id,),
                )
            ]  # fmt: skip
        return [
            _Kept(
                row[0], (row[1], row[2]),
                dict(zip(_ACTIVITY_REST, row[3:], strict=True)),
            )
            for row in self._reading.execute(
                "SELECT id, kind, happened_on, happened_at, outcome, text, minutes, cost_minor, currency, direction "
                "FROM activity WHERE contact_id = ? ORDER BY id",
                (contact_id,),
            )
        ]  # fmt: skip

    def _told(self, row: Told) -> tuple[tuple[object, ...], dict[str, Any]]:
        """By what a row is known again, and what else it tells; a blank says nothing."""
        if isinstance(row, ToldPurchase):
            return (row.on, row.price_minor, row.currency), {
                "line": fold(row.service_line), "what": row.what, "revenue_minor": row.revenue_minor,
                "cost_minor": row.cost_minor, "satisfaction": _grade_text(row.satisfaction), "note": row.note,
            }  # fmt: skip
        return (row.kind, row.on), {
            "at": row.at if row.has_time else "", "outcome": row.outcome, "text": row.text, "minutes": row.minutes,
            "cost_minor": row.cost_minor, "currency": row.currency, "direction": row.direction or "",
        }  # fmt: skip

    # -- what is written --------------------------------------------------------------------------------------

    def _add(self, row: Told, contact_id: int) -> None:
        if self._step is None:
            return
        row_id = self._next_id + len(self._waiting)
        created = self._moment.text
        self._touched.add(contact_id)
        if isinstance(row, ToldPurchase):
            grade = "" if row.satisfaction is None else row.satisfaction
            self._waiting.append((
                row_id, contact_id, self._line_id(row.service_line) or "", row.what, row.on, row.price_minor,
                row.revenue_minor, row.cost_minor, row.currency, grade, row.note, created,
            ))  # fmt: skip
            return
        way = usual_direction(row.kind, row.outcome) if row.direction is None else row.direction
        minutes, cost = ("" if value is None else value for value in (row.minutes, row.cost_minor))
        self._waiting.append((
            row_id, contact_id, row.kind, way, row.at, row.on, row.outcome, row.text, minutes, cost, row.currency,
            created,
        ))  # fmt: skip

    def _line_id(self, name: str) -> int | None:
        folded = fold(name)
        if folded not in self._lines and self._step is not None:
            self._lines[folded] = service_line_id_of(self._step.connection, name)
        return self._lines.get(folded)

    def _fill(self, row_id: int, values: dict[str, Any], row: Told) -> None:
        if self._step is None:
            return
        if "line" in values and isinstance(row, ToldPurchase):
            values["service_line_id"] = self._line_id(row.service_line)
            del values["line"]
        for column, value in values.items():
            if column not in self._columns:
                raise ValueError(column)
            sql = f'UPDATE "{self._table}" SET "{column}" = ? WHERE id = ?'  # noqa: S608  names of our own
            self._step.driver.execute(sql, (value, row_id))

    def _write(self) -> None:
        if self._step is not None and self._waiting:
            self._step.insert_rows(self._table, self._columns, self._waiting, _MAY_BE_NULL)
            self._next_id += len(self._waiting)
            self._waiting = []

    def _touch(self) -> None:
        """Note of everybody who bought that something of them changed now; what follows for new ones is stale."""
        if self._step is not None:
            self._step.stale |= self._touched
        if self._step is not None and self._kind == PURCHASES:
            for contact_id in sorted(self._touched):
                self._step.driver.execute(
                    "UPDATE contact SET updated_at = ?1 WHERE id = ?2 AND updated_at <> ?1",
                    (self._moment.text, contact_id),
                )


def before_they_came() -> str:
    """What is said of a purchase that is older than its contact here, as most are that a business begins with."""
    return _("from before they were a contact here")


def _grade_text(grade: int | None) -> str:
    """A satisfaction as text: none is blank, and 0 is not."""
    return "" if grade is None else str(grade)


def _fits(kept: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether two tell the same as far as both tell anything."""
    return all(not value or not kept[name] or kept[name] == value for name, value in told.items())
