"""Triggers in plain words: the sentence of a rule, what a firing did, and what is wrong with one that needs a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lifecycle_desktop.core.i18n import _, mark, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.trigger import Act, Did, Occasion, Rule, Then, When


@dataclass(frozen=True)
class KnownNames:
    """What rules may refer to and is in use: the stages of the active lifecycle and the sequences, by their rows."""

    stages: Mapping[int, str] = field(default_factory=dict)
    sequences: Mapping[int, str] = field(default_factory=dict)


OCCASION_TITLES: dict[Occasion, str] = {
    Occasion.STAGE_ENTERED: mark("Somebody enters a stage"),
    Occasion.FIRST_PURCHASE: mark("A first purchase is entered"),
    Occasion.SECOND_PURCHASE_WINDOW: mark("The second-purchase window opens"),
    Occasion.QUIET: mark("Somebody is quiet beyond their rhythm"),
    Occasion.ANNIVERSARY: mark("A purchase has its anniversary"),
    Occasion.COMPLAINT: mark("A complaint is logged"),
    Occasion.LOW_SATISFACTION: mark("Satisfaction is low"),
    Occasion.PERMISSION_WITHDRAWN: mark("A permission is withdrawn"),
    Occasion.FACT_PROVEN: mark("A fact proves a further stage"),
}
ACT_TITLES: dict[Act, str] = {
    Act.FOLLOW_UP: mark("Make a follow-up"),
    Act.START_SEQUENCE: mark("Start a sequence"),
    Act.STOP_SEQUENCES: mark("Stop sequences"),
    Act.TEMPERATURE: mark("Set the temperature"),
    Act.STAGE: mark("Move to a stage"),
}
TEMPERATURE_TITLES = {"hot": mark("hot"), "warm": mark("warm"), "cold": mark("cold")}
CHANNEL_TITLES = {
    "call": mark("calls"),
    "text": mark("texts"),
    "email": mark("emails"),
    "letter": mark("letters"),
}
_DID: dict[Did, str] = {
    Did.FOLLOW_UP: mark("Follow-up made"),
    Did.STARTED: mark("Sequence started"),
    Did.STOPPED: mark("Sequences stopped"),
    Did.TEMPERATURE: mark("Temperature set"),
    Did.MOVED: mark("Moved to {stage}"),
    Did.ASKS: mark("Waits for your word"),
    Did.NOTHING: mark("Nothing was left to do"),
    Did.NO_CONTACT: mark("Nothing: they are not to be contacted"),
    Did.NO_PERMISSION: mark("Made as a task: no permission for that channel"),
}


def occasion_words(when: When, names: KnownNames) -> str:
    """The occasion with its conditions: "a first purchase is entered, for people who are warm"."""
    said = _occasion(when, names)
    if when.standing_id is not None:
        said += _(", for people in {stage}").format(stage=_stage(when.standing_id, names))
    if when.temperature:
        said += _(", for people who are {temperature}").format(
            temperature=_(TEMPERATURE_TITLES[when.temperature])
        )
    return said


def act_words(then: Then, names: KnownNames) -> str:
    """The act: "call after 3 days: Ask how the first days went"."""
    said = _act(then, names)
    return _("propose: {act}").format(act=said) if then.asks else said


def rule_words(rule: Rule, names: KnownNames) -> str:
    """The whole rule as one sentence for the ear and for search."""
    return _("When {occasion}, {act}").format(
        occasion=occasion_words(rule.when, names), act=act_words(rule.then, names)
    )


def usual_name(rule: Rule, names: KnownNames) -> str:
    """What a rule is called when the owner gives it no name."""
    del names
    return _(OCCASION_TITLES[rule.when.occasion])


def did_words(did: str, stage: str = "", answer: str = "") -> str:
    """What a firing did, in a few words."""
    if did == Did.ASKS and answer:
        return _("Accepted") if answer == "accepted" else _("Turned down")
    try:
        return _(_DID[Did(did)]).format(stage=stage)
    except ValueError:
        return did


def fault_of(rule: Rule, names: KnownNames) -> str:
    """Why a rule can do nothing at present; empty where it can."""
    if not rule.is_readable:
        return _("It cannot be read.")
    when, then = rule.when, rule.then
    for stage_id in (when.stage_id, when.standing_id, then.stage_id):
        if stage_id is not None and stage_id not in names.stages:
            return _("It names a stage that is not in use.")
    if then.sequence_id is not None and then.sequence_id not in names.sequences:
        return _("It names a sequence that is not in use.")
    return ""


def _occasion(when: When, names: KnownNames) -> str:
    if when.occasion is Occasion.STAGE_ENTERED:
        if when.stage_id is None:
            return _("somebody enters a stage")
        return _("somebody enters {stage}").format(stage=_stage(when.stage_id, names))
    if when.occasion is Occasion.SECOND_PURCHASE_WINDOW:
        return _("the first purchase was {start} to {end} days ago, without a second").format(
            start=when.from_days, end=when.to_days
        )
    if when.occasion is Occasion.ANNIVERSARY:
        if not when.days_before:
            return _("a purchase has its anniversary")
        return ngettext(
            "the anniversary of a purchase is {n} day away",
            "the anniversary of a purchase is {n} days away",
            when.days_before,
        ).format(n=when.days_before)
    if when.occasion is Occasion.LOW_SATISFACTION:
        return _("satisfaction is {n} or less").format(n=when.at_most)
    if when.occasion is Occasion.PERMISSION_WITHDRAWN and when.channel:
        return _("the permission for {channel} is withdrawn").format(channel=_(CHANNEL_TITLES[when.channel]))
    return _(_OCCASIONS[when.occasion])


_OCCASIONS: dict[Occasion, str] = {
    Occasion.FIRST_PURCHASE: mark("a first purchase is entered"),
    Occasion.QUIET: mark("somebody is quiet beyond their rhythm"),
    Occasion.COMPLAINT: mark("a complaint is logged"),
    Occasion.PERMISSION_WITHDRAWN: mark("a permission is withdrawn"),
    Occasion.FACT_PROVEN: mark("a fact proves a further stage"),
}


def _act(then: Then, names: KnownNames) -> str:
    if then.act is Act.FOLLOW_UP:
        channel = Channel(then.channel or Channel.OTHER).words.lower()
        due = (
            ngettext("{channel} after {n} day", "{channel} after {n} days", then.due_in_days).format(
                channel=channel, n=then.due_in_days
            )
            if then.due_in_days
            else _("{channel} the same day").format(channel=channel)
        )
        return _("{due}: {what}").format(due=due, what=then.what) if then.what else due
    if then.act is Act.START_SEQUENCE:
        return _("start “{sequence}”").format(sequence=_sequence(then.sequence_id, names))
    if then.act is Act.STOP_SEQUENCES:
        if then.sequence_id is None:
            return _("stop every sequence they are in")
        return _("stop “{sequence}”").format(sequence=_sequence(then.sequence_id, names))
    if then.act is Act.TEMPERATURE:
        return _("call them {temperature}").format(temperature=_(TEMPERATURE_TITLES[then.temperature]))
    if then.stage_id is None:
        return _("move to the stage that it proves")
    return _("move to {stage}").format(stage=_stage(then.stage_id, names))


def _stage(stage_id: int, names: KnownNames) -> str:
    return names.stages.get(stage_id) or _("a stage that is not in use")


def _sequence(sequence_id: int | None, names: KnownNames) -> str:
    return names.sequences.get(sequence_id or 0) or _("a sequence that is not in use")
