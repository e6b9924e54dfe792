"""A reminder: a follow-up whose time has come, before it is told."""

from __future__ import annotations

from typing import NamedTuple

MORNING = "09:00"
"""When what is due at any time of a day is told, on the wall."""


class Reminder(NamedTuple):
    """A follow-up of which nothing was told yet for the day and time it is due now.

    `due` names that day and time and tells a snoozed one from what it was; `contact_id` is None for a
    task about nobody in particular, and `name` is empty then.
    """

    follow_up_id: int
    contact_id: int | None
    name: str
    what: str
    due: str
