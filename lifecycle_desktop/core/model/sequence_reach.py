"""How somebody may be reached by a step of a sequence: never against what they said, and not in their quiet hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS, PermissionStatus
from lifecycle_desktop.core.model.quiet_hours import is_quiet_at
from lifecycle_desktop.core.model.sequence import StepChannel

_NO = (PermissionStatus.REFUSED, PermissionStatus.WITHDRAWN)
_INSTEAD = ("call", "letter", "text", "email")
"""What is done instead, after the channel they prefer, where the planned one is refused."""
_DISTURBING = (Channel.CALL, Channel.TEXT, Channel.VISIT)


@dataclass(frozen=True)
class Reach:
    """What is known of the ways to reach a contact; `said` holds their newest answer for each channel."""

    contact_id: int
    name: str
    preferred: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    quiet_from: str = ""
    quiet_until: str = ""
    is_do_not_contact: bool = False
    is_put_aside: bool = False  # in the trash, or off the board

    def allows(self, channel: str) -> bool:
        """Whether a channel of `PERMISSION_CHANNELS` may be used: they have not said no to it."""
        return not self.is_do_not_contact and self.said.get(channel, "") not in _NO

    @property
    def allowed(self) -> tuple[str, ...]:
        """The channels that may be used, the one they prefer first."""
        order = dict.fromkeys((self.preferred, *_INSTEAD))
        return tuple(channel for channel in order if channel in PERMISSION_CHANNELS and self.allows(channel))


class ChosenChannel(NamedTuple):
    """The channel of a follow-up; `reason` says why it is not the planned one, empty where it is."""

    channel: Channel
    reason: str = ""


class OutOfQuietHours(NamedTuple):
    """A day and time at which the contact may be disturbed; `reason` where it had to be moved."""

    due_on: dt.date
    due_time: dt.time | None
    reason: str = ""


def chosen_channel(planned: StepChannel, reach: Reach) -> ChosenChannel | None:
    """How a step is made for this contact; None where they may not be reached at all."""
    allowed = reach.allowed
    if not allowed:
        return None
    if planned is StepChannel.ASK:
        return ChosenChannel(Channel(allowed[0]))
    if not planned.permission or planned.permission in allowed:
        return ChosenChannel(Channel(planned.value))
    instead = Channel(allowed[0])
    told = _("{channel} instead of {planned}: they said no to that").format(
        channel=instead.words, planned=planned.words.lower()
    )
    return ChosenChannel(instead, told)


def refusal(reach: Reach, sequence: str, is_in_it: bool) -> str:
    """Why somebody cannot be taken into a sequence, in a sentence; empty where they can."""
    if reach.is_do_not_contact:
        return _("{name} is not to be contacted.").format(name=reach.name)
    if reach.is_put_aside:
        return _("{name} is put aside.").format(name=reach.name)
    if not reach.allowed:
        return _("{name} has said no to calls, texts, emails and letters.").format(name=reach.name)
    if is_in_it:
        return _("{name} is in “{sequence}” already.").format(name=reach.name, sequence=sequence)
    return ""


def out_of_quiet_hours(
    channel: Channel, due_on: dt.date, due_time: dt.time | None, reach: Reach
) -> OutOfQuietHours:
    """The day and time moved to the end of their quiet hours, where the channel would disturb them."""
    begin, end = reach.quiet_from, reach.quiet_until
    if due_time is None or channel not in _DISTURBING:
        return OutOfQuietHours(due_on, due_time)
    now = due_time.strftime("%H:%M")
    if not is_quiet_at(begin, end, now):
        return OutOfQuietHours(due_on, due_time)
    ends_on = due_on + dt.timedelta(days=1) if now >= end else due_on
    reason = _("after their quiet hours, which end at {time}").format(time=end)
    return OutOfQuietHours(ends_on, dt.time.fromisoformat(end), reason)
