"""An activity: something that happened with a contact; its kinds and how each is called."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.channel import Channel


class ActivityKind(StrEnum):
    """What happened. The values are what files and the database hold."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"
    SHOWING = "showing"
    OPEN_HOUSE = "open_house"
    NOTE = "note"
    REVIEW = "review"
    COMPLAINT = "complaint"
    GIFT = "gift"

    @property
    def words(self) -> str:
        """The kind's name for people."""
        return _(_TITLES[self])


_TITLES: dict[ActivityKind, str] = {
    ActivityKind.CALL: mark("Call"),
    ActivityKind.TEXT: mark("Text"),
    ActivityKind.EMAIL: mark("Email"),
    ActivityKind.LETTER: mark("Letter"),
    ActivityKind.MEETING: mark("Meeting"),
    ActivityKind.SHOWING: mark("Showing"),
    ActivityKind.OPEN_HOUSE: mark("Open house"),
    ActivityKind.NOTE: mark("Note"),
    ActivityKind.REVIEW: mark("Review"),
    ActivityKind.COMPLAINT: mark("Complaint"),
    ActivityKind.GIFT: mark("Gift"),
}


def activity_title(kind: str, *, minutes: int | None = None, outcome: str = "", direction: str = "") -> str:
    """A line for the timeline: "Call, 12 min", "Email from them, asked for comps"."""
    words = ActivityKind(kind).words
    parts = [_("{kind} from them").format(kind=words) if direction == "in" else words]
    if minutes:
        parts.append(_("{n} min").format(n=minutes))
    if outcome:
        parts.append(outcome)
    return ", ".join(parts)


@dataclass(frozen=True)
class NewActivity:
    """Something that happened. `happened_at` None is now; `direction` None is the usual one of its kind.

    `follow_up_id` names a follow-up that is done by it. `cost_minor` counts the currency's smallest unit.
    """

    contact_id: int
    kind: str
    direction: str | None = None
    happened_at: dt.datetime | None = None
    outcome: str = ""
    text: str = ""
    minutes: int | None = None
    cost_minor: int | None = None
    currency: str = ""
    follow_up_id: int | None = None


@dataclass(frozen=True)
class LoggedActivity:
    """Something that happened, as it was logged."""

    activity_id: int
    contact_id: int
    kind: str
    direction: str
    outcome: str
    text: str
    minutes: int | None
    happened_at: dt.datetime


DIRECTIONS = ("out", "in", "both", "")
# Where both sides are present it is a two-way touch by its nature; a note is nobody's.
_DIRECTIONS: dict[str, str] = {
    ActivityKind.MEETING: "both",
    ActivityKind.SHOWING: "both",
    ActivityKind.OPEN_HOUSE: "both",
    ActivityKind.NOTE: "",
    ActivityKind.REVIEW: "in",
    ActivityKind.COMPLAINT: "in",
}
_ANSWERED = ("reached", "answered")
_KINDS: dict[str, str] = {
    Channel.CALL: ActivityKind.CALL,
    Channel.TEXT: ActivityKind.TEXT,
    Channel.EMAIL: ActivityKind.EMAIL,
    Channel.LETTER: ActivityKind.LETTER,
    Channel.POSTCARD: ActivityKind.LETTER,
    Channel.MEETING: ActivityKind.MEETING,
    Channel.VISIT: ActivityKind.MEETING,
    Channel.SHOWING: ActivityKind.SHOWING,
    Channel.GIFT: ActivityKind.GIFT,
}


def usual_direction(kind: str, outcome: str = "") -> str:
    """Who reached whom when nobody has said: both where they met or were reached, else we reached out."""
    return "both" if outcome in _ANSWERED else _DIRECTIONS.get(kind, "out")


def kind_of_channel(channel: str) -> str:
    """The activity that a done follow-up of that channel is; empty for a task that touches nobody."""
    return str(_KINDS.get(channel, ""))
