"""Catch a lead: somebody new, or something new about somebody who is surely there already."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.activity import ActivityKind, NewActivity
from lifecycle_desktop.core.model.capture_line import CaptureDraft
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.likeness import SURE
from lifecycle_desktop.core.operations import contacts
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.reaches import phone_region
from lifecycle_desktop.core.operations.rows import assure_contacts
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.same_person import same_people


@dataclass(frozen=True)
class Captured:
    """What became of a capture: who it is now, by the name they are kept under.

    `reason` says why it was added to somebody who was there already.
    """

    contact_id: int
    is_new: bool
    follow_up_id: int | None = None
    reason: str = ""
    name: str = field(default="", compare=False)


def capture(
    connection: Connection,
    draft: CaptureDraft,
    moment: Moment,
    *,
    into_contact_id: int | None = None,
    keep_separate: bool = False,
    stage_id: int | None = None,
) -> Captured:
    """Keep what a line told of a person.

    It goes to the contact named by `into_contact_id`; else to the one who surely is the same (same
    e-mail, or same phone and a similar name), unless `keep_separate`; else it is somebody new who
    waits for a first answer. Nothing that is there already is overwritten.
    """
    reason = ""
    if into_contact_id is None and not keep_separate:
        into_contact_id, reason = _surely_there(connection, draft)
    if into_contact_id is None:
        contact_id = _new(connection, draft, moment, stage_id)
    else:
        contact_id = assure_contacts(connection, [into_contact_id])[0]
        _add_to(connection, contact_id, draft, moment)
        if stage_id is not None:
            move_contacts(connection, [contact_id], stage_id, moment, cause="capture")
    follow_up_id = None
    if draft.next_step is not None:
        step = draft.next_step
        follow_up_id = add_follow_up(
            connection,
            NewFollowUp(contact_id, step.on, step.at, what=step.what, channel=step.channel.value),
            moment,
        )
    name = connection.execute(
        select(schema.contact.c.display_name).where(schema.contact.c.id == contact_id)
    ).scalar_one()
    return Captured(contact_id, into_contact_id is None, follow_up_id, reason, name)


def _surely_there(connection: Connection, draft: CaptureDraft) -> tuple[int | None, str]:
    found = same_people(
        bare(connection), draft.name, draft.emails, draft.phones, region=phone_region(connection)
    )
    if found and found[0].verdict == SURE:
        return found[0].contact_id, found[0].reason
    return None, ""


def _new(connection: Connection, draft: CaptureDraft, moment: Moment, stage_id: int | None) -> int:
    new = NewContact(
        full_name=draft.name,
        emails=tuple(("", email) for email in draft.emails),
        phones=tuple(("", phone) for phone in draft.phones),
        note=draft.note,
        source=draft.source,
        source_detail=draft.source_detail,
        tags=draft.tags,
        temperature=draft.temperature,
        stage_id=stage_id,
        is_captured=True,
    )
    return contacts.add_contact(connection, new, moment, cause="capture")


def _add_to(connection: Connection, contact_id: int, draft: CaptureDraft, moment: Moment) -> None:
    """Add what is new; a name, a source, a temperature that are there already stay as they are."""
    for email in draft.emails:
        contacts.add_email(connection, contact_id, email, moment)
    for phone in draft.phones:
        contacts.add_phone(connection, contact_id, phone, moment)
    for tag in draft.tags:
        contacts.add_tag(connection, [contact_id], tag, moment)
    contacts.fill_blanks(
        connection,
        contact_id,
        {
            "source": draft.source,
            "source_detail": draft.source_detail if draft.source else "",
            "temperature": draft.temperature,
        },
        moment,
    )
    if draft.note:
        log_activity(connection, NewActivity(contact_id, ActivityKind.NOTE, text=draft.note), moment)
