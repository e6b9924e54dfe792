"""Triggers: what sets them off, what they do in the same step, and that nothing fires twice or for ever."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.trigger import (
    Act,
    Occasion,
    Rule,
    Then,
    When,
    read_then,
    read_when,
    then_json,
    when_json,
)
from lifecycle_desktop.core.operations import (
    activities,
    contacts,
    follow_ups,
    merging,
    purchases,
    stages,
    triggers,
)
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.operations.purchases import NewPurchase
from lifecycle_desktop.core.queries.today import day_list
from lifecycle_desktop.core.queries.trigger_due import due_by_time, in_portions
from lifecycle_desktop.core.queries.triggers import (
    firings,
    open_complaints,
    people_with_complaints,
    proposals,
    trigger_desk,
    would_have_fired,
)
from tests.core.desk import Desk

CALL = Then(Act.FOLLOW_UP, "Call them", "call")


def keep(desk: Desk, when: When, then: Then = CALL, name: str = "Rule", **more: Any) -> int:
    return int(desk.do(triggers.save_rule, Rule(when, then, name, **more)))


def steps_of(desk: Desk, contact_id: int) -> list[tuple[Any, ...]]:
    return desk.rows(
        "SELECT what, channel, due_on, reason FROM follow_up WHERE contact_id = ? ORDER BY id", contact_id
    )


def fired(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.rows("SELECT trigger_rule_id, contact_id, occasion, did FROM trigger_firing ORDER BY id")


def overnight(desk: Desk) -> int:
    due = desk.read(due_by_time, desk.moment)
    return sum(desk.do(triggers.fire_due, part) for part in in_portions(due, 2))


def buy(desk: Desk, contact_id: int, **more: Any) -> int:
    return int(desk.do(purchases.log_purchase, NewPurchase(contact_id, what="42 Orchard Lane", **more)))


def test_a_first_purchase_is_answered_in_its_own_step(desk: Desk) -> None:
    ann = desk.add("Ann Able")
    rule = keep(desk, When(Occasion.FIRST_PURCHASE), Then(Act.FOLLOW_UP, "Ask how it went", "call", 3))
    before = desk.everything()
    bought = buy(desk, ann)
    assert steps_of(desk, ann) == [
        ("Ask how it went", "call", "2026-04-17", "first purchase: 42 Orchard Lane")
    ]
    assert fired(desk) == [(rule, ann, f"purchase:{bought}", "follow_up")]
    assert desk.rows("SELECT next_step_on FROM contact WHERE id = ?", ann) == [("2026-04-17",)]
    after = desk.everything()
    desk.database.undo()
    assert desk.everything() == before
    desk.database.redo()
    assert desk.everything() == after
    buy(desk, ann)  # no first one any more
    old = desk.add("Old Sale")
    buy(desk, old, closed_on=dt.date(2024, 1, 1))  # its first days are past
    assert len(fired(desk)) == 1
    assert desk.faults() == []


def test_each_entry_finds_its_own_triggers(desk: Desk) -> None:
    ann, bob = desk.add("Ann Able"), desk.add("Bob Best", temperature="hot")
    low = keep(desk, When(Occasion.LOW_SATISFACTION))
    hot = keep(desk, When(Occasion.COMPLAINT, temperature="hot"))
    no = keep(desk, When(Occasion.PERMISSION_WITHDRAWN, channel="email"))
    heat = keep(desk, When(Occasion.STAGE_ENTERED, stage_id=desk.stage("Convert")), Then(Act.TEMPERATURE, temperature="hot"))  # fmt: skip
    keep(desk, When(Occasion.COMPLAINT), name="Off", is_on=False)
    bought = buy(desk, ann, satisfaction=7)
    desk.do(purchases.change_purchase, bought, NewPurchase(ann, what="42 Orchard Lane", satisfaction=4))
    for who in (ann, bob):
        desk.do(activities.log_activity, NewActivity(who, "complaint", text="The door"))
    for channel, status in (("email", "given"), ("text", "withdrawn"), ("email", "withdrawn")):
        desk.do(contacts.set_permission, bob, channel, status)
    desk.do(stages.move_contacts, [ann, bob], desk.stage("Convert"))
    assert [(rule, who) for rule, who, _key, _did in fired(desk)] == [
        (low, ann), (hot, bob), (no, bob), (heat, ann), (heat, bob),
    ]  # fmt: skip
    assert [did for *_rest, did in fired(desk)][-2:] == ["temperature", "nothing"]
    assert steps_of(desk, ann)[0][3] == "satisfaction 4 of 10: 42 Orchard Lane"
    assert steps_of(desk, bob)[0][3] == "they complained: The door"
    desk.do(purchases.change_purchase, bought, NewPurchase(ann, what="42 Orchard Lane", satisfaction=3))
    assert len(fired(desk)) == 5  # the same purchase is not asked about again
    told = desk.read(firings, 2)
    assert [line.did for line in told] == ["Nothing was left to do", "Temperature set"]
    step = desk.database.history(1)[0].step_id
    assert told[0].step_id == step - 1  # undoable through the history


def test_people_who_said_no_are_not_called(desk: Desk) -> None:
    barred = desk.add("Bar Red")
    desk.do(contacts.change_contact, barred, {"is_do_not_contact": True})
    refusing = desk.add("Ref Use", permissions={"call": "refused"})
    gone = desk.add("Go Ne")
    keep(desk, When(Occasion.COMPLAINT))
    desk.do(contacts.delete_contacts, [gone])
    for who in (barred, refusing, gone):
        desk.do(activities.log_activity, NewActivity(who, "complaint"))
    assert [(who, did) for _rule, who, _key, did in fired(desk)] == [
        (barred, "no_contact"), (refusing, "no_permission"),
    ]  # fmt: skip
    assert steps_of(desk, barred) == []
    assert steps_of(desk, refusing)[0][1] == "other"


def test_what_is_brought_in_or_put_back_sets_nothing_off(desk: Desk) -> None:
    from lifecycle_desktop.core.operations.first_steps import add_sample_people

    desk.do(triggers.add_shipped_rules)
    for rule_id, key in desk.rows("SELECT id, key FROM trigger_rule WHERE is_on = 0"):
        if key != "facts":
            desk.do(triggers.switch_rule, rule_id, True)
    keep(desk, When(Occasion.STAGE_ENTERED))
    desk.do(add_sample_people)
    assert fired(desk) == []
    ann = desk.add("Ann Able")
    assert len(fired(desk)) == 1  # somebody new enters a stage
    with desk.database.write("Import", moment=desk.moment, cause="import") as written:
        purchases.log_purchase(written.connection, NewPurchase(ann, what="A house"), desk.moment)
    twin = desk.add("Ann Able")
    desk.do(contacts.set_permission, twin, "email", "withdrawn")
    count = len(fired(desk))
    desk.do(merging.merge_contacts, ann, twin)
    assert len(fired(desk)) == count
    desk.database.undo_step(desk.database.history(1)[0].step_id, "Undo", moment=desk.moment)
    assert len(fired(desk)) == count


def test_rings_are_refused_with_their_names(desk: Desk) -> None:
    nurture, convert, deliver = (desk.stage(name) for name in ("Nurture", "Convert", "Deliver"))
    keep(desk, When(Occasion.STAGE_ENTERED, nurture), Then(Act.STAGE, stage_id=convert), "One")
    keep(desk, When(Occasion.STAGE_ENTERED, convert), Then(Act.STAGE, stage_id=deliver), "Two")
    back = Rule(When(Occasion.STAGE_ENTERED, deliver), Then(Act.STAGE, stage_id=nurture), "Three")
    with pytest.raises(NotUnderstood) as refused:
        desk.do(triggers.save_rule, back)
    assert refused.value.message == (
        "These would go round for ever: “Three”, which sets off “One”, which sets off “Two”, which sets off “Three”."
    )
    with pytest.raises(NotUnderstood, match="“Any” would set itself off"):
        keep(desk, When(Occasion.STAGE_ENTERED), Then(Act.STAGE, stage_id=deliver), "Any")
    off = int(desk.do(triggers.save_rule, Rule(back.when, back.then, "Three", is_on=False)))
    with pytest.raises(NotUnderstood, match="go round"):
        desk.do(triggers.switch_rule, off, True)
    asks = Rule(back.when, Then(Act.STAGE, stage_id=nurture, asks=True), "Three", rule_id=off)
    desk.do(triggers.save_rule, asks)  # the owner stands between
    ann = desk.add("Ann Able")
    desk.do(stages.move_contacts, [ann], nurture)
    assert desk.rows("SELECT stage_id FROM contact WHERE id = ?", ann) == [(deliver,)]
    assert [did for *_rest, did in fired(desk)] == ["moved", "moved", "asks"]
    moves = desk.rows("SELECT cause, reason FROM stage_move WHERE contact_id = ? AND cause = 'rule'", ann)
    assert moves == [("rule", "entered Nurture Prospects"), ("rule", "entered Convert Sales")]


@pytest.mark.parametrize(
    ("when", "then", "said"),
    [
        (When(Occasion.COMPLAINT), Then(Act.STAGE), "Choose the stage"),
        (When(Occasion.COMPLAINT), Then(Act.FOLLOW_UP), "what is to be done"),
        (When(Occasion.COMPLAINT), Then(Act.TEMPERATURE), "hot, warm or cold"),
        (When(Occasion.COMPLAINT), Then(Act.START_SEQUENCE), "Choose the sequence"),
        (When(Occasion.COMPLAINT), Then(Act.START_SEQUENCE, sequence_id=99), "sequence that is not in use"),
        (When(Occasion.STAGE_ENTERED, 999), CALL, "stage that is not in use"),
        (When(Occasion.SECOND_PURCHASE_WINDOW, from_days=60, to_days=30), CALL, "cannot end before"),
        (When(Occasion.LOW_SATISFACTION, at_most=11), CALL, "0 to 10"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, when: When, then: Then, said: str) -> None:
    with pytest.raises(NotUnderstood, match=said):
        keep(desk, when, then)
    assert read_when(when_json(when)) == when
    assert read_then(then_json(then)) == then


def test_a_rule_on_what_is_gone_needs_a_look_and_does_nothing(desk: Desk) -> None:
    from lifecycle_desktop.core.model.lifecycle import find_lifecycle
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles

    keep(desk, When(Occasion.COMPLAINT), Then(Act.STAGE, stage_id=desk.stage("Get Referrals")))
    desk.database.writing_connection().execute(
        "INSERT INTO trigger_rule (name, when_json, then_json, created_at) VALUES ('Odd', '{\"occasion\": 3}', '[]', '')"
    )
    desk.do(switch_lifecycle, find_lifecycle(shipped_lifecycles(), "Ten"))
    ann = desk.add("Ann Able")
    desk.do(activities.log_activity, NewActivity(ann, "complaint"))
    assert fired(desk) == []
    assert overnight(desk) == 0
    lines = desk.read(trigger_desk, desk.moment).rules
    assert [line.fault for line in lines] == ["It names a stage that is not in use.", "It cannot be read."]


def test_the_days_fire_once_and_go_on_where_they_were_stopped(desk: Desk) -> None:
    desk.do(triggers.add_shipped_rules)
    (anniversary,) = desk.rows("SELECT id FROM trigger_rule WHERE key = 'anniversary'")[0]
    desk.do(triggers.switch_rule, anniversary, True)
    people = [desk.add(f"Quiet {n}") for n in range(5)]
    desk.do(follow_ups.add_follow_ups, people[4:], _step("2027-01-01"))
    leap, window = desk.add("Leap Day"), desk.add("Second Sale")
    with desk.database.write("Import", moment=desk.moment, cause="import") as written:
        for who, day in ((leap, dt.date(2024, 2, 29)), (window, dt.date(2026, 2, 1))):
            purchases.log_purchase(written.connection, NewPurchase(who, what="A", closed_on=day), desk.moment)
    desk.clock.advance(days=-20)
    assert overnight(desk) >= 1  # the window of the second sale: 25 March is day 52
    assert overnight(desk) == 0
    assert [row[0] for row in steps_of(desk, window)] == ["Ask what they need next"]
    desk.clock.advance(days=60)
    due = desk.read(due_by_time, desk.moment)
    parts = list(in_portions(due, 2))
    assert desk.do(triggers.fire_due, parts[0]) == 2  # the program was ended here
    assert overnight(desk) + 2 == sum(len(each) for _rule, each in due)
    assert overnight(desk) == 0
    waiting, count = desk.read(proposals, desk.moment)
    assert count == len(waiting)
    assert {each.contact_id for each in waiting} >= set(people[:4])
    assert people[4] not in {each.contact_id for each in waiting}
    assert waiting[0].act.startswith("call the same day")
    desk.clock.at = dt.datetime(2027, 2, 22, 14, tzinfo=dt.UTC)
    overnight(desk)
    assert steps_of(desk, leap)[-1][2] == "2027-02-28"
    assert desk.faults() == []


def _step(day: str) -> Any:
    from lifecycle_desktop.core.model.follow_up import NewFollowUp

    return NewFollowUp(None, dt.date.fromisoformat(day), what="Later")


def test_a_proposal_is_done_when_it_is_accepted(desk: Desk) -> None:
    ann, bob = desk.add("Ann Able"), desk.add("Bob Best")
    convert = desk.stage("Convert")
    keep(desk, When(Occasion.COMPLAINT), Then(Act.FOLLOW_UP, "Say sorry", "call", asks=True), "Sorry")
    keep(desk, When(Occasion.LOW_SATISFACTION), Then(Act.STAGE, stage_id=convert, asks=True), "Back")
    desk.do(activities.log_activity, NewActivity(ann, "complaint"))
    buy(desk, bob, satisfaction=2)
    waiting, count = desk.read(proposals, desk.moment)
    assert count == 2
    assert [each.act for each in waiting] == [
        "move to Convert Sales",
        "call the same day: Say sorry",
    ]
    assert desk.read(proposals, desk.moment, contact_id=ann)[1] == 1
    before = desk.everything()
    desk.do(triggers.answer_firing, waiting[1].firing_id, True)
    assert [row[0] for row in steps_of(desk, ann)] == ["Say sorry"]
    with pytest.raises(NotUnderstood, match="answered already"):
        desk.do(triggers.answer_firing, waiting[1].firing_id, True)
    desk.database.undo()
    assert desk.everything() == before
    desk.do(triggers.answer_firing, waiting[0].firing_id, True)
    assert desk.rows("SELECT stage_id FROM contact WHERE id = ?", bob) == [(convert,)]
    desk.do(triggers.answer_firing, waiting[1].firing_id, False)
    assert desk.read(proposals, desk.moment)[1] == 0
    assert {line.did for line in desk.read(firings)} == {"Accepted", "Turned down"}


def test_a_complaint_flies_a_red_flag_until_it_is_settled(desk: Desk) -> None:
    desk.do(triggers.add_shipped_rules)
    ann, bob = desk.add("Ann Able"), desk.add("Bob Best")
    for who in (ann, bob):
        desk.do(activities.log_activity, NewActivity(who, "complaint", text="Late again"))
    assert desk.read(people_with_complaints) == {ann, bob}
    (complaint,) = desk.read(open_complaints, ann)
    assert complaint.text == "Late again"
    today = desk.read(day_list, desk.moment).today
    assert [(line.name, line.has_complaint) for line in today] == [("Ann Able", True), ("Bob Best", True)]
    desk.do(triggers.close_complaint, complaint.activity_id)
    assert desk.read(open_complaints, ann) == ()
    assert [line.has_complaint for line in desk.read(day_list, desk.moment).today] == [False, True]
    with pytest.raises(NotUnderstood, match="settled already"):
        desk.do(triggers.close_complaint, complaint.activity_id)
    (step,) = desk.rows("SELECT id FROM follow_up WHERE contact_id = ?", bob)[0]
    desk.do(follow_ups.complete_follow_up, step)
    assert desk.read(people_with_complaints) == frozenset()


def test_facts_move_people_only_forwards_and_the_owner_wins(desk: Desk) -> None:
    keep(desk, When(Occasion.FACT_PROVEN), Then(Act.STAGE), "By itself")
    ann = desk.add("Ann Able")
    buy(desk, ann)
    stands = "SELECT stage_id FROM contact WHERE id = ?"
    deliver, nurture = desk.stage("Deliver"), desk.stage("Nurture")
    assert desk.rows(stands, ann) == [(deliver,)]
    desk.do(stages.move_contacts, [ann], nurture)
    desk.do(activities.log_activity, NewActivity(ann, "call", "both"))
    assert desk.rows(stands, ann) == [(nurture,)]  # the same fact never moves them again
    bob = desk.add("Bob Best")
    desk.do(stages.move_contacts, [bob], desk.stage("Get Referrals"))
    buy(desk, bob)
    assert desk.rows(stands, bob) == [(desk.stage("Get Referrals"),)]
    buy(desk, ann)  # a further fact does
    assert desk.rows(stands, ann) == [(desk.stage("Repeat"),)]
    assert desk.faults() == []


def test_the_preview_counts_people_of_the_last_90_days(desk: Desk) -> None:
    ann, bob = desk.add("Ann Able"), desk.add("Bob Best", temperature="hot")
    for who in (ann, bob):
        buy(desk, who, satisfaction=5, closed_on=dt.date(2026, 3, 1))
        desk.do(activities.log_activity, NewActivity(who, "complaint"))
    desk.do(contacts.set_permission, ann, "email", "withdrawn")
    buy(desk, ann, closed_on=dt.date(2025, 3, 1))
    expected = {
        When(Occasion.STAGE_ENTERED): 2,
        When(Occasion.STAGE_ENTERED, desk.stage("Convert")): 0,
        When(Occasion.FIRST_PURCHASE): 1,
        When(Occasion.SECOND_PURCHASE_WINDOW): 1,
        When(Occasion.ANNIVERSARY): 1,
        When(Occasion.COMPLAINT): 2,
        When(Occasion.COMPLAINT, temperature="hot"): 1,
        When(Occasion.LOW_SATISFACTION): 2,
        When(Occasion.LOW_SATISFACTION, at_most=4): 0,
        When(Occasion.PERMISSION_WITHDRAWN): 1,
        When(Occasion.PERMISSION_WITHDRAWN, channel="call"): 0,
        When(Occasion.QUIET): 0,
        When(Occasion.FACT_PROVEN): None,
    }
    assert {when: desk.read(would_have_fired, when, desk.moment) for when in expected} == expected


def _sequence() -> Any:
    from lifecycle_desktop.core.model.sequence import Offset, PlannedStep, SequencePlan, StepChannel

    steps = (
        PlannedStep(Offset(0), StepChannel.CALL, "Ring"),
        PlannedStep(Offset(7), StepChannel.CALL, "Again"),
    )
    return SequencePlan("", "en", "Welcome", steps=steps)


def test_a_sequence_is_started_once_and_stopped(desk: Desk) -> None:
    from lifecycle_desktop.core.operations.sequences import retire_sequence, save_sequence

    sequence_id = desk.do(save_sequence, _sequence())
    convert = desk.stage("Convert")
    keep(
        desk,
        When(Occasion.STAGE_ENTERED, convert),
        Then(Act.START_SEQUENCE, sequence_id=sequence_id),
        "Begin",
    )
    keep(desk, When(Occasion.PERMISSION_WITHDRAWN), Then(Act.STOP_SEQUENCES), "Stop")
    ann = desk.add("Ann Able")
    for name in ("Convert", "Nurture", "Convert"):
        desk.do(stages.move_contacts, [ann], desk.stage(name))
    states = "SELECT state, reason FROM enrolment WHERE contact_id = ?"
    assert desk.rows(states, ann) == [("running", "")]
    assert [did for *_rest, did in fired(desk)] == ["started", "nothing"]
    desk.do(contacts.set_permission, ann, "text", "withdrawn")
    assert desk.rows(states, ann) == [("stopped", "trigger")]
    desk.database.undo()
    assert desk.rows(states, ann) == [("running", "")]
    desk.do(retire_sequence, sequence_id)
    assert (
        next(line.fault for line in desk.read(trigger_desk, desk.moment).rules)
        == "It names a sequence that is not in use."
    )
    bob = desk.add("Bob Best")
    desk.do(stages.move_contacts, [bob], convert)
    assert len(fired(desk)) == 2
    assert desk.faults() == []
