"""The plan of the active lifecycle: the sheet with its live numbers, and the rows behind it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text, zone_info
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Stage
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.model.plan import (
    MonthCount,
    Move,
    Plan,
    PlanStage,
    Tactic,
    YearGoal,
    gaps,
    months_shown,
)
from lifecycle_desktop.core.model.plan_bell import NO_BELL
from lifecycle_desktop.core.model.plan_desk import MoveDesk, PlanDesk, PlanStageDesk
from lifecycle_desktop.core.model.plan_words import rounded_price
from lifecycle_desktop.core.queries.lifecycle import business, setting
from lifecycle_desktop.core.queries.measures import counted, is_standing
from lifecycle_desktop.core.queries.plan_bells import bells
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.active_lifecycle import known_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection

Printed = tuple[str, dict[tuple[int, str], str]]


def plan_desk(connection: ReadConnection, moment: Moment, plan_id: int | None = None) -> PlanDesk | None:
    """The plan of that id, or the one whose period holds today, else the newest; None where there is none."""
    row = _plan_row(connection, moment, plan_id)
    if row is None:
        return None
    start, end = dt.date.fromisoformat(row[3]), dt.date.fromisoformat(row[4])
    printed = _print_before(connection, row[0], moment.today)
    told = business(connection)
    stages = _stages(connection, row, moment, printed)
    moves = tuple(
        MoveDesk(found[0], found[1], found[2], Move(found[3], found[4], _day(found[5])))
        for found in connection.execute(
            "SELECT m.id, m.position, m.stage_id, m.what, coalesce(s.label, ''), m.due_on FROM plan_move m "
            "LEFT JOIN stage s ON s.id = m.stage_id WHERE m.plan_id = ? AND m.done_at IS NULL "
            "ORDER BY m.position, m.id",
            (row[0],),
        ).fetchall()
    )
    goals = connection.execute(
        "SELECT id, position, number, words FROM plan_goal WHERE plan_id = ? ORDER BY position, id", (row[0],)
    ).fetchall()
    plan = Plan(
        title=row[2],
        business=told.name,
        owner=told.owner,
        lifecycle_name=row[6],
        period_start=start,
        period_end=end,
        stages=tuple(desk.stage for desk in stages),
        year_goals=tuple(YearGoal(goal[2], goal[3]) for goal in goals),
        moves=tuple(found.move for found in moves),
        leaky_bucket=leaky_bucket(connection, moment),
        best_source=best_source(connection, moment),
        review_on=_day(row[5]),
        posted_on=_day(row[10]),
    )
    return PlanDesk(
        plan_id=row[0],
        plan=plan,
        stages=stages,
        move_ids=tuple(found.move_id for found in moves),
        goal_ids=tuple(goal[0] for goal in goals),
        last_printed_on=_last_printed_on(connection, row[0]),
        moves=moves,
        goals=tuple((goal[1], YearGoal(goal[2], goal[3])) for goal in goals),
        currency=told.currency,
        saved_at=_time_today(row[9], moment),
        month_now=_month_now(start, end, moment.today),
        paper=setting(connection, "paper"),
    )


def missing_count(connection: ReadConnection, moment: Moment) -> int:
    """How many stages of the plan have a gap: the number in the side bar.

    Nothing is counted for it: a stage that names its measure has no gap there, whatever the number.
    """
    row = _plan_row(connection, moment, None)
    if row is None:
        return 0
    stages = _stages(connection, row, moment, None, counts=False)
    return sum(1 for desk in stages if gaps(desk.stage))


def leaky_bucket(connection: ReadConnection, moment: Moment) -> str:
    """How many reachable people came in since January and how many went silent or were set aside."""
    january = moment.today.replace(month=1, day=1)
    begin = day_bounds(january, moment.zone)[0]
    came = connection.execute(
        "SELECT count(*) FROM contact c WHERE c.captured_at >= ? AND c.deleted_at IS NULL AND "
        "(EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = c.id) OR "
        "EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = c.id))",
        (begin,),
    ).fetchone()[0]
    silent = connection.execute(
        "SELECT count(*) FROM contact WHERE slips_on BETWEEN ? AND ? AND is_archived = 0",
        (january.isoformat(), moment.today.isoformat()),
    ).fetchone()[0]
    away = connection.execute(
        "SELECT count(*) FROM contact WHERE deleted_at >= ? AND is_archived = 1", (begin,)
    ).fetchone()[0]
    if not (came or silent or away):
        return ""
    return _("{came} in, {gone} out since January").format(came=came, gone=silent + away)


def best_source(connection: ReadConnection, moment: Moment) -> str:
    """The source whose people brought most revenue this year; with its cost, what came back per unit spent."""
    january = moment.today.replace(month=1, day=1).isoformat()
    row = connection.execute(
        "SELECT s.id, s.name, sum(p.revenue_minor), p.currency FROM purchase p JOIN contact c ON c.id = p.contact_id "
        "JOIN source s ON s.id = c.source_id WHERE p.closed_on >= ? GROUP BY s.id, p.currency "
        "ORDER BY 3 DESC, s.name LIMIT 1",
        (january,),
    ).fetchone()
    if row is None or row[2] <= 0:
        return ""
    spent = connection.execute(
        "SELECT coalesce(sum(k.amount_minor), 0) FROM campaign_cost k JOIN campaign g ON g.id = k.campaign_id "
        "WHERE g.source_id = ? AND k.currency = ? AND k.paid_on >= ?",
        (row[0], row[3], january),
    ).fetchone()[0]
    if spent > 0:
        return _("{source}, {back} back per {one}").format(
            source=row[1],
            back=rounded_price(round(row[2] * 100 / spent), row[3]),
            one=rounded_price(100, row[3]),
        )
    return _("{source}, {revenue}").format(source=row[1], revenue=rounded_price(row[2], row[3]))


def _plan_row(connection: ReadConnection, moment: Moment, plan_id: int | None) -> Any:
    select = (
        "SELECT p.id, p.lifecycle_id, p.title, p.period_start_on, p.period_end_on, p.review_on, l.name, l.key, "
        "l.definition, p.updated_at, p.posted_on FROM plan p JOIN lifecycle l ON l.id = p.lifecycle_id WHERE "
    )
    if plan_id is not None:
        return connection.execute(select + "p.id = ?", (plan_id,)).fetchone()
    today = moment.today.isoformat()
    return connection.execute(
        select + "l.is_active = 1 ORDER BY (p.period_start_on <= ?1 AND p.period_end_on >= ?1) DESC, "
        "p.period_start_on DESC, p.id DESC LIMIT 1",
        (today,),
    ).fetchone()


def _stages(
    connection: ReadConnection, plan_row: Any, moment: Moment, printed: Printed | None, *, counts: bool = True
) -> tuple[PlanStageDesk, ...]:
    """The stages of a plan; without `counts` only what was typed stands in for numbers."""
    period = dt.date.fromisoformat(plan_row[3]), dt.date.fromisoformat(plan_row[4])
    lifecycle = known_lifecycle(plan_row[7], plan_row[8])
    rows = connection.execute(
        "SELECT ps.id, s.id, s.position, s.name, s.label, ps.purpose, ps.goal_number, ps.goal_unit, "
        "ps.goal_due_on, ps.offer, ps.wow, ps.move_on, ps.measure, s.key FROM plan_stage ps "
        "JOIN stage s ON s.id = ps.stage_id WHERE ps.plan_id = ? AND s.is_retired = 0 ORDER BY s.position",
        (plan_row[0],),
    ).fetchall()
    found = []
    for row in rows:
        so_far, months = None, dict[dt.date, str | None]()
        if counts:
            so_far, months = _counted(connection, row[12], row[1], period, moment)
        found.append(
            _stage(connection, row, period, moment, printed, lifecycle.stage(row[13]), so_far, months)
        )
    return tuple(found)


def _counted(
    connection: ReadConnection, measure: str, stage_id: int, period: tuple[dt.date, dt.date], moment: Moment
) -> tuple[str | None, dict[dt.date, str | None]]:
    """What is counted for the period until now, and for each of its months that has a box."""
    start, end = period
    so_far = counted(connection, measure, stage_id, start, end + dt.timedelta(days=1), moment)
    months = {}
    for month in months_shown(start, end, moment.today):
        after = _next_month(month)
        if is_standing(measure):  # how things stand is the same for every time that holds today
            months[month] = so_far if month <= moment.today < after else None
        else:
            months[month] = counted(connection, measure, stage_id, month, after, moment)
    return so_far, months


def _stage(
    connection: ReadConnection,
    row: Any,
    period: tuple[dt.date, dt.date],
    moment: Moment,
    printed: Printed | None,
    model: Stage,
    so_far: str | None,
    months: dict[dt.date, str | None],
) -> PlanStageDesk:
    plan_stage_id, stage_id, measure = row[0], row[1], row[12]
    start, end = period
    tactics = connection.execute(
        "SELECT id, what, rhythm, channel, cost_minor, currency, who FROM plan_tactic WHERE plan_stage_id = ? "
        "ORDER BY position, id",
        (plan_stage_id,),
    ).fetchall()
    rung = bells(connection, plan_stage_id)
    typed = dict(
        connection.execute(
            "SELECT month, value FROM plan_number WHERE plan_stage_id = ?", (plan_stage_id,)
        ).fetchall()
    )
    boxes = []
    for month in months_shown(start, end, moment.today):
        key = month.isoformat()[:7]
        value = months.get(month)
        value = value if value is not None else typed.get(key)
        before = printed[1].get((stage_id, key)) if printed else None
        boxes.append(MonthCount(month, value, _change(value, before)))
    stage = PlanStage(
        stage_id=stage_id,
        number=row[2],
        name=row[3],
        label=row[4],
        purpose=row[5],
        goal_number=row[6] or None,
        goal_unit=row[7],
        goal_due_on=_day(row[8]),
        tactics=tuple(
            Tactic(found[1], found[2], found[3], found[4], found[5] or "USD", found[6]) for found in tactics
        ),
        offer=row[9],
        wow=row[10],
        trigger=row[11],
        measure=measure,
        month_counts=tuple(boxes),
    )
    return PlanStageDesk(
        plan_stage_id,
        stage,
        tuple(found[0] for found in tactics),
        Measure(measure).words if measure in set(Measure) else "",
        so_far if so_far is not None else _typed_so_far(typed, start, end),
        typed.get(_month_now(start, end, moment.today).isoformat()[:7], ""),
        model.ideas,
        model.prompts,
        tuple(rung.get(found[0], NO_BELL) for found in tactics),
        model.measure,
    )


def _typed_so_far(typed: dict[str, str], start: dt.date, end: dt.date) -> str | None:
    """The sum of the numbers typed for the period; the newest where one of them is no plain number."""
    months = [month for month in sorted(typed) if start.isoformat()[:7] <= month <= end.isoformat()[:7]]
    values = [typed[month] for month in months if typed[month].strip()]
    if not values:
        return None
    numbers = [_leading_number(value) if value.replace(",", "").isdecimal() else None for value in values]
    if any(number is None for number in numbers):
        return values[-1]
    return str(sum(number for number in numbers if number is not None))


def _month_now(start: dt.date, end: dt.date, today: dt.date) -> dt.date:
    """The month of the period that is now, or the one nearest to now."""
    return min(max(today, start), end).replace(day=1)


def _time_today(instant: str, moment: Moment) -> str:
    """The time of day of an instant, where it was today; else empty."""
    local = instant_from_text(instant).astimezone(zone_info(moment.zone))
    return local.strftime("%H:%M") if local.date() == moment.today else ""


def _last_printed_on(connection: ReadConnection, plan_id: int) -> str | None:
    row = connection.execute(
        "SELECT max(printed_on) FROM plan_print WHERE plan_id = ?", (plan_id,)
    ).fetchone()
    return None if row is None else row[0]


def _print_before(connection: ReadConnection, plan_id: int, today: dt.date) -> Printed | None:
    """The newest print of an earlier day: what is printed twice on one day says the same twice."""
    row = connection.execute(
        "SELECT id, printed_on FROM plan_print WHERE plan_id = ? AND printed_on < ? "
        "ORDER BY printed_at DESC, id DESC LIMIT 1",
        (plan_id, today.isoformat()),
    ).fetchone()
    if row is None:
        return None
    numbers = {
        (found[0], found[1]): found[2]
        for found in connection.execute(
            "SELECT stage_id, month, value FROM plan_print_number WHERE plan_print_id = ?", (row[0],)
        )
    }
    return row[1], numbers


def _change(value: str | None, before: str | None) -> int | None:
    if value is None or before is None:
        return None
    now_number, before_number = _leading_number(value), _leading_number(before)
    return now_number - before_number if now_number is not None and before_number is not None else None


def _leading_number(text: str) -> int | None:
    digits = text.split(" ", maxsplit=1)[0].replace(",", "")
    return int(digits) if digits.isdecimal() else None


def _next_month(month: dt.date) -> dt.date:
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
