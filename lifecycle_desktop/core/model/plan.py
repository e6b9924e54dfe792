"""The lifecycle marketing plan of a period: what one sheet on the wall shows, and where its gaps are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

MOST_MOVES = 3
MOST_YEAR_GOALS = 3
MONTHS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class YearGoal:
    """A number for the year as it is to be read ("24", "5 min") and what it counts."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Tactic:
    """Something done in a stage: what, how often, through which channel, at what cost, by whom.

    `cost_minor` counts the smallest unit of `currency` (ISO 4217); None where no cost was given.
    """

    what: str
    rhythm: str = ""
    channel: str = ""
    cost_minor: int | None = None
    currency: str = "USD"
    who: str = ""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """The number of one month, named by its first day, and its change since the last print."""

    month: dt.date
    value: str | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class PlanStage:
    """One stage of the plan. `goal_number` is the text to be read, None where no goal was set.

    `measure` names what is counted for the goal; empty where nobody said so.
    """

    stage_id: int
    number: int
    name: str
    label: str = ""
    purpose: str = ""
    goal_number: str | None = None
    goal_unit: str = ""
    goal_due_on: dt.date | None = None
    tactics: tuple[Tactic, ...] = ()
    offer: str = ""
    wow: str = ""
    trigger: str = ""
    measure: str = ""
    month_counts: tuple[MonthCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One of the next three moves: what, for which stage (its short label), by when."""

    what: str
    stage_label: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The sheet of one period."""

    title: str
    business: str
    owner: str
    lifecycle_name: str
    period_start: dt.date
    period_end: dt.date
    stages: tuple[PlanStage, ...]
    year_goals: tuple[YearGoal, ...] = ()
    moves: tuple[Move, ...] = ()
    leaky_bucket: str = ""
    best_source: str = ""
    review_on: dt.date | None = None
    posted_on: dt.date | None = None


class Gap(StrEnum):
    """What a stage of the plan still lacks."""

    TACTIC = "tactic"
    GOAL = "goal"
    TRIGGER = "trigger"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class StageGaps:
    """The gaps of one stage."""

    stage_id: int
    number: int
    label: str
    gaps: tuple[Gap, ...]


def gaps(stage: PlanStage) -> tuple[Gap, ...]:
    """What the stage lacks, in the order the sheet shows it; the screen and the paper both ask here.

    A tactic counts when it says what is done, a goal when it has its number, a measure when it is named or
    a month already has its number.
    """
    counted = any(_said(count.value) for count in stage.month_counts)
    lacking = {
        Gap.GOAL: not _said(stage.goal_number),
        Gap.TACTIC: not written_tactics(stage),
        Gap.TRIGGER: not _said(stage.trigger),
        Gap.MEASURE: not (_said(stage.measure) or counted),
    }
    return tuple(gap for gap, is_open in lacking.items() if is_open)


def plan_gaps(plan: Plan) -> tuple[StageGaps, ...]:
    """The stages that lack something, in order."""
    return tuple(
        StageGaps(stage.stage_id, stage.number, stage.label or stage.name, open_gaps)
        for stage in plan.stages
        if (open_gaps := gaps(stage))
    )


def written_tactics(stage: PlanStage) -> tuple[Tactic, ...]:
    """The tactics that say what is done."""
    return tuple(tactic for tactic in stage.tactics if _said(tactic.what))


def months_shown(period_start: dt.date, period_end: dt.date, on: dt.date) -> tuple[dt.date, ...]:
    """The first days of the three months a sheet printed on that day has boxes for.

    A period of up to three months shows these, filled up with the months after; of a longer one, the
    quarter of the period in which the day lies.
    """
    first = period_start.year * 12 + period_start.month - 1
    last = max(first, period_end.year * 12 + period_end.month - 1)
    now = min(max(on.year * 12 + on.month - 1, first), last)
    begin = first + (now - first) // MONTHS_SHOWN * MONTHS_SHOWN
    return tuple(dt.date(index // 12, index % 12 + 1, 1) for index in range(begin, begin + MONTHS_SHOWN))


def count_of(stage: PlanStage, month: dt.date) -> MonthCount:
    """The stage's count of that month; an empty one where there is none."""
    for count in stage.month_counts:
        if (count.month.year, count.month.month) == (month.year, month.month):
            return count
    return MonthCount(month)


def _said(text: str | None) -> bool:
    return bool(text and text.strip())
