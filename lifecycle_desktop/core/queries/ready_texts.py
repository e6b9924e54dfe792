"""Ready texts with a contact's own words in them: what stands in a step, a letter or a draft, filled in."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _, language
from lifecycle_desktop.core.model.letter import written_day
from lifecycle_desktop.core.model.sequence import MERGE_FIELDS
from lifecycle_desktop.core.model.sequence_lists import ReadyText
from lifecycle_desktop.core.store.driver import ReadConnection


def merge_fields(connection: ReadConnection, contact_id: int, spoken: str = "") -> dict[str, str]:
    """What the merge fields hold for a contact, empty where nothing is known; `NotFound` where they are gone.

    Days are written in the language of the text, the one now spoken where nothing is said.
    """
    row = connection.execute(
        "SELECT c.first_name, c.last_name, c.display_name, coalesce(h.salutation, ''), c.company, c.want, "
        "coalesce((SELECT a.city FROM contact_address a WHERE a.contact_id = c.id AND a.city <> '' "
        "ORDER BY a.position LIMIT 1), '') "
        "FROM contact c LEFT JOIN household h ON h.id = c.household_id WHERE c.id = ?",
        (contact_id,),
    ).fetchone()
    if row is None:
        raise NotFound(_("There is no contact with the number {number}.").format(number=contact_id))
    bought = connection.execute(
        "SELECT what, closed_on FROM purchase WHERE contact_id = ? ORDER BY closed_on DESC, id DESC LIMIT 1",
        (contact_id,),
    ).fetchone()
    names = "'owner_name', 'business_name', 'region'"
    told = dict(connection.execute(f"SELECT name, value FROM setting WHERE name IN ({names})").fetchall())
    day = dt.date.fromisoformat(bought[1]) if bought else None
    fields = {
        "first_name": row[0],
        "last_name": row[1],
        "name": row[2],
        "salutation": row[3] or row[0] or row[2],
        "company": row[4],
        "want": row[5],
        "city": row[6],
        "purchase": bought[0] if bought else "",
        "purchase_date": written_day(day, spoken or language(), told.get("region", "US")) if day else "",
        "owner_name": told.get("owner_name", ""),
        "business_name": told.get("business_name", ""),
    }
    return {name: " ".join(fields[name].split()) for name in MERGE_FIELDS}


def ready_text(connection: ReadConnection, step_id: int, contact_id: int) -> ReadyText:
    """The subject and the text of a step for a contact, filled in; `NotFound` where either is gone."""
    row = connection.execute(
        "SELECT t.subject, t.text, s.language FROM sequence_step t JOIN sequence s ON s.id = t.sequence_id "
        "WHERE t.id = ?",
        (step_id,),
    ).fetchone()
    if row is None:
        raise NotFound(_("This step is not in the sequence any more."))
    return filled(connection, row[0], row[1], contact_id, spoken=row[2])


def ready_text_of(connection: ReadConnection, follow_up_id: int) -> ReadyText | None:
    """The ready text of a follow-up that is a step of a sequence; None where it is none, or has no text."""
    row = connection.execute(
        "SELECT t.subject, t.text, f.contact_id, s.language FROM follow_up f "
        "JOIN sequence_step t ON t.id = f.sequence_step_id JOIN sequence s ON s.id = t.sequence_id "
        "WHERE f.id = ? AND t.subject || t.text <> ''",
        (follow_up_id,),
    ).fetchone()
    return filled(connection, row[0], row[1], row[2], spoken=row[3]) if row else None


def filled(
    connection: ReadConnection, subject: str, text: str, contact_id: int, *, spoken: str = ""
) -> ReadyText:
    """A subject and a text with merge fields, filled in for a contact.

    Raises `NotUnderstood`, naming the line, for what cannot be filled in.
    """
    from lifecycle_desktop.core.merge_text import (
        merge,
    )  # brings jinja2, which the first look at a page can spare

    fields = merge_fields(connection, contact_id, spoken)
    head, body = merge(subject, fields), merge(text, fields)
    reach = [
        connection.execute(
            f"SELECT {column} FROM contact_{column} WHERE contact_id = ? ORDER BY position, id LIMIT 1",
            (contact_id,),
        ).fetchone()
        for column in ("email", "phone")
    ]
    email, phone = (row[0] if row else "" for row in reach)
    return ReadyText(
        " ".join(head.text.split()), body.text, tuple(sorted({*head.empty, *body.empty})), email, phone
    )
