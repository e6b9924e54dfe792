"""One visitor's entry at an open house, from the page or from paper: one step, whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Connection, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind, NewActivity
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.kiosk_words import kiosk_words
from lifecycle_desktop.core.model.likeness import SURE
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.plain_text import many_lines, one_line
from lifecycle_desktop.core.model.sign_in import SOURCE, SignedIn, SignIn, Wording, answer_words
from lifecycle_desktop.core.operations import contacts
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.open_houses import event_row, set_wordings, signed_count
from lifecycle_desktop.core.operations.reaches import phone_region
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.same_person import same_people

PAGE, PAPER = "page", "paper"
_MORNING, _EVENING = dt.time(10), dt.time(17)
_REACHED_BY = {"text": "phone", "call": "phone", "email": "email"}
_ORDER = ("text", "call", "email")  # the quickest answer first


def sign_in(
    connection: Connection, event_id: int, entry: SignIn, moment: Moment, *, how: str = PAGE
) -> SignedIn:
    """Keep what a visitor wrote, with each permission as it was worded and a follow-up within 24 hours.

    Who surely is there already (same e-mail, or same phone and a similar name) is added to: nothing is
    overwritten, nobody is moved. Whoever is new is a lead that waits for an answer.
    """
    event = event_row(connection, event_id)
    if not (entry.first_name.strip() and entry.last_name.strip()):
        raise NotUnderstood(_("A visitor needs a first and a last name."))
    known = _surely_there(connection, entry)
    contact_id = _new(connection, event, entry, moment) if known is None else known
    if known is not None:
        _add_to(connection, known, event, entry, moment)
    _keep_permissions(connection, contact_id, event, entry, moment, how)
    _log_visit(connection, contact_id, event, entry, moment)
    before = _attendance(connection, event_id, contact_id)
    follow_up_id = _follow_up_of(before)
    if before is None:
        follow_up_id = _follow_up(connection, contact_id, event, entry, moment)
    _attend(
        connection, before, event_id, contact_id, entry, moment, follow_up_id, was_known=known is not None
    )
    signed = signed_count(connection, event_id)
    if (event.visitors_seen or 0) < signed:
        connection.execute(
            update(schema.campaign).where(schema.campaign.c.id == event_id).values(visitors_seen=signed)
        )
    return SignedIn(contact_id, known is None, follow_up_id)


def _surely_there(connection: Connection, entry: SignIn) -> int | None:
    emails = [entry.email] if entry.email.strip() else []
    phones = [entry.phone] if entry.phone.strip() else []
    region = phone_region(connection)
    found = same_people(bare(connection), entry.name, emails, phones, region=region)
    sure = [each.contact_id for each in found if each.verdict == SURE]
    return sure[0] if sure else None


def _new(connection: Connection, event: Any, entry: SignIn, moment: Moment) -> int:
    """Somebody new, who stands where the facts put them: reachable with permission, or a name."""
    kept = active_lifecycle(bare(connection))
    is_reachable = bool(entry.email.strip() or entry.phone.strip())
    new = NewContact(
        first_name=entry.first_name,
        last_name=entry.last_name,
        emails=(("", entry.email),),
        phones=(("", entry.phone),),
        source=_(SOURCE),
        source_detail=event.name,
        language=entry.language if entry.language != "en" else "",
        preferred_channel=_channel(entry, ""),
        stage_id=kept.stage_of_new(is_reachable=is_reachable, has_permission=bool(entry.given)),
        is_captured=True,
    )
    return contacts.add_contact(connection, new, moment, cause="capture")


def _add_to(connection: Connection, contact_id: int, event: Any, entry: SignIn, moment: Moment) -> None:
    if entry.email.strip():
        contacts.add_email(connection, contact_id, entry.email, moment)
    if entry.phone.strip():
        contacts.add_phone(connection, contact_id, entry.phone, moment)
    contacts.fill_blanks(connection, contact_id, {"source": _(SOURCE)}, moment)
    row = connection.execute(
        select(schema.contact.c.source_id, schema.contact.c.source_detail).where(
            schema.contact.c.id == contact_id
        )
    ).one()
    if row.source_id == event.source_id and not row.source_detail:
        contacts.change_contact(connection, contact_id, {"source_detail": event.name}, moment)


def _keep_permissions(
    connection: Connection, contact_id: int, event: Any, entry: SignIn, moment: Moment, how: str
) -> None:
    """Record each permission that was ticked, word for word, and which version it is; an empty box says nothing."""
    by = _("the visitor on the sign-in page") if how == PAGE else _("you, from the paper sheet")
    for wording in dict.fromkeys(entry.given):
        place = _("Open house, {address}: “{tick}”, wording {version} ({language})").format(
            address=event.name,
            tick=kiosk_words(wording.language)(f"permission_{wording.channel}"),
            version=wording.version or _first_version(connection, wording, moment),
            language=wording.language,
        )
        contacts.set_permission(
            connection,
            contact_id,
            wording.channel,
            PermissionStatus.GIVEN,
            moment,
            wording=wording.text,
            place=place,
            recorded_by=by,
        )


def _first_version(connection: Connection, wording: Wording, moment: Moment) -> int:
    """Keep the shipped words, when they are first agreed to, as a version like any other."""
    set_wordings(connection, {(wording.channel, wording.language): wording.text}, moment)
    table = schema.permission_wording
    same = (table.c.channel == wording.channel) & (table.c.language == wording.language)
    return int(
        connection.execute(
            select(func.max(table.c.version)).where(same, table.c.text == wording.text)
        ).scalar_one()
    )


def _log_visit(connection: Connection, contact_id: int, event: Any, entry: SignIn, moment: Moment) -> None:
    """Log that they were there. They came to us: a lead goes on waiting for our answer."""
    told = [event.name, *(answer_words(value) for name, value in entry.answers().items() if name != "note")]
    text = ", ".join(told)
    if entry.note.strip():
        text = f"{text}\n{many_lines(entry.note)}"
    activity_id = log_activity(
        connection, NewActivity(contact_id, ActivityKind.OPEN_HOUSE, direction="in", text=text), moment
    )
    table = schema.activity
    connection.execute(update(table).where(table.c.id == activity_id).values(campaign_id=event.id))


def _follow_up(
    connection: Connection, contact_id: int, event: Any, entry: SignIn, moment: Moment
) -> int | None:
    """Something to do within 24 hours, in the way they like best of those they allowed."""
    offer = connection.execute(
        select(schema.offer.c.name).where(schema.offer.c.id == event.offer_id)
    ).scalar()
    preferred = connection.execute(
        select(schema.contact.c.preferred_channel).where(schema.contact.c.id == contact_id)
    ).scalar_one()
    channel = _channel(entry, preferred)
    if not channel:
        what, channel = _("Look at the sign-in: no permission to write or call"), "other"
    elif entry.agent == "yes":
        what = _("Thank them for coming; they work with an agent")
    elif offer:
        what = _("Send {offer}").format(offer=offer)
    else:
        what = _("Thank them for coming")
    on, at = due_within_a_day(moment)
    new = NewFollowUp(
        contact_id,
        on,
        at,
        what=what,
        channel=channel,
        reason=_("signed in at {address}").format(address=event.name),
        is_promise=bool(offer) and channel != "other",
    )
    return add_follow_up(connection, new, moment)


def due_within_a_day(moment: Moment) -> tuple[dt.date, dt.time]:
    """The day and time of the first follow-up: tomorrow at 10; at 17 today for who comes before 10."""
    if moment.local.time() < _MORNING:
        return moment.today, _EVENING
    return moment.today + dt.timedelta(days=1), _MORNING


def _channel(entry: SignIn, preferred: str) -> str:
    """The way to answer: the preferred one if it was allowed and can be used, else the quickest; empty for none."""
    left = {"phone": bool(entry.phone.strip()), "email": bool(entry.email.strip())}
    given = {each.channel for each in entry.given}
    usable = [channel for channel in _ORDER if channel in given and left[_REACHED_BY[channel]]]
    if preferred in usable:
        return preferred
    return usable[0] if usable else ""


def _attendance(connection: Connection, event_id: int, contact_id: int) -> Any:
    table = schema.campaign_contact
    return connection.execute(
        select(table).where(table.c.campaign_id == event_id, table.c.contact_id == contact_id).limit(1)
    ).one_or_none()


def _follow_up_of(attendance: Any) -> int | None:
    if attendance is None:
        return None
    told = json.loads(attendance.answers_json or "{}").get("follow_up_id")
    return told if isinstance(told, int) else None


def _attend(
    connection: Connection,
    before: Any,
    event_id: int,
    contact_id: int,
    entry: SignIn,
    moment: Moment,
    follow_up_id: int | None,
    *,
    was_known: bool,
) -> None:
    """Note who was there and what they answered; who signs in twice is there once, with the newer answers."""
    told: dict[str, Any] = json.loads(before.answers_json or "{}") if before is not None else {}
    told |= {name: many_lines(value) for name, value in entry.answers().items()}
    told["language"] = one_line(entry.language)
    told["given"] = sorted({*told.get("given", ()), *(each.channel for each in entry.given)})
    told.setdefault("was_known", was_known)
    told["follow_up_id"] = follow_up_id
    kept = json.dumps(told, ensure_ascii=False, sort_keys=True)
    table = schema.campaign_contact
    if before is not None:
        connection.execute(update(table).where(table.c.id == before.id).values(answers_json=kept))
        return
    new_row(
        connection,
        table,
        campaign_id=event_id,
        contact_id=contact_id,
        joined_at=moment.text,
        answers_json=kept,
    )
