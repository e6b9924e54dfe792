"""One contact whole: what the pane and `show` tell."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import ContactSummary, Reach, TimelineEntry
from lifecycle_desktop.core.queries.board import days_since, typical_days
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import NEXT_STEP, STAGE_MARK, next_step, stage_mark

LATEST_SHOWN = 20

_CONTACT = (
    "SELECT c.id, c.display_name, c.kind, c.company, c.job_title, c.want, c.note, c.temperature, "
    "coalesce(source.name, ''), c.preferred_channel, c.stage_since_at, c.captured_at, c.first_answer_at, "
    "c.value_minor, c.currency, c.created_at, c.is_archived, c.is_do_not_contact, "
    "(SELECT count(*) FROM stage x WHERE x.lifecycle_id = s.lifecycle_id AND x.is_retired = 0), "
    "coalesce(f.reason, ''), "
    f"c.deleted_at IS NOT NULL, {STAGE_MARK}, {NEXT_STEP}, c.parked_until_on "
    "FROM contact c JOIN stage s ON s.id = c.stage_id "
    "LEFT JOIN source ON source.id = c.source_id LEFT JOIN follow_up f ON f.id = c.next_step_id WHERE c.id = ?"
)


def known_contact(connection: ReadConnection, contact_id: int, moment: Moment) -> ContactSummary | None:
    """A contact, or None where it is not there any more."""
    try:
        return contact_summary(connection, contact_id, moment)
    except NotFound:
        return None


def contact_summary(connection: ReadConnection, contact_id: int, moment: Moment) -> ContactSummary:
    """A contact with its ways to be reached, tags, permissions and what happened last.

    Raises `NotFound` when there is no such contact.
    """
    row = connection.execute(_CONTACT, (contact_id,)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no contact {number}.").format(number=contact_id), _("“find” searches by name.")
        )
    stage = stage_mark(row[21:25])
    return ContactSummary(
        contact_id=row[0],
        name=row[1],
        kind=row[2],
        company=row[3],
        job_title=row[4],
        want=row[5],
        note=row[6],
        stage=stage,
        stage_count=row[18],
        days_in_stage=days_since(row[10], moment),
        typical_days=typical_days(connection, stage.stage_id),
        temperature=row[7],
        source=row[8],
        preferred_channel=row[9],
        next_step=next_step(row[25:30]),
        next_step_reason=row[19],
        waits_since=instant_from_text(row[11]) if row[11] and not row[12] else None,
        emails=_reach(connection, "SELECT id, label, email FROM contact_email", contact_id),
        phones=_reach(connection, "SELECT id, label, phone FROM contact_phone", contact_id),
        addresses=_addresses(connection, contact_id),
        links=_reach(connection, "SELECT id, label, url FROM contact_link", contact_id),
        dates=_dates(connection, contact_id),
        tags=tuple(
            found[0]
            for found in connection.execute(
                "SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = ? "
                "ORDER BY t.name_folded",
                (contact_id,),
            )
        ),
        own_values=tuple(
            (found[0], found[1])
            for found in connection.execute(
                "SELECT o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id "
                "WHERE v.contact_id = ? ORDER BY o.name_folded, v.id",
                (contact_id,),
            )
        ),
        permissions=permissions(connection, contact_id),
        latest=timeline(connection, contact_id, LATEST_SHOWN),
        value_minor=row[13],
        currency=row[14],
        created_at=instant_from_text(row[15]),
        is_archived=bool(row[16]),
        is_do_not_contact=bool(row[17]),
        is_in_trash=bool(row[20]),
        parked_until_on=_ahead(row[30], moment.today),
    )


def _ahead(day: str | None, today: dt.date) -> dt.date | None:
    """A day that is kept, while it is ahead."""
    found = dt.date.fromisoformat(day) if day else None
    return found if found is not None and found > today else None


def permissions(connection: ReadConnection, contact_id: int) -> tuple[tuple[str, str], ...]:
    """The newest word on each channel that was ever asked about."""
    return tuple(
        (row[0], row[1])
        for row in connection.execute(
            "SELECT channel, status FROM permission WHERE id IN (SELECT max(id) FROM permission "
            "WHERE contact_id = ? GROUP BY channel) ORDER BY channel",
            (contact_id,),
        )
    )


def timeline(connection: ReadConnection, contact_id: int, limit: int) -> tuple[TimelineEntry, ...]:
    """What happened, newest first: activities and stage moves."""
    happened = [
        (
            row[4],
            0,
            row[5],
            TimelineEntry(row[0], _activity_title(row), row[1], dt.date.fromisoformat(row[3])),
        )
        for row in connection.execute(
            "SELECT kind, text, minutes, happened_on, happened_at, id, outcome, direction FROM activity "
            "WHERE contact_id = ? ORDER BY happened_at DESC, id DESC LIMIT ?",
            (contact_id, limit),
        )
    ]
    moved = [
        (
            row[4],
            1,
            row[5],
            TimelineEntry(
                "stage_move",
                _("Moved to {stage}").format(stage=row[1])
                if row[0]
                else _("Began at {stage}").format(stage=row[1]),
                _from_words(row[0], row[2]),
                dt.date.fromisoformat(row[3]),
            ),
        )
        for row in connection.execute(
            "SELECT o.label, n.label, m.days_in_from, m.moved_on, m.moved_at, m.id FROM stage_move m "
            "JOIN stage n ON n.id = m.to_stage_id LEFT JOIN stage o ON o.id = m.from_stage_id "
            "WHERE m.contact_id = ? ORDER BY m.moved_at DESC, m.id DESC LIMIT ?",
            (contact_id, limit),
        )
    ]
    ordered = sorted(happened + moved, key=lambda entry: entry[:3], reverse=True)
    return tuple(entry for *_order, entry in ordered[:limit])


def _from_words(stage: str | None, days: int | None) -> str:
    """Where somebody came from and how long they stood there; empty where neither is known."""
    if not stage or days is None:
        return ""
    if days == 0:
        return _("From {stage}, the same day.").format(stage=stage)
    return ngettext("From {stage}, after {n} day.", "From {stage}, after {n} days.", days).format(
        stage=stage, n=days
    )


def _activity_title(row: tuple[Any, ...]) -> str:
    from lifecycle_desktop.core.model.activity import activity_title

    return activity_title(row[0], minutes=row[2], outcome=row[6], direction=row[7])


def _reach(connection: ReadConnection, select: str, contact_id: int) -> tuple[Reach, ...]:
    return tuple(
        Reach(row[0], row[1], row[2])
        for row in connection.execute(f"{select} WHERE contact_id = ? ORDER BY position, id", (contact_id,))
    )


def _addresses(connection: ReadConnection, contact_id: int) -> tuple[Reach, ...]:
    found = []
    for row in connection.execute(
        "SELECT id, label, street, extended, po_box, city, region, postal_code, country, formatted "
        "FROM contact_address WHERE contact_id = ? ORDER BY position, id",
        (contact_id,),
    ):
        place = " ".join(part for part in row[5:8] if part)
        lines = [part for part in (row[2], row[3], row[4], place, row[8]) if part]
        found.append(Reach(row[0], row[1], ", ".join(lines) or row[9]))
    return tuple(found)


def _dates(connection: ReadConnection, contact_id: int) -> tuple[Reach, ...]:
    return tuple(
        Reach(
            row[0],
            row[1],
            f"{row[2]:04d}-{row[3]:02d}-{row[4]:02d}" if row[2] else f"--{row[3]:02d}-{row[4]:02d}",
        )
        for row in connection.execute(
            "SELECT id, kind, year, month, day FROM contact_date WHERE contact_id = ? ORDER BY id",
            (contact_id,),
        )
    )
