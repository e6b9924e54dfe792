"""What belongs to a stage on the board: its limits, its exit questions, and who is parked."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter
from lifecycle_desktop.core.operations.contacts import delete_contacts, park_contacts
from lifecycle_desktop.core.operations.stage_answers import answer_questions
from lifecycle_desktop.core.operations.stage_limits import MOST_DAYS, set_keep_in_touch, set_stuck_after
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.board import board, cards
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.core.queries.stage_answers import left_stage
from tests.core.desk import Desk

EVERYBODY = ContactFilter()


def test_a_stage_can_be_given_another_limit(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    somebody = desk.add("Ann", stage_id=stage)
    desk.clock.advance(days=20)
    assert not desk.read(cards, [somebody], desk.moment)[somebody].is_stuck
    assert desk.do(set_stuck_after, stage, 19)
    assert desk.read(cards, [somebody], desk.moment)[somebody].is_stuck
    assert not desk.do(set_stuck_after, stage, 19)
    assert desk.do(set_stuck_after, stage, None)
    assert desk.read(active_lifecycle).stage(stage).stuck_after_days is None
    desk.database.undo()
    assert desk.read(active_lifecycle).stage(stage).stuck_after_days == 19


@pytest.mark.parametrize("days", [0, -3, MOST_DAYS + 1])
def test_a_limit_out_of_reason_is_refused_in_words(desk: Desk, days: int) -> None:
    for change in (set_stuck_after, set_keep_in_touch):
        with pytest.raises(NotUnderstood, match="from 1 to 3660 days"):
            desk.do(change, desk.stage("Nurture"), days)
        with pytest.raises(NotFound):
            desk.do(change, 999, 30)


def test_when_somebody_slips_follows_the_stage_at_once(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    somebody = desk.add("Ann", stage_id=stage)
    before = desk.rows("SELECT slips_on FROM contact WHERE id = ?", somebody)[0][0]
    assert desk.do(set_keep_in_touch, stage, 200)
    after = desk.rows("SELECT slips_on FROM contact WHERE id = ?", somebody)[0][0]
    assert after > before
    assert not desk.faults()


def test_who_is_parked_is_off_the_board_until_the_day(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    here, away = desk.add("Ann", stage_id=stage), desk.add("Bea", stage_id=stage)
    desk.do(park_contacts, [away], desk.moment.today + dt.timedelta(days=2))
    seen = desk.read(board, EVERYBODY, "name", desk.moment)
    assert (list(seen.ids[2]), seen.columns[2].count, seen.parked) == ([here], 1, 1)
    only = desk.read(board, EVERYBODY, "name", desk.moment, parked=True)
    assert (list(only.ids[2]), only.columns[2].count, only.parked) == ([away], 1, 1)
    assert only.cards[away].parked_until_on == desk.moment.today + dt.timedelta(days=2)
    hot = ContactFilter.of(Condition("temperature", "any", ("hot",)))
    assert desk.read(board, hot, "name", desk.moment).parked == 0
    desk.clock.advance(days=1)
    assert list(desk.read(board, EVERYBODY, "name", desk.moment).ids[2]) == [here]
    desk.clock.advance(days=1)
    back = desk.read(board, EVERYBODY, "name", desk.moment)
    assert (list(back.ids[2]), back.parked) == ([here, away], 0)


def test_somebody_parked_and_deleted_is_not_counted(desk: Desk) -> None:
    away = desk.add("Bea", stage_id=desk.stage("Nurture"))
    desk.do(park_contacts, [away], desk.moment.today + dt.timedelta(days=2))
    desk.do(delete_contacts, [away])
    assert desk.read(board, EVERYBODY, "name", desk.moment).parked == 0


def test_the_questions_are_those_of_the_stage_that_was_left(desk: Desk) -> None:
    somebody = desk.add("Ann Lee", stage_id=desk.stage("Nurture"))
    assert desk.read(left_stage, somebody) is None, "nobody has moved"
    desk.do(move_contacts, [somebody], desk.stage("Convert"))
    left = desk.read(left_stage, somebody)
    assert left is not None
    assert (left.name, left.stage.name) == ("Ann Lee", "Nurture Prospects")
    assert left.questions == (
        ("What did they ask for that shows they are ready?", ""),
        ("When do you meet?", ""),
    )


def test_a_move_back_asks_nothing(desk: Desk) -> None:
    somebody = desk.add("Ann", stage_id=desk.stage("Convert"))
    desk.do(move_contacts, [somebody], desk.stage("Nurture"))
    assert desk.read(left_stage, somebody) is None


def test_a_move_taken_back_or_a_person_gone_asks_nothing(desk: Desk) -> None:
    somebody = desk.add("Ann", stage_id=desk.stage("Nurture"))
    desk.do(move_contacts, [somebody], desk.stage("Convert"))
    desk.database.undo()
    assert desk.read(left_stage, somebody) is None
    desk.do(move_contacts, [somebody], desk.stage("Convert"))
    desk.do(delete_contacts, [somebody])
    assert desk.read(left_stage, somebody) is None
    assert desk.read(left_stage, 999) is None


def test_answers_are_kept_with_the_words_of_the_question(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    somebody = desk.add("Ann", stage_id=stage)
    desk.do(move_contacts, [somebody], desk.stage("Convert"))
    answers = {"When do you meet?": " Friday  ", "Empty?": "  "}
    assert desk.do(answer_questions, somebody, stage, answers) == 1
    assert desk.rows("SELECT contact_id, stage_id, question, answer FROM stage_answer") == [
        (somebody, stage, "When do you meet?", "Friday")
    ]
    left = desk.read(left_stage, somebody)
    assert left is not None
    assert left.questions[1] == ("When do you meet?", "Friday")
    desk.database.undo()
    assert desk.rows("SELECT * FROM stage_answer") == []
    for contact_id, stage_id in ((999, stage), (somebody, 999)):
        with pytest.raises(NotFound):
            desk.do(answer_questions, contact_id, stage_id, answers)
