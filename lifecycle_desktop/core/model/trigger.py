"""A trigger: when something happens with somebody, then one thing is done about it, or proposed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.model.plain_text import one_line, shortened

LONGEST_NAME = 80
LONGEST_WHAT = 200
MOST_DAYS = 3650
LOW_SATISFACTION = 6
WINDOW_DAYS = (30, 60)
ANNIVERSARY_DAYS = 7
QUIET_LOOKED_BACK_DAYS = 30
# A sale that is entered so long after its closing sets nothing off any more: its first days are past.
RECENT_PURCHASE_DAYS = 90
TEMPERATURES = ("hot", "warm", "cold")

_Member = TypeVar("_Member", bound=StrEnum)


class Occasion(StrEnum):
    """What sets a trigger off. The values are what the database holds."""

    STAGE_ENTERED = "stage_entered"
    FIRST_PURCHASE = "first_purchase"
    SECOND_PURCHASE_WINDOW = "second_purchase_window"
    QUIET = "quiet"
    ANNIVERSARY = "anniversary"
    COMPLAINT = "complaint"
    LOW_SATISFACTION = "low_satisfaction"
    PERMISSION_WITHDRAWN = "permission_withdrawn"
    FACT_PROVEN = "fact_proven"

    @property
    def is_made_by_time(self) -> bool:
        """True for what no entry brings about, only the days that pass."""
        return self in (Occasion.SECOND_PURCHASE_WINDOW, Occasion.QUIET, Occasion.ANNIVERSARY)


class Act(StrEnum):
    """What a trigger does. The values are what the database holds."""

    FOLLOW_UP = "follow_up"
    START_SEQUENCE = "start_sequence"
    STOP_SEQUENCES = "stop_sequences"
    TEMPERATURE = "temperature"
    STAGE = "stage"


class Did(StrEnum):
    """What became of one firing. The values are what the database holds."""

    FOLLOW_UP = "follow_up"
    STARTED = "started"
    STOPPED = "stopped"
    TEMPERATURE = "temperature"
    MOVED = "moved"
    ASKS = "asks"
    NOTHING = "nothing"
    NO_CONTACT = "no_contact"  # they are not to be contacted
    NO_PERMISSION = "no_permission"


@dataclass(frozen=True)
class When:
    """The occasion with its conditions; what an occasion does not ask for is left as it is.

    `stage_id` is the stage entered, None for any. `channel` is the one whose permission was withdrawn, empty for
    any. `temperature` and `standing_id` hold for every occasion: only people who are so warm, or stand there.
    """

    occasion: Occasion
    stage_id: int | None = None
    channel: str = ""
    at_most: int = LOW_SATISFACTION
    from_days: int = WINDOW_DAYS[0]
    to_days: int = WINDOW_DAYS[1]
    days_before: int = ANNIVERSARY_DAYS
    temperature: str = ""
    standing_id: int | None = None


@dataclass(frozen=True)
class Then:
    """The act with what it needs.

    `due_in_days` counts from the occasion. `sequence_id` None stops every sequence. `stage_id` None is the stage
    that the facts prove. With `asks` the act is proposed, and done when the owner accepts it.
    """

    act: Act
    what: str = ""
    channel: str = ""
    due_in_days: int = 0
    sequence_id: int | None = None
    temperature: str = ""
    stage_id: int | None = None
    asks: bool = False


@dataclass(frozen=True)
class Rule:
    """A trigger as it is kept. `rule_id` 0 is one that is not kept yet; `key` names a shipped one."""

    when: When
    then: Then
    name: str = ""
    is_on: bool = True
    rule_id: int = 0
    key: str = ""
    created_at: str = field(default="", compare=False)
    is_readable: bool = True


class Happening(NamedTuple):
    """One occasion of one person: the key by which it is known again, the reason in words, the day it counts from."""

    contact_id: int
    key: str
    reason: str
    on: dt.date
    stage_id: int | None = None  # that the facts prove
    rank: str = ""


def when_json(when: When) -> str:
    """The occasion as it is stored: only what differs from the usual."""
    return _stored(when, When(when.occasion))


def then_json(then: Then) -> str:
    """The act as it is stored: only what differs from the usual."""
    return _stored(then, Then(then.act))


def read_when(text: str) -> When:
    """What `when_json` wrote; `NotUnderstood` for what no version of the program writes."""
    values = _read(text, When)
    return When(**{**values, "occasion": _member(Occasion, values.get("occasion"))})


def read_then(text: str) -> Then:
    """What `then_json` wrote; `NotUnderstood` for what no version of the program writes."""
    values = _read(text, Then)
    return Then(**{**values, "act": _member(Act, values.get("act"))})


def checked_rule(rule: Rule) -> Rule:
    """The rule with its texts on one line; `NotUnderstood` with a sentence for one that cannot be meant."""
    rule = replace(rule, name=one_line(rule.name)[:LONGEST_NAME], then=_checked_then(rule.then))
    _check_when(rule.when)
    then, when = rule.then, rule.when
    if then.act is Act.STAGE and then.stage_id is None and when.occasion is not Occasion.FACT_PROVEN:
        raise NotUnderstood(_("Choose the stage that they are to move to."))
    if (
        then.act is Act.STAGE
        and when.occasion is Occasion.STAGE_ENTERED
        and then.stage_id == when.stage_id is not None
    ):
        raise NotUnderstood(
            _("Whoever enters that stage stands there already."), _("Choose another stage to move to.")
        )
    return rule


def _check_when(when: When) -> None:
    if when.channel and when.channel not in PERMISSION_CHANNELS:
        raise _strange(when.channel)
    if when.temperature and when.temperature not in TEMPERATURES:
        raise _strange(when.temperature)
    if not 0 <= when.at_most <= 10:
        raise NotUnderstood(_("Satisfaction goes from 0 to 10."))
    if not 1 <= when.from_days <= when.to_days <= MOST_DAYS:
        raise NotUnderstood(
            _("The window cannot end before it begins."),
            _("Give two numbers of days after the first purchase, such as 30 and 60."),
        )
    if not 0 <= when.days_before <= 60:
        raise NotUnderstood(_("An anniversary can be told up to 60 days before."))


def _checked_then(then: Then) -> Then:
    then = replace(then, what=one_line(then.what)[:LONGEST_WHAT])
    if then.act is Act.FOLLOW_UP:
        if then.channel and then.channel not in set(Channel):
            raise _strange(then.channel)
        if not then.what and not then.channel:
            raise NotUnderstood(
                _("Say what is to be done."), _("A few words such as “Ask how the first days went”.")
            )
        if not 0 <= then.due_in_days <= MOST_DAYS:
            raise NotUnderstood(_("A follow-up can be due up to ten years after."))
    if then.act is Act.TEMPERATURE and then.temperature not in TEMPERATURES:
        raise NotUnderstood(_("Choose hot, warm or cold."))
    if then.act is Act.START_SEQUENCE and then.sequence_id is None:
        raise NotUnderstood(_("Choose the sequence that is to start."))
    return then


def _strange(text: object) -> NotUnderstood:
    return NotUnderstood(_("“{value}” cannot be used here.").format(value=shortened(str(text))))


def _stored(value: When | Then, usual: When | Then) -> str:
    """The first field always, of the others those that differ."""
    said, plain = asdict(value), asdict(usual)
    first = fields(value)[0].name
    return json.dumps({name: said[name] for name in said if name == first or said[name] != plain[name]})


def _read(text: str, kind: type[When | Then]) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _strange(text)
    kinds: dict[str, type] = {each.name: type(each.default) for each in fields(kind)[1:]}
    for name, value in found.items():
        wanted = kinds.get(name)
        if name == fields(kind)[0].name:
            continue
        if wanted is None or not isinstance(value, int if wanted is type(None) else wanted):
            raise _strange(name)
    return found


def _member(kind: type[_Member], value: object) -> _Member:
    try:
        return kind(str(value))
    except ValueError:
        raise _strange(value) from None
