"""The tables of the insights about people: funnel, time in stage, speed to lead, leaky bucket, retention."""

from __future__ import annotations

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import reading
from lifecycle_desktop.core.model.insight import Quartiles
from lifecycle_desktop.core.model.insight_customers import PastClients, Retention
from lifecycle_desktop.core.model.insight_people import Funnel, LeakyBucket, SpeedToLead, TimeInStage
from lifecycle_desktop.core.model.insight_table import (
    Cell,
    Column,
    Fact,
    InsightTable,
    number,
    share,
    words,
)


def funnel_table(funnel: Funnel) -> InsightTable:
    """Stage by stage, how many came there and what share of the stage before that is."""
    return InsightTable(
        "funnel",
        _("Where do people stop?"),
        reading.funnel_reading(funnel),
        (
            Column("stage", _("Stage")),
            Column("people", _("People")),
            Column("went_on", _("Went on")),
            Column("dropped", _("Stopped before")),
        ),
        tuple(
            (
                words(step.stage.name),
                number(step.people),
                share(step.went_on),
                number(step.dropped if step.went_on else None),
            )
            for step in funnel.steps
        ),
    )


def time_table(times: TimeInStage) -> InsightTable:
    """Stage by stage, the days people stay and have stood there."""
    return InsightTable(
        "time_in_stage",
        _("How long do people wait?"),
        reading.time_reading(times),
        (
            Column("stage", _("Stage")),
            Column("left", _("Left it")),
            Column("left_low", _("Quarter within, days")),
            Column("left_middle", _("Usual days")),
            Column("left_high", _("Three quarters within, days")),
            Column("now", _("There now")),
            Column("now_middle", _("Days so far")),
        ),
        tuple(
            (words(line.stage.name), *_quartile_cells(line.left), *_now_cells(line.now))
            for line in times.stages
        ),
    )


def speed_table(speed: SpeedToLead) -> InsightTable:
    """Month by month, the leads and the median minutes to the first answer."""
    return InsightTable(
        "speed_to_lead",
        _("How fast do you answer?"),
        reading.speed_reading(speed),
        (
            Column("month", _("Month")),
            Column("leads", _("Leads")),
            Column("answered", _("Answered")),
            Column("minutes", _("Median minutes")),
        ),
        tuple(
            (
                words(month.first_on.isoformat()[:7]),
                number(month.leads),
                number(month.minutes.count if month.minutes else 0),
                number(month.minutes.middle if month.minutes else None),
            )
            for month in speed.months
        ),
        (
            Fact(
                "median_minutes",
                _("Median"),
                number(speed.minutes.middle if speed.minutes else None, _("min")),
            ),
            Fact("within_aim", _("Within the aim"), share(speed.within_aim)),
            Fact("aim_minutes", _("The aim"), number(speed.aim_minutes, _("min"))),
            Fact("waiting", _("Waiting now"), number(speed.waiting)),
        ),
    )


def bucket_table(bucket: LeakyBucket) -> InsightTable:
    """Month by month, who came in and who went out."""
    return InsightTable(
        "bucket",
        _("Does the bucket hold?"),
        reading.bucket_reading(bucket),
        (
            Column("month", _("Month")),
            Column("came", _("Came in")),
            Column("lost", _("Lost")),
            Column("silent", _("Fell silent")),
        ),
        tuple(
            (
                words(month.first_on.isoformat()[:7]),
                number(month.came),
                number(month.lost),
                number(month.silent),
            )
            for month in bucket.months
        ),
        (
            Fact("came", _("Came in"), number(bucket.came)),
            Fact("lost", _("Lost"), number(bucket.lost)),
            Fact("silent", _("Fell silent"), number(bucket.silent)),
            Fact("level", _("In the bucket today"), number(bucket.level)),
            Fact("months_until_empty", _("Months until empty"), number(bucket.months_until_empty)),
        ),
    )


def retention_table(retention: Retention) -> InsightTable:
    """By days since the own first purchase, and then by the year of it."""
    columns = (Column("when", _("After the first purchase")), Column("active", _("Still active")))
    curve = tuple((_days_cell(point.days), share(point.active)) for point in retention.curve)
    cohorts = tuple(
        (
            words(_("{year}, after a year").format(year=cohort.year)),
            share(cohort.active),
        )
        for cohort in retention.cohorts
    )
    return InsightTable(
        "retention",
        _("Who stays?"),
        reading.retention_reading(retention),
        columns,
        curve + cohorts,
    )


def past_clients_table(past: PastClients) -> InsightTable:
    """Customers by how they stand today."""
    return InsightTable(
        "past_clients",
        _("Are past clients still with you?"),
        reading.past_clients_reading(past),
        (Column("standing", _("Standing")), Column("people", _("People"))),
        (
            (words(_("In touch")), number(past.in_touch)),
            (words(_("Due for a word")), number(past.due)),
            (words(_("Quiet a year")), number(past.quiet)),
        ),
        (Fact("heard", _("Heard from you in 90 days"), share(past.heard)),),
    )


def _days_cell(days: int) -> Cell:
    return Cell(_("{n} days").format(n=days), days, str(days))


def _quartile_cells(found: Quartiles | None) -> tuple[Cell, ...]:
    if found is None:
        return number(0), number(None), number(None), number(None)
    return number(found.count), number(found.low), number(found.middle), number(found.high)


def _now_cells(found: Quartiles | None) -> tuple[Cell, ...]:
    return number(found.count if found else 0), number(found.middle if found else None)
