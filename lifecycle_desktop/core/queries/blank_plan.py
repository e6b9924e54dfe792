"""The sheet of a lifecycle model for which no plan was started: purposes and live numbers, the rest as gaps."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Lifecycle, Stage
from lifecycle_desktop.core.model.period import months_later, quarter_of
from lifecycle_desktop.core.model.plan import MonthCount, Plan, PlanStage, months_shown
from lifecycle_desktop.core.queries.lifecycle import business
from lifecycle_desktop.core.queries.measures import counted
from lifecycle_desktop.core.queries.plan import best_source, leaky_bucket
from lifecycle_desktop.core.store.active_lifecycle import kept_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection


def plan_id_of(connection: ReadConnection, lifecycle_key: str, moment: Moment) -> int | None:
    """The plan of that model whose period holds today, else its newest; None where none was started."""
    row = connection.execute(
        "SELECT p.id FROM plan p JOIN lifecycle l ON l.id = p.lifecycle_id WHERE l.key = ?1 "
        "ORDER BY (p.period_start_on <= ?2 AND p.period_end_on >= ?2) DESC, p.period_start_on DESC, p.id DESC LIMIT 1",
        (lifecycle_key, moment.today.isoformat()),
    ).fetchone()
    return int(row[0]) if row else None


def blank_plan(connection: ReadConnection, lifecycle: Lifecycle, moment: Moment) -> Plan:
    """The sheet of this quarter for a model, with everything the owner would write still missing."""
    start, end = quarter_of(moment.today)
    told = business(connection)
    kept = kept_lifecycle(connection, lifecycle.key)
    rows = kept.stage_ids if kept else {}
    return Plan(
        title=_("Customer lifecycle plan {year}").format(year=start.year),
        business=told.name,
        owner=told.owner,
        lifecycle_name=lifecycle.name,
        period_start=start,
        period_end=end,
        stages=tuple(
            _stage(connection, stage, rows.get(stage.key), (start, end), moment) for stage in lifecycle.stages
        ),
        leaky_bucket=leaky_bucket(connection, moment),
        best_source=best_source(connection, moment),
        review_on=end + dt.timedelta(days=1),
    )


def _stage(
    connection: ReadConnection,
    stage: Stage,
    row_id: int | None,
    period: tuple[dt.date, dt.date],
    moment: Moment,
) -> PlanStage:
    measure = stage.measure.value if stage.measure else ""
    counts = tuple(
        MonthCount(
            month,
            counted(connection, measure, row_id, month, months_later(month, 1), moment) if row_id else None,
        )
        for month in months_shown(*period, moment.today)
    )
    return PlanStage(
        stage_id=row_id or 0,
        number=stage.number,
        name=stage.name,
        label=stage.label,
        purpose=stage.purpose,
        goal_unit=stage.unit,
        goal_due_on=period[1],
        measure=measure,
        month_counts=counts,
    )
