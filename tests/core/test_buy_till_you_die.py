"""BG/NBD and Gamma-Gamma: the published fit of CDNOW, cases worked by hand, and parameters found again by simulation.

`cdnow.csv` holds the sample of 2,357 customers of Fader and Hardie as numbers only (times in days from the first
purchase, equal customers told once), taken from the data of the package lifetimes 0.11.3 (MIT licence).
"""

from __future__ import annotations

import csv
import math
import random
from pathlib import Path

import numpy as np
import pytest

from lifecycle_desktop.core.buy_till_you_die import (
    FEWEST_REPEAT_BUYERS,
    PurchaseModel,
    fit_purchases,
    fit_spend,
    grouped,
    log_likelihood,
)

PUBLISHED = PurchaseModel(0.243, 4.414, 0.793, 2.426)


def cdnow() -> list[tuple[int, float, float, float]]:
    """Repeats, last and watched in weeks, mean amount of a repeat purchase: one row for each customer."""
    with (Path(__file__).parent / "cdnow.csv").open(encoding="utf-8") as stream:
        return [
            (
                int(row["repeats"]),
                int(row["last"]) / 7,
                int(row["watched"]) / 7,
                int(row["mean_cents"]) / 100,
            )
            for row in csv.DictReader(stream)
            for _customer in range(int(row["customers"]))
        ]


def test_the_published_parameters_of_cdnow_are_found() -> None:
    customers = cdnow()
    assert len(customers) == 2357
    histories = grouped(each[:3] for each in customers)
    assert histories.repeat_buyers == 946 > FEWEST_REPEAT_BUYERS
    model = fit_purchases(histories)
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=6e-4)
    assert model.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    assert model.is_settled
    spend = fit_spend([each[0] for each in customers], [each[3] for each in customers])
    assert (spend.p, spend.q, spend.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)
    assert spend.mean == pytest.approx(35.17, abs=0.01)
    # Customer 1 of the paper: two repeats, the last after 30.43 weeks of 38.86; 1.23 purchases in 39 weeks to come.
    ahead = model.expected_purchases(39, [2], [30.43], [38.86])
    assert ahead[0] == pytest.approx(1.226, abs=0.001)


def test_days_and_weeks_tell_the_same() -> None:
    customers = cdnow()[::3]
    weeks = fit_purchases(grouped(each[:3] for each in customers))
    days = fit_purchases(grouped((each[0], each[1] * 7, each[2] * 7) for each in customers))
    assert days.alpha == pytest.approx(weeks.alpha * 7, rel=1e-3)
    assert (days.r, days.a, days.b) == pytest.approx((weeks.r, weeks.a, weeks.b), rel=2e-3)


def test_the_likelihood_of_one_customer_is_that_of_the_formula() -> None:
    r, alpha, a, b = 0.5, 2.0, 1.5, 3.0
    nobody = log_likelihood(r, alpha, a, b, grouped([(0, 0.0, 10.0)]))
    assert nobody == pytest.approx(r * math.log(alpha / (alpha + 10)))

    def beta(first: float, second: float) -> float:
        return math.gamma(first) * math.gamma(second) / math.gamma(first + second)

    x, t_x, total = 3, 6.0, 10.0
    rate = math.gamma(r + x) * alpha**r / math.gamma(r)
    stays = beta(a, b + x) / beta(a, b) * rate / (alpha + total) ** (r + x)
    leaves = beta(a + 1, b + x - 1) / beta(a, b) * rate / (alpha + t_x) ** (r + x)
    twice = log_likelihood(r, alpha, a, b, grouped([(x, t_x, total)] * 2))
    assert twice == pytest.approx(2 * math.log(stays + leaves))
    active = PurchaseModel(r, alpha, a, b).still_active([x, 0], [t_x, 0], [total, total])
    assert active == pytest.approx([stays / (stays + leaves), 1.0])


def test_expected_purchases_agree_with_the_sum_over_what_may_happen() -> None:
    """Equation (10) against its own meaning: rates and chances to leave drawn from what the history leaves open."""
    x, t_x, total, ahead = 2, 30.43, 38.86, 39.0
    active = float(PUBLISHED.still_active([x], [t_x], [total])[0])
    chance = np.random.default_rng(11)
    rate = chance.gamma(PUBLISHED.r + x, 1 / (PUBLISHED.alpha + total), 400_000)
    leave = chance.beta(PUBLISHED.a, PUBLISHED.b + x, 400_000)
    drawn = active * float(np.mean((1 - np.exp(-rate * leave * ahead)) / leave))
    told = float(PUBLISHED.expected_purchases(ahead, [x], [t_x], [total])[0])
    assert told == pytest.approx(drawn, rel=0.01)
    at_one = PurchaseModel(0.5, 5.0, 1.0, 2.5).expected_purchases(10, [1, 0], [3, 0], [9, 9])
    beside = PurchaseModel(0.5, 5.0, 1.0001, 2.5).expected_purchases(10, [1, 0], [3, 0], [9, 9])
    assert at_one == pytest.approx(beside, rel=1e-3)
    assert float(PUBLISHED.expected_purchases(1e-9, [5], [30], [38])[0]) == pytest.approx(0, abs=1e-8)


def test_known_parameters_are_found_again() -> None:
    chance = random.Random(5)
    customers = [simulated(chance, 0.8, 20.0, 0.9, 3.0) for _customer in range(20_000)]
    model = fit_purchases(grouped(customers))
    assert (model.r, model.alpha) == pytest.approx((0.8, 20.0), rel=0.1)
    assert model.a / (model.a + model.b) == pytest.approx(0.9 / 3.9, rel=0.1)


def simulated(chance: random.Random, r: float, alpha: float, a: float, b: float) -> tuple[int, int, int]:
    """A customer as the model thinks of them: watched for 100 to 200 days, times in whole days."""
    watched = chance.randint(100, 200)
    rate, leave = chance.gammavariate(r, 1 / alpha), chance.betavariate(a, b)
    at, last, repeats = 0.0, 0.0, 0
    while True:
        at += chance.expovariate(rate) if rate > 1e-12 else math.inf
        if at > watched:
            return repeats, round(last), watched
        last, repeats = at, repeats + 1
        if chance.random() < leave:
            return repeats, round(last), watched


def test_a_history_that_settles_nothing_is_said_to() -> None:
    """Everybody buys on one and the same day: no spread of rates, nobody ever leaves."""
    assert not fit_purchases(grouped([(3, 30.0, 30.0)] * 60)).is_settled
