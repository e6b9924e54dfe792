"""Days of people's own that are let pass."""

from __future__ import annotations

from sqlalchemy import Connection

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.desk import DateLine
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.follow_up_rows import add_row, finish
from lifecycle_desktop.core.operations.follow_ups import SKIPPED
from lifecycle_desktop.core.operations.rows import assure_contacts


def pass_over_day(connection: Connection, line: DateLine, what: str, moment: Moment) -> int:
    """Let a birthday or another day pass this time: kept as a follow-up of that day that was let go; its number."""
    assure_contacts(connection, [line.contact_id])
    new = NewFollowUp(line.contact_id, line.on, what=what, channel="other", occasion=line.occasion)
    number = add_row(connection, new, moment)
    finish(connection, number, SKIPPED, moment)
    return number
