"""Sheets that left the program: kept whole as JSON, read again, and what has changed since in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.plan import (
    MonthCount,
    Move,
    Plan,
    PlanStage,
    Tactic,
    YearGoal,
    written_tactics,
)


@dataclass(frozen=True, slots=True)
class PlanPrint:
    """A sheet as it left the program. `sheet` is None for one of which only the numbers were kept."""

    print_id: int
    printed_on: dt.date
    printed_at: str  # an instant
    paper: Paper
    orientation: Orientation
    grey: bool
    sheet: Plan | None


def sheet_text(plan: Plan) -> str:
    """A sheet as the text that is kept."""
    return json.dumps(asdict(plan), default=dt.date.isoformat, ensure_ascii=False, separators=(",", ":"))


def sheet_of(text: str) -> Plan | None:
    """The sheet that was kept as this text; None where it cannot be read."""
    try:
        told = json.loads(text)
        stages = tuple(_stage(each) for each in told.pop("stages"))
        goals = tuple(YearGoal(**each) for each in told.pop("year_goals"))
        moves = tuple(Move(**_dated(each, "due_on")) for each in told.pop("moves"))
        days = _dated(told, "period_start", "period_end", "review_on", "posted_on")
        return Plan(**days, stages=stages, year_goals=goals, moves=moves)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def changes_between(before: Plan, after: Plan) -> tuple[str, ...]:
    """What is different on the later sheet, each in one sentence, in the order of the page."""
    return tuple(_changes(before, after))


def _changes(before: Plan, after: Plan) -> Iterator[str]:
    if before.title != after.title:
        yield _("The title was “{old}”").format(old=before.title)
    if before.period_start != after.period_start or before.period_end != after.period_end:
        yield _("The period was {period}").format(
            period=plan_words.period(before.period_start, before.period_end)
        )
    if before.year_goals != after.year_goals:
        yield _("Goals of the year were: {goals}").format(goals=_goals(before) or _("none"))
    old = {stage.stage_id: stage for stage in before.stages}
    for stage in after.stages:
        known = old.pop(stage.stage_id, None)
        if known is None:
            yield _("{stage} is new").format(stage=stage.name)
        else:
            yield from _stage_changes(known, stage)
    for gone in old.values():
        yield _("{stage} is gone").format(stage=gone.name)
    yield from _move_changes(before, after)


def _stage_changes(before: PlanStage, after: PlanStage) -> Iterator[str]:
    name = after.label or after.name
    goals = _goal(before), _goal(after)
    if goals[0] != goals[1]:
        yield _("{stage}: goal {new}, was {old}").format(
            stage=name, new=goals[1] or _("none"), old=goals[0] or _("none")
        )
    earlier = {tactic.what: tactic for tactic in written_tactics(before)}
    for tactic in written_tactics(after):
        known = earlier.pop(tactic.what, None)
        if known is None:
            yield _("{stage}: + {tactic}").format(stage=name, tactic=tactic.what)
        elif known != tactic:
            yield _("{stage}: {tactic}, was {old}").format(
                stage=name, tactic=_tactic(tactic), old=_tactic(known)
            )
    for gone in earlier.values():
        yield _("{stage}: − {tactic}").format(stage=name, tactic=gone.what)
    for label, old, new in (
        (_("Purpose"), before.purpose, after.purpose),
        (_("Offer"), before.offer, after.offer),
        (_("Wow"), before.wow, after.wow),
        (_("Trigger"), before.trigger, after.trigger),
    ):
        if old != new:
            yield _("{stage}: {what} “{new}”, was “{old}”").format(
                stage=name, what=label, new=new or "–", old=old or "–"
            )
    yield from _number_changes(name, before, after)


def _number_changes(name: str, before: PlanStage, after: PlanStage) -> Iterator[str]:
    known = {count.month: count.value for count in before.month_counts}
    for count in after.month_counts:
        old = known.get(count.month)
        if count.value is not None and old is not None and old != count.value:
            yield _("{stage}: {month} {new}, was {old}").format(
                stage=name, month=plan_words.short_month_name(count.month.month), new=count.value, old=old
            )


def _move_changes(before: Plan, after: Plan) -> Iterator[str]:
    old = {move.what for move in before.moves}
    new = {move.what for move in after.moves}
    for move in after.moves:
        if move.what not in old:
            yield _("Move: + {move}").format(move=move.what)
    for move in before.moves:
        if move.what not in new:
            yield _("Move: − {move}").format(move=move.what)


def _goals(plan: Plan) -> str:
    return ", ".join(f"{goal.number} {goal.words}".strip() for goal in plan.year_goals)


def _goal(stage: PlanStage) -> str:
    if not stage.goal_number:
        return ""
    due = plan_words.by_day(stage.goal_due_on) if stage.goal_due_on else ""
    return " ".join(part for part in (stage.goal_number, stage.goal_unit, due) if part)


def _tactic(tactic: Tactic) -> str:
    cost = plan_words.price(tactic.cost_minor, tactic.currency) if tactic.cost_minor is not None else ""
    parts = (tactic.what, tactic.rhythm, cost, tactic.who)
    return " ".join(part for part in parts if part)


def _stage(told: dict[str, Any]) -> PlanStage:
    tactics = tuple(Tactic(**each) for each in told.pop("tactics"))
    counts = tuple(MonthCount(**_dated(each, "month")) for each in told.pop("month_counts"))
    return PlanStage(**_dated(told, "goal_due_on"), tactics=tactics, month_counts=counts)


def _dated(told: dict[str, Any], *names: str) -> dict[str, Any]:
    days = {name: dt.date.fromisoformat(told[name]) if told.get(name) else None for name in names}
    return {**told, **days}
