"""What can be seen of sequences: the list, one with its people, where a contact stands, and what an edit touches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.sequence import EnrolmentState, SequencePlan

_REASONS = {
    "reply": mark("they answered"),
    "purchase": mark("they bought"),
    "do_not_contact": mark("they are not to be contacted"),
    "permission": mark("no way to reach them is allowed"),
    "merged": mark("they were in it twice"),
    "trigger": mark("by a rule of yours"),
    "undone": mark("a step of it was undone"),
    "hand": mark("by hand"),
}


def reason_words(reason: str) -> str:
    """Why an enrolment was paused or stopped, for people; empty where nothing was kept."""
    return _(_REASONS[reason]) if reason in _REASONS else ""


@dataclass(frozen=True)
class SequenceLine:
    """A sequence in the list. The counts hold the people of its earlier versions too."""

    id: int
    key: str
    language: str
    name: str
    purpose: str
    steps: int
    last_after: str  # words: "after 12 months"
    running: int = 0
    paused: int = 0
    finished: int = 0
    stopped: int = 0
    is_retired: bool = False


@dataclass(frozen=True)
class EnrolmentLine:
    """A contact in a sequence. `step` is the number of the next one (from 1), 0 after the last.

    `follow_up_id` is the open follow-up of that step, None unless it is running. `is_earlier_version` is
    True where the sequence was changed since and they run through what it was.
    """

    id: int
    contact_id: int
    contact_name: str
    sequence_id: int
    sequence_name: str
    state: EnrolmentState
    reason: str  # why it was paused or stopped, in words
    started_on: dt.date
    shift_days: int
    step: int
    steps: int
    next_what: str = ""
    next_channel: str = ""
    next_due_on: dt.date | None = None
    next_due_time: str | None = None
    follow_up_id: int | None = None
    paused_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    is_earlier_version: bool = False


@dataclass(frozen=True)
class SequenceDetail:
    """A sequence with its plan (the steps bear their ids) and the people in it, those running first."""

    line: SequenceLine
    plan: SequencePlan
    people: tuple[EnrolmentLine, ...]
    people_count: int


@dataclass(frozen=True)
class AffectedByEdit:
    """Whom a change of a sequence concerns: those running or paused in it as it stands now."""

    running: int
    paused: int
    people: tuple[EnrolmentLine, ...]  # the first of them, by name

    @property
    def total(self) -> int:
        """All of them: with none, there is nothing to ask."""
        return self.running + self.paused


@dataclass(frozen=True)
class RefusedEnrolment:
    """Who was not taken into a sequence, and why in a sentence."""

    contact_id: int
    name: str
    why: str


@dataclass(frozen=True)
class Enrolled:
    """What came of taking people into a sequence; `enrolment_ids` in the order of those taken in."""

    enrolment_ids: tuple[int, ...]
    contact_ids: tuple[int, ...]
    refused: tuple[RefusedEnrolment, ...] = ()

    def __len__(self) -> int:
        return len(self.enrolment_ids)


@dataclass(frozen=True)
class ReadyText:
    """The ready text of a step for a contact; `empty` names the fields in it of which nothing is known."""

    subject: str
    text: str
    empty: tuple[str, ...] = ()
    email: str = ""  # where an e-mail would go
    phone: str = ""
