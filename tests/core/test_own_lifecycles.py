"""Own lifecycle models: copied, edited, written as a template, with nobody and no history lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, NotFound, NotUnderstood
from lifecycle_desktop.core.model.facts import RANKS
from lifecycle_desktop.core.model.lifecycle import Lifecycle, Stage, find_lifecycle
from lifecycle_desktop.core.model.lifecycle_file import load_lifecycle, read_lifecycle, shipped_lifecycles
from lifecycle_desktop.core.model.own_lifecycle import edited, lifecycle_toml, own_copy, save_template
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.operations.own_lifecycles import (
    change_lifecycle,
    copy_lifecycle,
    rename_lifecycle,
    throw_away_lifecycle,
)
from lifecycle_desktop.core.operations.plan_copies import copy_plan_to_next_period
from lifecycle_desktop.core.operations.plans import start_plan
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.core.queries.lifecycles import LifecycleDesk, lifecycle_desk, lifecycle_shelf
from lifecycle_desktop.core.queries.plan import plan_desk
from tests.core.desk import Desk

PERFECT = find_lifecycle(shipped_lifecycles(), "Perfect")


@pytest.fixture
def own(desk: Desk) -> Desk:
    """A desk that works with a copy of Perfect called “Mine”, Ann on Nurture and Bob in the trash there."""
    for name in ("Ann", "Bob"):
        contact_id = desk.add(name)
        desk.do(move_contacts, [contact_id], desk.stage("Nurture"))
    desk.do(start_plan)
    desk.do(copy_lifecycle, PERFECT, "Mine")
    return desk


def mine(desk: Desk) -> Lifecycle:
    found: LifecycleDesk = desk.read(lifecycle_desk)
    assert found.is_own
    assert found.is_active
    return found.lifecycle


def test_a_copy_takes_the_place_of_the_active_model_and_moves_nobody(desk: Desk) -> None:
    ann = desk.add("Ann")
    desk.do(move_contacts, [ann], desk.stage("Nurture"))
    before = desk.rows("SELECT id, stage_id, stage_since_at FROM contact")
    moves = desk.rows("SELECT * FROM stage_move")
    key = desk.do(copy_lifecycle, PERFECT, "  Mine ")
    assert key == "mine"
    active = desk.read(active_lifecycle)
    assert (active.key, active.name) == ("mine", "Mine")
    assert desk.rows("SELECT id, stage_id, stage_since_at FROM contact") == before
    assert desk.rows("SELECT * FROM stage_move") == moves
    keys = [each.key for each in desk.read(lifecycle_shelf, Path("nowhere")).lifecycles]
    assert {"perfect", "mine"} <= set(keys)
    desk.do(switch_lifecycle, PERFECT)
    assert desk.read(active_lifecycle).key == "perfect"


def test_a_copy_of_another_model_only_lies_ready(desk: Desk) -> None:
    ladder = find_lifecycle(shipped_lifecycles(), "Buyer")
    key = desk.do(copy_lifecycle, ladder, "Ladder of mine")
    assert desk.read(active_lifecycle).key == "perfect"
    found = desk.read(lifecycle_desk, key)
    assert found.is_own
    assert not found.is_active
    assert [stage.name for stage in found.lifecycle.stages] == [stage.name for stage in ladder.stages]


def test_a_second_copy_of_the_same_name_and_one_without_are_refused(own: Desk) -> None:
    for name in ("mine", "Perfect Customer Lifecycle"[:0]):
        with pytest.raises(NotUnderstood):
            own.do(copy_lifecycle, PERFECT, name)


def test_stages_are_renamed_reordered_and_added(own: Desk) -> None:
    before = mine(own)
    stages = list(before.stages)
    stages[0], stages[1] = stages[1], stages[0]
    stages[2] = replace(stages[2], name="Keep warm", label="Warm", stuck_after_days=60)
    stages.insert(3, Stage(0, "", "Viewing", "Viewing", purpose="They see houses.", stuck_after_days=9))
    moved = own.do(change_lifecycle, edited(before, stages, name="Ours"), {})
    assert moved == 0
    active = own.read(active_lifecycle)
    assert active.name == "Ours"
    assert [stage.label for stage in active.stages][:4] == ["Capture", "Attract", "Warm", "Viewing"]
    assert [stage.number for stage in active.stages] == list(range(1, 9))
    assert active.stages[2].stuck_after_days == 60
    assert own.rows("SELECT s.name FROM contact c JOIN stage s ON s.id = c.stage_id") == [("Keep warm",)] * 2
    plan = own.read(plan_desk, own.moment)
    assert [stage.stage.name for stage in plan.stages][3] == "Viewing"


def test_a_stage_that_holds_people_is_taken_out_only_with_where_they_go(own: Desk) -> None:
    before = mine(own)
    changed = edited(before, [stage for stage in before.stages if stage.key != "nurture"])
    for going in ({}, {"nurture": "nurture"}, {"nurture": "no such"}):
        with pytest.raises(NotUnderstood, match="2 people stand on “Nurture Prospects”"):
            own.do(change_lifecycle, changed, going)
    moved = own.do(change_lifecycle, changed, {"nurture": "capture"})
    assert moved == 2
    assert own.rows("SELECT DISTINCT s.key FROM contact c JOIN stage s ON s.id = c.stage_id") == [
        ("capture",)
    ]
    assert own.rows("SELECT DISTINCT cause, reason FROM stage_move ORDER BY id DESC LIMIT 1")[0][0] == "model"
    # The history still names it, the plan and the board do not.
    assert own.rows(
        "SELECT count(*) FROM stage_move m JOIN stage s ON s.id = m.to_stage_id WHERE s.key = 'nurture'"
    ) == [(2,)]
    plan = own.read(plan_desk, own.moment)
    assert "Nurture Prospects" not in [stage.stage.name for stage in plan.stages]
    plan_id = own.rows("SELECT id FROM plan")[0][0]
    copied = own.do(copy_plan_to_next_period, plan_id)
    assert own.rows("SELECT count(*) FROM plan_stage WHERE plan_id = ?", copied) == [(6,)]


def test_taking_a_stage_out_is_one_step_back(own: Desk) -> None:
    before = own.everything()
    lifecycle = mine(own)
    changed = edited(lifecycle, [stage for stage in lifecycle.stages if stage.key != "nurture"])
    own.do(change_lifecycle, changed, {"nurture": "deliver"})
    own.database.undo()
    assert own.everything() == before


def test_a_key_that_was_retired_can_come_again(own: Desk) -> None:
    lifecycle = mine(own)
    without = edited(lifecycle, [stage for stage in lifecycle.stages if stage.key != "refer"])
    own.do(change_lifecycle, without, {"refer": "repeat"})
    again = edited(mine(own), [*without.stages, Stage(0, "", "Refer", "Refer")])
    own.do(change_lifecycle, again, {})
    assert [stage.label for stage in own.read(active_lifecycle).stages][-1] == "Refer"
    own.do(switch_lifecycle, PERFECT)
    own.do(switch_lifecycle, again)
    assert own.read(active_lifecycle).name == "Mine"


def test_a_shipped_model_is_not_changed(desk: Desk) -> None:
    with pytest.raises(NotUnderstood, match="cannot be changed"):
        desk.do(change_lifecycle, replace(PERFECT, name="Other"), {})


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        (PERFECT.stages[:2], "has 2 stages"),
        ((*PERFECT.stages[:3], replace(PERFECT.stages[3], name="Nurture prospects")), "is the same"),
        ((*PERFECT.stages[:3], replace(PERFECT.stages[3], label="Much too long")), "label"),
        ((*PERFECT.stages[:3], replace(PERFECT.stages[3], name=" ")), "name"),
    ],
)
def test_what_no_lifecycle_can_be_is_told(stages: tuple[Stage, ...], told: str) -> None:
    with pytest.raises(FileProblem, match=told):
        edited(PERFECT, stages)


@pytest.mark.parametrize("lifecycle", shipped_lifecycles(), ids=lambda each: each.key)
def test_a_template_file_reads_back_as_it_was(lifecycle: Lifecycle, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    save_template(own_copy(lifecycle, "Mine", {"mine"}), path)
    read = load_lifecycle(path)
    assert read == replace(lifecycle, key="mine-2", name="Mine", is_recommended=False)


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\u0085"),
    min_size=1,
    max_size=40,
)


@given(name=words, purpose=words, questions=st.lists(words, max_size=4))
def test_any_words_survive_the_template(name: str, purpose: str, questions: list[str]) -> None:
    stages = (
        replace(PERFECT.stages[0], name=f"A{name}", purpose=purpose, exit_questions=tuple(questions)),
        *PERFECT.stages[1:],
    )
    lifecycle = replace(PERFECT, name=f"Model {name}", stages=stages)
    assert read_lifecycle(lifecycle_toml(lifecycle).encode(), "any.toml") == lifecycle


@given(order=st.permutations(range(7)), kept=st.integers(3, 7))
def test_every_fact_keeps_a_rung_in_order(order: list[int], kept: int) -> None:
    stages = [PERFECT.stages[place] for place in order[:kept]]
    changed = edited(PERFECT, stages)
    proofs = [proof for stage in changed.stages for proof in stage.proofs]
    assert proofs == [rank for rank in RANKS if rank in proofs]
    assert set(proofs) == {proof for stage in PERFECT.stages for proof in stage.proofs}


def test_an_own_model_is_renamed_and_thrown_away_but_not_while_it_is_in_use(own: Desk) -> None:
    begun = own.everything()
    with pytest.raises(NotUnderstood, match="working with “Mine”"):
        own.do(throw_away_lifecycle, "mine")
    for name in ("", "x" * 200, "perfect customer LIFECYCLE"):
        with pytest.raises(NotUnderstood):
            own.do(rename_lifecycle, "mine", name)
    with pytest.raises(NotUnderstood, match="cannot be changed"):
        own.do(rename_lifecycle, "perfect", "Other")
    assert own.everything() == begun
    assert own.do(rename_lifecycle, "mine", " Ours ")
    assert mine(own).name == own.read(active_lifecycle).name == "Ours"
    assert not own.do(rename_lifecycle, "mine", "Ours")
    own.database.undo()
    assert own.everything() == begun
    own.do(switch_lifecycle, PERFECT)
    moves, before = own.rows("SELECT * FROM stage_move ORDER BY id"), own.everything()
    own.do(throw_away_lifecycle, "mine")
    names = [each.name for each in own.read(lifecycle_shelf, Path("nowhere")).lifecycles]
    assert "Mine" not in names
    assert own.rows("SELECT * FROM stage_move ORDER BY id") == moves, "history is kept"
    assert own.rows("SELECT count(*) FROM plan") != [(0,)]
    own.database.undo()
    assert own.everything() == before
    own.database.redo()
    assert own.do(copy_lifecycle, find_lifecycle(shipped_lifecycles(), "Buyer"), "Mine") == "mine", (
        "free again"
    )
    with pytest.raises(NotFound):
        own.do(throw_away_lifecycle, "thrown-away")
