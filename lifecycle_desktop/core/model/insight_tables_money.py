"""The tables of the insights about money: sources, campaigns, offers, referrals, engagement."""

from __future__ import annotations

from collections.abc import Iterable

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import reading
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.insight_sources import CampaignLine, SourceLedger, Tally
from lifecycle_desktop.core.model.insight_table import (
    Cell,
    Column,
    Fact,
    InsightTable,
    amount,
    back,
    money,
    number,
    plain_number,
    share,
    two_decimals,
    words,
)
from lifecycle_desktop.core.model.insight_touches import Engagement, ReferralFigures
from lifecycle_desktop.core.model.money import Money
from lifecycle_desktop.core.model.referral import ReferralStatus


def sources_table(ledger: SourceLedger) -> InsightTable:
    """What each source cost and brought."""
    return InsightTable(
        "sources",
        _("Which marketing pays?"),
        reading.source_reading(ledger),
        (Column("source", _("Source")), *_tally_columns()),
        tuple(
            (words(line.name or _("No source")), *_tally_cells(line.tally, ledger.currency))
            for line in ledger.sources
        ),
    )


def campaigns_table(ledger: SourceLedger) -> InsightTable:
    """The same of each campaign and event."""
    return InsightTable(
        "campaigns",
        _("Which campaign or event?"),
        _("Whoever joined several counts for each"),
        (Column("campaign", _("Campaign")), Column("starts_on", _("Begins")), *_tally_columns()),
        tuple(
            (words(line.name), _day_cell(line), *_tally_cells(line.tally, ledger.currency))
            for line in ledger.campaigns
        ),
    )


def offers_table(ledger: SourceLedger) -> InsightTable:
    """What was offered, who came for it, and the purchases it was given with."""
    return InsightTable(
        "offers",
        _("What do your offers bring?"),
        _("People who joined for it, and purchases that took it"),
        (
            Column("offer", _("Offer")),
            Column("people", _("People")),
            Column("taken", _("Purchases")),
            Column("revenue", _("Net revenue")),
        ),
        tuple(
            (words(line.name), number(line.people), number(line.taken), money(line.revenue, ledger.currency))
            for line in ledger.offers
        ),
    )


def referrals_table(figures: ReferralFigures) -> InsightTable:
    """Who sends others, and what came of it."""
    currency = figures.currency
    return InsightTable(
        "referrals",
        _("Who sends you people?"),
        reading.referral_reading(figures),
        (
            Column("contact_id", _("Number")),
            Column("name", _("Name")),
            Column("sent", _("Sent")),
            Column("closed", _("Closed")),
            Column("direct", _("Direct revenue")),
            Column("downstream", _("With all below")),
            Column("people_below", _("People below")),
            Column("owed", _("Thank-yous owed")),
        ),
        tuple(
            (
                plain_number(line.contact_id),
                words(line.name),
                number(line.sent),
                number(line.closed),
                money(line.direct, currency),
                money(line.downstream, currency),
                number(line.downstream_people),
                number(line.owed),
            )
            for line in figures.senders
        ),
        (
            Fact("received", _("Received"), number(figures.received)),
            Fact("closed", _("Closed"), share(figures.closed)),
            Fact("revenue", _("Net revenue of these"), money(figures.revenue, currency)),
            Fact("per_client_year", _("Per client and year"), two_decimals(figures.per_client_year)),
            Fact("owed", _("Thank-yous owed"), number(figures.owed)),
            *(
                Fact(f"status_{status}", ReferralStatus(status).words, number(count))
                for status, count in figures.statuses
            ),
        ),
    )


def engagement_table(found: Engagement) -> InsightTable:
    """What each kind of touch takes and brings."""
    currency = found.currency
    return InsightTable(
        "engagement",
        _("What does a touch bring back?"),
        reading.engagement_reading(found),
        (
            Column("kind", _("Kind of touch")),
            Column("touches", _("Touches")),
            Column("minutes", _("Minutes")),
            Column("cost", _("Cost with work")),
            Column("purchases", _("Purchases after it")),
            Column("revenue", _("Net revenue after it")),
            Column("back", _("Back per 1 spent")),
            Column("is_enough", _("Enough cases")),
        ),
        tuple(
            (
                Cell(ActivityKind(line.kind).words, line.kind, line.kind),
                number(line.touches),
                number(line.minutes),
                money(line.spent + Money(line.work_minor), currency),
                number(line.purchases),
                money(line.revenue, currency),
                back(line.back_per_unit, currency),
                _enough_cell(is_enough=line.is_enough),
            )
            for line in found.lines
        ),
        (
            Fact("within_days", _("Within days"), number(found.within_days)),
            Fact("hourly", _("An hour of yours"), amount(found.hourly_minor, currency)),
        ),
    )


def _tally_columns() -> tuple[Column, ...]:
    return (
        Column("spent", _("Spent")),
        Column("work", _("Own work")),
        Column("visitors", _("Visitors")),
        Column("leads", _("Leads")),
        Column("qualified", _("Qualified")),
        Column("purchases", _("Purchases")),
        Column("revenue", _("Net revenue")),
        Column("per_visitor", _("Per visitor")),
        Column("per_lead", _("Per lead")),
        Column("per_qualified", _("Per qualified")),
        Column("per_purchase", _("Per purchase")),
        Column("back", _("Back per 1 spent")),
        Column("is_enough", _("Enough cases")),
    )


def _tally_cells(tally: Tally, currency: str) -> Iterable[Cell]:
    return (
        money(tally.spent, currency),
        amount(tally.work_minor, currency),
        number(tally.visitors),
        number(tally.leads),
        number(tally.qualified),
        number(tally.purchases),
        money(tally.revenue, currency),
        amount(tally.per_visitor, currency),
        amount(tally.per_lead, currency),
        amount(tally.per_qualified, currency),
        amount(tally.per_purchase, currency),
        back(tally.back_per_unit, currency),
        _enough_cell(is_enough=not tally.is_small),
    )


def _enough_cell(*, is_enough: bool) -> Cell:
    return Cell(_("yes") if is_enough else _("too few"), is_enough, str(int(is_enough)))


def _day_cell(line: CampaignLine) -> Cell:
    return words(line.starts_on.isoformat() if line.starts_on else "")
