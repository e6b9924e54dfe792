"""Insights about people on their way: funnel, time in stage, speed to lead, leaky bucket."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.core.model.insight import Quartiles, Share


@dataclass(frozen=True)
class FunnelStep:
    """How many came to a stage or beyond it; `went_on` is their share of those at the stage before."""

    stage: StageMark
    people: int
    went_on: Share | None
    """None at the first stage."""

    @property
    def dropped(self) -> int:
        """How many of the stage before did not come here."""
        return self.went_on.whole - self.went_on.part if self.went_on else 0


@dataclass(frozen=True)
class Funnel:
    """Of the people who came in within the span: how far they have come until today."""

    steps: tuple[FunnelStep, ...]

    @property
    def people(self) -> int:
        """How many came in."""
        return self.steps[0].people if self.steps else 0

    @property
    def biggest_drop(self) -> FunnelStep | None:
        """The step that fewest of enough people went on to, by share; None without one."""
        found = [step for step in self.steps if step.went_on and step.went_on.is_enough and step.dropped]
        return min(found, key=lambda step: step.went_on.value or 0.0 if step.went_on else 1.0, default=None)


@dataclass(frozen=True)
class StageTime:
    """How long people stay at a stage, in whole days: those who left it within the span, and those there now."""

    stage: StageMark
    left: Quartiles | None
    now: Quartiles | None


@dataclass(frozen=True)
class TimeInStage:
    """The stages of the active lifecycle with the days people stay."""

    stages: tuple[StageTime, ...]


@dataclass(frozen=True)
class AnswerMonth:
    """The leads of a month, and the median minutes until the first answer."""

    first_on: dt.date
    leads: int
    minutes: Quartiles | None


@dataclass(frozen=True)
class SpeedToLead:
    """How long leads of the span waited for the first answer, in whole minutes; who still waits is told apart."""

    minutes: Quartiles | None
    within_aim: Share
    """Answered within the aim, of all leads of the span."""
    aim_minutes: int
    waiting: int
    months: tuple[AnswerMonth, ...]


@dataclass(frozen=True)
class BucketMonth:
    """What ran in and out in a month, the first and last one cut to the span."""

    first_on: dt.date
    came: int
    lost: int
    silent: int

    @property
    def out(self) -> int:
        """Lost and silent together."""
        return self.lost + self.silent


@dataclass(frozen=True)
class LeakyBucket:
    """New reachable people in; lost (in the trash) or silent out; and who is in the bucket today."""

    months: tuple[BucketMonth, ...]
    level: int
    """People who can be reached, may be contacted and are not silent."""
    span_months: float

    @property
    def came(self) -> int:
        """How many came in."""
        return sum(month.came for month in self.months)

    @property
    def lost(self) -> int:
        """How many were put into the trash."""
        return sum(month.lost for month in self.months)

    @property
    def silent(self) -> int:
        """How many fell silent and are so still."""
        return sum(month.silent for month in self.months)

    @property
    def out(self) -> int:
        """Lost and silent together."""
        return self.lost + self.silent

    @property
    def months_until_empty(self) -> float | None:
        """How long the bucket lasts if it goes on like this; None where as many come in as go out."""
        leak = self.out - self.came
        return self.level / (leak / self.span_months) if leak > 0 and self.span_months else None
