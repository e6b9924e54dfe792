"""Sources, tags and own fields: found by their folded name, made when they are new."""

from __future__ import annotations

from sqlalchemy import Connection, Table, select

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.store import schema


def source_id_of(connection: Connection, name: str) -> int | None:
    """The source of that name, made if it is new; None for an empty name."""
    return _row_of(connection, schema.source, name)


def tag_id_of(connection: Connection, name: str) -> int:
    """The tag of that name, made if it is new."""
    found = _row_of(connection, schema.tag, tag_text(name))
    if found is None:
        raise NotUnderstood(_("A tag needs a name."))
    return found


def tag_named(connection: Connection, name: str) -> int | None:
    """The tag of that name, None if there is none."""
    return _found(connection, schema.tag, fold(tag_text(name)))


def tag_text(name: str) -> str:
    """A tag's name as it is kept: without the # it may be typed with, and the ; that parts tags in files."""
    return one_line(name).lstrip("#").replace(";", ",").strip()


def own_field_id_of(connection: Connection, name: str) -> int:
    """The own field of that name, made if it is new."""
    found = _row_of(connection, schema.own_field, name)
    if found is None:
        raise NotUnderstood(_("An own field needs a name."))
    return found


def service_line_id_of(connection: Connection, name: str) -> int | None:
    """The service line of that name in any case, made if it is new; None for an empty name."""
    plain, table = one_line(name), schema.service_line
    if not plain:
        return None
    for row in connection.execute(select(table).order_by(table.c.id)):
        if fold(row.name) == fold(plain):
            return int(row.id)
    return new_row(connection, table, name=plain)


def _row_of(connection: Connection, table: Table, name: str) -> int | None:
    plain = one_line(name)
    if not plain:
        return None
    folded = fold(plain)
    found = _found(connection, table, folded)
    if found is not None:
        return found
    return new_row(connection, table, name=plain, name_folded=folded)


def _found(connection: Connection, table: Table, folded: str) -> int | None:
    return connection.execute(
        select(table.c.id).where(table.c.name_folded == folded).order_by(table.c.id).limit(1)
    ).scalar()
