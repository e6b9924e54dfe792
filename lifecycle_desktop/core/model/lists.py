"""What the board, the table and the pane of a contact show, as the queries give it and the window paints it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lifecycle_desktop.core.model.desk import ActiveLifecycle, BoardStage, NextStep, StageMark


@dataclass(frozen=True, slots=True)
class Card:
    """A person on the board."""

    contact_id: int
    name: str
    want: str
    temperature: str
    stage_id: int
    days_in_stage: int
    is_stuck: bool
    waits_since: dt.datetime | None  # a lead that nobody has answered came in then
    next_step: NextStep | None
    parked_until_on: dt.date | None = None  # set aside until then, as they were told; perhaps over by now


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column's head. `typical_days` is the median stay of those who left; None with fewer than five."""

    stage: BoardStage
    count: int
    without_next_step: int
    typical_days: int | None
    slipping: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The board: its columns with the ids in each, and the cards that are seen first.

    `is_whole` tells whether `ids` holds everybody, or the first of each column only; `parked` how many of
    those the filter lets through are set aside until a later day.
    """

    lifecycle: ActiveLifecycle
    columns: tuple[BoardColumn, ...]
    ids: tuple[Sequence[int], ...]
    cards: Mapping[int, Card]
    is_whole: bool
    answer_aim_minutes: int
    parked: int = 0

    @property
    def count(self) -> int:
        """Everybody the board shows."""
        return sum(column.count for column in self.columns)

    @property
    def without_next_step(self) -> int:
        """How many of them have no next step."""
        return sum(column.without_next_step for column in self.columns)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person in the table. `more`: what the columns shown besides these hold, by their keys."""

    contact_id: int
    name: str
    stage: StageMark
    temperature: str
    next_step: NextStep | None
    waits_since: dt.datetime | None
    last_touch_at: dt.datetime | None
    value_minor: int | None
    currency: str
    more: Mapping[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """How many people each built-in view of the table shows."""

    everyone: int = 0
    without_next_step: int = 0
    slipping: int = 0
    trash: int = 0


@dataclass(frozen=True, slots=True)
class ContactList:
    """The table: the ids in order and the rows that are seen first. `is_whole`: `ids` holds all of `count`."""

    ids: Sequence[int]
    rows: Mapping[int, ContactRow]
    is_whole: bool
    views: ViewCounts
    lifecycle: ActiveLifecycle
    answer_aim_minutes: int


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What a list can be filtered by: the stages, and as (id, name) the sources in use, tags and so on."""

    stages: tuple[StageMark, ...] = ()
    sources: tuple[tuple[int, str], ...] = ()
    tags: tuple[tuple[int, str], ...] = ()
    households: tuple[tuple[int, str], ...] = ()
    own_fields: tuple[tuple[int, str], ...] = ()
    currency: str = "USD"

    def rows(self, chosen_from: str) -> tuple[tuple[int, str], ...]:
        """What can be chosen of a kind of `filter_fields.ROWS`, as (id, name)."""
        if chosen_from == "stage":
            return tuple((stage.stage_id, stage.label) for stage in self.stages)
        return {"source": self.sources, "tag": self.tags, "household": self.households}.get(chosen_from, ())

    def name(self, chosen_from: str, value: str | int) -> str:
        """What a row is called; empty where there is none of that id."""
        return next((name for row_id, name in self.rows(chosen_from) if row_id == value), "")


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach somebody: a phone, an e-mail, an address or a link, with its label."""

    row_id: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened with a contact: an activity or a stage move."""

    kind: str
    title: str
    text: str
    happened_on: dt.date


@dataclass(frozen=True, slots=True)
class ContactSummary:
    """A contact as the pane and `show` tell it."""

    contact_id: int
    name: str
    kind: str
    company: str
    job_title: str
    want: str
    note: str
    stage: StageMark
    stage_count: int
    days_in_stage: int
    typical_days: int | None
    temperature: str
    source: str
    preferred_channel: str
    next_step: NextStep | None
    next_step_reason: str
    waits_since: dt.datetime | None
    emails: tuple[Reach, ...]
    phones: tuple[Reach, ...]
    addresses: tuple[Reach, ...]
    links: tuple[Reach, ...]
    dates: tuple[Reach, ...]
    tags: tuple[str, ...]
    own_values: tuple[tuple[str, str], ...]
    permissions: tuple[tuple[str, str], ...]  # (channel, status)
    latest: tuple[TimelineEntry, ...]
    value_minor: int | None
    currency: str
    created_at: dt.datetime
    is_archived: bool
    is_do_not_contact: bool
    is_in_trash: bool = False
    parked_until_on: dt.date | None = None  # only while that day is ahead
