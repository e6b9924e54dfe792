"""Move contacts from stage to stage."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Integer, cast, func, insert, literal, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import many_lines
from lifecycle_desktop.core.operations.rows import among, assure_contacts
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.bulk import moving

contact, stage_move = schema.contact, schema.stage_move


def move_contacts(
    connection: Connection,
    contact_ids: Iterable[int],
    stage_id: int,
    moment: Moment,
    *,
    cause: str = "hand",
    reason: str = "",
) -> int:
    """Move contacts to a stage of the active lifecycle; how many were not there already.

    Each move is kept with its day, its cause (hand, rule, import, capture, model, sample), its reason
    and the whole days spent in the stage before.
    """
    wanted = assure_contacts(connection, contact_ids)
    _assure_active(connection, stage_id)
    moved = contact.c.id.in_(among(wanted)) & (contact.c.stage_id != stage_id)
    # A clock that was set back must not make the stay negative.
    days = func.max(0, cast(func.julianday(moment.text) - func.julianday(contact.c.stage_since_at), Integer))
    with moving(connection, len(wanted)):
        connection.execute(
            insert(stage_move).from_select(
                [
                    "contact_id",
                    "from_stage_id",
                    "to_stage_id",
                    "moved_at",
                    "moved_on",
                    "days_in_from",
                    "cause",
                    "reason",
                ],
                select(
                    contact.c.id,
                    contact.c.stage_id,
                    literal(stage_id),
                    literal(moment.text),
                    literal(moment.today.isoformat()),
                    days,
                    literal(cause),
                    literal(many_lines(reason)),
                ).where(moved),
            )
        )
        done = connection.execute(
            update(contact)
            .where(moved)
            .values(
                stage_id=stage_id, stage_since_at=moment.text, updated_at=moment.text, board_position=None
            )
        )
    return done.rowcount


def _assure_active(connection: Connection, stage_id: int) -> None:
    found = connection.execute(
        select(schema.stage.c.id)
        .join(schema.lifecycle, schema.lifecycle.c.id == schema.stage.c.lifecycle_id)
        .where(
            schema.stage.c.id == stage_id, schema.stage.c.is_retired == 0, schema.lifecycle.c.is_active == 1
        )
    ).scalar()
    if found is None:
        raise NotFound(_("That stage does not belong to the active lifecycle model."))
