"""What goes into a calendar file: open follow-ups, and the days that people have every year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lifecycle_desktop.core.model.calendar_entry import CalendarDay, CalendarFollowUp, own_uid
from lifecycle_desktop.core.store.driver import ReadConnection

_LIVING = "(c.id IS NULL OR c.deleted_at IS NULL)"
# What came from a calendar goes back under the UID it had.
_FOLLOW_UPS = (
    "SELECT f.id, f.created_at, coalesce((SELECT e.uid FROM calendar_entry e WHERE e.follow_up_id = f.id "
    "AND e.uid <> '' ORDER BY e.id LIMIT 1), ''), f.what, coalesce(c.display_name, ''), f.reason, "
    "coalesce((SELECT p.phone FROM contact_phone p WHERE p.contact_id = c.id ORDER BY p.position, p.id LIMIT 1), ''), "
    "coalesce((SELECT m.email FROM contact_email m WHERE m.contact_id = c.id ORDER BY m.position, m.id LIMIT 1), ''), "
    "f.due_on, f.due_time, f.zone, f.rule FROM follow_up f LEFT JOIN contact c ON c.id = f.contact_id "
    f"WHERE f.done_at IS NULL AND {_LIVING} ORDER BY f.due_on, f.due_time, f.id"
)
_DAYS = (
    "SELECT d.id, c.created_at, coalesce((SELECT e.uid FROM calendar_entry e WHERE e.contact_date_id = d.id "
    "AND e.uid <> '' ORDER BY e.id LIMIT 1), ''), d.kind, c.display_name, d.year, d.month, d.day "
    "FROM contact_date d JOIN contact c ON c.id = d.contact_id WHERE c.deleted_at IS NULL AND c.is_archived = 0 "
    "ORDER BY d.month, d.day, d.id"
)


def calendar_follow_ups(connection: ReadConnection) -> Iterator[CalendarFollowUp]:
    """Everything that is still to be done, with how the person is reached."""
    for row in connection.execute(_FOLLOW_UPS):
        row_id, created_at, uid, what, name, reason, phone, email, due_on, due_time, zone, rule = row
        yield CalendarFollowUp(
            uid or own_uid("follow_up", row_id, created_at),
            what,
            name,
            "\n".join(text for text in (reason, phone, email) if text),
            dt.date.fromisoformat(due_on),
            dt.time.fromisoformat(due_time) if due_time else None,
            zone,
            rule,
        )


def calendar_days(connection: ReadConnection) -> Iterator[CalendarDay]:
    """Birthdays, anniversaries and the owner's own days of everybody on the board."""
    for row_id, created_at, uid, kind, name, year, month, day in connection.execute(_DAYS):
        yield CalendarDay(uid or own_uid("contact_date", row_id, created_at), kind, name, year, month, day)
