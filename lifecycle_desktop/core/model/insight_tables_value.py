"""The tables of the insights about customers: value, cohorts, forecast, second purchase, one contact."""

from __future__ import annotations

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model import reading
from lifecycle_desktop.core.model.contact_value import ContactValue
from lifecycle_desktop.core.model.insight_customers import Cohorts, CustomerGroup, Forecast, SecondPurchase
from lifecycle_desktop.core.model.insight_table import (
    Cell,
    Column,
    Fact,
    InsightTable,
    amount,
    money,
    number,
    plain_number,
    share,
    two_decimals,
    words,
)
from lifecycle_desktop.core.model.lifetime_value import Input, InputName, Worth
from lifecycle_desktop.core.model.money import Money, rounded


def worth_table(worth: Worth) -> InsightTable:
    """The calculator: each input with its origin and what a tenth less or more of it changes, and the three forms."""
    currency = worth.inputs.currency
    changes = {each.name: each for each in worth.sensitivities}
    rows = []
    for name, told in worth.inputs.values:
        change = changes.get(name)
        rows.append(
            (
                Cell(name.words, name.value, name.words),
                input_cell(name, told, currency),
                Cell(told.origin.words, told.origin.value, told.origin.words),
                amount(change.low_minor if change else None, currency),
                amount(change.high_minor if change else None, currency),
            )
        )
    facts = (
        ("total", _("Worth of a customer"), worth.total_minor),
        ("own", _("Own purchases"), worth.own_minor),
        ("referred", _("From those they send"), worth.referred_minor),
        ("winning", _("Less cost to win"), -worth.winning_minor),
        ("service", _("Less cost to serve"), -worth.service_minor),
        ("simple", _("Simple: value x frequency x lifespan x margin"), worth.simple_minor),
        ("retention", _("Retention: m r / (1 + d - r)"), worth.retention_minor),
        ("by_year", _("Discounted, year by year"), worth.by_year_minor),
        ("one_in_ten_more", _("If 1 in 10 bought once more"), worth.one_in_ten_more_minor),
    )
    return InsightTable(
        "value",
        _("What is a customer worth to you?"),
        reading.worth_reading(worth),
        (
            Column("input", _("Input")),
            Column("value", _("Value")),
            Column("origin", _("Yours or assumed")),
            Column("total_if_lower", _("Worth at 10 % less")),
            Column("total_if_higher", _("Worth at 10 % more")),
        ),
        tuple(rows),
        tuple(Fact(key, title, amount(minor, currency)) for key, title, minor in facts),
    )


def input_cell(name: InputName, told: Input, currency: str) -> Cell:
    """An input as it is read: an amount, a share in percent or a number."""
    if name.is_money:
        return amount(rounded(told.value), currency)
    near = round(float(told.value), 4)
    if name.is_share:
        return Cell(_("{n} %").format(n=f"{100 * float(told.value):.3g}"), near, f"{near:g}")
    return Cell(f"{float(told.value):.3g}", near, f"{near:g}")


def cohorts_table(cohorts: Cohorts) -> InsightTable:
    """By year of the first purchase, what a customer has brought after one year, two years, and so on."""
    rows = [
        (
            plain_number(cohort.year),
            number(cohort.customers),
            number(age.years),
            money(age.revenue, cohorts.currency),
            amount(age.per_customer, cohorts.currency),
            Cell(_("yes") if age.is_whole else _("not yet"), age.is_whole, str(int(age.is_whole))),
        )
        for cohort in cohorts.cohorts
        for age in cohort.ages
    ]
    return InsightTable(
        "cohorts",
        _("What has a customer brought?"),
        reading.cohort_reading(cohorts),
        (
            Column("first_year", _("First bought")),
            Column("customers", _("Customers")),
            Column("years", _("Years since")),
            Column("revenue", _("Net revenue so far")),
            Column("per_customer", _("Per customer")),
            Column("is_whole", _("All that old")),
        ),
        tuple(rows),
        (
            Fact("customers", _("Customers"), number(cohorts.customers)),
            Fact("per_customer", _("Per customer"), amount(cohorts.per_customer, cohorts.currency)),
        ),
    )


def forecast_table(forecast: Forecast) -> InsightTable:
    """What is to be expected, with the parameters it was reckoned from; empty where it is withheld."""
    facts = [Fact("repeat_buyers", _("Bought again"), number(forecast.repeat_buyers))]
    if not forecast.reason:
        facts += [
            Fact("customers", _("Customers"), number(forecast.customers)),
            Fact("active", _("Probably still active"), number(forecast.active)),
            Fact("purchases", _("Purchases to come"), number(forecast.purchases)),
            Fact("revenue", _("Net revenue to come"), amount(forecast.revenue_minor, forecast.currency)),
        ]
    return InsightTable(
        "forecast",
        _("What will they buy next year?"),
        reading.forecast_reading(forecast),
        (Column("parameter", _("Parameter")), Column("value", _("Value"))),
        tuple(
            (words(name), Cell(f"{value:.4g}", value, f"{value:.6g}")) for name, value in forecast.parameters
        ),
        tuple(facts),
    )


def second_table(second: SecondPurchase) -> InsightTable:
    """Those who bought again in the window against the others, with the number of people whose window is open."""
    rows = [
        (
            words(title),
            number(group.customers),
            amount(group.per_customer, second.currency),
            money(group.revenue, second.currency),
            share(group.active),
            *_interval_cells(group),
        )
        for title, group in (
            (_("Bought again in the window"), second.inside),
            (_("All others"), second.others),
        )
    ]
    return InsightTable(
        "second_purchase",
        _("Does an early second purchase matter?"),
        reading.second_reading(second),
        (
            Column("group", _("Customers who")),
            Column("customers", _("People")),
            Column("per_customer", _("Net revenue each")),
            Column("revenue", _("Net revenue")),
            Column("active", _("Active after 12 months")),
            Column("low", _("95 % from")),
            Column("high", _("95 % to")),
        ),
        tuple(rows),
        (
            Fact("from_days", _("Window from day"), number(second.from_days)),
            Fact("to_days", _("Window to day"), number(second.to_days)),
            Fact("open", _("Open today"), number(second.open_count)),
        ),
    )


def open_windows_table(second: SecondPurchase) -> InsightTable:
    """The worklist: whose window is open today, fewest days left first."""
    return InsightTable(
        "open_windows",
        _("Who is in the window?"),
        ngettext("{n} person", "{n} people", second.open_count).format(n=second.open_count),
        (
            Column("contact_id", _("Number")),
            Column("name", _("Name")),
            Column("first_on", _("First bought")),
            Column("service_line", _("What")),
            Column("days_left", _("Days left")),
            Column("next_step_on", _("Next step")),
        ),
        tuple(
            (
                plain_number(line.contact_id),
                words(line.name),
                words(line.first_on.isoformat()),
                words(line.service_line),
                number(line.days_left),
                words(line.next_step_on.isoformat() if line.next_step_on else ""),
            )
            for line in second.open
        ),
    )


def contact_value_table(value: ContactValue, name: str) -> InsightTable:
    """What one contact is worth, part by part."""
    facts = [Fact("total", _("Worth"), money(value.total, value.currency))]
    if value.forecast is not None:
        chance = round(value.forecast.still_active, 4)
        facts += [
            Fact(
                "still_active",
                _("Probably still active"),
                Cell(_("{n} %").format(n=round(100 * chance)), chance, f"{chance:g}"),
            ),
            Fact("purchases_to_come", _("Purchases to come"), two_decimals(value.forecast.purchases)),
            Fact(
                "revenue_to_come",
                _("Net revenue to come"),
                amount(value.forecast.revenue_minor, value.currency),
            ),
        ]
    return InsightTable(
        "contact_value",
        _("What is {name} worth to you?").format(name=name),
        _("About {amount}").format(amount=value.total.words(value.currency)),
        (
            Column("part", _("Part")),
            Column("amount", _("Amount")),
            Column("origin", _("Yours or assumed")),
        ),
        tuple(
            (
                Cell(part.name.words, part.name.value, part.name.words),
                money(Money(part.minor, part.others), value.currency),
                Cell(part.origin.words, part.origin.value, part.origin.words),
            )
            for part in value.parts
        ),
        tuple(facts),
    )


def _interval_cells(group: CustomerGroup) -> tuple[Cell, Cell]:
    """The 95 % interval around who is still active, in percent."""
    if group.active.interval is None:
        return number(None), number(None)
    low, high = (
        Cell(_("{n} %").format(n=round(100 * each)), round(each, 4), f"{each:.4f}")
        for each in group.active.interval
    )
    return low, high
