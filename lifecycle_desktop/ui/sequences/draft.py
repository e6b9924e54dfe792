"""What an editor does with the steps of a sequence before it is saved; nothing here touches the database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.merge_text import check_template
from lifecycle_desktop.core.model.sequence import (
    MERGE_FIELDS,
    Offset,
    OffsetUnit,
    PlannedStep,
    SequencePlan,
    StepChannel,
    checked_plan,
    offset_of,
)


def first_plan(name: str) -> SequencePlan:
    """What a new sequence begins with: one call at the start."""
    return SequencePlan("", "", name, "", (PlannedStep(Offset(), StepChannel.CALL, _("Call")),))


def moved(plan: SequencePlan, before: int, after: int) -> SequencePlan:
    """The plan with a step at another place. The times stay where they are: the steps change places in them."""
    steps = list(plan.steps)
    steps.insert(after, steps.pop(before))
    return replace(
        plan,
        steps=tuple(
            replace(step, after=slot.after, at=slot.at) for step, slot in zip(steps, plan.steps, strict=True)
        ),
    )


def changed(plan: SequencePlan, place: int, step: PlannedStep) -> tuple[SequencePlan, int]:
    """The plan with another step at that place, put where its time belongs; and where it then stands."""
    steps = list(plan.steps)
    steps[place] = step
    if step.after.minutes != plan.steps[place].after.minutes:
        steps.pop(place)
        place = sum(each.after.minutes <= step.after.minutes for each in steps)
        steps.insert(place, step)
    return replace(plan, steps=tuple(steps)), place


def added(plan: SequencePlan, place: int) -> tuple[SequencePlan, int]:
    """The plan with an empty call after that place, at the time of the one before it; and where it stands."""
    steps = list(plan.steps)
    time = steps[place].after if 0 <= place < len(steps) else Offset(0, OffsetUnit.DAYS)
    steps.insert(place + 1, PlannedStep(time, StepChannel.CALL, ""))
    return replace(plan, steps=tuple(steps)), place + 1


def removed(plan: SequencePlan, place: int) -> SequencePlan:
    """The plan without the step at that place."""
    return replace(plan, steps=plan.steps[:place] + plan.steps[place + 1 :])


@lru_cache(maxsize=512)
def template_problem(template: str) -> str:
    """Why a ready text cannot be filled in, in a sentence; empty where it can."""
    try:
        check_template(template, MERGE_FIELDS)
    except UserError as error:
        return error.message
    return ""


def problem_of(plan: SequencePlan) -> tuple[str, int]:
    """Why the plan cannot be saved, in a sentence, and the place of the step it is about, -1 for the whole."""
    for place, step in enumerate(plan.steps):
        told = template_problem(step.subject) or template_problem(step.text)
        if told:
            return _("Step {n}: {problem}").format(n=place + 1, problem=told), place
    try:
        checked_plan(plan)
    except UserError as error:
        nameless = next((place for place, step in enumerate(plan.steps) if not step.what.strip()), -1)
        return error.message, nameless
    return "", -1


def drafts_text(drafts: Mapping[int, SequencePlan]) -> str:
    """Drafts, by the number of their sequence, as they are written down while they are not saved; empty for none."""
    if not drafts:
        return ""
    return json.dumps(
        {
            number: {
                "key": plan.key,
                "language": plan.language,
                "name": plan.name,
                "purpose": plan.purpose,
                "pauses": [plan.pauses_on_reply, plan.pauses_on_purchase],
                "steps": [
                    [step.after.text, step.channel.value, step.what, step.subject, step.text,
                     step.at.isoformat("minutes") if step.at else "", step.id]
                    for step in plan.steps
                ],
            }
            for number, plan in drafts.items()
        }
    )  # fmt: skip


def drafts_of(text: str) -> dict[int, SequencePlan]:
    """The drafts that were written down; none where it cannot be read any more."""
    try:
        return {int(number): _plan_of(kept) for number, kept in json.loads(text).items()}
    except (ValueError, KeyError, TypeError, AttributeError, UserError):
        return {}


def _plan_of(kept: Any) -> SequencePlan:
    steps = tuple(
        PlannedStep(
            offset_of(after), StepChannel(channel), what, subject, text,
            dt.time.fromisoformat(at) if at else None, id=number,
        )
        for after, channel, what, subject, text, at, number in kept["steps"]
    )  # fmt: skip
    on_reply, on_purchase = kept["pauses"]
    return SequencePlan(
        kept["key"],
        kept["language"],
        kept["name"],
        kept["purpose"],
        steps,
        pauses_on_reply=bool(on_reply),
        pauses_on_purchase=bool(on_purchase),
    )
