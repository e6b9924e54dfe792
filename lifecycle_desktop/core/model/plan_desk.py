"""The plan as the editor holds it: the sheet, with the ids of the rows behind each part and help to fill it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model.lifecycle import PlanPrompts, TacticIdea
from lifecycle_desktop.core.model.measure import Measure, catalogue
from lifecycle_desktop.core.model.plan import MOST_MOVES, MOST_YEAR_GOALS, Move, Plan, PlanStage, YearGoal
from lifecycle_desktop.core.model.plan_bell import NO_BELL, Bell

IDEAS_SHOWN = 3
NO_PROMPTS = PlanPrompts()


@dataclass(frozen=True, slots=True)
class PlanStageDesk:
    """One stage of the plan with the rows it is made of.

    `so_far` is the number of the whole period until now as text, None where nothing is counted or typed.
    `typed_now` is what was typed for the month of `PlanDesk.month_now`. `ideas` and `prompts` are those of
    the lifecycle model, `own_measure` what it counts there; `bells` belong to the tactics in their order.
    """

    plan_stage_id: int
    stage: PlanStage
    tactic_ids: tuple[int, ...]
    measure_words: str
    so_far: str | None
    typed_now: str = ""
    ideas: tuple[TacticIdea, ...] = ()
    prompts: PlanPrompts = NO_PROMPTS
    bells: tuple[Bell, ...] = ()
    own_measure: Measure | None = None

    def bell_of(self, tactic_id: int) -> Bell:
        """The bell of one of its tactics."""
        return dict(zip(self.tactic_ids, self.bells, strict=False)).get(tactic_id, NO_BELL)

    def measures(self) -> tuple[Measure, ...]:
        """Everything that can be counted, what fits the stage first."""
        return catalogue(self.own_measure)

    def fitting_ideas(self) -> tuple[TacticIdea, ...]:
        """Up to three ideas of the model that the stage does not have yet."""
        taken = {tactic.what.casefold() for tactic in self.stage.tactics}
        return tuple(idea for idea in self.ideas if idea.what.casefold() not in taken)[:IDEAS_SHOWN]


@dataclass(frozen=True, slots=True)
class MoveDesk:
    """One of the next three moves with its row, its place on the sheet from 0, and the stage it is for."""

    move_id: int
    position: int
    stage_id: int | None
    move: Move


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """The plan of a period: what is printed and what is edited are the same thing.

    `saved_at` is the time of day of the last change, "HH:MM", where it was today. `month_now` is the first day
    of the month of the period for which a number is typed now. `paper` is the one of the settings, or empty.
    """

    plan_id: int
    plan: Plan
    stages: tuple[PlanStageDesk, ...]
    move_ids: tuple[int, ...]
    goal_ids: tuple[int, ...]
    last_printed_on: str | None
    moves: tuple[MoveDesk, ...] = ()
    goals: tuple[tuple[int, YearGoal], ...] = ()
    currency: str = "USD"
    saved_at: str = ""
    month_now: dt.date = dt.date.min
    paper: str = ""

    def moves_by_place(self) -> tuple[MoveDesk | None, ...]:
        """The moves at their places on the sheet, None where one is free."""
        places: list[MoveDesk | None] = [None] * MOST_MOVES
        for move in self.moves:
            if 0 <= move.position < MOST_MOVES:
                places[move.position] = move
        return tuple(places)

    def goals_by_place(self) -> tuple[YearGoal | None, ...]:
        """The goals of the year at their places in the head of the sheet, None where one is free."""
        places: list[YearGoal | None] = [None] * MOST_YEAR_GOALS
        for position, goal in self.goals:
            if 0 <= position < MOST_YEAR_GOALS:
                places[position] = goal
        return tuple(places)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of plans; `prints` counts the sheets of it that left the program."""

    plan_id: int
    title: str
    start: dt.date
    end: dt.date
    lifecycle_name: str
    is_active: bool
    prints: int = 0
