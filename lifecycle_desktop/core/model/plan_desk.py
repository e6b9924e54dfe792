"""The plan as the editor holds it: the sheet, with the ids of the rows behind each part."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.model.plan import Plan, PlanStage


@dataclass(frozen=True, slots=True)
class PlanStageDesk:
    """One stage of the plan with the rows it is made of.

    `so_far` is the number of the whole period until now as text, None where nothing is counted.
    """

    plan_stage_id: int
    stage: PlanStage
    tactic_ids: tuple[int, ...]
    measure_words: str
    so_far: str | None


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """The plan of a period: what is printed and what is edited are the same thing."""

    plan_id: int
    plan: Plan
    stages: tuple[PlanStageDesk, ...]
    move_ids: tuple[int, ...]
    goal_ids: tuple[int, ...]
    last_printed_on: str | None
