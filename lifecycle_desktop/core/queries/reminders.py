"""The follow-ups whose time has come since the last were told."""

from __future__ import annotations

import datetime as dt
from functools import cache

from lifecycle_desktop.core.clock import Moment, zone_info
from lifecycle_desktop.core.model.quiet_hours import is_quiet_at
from lifecycle_desktop.core.model.reminder import MORNING, Reminder
from lifecycle_desktop.core.store.driver import ReadConnection

# Zones are up to a day apart. What the owner may not do with somebody is not told; a task about them is.
_UNTOLD = (
    "SELECT f.id, f.contact_id, coalesce(c.display_name, ''), f.what, f.due_on, coalesce(f.due_time, ''), f.zone, "
    "coalesce(c.quiet_from, ''), coalesce(c.quiet_until, '') "
    "FROM follow_up f INDEXED BY ix_follow_up_open LEFT JOIN contact c ON c.id = f.contact_id "
    "LEFT JOIN reminder_told t ON t.id = f.id AND t.due = f.due_on || ' ' || coalesce(f.due_time, '') "
    "WHERE f.done_at IS NULL AND f.due_on <= ? AND t.id IS NULL AND coalesce(c.is_archived, 0) = 0 "
    "AND (coalesce(c.is_do_not_contact, 0) = 0 OR f.channel IN ('', 'other')) "
    "ORDER BY f.due_on, f.due_time IS NULL, f.due_time, f.id"
)


def untold_reminders(connection: ReadConnection, moment: Moment) -> tuple[Reminder, ...]:
    """Everything due by now that was not told yet, the oldest first.

    A time is counted on the wall of the zone in which it was said; a follow-up of any time that day is
    told at nine. What falls into the quiet hours of the contact waits until they end, and is then found.
    """

    @cache
    def wall(zone: str) -> str:
        return moment.at.astimezone(zone_info(zone or moment.zone)).strftime("%Y-%m-%d %H:%M")

    tomorrow = moment.today + dt.timedelta(days=1)
    now = moment.local.strftime("%H:%M")
    found = []
    for number, contact_id, name, what, day, clock, zone, begin, end in connection.execute(
        _UNTOLD, (tomorrow.isoformat(),)
    ):
        is_due = f"{day} {clock or MORNING}" <= wall(zone if clock else "")
        if is_due and not is_quiet_at(begin, end, now):
            found.append(Reminder(number, contact_id, name, what, f"{day} {clock}"))
    return tuple(found)
