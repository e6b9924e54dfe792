"""Open houses as events: made, changed, counted, paid for, ended; and the wordings that visitors are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import many_lines, one_line
from lifecycle_desktop.core.model.sign_in import CHANNELS, SOURCE, NewEvent
from lifecycle_desktop.core.operations.named_rows import source_id_of
from lifecycle_desktop.core.operations.rows import new_row, one_row
from lifecycle_desktop.core.store import schema

campaign, wording = schema.campaign, schema.permission_wording
LONGEST_WORDING = 1000
MOST_SEEN = 100_000


def add_event(connection: Connection, new: NewEvent, moment: Moment) -> int:
    """Add an open house; its number. `NotUnderstood` without an address."""
    return new_row(
        connection,
        campaign,
        kind="event",
        visitors_seen=0,
        **_columns(connection, new, moment),
    )


def change_event(connection: Connection, event_id: int, new: NewEvent, moment: Moment) -> bool:
    """Change an open house to what is given; False when nothing was different."""
    before = event_row(connection, event_id)._asdict()
    values = _columns(connection, new, moment)
    different = {name: value for name, value in values.items() if before[name] != value}
    if different:
        connection.execute(update(campaign).where(campaign.c.id == event_id).values(**different))
    return bool(different)


def delete_event(connection: Connection, event_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Take an open house away; the people who signed in stay."""
    event_row(connection, event_id)
    connection.execute(delete(campaign).where(campaign.c.id == event_id))


def count_seen(connection: Connection, event_id: int, by: int, moment: Moment) -> int:  # noqa: ARG001
    """Count visitors up or down; how many were seen now. They are never fewer than have signed in."""
    row = event_row(connection, event_id)
    signed = signed_count(connection, event_id)
    seen = min(max((row.visitors_seen or 0), signed) + by, MOST_SEEN)
    seen = max(seen, signed, 0)
    connection.execute(update(campaign).where(campaign.c.id == event_id).values(visitors_seen=seen))
    return seen


def set_event_note(connection: Connection, event_id: int, note: str, moment: Moment) -> None:  # noqa: ARG001
    """Write the note of an open house anew."""
    event_row(connection, event_id)
    connection.execute(update(campaign).where(campaign.c.id == event_id).values(note=many_lines(note)))


def end_event(connection: Connection, event_id: int, moment: Moment) -> None:
    """Say that an open house is over."""
    event_row(connection, event_id)
    connection.execute(
        update(campaign).where(campaign.c.id == event_id).values(ends_on=moment.today.isoformat())
    )


def reopen_event(connection: Connection, event_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Take back that an open house is over."""
    event_row(connection, event_id)
    connection.execute(update(campaign).where(campaign.c.id == event_id).values(ends_on=None))


def add_event_cost(
    connection: Connection, event_id: int, what: str, amount_minor: int, currency: str, moment: Moment
) -> int:
    """Add what an open house cost, in minor units; its number."""
    event_row(connection, event_id)
    if not 0 < amount_minor < 1 << 53:
        raise NotUnderstood(_("A cost is more than nothing."))
    return new_row(
        connection,
        schema.campaign_cost,
        campaign_id=event_id,
        what=one_line(what),
        paid_on=moment.today.isoformat(),
        amount_minor=amount_minor,
        currency=currency,
    )


def remove_event_cost(connection: Connection, cost_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Take a cost away."""
    table = schema.campaign_cost
    one_row(connection, table, cost_id, _("That entry is not there any more."))
    connection.execute(delete(table).where(table.c.id == cost_id))


def set_wordings(connection: Connection, texts: Mapping[tuple[str, str], str], moment: Moment) -> int:
    """Say what is asked, by (channel, language). A text that is new becomes the next version; how many are.

    Earlier versions stay: what somebody agreed to is never changed.
    """
    made = 0
    for (channel, language), text in texts.items():
        plain = one_line(text)[:LONGEST_WORDING]
        if channel not in CHANNELS:
            raise NotUnderstood(_("There is no permission for “{channel}”.").format(channel=channel[:40]))
        if not plain:
            raise NotUnderstood(_("A permission needs its words."), _("Write what the visitor agrees to."))
        same = (wording.c.channel == channel) & (wording.c.language == language)
        newest = connection.execute(
            select(wording.c.version, wording.c.text).where(same).order_by(wording.c.version.desc()).limit(1)
        ).one_or_none()
        if newest is not None and newest.text == plain:
            continue
        new_row(
            connection,
            wording,
            channel=channel,
            language=language,
            version=newest.version + 1 if newest else 1,
            text=plain,
            made_at=moment.text,
        )
        made += 1
    return made


def event_row(connection: Connection, event_id: int) -> Any:
    """The row of an open house; `NotFound` in words where there is none."""
    missing = _("There is no open house with the number {number}.")
    row = one_row(connection, campaign, event_id, missing)
    if row.kind != "event":
        raise NotFound(missing.format(number=event_id))
    return row


def signed_count(connection: Connection, event_id: int) -> int:
    """How many people have signed in at an open house."""
    table = schema.campaign_contact
    asked = select(func.count(func.distinct(table.c.contact_id))).where(table.c.campaign_id == event_id)
    return int(connection.execute(asked).scalar_one())


def _columns(connection: Connection, new: NewEvent, moment: Moment) -> dict[str, Any]:
    address = one_line(new.address)
    if not address:
        raise NotUnderstood(_("An open house needs an address."), _("Write it as 118 Alder Court."))
    on: dt.date | None = new.on
    return {
        "name": address,
        "place": address,
        "starts_on": on.isoformat() if on else None,
        "source_id": source_id_of(connection, _(SOURCE)),
        "offer_id": _offer_id(connection, new.offer, moment),
        "sign_in_json": new.setup.to_json(),
    }


def _offer_id(connection: Connection, name: str, moment: Moment) -> int | None:
    """The offer of that name in any case, made if it is new; None for an empty name."""
    plain, table = one_line(name), schema.offer
    if not plain:
        return None
    for row in connection.execute(select(table.c.id, table.c.name).order_by(table.c.id)):
        if fold(row.name) == fold(plain):
            return int(row.id)
    return new_row(connection, table, name=plain, created_at=moment.text)
