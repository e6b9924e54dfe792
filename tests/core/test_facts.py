"""The table of facts, rungs in all six models, suggestions, and changing the model without loss."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.model.facts import (
    RANKS,
    Facts,
    Rank,
    fact_in_words,
    is_core_defector,
    proven_rank,
)
from lifecycle_desktop.core.model.lifecycle_file import read_lifecycle, shipped_lifecycles
from lifecycle_desktop.core.model.rhythm import is_quiet, own_rhythm, quiet_limit
from lifecycle_desktop.core.model.standing import map_stage, ranks_of, rung, suggest_stage

TODAY = dt.date(2026, 4, 14)
PERFECT, TEN, ROADMAP, SUSPECT, CRM, BUYER = shipped_lifecycles()

REACHABLE = Facts(is_reachable=True, has_permission=True)
BOUGHT = replace(REACHABLE, purchase_count=1, service_lines=1, first_purchase_on=dt.date(2026, 3, 15))

# PRODUCT.md, section 3: facts, rank, words, then the rung in Ten Key, Roadmap, Perfect, Buyer, CRM, Suspect.
TABLE = [
    (Facts(), Rank.NAME, "a name only",
     "Lead|Prospecting|Attract Traffic|Prospects|Reach|Suspect"),
    (REACHABLE, Rank.REACHABLE, "reachable, with permission",
     "Capture|Lead Conversion|Capture Leads|Prospects|Acquisition|Prospect"),
    (replace(REACHABLE, is_qualified=True), Rank.QUALIFIED, "the qualification is answered",
     "Qualify|Lead Conversion|Nurture Prospects|Prospects|Acquisition|Prospect"),
    (replace(REACHABLE, has_two_way_touch=True), Rank.DIALOGUE, "you have talked both ways",
     "Convert|Customer Acquisition|Convert Sales|Prospects|Acquisition|Prospect"),
    (replace(REACHABLE, has_sample=True), Rank.SAMPLE, "took a consultation, showing or market analysis",
     "Trial|Customer Acquisition|Convert Sales|Prospects|Conversion|Prospect"),
    (BOUGHT, Rank.FIRST_PURCHASE, "first purchase 30 days ago",
     "Purchase|Customer Onboarding|Deliver & Satisfy|First time buyers|Conversion|New Customer"),
    (replace(BOUGHT, first_purchase_on=dt.date(2026, 3, 14)), Rank.SETTLED, "first purchase 31 days ago",
     "Purchase|Customer Engagement|Deliver & Satisfy|First time buyers|Retention|New Customer"),
    (replace(BOUGHT, purchase_count=2), Rank.REPEAT, "2 purchases in one service line",
     "Re-Purchase|Customer Retention|Upsell/Repeat Customers|Early repeat buyers|Retention|Repeat Customer"),
    (replace(BOUGHT, purchase_count=2, service_lines=2), Rank.CROSS, "bought in 2 service lines",
     "Cross-Purchase|Customer Retention|Upsell/Repeat Customers|Early repeat buyers|Retention|Repeat Customer"),
    (replace(BOUGHT, purchase_count=4, service_lines=2, repeats_in_two_lines=True), Rank.CORE,
     "repeat purchases in two service lines",
     "Loyalty|Customer Retention|Upsell/Repeat Customers|Core Customers|Loyalty|Repeat Customer"),
    (replace(REACHABLE, is_core=True), Rank.CORE, "you marked them as core",
     "Loyalty|Customer Retention|Upsell/Repeat Customers|Core Customers|Loyalty|Repeat Customer"),
    (replace(REACHABLE, gave_referral=True), Rank.ADVOCATE, "gave a referral",
     "Retention|Customer Advocacy|Get Referrals|Core Customers|Loyalty|Advocate"),
    (replace(BOUGHT, gave_review=True), Rank.ADVOCATE, "gave a review",
     "Retention|Customer Advocacy|Get Referrals|Core Customers|Loyalty|Advocate"),
    (replace(BOUGHT, gave_review=True, gave_referral=True), Rank.ADVOCATE, "gave a referral and a review",
     "Retention|Customer Advocacy|Get Referrals|Core Customers|Loyalty|Advocate"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "rank", "words", "rungs"), TABLE)
def test_the_whole_table(facts, rank, words, rungs):
    assert proven_rank(facts, TODAY) is rank
    assert fact_in_words(facts, TODAY) == words
    found = [rung(model, rank).name for model in (TEN, ROADMAP, PERFECT, BUYER, CRM, SUSPECT)]
    assert found == rungs.split("|")


@pytest.mark.parametrize(
    "facts",
    [Facts(is_reachable=True), Facts(has_permission=True)],
)
def test_reachable_needs_permission_too(facts):
    assert proven_rank(facts, TODAY) is Rank.NAME


def test_a_purchase_of_unknown_day_counts_as_longer_ago():
    assert proven_rank(Facts(purchase_count=1), TODAY) is Rank.SETTLED
    assert fact_in_words(Facts(purchase_count=1), TODAY) == "one purchase"
    assert fact_in_words(Facts(purchase_count=1, first_purchase_on=TODAY), TODAY) == "first purchase today"


def test_every_rank_has_exactly_one_stage_in_each_model():
    for model in shipped_lifecycles():
        for rank in RANKS:
            assert [s for s in model.stages if rank in s.proofs] == [rung(model, rank)]


def test_a_suggestion_goes_forwards_and_says_why():
    suggestion = suggest_stage(PERFECT, PERFECT.stages[4], replace(BOUGHT, purchase_count=2), TODAY)
    assert suggestion is not None
    assert (suggestion.stage.name, suggestion.reason) == (
        "Upsell/Repeat Customers",
        "2 purchases in one service line",
    )


def test_a_stage_set_by_hand_is_never_taken_back_by_a_suggestion():
    assert suggest_stage(PERFECT, PERFECT.stages[5], REACHABLE, TODAY) is None
    assert suggest_stage(PERFECT, PERFECT.stages[1], REACHABLE, TODAY) is None


any_rank = st.sampled_from(RANKS)
any_model = st.sampled_from(shipped_lifecycles())


@given(st.sampled_from(PERFECT.stages), any_rank, any_rank)
def test_perfect_to_ten_key_and_back_is_identical(stage, rank, later_rank):
    there = map_stage(PERFECT, stage, TEN, rank)
    assert map_stage(TEN, there, PERFECT, rank) == stage
    assert map_stage(TEN, there, PERFECT, later_rank, remembered=stage) == stage


@given(any_model, any_model, any_rank, st.data())
def test_there_and_back_between_any_two_models_is_identical_with_the_remembered_standing(
    source, target, rank, data
):
    stage = data.draw(st.sampled_from(source.stages))
    there = map_stage(source, stage, target, rank)
    assert map_stage(target, there, source, rank, remembered=stage) == stage


@given(any_model, any_model, any_rank)
def test_who_stands_where_the_facts_say_stands_there_in_every_model(source, target, rank):
    assert map_stage(source, rung(source, rank), target, rank) == rung(target, rank)


@given(any_model, any_model, any_rank, st.data())
def test_mapping_keeps_the_order_of_stages(source, target, rank, data):
    first, second = sorted(
        data.draw(st.tuples(st.sampled_from(source.stages), st.sampled_from(source.stages))),
        key=lambda s: s.number,
    )
    assert map_stage(source, first, target, rank).number <= map_stage(source, second, target, rank).number


def test_a_remembered_standing_is_left_when_the_contact_has_moved_since():
    lead = TEN.stages[0]
    bought = BUYER.stages[1]
    assert map_stage(BUYER, bought, TEN, Rank.NAME, remembered=lead).name == "Purchase"


def test_models_of_the_owner_without_proofs_still_have_one_stage_for_each_rank():
    mine = read_lifecycle(
        b'name = "M"\n[[stage]]\nname="A"\n[[stage]]\nname="B"\nproofs=["reachable"]\n[[stage]]\nname="C"\n',
        "m.toml",
    )
    assert rung(mine, Rank.NAME).name == "A"
    assert rung(mine, Rank.ADVOCATE).name == "B"
    assert ranks_of(mine, mine.stages[2]) == (Rank.REACHABLE,)
    for stage in mine.stages:
        there = map_stage(mine, stage, PERFECT, Rank.NAME)
        assert map_stage(PERFECT, there, mine, Rank.NAME, remembered=stage) == stage


@pytest.mark.parametrize(
    ("facts", "is_one"),
    [
        (Facts(is_core=True, rhythm_days=20, last_two_way_on=TODAY - dt.timedelta(31)), True),
        (Facts(is_core=True, rhythm_days=20, last_two_way_on=TODAY - dt.timedelta(30)), False),
        (
            Facts(
                repeats_in_two_lines=True,
                gave_referral=True,
                rhythm_days=20,
                last_two_way_on=TODAY - dt.timedelta(99),
            ),
            True,
        ),
        (Facts(purchase_count=2, rhythm_days=20, last_two_way_on=TODAY - dt.timedelta(99)), False),
        (Facts(is_core=True, last_two_way_on=TODAY - dt.timedelta(99)), False),
        (Facts(is_core=True, rhythm_days=20), False),
    ],
)
def test_core_defectors_are_silent_beyond_their_rhythm(facts, is_one):
    assert is_core_defector(facts, TODAY) is is_one


def _days(*offsets):
    return [TODAY - dt.timedelta(each) for each in offsets]


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        ([], None),
        (_days(0, 7), None),
        (_days(0, 0, 7), None),
        (_days(0, 7, 14), 7),
        (_days(3, 6, 9, 12), 3),
        (_days(0, 4, 8, 300), 4),
        (_days(0, 1, 2, 3), 2),
        ([TODAY - dt.timedelta(30 * n) for n in range(8, 20)] + _days(0, 5, 10, 15, 20, 25, 30, 35, 40), 5),
    ],
)
def test_own_rhythm_is_the_median_of_the_latest_gaps(days, rhythm):
    assert own_rhythm(days) == rhythm


@pytest.mark.parametrize(("rhythm", "limit"), [(2, 5), (3, 6), (4, 7), (7, 10), (20, 30), (30, 45)])
def test_quiet_is_half_as_long_again_and_at_least_three_days(rhythm, limit):
    assert quiet_limit(rhythm) == limit
    assert not is_quiet(limit, rhythm)
    assert is_quiet(limit + 1, rhythm)
