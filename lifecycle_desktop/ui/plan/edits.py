"""What a person can do to a plan from its page: each one step that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plan import PlanStage, Tactic
from lifecycle_desktop.core.model.plan_desk import MoveDesk, PlanDesk, PlanStageDesk
from lifecycle_desktop.ui.plan.moves import TypedMove
from lifecycle_desktop.ui.plan.sheet_maker import SheetWish
from lifecycle_desktop.ui.runner import Runner

# The column of the plan's stage for each part of it, and what changing it is called.
_PARTS = {
    "purpose": "purpose",
    "goal_number": "goal_number",
    "goal_unit": "goal_unit",
    "goal_due_on": "goal_due_on",
    "offer": "offer",
    "wow": "wow",
    "trigger": "move_on",
}


class PlanEdits(QObject):
    """Writes what was typed, if it is another than before. The operations are imported with the first write."""

    said = Signal(str, bool)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner

    def keep_stage(self, desk: PlanStageDesk, drafted: PlanStage) -> None:
        """Write the parts of a stage that are another than before."""
        from lifecycle_desktop.core.operations.plans import set_plan_stage

        before = desk.stage
        fields: dict[str, Any] = {}
        for part, column in _PARTS.items():
            new = getattr(drafted, part)
            if new != getattr(before, part):
                fields[column] = new or "" if part != "goal_due_on" else new
        if not fields:
            return
        self._runner.write(
            _stage_label(fields, before),
            set_plan_stage,
            desk.plan_stage_id,
            self._runner.moment(),
            merge=f"plan_stage:{desk.plan_stage_id}:{','.join(fields)}",
            **fields,
        )

    def keep_measure(self, desk: PlanStageDesk, measure: str, month: dt.date, value: str) -> None:
        """Write what a stage counts, or the number typed for a month."""
        from lifecycle_desktop.core.operations.plan_parts import set_measure

        same_number = bool(measure) or value.strip() == desk.typed_now
        if measure == desk.stage.measure and same_number:
            return
        self._runner.write(
            _("So far in {stage}").format(stage=desk.stage.name),
            set_measure,
            desk.plan_stage_id,
            self._runner.moment(),
            measure=measure,
            month=month,
            value=value,
            merge=f"plan_measure:{desk.plan_stage_id}",
        )

    def add_tactic(
        self, desk: PlanStageDesk, tactic: Tactic, position: int, then: Callable[[int], object] | None = None
    ) -> None:
        """Add a tactic at a place from 0; `then` is told its row."""
        from lifecycle_desktop.core.operations.plan_tactics import add_tactic

        label = _("Add tactic {what}").format(what=tactic.what)
        moment = self._runner.moment()
        self._runner.write(
            label, add_tactic, desk.plan_stage_id, tactic, moment, position=position, then=then
        )

    def change_tactic(self, tactic_id: int, before: Tactic, after: Tactic) -> None:
        """Write a tactic that was edited."""
        from lifecycle_desktop.core.operations.plan_tactics import change_tactic

        names = ("what", "rhythm", "cost_minor", "currency")
        fields = {
            name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)
        }
        if not fields:
            return
        label = _("Change tactic {what}").format(what=after.what)
        merge = f"plan_tactic:{tactic_id}:{','.join(fields)}"
        self._runner.write(label, change_tactic, tactic_id, self._runner.moment(), merge=merge, **fields)

    def remove_tactic(self, tactic_id: int, what: str) -> None:
        """Take a tactic away, and offer Undo."""
        from lifecycle_desktop.core.operations.plan_tactics import remove_tactic

        label = _("Remove tactic {what}").format(what=what)
        told = _("Removed “{what}”").format(what=what)
        self._runner.write(
            label,
            remove_tactic,
            tactic_id,
            self._runner.moment(),
            then=lambda _done: self.said.emit(told, True),
        )

    def move_tactic(self, tactic_id: int, what: str, desk: PlanStageDesk, position: int) -> None:
        """Put a tactic at a place, from 0, of its own or another stage."""
        from lifecycle_desktop.core.operations.plan_tactics import move_tactic

        label = _("Move tactic {what}").format(what=what)
        moment = self._runner.moment()
        self._runner.write(label, move_tactic, tactic_id, desk.plan_stage_id, position, moment)

    def set_move(self, desk: PlanDesk, position: int, before: MoveDesk | None, typed: TypedMove) -> None:
        """Write one of the next three moves; an empty one is taken away."""
        from lifecycle_desktop.core.operations.plans import set_move

        same = before is not None and typed == TypedMove(
            before.move.what, before.stage_id, before.move.due_on
        )
        if same or (before is None and not typed.what):
            return
        old = before.move.what if before else ""
        label = _("Move {what}").format(what=typed.what or old)
        told = _("Removed “{what}”").format(what=old)
        then = None if typed.what else lambda _done: self.said.emit(told, True)
        self._runner.write(
            label,
            set_move,
            desk.plan_id,
            position,
            self._runner.moment(),
            what=typed.what,
            stage_id=typed.stage_id,
            due_on=typed.due_on,
            then=then,
            merge=f"plan_move:{desk.plan_id}:{position}",
        )

    def finish_move(self, move: MoveDesk) -> None:
        """Tick a move off, and offer Undo."""
        from lifecycle_desktop.core.operations.plans import finish_move

        label = _("Finish move {what}").format(what=move.move.what)
        told = _("Done: {what}").format(what=move.move.what)
        self._runner.write(
            label,
            finish_move,
            move.move_id,
            self._runner.moment(),
            then=lambda _done: self.said.emit(told, True),
        )

    def set_head(self, desk: PlanDesk, title: str, goals: Sequence[tuple[str, str]]) -> None:
        """Write the title and the goals of the year."""
        from lifecycle_desktop.core.operations.plan_parts import set_head

        wanted = [(number.strip(), words.strip()) for number, words in goals]
        before = [(goal.number, goal.words) if goal else ("", "") for goal in desk.goals_by_place()]
        named = title.strip() or desk.plan.title
        if wanted == before and named == desk.plan.title:
            return
        label = _("Title and goals of the year")
        self._runner.write(label, set_head, desk.plan_id, self._runner.moment(), title=named, goals=wanted)

    def record_print(self, desk: PlanDesk, wish: SheetWish) -> None:
        """Keep the sheet that left the program."""
        from lifecycle_desktop.core.operations.plan_copies import record_print

        self._runner.write(
            _("Print plan"),
            record_print,
            desk.plan_id,
            wish.plan,
            self._runner.moment(),
            paper=wish.paper,
            orientation=wish.orientation,
            grey=wish.grey,
        )

    def start(self, period: tuple[dt.date, dt.date]) -> None:
        """Start a plan of the active lifecycle for a period."""
        from lifecycle_desktop.core.operations.plans import start_plan

        self._runner.write(_("Start a plan"), start_plan, self._runner.moment(), period=period)

    def copy_on(self, desk: PlanDesk) -> None:
        """Copy the plan to the period that follows its own."""
        from lifecycle_desktop.core.operations.plan_copies import copy_plan_to_next_period

        label = _("Copy the plan to the next period")
        self._runner.write(label, copy_plan_to_next_period, desk.plan_id, self._runner.moment())


def _stage_label(fields: dict[str, object], stage: PlanStage) -> str:
    if "purpose" in fields:
        return _("Purpose of {stage}").format(stage=stage.name)
    if any(name.startswith("goal") for name in fields):
        return _("Goal of {stage}").format(stage=stage.name)
    return _("Offer, wow, trigger of {stage}").format(stage=stage.name)
