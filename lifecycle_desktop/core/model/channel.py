"""The ways of reaching a person, as follow-ups, tactics and sequences name them."""

from __future__ import annotations

from enum import StrEnum

from lifecycle_desktop.core.i18n import _, mark


class Channel(StrEnum):
    """How a touch is made. The values are what files and the database hold."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    POSTCARD = "postcard"
    MEETING = "meeting"
    SHOWING = "showing"
    VISIT = "visit"
    GIFT = "gift"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The channel's name for people, as a noun."""
        return _(_TITLES[self])

    @property
    def minutes(self) -> int:
        """How long one such touch takes when nobody has said so, in minutes.

        Own estimate of a working day, not a measurement: a call with its note 10,
        writing 5 to 10, a meeting with the way there 60.
        """
        return _MINUTES[self]


_TITLES: dict[Channel, str] = {
    Channel.CALL: mark("Call"),
    Channel.TEXT: mark("Text"),
    Channel.EMAIL: mark("Email"),
    Channel.LETTER: mark("Letter"),
    Channel.POSTCARD: mark("Postcard"),
    Channel.MEETING: mark("Meeting"),
    Channel.SHOWING: mark("Showing"),
    Channel.VISIT: mark("Visit"),
    Channel.GIFT: mark("Gift"),
    Channel.OTHER: mark("Task"),
}

_MINUTES: dict[Channel, int] = {
    Channel.CALL: 10,
    Channel.TEXT: 5,
    Channel.EMAIL: 10,
    Channel.LETTER: 10,
    Channel.POSTCARD: 5,
    Channel.MEETING: 60,
    Channel.SHOWING: 60,
    Channel.VISIT: 30,
    Channel.GIFT: 20,
    Channel.OTHER: 15,
}
