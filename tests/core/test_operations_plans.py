"""The plan: started, filled, ordered, printed, copied; each on a real file and undone again."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.plan import Gap, Tactic, gaps
from lifecycle_desktop.core.model.plan_desk import PlanDesk
from lifecycle_desktop.core.operations import plan_copies, plan_tactics, plans
from lifecycle_desktop.core.queries.plan import plan_desk
from tests.core.desk import Desk


def sheet(desk: Desk) -> PlanDesk:
    found = desk.read(plan_desk, desk.moment)
    assert isinstance(found, PlanDesk)
    return found


def run(desk: Desk, operation: object, *arguments: object, **options: object) -> object:
    with desk.database.write("Plan", moment=desk.moment) as written:
        return operation(written.connection, *arguments, desk.moment, **options)  # type: ignore[operator]


def test_a_new_plan_is_of_this_quarter_and_shows_its_gaps(desk: Desk) -> None:
    run(desk, plans.start_plan)
    plan = sheet(desk).plan
    assert (plan.title, plan.period_start, plan.period_end) == (
        "Customer lifecycle plan 2026",
        dt.date(2026, 4, 1),
        dt.date(2026, 6, 30),
    )
    assert [stage.label for stage in plan.stages][:2] == ["Attract", "Capture"]
    assert plan.stages[0].purpose == "Be the first name they think of."
    assert gaps(plan.stages[0]) == (Gap.GOAL, Gap.TACTIC, Gap.TRIGGER)
    assert plan.review_on == dt.date(2026, 7, 1)


def test_a_stage_is_filled(desk: Desk) -> None:
    run(desk, plans.start_plan)
    stage = sheet(desk).stages[1]
    run(desk, plans.set_plan_stage, stage.plan_stage_id, goal_number="60", goal_unit="new contacts",
        goal_due_on=dt.date(2026, 6, 15), offer="the street price guide", move_on="says yes", wow="", purpose="A yes.")  # fmt: skip
    run(
        desk, plan_tactics.add_tactic, stage.plan_stage_id, Tactic("Sign-in page", "monthly", "visit", 40_000)
    )
    found = sheet(desk).plan.stages[1]
    assert gaps(found) == ()
    assert (found.goal_number, found.goal_due_on, found.offer, found.trigger) == (
        "60", dt.date(2026, 6, 15), "the street price guide", "says yes",
    )  # fmt: skip
    assert found.tactics == (Tactic("Sign-in page", "monthly", "visit", 40_000),)
    with pytest.raises(NotFound):
        run(desk, plans.set_plan_stage, stage.plan_stage_id, measure="happiness")
    with pytest.raises(KeyError):
        run(desk, plans.set_plan_stage, stage.plan_stage_id, plan_id=3)
    with pytest.raises(NotUnderstood):
        run(desk, plans.set_plan_stage, stage.plan_stage_id, offer="x" * 201)


def test_tactics_keep_their_order(desk: Desk) -> None:
    run(desk, plans.start_plan)
    one, two = sheet(desk).stages[0].plan_stage_id, sheet(desk).stages[1].plan_stage_id
    ids = [run(desk, plan_tactics.add_tactic, one, Tactic(f"T{n}")) for n in range(3)]
    first = run(desk, plan_tactics.add_tactic, one, Tactic("First"), position=0)
    run(desk, plan_tactics.reorder_tactics, one, [ids[2], first, ids[0], ids[1]])
    assert [tactic.what for tactic in sheet(desk).plan.stages[0].tactics] == ["T2", "First", "T0", "T1"]
    run(desk, plan_tactics.move_tactic, ids[0], two, 5)
    run(desk, plan_tactics.move_tactic, ids[1], one, 0)
    run(desk, plan_tactics.change_tactic, first, what="Farm", cost_minor=None, makes_follow_ups=True)
    run(desk, plan_tactics.remove_tactic, ids[2])
    assert [tactic.what for tactic in sheet(desk).plan.stages[0].tactics] == ["T1", "Farm"]
    assert [tactic.what for tactic in sheet(desk).plan.stages[1].tactics] == ["T0"]
    assert desk.rows("SELECT position FROM plan_tactic WHERE plan_stage_id = ? ORDER BY position", one) == [
        (0,),
        (1,),
    ]
    with pytest.raises(NotUnderstood):
        run(desk, plan_tactics.reorder_tactics, one, [ids[1]])
    with pytest.raises(NotUnderstood):
        run(desk, plan_tactics.change_tactic, first, what=" ")
    with pytest.raises(NotFound):
        run(desk, plan_tactics.remove_tactic, ids[2])
    other = run(desk, plans.start_plan)
    far = desk.rows("SELECT id FROM plan_stage WHERE plan_id = ? LIMIT 1", other)[0][0]
    with pytest.raises(NotUnderstood):
        run(desk, plan_tactics.move_tactic, first, far, 0)


def test_moves_goals_and_numbers_have_their_places(desk: Desk) -> None:
    plan_id = run(desk, plans.start_plan)
    stage = desk.stage("Repeat")
    run(
        desk, plans.set_move, plan_id, 1, what="Write the letter", stage_id=stage, due_on=dt.date(2026, 4, 30)
    )
    run(desk, plans.set_move, plan_id, 0, what="Order cards")
    run(desk, plans.set_move, plan_id, 1, what="Write the yearly letter", stage_id=stage)
    run(desk, plans.set_goal, plan_id, 0, number="24", words="closings")
    run(desk, plans.set_goal, plan_id, 1, number="5 min", words="first answer")
    run(desk, plans.set_goal, plan_id, 0, number="", words="")
    run(desk, plans.set_number, sheet(desk).stages[0].plan_stage_id, dt.date(2026, 4, 1), "31")
    found = sheet(desk)
    assert [(move.what, move.stage_label) for move in found.plan.moves] == [
        ("Order cards", ""),
        ("Write the yearly letter", "Repeat"),
    ]
    assert [(goal.number, goal.words) for goal in found.plan.year_goals] == [("5 min", "first answer")]
    run(desk, plans.finish_move, found.move_ids[0])
    assert len(sheet(desk).plan.moves) == 1
    with pytest.raises(NotUnderstood):
        run(desk, plans.set_move, plan_id, 3, what="Too many")
    with pytest.raises(NotFound):
        run(desk, plans.set_goal, 99, 0, number="1", words="x")


def test_the_change_since_the_last_print_is_known(desk: Desk) -> None:
    plan_id = run(desk, plans.start_plan)
    desk.add("One", emails=(("", "a@b.example"),), is_captured=True)
    first = sheet(desk)
    run(desk, plan_copies.record_print, plan_id, first.plan)
    desk.add("Two", emails=(("", "c@d.example"),), is_captured=True)
    desk.clock.advance(days=1)
    found = sheet(desk)
    count = found.plan.stages[1].month_counts[0]
    assert (count.value, count.change) == ("2", 1)
    assert found.last_printed_on == "2026-04-14"


def test_a_plan_is_copied_to_the_next_period(desk: Desk) -> None:
    plan_id = run(desk, plans.start_plan, period=(dt.date(2026, 10, 1), dt.date(2026, 12, 31)))
    stages = [row[0] for row in desk.rows("SELECT id FROM plan_stage WHERE plan_id = ? ORDER BY id", plan_id)]
    run(desk, plans.set_plan_stage, stages[0], goal_number="90", goal_due_on=dt.date(2026, 11, 30))
    run(desk, plan_tactics.add_tactic, stages[0], Tactic("Farm postcards", "monthly"))
    run(desk, plans.set_goal, plan_id, 0, number="24", words="closings")
    made = run(desk, plan_copies.copy_plan_to_next_period, plan_id)
    found = desk.read(plan_desk, desk.moment, made)
    assert found.plan.title == "Customer lifecycle plan 2027"
    assert (found.plan.period_start, found.plan.period_end) == (dt.date(2027, 1, 1), dt.date(2027, 3, 31))
    assert found.plan.stages[0].goal_due_on == dt.date(2027, 2, 28)
    assert found.plan.stages[1].goal_due_on == dt.date(2027, 3, 31)
    assert [tactic.what for tactic in found.plan.stages[0].tactics] == ["Farm postcards"]
    assert found.plan.year_goals[0].number == "24"
    run(desk, plans.set_plan, made, title="Winter", review_on=None)
    with pytest.raises(NotUnderstood):
        run(desk, plans.set_plan, made, period_end_on=dt.date(2026, 1, 1))
    run(desk, plans.delete_plan, plan_id)
    assert desk.rows("SELECT title FROM plan") == [("Winter",)]
    assert desk.rows("SELECT count(*) FROM plan_stage") == [(7,)]


def test_every_step_can_be_undone_and_done_again(desk: Desk) -> None:
    plan_id = run(desk, plans.start_plan)
    stage = sheet(desk).stages[0].plan_stage_id
    steps = (
        lambda: run(desk, plan_tactics.add_tactic, stage, Tactic("A")),
        lambda: run(desk, plan_tactics.add_tactic, stage, Tactic("B"), position=0),
        lambda: run(desk, plans.set_plan_stage, stage, goal_number="9"),
        lambda: run(desk, plans.set_move, plan_id, 0, what="Go"),
        lambda: run(desk, plans.set_move, plan_id, 0, what=""),
        lambda: run(desk, plan_copies.record_print, plan_id, sheet(desk).plan),
        lambda: run(desk, plan_copies.copy_plan_to_next_period, plan_id),
        lambda: run(desk, plans.delete_plan, plan_id),
    )
    for step in steps:
        before = desk.everything()
        step()
        after = desk.everything()
        assert after != before
        desk.database.undo()
        assert desk.everything() == before
        desk.database.redo()
        assert desk.everything() == after
