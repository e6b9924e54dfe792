"""What was changed on a contact and when, read from the journal's images of its rows.

Every change to a contact's row or to what hangs on it touches the contact, so the steps that hold an
image of it are few and are found by one look each. The image is what a row was before the step; what
it became is the next later image, or the row as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.timeline import EDIT, TimelineEvent, TimelinePlace
from lifecycle_desktop.core.queries.edit_words import (
    COLUMNS,
    REMOVED_ONLY,
    changed_columns,
    row_words,
    told_change,
)
from lifecycle_desktop.core.store.driver import ReadConnection

_ORDER = 0
STEPS_LOOKED_AT = 3000  # the newest steps of the file; a year of an owner's busy days is kept 30 days only
_FEW_IMAGES = 500  # a step with more of a table is asked by known rows alone


@dataclass(frozen=True, slots=True)
class Change:
    """One row that a step changed: what it was and what it became, None where it was not there."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def edits(
    connection: ReadConnection, contact_id: int, moment: Moment, before: TimelinePlace, limit: int
) -> Iterator[TimelineEvent]:
    """The newest edits of a contact that stand before a place, newest first."""
    steps = _steps(connection, contact_id)
    step_ids = [step[0] for step in steps]
    changes = _changes(connection, contact_id, step_ids)
    merged = _merged(connection, contact_id, step_ids)
    for step_id, label, made_at in steps:
        place = TimelinePlace(made_at, _ORDER, step_id)
        if limit <= 0:
            return
        if place >= before:
            continue
        words = _words(connection, changes.get(step_id, ()), label)
        if step_id in merged:
            words = (_("Merged with {name}").format(name=merged[step_id]), words[1] if words else "")
        if words:
            local = Moment(instant_from_text(made_at), moment.zone).local
            limit -= 1
            yield TimelineEvent(EDIT, step_id, *words, local.date(), local.strftime("%H:%M"), place)


def _steps(connection: ReadConnection, contact_id: int) -> list[tuple[int, str, str]]:
    """The steps that changed the contact or what hangs on it, newest first, its making left out."""
    return connection.execute(
        "SELECT s.id, s.label, s.made_at FROM (SELECT id, label, made_at FROM journal_step WHERE is_undone = 0 "
        "AND is_closed = 0 ORDER BY id DESC LIMIT ?2) s CROSS JOIN journal_contact j "
        "ON j.step_id = s.id AND j.id = ?1 WHERE j.existed = 1 ORDER BY s.id DESC",
        (contact_id, STEPS_LOOKED_AT),
    ).fetchall()


def _merged(connection: ReadConnection, contact_id: int, step_ids: list[int]) -> dict[int, str]:
    """By step, whom it merged into the contact: it touched these two, and the other is gone."""
    return dict(
        connection.execute(
            "SELECT j.step_id, j.display_name FROM json_each(?1) s CROSS JOIN journal_count c "
            "ON c.step_id = s.value AND c.table_name = 'contact' AND c.rows = 2 CROSS JOIN journal_contact j "
            "ON j.step_id = s.value AND j.id <> ?2 WHERE j.existed = 1 "
            "AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.id = j.id)",
            (json.dumps(step_ids), contact_id),
        ).fetchall()
    )


def _changes(connection: ReadConnection, contact_id: int, step_ids: list[int]) -> dict[int, list[Change]]:
    """By step, the rows that it changed."""
    found: dict[int, list[Change]] = {}
    if not step_ids:
        return found
    for table, columns in COLUMNS.items():
        after = _rows(connection, table, columns, contact_id)
        for step_id, row_id, existed, *values in _images(
            connection, table, columns, contact_id, step_ids, after
        ):
            was = dict(zip(columns, values, strict=True)) if existed else None
            now = after.get(row_id)
            after[row_id] = was
            if was != now and not (was is None and table in REMOVED_ONLY):
                found.setdefault(step_id, []).append(Change(table, was, now))
    return found


def _rows(
    connection: ReadConnection, table: str, columns: tuple[str, ...], contact_id: int
) -> dict[int, dict[str, Any] | None]:
    """The rows of the contact as they stand, by id."""
    key = "id" if table == "contact" else "contact_id"
    listed = ", ".join(columns)
    return {
        row[0]: dict(zip(columns, row[1:], strict=True))
        for row in connection.execute(f"SELECT id, {listed} FROM {table} WHERE {key} = ?", (contact_id,))
    }


def _images(
    connection: ReadConnection,
    table: str,
    columns: tuple[str, ...],
    contact_id: int,
    step_ids: list[int],
    known: Iterable[int],
) -> list[tuple[Any, ...]]:
    """The images of the contact's rows of one table in these steps, the newest step first."""
    listed = ", ".join(f"j.{column}" for column in columns)
    steps = json.dumps(step_ids)
    ids = {contact_id} if table == "contact" else set(known)
    if table != "contact":
        # Rows that are gone are told by the images of steps that touched few rows.
        ids |= {
            row[0]
            for row in connection.execute(
                f"SELECT j.id FROM json_each(?1) s CROSS JOIN journal_count c ON c.step_id = s.value "
                f"AND c.table_name = ?2 CROSS JOIN journal_{table} j ON j.step_id = s.value "
                f"WHERE c.rows <= ?3 AND j.contact_id = ?4",
                (steps, table, _FEW_IMAGES, contact_id),
            )
        }
    return connection.execute(
        f"SELECT j.step_id, j.id, j.existed, {listed} FROM json_each(?1) s CROSS JOIN json_each(?2) i "
        f"CROSS JOIN journal_{table} j ON j.step_id = s.value AND j.id = i.value ORDER BY j.step_id DESC, j.id",
        (steps, json.dumps(sorted(ids))),
    ).fetchall()


def _words(connection: ReadConnection, changes: Iterable[Change], label: str) -> tuple[str, str] | None:
    """Title and text of what a step changed; None where it changed nothing that a person did."""
    lines: list[tuple[str, str]] = []
    for change in changes:
        if change.table == "contact":
            lines += changed_columns(connection, change.before or {}, change.after or {})
        else:
            lines.append(_row_line(connection, change))
    if not lines:
        return None
    if len(lines) == 1:
        return lines[0][0], shortened(lines[0][1], 300)
    return label, shortened("; ".join(f"{title}: {text}" if text else title for title, text in lines), 600)


def _row_line(connection: ReadConnection, change: Change) -> tuple[str, str]:
    before, after = change.before, change.after
    name, was = row_words(connection, change.table, before or after or {})
    if change.table == "activity":
        name = ActivityKind((before or after or {})["kind"]).words
    now = row_words(connection, change.table, after)[1] if after is not None else ""
    return told_change(name, was if before is not None else "", now)
