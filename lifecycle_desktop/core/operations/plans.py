"""Make and fill the lifecycle marketing plan of a period: stages, goals, moves, numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Stage
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.model.period import quarter_of
from lifecycle_desktop.core.model.plain_text import one_line, shortened
from lifecycle_desktop.core.model.plan import MOST_MOVES, MOST_YEAR_GOALS
from lifecycle_desktop.core.operations.rows import new_row, one_row
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle, known_lifecycle
from lifecycle_desktop.core.store.engine import bare

plan, plan_stage = schema.plan, schema.plan_stage


def start_plan(
    connection: Connection,
    moment: Moment,
    *,
    lifecycle_id: int | None = None,
    period: tuple[dt.date, dt.date] | None = None,
    title: str = "",
) -> int:
    """Start a plan; its number. Without a period it is of the current quarter, without a model of the active one.

    Purposes, units and measures come from the lifecycle model; goals, tactics and triggers are left
    to the owner, so that the sheet shows them as gaps.
    """
    row_id = active_lifecycle(bare(connection)).lifecycle_id if lifecycle_id is None else lifecycle_id
    row = one_row(connection, schema.lifecycle, row_id, _("There is no such lifecycle model."))
    lifecycle = known_lifecycle(row.key, row.definition)
    start, end = checked_period(period or quarter_of(moment.today))
    plan_id = new_row(
        connection,
        plan,
        lifecycle_id=row_id,
        title=one_line(title) or _("Customer lifecycle plan {year}").format(year=start.year),
        period_start_on=start.isoformat(),
        period_end_on=end.isoformat(),
        review_on=(end + dt.timedelta(days=1)).isoformat(),
        created_at=moment.text,
        updated_at=moment.text,
    )
    stages = connection.execute(
        select(schema.stage.c.id, schema.stage.c.key)
        .where(schema.stage.c.lifecycle_id == row_id, schema.stage.c.is_retired == 0)
        .order_by(schema.stage.c.position)
    ).all()
    for stage_id, key in stages:
        add_plan_stage(connection, plan_id, stage_id, lifecycle.stage(key), end)
    return plan_id


def add_plan_stage(connection: Connection, plan_id: int, stage_id: int, stage: Stage, due_on: dt.date) -> int:
    """Give a stage its box in a plan, with what the lifecycle says of it; its number."""
    return new_row(
        connection,
        plan_stage,
        plan_id=plan_id,
        stage_id=stage_id,
        purpose=stage.purpose,
        goal_unit=stage.unit,
        goal_due_on=due_on.isoformat(),
        measure=stage.measure.value if stage.measure else "",
    )


def set_plan(connection: Connection, plan_id: int, moment: Moment, **fields: object) -> None:
    """Change title, period_start_on, period_end_on, review_on and posted_on (days, the last two also None)."""
    row = plan_row(connection, plan_id)
    values = {name: _PLAN_FIELDS[name](value) for name, value in fields.items()}
    if "title" in values and not values["title"]:
        raise NotUnderstood(_("A plan needs a title."))
    checked_period(
        (
            dt.date.fromisoformat(values.get("period_start_on", row.period_start_on)),
            dt.date.fromisoformat(values.get("period_end_on", row.period_end_on)),
        )
    )
    connection.execute(update(plan).where(plan.c.id == plan_id).values(**values, updated_at=moment.text))


def set_plan_stage(connection: Connection, plan_stage_id: int, moment: Moment, **fields: object) -> None:
    """Change a stage of a plan: purpose, goal_number, goal_unit, goal_due_on, measure, offer, wow or move_on.

    `goal_number` is the text to be read ("90"), empty for none; `goal_due_on` a day or None;
    `measure` a value of `Measure`, empty to type the numbers by hand; `move_on` is the trigger.
    """
    row = one_row(connection, plan_stage, plan_stage_id, _("That stage of the plan is not there any more."))
    values = {name: _STAGE_FIELDS[name](value) for name, value in fields.items()}
    connection.execute(update(plan_stage).where(plan_stage.c.id == plan_stage_id).values(**values))
    _touch(connection, row.plan_id, moment)


def set_move(
    connection: Connection,
    plan_id: int,
    position: int,
    moment: Moment,
    *,
    what: str,
    stage_id: int | None = None,
    due_on: dt.date | None = None,
) -> None:
    """Write one of the next three moves, `position` 0 to 2; an empty `what` takes it away."""
    _touch(connection, plan_id, moment)
    if not 0 <= position < MOST_MOVES:
        raise NotUnderstood(_("There are {n} moves on the sheet.").format(n=MOST_MOVES))
    if stage_id is not None:
        one_row(connection, schema.stage, stage_id, _("There is no such stage."))
    values = {"what": sheet_words(what), "stage_id": stage_id, "due_on": _day(due_on)}
    move = schema.plan_move
    place = (move.c.plan_id == plan_id) & (move.c.position == position) & move.c.done_at.is_(None)
    _put(connection, move, place, values if values["what"] else None, plan_id=plan_id, position=position)


def finish_move(connection: Connection, move_id: int, moment: Moment) -> None:
    """Tick a move off; its place on the sheet is free again."""
    row = one_row(connection, schema.plan_move, move_id, _("That move is not there any more."))
    _touch(connection, row.plan_id, moment)
    connection.execute(
        update(schema.plan_move).where(schema.plan_move.c.id == move_id).values(done_at=moment.text)
    )


def set_goal(
    connection: Connection, plan_id: int, position: int, moment: Moment, *, number: str, words: str
) -> None:
    """Write one of the year's goals in the head of the sheet, `position` 0 to 2; both empty takes it away."""
    _touch(connection, plan_id, moment)
    if not 0 <= position < MOST_YEAR_GOALS:
        raise NotUnderstood(_("There are {n} goals of the year on the sheet.").format(n=MOST_YEAR_GOALS))
    values = {"number": sheet_words(number), "words": sheet_words(words)}
    goal = schema.plan_goal
    place = (goal.c.plan_id == plan_id) & (goal.c.position == position)
    _put(
        connection, goal, place, values if any(values.values()) else None, plan_id=plan_id, position=position
    )


def set_number(
    connection: Connection, plan_stage_id: int, month: dt.date, value: str, moment: Moment
) -> None:
    """Type a month's number by hand, where nothing can be counted; an empty value takes it away."""
    row = one_row(connection, plan_stage, plan_stage_id, _("That stage of the plan is not there any more."))
    _touch(connection, row.plan_id, moment)
    number = schema.plan_number
    text = month.isoformat()[:7]
    place = (number.c.plan_stage_id == plan_stage_id) & (number.c.month == text)
    told = sheet_words(value)
    _put(
        connection, number, place, {"value": told} if told else None, plan_stage_id=plan_stage_id, month=text
    )


def delete_plan(connection: Connection, plan_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Take a plan away with everything on it."""
    plan_row(connection, plan_id)
    connection.execute(delete(plan).where(plan.c.id == plan_id))


def touch_plan(connection: Connection, plan_stage_id: int, moment: Moment) -> int:
    """Note that a stage's plan changed; the number of the plan."""
    row = one_row(connection, plan_stage, plan_stage_id, _("That stage of the plan is not there any more."))
    _touch(connection, row.plan_id, moment)
    return int(row.plan_id)


def _put(
    connection: Connection, table: Any, place: Any, values: Mapping[str, object] | None, **key: object
) -> None:
    """The one row of that place: changed, made, or taken away where there are no values."""
    row_id = connection.execute(select(table.c.id).where(place).order_by(table.c.id).limit(1)).scalar()
    if values is None:
        connection.execute(delete(table).where(place))
    elif row_id is None:
        new_row(connection, table, **key, **values)
    else:
        connection.execute(update(table).where(table.c.id == row_id).values(**values))


def plan_row(connection: Connection, plan_id: int) -> Any:
    """The row of a plan; `NotFound` in words if there is none."""
    return one_row(connection, plan, plan_id, _("There is no plan with the number {number}."))


def _touch(connection: Connection, plan_id: int, moment: Moment) -> None:
    plan_row(connection, plan_id)
    connection.execute(update(plan).where(plan.c.id == plan_id).values(updated_at=moment.text))


def checked_period(period: tuple[dt.date, dt.date]) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period; `NotUnderstood` where it ends before it begins."""
    if period[0] > period[1]:
        raise NotUnderstood(_("The period ends before it begins."))
    return period


def sheet_words(value: object) -> str:
    """A text as it goes on the sheet, on one line; `NotUnderstood` when it is too long for that."""
    text = one_line(str(value))
    if len(text) > LONGEST_WORDS:
        raise NotUnderstood(
            _("“{text}” is too long for the sheet.").format(text=shortened(text)),
            _("Keep it under {n} letters.").format(n=LONGEST_WORDS),
        )
    return text


def _day(value: object) -> str | None:
    if value is not None and not isinstance(value, dt.date):
        raise TypeError("a day is a date or None")
    return value.isoformat() if value else None


def _needed_day(value: object) -> str:
    day = _day(value)
    if day is None:
        raise TypeError("this day cannot be None")
    return day


def _measure(value: object) -> str:
    text = str(value)
    if text and text not in set(Measure):
        raise NotFound(_("There is no measure “{text}”.").format(text=shortened(text)))
    return text


LONGEST_WORDS = 200
_PLAN_FIELDS: dict[str, Any] = {
    "title": sheet_words,
    "period_start_on": _needed_day,
    "period_end_on": _needed_day,
    "review_on": _day,
    "posted_on": _day,
}
_STAGE_FIELDS: dict[str, Any] = {
    "purpose": sheet_words,
    "goal_number": sheet_words,
    "goal_unit": sheet_words,
    "goal_due_on": _day,
    "measure": _measure,
    "offer": sheet_words,
    "wow": sheet_words,
    "move_on": sheet_words,
}
