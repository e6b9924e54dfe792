"""Who in the database is likely the person just named: by the same e-mail or phone, with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from lifecycle_desktop.core.model.likeness import (
    DIFFERENT,
    SURE,
    Likeness,
    NameKey,
    by_email,
    by_phone,
    name_key,
)
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.core.store.phone import normal_phone

_BY_EMAIL = (
    "SELECT c.id, c.display_name, c.first_name, c.last_name, e.email_normal, c.created_at, "
    "c.source_detail, s.position, s.label FROM contact_email e "
    "JOIN contact c ON c.id = e.contact_id JOIN stage s ON s.id = c.stage_id "
    "WHERE e.email_normal IN (SELECT value FROM json_each(?)) "
    "AND c.deleted_at IS NULL ORDER BY c.id LIMIT 50"
)
_BY_PHONE = (
    "SELECT c.id, c.display_name, c.first_name, c.last_name, p.phone_normal, c.created_at, "
    "c.source_detail, s.position, s.label FROM contact_phone p "
    "JOIN contact c ON c.id = p.contact_id JOIN stage s ON s.id = c.stage_id "
    "WHERE p.phone_normal IN (SELECT value FROM json_each(?)) "
    "AND p.phone_normal <> '' AND c.deleted_at IS NULL ORDER BY c.id LIMIT 50"
)


class SamePerson(NamedTuple):
    """Somebody who may be meant: `verdict` is `SURE` or `MAYBE`, `reason` says why."""

    contact_id: int
    name: str
    verdict: str
    reason: str
    since: str = ""  # the instant they were added, as it is stored
    place: str = ""  # where they came from, in particular: an open house, a page
    stage_number: int = 0
    stage_label: str = ""


def same_people(
    connection: ReadConnection,
    name: str,
    emails: Iterable[str],
    phones: Iterable[str],
    *,
    region: str = "US",
) -> list[SamePerson]:
    """Those who share an e-mail or a phone with the person named, the sure ones first, each once."""
    wanted = name_key("", "", name)
    found: dict[int, SamePerson] = {}
    normal_emails = json.dumps([normal for text in emails if (normal := normal_email(text.strip()))])
    normal_phones = json.dumps([normal_phone(text.strip(), region).normal for text in phones])
    for sql, normals, judge in (
        (_BY_EMAIL, normal_emails, by_email),
        (_BY_PHONE, normal_phones, _by_phone),
    ):
        for contact_id, shown, first, last, normal, *more in connection.execute(sql, (normals,)):
            likeness = judge(normal, wanted, name_key(first, last, shown))
            before = found.get(contact_id)
            if likeness.verdict != DIFFERENT and (before is None or before.verdict != SURE):
                found[contact_id] = SamePerson(contact_id, shown, likeness.verdict, likeness.reason, *more)
    return sorted(found.values(), key=lambda person: (person.verdict != SURE, person.contact_id))


def _by_phone(_normal: str, one: NameKey, other: NameKey) -> Likeness:
    return by_phone(one, other)
