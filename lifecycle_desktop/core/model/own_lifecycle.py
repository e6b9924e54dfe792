"""A lifecycle model of the owner's own: made by editing a copy of another, and written as a template file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.lifecycle import DefaultFollowUp, Lifecycle, PlanPrompts, Stage, TacticIdea
from lifecycle_desktop.core.model.lifecycle_file import key_of, read_lifecycle


def own_copy(lifecycle: Lifecycle, name: str, taken: Collection[str]) -> Lifecycle:
    """A copy under a name and a key of its own; `taken` are the keys that other models have."""
    key = unused_key(key_of(name) or "own", taken)
    return replace(lifecycle, key=key, name=name, is_recommended=False)


def edited(lifecycle: Lifecycle, stages: Sequence[Stage], *, name: str = "") -> Lifecycle:
    """The lifecycle with these stages in this order; a new one comes without a key and is given one.

    What facts prove a rung keeps its order: the first stage that has any proves the lowest. The facts of
    a stage that is gone go to the one before it, so that everybody still has a rung.

    Raises `FileProblem`, naming the stage and the field, for anything a lifecycle model cannot be.
    """
    keys = {stage.key for stage in lifecycle.stages} | {stage.key for stage in stages}
    named: list[Stage] = []
    for number, stage in enumerate(stages, start=1):
        key = stage.key or unused_key(key_of(stage.name) or "stage", keys)
        keys.add(key)
        named.append(replace(stage, number=number, key=key))
    changed = replace(lifecycle, name=name or lifecycle.name, stages=_with_proofs(lifecycle.stages, named))
    return read_lifecycle(lifecycle_toml(changed).encode(), changed.name)


def unused_key(wanted: str, taken: Collection[str]) -> str:
    """The key, with a number behind it if it is taken."""
    if wanted not in taken:
        return wanted
    return next(key for number in count(2) if (key := f"{wanted[:36]}-{number}") not in taken)


def _with_proofs(before: Sequence[Stage], stages: Sequence[Stage]) -> tuple[Stage, ...]:
    kept = {stage.key for stage in stages}
    portions: list[tuple[Rank, ...]] = []
    orphans: tuple[Rank, ...] = ()
    for stage in before:  # facts of those that are gone join the portion before them, or the first
        if stage.key in kept and stage.proofs:
            portions.append(orphans + stage.proofs)
            orphans = ()
        elif portions:
            portions[-1] += stage.proofs
        else:
            orphans += stage.proofs
    had = {stage.key for stage in before if stage.proofs}
    waiting = iter(portions)
    return tuple(
        replace(stage, proofs=next(waiting, ()) if stage.key in had else stage.proofs) for stage in stages
    )


# -- the template file ------------------------------------------------------------------------------------------


def save_template(lifecycle: Lifecycle, path: Path) -> None:
    """Write the lifecycle as a TOML file that `load_lifecycle` reads back; `FileProblem` in words if it cannot be."""
    with written_whole(path) as stream:
        stream.write(lifecycle_toml(lifecycle).encode())


def lifecycle_toml(lifecycle: Lifecycle) -> str:
    """The lifecycle as TOML 1.0 text, as `read_lifecycle` takes it; fields that say nothing are left out."""
    lines = _fields(
        key=lifecycle.key,
        name=lifecycle.name,
        description=lifecycle.description,
        suits=lifecycle.suits,
        is_recommended=lifecycle.is_recommended,
        source_note=lifecycle.source_note,
    )
    for stage in lifecycle.stages:
        lines += ["", "[[stage]]", *_stage_lines(stage)]
    return "\n".join(lines) + "\n"


def _stage_lines(stage: Stage) -> list[str]:
    lines = _fields(
        key=stage.key,
        name=stage.name,
        label=stage.label,
        question=stage.question,
        purpose=stage.purpose,
        long_purpose=stage.long_purpose,
        is_completed=stage.is_completed,
        proofs=[proof.value for proof in stage.proofs],
        measure=stage.measure.value if stage.measure else "",
        unit=stage.unit,
        stuck_after_days=stage.stuck_after_days,
        keep_in_touch_days=stage.keep_in_touch_days,
        activities=stage.activities,
        exit_questions=stage.exit_questions,
        missing_prompts=stage.missing_prompts,
    )
    for idea in stage.ideas:
        lines += ["[[stage.idea]]", *_idea_lines(idea)]
    for follow_up in stage.follow_ups:
        lines += ["[[stage.follow_up]]", *_follow_up_lines(follow_up)]
    if stage.prompts != PlanPrompts():
        prompts = stage.prompts
        lines += [
            "[stage.plan]",
            *_fields(goal=prompts.goal, offer=prompts.offer, wow=prompts.wow, trigger=prompts.trigger),
        ]
    return lines


def _idea_lines(idea: TacticIdea) -> list[str]:
    return _fields(what=idea.what, rhythm=idea.rhythm, channel=idea.channel.value, cost=idea.cost)


def _follow_up_lines(follow_up: DefaultFollowUp) -> list[str]:
    return _fields(what=follow_up.what, channel=follow_up.channel.value, after_days=follow_up.after_days)


def _fields(**values: str | bool | int | Iterable[str] | None) -> list[str]:
    lines = []
    for name, value in values.items():
        if isinstance(value, bool):
            said = "true" if value else ""
        elif isinstance(value, int):
            said = str(value)
        elif isinstance(value, str):
            said = _quoted(value) if value else ""
        else:
            listed = ", ".join(_quoted(each) for each in value or ())
            said = f"[{listed}]" if listed else ""
        if said:
            lines.append(f"{name} = {said}")
    return lines


def _quoted(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON, and DEL besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
