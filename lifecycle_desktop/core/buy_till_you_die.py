"""How often customers will buy again, and for how much: BG/NBD with Gamma-Gamma spend, fitted to a history.

Sources: P. Fader, B. Hardie, K. L. Lee, "Counting Your Customers the Easy Way: An Alternative to the Pareto/NBD
Model", Marketing Science 24(2), 2005, with its equations (6), (8) and (10); P. Fader, B. Hardie, K. L. Lee, "RFM
and CLV: Using Iso-Value Curves for Customer Base Analysis", Journal of Marketing Research 42(4), 2005, and
P. Fader, B. Hardie, "The Gamma-Gamma Model of Monetary Value", 2013. A customer is told by x repeat purchases,
the last of them at t_x, and T, how long they are watched, all counted from their own first purchase in any one
unit of time. The one module beside the charts that imports numpy; it is imported where a forecast is made.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FEWEST_REPEAT_BUYERS = 50
"""With fewer people who bought again, four parameters say more about chance than about them."""

Numbers = npt.NDArray[np.float64]
_LOOKED_AT_FIRST = 4000  # histories
_FURTHEST = 11.0  # of a parameter's logarithm: beyond it the likelihood cannot be computed with
_SETTLED = 9.0  # within it the history says something about the parameter
_MOST_TERMS = 4000


class History(NamedTuple):
    """One customer: repeat purchases, time of the last one and time watched, from their own first purchase."""

    repeats: int
    last: float
    watched: float


@dataclass(frozen=True)
class Histories:
    """Customers with equal histories told once, with how many they are."""

    repeats: Numbers
    last: Numbers
    watched: Numbers
    customers: Numbers

    @property
    def repeat_buyers(self) -> int:
        """How many customers bought again."""
        return int(self.customers[self.repeats > 0].sum())


@dataclass(frozen=True)
class PurchaseModel:
    """BG/NBD: purchase rates are Gamma(r, alpha), the chance to leave after each purchase Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = 0.0
    is_settled: bool = True
    """False where the likelihood goes on growing to parameters without bound: no forecast can rest on them."""

    def still_active(self, repeats: npt.ArrayLike, last: npt.ArrayLike, watched: npt.ArrayLike) -> Numbers:
        """The probability that customers with these histories have not left."""
        x, t_x, total = (np.asarray(each, dtype=float) for each in (repeats, last, watched))
        return np.asarray(1.0 / (1.0 + np.exp(self.left_odds(x, t_x, total))))

    def expected_purchases(
        self, ahead: float, repeats: npt.ArrayLike, last: npt.ArrayLike, watched: npt.ArrayLike
    ) -> Numbers:
        """How many purchases each of them will make in the time `ahead`: equation (10).

        Its hypergeometric function is taken after Euler's transformation, (1 - z)^(a - 1) F(a + b - 1 - r, a - 1;
        a + b + x - 1; z), whose terms neither grow nor cancel.
        """
        x, t_x, total = (np.atleast_1d(np.asarray(each, dtype=float)) for each in (repeats, last, watched))
        a = self.a if abs(self.a - 1) > 1e-7 else 1 + 1e-7  # the limit: the form is nothing over nothing at 1
        z = ahead / (self.alpha + total + ahead)
        series = _hypergeometric(a + self.b - 1 - self.r, a - 1, a + self.b + x - 1, z)
        growth = (1 - np.power(1 - z, a - 1) * series) * (a + self.b + x - 1) / (a - 1)
        return np.asarray(growth * self.still_active(x, t_x, total))

    def left_odds(self, x: Numbers, t_x: Numbers, total: Numbers) -> Numbers:
        """The logarithm of the odds that somebody left with the last purchase; minus infinity without a repeat."""
        with np.errstate(divide="ignore"):
            weight = np.where(x > 0, math.log(self.a) - np.log(np.maximum(self.b + x - 1, 1e-300)), -np.inf)
        return np.asarray(weight + (self.r + x) * (np.log(self.alpha + total) - np.log(self.alpha + t_x)))


@dataclass(frozen=True)
class SpendModel:
    """Gamma-Gamma: what one purchase brings varies around each customer's own mean, and these around another."""

    p: float
    q: float
    gamma: float
    log_likelihood: float = 0.0
    is_settled: bool = True

    @property
    def mean(self) -> float | None:
        """What a purchase of anybody brings; None where the tail is too heavy for a mean."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else None

    def expected_spend(self, repeats: npt.ArrayLike, mean: npt.ArrayLike) -> Numbers:
        """What a later purchase of each customer will bring, from how often they bought again and for how much."""
        x, seen = np.asarray(repeats, dtype=float), np.asarray(mean, dtype=float)
        return np.asarray(self.p * (self.gamma + x * seen) / (self.p * x + self.q - 1))


def grouped(customers: Iterable[tuple[int, float, float]]) -> Histories:
    """Customers by their histories. Equal ones are told once: those who never came back differ in one time only."""
    counted = Counter(History(*each) for each in customers)
    columns = np.array([(*each, count) for each, count in counted.items()], dtype=float).reshape(-1, 4)
    return Histories(*(np.ascontiguousarray(columns[:, n]) for n in range(4)))


def log_likelihood(r: float, alpha: float, a: float, b: float, histories: Histories) -> float:
    """The logarithm of how likely the histories are: equation (6), summed over all customers."""
    x, inverse = np.unique(histories.repeats, return_inverse=True)
    return _log_likelihood((r, alpha, a, b), histories, x, inverse)


def fit_purchases(histories: Histories) -> PurchaseModel:
    """The BG/NBD model under which the histories are likeliest.

    It is looked for among some thousand of them first, and found from there with all: that is several times as
    quick, and a history that settles nothing is known at once.
    """
    scale = max(float(histories.watched.max()), 1e-9)
    scaled = Histories(
        histories.repeats, histories.last / scale, histories.watched / scale, histories.customers
    )
    logs = np.log([0.5, 0.3, 0.8, 2.0])
    apart = len(scaled.repeats) // _LOOKED_AT_FIRST
    if apart > 1:
        logs = minimum_of(_cost_of(_thinned(scaled, apart)), logs, (0.5, 0.1))
        if _is_settled(logs):
            logs = minimum_of(_cost_of(scaled), logs, (0.05,))
    else:
        logs = minimum_of(_cost_of(scaled), logs, (0.5, 0.1))
    r, alpha, a, b = np.exp(logs).tolist()
    found = log_likelihood(r, alpha * scale, a, b, histories)
    return PurchaseModel(r, alpha * scale, a, b, found, _is_settled(logs))


def _thinned(histories: Histories, apart: int) -> Histories:
    """Every so many-th history of those who bought again, told as often as all of them; the others whole."""
    again = np.flatnonzero(histories.repeats > 0)[::apart]
    kept = np.concatenate([np.flatnonzero(histories.repeats == 0), again])
    weights = np.where(histories.repeats > 0, histories.customers * apart, histories.customers)
    return Histories(histories.repeats[kept], histories.last[kept], histories.watched[kept], weights[kept])


def _cost_of(histories: Histories) -> Callable[[Numbers], float]:
    """What is to be made least: minus the log-likelihood, by the logarithms of the parameters."""
    x, inverse = np.unique(histories.repeats, return_inverse=True)

    def cost(logs: Numbers) -> float:
        parameters = tuple(float(each) for each in np.exp(logs))
        return -_log_likelihood(parameters, histories, x, inverse) + _beyond(logs)

    return cost


def _is_settled(logs: Numbers) -> bool:
    return bool(np.abs(logs).max() < _SETTLED)


def fit_spend(repeats: npt.ArrayLike, mean: npt.ArrayLike) -> SpendModel:
    """The Gamma-Gamma model of those who bought again; `mean` is what one of their repeat purchases brought.

    Customers without a repeat or with a mean of nothing or less say nothing to it and are left out.
    """
    x, seen = np.asarray(repeats, dtype=float), np.asarray(mean, dtype=float)
    usable = (x > 0) & (seen > 0)
    x, seen = x[usable], seen[usable]
    scale = float(seen.mean())
    seen = seen / scale
    kinds, inverse = np.unique(x, return_inverse=True)
    total, log_total = x * seen, float(np.log(seen).sum())
    weighted = float((x * (np.log(seen) + np.log(x))).sum())
    each = np.bincount(inverse).astype(float)

    def cost(logs: Numbers) -> float:
        p, q, gamma = (float(each) for each in np.exp(logs))
        gammas = np.array([math.lgamma(p * k + q) - math.lgamma(p * k) for k in kinds.tolist()])
        tails = float(((p * x + q) * np.log(gamma + total)).sum())
        likely = float((each * gammas).sum()) + len(x) * (q * math.log(gamma) - math.lgamma(q))
        return -(likely + p * weighted - log_total - tails) + _beyond(logs)

    logs = minimum_of(cost, np.log([2.0, 3.0, 1.5]))
    p, q, gamma = np.exp(logs).tolist()
    likely = -cost(logs) - len(x) * math.log(scale)
    return SpendModel(p, q, gamma * scale, likely, _is_settled(logs))


def minimum_of(
    cost: Callable[[Numbers], float], start: Numbers, steps: tuple[float, ...] = (0.5, 0.1), most: int = 500
) -> Numbers:
    """Where a function of few numbers is least: the simplex method of Nelder and Mead (1965), once for each step."""
    best = np.asarray(start, dtype=float)
    for step in steps:
        best = _simplex(cost, best, step, most)
    return best


def _simplex(cost: Callable[[Numbers], float], start: Numbers, step: float, most: int) -> Numbers:
    corners = [start, *(start + step * row for row in np.eye(len(start)))]
    costs = [cost(corner) for corner in corners]
    for _turn in range(most):
        order = np.argsort(costs, kind="stable")
        corners, costs = [corners[n] for n in order], [costs[n] for n in order]
        spread = max(float(np.abs(corner - corners[0]).max()) for corner in corners[1:])
        if costs[-1] - costs[0] < 1e-7 * (1 + abs(costs[0]) * 1e-4) and spread < 1e-4:
            break
        middle = np.mean(corners[:-1], axis=0)
        away = middle - corners[-1]
        tried = middle + away
        found = cost(tried)
        if found < costs[0]:
            further = middle + 2 * away
            best = cost(further)
            corners[-1], costs[-1] = (further, best) if best < found else (tried, found)
        elif found < costs[-2]:
            corners[-1], costs[-1] = tried, found
        else:
            nearer = middle + 0.5 * (away if found < costs[-1] else -away)
            best = cost(nearer)
            if best < min(found, costs[-1]):
                corners[-1], costs[-1] = nearer, best
            else:
                corners = [corners[0], *(corners[0] + 0.5 * (each - corners[0]) for each in corners[1:])]
                costs = [costs[0], *(cost(each) for each in corners[1:])]
    return corners[int(np.argmin(costs))]


def _beyond(logs: Numbers) -> float:
    """A wall around what can be computed with: it keeps the search from running to infinity."""
    over = np.maximum(np.abs(logs) - _FURTHEST, 0.0)
    return float(1e6 * over.sum()) if over.any() else 0.0


def _log_likelihood(
    parameters: tuple[float, ...], histories: Histories, kinds: Numbers, inverse: npt.NDArray[np.intp]
) -> float:
    """As `log_likelihood`; the gamma functions are asked once for each number of repeats there is."""
    r, alpha, a, b = (min(max(each, 1e-12), 1e12) for each in parameters)
    lead = [math.lgamma(r + x) + math.lgamma(b + x) - math.lgamma(a + b + x) for x in kinds.tolist()]
    fixed = r * math.log(alpha) - math.lgamma(r) + math.lgamma(a + b) - math.lgamma(b)
    model = PurchaseModel(r, alpha, a, b)
    x, customers = histories.repeats, histories.customers
    stayed = -(r + x) * np.log(alpha + histories.watched)
    either = np.logaddexp(0.0, model.left_odds(x, histories.last, histories.watched))
    return float((customers * (np.array(lead)[inverse] + fixed + stayed + either)).sum())


def _hypergeometric(a: float, b: float, c: Numbers, z: Numbers) -> Numbers:
    """F(a, b; c; z) for 0 <= z < 1, by its series."""
    c = np.where(np.abs(c) < 1e-9, 1e-9, c)
    term = np.ones_like(z)
    total = np.ones_like(z)
    for n in range(_MOST_TERMS):
        term = term * ((a + n) * (b + n) / ((c + n) * (n + 1))) * z
        total = total + term
        if np.abs(term).max() <= 1e-13 * np.abs(total).max():
            break
    return total
