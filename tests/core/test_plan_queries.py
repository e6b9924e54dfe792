"""What the plan page asks: help to fill it, places of moves and goals, typed numbers, changes; and typed costs and days."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.plan import Gap, Tactic, gaps, plan_gaps
from lifecycle_desktop.core.model.plan_desk import PlanDesk
from lifecycle_desktop.core.model.plan_entry import cost_text, read_cost, read_plan_day, whole_cost
from lifecycle_desktop.core.model.plan_print import changes_between, sheet_of
from lifecycle_desktop.core.operations import plan_bells, plan_copies, plan_tactics, plans
from lifecycle_desktop.core.operations.sequences import add_shipped_sequences
from lifecycle_desktop.core.operations.settings import set_setting
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.plan import missing_count, plan_desk
from lifecycle_desktop.core.queries.plan_bells import bell_desk, proposed
from lifecycle_desktop.core.queries.plan_prints import plan_prints, plans_kept
from tests.core.desk import Desk

APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)


@pytest.fixture
def plan_id(desk: Desk) -> int:
    return int(desk.do(plans.start_plan))


def sheet(desk: Desk) -> PlanDesk:
    found = desk.read(plan_desk, desk.moment)
    assert isinstance(found, PlanDesk)
    return found


def test_there_is_none_before_it_is_started(desk: Desk) -> None:
    assert desk.read(plan_desk, desk.moment) is None
    assert desk.read(missing_count, desk.moment) == 0


def test_three_ideas_fit_that_the_stage_does_not_have(desk: Desk, plan_id: int) -> None:
    first = sheet(desk).stages[0]
    ideas = first.fitting_ideas()
    assert len(ideas) == 3
    desk.do(plan_tactics.add_tactic, first.plan_stage_id, Tactic(ideas[0].what.upper()))
    left = sheet(desk).stages[0].fitting_ideas()
    assert ideas[0] not in left
    assert ideas[1] in left
    assert first.prompts.trigger == "What makes a stranger give a name?"


def test_moves_and_goals_keep_their_places(desk: Desk, plan_id: int) -> None:
    desk.do(plans.set_move, plan_id, 2, what="Third", stage_id=desk.stage("Refer"))
    desk.do(plans.set_goal, plan_id, 1, number="10", words="by referral")
    found = sheet(desk)
    assert [move.move.what if move else None for move in found.moves_by_place()] == [None, None, "Third"]
    assert found.moves[0].stage_id == desk.stage("Refer")
    assert [goal.number if goal else None for goal in found.goals_by_place()] == [None, "10", None]
    assert found.plan.moves == (found.moves[0].move,)


def test_typed_numbers_add_up_and_close_the_gap(desk: Desk, plan_id: int) -> None:
    stage = sheet(desk).stages[0]
    desk.do(plans.set_plan_stage, stage.plan_stage_id, measure="")
    assert Gap.MEASURE in gaps(sheet(desk).plan.stages[0])
    assert sheet(desk).stages[0].so_far is None
    desk.do(plans.set_number, stage.plan_stage_id, APRIL, "31")
    desk.do(plans.set_number, stage.plan_stage_id, MAY, "1,000")
    found = sheet(desk).stages[0]
    assert (found.so_far, found.typed_now) == ("1031", "31")
    assert Gap.MEASURE not in gaps(found.stage)
    desk.do(plans.set_number, stage.plan_stage_id, MAY, "about 40²")
    assert sheet(desk).stages[0].so_far == "about 40²"


def test_a_second_print_of_a_day_says_the_same(desk: Desk, plan_id: int) -> None:
    desk.add("One", emails=(("", "a@b.example"),), is_captured=True)
    desk.do(plan_copies.record_print, plan_id, sheet(desk).plan)
    assert sheet(desk).plan.stages[1].month_counts[0].change is None
    assert sheet(desk).last_printed_on == "2026-04-14"
    desk.clock.advance(days=1)
    desk.add("Two", emails=(("", "c@d.example"),), is_captured=True)
    before = sheet(desk).plan
    assert before.stages[1].month_counts[0].change == 1
    desk.do(plan_copies.record_print, plan_id, before)
    assert sheet(desk).plan == before


def test_it_says_when_it_was_saved_and_what_paper_is_used(desk: Desk, plan_id: int) -> None:
    assert sheet(desk).saved_at == "10:00"
    with desk.database.write("Paper", moment=desk.moment) as written:
        set_setting(written.connection, "paper", "a4")
    desk.clock.advance(days=1)
    found = sheet(desk)
    assert (found.saved_at, found.paper, found.month_now) == ("", "a4", APRIL)
    desk.clock.advance(days=200)
    assert sheet(desk).month_now == dt.date(2026, 6, 1)


def test_the_number_in_the_side_bar_is_that_of_stages_with_gaps(desk: Desk, plan_id: int) -> None:
    assert desk.read(missing_count, desk.moment) == 7
    stage = sheet(desk).stages[0].plan_stage_id
    desk.do(plans.set_plan_stage, stage, goal_number="90", move_on="asks for a tour")
    desk.do(plan_tactics.add_tactic, stage, Tactic("Farm postcards"))
    assert desk.read(missing_count, desk.moment) == 6


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("", "USD", None), ("400", "USD", 40_000), ("$400", "USD", 40_000), ("1,250", "USD", 125_000),
        ("1.250,50", "EUR", 125_050), ("12.5", "USD", 1_250), ("400 €", "EUR", 40_000), ("400", "JPY", 400),
        ("1.250", "KWD", 1_250_000), ("SEK 90", "SEK", 9_000),
    ],
)  # fmt: skip
def test_costs_are_read(text: str, currency: str, minor: int | None) -> None:
    assert read_cost(text, currency) == minor
    assert read_cost(cost_text(minor, currency), currency) == minor


@pytest.mark.parametrize(
    "text", ["cheap", "-5", "5-6", "4.5.6.7", "1" * 20, "12.345.6", "4000000000000000", "twelve 5"]
)
def test_what_is_no_cost_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_cost(text, "USD")


def test_small_parts_that_a_currency_lacks_are_refused() -> None:
    with pytest.raises(NotUnderstood):
        read_cost("12.50", "JPY")


def test_the_cost_of_an_idea_is_in_whole_units() -> None:
    assert (whole_cost(400, "USD"), whole_cost(400, "JPY"), whole_cost(None, "USD")) == (40_000, 400, None)


def test_days_are_read(desk: Desk) -> None:
    assert read_plan_day("30 June", desk.moment) == dt.date(2026, 6, 30)
    assert read_plan_day("", desk.moment) is None
    with pytest.raises(NotUnderstood):
        read_plan_day("soon, I hope", desk.moment)


def test_the_number_in_the_side_bar_counts_no_people(desk: Desk, plan_id: int) -> None:
    stages = sheet(desk).stages
    for stage in stages[:3]:
        desk.do(plans.set_plan_stage, stage.plan_stage_id, goal_number="9", move_on="yes", measure="")
        desk.do(plan_tactics.add_tactic, stage.plan_stage_id, Tactic("Call"))
    desk.do(plans.set_number, stages[0].plan_stage_id, APRIL, "4")
    desk.do(plans.set_plan_stage, stages[1].plan_stage_id, measure="heard_from_me")
    assert desk.read(missing_count, desk.moment) == len(plan_gaps(sheet(desk).plan)) == 5

    asked: list[str] = []
    with desk.database.read() as connection:
        connection.set_trace_callback(asked.append)
        missing_count(connection, desk.moment)
        connection.set_trace_callback(None)
    assert len(asked) >= 3
    assert not [sql for sql in asked if "contact" in sql or "purchase" in sql]


def test_how_things_stand_is_the_same_for_the_month_and_the_period(desk: Desk, plan_id: int) -> None:
    person = desk.add("Wanda", emails=(("", "w@b.example"),), is_captured=True)
    desk.do(move_contacts, [person], desk.stage("Nurture"))
    found = sheet(desk).stages[2]
    assert found.stage.measure == "kept_warm"
    assert (found.so_far, found.stage.month_counts[0].value, found.stage.month_counts[1].value) == (
        "1",
        "1",
        None,
    )


def test_a_printed_sheet_is_kept_whole_and_says_what_changed_since(desk: Desk, plan_id: int) -> None:
    first = sheet(desk).stages[0]
    desk.do(plan_tactics.add_tactic, first.plan_stage_id, Tactic("Farm postcards", "monthly", who="Sam"))
    desk.do(plans.set_plan_stage, first.plan_stage_id, goal_number="90", offer="a guide")
    desk.do(plans.set_goal, plan_id, 0, number="24", words="closings")
    desk.do(
        plans.set_move, plan_id, 0, what="Write", stage_id=desk.stage("Refer"), due_on=dt.date(2026, 4, 30)
    )
    desk.do(plans.set_plan, plan_id, posted_on=dt.date(2026, 4, 15))
    printed = sheet(desk).plan
    desk.do(plan_copies.record_print, plan_id, printed, paper=Paper.A3, grey=True)
    (kept,) = desk.read(plan_prints, plan_id)
    assert kept.sheet == printed
    assert (kept.paper, kept.grey, kept.printed_on) == (Paper.A3, True, dt.date(2026, 4, 14))
    assert changes_between(kept.sheet, sheet(desk).plan) == ()
    desk.do(plan_tactics.add_tactic, first.plan_stage_id, Tactic("Open house"))
    desk.do(plan_tactics.change_tactic, first.tactic_ids[0] if first.tactic_ids else 1, rhythm="weekly")
    desk.do(plans.set_plan_stage, first.plan_stage_id, goal_number="95", offer="")
    desk.do(plans.set_move, plan_id, 0, what="Call")
    told = changes_between(kept.sheet, sheet(desk).plan)
    assert "Attract: + Open house" in told
    assert "Attract: Farm postcards weekly Sam, was Farm postcards monthly Sam" in told
    assert any(line.startswith("Attract: goal 95 ") and ", was 90 " in line for line in told)
    assert "Attract: Offer “–”, was “a guide”" in told
    assert told[-2:] == ("Move: + Call", "Move: − Write")
    assert sheet_of("{}") is None
    assert sheet_of("no json") is None


def test_a_bell_puts_a_tactic_on_today_or_hands_it_to_a_sequence(desk: Desk, plan_id: int) -> None:
    first = sheet(desk).stages[0]
    ann = desk.add("Ann", emails=(("", "ann@x.example"),))
    tactic = desk.do(plan_tactics.add_tactic, first.plan_stage_id, Tactic("Call block", "Tue + Thu", "call"))
    asked = desk.read(bell_desk, tactic, desk.moment)
    assert (asked.repeat, asked.first_on) == ("Tue and Thu", dt.date(2026, 4, 14))
    assert asked.contact_ids == (ann,)
    desk.do(plan_bells.put_on_today, tactic, due_on=asked.first_on, rule=asked.repeat)
    desk.do(plan_bells.put_on_today, tactic, due_on=asked.first_on, rule=asked.repeat)
    bell = sheet(desk).stages[0].bell_of(tactic)
    assert (bell.is_on, bell.open_count, bell.next_on) == (True, 1, dt.date(2026, 4, 14))
    made = desk.do(plan_copies.copy_plan_to_next_period, plan_id)
    copied = desk.read(plan_desk, desk.moment, made).stages[0]
    assert copied.bells[0].open_count == 1  # what recurs goes on under the new plan
    assert desk.do(plan_bells.put_on_today, tactic, due_on=asked.first_on, contact_ids=asked.contact_ids) == 1
    assert desk.rows("SELECT contact_id FROM follow_up WHERE plan_tactic_id = ?", tactic) == [(ann,)]
    assert desk.do(plan_bells.take_bell_off, tactic) == 1
    assert not sheet(desk).stages[0].bell_of(tactic).is_on
    desk.do(add_shipped_sequences)
    sequence = desk.read(bell_desk, tactic, desk.moment).sequences[0][0]
    desk.do(plan_bells.hand_to_sequence, tactic, sequence_id=sequence, contact_ids=[ann])
    bell = sheet(desk).stages[0].bell_of(tactic)
    assert (bell.is_on, bell.sequence_id, bell.running) == (True, sequence, 1)
    assert not desk.faults()


@pytest.mark.parametrize(
    ("rhythm", "repeat", "first"),
    [("monthly", "monthly", 14), ("Fridays", "Fridays", 17), ("same day", "", 14), ("", "", 14)],
)
def test_a_rhythm_proposes_how_it_recurs(rhythm: str, repeat: str, first: int) -> None:
    assert proposed(rhythm, dt.date(2026, 4, 14)) == (repeat, dt.date(2026, 4, first))


def test_last_years_plan_is_copied_with_its_goals_due_as_far_on(desk: Desk, plan_id: int) -> None:
    first = sheet(desk).stages[0]
    desk.do(plans.set_plan_stage, first.plan_stage_id, goal_number="9", goal_due_on=dt.date(2026, 5, 15))
    made = desk.do(plan_copies.copy_plan, plan_id, (dt.date(2027, 4, 1), dt.date(2027, 6, 30)))
    copied = desk.read(plan_desk, desk.moment, made)
    assert copied.plan.title.endswith("2027")
    assert copied.stages[0].stage.goal_due_on == dt.date(2027, 5, 15)
    assert copied.stages[1].stage.goal_due_on == dt.date(2027, 6, 30)
    lines = desk.read(plans_kept)
    assert [(line.plan_id, line.start.year) for line in lines] == [(made, 2027), (plan_id, 2026)]
    with pytest.raises(NotUnderstood):
        desk.do(plan_copies.copy_plan, plan_id, (dt.date(2027, 4, 1), dt.date(2027, 3, 1)))
