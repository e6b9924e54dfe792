"""Every measure of the plan, counted over a small business that was counted by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.measure import Measure, catalogue
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.referrals import add_referral
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.measures import counted
from tests.core.desk import Desk

APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ann came, was called after 7 minutes, met, shown a home, bought twice; Bo only came; Cy is in the trash."""
    desk = Desk(tmp_path_factory.mktemp("measures") / "desk.db")
    ann = desk.add("Ann", emails=(("", "ann@x.example"),), is_captured=True)
    bo = desk.add("Bo", is_captured=True)
    cy = desk.add("Cy", emails=(("", "cy@x.example"),), is_captured=True)
    desk.clock.advance(minutes=7)
    for kind in ("call", "meeting", "showing", "showing", "open_house", "review", "note"):
        desk.do(log_activity, NewActivity(ann, kind))
    desk.do(log_activity, NewActivity(cy, "showing"))
    desk.do(log_purchase, NewPurchase(ann, "Buying", revenue_minor=1_200_000, satisfaction=9))
    desk.do(log_purchase, NewPurchase(ann, "Renting", revenue_minor=50_049, satisfaction=7))
    desk.do(log_purchase, NewPurchase(cy, "Buying", revenue_minor=1_000_000))
    desk.do(move_contacts, [ann], desk.stage("Capture"))
    desk.do(move_contacts, [ann], desk.stage("Nurture"))
    desk.do(lambda connection, moment: add_referral(connection, ann, moment, referred_name="Dee"))
    desk.do(
        lambda connection, moment: add_referral(connection, bo, moment, referred_name="Ed", direction="out")
    )
    desk.do(delete_contacts, [cy])
    return desk


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure.ENQUIRIES, "2"),
        (Measure.NEW_CONTACTS, "1"),
        (Measure.FIRST_ANSWER, "7 min"),
        (Measure.VISITORS, "1"),
        (Measure.TOUCHES, "4"),
        (Measure.CALLS, "1"),
        (Measure.ENTERED, "1"),
        (Measure.CONSULTATIONS, "1"),
        (Measure.SHOWINGS, "2"),
        (Measure.SAMPLES, "1"),
        (Measure.SIGNED, "1"),
        (Measure.CLOSINGS, "2"),
        (Measure.FIRST_PURCHASES, "1"),
        (Measure.REVENUE, "12,500"),
        (Measure.TOP_RATED, "1"),
        (Measure.REPEAT_DEALS, "1"),
        (Measure.SECOND_SERVICES, "1"),
        (Measure.REVIEWS, "1"),
        (Measure.REFERRALS, "1"),
        (Measure.THANKED, "0"),
        (Measure.REFERRALS_SENT, "1"),
        (Measure.QUALIFIED, "0"),
        (Measure.PERMISSIONS, "0"),
    ],
)
def test_a_measure_counts_what_its_sentence_says(business: Desk, measure: Measure, said: str) -> None:
    stage = business.stage("Capture")
    assert business.read(counted, measure.value, stage, APRIL, MAY, business.moment) == said
    earlier = business.read(counted, measure.value, stage, dt.date(2026, 3, 1), APRIL, business.moment)
    assert earlier in (None, "0")  # nothing happened in March


def test_every_measure_can_be_counted_and_says_how() -> None:
    sentences = {measure.how for measure in Measure}
    assert len(sentences) == len(Measure) == len({measure.words for measure in Measure})
    assert all(sentence.endswith(".") and len(sentence) > 20 for sentence in sentences)


def test_a_stage_is_offered_what_its_model_counts_first() -> None:
    offered = catalogue(Measure.REFERRALS)
    assert offered[0] is Measure.REFERRALS
    assert {each.part for each in offered[:4]} == {Measure.REFERRALS.part}
    assert sorted(offered) == sorted(Measure) == sorted(catalogue(None))
