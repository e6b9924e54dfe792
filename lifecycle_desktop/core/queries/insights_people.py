"""How far people come, how long they stay at a stage, and how fast they are answered."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.desk import ActiveLifecycle
from lifecycle_desktop.core.model.insight import Quartiles, Share, Span, quartiles_of
from lifecycle_desktop.core.model.insight_people import (
    AnswerMonth,
    Funnel,
    FunnelStep,
    SpeedToLead,
    StageTime,
    TimeInStage,
)
from lifecycle_desktop.core.queries.insights_basis import (
    CAME_AT,
    TRASH,
    local_day,
    span_days,
    span_instants,
)
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle, business
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import ids_of

_SECONDS_A_DAY = 86_400

# The highest stage of the active lifecycle that each who came in within the span ever stood on.
_HIGHEST = (
    "SELECT c.id AS id, max(s.position, coalesce((SELECT max(t.position) FROM stage_move m "
    "JOIN stage t ON t.id = m.to_stage_id WHERE m.contact_id = c.id AND t.lifecycle_id = :lifecycle_id "
    "AND t.is_retired = 0), 0)) AS highest FROM contact c JOIN stage s ON s.id = c.stage_id "
    f"WHERE c.deleted_at IS NULL AND {CAME_AT} >= :begin AND {CAME_AT} < :end"
)


def funnel(connection: ReadConnection, moment: Moment, span: Span) -> Funnel:
    """Of the people who came in within the span, how many came to each stage of the active lifecycle or beyond."""
    lifecycle = active_lifecycle(connection)
    counts = dict(
        connection.execute(
            f"SELECT highest, count(*) FROM ({_HIGHEST}) GROUP BY 1", _values(lifecycle, moment, span)
        ).fetchall()
    )
    steps: list[FunnelStep] = []
    for stage in lifecycle.stages:
        people = sum(count for highest, count in counts.items() if highest >= stage.number)
        went_on = Share(people, steps[-1].people) if steps else None
        steps.append(FunnelStep(stage.mark, people, went_on))
    return Funnel(tuple(steps))


def funnel_people(connection: ReadConnection, moment: Moment, span: Span, stage_id: int) -> array[int]:
    """The numbers of those who came in within the span and have come to this stage and no further."""
    lifecycle = active_lifecycle(connection)
    position = next((stage.number for stage in lifecycle.stages if stage.stage_id == stage_id), -1)
    values = _values(lifecycle, moment, span) | {"position": position}
    return ids_of(connection, f"SELECT id FROM ({_HIGHEST}) WHERE highest = :position ORDER BY id", values)


def time_in_stage(connection: ReadConnection, moment: Moment, span: Span) -> TimeInStage:
    """Whole days at each stage: of stays that ended within the span, and of those who stand there now.

    A move that a change of the lifecycle made ended no stay.
    """
    left: dict[int, dict[int, int]] = defaultdict(dict)
    for stage_id, days, count in connection.execute(
        "SELECT from_stage_id, days_in_from, count(*) FROM stage_move WHERE from_stage_id IS NOT NULL "
        "AND days_in_from IS NOT NULL AND moved_on BETWEEN ? AND ? AND cause <> 'model' "
        f"AND contact_id NOT IN ({TRASH}) GROUP BY 1, 2",
        span_days(span, moment),
    ):
        left[stage_id][days] = count
    now: dict[int, dict[int, int]] = defaultdict(dict)
    for stage_id, days, count in connection.execute(
        "SELECT stage_id, max(0, (unixepoch(?) - unixepoch(stage_since_at)) / ?) AS days, count(*) FROM contact "
        "WHERE is_archived = 0 GROUP BY 1, 2",
        (moment.text, _SECONDS_A_DAY),
    ):
        now[stage_id][days] = count
    return TimeInStage(
        tuple(
            StageTime(
                stage.mark,
                quartiles_of(left.get(stage.stage_id, {})),
                quartiles_of(now.get(stage.stage_id, {})),
            )
            for stage in active_lifecycle(connection).stages
        )
    )


def staying_people(connection: ReadConnection, moment: Moment, stage_id: int, days: int) -> array[int]:
    """The numbers of those who have stood at a stage for more than so many days, the longest first."""
    return ids_of(
        connection,
        "SELECT id FROM contact WHERE is_archived = 0 AND stage_id = ? "
        "AND (unixepoch(?) - unixepoch(stage_since_at)) / ? > ? ORDER BY stage_since_at, id",
        (stage_id, moment.text, _SECONDS_A_DAY, days),
    )


def speed_to_lead(connection: ReadConnection, moment: Moment, span: Span) -> SpeedToLead:
    """How long the leads of the span waited for the first answer."""
    rows = connection.execute(
        "SELECT captured_at, (unixepoch(first_answer_at) - unixepoch(captured_at)) / 60 FROM contact "
        f"WHERE captured_at >= ? AND captured_at < ? AND id NOT IN ({TRASH}) ORDER BY captured_at",
        span_instants(span, moment),
    ).fetchall()
    aim = business(connection).answer_aim_minutes
    answered = [max(0, minutes) for _at, minutes in rows if minutes is not None]
    return SpeedToLead(
        minutes=_quartiles(answered),
        within_aim=Share(sum(minutes <= aim for minutes in answered), len(rows)),
        aim_minutes=aim,
        waiting=len(rows) - len(answered),
        months=tuple(_answer_months(rows, moment, span)) if rows else (),
    )


def _answer_months(rows: list[tuple[str, int | None]], moment: Moment, span: Span) -> list[AnswerMonth]:
    """The leads, sorted by when they came, month by month on the wall."""
    months = span.months(local_day(rows[0][0], moment))
    starts = [day_bounds(first, moment.zone)[0] for first, _end in months]
    waits: list[list[int]] = [[] for _month in months]
    leads = [0] * len(months)
    for captured_at, minutes in rows:
        place = max(bisect_right(starts, captured_at) - 1, 0)
        leads[place] += 1
        if minutes is not None:
            waits[place].append(max(0, minutes))
    return [
        AnswerMonth(first, count, _quartiles(waited))
        for (first, _end), count, waited in zip(months, leads, waits, strict=True)
    ]


def _quartiles(numbers: list[int]) -> Quartiles | None:
    counts: dict[int, int] = defaultdict(int)
    for number in numbers:
        counts[number] += 1
    return quartiles_of(counts)


def _values(lifecycle: ActiveLifecycle, moment: Moment, span: Span) -> dict[str, Any]:
    begin, end = span_instants(span, moment)
    return {"lifecycle_id": lifecycle.lifecycle_id, "begin": begin, "end": end}
