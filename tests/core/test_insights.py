"""Every figure of the insights equals the same figure by brute force, on the sample and on small businesses by chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from lifecycle_desktop.core.model.insight import Share, Span, span_of
from lifecycle_desktop.core.model.lifetime_value import InputName, Origin, assumed_inputs
from lifecycle_desktop.core.model.money import Money
from lifecycle_desktop.core.operations.sample import add_sample
from lifecycle_desktop.core.queries import (
    insights_bucket,
    insights_forecast,
    insights_people,
    insights_second,
    insights_sources,
    insights_touches,
    insights_value,
)
from tests.core.desk import Desk
from tests.core.insights_by_hand import TOUCHES, ByHand, quartiles
from tests.core.small_business import Chance


class Case(NamedTuple):
    """A database, a span, and the figures by hand."""

    desk: Desk
    span: Span
    hand: ByHand

    def ask(self, query: Any, *more: Any, **options: Any) -> Any:
        return self.desk.read(query, self.desk.moment, *more, **options)


@pytest.fixture(scope="module", params=["sample", "chance 1", "chance 2"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A database that is only read."""
    desk = Desk(tmp_path_factory.mktemp("insights") / "desk.db")
    if request.param == "sample":
        desk.do(add_sample)
    else:
        Chance(desk, int(request.param[-1])).fill()
    yield desk
    desk.database.close()


@pytest.fixture(params=["quarter", "year", "all"])
def case(filled: Desk, request: pytest.FixtureRequest) -> Case:
    span = span_of(request.param, filled.moment.today)
    return Case(filled, span, ByHand(filled, span.begin))


def same(money: Money, by_hand: tuple[int, dict[str, int]]) -> None:
    assert (money.minor, dict(money.others)) == by_hand


def of(found: Any) -> tuple[int, float, float, float] | None:
    return (found.count, found.low, found.middle, found.high) if found else None


def test_funnel_and_who_stopped(case: Case) -> None:
    found = case.ask(insights_people.funnel, case.span)
    assert [step.people for step in found.steps] == case.hand.funnel()
    assert found.people > 0
    highest = case.hand.highest()
    for before, step in zip(found.steps, found.steps[1:], strict=False):
        assert step.went_on == Share(step.people, before.people)
        assert step.dropped == before.people - step.people
        stopped = case.ask(insights_people.funnel_people, case.span, before.stage.stage_id)
        assert list(stopped) == sorted(each for each, top in highest.items() if top == before.stage.number)


def test_time_in_stage(case: Case) -> None:
    found = case.ask(insights_people.time_in_stage, case.span)
    for line in found.stages:
        standing = case.hand.standing(line.stage.stage_id)
        assert of(line.left) == quartiles(case.hand.stays(line.stage.stage_id))
        assert of(line.now) == quartiles(standing)
        long = case.ask(insights_people.staying_people, line.stage.stage_id, 30)
        assert len(long) == sum(days > 30 for days in standing)


def test_speed_to_lead(case: Case) -> None:
    found = case.ask(insights_people.speed_to_lead, case.span)
    leads = case.hand.leads()
    waits = case.hand.waits(leads)
    assert of(found.minutes) == quartiles(waits)
    assert found.within_aim == Share(sum(wait <= found.aim_minutes for wait in waits), len(leads))
    assert found.waiting == len(leads) - len(waits)
    assert sum(month.leads for month in found.months) == len(leads)
    for month in found.months:
        of_month = [
            row for row in leads if str(case.hand.day(row["captured_at"]))[:7] == str(month.first_on)[:7]
        ]
        assert month.leads == len(of_month)
        assert of(month.minutes) == quartiles(case.hand.waits(of_month))


def test_leaky_bucket(case: Case) -> None:
    found = case.ask(insights_bucket.leaky_bucket, case.span)
    hand = case.hand
    if case.span.begin is None:  # all time begins when the first one came in
        first = min((hand.came(row) for row in hand.t["contact"]), default=hand.today)
        hand = ByHand(case.desk, first)
    came, lost, silent, level = hand.bucket()
    assert (found.came, found.lost, found.silent, found.level) == (came, lost, silent, level)
    days = (hand.today - hand.begin).days + 1
    assert found.span_months == pytest.approx(days / 30.4375)
    leak = lost + silent - came
    assert found.months_until_empty == (pytest.approx(level / leak * days / 30.4375) if leak > 0 else None)
    for month in found.months:
        begin = month.first_on
        after = (begin.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        assert month.silent == len(insights_ids(case, begin, min(after, hand.today)))


def insights_ids(case: Case, first: dt.date, last: dt.date) -> Any:
    return case.desk.read(insights_bucket.silent_people, first, last)


def test_sources(case: Case) -> None:
    found = case.ask(insights_sources.source_ledger, case.span)
    hand, qualified = case.hand, case.hand.qualified()
    told = {line.source_id: line.tally for line in found.sources}
    for source_id in (None, *(row["id"] for row in hand.t["source"])):
        people = [row for row in hand.t["contact"] if row["source_id"] == source_id and not row["deleted_at"]]
        leads = [row["id"] for row in people if hand.within(hand.came(row))]
        ids = {row["id"] for row in people}
        bought = hand.in_span(row for row in hand.purchases if row["contact_id"] in ids)
        costs = [
            hand.campaign_costs(row)
            for row in hand.t["campaign"]
            if row["source_id"] == source_id and source_id
        ]
        if source_id not in told:
            assert not leads
            assert not bought
            continue
        tally = told[source_id]
        assert (tally.leads, tally.qualified) == (len(leads), len(qualified & set(leads)))
        assert tally.purchases == sum(hand.counts(row) for row in bought)
        same(tally.revenue, hand.net(bought))
        assert list(case.ask(insights_sources.source_people, case.span, source_id)) == leads
        same(tally.spent, hand.money(amount for spent, _minutes in costs for amount in spent))
        assert tally.minutes == sum(minutes for _spent, minutes in costs)
        cost = tally.spent.minor + hand.work(tally.minutes)
        assert tally.cost_minor == cost
        assert tally.per_lead == (round_half(Fraction(cost, len(leads))) if leads and cost else None)
        assert tally.back_per_unit == (Fraction(tally.revenue.minor, cost) if cost > 0 else None)
        assert tally.is_small == (len(leads) < 5)


def round_half(amount: Fraction) -> int:
    return int(abs(amount) + Fraction(1, 2)) * (1 if amount >= 0 else -1)


def test_campaigns_events_and_offers(case: Case) -> None:
    found = case.ask(insights_sources.source_ledger, case.span)
    hand, qualified = case.hand, case.hand.qualified()
    assert {line.campaign_id for line in found.campaigns} == {row["id"] for row in hand.t["campaign"]}
    for line in found.campaigns:
        row = next(each for each in hand.t["campaign"] if each["id"] == line.campaign_id)
        joined = hand.joined(row)
        leads = {each for each, at in joined.items() if hand.within(hand.day(at))}
        bought = hand.in_span(
            each for each in hand.purchases
            if each["contact_id"] in joined and each["closed_on"] >= str(hand.day(joined[each["contact_id"]]))
        )  # fmt: skip
        tally, (spent, minutes) = line.tally, hand.campaign_costs(row)
        assert (tally.leads, tally.qualified) == (len(leads), len(leads & qualified))
        assert tally.purchases == sum(hand.counts(each) for each in bought)
        same(tally.revenue, hand.net(bought))
        same(tally.spent, hand.money(spent))
        assert (tally.minutes, tally.work_minor) == (minutes, hand.work(minutes))
        assert line.is_event == (row["kind"] == "event")
    assert set(found.events) <= set(found.campaigns)
    for offer in found.offers:
        made = [row for row in hand.t["campaign"] if row["offer_id"] == offer.offer_id]
        people = {
            row["contact_id"] for row in hand.t["campaign_contact"]
            if row["campaign_id"] in {each["id"] for each in made} and hand.within(hand.day(row["joined_at"]))
        }  # fmt: skip
        taken = hand.in_span(row for row in hand.purchases if row["offer_id"] == offer.offer_id)
        assert offer.people == len(people - hand.trash)
        assert offer.taken == sum(hand.counts(row) for row in taken)
        same(offer.revenue, hand.net(taken))


def test_referrals(case: Case) -> None:
    found = case.ask(insights_touches.referral_figures, case.span, 1000)
    hand, customers = case.hand, case.hand.customers()
    received = [row for row in hand.received_ever() if hand.within(row["given_on"])]
    closed = [row for row in received if row["status"] == "paid" or row["referred_id"] in customers]
    assert (found.received, found.closed) == (len(received), Share(len(closed), len(received)))
    assert dict(found.statuses) == {
        name: sum(row["status"] == name for row in received) for name, _n in found.statuses
    }
    sent = {row["referred_id"] for row in received}
    same(found.revenue, hand.net(row for row in hand.purchases if row["contact_id"] in sent))
    assert found.customers == len(customers)
    assert found.owed == sum(row["thanked_on"] is None for row in hand.received_ever())
    below = hand.downstream()
    assert (
        found.sender_count == len(found.senders) == len({row["referrer_id"] for row in hand.received_ever()})
    )
    for line in found.senders:
        own = [row for row in hand.received_ever() if row["referrer_id"] == line.contact_id]
        assert (line.sent, line.owed) == (len(own), sum(row["thanked_on"] is None for row in own))
        assert line.downstream_people == len(below[line.contact_id])
        same(
            line.downstream,
            hand.net(row for row in hand.purchases if row["contact_id"] in below[line.contact_id]),
        )
        value = case.ask(insights_touches.referred_value, line.contact_id)
        assert hand.money(value.items()) == (line.downstream.minor, dict(line.downstream.others))
    owing = {row["referrer_id"] for row in hand.received_ever() if row["thanked_on"] is None}
    assert owing <= set(case.ask(insights_touches.owing_people))


def test_engagement(case: Case) -> None:
    found = case.ask(insights_touches.engagement, case.span, 60)
    hand = case.hand
    told = {line.kind: line for line in found.lines}
    for kind in TOUCHES:
        touches = [
            row for row in hand.t["activity"]
            if row["kind"] == kind and hand.within(row["happened_on"]) and row["contact_id"] not in hand.trash
        ]  # fmt: skip
        assert (kind in told) == bool(touches)
        if not touches:
            continue
        line, bought = told[kind], hand.bought_after(kind, 60)
        minutes = sum(row["minutes"] or 0 for row in touches)
        assert (line.touches, line.minutes, line.work_minor) == (len(touches), minutes, hand.work(minutes))
        same(line.spent, hand.money((row["currency"], row["cost_minor"] or 0) for row in touches))
        assert line.purchases == sum(hand.counts(row) for row in bought)
        same(line.revenue, hand.net(bought))
        assert line.is_enough == (len(touches) >= 10)
    back = [line.back_per_unit or 0 for line in found.lines]
    assert back == sorted(back, reverse=True)


@pytest.mark.parametrize("window", [(30, 60), (0, 200)])
def test_second_purchase(filled: Desk, window: tuple[int, int]) -> None:
    found = filled.read(insights_second.second_purchase, filled.moment, window)
    hand = ByHand(filled, None)
    customers = hand.customers()
    groups: dict[bool, dict[int, list[str]]] = {True: {}, False: {}}
    waiting = {}
    for contact_id, days in customers.items():
        first = dt.date.fromisoformat(days[0])
        opens, closes = (first + dt.timedelta(days=each) for each in window)
        if closes < hand.today:
            inside = len(days) > 1 and str(opens) <= days[1] <= str(closes)
            groups[inside][contact_id] = days
        if opens <= hand.today <= closes and len(days) == 1 and not hand.contacts[contact_id]["is_archived"]:
            waiting[contact_id] = (closes - hand.today).days
    assert {line.contact_id: line.days_left for line in found.open} == waiting
    assert found.open_count == len(waiting)
    left = [line.days_left for line in found.open]
    assert left == sorted(left)
    for group, members in ((found.inside, groups[True]), (found.others, groups[False])):
        assert group.customers == len(members)
        same(group.revenue, hand.net(row for row in hand.purchases if row["contact_id"] in members))
        assert (group.active.part, group.active.whole) == hand.active(members, 365)
    assert found.is_comparable == (min(map(len, groups.values())) >= 10)


def test_retention_and_past_clients(filled: Desk) -> None:
    found = filled.read(insights_second.retention, filled.moment)
    hand = ByHand(filled, None)
    customers = hand.customers()
    for point in found.curve:
        assert (point.active.part, point.active.whole) == hand.active(customers, point.days)
    for cohort in found.cohorts:
        members = {each: days for each, days in customers.items() if days[0][:4] == str(cohort.year)}
        assert (cohort.active.part, cohort.active.whole) == hand.active(members, 365)
    year = filled.read(insights_second.active_after_a_year, filled.moment)
    assert (year.part, year.whole) == hand.active(customers, 365)
    past = filled.read(insights_second.past_clients, filled.moment)
    living = [hand.contacts[each] for each in customers if not hand.contacts[each]["is_archived"]]
    slips = [row for row in living if (row["slips_on"] or "9999") <= str(hand.today)]
    lately = [
        row
        for row in slips
        if row["last_activity_at"]
        and hand.day(row["last_activity_at"]) >= hand.today - dt.timedelta(days=365)
    ]
    assert (past.in_touch, past.due, past.quiet) == (
        len(living) - len(slips),
        len(lately),
        len(slips) - len(lately),
    )
    heard = sum(
        bool(row["last_activity_at"])
        and hand.day(row["last_activity_at"]) >= hand.today - dt.timedelta(days=90)
        for row in living
    )
    assert past.heard == Share(heard, len(living))


def test_cohorts(filled: Desk) -> None:
    found = filled.read(insights_value.cohorts, filled.moment)
    hand = ByHand(filled, None)
    customers = hand.customers()
    assert found.customers == len(customers)
    for cohort in found.cohorts:
        members = {
            each: dt.date.fromisoformat(days[0])
            for each, days in customers.items()
            if days[0][:4] == str(cohort.year)
        }
        assert cohort.customers == len(members)
        assert filled.read(insights_value.cohort_people, filled.moment, cohort.year) == sorted(
            members, key=lambda each: (members[each], each)
        )
        for age in cohort.ages:
            until = {each: first.replace(year=first.year + age.years) if (first.month, first.day) != (2, 29)
                     else dt.date(first.year + age.years, 2, 29 if (first.year + age.years) % 4 == 0 else 28) for each, first in members.items()}  # fmt: skip
            bought = [
                row
                for row in hand.purchases
                if row["contact_id"] in members and row["closed_on"] < str(until[row["contact_id"]])
            ]
            same(age.revenue, hand.net(bought))
            assert age.per_customer == round_half(Fraction(age.revenue.minor, len(members)))
            assert age.is_whole == (dt.date(cohort.year + age.years, 12, 31) <= hand.today)


def test_the_calculator_fills_itself(filled: Desk) -> None:
    inputs = filled.read(insights_value.own_inputs, filled.moment)
    hand = ByHand(filled, None)
    customers = hand.customers()
    year_ago = str(hand.today - dt.timedelta(days=365))
    usable = [
        row
        for row in hand.purchases
        if row["currency"] in ("", hand.currency) or (row["currency"] == "CAD" and hand.cad)
    ]
    gained = hand.money((row["currency"], row["revenue_minor"]) for row in usable)[0]
    cost = hand.money((row["currency"], row["cost_minor"]) for row in usable)[0]
    cases = sum(map(hand.counts, usable))
    assert cases >= 5
    assert inputs[InputName.VALUE] == Fraction(gained, cases)
    assert inputs.told(InputName.VALUE).cases == cases
    if cost:
        assert inputs[InputName.KEPT] == 1 - Fraction(cost, gained)
    else:
        assert inputs.told(InputName.KEPT).origin is Origin.ASSUMED
    known = {each: days for each, days in customers.items() if days[0] <= year_ago}
    watched = sum((hand.today - dt.date.fromisoformat(days[0])).days for days in known.values())
    assert (
        inputs[InputName.FREQUENCY] == Fraction(sum(map(len, known.values()))) * Fraction(1461, 4) / watched
    )
    part, whole = hand.active(customers, 365)
    assert inputs[InputName.RETENTION] == Fraction(part, whole)
    if part < whole:
        assert inputs[InputName.LIFESPAN] == min(Fraction(50), 1 / (1 - Fraction(part, whole)))
    sent = {
        row["referred_id"]
        for row in hand.t["referral"]
        if row["direction"] == "in" and row["given_on"] <= str(hand.today)
    }
    assert inputs[InputName.REFERRALS] == Fraction(len(sent & set(customers)), len(customers))
    costs = [hand.campaign_costs(row) for row in hand.t["campaign"]]
    spent = sum(hand.money(amounts)[0] + hand.work(minutes) for amounts, minutes in costs)
    if spent:
        assert inputs[InputName.WINNING] == Fraction(spent, len(customers))
    else:
        assert inputs.told(InputName.WINNING).origin is Origin.ASSUMED
    touches = [
        row
        for row in hand.t["activity"]
        if row["contact_id"] in customers
        and customers[row["contact_id"]][0] <= row["happened_on"] <= str(hand.today)
    ]
    served = hand.money((row["currency"], row["cost_minor"] or 0) for row in touches)[0] + hand.work(
        sum(row["minutes"] or 0 for row in touches)
    )
    days = sum((hand.today - dt.date.fromisoformat(each[0])).days for each in customers.values())
    assert inputs[InputName.SERVICE] == served * Fraction(1461, 4) / days


def test_the_value_of_each_contact(filled: Desk) -> None:
    hand = ByHand(filled, None)
    customers, below = hand.customers(), hand.downstream()
    inputs = assumed_inputs(hand.currency)
    for contact_id in list(hand.contacts)[::3]:
        if contact_id in hand.trash:
            continue
        found = filled.read(insights_value.value_of_contact, filled.moment, contact_id, inputs)
        parts = {part.name.value: part for part in found.parts}
        past = hand.net(hand.of(contact_id))
        assert (parts["past"].minor, dict(parts["past"].others)) == past
        sent = hand.net(row for row in hand.purchases if row["contact_id"] in below[contact_id])
        assert (parts["referred"].minor, dict(parts["referred"].others)) == sent
        touches = [
            row
            for row in hand.t["activity"]
            if row["contact_id"] == contact_id and row["happened_on"] <= str(hand.today)
        ]
        served = hand.money((row["currency"], row["cost_minor"] or 0) for row in touches)[0]
        assert parts["service"].minor == -(served + hand.work(sum(row["minutes"] or 0 for row in touches)))
        assert parts["winning"].minor == -60_000
        future = Fraction(0)
        if contact_id in customers:
            left = 14 - Fraction(
                (hand.today - dt.date.fromisoformat(customers[contact_id][0])).days
            ) / Fraction(1461, 4)
            margin, year = Fraction(900_000) / 7 * Fraction(6, 10), 1
            while left > 0:
                future += min(left, Fraction(1)) * margin * (Fraction(9, 10) / Fraction(11, 10)) ** year
                left, year = left - 1, year + 1
        assert parts["future"].minor == round_half(future)
        assert found.total.minor == sum(part.minor for part in found.parts)


def test_histories_for_the_forecast(filled: Desk) -> None:
    hand = ByHand(filled, None)
    customers = hand.customers()
    found = {
        each.contact_id: each for each in filled.read(insights_forecast.customer_histories, filled.moment)
    }
    assert set(found) == set(customers)
    for contact_id, days in customers.items():
        first, last = dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[-1])
        told = found[contact_id]
        assert (told.repeats, told.last) == (len(set(days)) - 1, (last - first).days)
        assert told.watched == (hand.today - first).days
        later = [
            row
            for row in hand.of(contact_id)
            if row["closed_on"] > days[0] and row["currency"] in ("", hand.currency)
        ]
        own = {row["closed_on"] for row in later if hand.counts(row)}
        net = sum(row["revenue_minor"] - row["cost_minor"] for row in later)
        assert told.mean_minor == pytest.approx(net / len(own) if own else 0.0)


def test_a_forecast_is_withheld_below_fifty_who_came_back(filled: Desk) -> None:
    found, ofeach = filled.read(insights_forecast.purchase_forecast, filled.moment)
    hand = ByHand(filled, None)
    again = sum(len(set(days)) > 1 for days in hand.customers().values())
    assert found.repeat_buyers == again
    assert again < 50
    assert str(again) in found.reason
    assert (found.purchases, found.revenue_minor, ofeach) == (0.0, 0, {})


def test_what_is_doubtful_is_told(filled: Desk) -> None:
    found = filled.read(insights_value.doubtful_purchases, filled.moment)
    hand = ByHand(filled, None)
    kept = [row for row in hand.t["purchase"] if row["contact_id"] not in hand.trash]
    assert set(found.in_the_future) == {row["id"] for row in kept if row["closed_on"] > str(hand.today)}
    assert set(found.refunds) == {row["id"] for row in kept if not hand.counts(row)}
    captured = {
        key: str(hand.day(row["captured_at"])) for key, row in hand.contacts.items() if row["captured_at"]
    }
    assert set(found.before_their_contact) == {
        row["id"] for row in kept if row["closed_on"] < captured.get(row["contact_id"], "")
    }


def test_nothing_at_all_is_no_fault(desk: Desk) -> None:
    moment, span = desk.moment, span_of("all", desk.moment.today)
    assert desk.read(insights_people.funnel, moment, span).people == 0
    assert desk.read(insights_people.speed_to_lead, moment, span).minutes is None
    assert desk.read(insights_bucket.leaky_bucket, moment, span).months_until_empty is None
    assert desk.read(insights_sources.source_ledger, moment, span).sources == ()
    assert desk.read(insights_touches.engagement, moment, span).lines == ()
    referrals = desk.read(insights_touches.referral_figures, moment, span)
    assert (referrals.received, referrals.per_client_year) == (0, None)
    second = desk.read(insights_second.second_purchase, moment)
    assert (second.inside.per_customer, second.is_comparable, second.inside.active.interval) == (
        None,
        False,
        None,
    )
    assert desk.read(insights_value.cohorts, moment).per_customer is None
    assert desk.read(insights_value.own_inputs, moment) == assumed_inputs("USD")
    assert desk.read(insights_forecast.purchase_forecast, moment)[0].reason
