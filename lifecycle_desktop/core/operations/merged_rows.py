"""The rows that hang on two contacts who are one person: brought to the one who stays, none lost, none twice.

A value that both hold goes with the other; everything else changes hands. What the two say against each
other (permissions, answers) is settled by a row of its own, so that both stay in the history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.permission import PermissionStatus, stricter
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.operations.sequence_pauses import settle_twins
from lifecycle_desktop.core.store import schema

Row = Any
Same = Callable[[Row], object]

_ADDRESS_PARTS = ("street", "extended", "po_box", "city", "region", "postal_code", "country", "formatted")

# What makes a row of both the same thing; a row of the other that the one who stays has too is not taken over.
_SAME: dict[str, Same] = {
    "contact_email": lambda row: row.email_normal,
    "contact_phone": lambda row: (row.phone_normal or fold(row.phone), row.extension),
    "contact_address": lambda row: tuple(fold(getattr(row, part)) for part in _ADDRESS_PARTS),
    "contact_date": lambda row: (row.kind.casefold(), row.year, row.month, row.day),
    "contact_link": lambda row: row.url,
    "contact_picture": lambda row: row.digest,
    "contact_tag": lambda row: row.tag_id,
    "contact_own_value": lambda row: (row.own_field_id, row.value),
    "relation": lambda row: (row.kind.casefold(), row.other_contact_id, fold(row.other_name)),
    "stage_standing": lambda row: row.lifecycle_id,
}


def bring_rows(connection: Connection, keep_id: int, other_id: int, moment: Moment) -> None:
    """Bring every row that hangs on `other_id` to `keep_id`."""
    _settle_permissions(connection, keep_id, other_id, moment)
    _settle_answers(connection, keep_id, other_id)
    _drop_links_between(connection, keep_id, other_id)
    settle_twins(connection, keep_id, other_id, moment)
    for table, column in references():
        _bring(connection, table, column, keep_id, other_id)


def references() -> Iterable[tuple[Table, str]]:
    """Every table and column that names a contact."""
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is schema.contact for key in column.foreign_keys):
                yield table, column.name


def _bring(connection: Connection, table: Table, column: str, keep_id: int, other_id: int) -> None:
    here = table.c[column]
    same = _SAME.get(table.name) if column == "contact_id" else None
    if same is None:
        connection.execute(update(table).where(here == other_id).values({column: keep_id}))
        return
    known = {same(row): row for row in connection.execute(select(table).where(here == keep_id))}
    coming = connection.execute(select(table).where(here == other_id).order_by(table.c.id)).all()
    position = _after(connection, table, keep_id) if "position" in table.c else 0
    for row in coming:
        twin = known.setdefault(same(row), row)
        if twin is not row:
            _take_label(connection, table, twin, row)
            continue
        values: dict[str, object] = {column: keep_id}
        if "position" in table.c:
            values["position"] = position
            position += 1
        connection.execute(update(table).where(table.c.id == row.id).values(values))


def _take_label(connection: Connection, table: Table, twin: Row, row: Row) -> None:
    """Call a value as the other did, where the one who stays has no word for it."""
    if "label" in table.c and row.label and not twin.label:
        connection.execute(update(table).where(table.c.id == twin.id).values(label=row.label))


def _after(connection: Connection, table: Table, contact_id: int) -> int:
    last = connection.execute(
        select(func.max(table.c.position)).where(table.c.contact_id == contact_id)
    ).scalar()
    return 0 if last is None else int(last) + 1


def _settle_permissions(connection: Connection, keep_id: int, other_id: int, moment: Moment) -> None:
    """What was said last to either holds; of two answers the stricter wins."""
    table = schema.permission
    latest: dict[tuple[int, str], PermissionStatus] = {}
    rows = select(table).where(table.c.contact_id.in_((keep_id, other_id))).order_by(table.c.id)
    last_of: dict[str, PermissionStatus] = {}
    for row in connection.execute(rows):
        latest[row.contact_id, row.channel] = last_of[row.channel] = PermissionStatus(row.status)
    for channel, last in last_of.items():
        said = [found for who in (keep_id, other_id) if (found := latest.get((who, channel))) is not None]
        holds = stricter(said)
        if holds != last:
            new_row(
                connection,
                table,
                contact_id=keep_id,
                channel=channel,
                status=holds.value,
                place=_("Merged"),
                recorded_at=moment.text,
            )


def _settle_answers(connection: Connection, keep_id: int, other_id: int) -> None:
    """Of two answers to a question of qualification the later one holds."""
    table = schema.qualification
    rows = connection.execute(
        select(table).where(table.c.contact_id.in_((keep_id, other_id))).order_by(table.c.id)
    ).all()
    for question in {row.question for row in rows}:
        answers = [row for row in rows if row.question == question]
        newest = max(answers, key=lambda row: (row.answered_at, row.id))
        if newest.id != answers[-1].id:  # the last row is what counts
            again = newest._asdict() | {"contact_id": keep_id}
            new_row(connection, table, **{key: value for key, value in again.items() if key != "id"})


def _drop_links_between(connection: Connection, keep_id: int, other_id: int) -> None:
    """Nobody is related to themselves, sent themselves, or is somebody else than themselves."""
    both = (keep_id, other_id)
    for table, one, other in (
        (schema.relation, "contact_id", "other_contact_id"),
        (schema.referral, "referrer_id", "referred_id"),
        (schema.kept_apart, "contact_id", "other_contact_id"),
    ):
        connection.execute(table.delete().where(table.c[one].in_(both), table.c[other].in_(both)))
