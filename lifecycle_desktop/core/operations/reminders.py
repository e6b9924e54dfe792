"""Remember which reminders were told: no step of the owner's, so nothing to undo."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.reminder import Reminder
from lifecycle_desktop.core.store.schema import follow_up, reminder_told


def note_told(connection: Connection, told: Sequence[Reminder], moment: Moment) -> int:  # noqa: ARG001
    """Note that these were told, and forget the marks of what is done or gone; how many are noted."""
    if told:
        row = insert(reminder_told)
        connection.execute(
            row.on_conflict_do_update(index_elements=["id"], set_={"due": row.excluded.due}),
            [{"id": each.follow_up_id, "due": each.due} for each in told],
        )
    still_open = select(follow_up.c.id).where(follow_up.c.done_at.is_(None))
    connection.execute(delete(reminder_told).where(reminder_told.c.id.not_in(still_open)))
    return len(told)
