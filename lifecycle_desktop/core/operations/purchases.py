"""Purchases: log, change and remove a closed sale or service."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import many_lines, one_line
from lifecycle_desktop.core.operations.named_rows import service_line_id_of
from lifecycle_desktop.core.operations.rows import new_row, one_row, touch_contact
from lifecycle_desktop.core.operations.sequence_pauses import bought
from lifecycle_desktop.core.store import schema

purchase = schema.purchase
MOST = 1 << 53


@dataclass(frozen=True)
class NewPurchase:
    """A closed sale. Money in minor units of `currency`, the business's own where that is empty.

    `service_line` by its name, made if it is new; `closed_on` None is today. A refund has a negative price or
    revenue: its money counts, but it is no purchase.
    """

    contact_id: int
    service_line: str = ""
    what: str = ""
    closed_on: dt.date | None = None
    price_minor: int = 0
    revenue_minor: int = 0
    cost_minor: int = 0
    currency: str = ""
    satisfaction: int | None = None
    note: str = ""


def log_purchase(connection: Connection, new: NewPurchase, moment: Moment) -> int:
    """Keep a purchase; its number. The sequences that were to lead to it are paused."""
    touch_contact(connection, new.contact_id, moment)
    values = _columns(connection, new, moment)
    bought(connection, new.contact_id, new.closed_on or moment.today, moment)
    return new_row(connection, purchase, contact_id=new.contact_id, created_at=moment.text, **values)


def change_purchase(connection: Connection, purchase_id: int, new: NewPurchase, moment: Moment) -> None:
    """Put other values in the place of a purchase's; whose it is stays."""
    row = _row(connection, purchase_id)
    touch_contact(connection, row.contact_id, moment)
    connection.execute(
        update(purchase).where(purchase.c.id == purchase_id).values(**_columns(connection, new, moment))
    )


def remove_purchase(connection: Connection, purchase_id: int, moment: Moment) -> None:
    """Take a purchase away that was logged by mistake."""
    row = _row(connection, purchase_id)
    touch_contact(connection, row.contact_id, moment)
    connection.execute(delete(purchase).where(purchase.c.id == purchase_id))


def _row(connection: Connection, purchase_id: int) -> Any:
    return one_row(connection, purchase, purchase_id, _("That purchase is not there any more."))


def _columns(connection: Connection, new: NewPurchase, moment: Moment) -> dict[str, Any]:
    what = one_line(new.what)
    if not what and not one_line(new.service_line):
        raise NotUnderstood(_("A purchase needs a word."), _("Say what was bought, such as 42 Orchard Lane."))
    if max(abs(new.price_minor), abs(new.revenue_minor), new.cost_minor) > MOST:
        raise NotUnderstood(_("That amount cannot be."), _("Type it as 420,000."))
    if new.cost_minor < 0:
        raise NotUnderstood(
            _("A cost is not less than nothing."), _("Type it without a minus, such as 1,200.")
        )
    if new.satisfaction is not None and not 0 <= new.satisfaction <= 10:
        raise NotUnderstood(_("Satisfaction goes from 0 to 10."))
    return {
        "service_line_id": service_line_id_of(connection, new.service_line),
        "what": what,
        "closed_on": (new.closed_on or moment.today).isoformat(),
        "price_minor": new.price_minor,
        "revenue_minor": new.revenue_minor,
        "cost_minor": new.cost_minor,
        "currency": new.currency or _own_currency(connection),
        "satisfaction": new.satisfaction,
        "note": many_lines(new.note),
    }


def _own_currency(connection: Connection) -> str:
    told = connection.execute(
        select(schema.setting.c.value).where(schema.setting.c.name == "currency")
    ).scalar()
    return told or "USD"
