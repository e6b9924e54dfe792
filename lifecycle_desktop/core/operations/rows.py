"""Rows as operations name and make them: chosen by their ids, however many, and really there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, update
from sqlalchemy.sql.selectable import Select

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store import schema


def among(ids: Iterable[int]) -> Select[Any]:
    """A select of these ids, passed as one JSON value: no limit on how many."""
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return select(listed.c.value)


def assure_contacts(connection: Connection, contact_ids: Iterable[int]) -> list[int]:
    """The ids in order, each once; `NotFound` in words if there is no such contact."""
    wanted = list(dict.fromkeys(contact_ids))
    _assure(connection, schema.contact, wanted, _("There is no contact with the number {number}."))
    return wanted


def assure_follow_ups(connection: Connection, follow_up_ids: Iterable[int]) -> list[int]:
    """The ids in order, each once; `NotFound` in words if there is no such follow-up."""
    wanted = list(dict.fromkeys(follow_up_ids))
    _assure(connection, schema.follow_up, wanted, _("There is no follow-up with the number {number}."))
    return wanted


def touch_contact(connection: Connection, contact_id: int, moment: Moment) -> None:
    """Note that something of the contact changed now; `NotFound` in words if there is no such contact."""
    assure_contacts(connection, [contact_id])
    table = schema.contact
    connection.execute(
        update(table)
        .where(table.c.id == contact_id, table.c.updated_at != moment.text)
        .values(updated_at=moment.text)
    )


def one_row(connection: Connection, table: Table, row_id: int, missing: str) -> Any:
    """The row of that id; `NotFound` with the sentence `missing` if there is none."""
    row = connection.execute(select(table).where(table.c.id == row_id)).one_or_none()
    if row is None:
        raise NotFound(missing.format(number=row_id))
    return row


def new_row(connection: Connection, table: Table, **values: object) -> int:
    """Insert one row; its id."""
    return int(connection.execute(insert(table).values(**values)).lastrowid)


def next_position(connection: Connection, table: Table, parent: ColumnElement[bool]) -> int:
    """The place after the last row that `parent` picks."""
    last = connection.execute(select(func.max(table.c.position)).where(parent)).scalar()
    return 0 if last is None else int(last) + 1


def _assure(connection: Connection, table: Table, wanted: list[int], missing: str) -> None:
    for each in wanted:
        if abs(each) >= 1 << 62:  # SQLite's integers end there
            raise NotFound(missing.format(number=each))
    found = connection.execute(
        select(func.count()).select_from(table).where(table.c.id.in_(among(wanted)))
    ).scalar_one()
    if found == len(wanted):
        return
    there = set(connection.execute(select(table.c.id).where(table.c.id.in_(among(wanted)))).scalars())
    raise NotFound(missing.format(number=next(each for each in wanted if each not in there)))
