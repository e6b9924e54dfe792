"""The board's order by hand: put people into a place of a column.

Whoever has come into a stage and was not put anywhere yet stands at the top, the newest first: that is who
the owner wants to see. Below them stand those who were put into a place, in their order. A place is kept
until the person leaves the stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.own_order import numbered, places_between
from lifecycle_desktop.core.operations.rows import assure_contacts
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.store import schema

contact = schema.contact
BY_HAND = (contact.c.board_position, contact.c.stage_since_at.desc(), contact.c.id.desc())  # NULL comes first


def place_contacts(
    connection: Connection,
    contact_ids: Iterable[int],
    stage_id: int,
    moment: Moment,
    *,
    after_id: int | None = None,
    before_id: int | None = None,
) -> int:
    """Put people into a stage, one below the other, right after or right before somebody; how many.

    Whoever stands in another stage is moved there, as `move_contacts` does. Without a neighbour, or where
    that one is not in the stage any more, they go to the top.
    """
    wanted = assure_contacts(connection, contact_ids)
    move_contacts(connection, wanted, stage_id, moment)
    above, below = _neighbours(connection, stage_id, set(wanted), after_id, before_id)
    places: list[int] | None = None
    if below is None or below[1] is not None:
        places = places_between(above[1] if above else None, below[1] if below else None, len(wanted))
    if places is not None:
        _keep(connection, wanted, places)
    else:
        _number_anew(connection, stage_id, wanted, above[0] if above else None)
    return len(wanted)


_Placed = tuple[int, int | None]  # who, and the place if there is one


def _neighbours(
    connection: Connection, stage_id: int, moving: set[int], after_id: int | None, before_id: int | None
) -> tuple[_Placed | None, _Placed | None]:
    """Who will stand right above and right below; None at an end."""
    order = [
        (row.id, row.board_position)
        for row in connection.execute(_in_order(stage_id))
        if row.id not in moving
    ]
    ids = [contact_id for contact_id, _place in order]
    place = 0
    if after_id in ids:
        place = ids.index(after_id) + 1
    elif before_id in ids:
        place = ids.index(before_id)
    return (order[place - 1] if place else None), (order[place] if place < len(order) else None)


def _number_anew(connection: Connection, stage_id: int, wanted: Sequence[int], above: int | None) -> None:
    """Give everybody in the stage a place, those wanted right below `above`, or at the top."""
    moving = set(wanted)
    ids = [row.id for row in connection.execute(_in_order(stage_id)) if row.id not in moving]
    place = ids.index(above) + 1 if above is not None else 0
    ids[place:place] = wanted
    _keep(connection, ids, numbered(len(ids)))


def _in_order(stage_id: int):  # type: ignore[no-untyped-def]  # noqa: ANN202  SQLAlchemy names it best itself
    return (
        select(contact.c.id, contact.c.board_position)
        .where(contact.c.stage_id == stage_id, contact.c.is_archived == 0)
        .order_by(*BY_HAND)
    )


def _keep(connection: Connection, contact_ids: Sequence[int], places: Sequence[int]) -> None:
    statement = (
        update(contact).where(contact.c.id == bindparam("whom")).values(board_position=bindparam("place"))
    )
    rows = [
        {"whom": contact_id, "place": place} for contact_id, place in zip(contact_ids, places, strict=True)
    ]
    connection.execute(statement, rows)
