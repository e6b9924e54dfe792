"""Parts of a plan that are changed together: its head, what a stage counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.operations.plans import set_goal, set_number, set_plan, set_plan_stage


def set_head(
    connection: Connection, plan_id: int, moment: Moment, *, title: str, goals: Sequence[tuple[str, str]]
) -> None:
    """Write the title and the goals of the year, each (number, words); an empty one is taken away."""
    set_plan(connection, plan_id, moment, title=title)
    for position, (number, words) in enumerate(goals):
        set_goal(connection, plan_id, position, moment, number=number, words=words)


def set_measure(
    connection: Connection,
    plan_stage_id: int,
    moment: Moment,
    *,
    measure: str,
    month: dt.date,
    value: str = "",
) -> None:
    """Say what a stage counts; where that is nothing, `value` is what was typed for that month."""
    set_plan_stage(connection, plan_stage_id, moment, measure=measure)
    if not measure:
        set_number(connection, plan_stage_id, month, value, moment)
