"""How contacts and follow-ups are told: as lines for people and as JSON documents with stable keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, mark, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import FollowUpLine, NextStep, StageMark
from lifecycle_desktop.core.model.lists import ContactSummary, Reach
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.plan_words import price


def contact_document(contact: ContactSummary) -> dict[str, Any]:
    """A contact as JSON."""
    return {
        "contact_id": contact.contact_id,
        "name": contact.name,
        "kind": contact.kind,
        "company": contact.company,
        "job_title": contact.job_title,
        "want": contact.want,
        "note": contact.note,
        "stage": stage_document(contact.stage),
        "days_in_stage": contact.days_in_stage,
        "temperature": contact.temperature,
        "source": contact.source,
        "preferred_channel": contact.preferred_channel,
        "waits_since": contact.waits_since,
        "next_step": step_document(contact.next_step),
        "emails": [_reach_document(reach, "email") for reach in contact.emails],
        "phones": [_reach_document(reach, "phone") for reach in contact.phones],
        "addresses": [_reach_document(reach, "address") for reach in contact.addresses],
        "links": [_reach_document(reach, "url") for reach in contact.links],
        "dates": [{"kind": reach.label, "date": reach.text} for reach in contact.dates],
        "tags": list(contact.tags),
        "own_fields": dict(contact.own_values),
        "permissions": dict(contact.permissions),
        "value_minor": contact.value_minor,
        "currency": contact.currency,
        "created_at": contact.created_at,
        "is_archived": contact.is_archived,
        "is_do_not_contact": contact.is_do_not_contact,
        "parked_until": contact.parked_until_on,
        "timeline": [
            {"kind": entry.kind, "title": entry.title, "text": entry.text, "date": entry.happened_on}
            for entry in contact.latest
        ],
    }


def contact_lines(contact: ContactSummary, moment: Moment, more: Iterable[str] = ()) -> Iterator[str]:
    """A contact for people; `more` lines stand before what happened last."""
    yield f"{contact.name}  ({contact.contact_id})"
    if contact.is_archived:
        yield _("In the trash or set aside")
    if contact.is_do_not_contact:
        yield _("Do not contact")
    if contact.parked_until_on is not None:
        yield told(_("Parked until"), contact.parked_until_on.isoformat())
    days = ngettext("{n} day here", "{n} days here", contact.days_in_stage).format(n=contact.days_in_stage)
    yield told(
        _("Stage"),
        f"{contact.stage.number} {contact.stage.name}, {days}"
        + (f", {_(_TEMPERATURES[contact.temperature])}" if contact.temperature else ""),
    )
    if contact.waits_since:
        minutes = max(0, int((moment.at - contact.waits_since).total_seconds() // 60))
        yield told(_("Answer now"), _("waits for {n} min").format(n=minutes))
    step = contact.next_step
    yield told(
        _("Next step"),
        f"{step.what}, {day_words(step.due_on, step.due_time, moment.today)} ({step.follow_up_id})"
        if step
        else _("none"),
    )
    for title, value in (
        (_("Company"), ", ".join(part for part in (contact.company, contact.job_title) if part)),
        (_("Looking for"), contact.want),
        (_("Source"), contact.source),
        (_("Prefers"), _channel_words(contact.preferred_channel)),
        (_("Tags"), ", ".join(contact.tags)),
    ):
        if value:
            yield told(title, value)
    if contact.value_minor is not None:
        yield told(_("Value"), price(contact.value_minor, contact.currency))
    for title, reaches in (
        (_("Phone"), contact.phones),
        (_("Email"), contact.emails),
        (_("Address"), contact.addresses),
        (_("Link"), contact.links),
        (_("Date"), contact.dates),
    ):
        for reach in reaches:
            yield told(title, f"{reach.text} ({reach.label})" if reach.label else reach.text)
    for channel, status in contact.permissions:
        yield told(_("Permission"), f"{_channel_words(channel)}: {PermissionStatus(status).words}")
    for name, value in contact.own_values:
        yield told(name, value)
    if contact.note:
        yield told(_("Note"), contact.note)
    yield from more
    for entry in contact.latest:
        text = " ".join(entry.text.split())
        yield f"  {entry.happened_on.isoformat()}  {entry.title}" + (f": {text}" if text else "")


def stage_document(stage: StageMark | None) -> dict[str, Any] | None:
    """A stage as JSON."""
    if stage is None:
        return None
    return {"number": stage.number, "label": stage.label, "name": stage.name}


def step_document(step: NextStep | None) -> dict[str, Any] | None:
    """A next step as JSON."""
    if step is None:
        return None
    return {
        "follow_up_id": step.follow_up_id,
        "what": step.what,
        "channel": step.channel,
        "due_on": step.due_on,
        "due_time": step.due_time,
    }


def line_document(line: FollowUpLine) -> dict[str, Any]:
    """A follow-up on a list as JSON."""
    return {
        "follow_up_id": line.follow_up_id,
        "contact_id": line.contact_id,
        "name": line.name,
        "what": line.what,
        "reason": line.reason,
        "channel": line.channel,
        "due_on": line.due_on,
        "due_time": line.due_time,
        "rule": line.rule,
        "stage": stage_document(line.stage),
        "temperature": line.temperature,
    }


def line_row(line: FollowUpLine, today: dt.date) -> tuple[object, ...]:
    """A follow-up on a list as a row of a table."""
    return (
        line.follow_up_id,
        day_words(line.due_on, line.due_time, today),
        line.name or "–",
        line.what,
        line.stage.label if line.stage else "",
        line.reason,
    )


def day_words(on: dt.date, at: str | None, today: dt.date) -> str:
    """A due day for people: today and its neighbours by name, the rest as it is written down."""
    days = (on - today).days
    names = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    text = names.get(days, on.isoformat())
    return f"{text} {at}" if at else text


def told(title: str, value: str) -> str:
    """A line that says what something is, then the thing, below each other."""
    return f"{title + ':':<13} {value}"


def _reach_document(reach: Reach, name: str) -> dict[str, Any]:
    return {"id": reach.row_id, "label": reach.label, name: reach.text}


def _channel_words(channel: str) -> str:
    return Channel(channel).words if channel in set(Channel) else channel


_TEMPERATURES = {"hot": mark("hot"), "warm": mark("warm"), "cold": mark("cold")}
