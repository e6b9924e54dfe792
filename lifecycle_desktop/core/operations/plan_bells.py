"""The bells of a plan's tactics: put a tactic on Today, hand it to a sequence, take its bell off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.sequence_lists import Enrolled
from lifecycle_desktop.core.operations.enrolments import enrol
from lifecycle_desktop.core.operations.follow_ups import add_follow_up, add_follow_ups, delete_follow_ups
from lifecycle_desktop.core.operations.plans import touch_plan
from lifecycle_desktop.core.operations.rows import one_row
from lifecycle_desktop.core.store.schema import follow_up, plan_tactic


def put_on_today(
    connection: Connection,
    tactic_id: int,
    moment: Moment,
    *,
    due_on: dt.date,
    due_time: dt.time | None = None,
    rule: str = "",
    contact_ids: Iterable[int] = (),
) -> int:
    """Make follow-ups of a tactic, one about nobody in particular or one for each of these people; how many.

    Those that are still open from before are taken away first, so that the bell rings once.
    """
    row = _rung(connection, tactic_id, moment)
    _drop_open(connection, tactic_id, moment)
    new = NewFollowUp(
        None, due_on, due_time, what=row.what, channel=row.channel, rule=rule, plan_tactic_id=tactic_id
    )
    people = list(contact_ids)
    made = (
        add_follow_ups(connection, people, new, moment)
        if people
        else [add_follow_up(connection, new, moment)]
    )
    connection.execute(
        update(plan_tactic).where(plan_tactic.c.id == tactic_id).values(makes_follow_ups=1, sequence_id=None)
    )
    return len(made)


def hand_to_sequence(
    connection: Connection,
    tactic_id: int,
    moment: Moment,
    *,
    sequence_id: int,
    contact_ids: Iterable[int] = (),
    start_on: dt.date | None = None,
) -> Enrolled:
    """Let a sequence do a tactic, and take these people into it; who was taken in, and who not and why."""
    _rung(connection, tactic_id, moment)
    _drop_open(connection, tactic_id, moment)
    enrolled = enrol(connection, contact_ids, sequence_id, start_on, moment)
    connection.execute(
        update(plan_tactic)
        .where(plan_tactic.c.id == tactic_id)
        .values(makes_follow_ups=0, sequence_id=sequence_id)
    )
    return enrolled


def take_bell_off(connection: Connection, tactic_id: int, moment: Moment) -> int:
    """Let a tactic be on paper alone; how many open follow-ups of it went. People stay in its sequence."""
    _rung(connection, tactic_id, moment)
    gone = _drop_open(connection, tactic_id, moment)
    connection.execute(
        update(plan_tactic).where(plan_tactic.c.id == tactic_id).values(makes_follow_ups=0, sequence_id=None)
    )
    return gone


def _rung(connection: Connection, tactic_id: int, moment: Moment) -> Any:
    row = one_row(connection, plan_tactic, tactic_id, _("That tactic is not there any more."))
    touch_plan(connection, row.plan_stage_id, moment)
    return row


def _drop_open(connection: Connection, tactic_id: int, moment: Moment) -> int:
    still_open = (follow_up.c.plan_tactic_id == tactic_id) & follow_up.c.done_at.is_(None)
    ids = list(connection.execute(select(follow_up.c.id).where(still_open)).scalars())
    return delete_follow_ups(connection, ids, moment) if ids else 0
