"""Contacts as drafts, as a file of people would tell of them: for export."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from lifecycle_desktop.core.model.calendar_entry import own_uid
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, Picture
from lifecycle_desktop.core.store.driver import ReadConnection

_CONTACTS = (
    "SELECT c.id, c.prefix, c.first_name, c.middle_name, c.last_name, c.suffix, c.display_name, c.nickname, "
    "c.phonetic_name, c.company, c.department, c.job_title, c.note, coalesce(source.name, ''), s.name, "
    "c.temperature, coalesce(c.touched_on, ''), coalesce((SELECT max(happened_on) FROM activity a "
    "WHERE a.contact_id = c.id AND a.kind NOT IN ('note', 'complaint')), ''), coalesce(f.what, ''), "
    "coalesce(f.due_on, ''), c.want, "
    "coalesce((SELECT r.display_name FROM referral g JOIN contact r ON r.id = g.referrer_id "
    "WHERE g.referred_id = c.id AND g.direction = 'in' ORDER BY g.id LIMIT 1), ''), c.created_at "
    "FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN source ON source.id = c.source_id "
    "LEFT JOIN follow_up f ON f.id = c.next_step_id WHERE (c.deleted_at IS NULL OR ?) ORDER BY c.id"
)
_EMAILS = "SELECT contact_id, label, email FROM contact_email ORDER BY contact_id, position, id"
_PHONES = "SELECT contact_id, label, phone FROM contact_phone ORDER BY contact_id, position, id"
_LINKS = "SELECT contact_id, label, url FROM contact_link ORDER BY contact_id, position, id"
_ADDRESSES = (
    "SELECT contact_id, label, street, extended, po_box, city, region, postal_code, country, formatted "
    "FROM contact_address ORDER BY contact_id, position, id"
)
_DATES = "SELECT contact_id, kind, year, month, day FROM contact_date ORDER BY contact_id, id"
_RELATIONS = (
    "SELECT r.contact_id, r.kind, coalesce(o.display_name, r.other_name) FROM relation r "
    "LEFT JOIN contact o ON o.id = r.other_contact_id ORDER BY r.contact_id, r.id"
)
_OWN = (
    "SELECT v.contact_id, o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id "
    "ORDER BY v.contact_id, v.id"
)
_TAGS = "SELECT ct.contact_id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id ORDER BY ct.contact_id, ct.id"
_PERMISSIONS = (
    "SELECT contact_id, channel, status FROM permission WHERE id IN "
    "(SELECT max(id) FROM permission GROUP BY contact_id, channel) ORDER BY contact_id, id"
)
_PICTURES = "SELECT contact_id, media_type, picture FROM contact_picture ORDER BY contact_id, position, id"
_REFERRED_BY = "referred by"  # the kind of relation to a referrer who is not a contact
# How many rows of a kind the contact with the most has, as `contact_drafts` lists them.
_MOST = (
    "SELECT coalesce((SELECT max(n) FROM (SELECT count(*) n FROM contact_email GROUP BY contact_id)), 0), "
    "coalesce((SELECT max(n) FROM (SELECT count(*) n FROM contact_phone GROUP BY contact_id)), 0), "
    "coalesce((SELECT max(n) FROM (SELECT count(*) n FROM contact_address GROUP BY contact_id)), 0), "
    "coalesce((SELECT max(n) FROM (SELECT count(*) n FROM contact_date GROUP BY contact_id)), 0), "
    "coalesce((SELECT max(n) FROM (SELECT count(*) n FROM contact_link GROUP BY contact_id)), 0), "
    "coalesce((SELECT max(n) FROM (SELECT count(*) - max(r.kind = 'referred by' AND NOT EXISTS "
    "(SELECT 1 FROM referral g WHERE g.referred_id = r.contact_id AND g.direction = 'in')) n "
    "FROM relation r GROUP BY r.contact_id)), 0), "
    "coalesce((SELECT max(n) FROM (SELECT count(*) n FROM contact_own_value GROUP BY contact_id)), 0)"
)


def most_of_each(connection: ReadConnection) -> tuple[int, ...]:
    """The most e-mails, phones, addresses, dates, links, relations and own values that a contact has."""
    return tuple(connection.execute(_MOST).fetchone())


def contact_drafts(
    connection: ReadConnection,
    only: Container[int] | None = None,
    *,
    from_trash: bool = False,
    with_pictures: bool = False,
) -> Iterator[tuple[ContactDraft, str]]:
    """Everybody who is not in the trash, or these of them, each as a draft and what they are looking for.

    With `from_trash` those in the trash are there too; pictures only `with_pictures`.

    The rows of all tables are read side by side, in the order of the contacts, so that memory stays small.
    """
    emails, phones, links, addresses, dates, relations, own, tags, permissions = (
        _Beside(connection, sql)
        for sql in (_EMAILS, _PHONES, _LINKS, _ADDRESSES, _DATES, _RELATIONS, _OWN, _TAGS, _PERMISSIONS)
    )
    pictures = _Beside(connection, _PICTURES if with_pictures else f"{_PICTURES} LIMIT 0")
    for line, row in enumerate(connection.execute(_CONTACTS, (int(from_trash),)), start=2):
        contact_id, referrer = row[0], row[21]
        if only is not None and contact_id not in only:
            continue
        told = list(relations.of(contact_id))
        if not referrer and (named := next((each for each in told if each[0] == _REFERRED_BY), None)):
            referrer = named[1]
            told.remove(named)
        draft = ContactDraft(
            line,
            prefix=row[1],
            first=row[2],
            middle=row[3],
            last=row[4],
            suffix=row[5],
            full=row[6],
            nickname=row[7],
            phonetic=row[8],
            company=row[9],
            department=row[10],
            job_title=row[11],
            emails=tuple(emails.of(contact_id)),
            phones=tuple(phones.of(contact_id)),
            addresses=tuple(Address(*each) for each in addresses.of(contact_id)),
            dates=tuple(KeyDate(*each) for each in dates.of(contact_id)),
            links=tuple(links.of(contact_id)),
            relations=tuple(told),
            tags=tuple(each[0] for each in tags.of(contact_id)),
            note=row[12],
            own=tuple(own.of(contact_id)),
            source=row[13],
            stage=row[14],
            temperature=row[15],
            last_contact=max(row[16], row[17]),
            next_step=row[18],
            next_step_on=row[19],
            referred_by=referrer,
            permissions=tuple(permissions.of(contact_id)),
            pictures=tuple(Picture(kind, bytes(content)) for kind, content in pictures.of(contact_id)),
            uid=own_uid("contact", contact_id, row[22]),
        )
        yield draft, row[20]


class _Beside:
    """Rows of another table, read in step with the contacts."""

    def __init__(self, connection: ReadConnection, sql: str) -> None:
        self._rows = iter(connection.execute(sql))
        self._next: Any = next(self._rows, None)

    def of(self, contact_id: int) -> Iterator[tuple[Any, ...]]:
        """The rows of a contact, without its number; contacts must be asked for in their order."""
        while self._next is not None and self._next[0] <= contact_id:
            if self._next[0] == contact_id:
                yield tuple(self._next[1:])
            self._next = next(self._rows, None)
