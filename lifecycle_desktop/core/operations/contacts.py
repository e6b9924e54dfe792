"""Add, change, tag, delete and bring back contacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, literal, select, update

from lifecycle_desktop.core.clock import Moment, instant_text
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.contact import TEMPERATURES, NewContact
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.permission import PermissionStatus, permission
from lifecycle_desktop.core.model.person_text import sort_name
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.operations import reaches
from lifecycle_desktop.core.operations.contact_columns import checked_columns, named
from lifecycle_desktop.core.operations.named_rows import source_id_of, tag_id_of, tag_named, tag_text
from lifecycle_desktop.core.operations.rows import among, assure_contacts, new_row, touch_contact
from lifecycle_desktop.core.operations.sequence_pauses import barred, reconsider
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
from lifecycle_desktop.core.store.engine import bare

contact = schema.contact


def add_contact(connection: Connection, new: NewContact, moment: Moment, *, cause: str = "hand") -> int:
    """Add somebody new; their number.

    Without a stage they stand where the facts put them. `cause` is that of the first stage move: hand,
    capture, import or sample. Raises `NotUnderstood` where nobody is named or a value cannot be kept.
    """
    emails, phones = reaches.checked_emails(new.emails), reaches.checked_phones(connection, new.phones)
    permissions = dict(permission(channel, status) for channel, status in new.permissions.items())
    columns = _columns_of(
        connection, new, moment, [text for _label, text, _normal in emails] + [p.text for p in phones]
    )
    columns["stage_id"] = _stage_of(connection, new, permissions, is_reachable=bool(emails or phones))
    contact_id = new_row(connection, contact, **columns)
    reaches.keep_emails(connection, contact_id, emails)
    reaches.keep_phones(connection, contact_id, phones)
    for address in new.addresses:
        add_address(connection, contact_id, address, moment)
    for label, url in new.links:
        add_link(connection, contact_id, url, moment, label=label)
    for date in new.dates:
        add_date(connection, contact_id, date, moment)
    for name in new.tags:
        if tag_text(name):
            add_tag(connection, [contact_id], name, moment)
    for channel, status in permissions.items():
        set_permission(
            connection,
            contact_id,
            channel,
            status,
            moment,
            wording=new.permission_wording,
            place=new.permission_place,
        )
    new_row(
        connection,
        schema.stage_move,
        contact_id=contact_id,
        from_stage_id=None,
        to_stage_id=columns["stage_id"],
        moved_at=moment.text,
        moved_on=moment.today.isoformat(),
        days_in_from=None,
        cause=cause,
        reason="",
    )
    return contact_id


def change_contact(
    connection: Connection, contact_id: int, changes: Mapping[str, object], moment: Moment
) -> bool:
    """Change plain columns of a contact; False when nothing was different.

    Keys are the columns of `contact_columns.CHANGEABLE`, and `source` by its name. The shown name and
    the sort name follow from the parts of the name, unless `display_name` is among the changes.
    """
    before = _row(connection, contact_id)._asdict()
    values = checked_columns(changes)
    if "source" in values:
        values["source_id"] = source_id_of(connection, str(values.pop("source")))
    values = named(before, values)
    different = {key: value for key, value in values.items() if before[key] != value}
    if not different:
        return False
    connection.execute(
        update(contact).where(contact.c.id == contact_id).values(**different, updated_at=moment.text)
    )
    if different.get("is_do_not_contact"):
        barred(connection, [contact_id], moment)
    return True


def fill_blanks(
    connection: Connection, contact_id: int, changes: Mapping[str, object], moment: Moment
) -> bool:
    """As `change_contact`, but only what is empty so far; False when there was nothing to fill."""
    before = _row(connection, contact_id)._asdict()
    before["source"] = before["source_id"]
    blank = {column: value for column, value in changes.items() if value and not before[column]}
    return bool(blank) and change_contact(connection, contact_id, blank, moment)


def set_temperature(
    connection: Connection, contact_ids: Iterable[int], temperature: str, moment: Moment
) -> int:
    """Call contacts hot, warm or cold, or take it back with an empty text; how many changed."""
    if temperature not in TEMPERATURES:
        raise NotUnderstood(
            _("A contact cannot be “{text}”.").format(text=shortened(temperature)),
            _("Use hot, warm or cold."),
        )
    wanted = assure_contacts(connection, contact_ids)
    done = connection.execute(
        update(contact)
        .where(contact.c.id.in_(among(wanted)), contact.c.temperature != temperature)
        .values(temperature=temperature, updated_at=moment.text)
    )
    return done.rowcount


def park_contacts(
    connection: Connection, contact_ids: Iterable[int], until: dt.date | None, moment: Moment
) -> int:
    """Set contacts aside until a day, or bring them back with None; how many changed."""
    wanted = assure_contacts(connection, contact_ids)
    day = until.isoformat() if until else None
    done = connection.execute(
        update(contact)
        .where(contact.c.id.in_(among(wanted)), contact.c.parked_until_on.is_distinct_from(day))
        .values(parked_until_on=day, updated_at=moment.text)
    )
    return done.rowcount


def add_tag(connection: Connection, contact_ids: Iterable[int], name: str, moment: Moment) -> int:
    """Give contacts a tag; how many did not have it."""
    wanted = assure_contacts(connection, contact_ids)
    tag_id = tag_id_of(connection, name)
    having = select(schema.contact_tag.c.contact_id).where(schema.contact_tag.c.tag_id == tag_id)
    lacking = contact.c.id.in_(among(wanted)) & contact.c.id.not_in(having)
    connection.execute(update(contact).where(lacking).values(updated_at=moment.text))
    done = connection.execute(
        insert(schema.contact_tag).from_select(
            ["contact_id", "tag_id"],
            select(contact.c.id, literal(tag_id)).where(lacking),
        )
    )
    return done.rowcount


def remove_tag(connection: Connection, contact_ids: Iterable[int], name: str, moment: Moment) -> int:
    """Take a tag from contacts; how many had it. A tag that nobody has any more stays to choose from."""
    wanted = assure_contacts(connection, contact_ids)
    tag_id = tag_named(connection, name)
    if tag_id is None:
        raise NotFound(_("There is no tag “{name}”.").format(name=shortened(tag_text(name))))
    having = (schema.contact_tag.c.tag_id == tag_id) & schema.contact_tag.c.contact_id.in_(among(wanted))
    connection.execute(
        update(contact)
        .where(contact.c.id.in_(select(schema.contact_tag.c.contact_id).where(having)))
        .values(updated_at=moment.text)
    )
    done = connection.execute(delete(schema.contact_tag).where(having))
    return done.rowcount


def delete_contacts(connection: Connection, contact_ids: Iterable[int], moment: Moment) -> int:
    """Put contacts into the trash, off every list; how many were not there yet."""
    wanted = assure_contacts(connection, contact_ids)
    done = connection.execute(
        update(contact)
        .where(contact.c.id.in_(among(wanted)), contact.c.deleted_at.is_(None))
        .values(is_archived=1, deleted_at=moment.text, updated_at=moment.text)
    )
    return done.rowcount


def bring_back_contacts(connection: Connection, contact_ids: Iterable[int], moment: Moment) -> int:
    """Take contacts out of the trash, to the stage where they stood; how many were in it."""
    wanted = assure_contacts(connection, contact_ids)
    done = connection.execute(
        update(contact)
        .where(contact.c.id.in_(among(wanted)), contact.c.deleted_at.is_not(None))
        .values(is_archived=0, deleted_at=None, updated_at=moment.text)
    )
    return done.rowcount


def set_permission(
    connection: Connection,
    contact_id: int,
    channel: str,
    status: str,
    moment: Moment,
    *,
    wording: str = "",
    place: str = "",
    recorded_by: str = "",
) -> int:
    """Record what somebody said of a channel. Earlier answers stay as they were; the newest holds.

    The open steps of sequences go through no channel they say no to.
    """
    _row(connection, contact_id)
    plain, answer = permission(channel, status)
    permission_id = new_row(
        connection,
        schema.permission,
        contact_id=contact_id,
        channel=plain,
        status=answer.value,
        wording=many_lines(wording),
        place=one_line(place),
        recorded_by=one_line(recorded_by),
        recorded_at=moment.text,
    )
    if answer in (PermissionStatus.REFUSED, PermissionStatus.WITHDRAWN):
        reconsider(connection, contact_id, moment)
    return permission_id


def add_email(connection: Connection, contact_id: int, email: str, moment: Moment, *, label: str = "") -> int:
    """Give a contact one more e-mail address."""
    touch_contact(connection, contact_id, moment)
    return reaches.keep_emails(connection, contact_id, reaches.checked_emails([(label, email)]))[0]


def add_phone(connection: Connection, contact_id: int, phone: str, moment: Moment, *, label: str = "") -> int:
    """Give a contact one more phone number."""
    touch_contact(connection, contact_id, moment)
    return reaches.keep_phones(connection, contact_id, reaches.checked_phones(connection, [(label, phone)]))[
        0
    ]


def change_email(
    connection: Connection, email_id: int, email: str, moment: Moment, *, label: str | None = None
) -> None:
    """Correct an e-mail address, its label as well unless that is None."""
    row = reaches.row_of(connection, schema.contact_email, email_id)
    touch_contact(connection, row.contact_id, moment)
    reaches.replace_email(connection, row, email, row.label if label is None else label)


def change_phone(
    connection: Connection, phone_id: int, phone: str, moment: Moment, *, label: str | None = None
) -> None:
    """Correct a phone number, its label as well unless that is None."""
    row = reaches.row_of(connection, schema.contact_phone, phone_id)
    touch_contact(connection, row.contact_id, moment)
    reaches.replace_phone(connection, row, phone, row.label if label is None else label)


def remove_email(connection: Connection, email_id: int, moment: Moment) -> None:
    """Take an e-mail address away."""
    _remove(connection, schema.contact_email, email_id, moment)


def remove_phone(connection: Connection, phone_id: int, moment: Moment) -> None:
    """Take a phone number away."""
    _remove(connection, schema.contact_phone, phone_id, moment)


def remove_address(connection: Connection, address_id: int, moment: Moment) -> None:
    """Take an address away."""
    _remove(connection, schema.contact_address, address_id, moment)


def add_address(connection: Connection, contact_id: int, address: Address, moment: Moment) -> int:
    """Give a contact one more postal address."""
    touch_contact(connection, contact_id, moment)
    return reaches.keep_address(connection, contact_id, address)


def add_link(connection: Connection, contact_id: int, url: str, moment: Moment, *, label: str = "") -> int:
    """Give a contact one more link. It is text: nothing is ever fetched."""
    touch_contact(connection, contact_id, moment)
    return reaches.keep_link(connection, contact_id, label, url)


def add_date(connection: Connection, contact_id: int, date: KeyDate, moment: Moment) -> int:
    """Give a contact a birthday, anniversary or another date of their own."""
    touch_contact(connection, contact_id, moment)
    return reaches.keep_date(connection, contact_id, date)


def _columns_of(
    connection: Connection, new: NewContact, moment: Moment, otherwise: list[str]
) -> dict[str, Any]:
    """The row of somebody new, all but the stage; `otherwise` names them when nothing else does."""
    kept = checked_columns(
        {
            column: getattr(new, column)
            for column in (
                "prefix",
                "first_name",
                "middle_name",
                "last_name",
                "suffix",
                "nickname",
                "company",
                "department",
                "job_title",
                "want",
                "note",
                "source_detail",
                "temperature",
                "preferred_channel",
                "language",
                "value_minor",
                "currency",
                "is_core",
            )
        }
        | ({"kind": new.kind} if new.kind else {})
    )
    full = one_line(new.full_name)
    if full:
        kept["display_name"] = full
        if not (kept["first_name"] or kept["last_name"]):
            kept["first_name"], kept["last_name"] = _parts_of(full)
    columns = named({}, kept)
    if not columns.get("display_name"):
        shown = kept["company"] or next(iter(otherwise), "")
        if not shown:
            raise NotUnderstood(
                _("A contact needs a name, a company, an e-mail or a phone."), _("Type at least one of them.")
            )
        columns["display_name"], columns["sort_name"] = shown, sort_name("", "", "", shown)
    columns["sort_name"] = columns["sort_name"] or columns["display_name"]
    if not new.kind and not (full or kept["first_name"] or kept["last_name"]) and kept["company"]:
        columns["kind"] = "firm"
    came = new.captured_at or (moment.at if new.is_captured else None)
    return columns | {
        "source_id": source_id_of(connection, new.source),
        "stage_since_at": moment.text,
        "created_at": moment.text,
        "updated_at": moment.text,
        "captured_at": instant_text(came) if came else None,
        "is_sample": int(new.is_sample),
    }


def _parts_of(full: str) -> tuple[str, str]:
    """First and last name of a name typed as a whole: the last word is the last name."""
    first, blank, last = full.rpartition(" ")
    return (first.strip(), last) if blank else (full, "")


def _stage_of(
    connection: Connection,
    new: NewContact,
    permissions: Mapping[str, PermissionStatus],
    *,
    is_reachable: bool,
) -> int:
    kept = active_lifecycle(bare(connection))
    if new.stage_id is not None:
        if new.stage_id not in kept.stage_ids.values():
            raise NotFound(_("That stage does not belong to the active lifecycle model."))
        return new.stage_id
    has_permission = PermissionStatus.GIVEN in permissions.values()
    return kept.stage_of_new(
        is_reachable=is_reachable, has_permission=has_permission, is_core=bool(new.is_core)
    )


def _row(connection: Connection, contact_id: int) -> Any:
    assure_contacts(connection, [contact_id])
    return connection.execute(select(contact).where(contact.c.id == contact_id)).one()


def _remove(connection: Connection, table: Any, row_id: int, moment: Moment) -> None:
    row = reaches.row_of(connection, table, row_id)
    touch_contact(connection, row.contact_id, moment)
    connection.execute(delete(table).where(table.c.id == row_id))
