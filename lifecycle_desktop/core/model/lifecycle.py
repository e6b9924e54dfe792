"""A lifecycle model: an ordered ladder of stages with purposes, ideas for tactics, prompts and measures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.measure import Measure

FEWEST_STAGES = 3
MOST_STAGES = 10
LONGEST_NAME = 60
LONGEST_LABEL = 10


@dataclass(frozen=True)
class TacticIdea:
    """Something to do at a stage, ready to be taken into a plan.

    `rhythm` is text for people ("monthly", "Tue + Thu"); `cost` is the typical
    cost of one time in whole units of the owner's currency, None when it is free or unknown.
    """

    what: str
    rhythm: str = ""
    channel: Channel = Channel.OTHER
    cost: int | None = None


@dataclass(frozen=True)
class DefaultFollowUp:
    """A follow-up that is proposed when a contact enters a stage, so many days after the entry."""

    what: str
    channel: Channel
    after_days: int


@dataclass(frozen=True)
class PlanPrompts:
    """The questions that help to fill a stage's box in the plan; an empty one is not asked there."""

    goal: str = ""
    offer: str = ""
    wow: str = ""
    trigger: str = ""


@dataclass(frozen=True)
class Stage:
    """A rung of a lifecycle model.

    `number` counts from 1. `purpose` is one short line for the wall plan, `long_purpose`
    explains the stage. `proofs` are the facts that prove it, in order. `is_completed` marks
    a stage that was added from the well-known ladder of this kind. Without `stuck_after_days`
    it is a stage to stay on for good.
    """

    number: int
    key: str
    name: str
    label: str
    question: str = ""
    purpose: str = ""
    long_purpose: str = ""
    is_completed: bool = False
    proofs: tuple[Rank, ...] = ()
    measure: Measure | None = None
    unit: str = ""
    stuck_after_days: int | None = None
    keep_in_touch_days: int = 30
    activities: tuple[str, ...] = ()
    ideas: tuple[TacticIdea, ...] = ()
    follow_ups: tuple[DefaultFollowUp, ...] = ()
    prompts: PlanPrompts = PlanPrompts()
    exit_questions: tuple[str, ...] = ()
    missing_prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lifecycle:
    """A lifecycle model with its stages in order."""

    key: str
    name: str
    stages: tuple[Stage, ...]
    description: str = ""
    suits: str = ""
    source_note: str = ""
    is_recommended: bool = False

    def stage(self, key: str) -> Stage:
        """The stage of that key; `KeyError` if there is none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)


class NamedStage(Protocol):
    """Anything that can be found as a stage: a `Stage`, or a stage as the database holds it."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...


AnyStage = TypeVar("AnyStage", bound=NamedStage)


def find_stage(lifecycle: Lifecycle, text: str) -> Stage:
    """The stage meant by a full name, short label, key or number, in any case.

    Raises `NotFound`, naming the stages there are.
    """
    return find_among(lifecycle.stages, text)


def find_among(stages: Sequence[AnyStage], text: str) -> AnyStage:
    """As `find_stage`, among any stages in their order."""
    wanted = folded(text)
    for read in (_name_of, _label_of, _key_of):
        for stage in stages:
            if wanted and folded(read(stage)) == wanted:
                return stage
    if len(wanted) <= 2 and wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(stages):
        return stages[int(wanted) - 1]
    raise NotFound(
        _("There is no stage called “{text}”.").format(text=text.strip()[:LONGEST_NAME]),
        _("Use one of: {names}.").format(names=_listed(stage.name for stage in stages)),
    )


def find_lifecycle(lifecycles: Iterable[Lifecycle], text: str) -> Lifecycle:
    """The lifecycle model meant by its name or key, in any case.

    A beginning, or some words of it, are enough when only one name has them. Raises `NotFound`, naming
    the models there are.
    """
    known = tuple(lifecycles)
    wanted = folded(text)
    for lifecycle in known:
        if wanted and wanted in (folded(lifecycle.name), folded(lifecycle.key)):
            return lifecycle
    beginning = [each for each in known if wanted and folded(each.name).startswith(wanted)]
    inside = [each for each in known if wanted and f" {wanted} " in f" {folded(each.name)} "]
    for found in (beginning, inside):
        if len(found) == 1:
            return found[0]
    raise NotFound(
        _("There is no lifecycle model called “{text}”.").format(text=text.strip()[:LONGEST_NAME]),
        _("Use one of: {names}.").format(names=_listed(each.name for each in known)),
    )


def folded(text: str) -> str:
    """Text for comparing names: one kind of blank, one kind of letter, case gone."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name_of(stage: NamedStage) -> str:
    return stage.name


def _label_of(stage: NamedStage) -> str:
    return stage.label


def _key_of(stage: NamedStage) -> str:
    return stage.key


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
