"""Sheets of a plan that leave the program are kept, and plans are copied to other periods."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.period import months_later
from lifecycle_desktop.core.model.plan import Plan
from lifecycle_desktop.core.model.plan_print import sheet_text
from lifecycle_desktop.core.operations.plans import checked_period, plan_row
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.store import schema

plan, plan_stage = schema.plan, schema.plan_stage


def record_print(
    connection: Connection,
    plan_id: int,
    sheet: Plan,
    moment: Moment,
    *,
    paper: Paper = Paper.LETTER,
    orientation: Orientation = Orientation.LANDSCAPE,
    grey: bool = False,
) -> int:
    """Keep a sheet that left the program, whole, so that the next shows the change; the number of the print."""
    plan_row(connection, plan_id)
    print_id = new_row(
        connection,
        schema.plan_print,
        plan_id=plan_id,
        printed_on=moment.today.isoformat(),
        printed_at=moment.text,
        paper=paper.value,
        orientation=orientation.value,
        is_grey=int(grey),
        sheet=sheet_text(sheet),
    )
    for (stage_id, month), value in printed_numbers(sheet).items():
        new_row(
            connection,
            schema.plan_print_number,
            plan_print_id=print_id,
            stage_id=stage_id,
            month=month,
            value=value,
        )
    return print_id


def printed_numbers(sheet: Plan) -> dict[tuple[int, str], str]:
    """The numbers of a sheet as `record_print` keeps them."""
    return {
        (stage.stage_id, count.month.isoformat()[:7]): count.value
        for stage in sheet.stages
        for count in stage.month_counts
        if count.value is not None
    }


def copy_plan_to_next_period(connection: Connection, plan_id: int, moment: Moment) -> int:
    """Copy a plan to the period that follows, as long as its own; the new plan's number.

    Purposes, goals, offers, triggers and tactics are taken along, goals due as far into the new period
    as before; moves, prints and typed numbers are not.
    """
    row = plan_row(connection, plan_id)
    start, end = dt.date.fromisoformat(row.period_start_on), dt.date.fromisoformat(row.period_end_on)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    new_start = months_later(start, months)
    new_end = months_later(end + dt.timedelta(days=1), months) - dt.timedelta(days=1)
    return copy_plan(connection, plan_id, (new_start, new_end), moment)


def copy_plan(connection: Connection, plan_id: int, period: tuple[dt.date, dt.date], moment: Moment) -> int:
    """Copy a plan to another period, as from last year's; the new plan's number.

    What is taken along is as in `copy_plan_to_next_period`; a goal due on the last day is due on the new last.
    """
    row = plan_row(connection, plan_id)
    start, end = dt.date.fromisoformat(row.period_start_on), dt.date.fromisoformat(row.period_end_on)
    new_start, new_end = checked_period(period)
    months = (new_start.year - start.year) * 12 + new_start.month - start.month
    title = row.title
    if new_start.year != start.year:
        title = title.replace(str(start.year), str(new_start.year))
    made = new_row(
        connection,
        plan,
        lifecycle_id=row.lifecycle_id,
        title=title,
        period_start_on=new_start.isoformat(),
        period_end_on=new_end.isoformat(),
        review_on=(new_end + dt.timedelta(days=1)).isoformat(),
        created_at=moment.text,
        updated_at=moment.text,
    )
    _copy_children(connection, schema.plan_goal, "plan_id", plan_id, made)
    old_stages = connection.execute(
        select(plan_stage)
        .join(schema.stage, schema.stage.c.id == plan_stage.c.stage_id)
        .where(plan_stage.c.plan_id == plan_id, schema.stage.c.is_retired == 0)
    ).all()
    for old in old_stages:
        values = old._asdict() | {"plan_id": made}
        if old.goal_due_on:
            due = dt.date.fromisoformat(old.goal_due_on)
            values["goal_due_on"] = _due(due, end, new_end, months).isoformat()
        stage_row = new_row(
            connection, plan_stage, **{key: value for key, value in values.items() if key != "id"}
        )
        _take_bells_along(
            connection, _copy_children(connection, schema.plan_tactic, "plan_stage_id", old.id, stage_row)
        )
    return made


def _due(due: dt.date, end: dt.date, new_end: dt.date, months: int) -> dt.date:
    """When a goal is due in another period: on its last day, or as far into it as before, at its end at the latest."""
    return new_end if due == end else min(months_later(due, months), new_end)


def _copy_children(
    connection: Connection, table: Any, column: str, old_id: int, new_id: int
) -> dict[int, int]:
    """Copy the rows of a parent; the number of each copy by that of the row it is of."""
    rows = connection.execute(select(table).where(table.c[column] == old_id).order_by(table.c.id)).all()
    made = {}
    for row in rows:
        values = {key: value for key, value in row._asdict().items() if key != "id"}
        made[row.id] = new_row(connection, table, **(values | {column: new_id}))
    return made


def _take_bells_along(connection: Connection, copies: dict[int, int]) -> None:
    """What recurs on Today goes on under the copied tactic; the copy of a bell that rang once is off."""
    follow_up, tactic = schema.follow_up, schema.plan_tactic
    for old_id, new_id in copies.items():
        moved = connection.execute(
            update(follow_up)
            .where(
                follow_up.c.plan_tactic_id == old_id, follow_up.c.done_at.is_(None), follow_up.c.rule != ""
            )
            .values(plan_tactic_id=new_id)
        )
        if not moved.rowcount:
            connection.execute(update(tactic).where(tactic.c.id == new_id).values(makes_follow_ups=0))
