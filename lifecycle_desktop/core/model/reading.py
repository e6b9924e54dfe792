"""The one sentence above each insight: made from its figures by a fixed rule, and silent where there are too few."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.insight import FEWEST, FEWEST_COMPARED, Share
from lifecycle_desktop.core.model.insight_customers import (
    Cohorts,
    Forecast,
    PastClients,
    Retention,
    SecondPurchase,
)
from lifecycle_desktop.core.model.insight_people import Funnel, LeakyBucket, SpeedToLead, TimeInStage
from lifecycle_desktop.core.model.insight_sources import SourceLedger, SourceLine
from lifecycle_desktop.core.model.insight_touches import Engagement, ReferralFigures
from lifecycle_desktop.core.model.lifetime_value import Origin, Worth
from lifecycle_desktop.core.model.plan_words import currency_digits, price, rounded_price

YEAR_DAYS = 365
MORE, LESS = Fraction(11, 10), Fraction(9, 10)
"""A difference below a tenth is not called one."""
_MOST_NAMES = 2
_FIGURES = 3


def not_enough() -> str:
    """What is said of fewer than five cases."""
    return _("Not enough to say yet")


def funnel_reading(funnel: Funnel) -> str:
    """Where the smallest share goes on; among stages that five people or more came to."""
    drop = funnel.biggest_drop
    if funnel.people < FEWEST:
        return not_enough()
    if drop is None or drop.went_on is None:
        return ngettext("{n} person came in", "{n} people came in", funnel.people).format(n=funnel.people)
    before = funnel.steps[funnel.steps.index(drop) - 1]
    return _("Most stop at {stage}: {n} in 10 go no further").format(
        stage=before.stage.label, n=in_ten(Share(drop.dropped, drop.went_on.whole))
    )


def time_reading(times: TimeInStage) -> str:
    """The stage at which people stand longest beyond what is usual there; of those with five cases on either side."""
    known = [
        (line.now.middle - line.left.middle, line)
        for line in times.stages
        if line.now and line.left and min(line.now.count, line.left.count) >= FEWEST
    ]
    if not known:
        return not_enough()
    beyond, line = max(known, key=lambda each: each[0])
    if beyond < 1 or line.now is None or line.left is None:
        return _("Nobody waits longer than usual")
    return _("{stage} runs long: {now} days, not {usual}").format(
        stage=line.stage.label, now=round(line.now.middle), usual=round(line.left.middle)
    )


def speed_reading(speed: SpeedToLead) -> str:
    """The median time to the first answer, and how many were answered within the aim."""
    if speed.minutes is None or speed.minutes.count < FEWEST:
        return not_enough()
    return _("Half were answered within {time}, {part} of {whole} within {aim}").format(
        time=minutes_words(speed.minutes.middle),
        part=speed.within_aim.part,
        whole=speed.within_aim.whole,
        aim=minutes_words(speed.aim_minutes),
    )


def bucket_reading(bucket: LeakyBucket) -> str:
    """How long the bucket lasts, or that it fills."""
    if bucket.came + bucket.out < FEWEST:
        return not_enough()
    months = bucket.months_until_empty
    if months is None:
        return _("It fills: {came} came in, {out} went out").format(came=bucket.came, out=bucket.out)
    whole = round(months)
    if whole < 1:
        return _("Empty within a month: {came} came in, {out} went out").format(
            came=bucket.came, out=bucket.out
        )
    return ngettext(
        "Empty in {n} month if it goes on like this", "Empty in {n} months if it goes on like this", whole
    ).format(n=whole)


def source_reading(ledger: SourceLedger) -> str:
    """The sources that bring more than they cost, best first, and those that cost and have brought no purchase."""
    enough = [line for line in ledger.sources if line.source_id is not None and not line.tally.is_small]
    if not enough:
        return not_enough()
    pays = [
        line for line in enough if line.tally.purchases and line.tally.revenue.minor > line.tally.cost_minor
    ]
    idle = [line for line in enough if line.tally.cost_minor > 0 and not line.tally.purchases]
    told = []
    if pays:
        told.append(_("{names} brought most").format(names=_names(pays)))
    if idle:
        told.append(_("{names} nothing yet").format(names=_names(idle)))
    return _("; ").join(told) or _("No source has paid for itself yet")


def worth_reading(worth: Worth) -> str:
    """What a customer is worth, in three figures; that it is assumed, where nothing is the owner's own."""
    if worth.total_minor <= 0:
        return _("Winning and serving a customer costs more than they bring")
    amount = about(worth.total_minor, worth.inputs.currency)
    if all(each.origin is Origin.ASSUMED for _name, each in worth.inputs.values):
        return _("About {amount} over the years, if yours are like most").format(amount=amount)
    return _("About {amount} over the years").format(amount=amount)


def cohort_reading(cohorts: Cohorts) -> str:
    """What a customer has brought so far."""
    if cohorts.customers < FEWEST or cohorts.per_customer is None:
        return not_enough()
    return _("A customer has brought {amount} so far").format(
        amount=about(cohorts.per_customer, cohorts.currency)
    )


def forecast_reading(forecast: Forecast) -> str:
    """How many purchases are to be expected; or why that cannot be said."""
    if forecast.reason:
        return forecast.reason
    return _("About {n} purchases in the next {days} days, {amount}").format(
        n=round(forecast.purchases),
        days=forecast.ahead_days,
        amount=about(forecast.revenue_minor, forecast.currency),
    )


def second_reading(second: SecondPurchase) -> str:
    """Whether those who bought again within the window brought more; silent with fewer than ten on either side."""
    inside, others = second.inside.per_customer, second.others.per_customer
    if not second.is_comparable or inside is None or others is None or others <= 0:
        return _("Too few to compare (< {n})").format(n=FEWEST_COMPARED)
    ratio = Fraction(inside, others)
    if ratio >= MORE:
        return _("Who buys again in the window brings {n} times as much").format(n=_one_decimal(ratio))
    if ratio > LESS:
        return _("Buying again in the window makes no difference")
    return _("Who buys again in the window brings less")


def retention_reading(retention: Retention) -> str:
    """Who is still active a year after the first purchase."""
    year = next((point.active for point in retention.curve if point.days == YEAR_DAYS), Share(0, 0))
    if not year.is_enough:
        return not_enough()
    return _("{n} in 10 are still with you after a year").format(n=in_ten(year))


def past_clients_reading(past: PastClients) -> str:
    """Who heard a word within 90 days."""
    return (
        _("{n} in 10 heard from you lately").format(n=in_ten(past.heard))
        if past.heard.is_enough
        else not_enough()
    )


def referral_reading(figures: ReferralFigures) -> str:
    """What became of the referrals."""
    if figures.received < FEWEST:
        return not_enough()
    told = ngettext(
        "{closed} of {n} referral closed", "{closed} of {n} referrals closed", figures.received
    ).format(closed=figures.closed.part, n=figures.received)
    if not figures.owed:
        return told
    owed = ngettext("{n} thank-you owed", "{n} thank-yous owed", figures.owed).format(n=figures.owed)
    return _("; ").join([told, owed])


def engagement_reading(found: Engagement) -> str:
    """The kind of touch that brings back most for what it costs; of those with ten touches or more."""
    enough = [line for line in found.lines if line.is_enough]
    if not enough:
        return not_enough()
    paid = [line for line in enough if line.back_per_unit is not None]
    if not paid:
        return _("Say what an hour of yours is worth, to see what comes back")
    best = max(paid, key=lambda line: line.back_per_unit or 0)
    if not best.back_per_unit or best.back_per_unit <= 0:
        return _("Nothing has come back within {n} days").format(n=found.within_days)
    unit = 10 ** currency_digits(found.currency)
    return _("{kind} brings back most: {back} for each {one}").format(
        kind=ActivityKind(best.kind).words,
        back=price(round(best.back_per_unit * unit), found.currency),
        one=price(unit, found.currency),
    )


def in_ten(share: Share) -> int:
    """A share in tenths; never 0 or 10 unless it is."""
    if not share.part or share.part == share.whole:
        return 10 if share.part else 0
    return min(9, max(1, round(Fraction(10 * share.part, share.whole))))


def about(minor: int, currency: str) -> str:
    """An amount in three figures: "$13,400"."""
    unit = 10 ** currency_digits(currency)
    whole = str(abs(minor) // unit)
    scale = 10 ** max(0, len(whole) - _FIGURES) * unit
    near = (abs(minor) + scale // 2) // scale * scale
    return rounded_price(near if minor >= 0 else -near, currency)


def minutes_words(minutes: float) -> str:
    """A time in the unit in which people would tell it."""
    whole = round(minutes)
    if whole < 120:
        return ngettext("{n} minute", "{n} minutes", whole).format(n=whole)
    if whole < 48 * 60:
        return _("{n} hours").format(n=round(whole / 60))
    return _("{n} days").format(n=round(whole / 1440))


def _one_decimal(ratio: Fraction) -> str:
    return f"{float(ratio):.1f}"


def _names(lines: Sequence[SourceLine]) -> str:
    return _(" and ").join(line.name for line in lines[:_MOST_NAMES])
