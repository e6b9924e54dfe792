"""The sentence above each insight follows its fixed rule, and says nothing of fewer than five cases."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from lifecycle_desktop.core.model import reading
from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.core.model.insight import Quartiles, Share, quartiles_of
from lifecycle_desktop.core.model.insight_customers import (
    CustomerGroup,
    Forecast,
    PastClients,
    Retention,
    RetentionPoint,
    SecondPurchase,
)
from lifecycle_desktop.core.model.insight_people import (
    BucketMonth,
    Funnel,
    FunnelStep,
    LeakyBucket,
    SpeedToLead,
    StageTime,
    TimeInStage,
)
from lifecycle_desktop.core.model.insight_sources import SourceLedger, SourceLine, Tally
from lifecycle_desktop.core.model.insight_table import amount, back, money, share
from lifecycle_desktop.core.model.insight_touches import Engagement, ReferralFigures, TouchLine
from lifecycle_desktop.core.model.lifetime_value import assumed_inputs, typed_input, worth_of
from lifecycle_desktop.core.model.money import Money

SILENT = "Not enough to say yet"


def stage(number: int, label: str) -> StageMark:
    return StageMark(number, number, label, label)


def funnel(*people: int) -> Funnel:
    names = ("Attract", "Capture", "Nurture", "Convert")
    return Funnel(
        tuple(
            FunnelStep(stage(n + 1, names[n]), count, Share(count, people[n - 1]) if n else None)
            for n, count in enumerate(people)
        )
    )


def test_the_funnel_names_where_the_smallest_share_goes_on() -> None:
    assert reading.funnel_reading(funnel(214, 141, 96, 38)) == "Most stop at Nurture: 6 in 10 go no further"
    assert reading.funnel_reading(funnel(8, 4, 0)) == "Most stop at Attract: 5 in 10 go no further"
    assert reading.funnel_reading(funnel(6, 6)) == "6 people came in"
    assert reading.funnel_reading(funnel(4, 0)) == SILENT


def test_time_names_the_stage_that_runs_longest_beyond_its_usual() -> None:
    def line(number: int, usual: float, now: float, cases: int = 9) -> StageTime:
        return StageTime(stage(number, f"S{number}"), Quartiles(9, 0, usual, 0), Quartiles(cases, 0, now, 0))

    found = TimeInStage((line(1, 3, 4), line(2, 26, 33), line(3, 1, 900, cases=4)))
    assert reading.time_reading(found) == "S2 runs long: 33 days, not 26"
    assert reading.time_reading(TimeInStage((line(1, 9, 9.5),))) == "Nobody waits longer than usual"
    assert reading.time_reading(TimeInStage((line(1, 9, 99, cases=4),))) == SILENT


def test_speed_and_bucket() -> None:
    speed = SpeedToLead(quartiles_of({3: 3, 200: 2}), Share(3, 6), 5, 1, ())
    assert reading.speed_reading(speed) == "Half were answered within 3 minutes, 3 of 6 within 5 minutes"
    assert reading.speed_reading(SpeedToLead(None, Share(0, 9), 5, 9, ())) == SILENT
    assert [reading.minutes_words(n) for n in (1, 119, 150, 4000)] == [
        "1 minute",
        "119 minutes",
        "2 hours",
        "3 days",
    ]

    def bucket(came: int, lost: int, silent: int, level: int) -> str:
        month = BucketMonth(dt.date(2026, 1, 1), came, lost, silent)
        return reading.bucket_reading(LeakyBucket((month,), level, 2.0))

    assert bucket(10, 4, 16, 50) == "Empty in 10 months if it goes on like this"
    assert bucket(10, 4, 16, 1) == "Empty within a month: 10 came in, 20 went out"
    assert bucket(10, 4, 6, 50) == "It fills: 10 came in, 10 went out"
    assert bucket(1, 1, 2, 50) == SILENT


def test_sources_that_pay_and_those_that_do_not_yet() -> None:
    def line(name: str, leads: int, purchases: int, spent: int, revenue: int) -> SourceLine:
        tally = Tally(spent=Money(spent), leads=leads, purchases=purchases, revenue=Money(revenue))
        return SourceLine(len(name), name, tally)

    referral, idle = line("Referral", 22, 10, 840_00, 94_000_00), line("Instagram", 41, 0, 600_00, 0)
    small, loss = line("Fair", 4, 1, 0, 9_00), line("Ads", 30, 1, 900_00, 100_00)
    told = [
        reading.source_reading(SourceLedger("USD", lines, (), ()))
        for lines in ((referral, small, idle), (idle,), (loss,), (small,))
    ]
    assert told == [
        "Referral brought most; Instagram nothing yet",
        "Instagram nothing yet",
        "No source has paid for itself yet",
        SILENT,
    ]
    assert (referral.tally.per_purchase, small.tally.per_lead, idle.tally.per_purchase) == (84_00, None, None)


def test_worth_in_three_figures() -> None:
    inputs = assumed_inputs("USD")
    assert reading.worth_reading(worth_of(inputs)) == "About $12,900 over the years, if yours are like most"
    assert (
        reading.worth_reading(worth_of(typed_input(inputs, "referrals=0.5")))
        == "About $12,900 over the years"
    )
    assert "more than they bring" in reading.worth_reading(worth_of(typed_input(inputs, "winning=99,000")))
    assert [reading.about(n, "USD") for n in (1_337_720, 99_95, 0, -123_456_78)] == [
        "$13,400",
        "$100",
        "$0",
        "−$123,000",
    ]


def test_customers() -> None:
    def second(inside: tuple[int, int], others: tuple[int, int]) -> str:
        groups = (CustomerGroup(n, Money(minor), Share(0, 0)) for n, minor in (inside, others))
        return reading.second_reading(SecondPurchase(30, 60, (), 0, *groups, "USD"))

    assert second((10, 30_00), (20, 30_00)) == "Who buys again in the window brings 2.0 times as much"
    assert second((10, 30_00), (10, 29_00)) == "Buying again in the window makes no difference"
    assert second((10, 10_00), (10, 29_00)) == "Who buys again in the window brings less"
    assert second((9, 30_00), (20, 30_00)) == "Too few to compare (< 10)"
    kept = Retention((RetentionPoint(365, Share(14, 16)),), ())
    assert reading.retention_reading(kept) == "9 in 10 are still with you after a year"
    assert reading.retention_reading(Retention((), ())) == SILENT
    assert reading.past_clients_reading(PastClients(3, 1, 0, Share(3, 4))) == SILENT
    assert (
        reading.past_clients_reading(PastClients(43, 12, 6, Share(43, 61))) == "7 in 10 heard from you lately"
    )
    assert reading.forecast_reading(Forecast("Too few.", 3)) == "Too few."
    ahead = Forecast("", 60, 90, 365, 40.0, 12.4, 1_234_500, "USD")
    assert reading.forecast_reading(ahead) == "About 12 purchases in the next 365 days, $12,300"


def test_referrals_and_engagement() -> None:
    def referrals(received: int, closed: int, owed: int) -> str:
        found = ReferralFigures("USD", received, (), Share(closed, received), Money(), 9, 1.0, owed, (), 0)
        return reading.referral_reading(found)

    assert referrals(22, 10, 1) == "10 of 22 referrals closed; 1 thank-you owed"
    assert referrals(5, 0, 0) == "0 of 5 referrals closed"
    assert referrals(4, 4, 4) == SILENT

    def touches(*lines: tuple[str, int, int, int]) -> str:
        told = tuple(TouchLine(kind, n, 0, Money(cost), 0, 1, Money(came)) for kind, n, cost, came in lines)
        return reading.engagement_reading(Engagement("USD", 90, 0, told))

    assert (
        touches(("call", 10, 100_00, 750_00), ("gift", 9, 1_00, 999_00))
        == "Call brings back most: $7.50 for each $1"
    )
    assert touches(("call", 10, 0, 5_00)) == "Say what an hour of yours is worth, to see what comes back"
    assert touches(("call", 10, 5_00, 0)) == "Nothing has come back within 90 days"
    assert touches(("call", 9, 5_00, 5_00)) == SILENT


def test_cells_for_people_and_for_files() -> None:
    assert amount(-12_50, "USD") == ("−$12.50", -1250, "-12.50")
    assert amount(None, "USD").text == back(None, "USD").text == share(Share(0, 0)).text == "–"
    assert money(Money(5_00, (("EUR", 7),)), "USD").plain == "5.00 + EUR 0.07"
    assert back(Fraction(111, 14), "USD").text == "$7.93"
    assert share(Share(141, 214)).text == "66 % (141 of 214)"
    low, high = Share(5, 10).interval or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.2366, 0.7634)  # Wilson, 95 %
    assert [reading.in_ten(Share(n, 200)) for n in (0, 1, 199, 200)] == [0, 1, 9, 10]
