"""One logged activity, as it is corrected."""

from __future__ import annotations

from lifecycle_desktop.core.clock import instant_from_text
from lifecycle_desktop.core.model.activity import LoggedActivity
from lifecycle_desktop.core.store.driver import ReadConnection


def activity_entry(connection: ReadConnection, activity_id: int) -> LoggedActivity | None:
    """The activity of that number; None where it is not there any more."""
    row = connection.execute(
        "SELECT id, contact_id, kind, direction, outcome, text, minutes, happened_at FROM activity WHERE id = ?",
        (activity_id,),
    ).fetchone()
    return LoggedActivity(*(*row[:7], instant_from_text(row[7]))) if row is not None else None
