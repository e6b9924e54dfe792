"""The eight insights by name, each as its tables: what `insights` prints, and what every card shows with T."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model import insight_tables_money as of_money
from lifecycle_desktop.core.model import insight_tables_people as of_people
from lifecycle_desktop.core.model import insight_tables_value as of_value
from lifecycle_desktop.core.model.insight import Span
from lifecycle_desktop.core.model.insight_table import InsightTable
from lifecycle_desktop.core.model.lifetime_value import worth_of
from lifecycle_desktop.core.queries.insights_bucket import leaky_bucket
from lifecycle_desktop.core.queries.insights_forecast import purchase_forecast
from lifecycle_desktop.core.queries.insights_people import funnel, speed_to_lead, time_in_stage
from lifecycle_desktop.core.queries.insights_second import past_clients, retention, second_purchase
from lifecycle_desktop.core.queries.insights_sources import source_ledger
from lifecycle_desktop.core.queries.insights_touches import engagement, referral_figures
from lifecycle_desktop.core.queries.insights_value import cohorts, own_inputs
from lifecycle_desktop.core.store.driver import ReadConnection

Tables = Callable[[ReadConnection, Moment, Span], tuple[InsightTable, ...]]


class Insight(NamedTuple):
    """One of the screens: its name for files and commands, its title, and how its tables are made."""

    name: str
    title: str
    tables: Tables

    @property
    def words(self) -> str:
        """The title for people."""
        return _(self.title)


def _funnel(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:
    return (of_people.funnel_table(funnel(connection, moment, span)),)


def _time(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:
    return (
        of_people.time_table(time_in_stage(connection, moment, span)),
        of_people.speed_table(speed_to_lead(connection, moment, span)),
    )


def _bucket(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:
    return (of_people.bucket_table(leaky_bucket(connection, moment, span)),)


def _sources(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:
    ledger = source_ledger(connection, moment, span)
    return (
        of_money.sources_table(ledger),
        of_money.campaigns_table(ledger),
        of_money.offers_table(ledger),
    )


def _value(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:  # noqa: ARG001
    return (
        of_value.worth_table(worth_of(own_inputs(connection, moment))),
        of_value.cohorts_table(cohorts(connection, moment)),
        of_value.forecast_table(purchase_forecast(connection, moment)[0]),
    )


def _second(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:  # noqa: ARG001
    second = second_purchase(connection, moment)
    return (
        of_value.second_table(second),
        of_value.open_windows_table(second),
        of_people.retention_table(retention(connection, moment)),
        of_people.past_clients_table(past_clients(connection, moment)),
    )


def _referrals(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:
    return (of_money.referrals_table(referral_figures(connection, moment, span)),)


def _engagement(connection: ReadConnection, moment: Moment, span: Span) -> tuple[InsightTable, ...]:
    return (of_money.engagement_table(engagement(connection, moment, span)),)


INSIGHTS = (
    Insight("funnel", mark("Funnel"), _funnel),
    Insight("time", mark("Time in stage"), _time),
    Insight("bucket", mark("Leaky bucket"), _bucket),
    Insight("sources", mark("Sources and events"), _sources),
    Insight("value", mark("Lifetime value"), _value),
    Insight("second", mark("Second purchase"), _second),
    Insight("referrals", mark("Referrals"), _referrals),
    Insight("engagement", mark("Engagement"), _engagement),
)


def insight_tables(
    connection: ReadConnection, moment: Moment, name: str, span: Span
) -> tuple[InsightTable, ...]:
    """The tables of one insight for a span; value and second purchase are about all time whatever the span.

    `KeyError` for a name that no insight has.
    """
    return {each.name: each for each in INSIGHTS}[name].tables(connection, moment, span)
