"""`purchase`: log a closed sale or service, or a refund."""

from __future__ import annotations

import argparse
from typing import Any

from lifecycle_desktop.cli.desk import now, writing
from lifecycle_desktop.cli.following import said_when
from lifecycle_desktop.cli.output import say_json, say_now
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _


def register(commands: Any) -> None:
    """Add the command of this group."""
    purchase = commands.add_parser("purchase", help=_("log a purchase of a contact"))
    purchase.add_argument("key", metavar="KEY", help=_("number, e-mail, phone or exact name"))
    purchase.add_argument("--line", metavar="L", required=True, help=_("the service line; made if it is new"))
    purchase.add_argument(
        "--price", metavar="P", required=True, help=_("the price, such as 420,000; with a minus for a refund")
    )
    purchase.add_argument("--revenue", metavar="R", default="", help=_("what you earn by it"))
    purchase.add_argument("--cost", metavar="C", default="", help=_("what it cost you"))
    purchase.add_argument("--what", metavar="T", default="", help=_("the property or product"))
    purchase.add_argument("--date", metavar="D", default="", help=_("the day it closed, instead of today"))
    purchase.set_defaults(act=_purchase)


def _purchase(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
    from lifecycle_desktop.core.queries.keys import contact_of_key
    from lifecycle_desktop.core.queries.lifecycle import business

    moment = now()
    closed_on = said_when(options.date, moment).on if options.date else moment.today
    with writing(options) as database:
        with database.read() as connection:
            told = business(connection)
            contact_id = contact_of_key(connection, options.key, region=told.region)
        new = NewPurchase(
            contact_id,
            service_line=options.line,
            what=options.what,
            closed_on=closed_on,
            price_minor=_amount(options.price, told.currency),
            revenue_minor=_amount(options.revenue, told.currency),
            cost_minor=_amount(options.cost, told.currency),
            currency=told.currency,
        )
        with database.write(_("Log a purchase"), moment=moment) as written:
            purchase_id = log_purchase(written.connection, new, moment)
    if options.json:
        say_json({"purchase_id": purchase_id, "contact_id": contact_id, "closed_on": closed_on})
    else:
        say_now(_("OK {number}").format(number=purchase_id))


def _amount(text: str, currency: str) -> int:
    """An amount in minor units, negative with a minus in front; 0 for an empty text."""
    from lifecycle_desktop.core.model.amount_text import read_amount

    plain = text.strip()
    if not plain:
        return 0
    bare = plain.lstrip("-−")
    found = read_amount(bare, currency) if len(plain) - len(bare) <= 1 else None
    if found is None:
        raise NotUnderstood(
            _("“{text}” is not an amount.").format(text=plain[:40]), _("Write it as 420,000 or 12.50.")
        )
    return -found if bare != plain else found
