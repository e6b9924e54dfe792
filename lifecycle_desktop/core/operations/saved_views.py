"""Save the views of the table, rename, change and reorder them, delete them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, true, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_json import filter_json
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import one_line, shortened
from lifecycle_desktop.core.model.saved_view import (
    BUILT_IN_FILTERS,
    LONGEST_NAME,
    MOST_VIEWS,
    built_in_title,
)
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.operations.rows import new_row, next_position, one_row
from lifecycle_desktop.core.store.schema import saved_view


def save_view(
    connection: Connection,
    name: str,
    wanted: ContactFilter,
    moment: Moment,  # noqa: ARG001  every operation is told when
    *,
    columns: Sequence[str] = (),
    sort: str = "",
) -> int:
    """Save a view under a new name, after the others; its number. `sort` is a column's key, or "-key" backwards."""
    checked = _checked_name(connection, name)
    if len(_ids(connection)) >= MOST_VIEWS:
        raise NotUnderstood(
            _("{n} views can be saved.").format(n=MOST_VIEWS), _("Delete one that is not used.")
        )
    position = next_position(connection, saved_view, true())
    return new_row(connection, saved_view, name=checked, position=position, **_content(wanted, columns, sort))


def change_view(
    connection: Connection,
    view_id: int,
    wanted: ContactFilter,
    moment: Moment,  # noqa: ARG001
    *,
    columns: Sequence[str] = (),
    sort: str = "",
) -> None:
    """Let a view show other people, columns or another order."""
    _row(connection, view_id)
    _change(connection, view_id, **_content(wanted, columns, sort))


def rename_view(connection: Connection, view_id: int, name: str, moment: Moment) -> None:  # noqa: ARG001
    """Call a view otherwise."""
    _row(connection, view_id)
    _change(connection, view_id, name=_checked_name(connection, name, own_id=view_id))


def move_view(connection: Connection, view_id: int, place: int, moment: Moment) -> None:  # noqa: ARG001
    """Put a view at a place among the owner's views, from 0."""
    _row(connection, view_id)
    ids = [each for each in _ids(connection) if each != view_id]
    ids.insert(max(0, min(place, len(ids))), view_id)
    for position, each in enumerate(ids):
        _change(connection, each, position=position)


def delete_view(connection: Connection, view_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Delete a view; the people stay."""
    _row(connection, view_id)
    connection.execute(delete(saved_view).where(saved_view.c.id == view_id))


def _content(wanted: ContactFilter, columns: Sequence[str], sort: str) -> dict[str, Any]:
    return {
        "filter_json": filter_json(wanted),
        "columns_json": json.dumps(list(columns), ensure_ascii=False) if columns else "",
        "sort": sort,
    }


def _change(connection: Connection, view_id: int, **values: Any) -> None:
    """Write what differs: a step that changes nothing is none."""
    row = connection.execute(select(saved_view).where(saved_view.c.id == view_id)).one()
    differs = {key: value for key, value in values.items() if getattr(row, key) != value}
    if differs:
        connection.execute(update(saved_view).where(saved_view.c.id == view_id).values(**differs))


def _ids(connection: Connection) -> list[int]:
    order = (saved_view.c.position, saved_view.c.id)
    return list(connection.execute(select(saved_view.c.id).order_by(*order)).scalars())


def _row(connection: Connection, view_id: int) -> Any:
    return one_row(connection, saved_view, view_id, _("There is no view with the number {number}."))


def _checked_name(connection: Connection, name: str, *, own_id: int = 0) -> str:
    plain = " ".join(one_line(name).split())
    if not plain:
        raise NotUnderstood(_("A view needs a name."))
    if len(plain) > LONGEST_NAME:
        raise NotUnderstood(_("The name of a view has up to {n} letters.").format(n=LONGEST_NAME))
    taken = {fold(built_in_title(key)) for key in BUILT_IN_FILTERS}
    for row in connection.execute(select(saved_view.c.id, saved_view.c.name)):
        if row.id != own_id:
            taken.add(fold(row.name))
    if fold(plain) in taken:
        raise NotUnderstood(
            _("There is a view “{name}” already.").format(name=shortened(plain)),
            _("Choose another name."),
        )
    return plain
