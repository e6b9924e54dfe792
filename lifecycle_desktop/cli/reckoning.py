"""`insights` and `clv`: what works, and what a customer is worth, as the figures behind each screen."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import now, reading, region
from lifecycle_desktop.cli.output import say, say_json, say_table
from lifecycle_desktop.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lifecycle_desktop.core.model.insight_table import InsightTable
    from lifecycle_desktop.core.model.lifetime_value import Inputs, Worth

NAMES = ("funnel", "time", "bucket", "sources", "value", "second", "referrals", "engagement")
_SPANS = ("quarter", "year", "all")


def register(commands: Any) -> None:
    """Add the commands of this group."""
    insights = commands.add_parser("insights", help=_("what your own numbers say"))
    insights.add_argument(
        "name", metavar="NAME", nargs="?", default="", choices=("", *NAMES), help=", ".join(NAMES)
    )
    insights.add_argument(
        "--period",
        choices=_SPANS,
        default="year",
        help=_("the last three months, twelve months, or all time"),
    )
    insights.set_defaults(act=_insights)

    clv = commands.add_parser("clv", help=_("what a customer is worth over the years"))
    clv.add_argument(
        "key",
        metavar="KEY",
        nargs="?",
        default="",
        help=_("one contact by number, e-mail, phone or exact name; without it the calculator"),
    )
    clv.add_argument(
        "--set",
        metavar="INPUT=VALUE",
        action="append",
        default=[],
        help=_("put a figure of yours in: value, frequency, purchases, lifespan, kept, retention, discount, ")
        + _("referrals, winning, service"),
    )
    clv.set_defaults(act=_clv)


def _insights(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.insight import span_of
    from lifecycle_desktop.core.queries.insights import INSIGHTS, insight_tables
    from lifecycle_desktop.core.queries.insights_basis import basis

    moment = now()
    span = span_of(options.period, moment.today)
    wanted = [each for each in INSIGHTS if options.name in ("", each.name)]
    with reading(options) as connection:
        currency = basis(connection).currency
        found = [(each, insight_tables(connection, moment, each.name, span)) for each in wanted]
    if options.json:
        say_json(
            {
                "begin": span.begin,
                "end": span.end,
                "currency": currency,
                "insights": [
                    {
                        "name": each.name,
                        "title": each.words,
                        "tables": [table.document() for table in tables],
                    }
                    for each, tables in found
                ],
            }
        )
    elif options.name:
        _say_tables(found[0][1])
    else:
        say_table((each.name, table.question, table.reading) for each, tables in found for table in tables)


def _clv(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.insight_tables_value import worth_table
    from lifecycle_desktop.core.model.lifetime_value import typed_input, worth_of
    from lifecycle_desktop.core.queries.insights_value import own_inputs

    moment = now()
    with reading(options) as connection:
        inputs = own_inputs(connection, moment)
        for assignment in options.set:
            inputs = typed_input(inputs, assignment)
        contact = _contact_table(connection, options.key, inputs) if options.key else None
    if contact is not None:
        contact_id, table = contact
        if options.json:
            say_json({"contact_id": contact_id, "currency": inputs.currency, **table.document()})
        else:
            _say_tables([table])
        return
    worth = worth_of(inputs)
    table = worth_table(worth)
    if options.json:
        say_json({"currency": inputs.currency, **table.document(), "by_year": _years(worth)})
    else:
        _say_tables([table])


def _contact_table(connection: Any, key: str, inputs: Inputs) -> tuple[int, InsightTable]:
    """One contact and what they are worth, with a forecast beside it where the history allows one."""
    from lifecycle_desktop.core.model.insight_tables_value import contact_value_table
    from lifecycle_desktop.core.queries.insights_forecast import purchase_forecast
    from lifecycle_desktop.core.queries.insights_value import value_of_contact
    from lifecycle_desktop.core.queries.keys import contact_of_key, names_of

    moment = now()
    contact_id = contact_of_key(connection, key, region=region(connection))
    _all, forecasts = purchase_forecast(connection, moment, contact_ids=(contact_id,))
    value = value_of_contact(connection, moment, contact_id, inputs, forecasts.get(contact_id))
    return contact_id, contact_value_table(value, names_of(connection, [contact_id])[contact_id])


def _years(worth: Worth) -> list[dict[str, Any]]:
    return [
        {
            "year": each.year,
            "retained": round(float(each.retained), 6),
            "factor": round(float(each.factor), 6),
            "minor": each.minor,
        }
        for each in worth.by_year
    ]


def _say_tables(tables: Iterable[InsightTable]) -> None:
    for number, table in enumerate(tables):
        if number:
            say()
        say(f"{table.question} {table.reading}")
        if table.rows:
            headings = [column.heading for column in table.columns]
            say_table([headings, *([cell.text for cell in row] for row in table.rows)], indent=2)
        say_table(((fact.heading, fact.cell.text) for fact in table.facts), indent=2)
