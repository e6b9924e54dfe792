"""Lifecycle models as TOML files: the six that ship, and the owner's own, each mistake told in words."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.errors import FileProblem, UserError
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.lifecycle import (
    FEWEST_STAGES,
    LONGEST_LABEL,
    LONGEST_NAME,
    MOST_STAGES,
    DefaultFollowUp,
    Lifecycle,
    PlanPrompts,
    Stage,
    TacticIdea,
    folded,
)
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.model.toml_table import TomlTable, field_problem
from lifecycle_desktop.core.paths import resources

SHIPPED = ("perfect", "ten-key", "roadmap", "suspect-to-advocate", "crm-cycle", "buyer-ladder")
FOLDER = "lifecycles"
MOST_DAYS = 3_660


@dataclass(frozen=True)
class LifecycleShelf:
    """The models to choose from, and what was wrong with own files that could not be read."""

    lifecycles: tuple[Lifecycle, ...]
    problems: tuple[UserError, ...] = ()


@cache
def shipped_lifecycles() -> tuple[Lifecycle, ...]:
    """The six models that come with the program, in the order in which they are offered."""
    return tuple(load_lifecycle(resources(FOLDER, f"{key}.toml")) for key in SHIPPED)


def all_lifecycles(data_folder: Path) -> LifecycleShelf:
    """The shipped models and the owner's own from `lifecycles/` in the data folder.

    An own model shadows the shipped one of the same key. A file that cannot be read, or whose key
    another own file has already, is left out and told in `problems`; it never keeps the program
    from starting.
    """
    known = {lifecycle.key: lifecycle for lifecycle in shipped_lifecycles()}
    problems: list[UserError] = []
    taken: dict[str, str] = {}
    own = data_folder / FOLDER
    for path in sorted(own.glob("*.toml")) if own.is_dir() else ():
        try:
            lifecycle = load_lifecycle(path)
        except UserError as problem:
            problems.append(problem)
            continue
        if lifecycle.key in taken:
            reason = _("is the same as in “{other}”").format(other=taken[lifecycle.key])
            problems.append(field_problem(path.name, "", "key", reason))
            continue
        taken[lifecycle.key] = path.name
        known[lifecycle.key] = lifecycle
    return LifecycleShelf(tuple(known.values()), tuple(problems))


def own_definition(data_folder: Path, key: str) -> str:
    """The text of the owner's own file of that model, as a database keeps it; empty for a shipped one."""
    folder = data_folder / FOLDER
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        with contextlib.suppress(UserError, OSError, UnicodeDecodeError):
            if load_lifecycle(path).key == key:
                return path.read_text(encoding="utf-8")
    return ""


def load_lifecycle(path: Path) -> Lifecycle:
    """The lifecycle model that a TOML file holds.

    Raises `FileProblem`, naming file, stage and field, for anything that is not as it should be.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise file_problem(error, path) from error
    return read_lifecycle(content, path.name)


def read_lifecycle(content: bytes, name: str) -> Lifecycle:
    """As `load_lifecycle`, from the bytes of a file called `name`."""
    table = TomlTable.read(content, name)
    key = table.text("key", longest=40) or key_of(Path(name).stem)
    title = table.text("name", longest=LONGEST_NAME, needed=True)
    lifecycle = Lifecycle(
        key=key,
        name=title,
        description=table.text("description"),
        suits=table.text("suits"),
        source_note=table.text("source_note"),
        is_recommended=table.truth("is_recommended"),
        stages=_read_stages(table, name),
    )
    table.finish()
    return lifecycle


def _read_stages(table: TomlTable, name: str) -> tuple[Stage, ...]:
    rows = table.tables("stage")
    if not FEWEST_STAGES <= len(rows) <= MOST_STAGES:
        raise FileProblem(
            _("“{file}” has {n} stages; a lifecycle model has {least} to {most}.").format(
                file=name, n=len(rows), least=FEWEST_STAGES, most=MOST_STAGES
            ),
            _("Add or join stages until it fits."),
        )
    stages = tuple(
        _read_stage(TomlTable(row, name, _stage_place(number, row)), number)
        for number, row in enumerate(rows, start=1)
    )
    _check_unique(stages, name)
    _check_proofs(stages, name)
    return stages


def _stage_place(number: int, row: Mapping[str, Any]) -> str:
    title = row.get("name")
    if isinstance(title, str) and title.strip():
        return _("stage {number} ({name})").format(number=number, name=title.strip()[:LONGEST_NAME])
    return _("stage {number}").format(number=number)


def _read_stage(table: TomlTable, number: int) -> Stage:
    name = table.text("name", longest=LONGEST_NAME, needed=True)
    stage = Stage(
        number=number,
        key=table.text("key", longest=40) or key_of(name) or f"stage-{number}",
        name=name,
        label=_read_label(table, name),
        question=table.text("question"),
        purpose=table.text("purpose"),
        long_purpose=table.text("long_purpose"),
        is_completed=table.truth("is_completed"),
        proofs=tuple(table.choice_of("proofs", text, Rank) for text in table.texts("proofs")),
        measure=table.choice("measure", Measure),
        unit=table.text("unit", longest=LONGEST_NAME),
        stuck_after_days=table.number("stuck_after_days", 1, MOST_DAYS) or None,
        keep_in_touch_days=table.number("keep_in_touch_days", 1, MOST_DAYS) or 30,
        activities=table.texts("activities"),
        ideas=tuple(_read_idea(each) for each in table.children("idea")),
        follow_ups=tuple(_read_follow_up(each) for each in table.children("follow_up")),
        prompts=_read_prompts(table),
        exit_questions=table.texts("exit_questions"),
        missing_prompts=table.texts("missing_prompts"),
    )
    table.finish()
    return stage


def _read_label(table: TomlTable, name: str) -> str:
    label = table.text("label")
    if not label and len(name) <= LONGEST_LABEL:
        return name
    if not label or len(label) > LONGEST_LABEL:
        raise table.problem(
            "label",
            _("must have 1 to {most} letters").format(most=LONGEST_LABEL),
        )
    return label


def _read_idea(table: TomlTable) -> TacticIdea:
    idea = TacticIdea(
        what=table.text("what", longest=LONGEST_NAME, needed=True),
        rhythm=table.text("rhythm", longest=LONGEST_NAME),
        channel=table.choice("channel", Channel) or Channel.OTHER,
        cost=table.number("cost", 0, 1_000_000),
    )
    table.finish()
    return idea


def _read_follow_up(table: TomlTable) -> DefaultFollowUp:
    follow_up = DefaultFollowUp(
        what=table.text("what", longest=200, needed=True),
        channel=table.choice("channel", Channel) or Channel.OTHER,
        after_days=table.number("after_days", 0, MOST_DAYS) or 0,
    )
    table.finish()
    return follow_up


def _read_prompts(table: TomlTable) -> PlanPrompts:
    plan = table.child("plan")
    if plan is None:
        return PlanPrompts()
    prompts = PlanPrompts(
        goal=plan.text("goal"),
        offer=plan.text("offer"),
        wow=plan.text("wow"),
        trigger=plan.text("trigger"),
    )
    plan.finish()
    return prompts


def _check_unique(stages: tuple[Stage, ...], name: str) -> None:
    fields: tuple[tuple[str, Callable[[Stage], str]], ...] = (
        ("name", lambda stage: stage.name),
        ("label", lambda stage: stage.label),
        ("key", lambda stage: stage.key),
    )
    for field, value_of in fields:
        seen: dict[str, int] = {}
        for stage in stages:
            value = folded(value_of(stage))
            if value in seen:
                place = _("stage {number} ({name})").format(number=stage.number, name=stage.name)
                raise field_problem(
                    name, place, field, _("is the same as that of stage {other}").format(other=seen[value])
                )
            seen[value] = stage.number


def _check_proofs(stages: tuple[Stage, ...], name: str) -> None:
    highest = -1
    for stage in stages:
        for rank in stage.proofs:
            if rank.place <= highest:
                place = _("stage {number} ({name})").format(number=stage.number, name=stage.name)
                raise field_problem(
                    name, place, "proofs", _("names “{fact}” out of order or twice").format(fact=rank.value)
                )
            highest = rank.place


def key_of(text: str) -> str:
    """A key made of the letters and figures of a name; empty where it has none of a to z and 0 to 9."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:40]
