"""The timeline of a contact: everything that happened, as the queries give it and the page paints it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.desk import StageMark

CREATED, STAGE_MOVE, FOLLOW_UP = "created", "stage_move", "follow_up"
STAGE_ANSWER = "stage_answer"  # what was answered when they left a stage
PERMISSION, QUALIFICATION = "permission", "qualification"
PURCHASE, REFERRAL, EDIT = "purchase", "referral", "edit"
TOUCH_KINDS = tuple(kind.value for kind in ActivityKind)
EVENT_KINDS = (
    *TOUCH_KINDS, CREATED, STAGE_MOVE, STAGE_ANSWER, FOLLOW_UP, PERMISSION, QUALIFICATION, PURCHASE, REFERRAL, EDIT,
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class TimelinePlace:
    """Where an event stands: by its instant, then by what it is, then by its row. Greater is newer."""

    at: str
    order: int
    row_id: int


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened with a contact.

    `kind` is one of `EVENT_KINDS`; `row_id` the row behind it, that of a journal step for an edit.
    `time` is HH:MM on the owner's wall, empty where only the day is known. `stage` is worn as a badge.
    """

    kind: str
    row_id: int
    title: str
    text: str
    happened_on: dt.date
    time: str
    place: TimelinePlace
    stage: StageMark | None = None
    is_first_answer: bool = False

    @property
    def is_activity(self) -> bool:
        """Whether it is a logged activity, which can be changed and removed here."""
        return self.kind in TOUCH_KINDS


@dataclass(frozen=True, slots=True)
class Timeline:
    """A part of the timeline, newest first; `has_more` says that older events follow."""

    events: tuple[TimelineEvent, ...]
    has_more: bool

    @property
    def last(self) -> TimelinePlace | None:
        """Where the next part begins."""
        return self.events[-1].place if self.events else None


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """A choice of what the timeline shows."""

    key: str
    words: str
    kinds: frozenset[str]


def timeline_filters() -> tuple[TimelineFilter, ...]:
    """The choices, the first of them everything (no kind named)."""
    return (
        TimelineFilter("everything", _("Everything"), frozenset()),
        TimelineFilter("touches", _("Every touch"), frozenset(TOUCH_KINDS) - {"note", "complaint"}),
        TimelineFilter("calls", _("Calls"), frozenset({"call"})),
        TimelineFilter("messages", _("Texts and emails"), frozenset({"text", "email", "letter"})),
        TimelineFilter("meetings", _("Meetings and showings"), frozenset({"meeting", "showing", "open_house"})),
        TimelineFilter("notes", _("Notes"), frozenset({"note"})),
        TimelineFilter("stages", _("Stages"), frozenset({STAGE_MOVE, STAGE_ANSWER, CREATED})),
        TimelineFilter("follow_ups", _("Follow-ups"), frozenset({FOLLOW_UP})),
        TimelineFilter("business", _("Purchases and referrals"), frozenset({PURCHASE, REFERRAL})),
        TimelineFilter(
            "changes", _("Changes to the details"), frozenset({EDIT, PERMISSION, QUALIFICATION})
        ),
    )  # fmt: skip


def answer_span_words(minutes: int) -> str:
    """How long a lead waited: "4 minutes", "3 hours", "2 days"."""
    from lifecycle_desktop.core.i18n import ngettext

    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if minutes < 48 * 60:
        return ngettext("{n} hour", "{n} hours", minutes // 60).format(n=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("{n} day", "{n} days", days).format(n=days)
