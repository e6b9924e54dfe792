"""The page of a contact: what it tells, and every change that can be made on it, each one step that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.contact_page import ContactPage
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.missing import KnownFacts, missing_prompts
from lifecycle_desktop.core.model.qualification import Answer, KnownAnswer, Question, all_answers, readiness
from lifecycle_desktop.core.operations import (
    activities,
    contacts,
    details,
    follow_ups,
    households,
    purchases,
    qualification,
    referrals,
    relations,
    stage_answers,
)
from lifecycle_desktop.core.operations.purchases import NewPurchase
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.operations.typed_texts import keep_typed
from lifecycle_desktop.core.queries.contact_details import next_on
from lifecycle_desktop.core.queries.contact_page import contact_page
from lifecycle_desktop.core.queries.typed_texts import typed_text
from lifecycle_desktop.core.store.standings import proven_ranks
from tests.core.desk import Desk

HOSTILE = "<b>Bobby</b>'; DROP TABLE contact;-- \U0001f600 \u202e &amp; %s {n}"


def page(desk: Desk, contact_id: int) -> ContactPage:
    found = desk.read(contact_page, contact_id, desk.moment)
    assert isinstance(found, ContactPage)
    return found


def test_a_contact_that_is_gone_has_no_page(desk: Desk) -> None:
    assert desk.read(contact_page, 99, desk.moment) is None


def test_a_bare_name_has_a_page(desk: Desk) -> None:
    found = page(desk, desk.add("Ann Hill"))
    assert (found.name, found.stage.label, found.next_step) == ("Ann Hill", "Attract", None)
    assert [each.state for each in found.path] == ["now"] + ["ahead"] * 6
    assert found.now.days == 0
    assert found.readiness.words == "0 of 6"
    assert [each.channel for each in found.details.permissions] == ["call", "text", "email", "letter"]
    assert {each.status for each in found.details.permissions} == {"unknown"}
    assert found.household is None
    assert found.worth.value_minor is None
    assert found.suggestion is None


def test_the_path_tells_entry_and_stay_of_each_stage(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    desk.clock.advance(days=3)
    desk.do(move_contacts, [ann], desk.stage("Capture"), reason="gave a card")
    desk.clock.advance(days=10)
    desk.do(move_contacts, [ann], desk.stage("Convert"), cause="rule")
    desk.clock.advance(days=30)
    found = page(desk, ann)
    attract, capture, nurture, convert, deliver = found.path[:5]
    assert (attract.state, attract.entered_on, attract.days) == ("past", dt.date(2026, 4, 14), 3)
    assert (capture.days, capture.reason, capture.cause) == (10, "gave a card", "by hand")
    assert (nurture.state, nurture.entered_on, nurture.days) == ("past", None, None)
    assert (convert.state, convert.days, convert.cause, convert.is_stuck) == ("now", 30, "by rule", True)
    assert (deliver.state, deliver.is_stuck) == ("ahead", False)


def test_two_stays_in_a_stage_are_counted_together(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    for label, days in (("Capture", 2), ("Attract", 4), ("Capture", 5), ("Nurture", 1)):
        desk.do(move_contacts, [ann], desk.stage(label))
        desk.clock.advance(days=days)
    path = page(desk, ann).path
    assert (path[1].days, path[1].entered_on) == (7, dt.date(2026, 4, 20))
    assert path[0].days == 4


def test_open_steps_come_next_first_with_their_reason(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    later, soon = dt.date(2026, 5, 1), dt.date(2026, 4, 16)
    desk.do(follow_ups.add_follow_up, NewFollowUp(ann, later, what="Call again"))
    desk.do(
        follow_ups.add_follow_up,
        NewFollowUp(ann, soon, what="Send comps", reason="promised", is_promise=True),
    )
    found = page(desk, ann)
    assert [each.step.what for each in found.steps] == ["Send comps", "Call again"]
    assert (found.steps[0].reason, found.steps[0].is_promise) == ("promised", True)
    assert found.next_step is not None
    assert found.next_step.due_on == soon


# -- qualification and what is missing ------------------------------------------------------------------------


def test_the_score_counts_what_is_known_and_names_the_rest() -> None:
    known = {
        "need": KnownAnswer(Question.NEED, Answer.YES),
        "budget": KnownAnswer(Question.BUDGET, Answer.PARTLY),
        "interest": KnownAnswer(Question.INTEREST, Answer.NO),
    }
    found = readiness(all_answers(known))
    assert found.words == "1 of 6"
    assert found.explanation == (
        "Known: Need. Partly known: Budget. Spoke against it: Interest. Not asked yet: Decides, When, Loan."
    )


def test_an_answer_of_the_same_day_is_corrected_and_a_later_one_is_added(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    assert desk.do(qualification.answer_question, ann, "budget", "partly", detail="about 500k")
    assert desk.do(qualification.answer_question, ann, "Budget", "yes", detail="$510k")
    assert not desk.do(qualification.answer_question, ann, "budget", "yes", detail="$510k")
    desk.clock.advance(days=1)
    desk.do(qualification.answer_question, ann, "budget", "unknown")
    assert desk.rows("SELECT answer, detail FROM qualification ORDER BY id") == [
        ("yes", "$510k"),
        ("unknown", ""),
    ]
    assert page(desk, ann).answers[2] == KnownAnswer(Question.BUDGET, Answer.UNKNOWN, "", desk.moment.at)


def test_a_question_never_asked_and_set_to_unknown_leaves_nothing(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    assert not desk.do(qualification.answer_question, ann, "need", "unknown")
    assert desk.rows("SELECT * FROM qualification") == []


@pytest.mark.parametrize(("question", "answer"), [("shoe size", "yes"), ("need", "perhaps"), ("", "")])
def test_a_strange_question_or_answer_gets_a_sentence(desk: Desk, question: str, answer: str) -> None:
    ann = desk.add("Ann Hill")
    with pytest.raises(NotUnderstood, match=r"\."):
        desk.do(qualification.answer_question, ann, question, answer)


def test_prompts_are_answered_by_facts_or_by_words() -> None:
    prompts = ("A second way to reach them", "Budget", "Closing date", "Their dog's name?", "Thank-you sent")
    nothing = missing_prompts(prompts, KnownFacts())
    assert [(each.text, each.about) for each in nothing] == [
        ("A second way to reach them", "phone"),
        ("Budget", "budget"),
        ("Closing date", "purchase"),
        ("Their dog's name?", "answer"),
        ("Thank-you sent", "thanks"),
    ]
    known = KnownFacts(reaches=2, answers={"budget": "no"}, purchases=1, told=frozenset({"their dog's NAME"}))
    assert [each.text for each in missing_prompts(prompts, known)] == ["Thank-you sent"]


def test_every_prompt_that_ships_is_tied_to_a_fact_or_meant_for_words() -> None:
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles

    full = KnownFacts(
        reaches=2, is_permission_asked=True, has_preferred_channel=True, has_source=True, has_want=True,
        answers={each.value: "yes" for each in Question}, date_kinds=frozenset({"birthday"}), purchases=1,
        is_last_purchase_priced=True, is_last_purchase_rated=True, referrals_sent=1, has_next_step=True,
        has_two_way_touch=True, has_showing=True, relatives=1,
    )  # fmt: skip
    left = {
        each.text
        for lifecycle in shipped_lifecycles()
        for stage in lifecycle.stages
        for each in missing_prompts(stage.missing_prompts, full)
    }
    assert left == {
        "What did they say to it?", "What is missing for a yes?", "What might they need next, and when?",
        "What might they need next?", "What still holds them back?", "What would they change?",
        "Which incentive would matter?", "Which of your services do they not know?",
    }  # fmt: skip


def test_what_is_missing_at_a_stage_goes_as_facts_come(desk: Desk) -> None:
    ann = desk.add("Ann Hill", phones=(("", "416 555 0111"),), permissions={"call": "given"})
    assert [each.about for each in page(desk, ann).missing] == ["phone", "preferred_channel", "source"]
    desk.do(contacts.add_email, ann, "ann@example.com")
    desk.do(contacts.change_contact, ann, {"preferred_channel": "text", "source": "Postcard"})
    assert page(desk, ann).missing == ()


def test_a_prompt_in_the_owners_words_is_answered_in_words(desk: Desk) -> None:
    ann = desk.add("Ann Hill", stage_id=desk.stage("Convert"))
    before = page(desk, ann).missing
    prompt = "What still holds them back?"
    assert prompt in [each.text for each in before]
    desk.do(stage_answers.answer_questions, ann, desk.stage("Convert"), {prompt: HOSTILE})
    assert prompt not in [each.text for each in page(desk, ann).missing]


def test_facts_suggest_a_stage_until_the_owner_turns_it_down(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    desk.do(activities.log_activity, NewActivity(ann, "showing", text="Saw 3 Elm"))
    found = page(desk, ann).suggestion
    assert found is not None
    assert (found.stage.label, found.reason, found.rank) == (
        "Convert",
        "took a consultation, showing or market analysis",
        "sample",
    )
    desk.do(qualification.turn_down_suggestion, ann, found.rank)
    assert page(desk, ann).suggestion is None
    desk.do(purchases.log_purchase, NewPurchase(ann, "Buyer side", "3 Elm"))
    further = page(desk, ann).suggestion
    assert further is not None
    assert further.stage.label == "Deliver"


def test_who_only_signed_in_at_an_open_house_is_not_in_dialogue_yet(desk: Desk) -> None:
    ann = desk.add("Ann Hill", phones=(("", "416 555 0111"),), permissions={"call": "given"})
    desk.do(activities.log_activity, NewActivity(ann, "open_house", direction="in"))
    assert desk.read(proven_ranks, desk.moment.today) == {ann: Rank.REACHABLE}
    suggestion = page(desk, ann).suggestion
    assert suggestion is None or suggestion.rank != "dialogue"
    desk.do(activities.log_activity, NewActivity(ann, "open_house"))
    assert desk.read(proven_ranks, desk.moment.today) == {ann: Rank.DIALOGUE}
    talked = page(desk, ann).suggestion
    assert talked is not None
    assert talked.rank == "dialogue"


def test_an_answer_taken_back_no_longer_counts_when_the_lifecycle_is_changed(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    desk.do(qualification.answer_question, ann, "need", "yes")
    assert desk.read(proven_ranks, desk.moment.today) == {ann: Rank.QUALIFIED}
    desk.clock.advance(days=1)
    desk.do(qualification.answer_question, ann, "need", "unknown")
    assert desk.read(proven_ranks, desk.moment.today) == {}


# -- details ----------------------------------------------------------------------------------------------------


def test_every_detail_can_be_changed_in_place(desk: Desk) -> None:
    ann = desk.add(
        "Ann Hill", emails=(("", "a@x.example"), ("", "b@x.example")), phones=(("", "1"), ("", "2"))
    )
    address = desk.do(contacts.add_address, ann, Address(street="1 Elm"))
    date = desk.do(contacts.add_date, ann, KeyDate("birthday", 1980, 2, 29))
    link = desk.do(contacts.add_link, ann, "https://x.example", label="site")
    value = desk.do(details.set_own_value, ann, "Garden", "large")
    found = page(desk, ann).details
    desk.do(details.make_first_email, found.emails[1].row_id)
    desk.do(details.make_first_phone, found.phones[1].row_id)
    assert not desk.do(details.make_first_phone, found.phones[1].row_id)
    assert not desk.do(details.make_first_address, address)
    desk.do(details.change_address, address, Address("home", "2 Oak", city="Guelph", postal_code="N1H"))
    desk.do(details.change_date, date, KeyDate("anniversary", None, 12, 31))
    desk.do(details.change_link, link, "https://y.example")
    assert desk.do(details.set_own_value, ann, "garden", "small") == value
    desk.do(details.change_own_value, value, "none")
    found = page(desk, ann).details
    assert [each.text for each in found.emails] == ["b@x.example", "a@x.example"]
    assert [each.text for each in found.phones] == ["2", "1"]
    assert (found.addresses[0].label, found.addresses[0].text) == ("home", "2 Oak, Guelph N1H")
    assert (found.dates[0].kind, found.dates[0].year, found.dates[0].next_on) == (
        "anniversary", None, dt.date(2026, 12, 31),
    )  # fmt: skip
    assert (found.links[0].label, found.links[0].text) == ("site", "https://y.example")
    assert [(each.name, each.value) for each in found.own_values] == [("Garden", "none")]
    desk.do(details.remove_date, date)
    desk.do(details.remove_link, link)
    desk.do(details.remove_own_value, value)
    found = page(desk, ann).details
    assert (found.dates, found.links, found.own_values) == ((), (), ())


def test_a_birthday_of_a_leap_day_comes_round_in_every_year() -> None:
    assert next_on(2, 29, dt.date(2026, 4, 14)) == dt.date(2027, 2, 28)
    assert next_on(2, 29, dt.date(2027, 4, 14)) == dt.date(2028, 2, 29)
    assert next_on(4, 14, dt.date(2026, 4, 14)) == dt.date(2026, 4, 14)


def test_permission_keeps_all_that_was_ever_said(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    desk.do(
        contacts.set_permission,
        ann,
        "email",
        "given",
        wording="May I write?",
        place="12 Elm",
        recorded_by="Dana",
    )
    desk.clock.advance(days=5)
    desk.do(contacts.set_permission, ann, "email", "withdrawn")
    email = page(desk, ann).details.permissions[2]
    assert (email.channel, email.status) == ("email", "withdrawn")
    assert [(each.status, each.wording, each.place, each.recorded_by) for each in email.history] == [
        ("withdrawn", "", "", ""),
        ("given", "May I write?", "12 Elm", "Dana"),
    ]
    assert email.newest == email.history[0]


def test_a_row_that_is_gone_gets_a_sentence(desk: Desk) -> None:
    desk.add("Ann Hill")
    for operation, values in (
        (details.change_address, (77, Address(street="x"))),
        (details.remove_date, (77,)),
        (details.change_link, (77, "x")),
        (details.make_first_email, (77,)),
        (details.change_own_value, (77, "x")),
        (purchases.remove_purchase, (77,)),
        (referrals.change_referral_status, (77, "met")),
        (referrals.note_thanks, (77, None)),
        (relations.remove_relation, (77,)),
        (households.leave_household, (77,)),
    ):
        with pytest.raises(NotFound, match=r"\."):
            desk.do(operation, *values)


@pytest.mark.parametrize(
    ("operation", "values"),
    [
        (details.change_date, (KeyDate("birthday", 2025, 2, 29),)),
        (details.change_address, (Address(label="home"),)),
        (details.change_link, (" ",)),
        (details.change_own_value, ("\n",)),
    ],
)
def test_a_detail_cannot_be_emptied_by_a_change(
    desk: Desk, operation: Callable[..., Any], values: tuple[Any, ...]
) -> None:
    ann = desk.add("Ann Hill")
    rows = {
        details.change_date: desk.do(contacts.add_date, ann, KeyDate("birthday", 1980, 2, 29)),
        details.change_address: desk.do(contacts.add_address, ann, Address(street="1 Elm")),
        details.change_link: desk.do(contacts.add_link, ann, "https://x.example"),
        details.change_own_value: desk.do(details.set_own_value, ann, "Garden", "large"),
    }
    before = desk.everything()
    with pytest.raises(NotUnderstood):
        desk.do(operation, rows[operation], *values)
    assert desk.everything() == before


# -- people -----------------------------------------------------------------------------------------------------


def test_a_household_is_begun_joined_named_and_left(desk: Desk) -> None:
    jo, marcus = desk.add("Jo Bellamy"), desk.add("Marcus Bellamy")
    household = desk.do(households.join_household, marcus, jo)
    assert desk.do(households.change_household, household, salutation="Dear Jo and Marcus")
    found = page(desk, jo).household
    assert found is not None
    assert (found.name, found.salutation) == ("Bellamy", "Dear Jo and Marcus")
    assert [(each.name, each.is_this) for each in found.members] == [
        ("Jo Bellamy", True),
        ("Marcus Bellamy", False),
    ]
    assert desk.do(households.leave_household, jo)
    assert not desk.do(households.leave_household, jo)
    assert page(desk, jo).household is None
    assert desk.do(households.leave_household, marcus)
    assert desk.rows("SELECT * FROM household") == []
    with pytest.raises(NotUnderstood, match="themselves"):
        desk.do(households.join_household, jo, jo)


def test_a_member_in_the_trash_is_not_shown(desk: Desk) -> None:
    jo, marcus = desk.add("Jo Bellamy"), desk.add("Marcus Bellamy")
    desk.do(households.join_household, marcus, jo)
    desk.do(contacts.delete_contacts, [marcus])
    found = page(desk, jo).household
    assert found is not None
    assert [each.name for each in found.members] == ["Jo Bellamy"]


def test_relations_are_told_on_both_pages(desk: Desk) -> None:
    jo, lender = desk.add("Jo Bellamy"), desk.add("Lee Lender")
    desk.do(relations.add_relation, jo, "lender", other_contact_id=lender)
    named = desk.do(relations.add_relation, jo, "child", name=HOSTILE)
    assert [(each.kind, each.name, each.other_contact_id) for each in page(desk, jo).relations] == [
        ("lender", "Lee Lender", lender),
        ("child", HOSTILE, None),
    ]
    other = page(desk, lender).relations
    assert [(each.name, each.is_from_other) for each in other] == [("Jo Bellamy", True)]
    desk.do(relations.remove_relation, named)
    assert len(page(desk, jo).relations) == 1
    for values in ({"kind": ""}, {"kind": "spouse"}, {"kind": "spouse", "other_contact_id": jo}):
        with pytest.raises(NotUnderstood):
            desk.do(
                lambda connection, moment, v=values: relations.add_relation(
                    connection, jo, moment=moment, **v
                )
            )


def test_purchases_add_up_and_can_be_corrected(desk: Desk) -> None:
    ann = desk.add("Ann Hill", value_minor=42_000_000, currency="USD")
    first = desk.do(
        purchases.log_purchase,
        NewPurchase(ann, "Buyer side", "3 Elm", dt.date(2024, 5, 1), 40_000_000, 1_000_000, satisfaction=9),
    )
    second = desk.do(purchases.log_purchase, NewPurchase(ann, "buyer SIDE", "Rental", revenue_minor=50_000))
    found = page(desk, ann)
    assert [(each.service_line, each.what) for each in found.purchases] == [
        ("Buyer side", "Rental"),
        ("Buyer side", "3 Elm"),
    ]
    assert found.service_lines == ("Buyer side",)
    assert found.worth.value_minor == 42_000_000
    assert [(each.count, each.price_minor, each.revenue_minor) for each in found.worth.earned] == [
        (2, 40_000_000, 1_050_000)
    ]
    desk.do(purchases.change_purchase, second, NewPurchase(ann, "", "Rental", revenue_minor=70_000))
    desk.do(purchases.remove_purchase, first)
    assert [(each.service_line, each.revenue_minor) for each in page(desk, ann).purchases] == [("", 70_000)]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"what": "x", "cost_minor": -1},
        {"what": "x", "revenue_minor": 1 << 60},
        {"what": "x", "satisfaction": 11},
    ],
)
def test_a_purchase_that_cannot_be_gets_a_sentence(desk: Desk, wrong: dict[str, Any]) -> None:
    ann = desk.add("Ann Hill")
    with pytest.raises(NotUnderstood, match=r"\."):
        desk.do(purchases.log_purchase, NewPurchase(ann, **wrong))


def test_referrals_are_told_from_both_sides(desk: Desk) -> None:
    ingrid, marcus = desk.add("Ingrid"), desk.add("Marcus")
    number = desk.do(referrals.add_referral, ingrid, referred_id=marcus)
    desk.do(referrals.add_referral, ingrid, referred_name="somebody at work")
    sent = page(desk, ingrid).sent
    assert [(each.name, each.is_thanks_owed, each.stage is None) for each in sent] == [
        ("somebody at work", True, True),
        ("Marcus", True, False),
    ]
    came = page(desk, marcus).came_from
    assert [(each.name, each.other_contact_id, each.status) for each in came] == [("Ingrid", ingrid, "given")]
    assert desk.do(referrals.change_referral_status, number, "paid")
    assert not desk.do(referrals.change_referral_status, number, "paid")
    assert desk.do(referrals.note_thanks, number, dt.date(2026, 4, 13))
    found = page(desk, marcus).came_from[0]
    assert (found.status, found.paid_on, found.thanked_on) == (
        "paid",
        dt.date(2026, 4, 14),
        dt.date(2026, 4, 13),
    )
    assert not found.is_thanks_owed
    desk.do(referrals.remove_referral, number)
    assert page(desk, marcus).came_from == ()


def test_nobody_sends_themselves_directly_or_over_others(desk: Desk) -> None:
    a, b, c = desk.add("A"), desk.add("B"), desk.add("C")
    with pytest.raises(NotUnderstood, match="themselves"):
        desk.do(referrals.add_referral, a, referred_id=a)
    desk.do(referrals.add_referral, a, referred_id=b)
    desk.do(referrals.add_referral, b, referred_id=c)
    for referrer, referred in ((b, a), (c, a), (c, b)):
        with pytest.raises(NotUnderstood, match="circle"):
            desk.do(referrals.add_referral, referrer, referred_id=referred)
    desk.do(referrals.add_referral, c, referred_id=a, direction="out")
    assert desk.faults() == []


@pytest.mark.parametrize(
    "wrong", [{}, {"referred_name": "x", "status": "great"}, {"referred_name": "x", "direction": "up"}]
)
def test_a_referral_that_cannot_be_gets_a_sentence(desk: Desk, wrong: dict[str, Any]) -> None:
    ann = desk.add("Ann Hill")
    with pytest.raises(NotUnderstood, match=r"\."):
        desk.do(referrals.add_referral, ann, **wrong)


# -- every change is one step -----------------------------------------------------------------------------------


def test_each_change_is_one_step_that_undo_takes_back_whole(desk: Desk) -> None:
    ann, bob = desk.add("Ann Hill", emails=(("", "a@x.example"), ("", "b@x.example"))), desk.add("Bob Hill")
    rows = [each.row_id for each in page(desk, ann).details.emails]
    date = desk.do(contacts.add_date, ann, KeyDate("birthday", 1980, 2, 29))
    desk.clock.advance(hours=1)
    acts: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = [
        (details.make_first_email, (rows[1],), {}),
        (details.change_date, (date, KeyDate("birthday", 1981, 3, 1)), {}),
        (details.set_own_value, (ann, "Garden", HOSTILE), {}),
        (qualification.answer_question, (ann, "need", "yes"), {"detail": HOSTILE}),
        (qualification.turn_down_suggestion, (ann, "sample"), {}),
        (households.join_household, (ann, bob), {}),
        (relations.add_relation, (ann, "brother"), {"other_contact_id": bob}),
        (purchases.log_purchase, (NewPurchase(ann, "Buyer side", HOSTILE),), {}),
        (referrals.add_referral, (ann,), {"referred_id": bob}),
    ]
    for operation, values, options in acts:
        before = desk.everything()
        desk.do(operation, *values, **options)
        assert desk.everything() != before, operation.__name__
        undone = desk.database.undo()
        assert undone is not None
        assert desk.everything() == before, operation.__name__
        assert desk.database.redo() is not None
    assert desk.faults() == []


def test_a_deleted_contact_and_a_gone_one_do_not_break_a_page(desk: Desk) -> None:
    ann, bob = desk.add("Ann"), desk.add("Bob")
    desk.do(referrals.add_referral, ann, referred_id=bob)
    desk.do(contacts.delete_contacts, [bob])
    assert page(desk, bob).head.is_in_trash
    assert [each.name for each in page(desk, ann).sent] == ["Bob"]


# -- typed text -------------------------------------------------------------------------------------------------


def test_typed_text_is_kept_to_the_letter_and_is_no_step(desk: Desk) -> None:
    place = "contact:1:composer"
    before = desk.database.history()
    desk.do(keep_typed, place, "  first\n")
    desk.do(keep_typed, place, HOSTILE + " \n two  ")
    assert desk.read(typed_text, place) == HOSTILE + " \n two  "
    assert desk.read(typed_text, "contact:2:composer") == ""
    assert desk.database.history() == before
    desk.do(keep_typed, place, "")
    assert desk.rows("SELECT * FROM typed_text") == []


def test_typed_text_with_broken_letters_is_kept_as_far_as_can_be(desk: Desk) -> None:
    desk.do(keep_typed, "x", "a\ud800b\x00c")
    assert desk.read(typed_text, "x") == "a?bc"


def test_typing_does_not_forget_what_can_be_done_again(desk: Desk) -> None:
    desk.add("Ann")
    desk.database.undo()
    desk.do(keep_typed, "x", "note")
    assert desk.database.redo() is not None
