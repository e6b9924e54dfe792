"""Who is meant by a key: a number, an e-mail, a phone or an exact name, when it is unique."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.queries.search import words_query
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.core.store.phone import normal_phone

_MOST_NAMED = 5


def contact_of_key(connection: ReadConnection, key: str, *, region: str = "US") -> int:
    """The contact that a key means.

    Raises `NotFound` in words when nobody or more than one is meant; those in the trash are found by
    their number only.
    """
    plain = key.strip()
    for found in (
        _by_number(connection, plain),
        _by_email(connection, plain),
        _by_phone(connection, plain, region),
        _by_name(connection, plain),
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                _("More than one contact is meant by “{key}”.").format(key=shortened(plain)),
                _("Use a number: {numbers}.").format(
                    numbers=", ".join(str(number) for number in found[:_MOST_NAMED])
                    + (", …" if len(found) > _MOST_NAMED else "")
                ),
            )
    raise NotFound(
        _("There is no contact “{key}”.").format(key=shortened(plain)),
        _("“find” searches by parts of a name."),
    )


def names_of(connection: ReadConnection, contact_ids: Iterable[int]) -> dict[int, str]:
    """What these contacts are called, as they are shown."""
    listed = json.dumps(sorted(set(contact_ids)))
    sql = "SELECT id, display_name FROM contact WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (listed,)).fetchall())


def next_contact_id(connection: ReadConnection) -> int:
    """The number from which a dry run of an import counts new contacts on."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM contact").fetchone()[0])


def _by_number(connection: ReadConnection, key: str) -> list[int]:
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        return []
    return _ids(connection, "SELECT id FROM contact WHERE id = ?", int(key))


def _by_email(connection: ReadConnection, key: str) -> list[int]:
    normal = normal_email(key) if "@" in key else ""
    if not normal:
        return []
    return _ids(
        connection,
        "SELECT DISTINCT c.id FROM contact_email e JOIN contact c ON c.id = e.contact_id "
        "WHERE e.email_normal = ? AND c.deleted_at IS NULL ORDER BY c.id",
        normal,
    )


def _by_phone(connection: ReadConnection, key: str, region: str) -> list[int]:
    if sum(letter.isdigit() for letter in key) < 7:
        return []
    normal = normal_phone(key, region).normal
    if not normal:
        return []
    return _ids(
        connection,
        "SELECT DISTINCT c.id FROM contact_phone p JOIN contact c ON c.id = p.contact_id "
        "WHERE p.phone_normal = ? AND p.phone_normal <> '' AND c.deleted_at IS NULL ORDER BY c.id",
        normal,
    )


def _by_name(connection: ReadConnection, key: str) -> list[int]:
    if not key:
        return []
    exact = _ids(
        connection,
        "SELECT id FROM contact WHERE display_name = ? AND deleted_at IS NULL ORDER BY id LIMIT 100",
        key,
    )
    words = words_query(fold(key))
    if exact or not words:
        return exact
    wanted = fold(key)
    return [
        contact_id
        for contact_id, name in connection.execute(
            "SELECT c.id, c.display_name FROM contact_fts JOIN contact c ON c.id = contact_fts.rowid "
            "WHERE contact_fts MATCH ? AND c.deleted_at IS NULL ORDER BY c.id",
            (words,),
        )
        if fold(name) == wanted
    ]


def _ids(connection: ReadConnection, sql: str, value: object) -> list[int]:
    return [row[0] for row in connection.execute(sql, (value,))]
