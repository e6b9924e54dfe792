"""An activity: something that happened with a contact; its kinds and how each is called."""

from __future__ import annotations

from enum import StrEnum

from lifecycle_desktop.core.i18n import _, mark


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
