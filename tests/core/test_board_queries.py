"""The board's questions: who stands where in which order, what the heads say, what a card holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter
from lifecycle_desktop.core.operations.activities import log_touch
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.board import SORTS, board, cards, column_ids, typical_days
from tests.core.desk import Desk

EVERYBODY = ContactFilter()


def step(desk: Desk, contact_id: int, in_days: int, **more: Any) -> int:
    due = desk.moment.today + dt.timedelta(days=in_days)
    return int(desk.do(add_follow_up, NewFollowUp(contact_id, due, **more)))


def ids_of(
    desk: Desk, stage: str, sort: str = "next_step", wanted: ContactFilter = EVERYBODY, **more: Any
) -> list[int]:
    return list(desk.read(column_ids, desk.stage(stage), wanted, sort, desk.moment.today, **more))


def test_by_next_step_the_waiting_come_first_and_the_stepless_last(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    none = desk.add("Zoe None", stage_id=stage)
    later, late = desk.add("Ann Later", stage_id=stage), desk.add("Bea Late", stage_id=stage)
    waiting = desk.add("Cem Waiting", stage_id=stage, is_captured=True)
    step(desk, later, 3)
    step(desk, late, -2)
    assert ids_of(desk, "Nurture") == [waiting, late, later, none]
    assert ids_of(desk, "Nurture", limit=2) == [waiting, late]
    assert ids_of(desk, "Convert") == []


def test_the_other_orders(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    young = desk.add("Ann Zed", stage_id=stage)
    desk.clock.advance(days=-5)
    old = desk.add("Bob Young", stage_id=stage)
    desk.clock.advance(days=5)
    assert ids_of(desk, "Nurture", "name") == [old, young]
    assert ids_of(desk, "Nurture", "longest_here") == [old, young]
    assert ids_of(desk, "Nurture", "longest_here", limit=1) == [old]


def test_by_value_the_dearest_comes_first_and_who_has_none_last(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    none = desk.add("Ann None", stage_id=stage)
    less = desk.add("Bea Less", stage_id=stage, value_minor=100, currency="USD")
    more = desk.add("Cem More", stage_id=stage, value_minor=900, currency="USD")
    assert ids_of(desk, "Nurture", "value") == [more, less, none]
    assert ids_of(desk, "Nurture", "value", limit=2) == [more, less]


def test_by_last_touch_the_longest_quiet_comes_first(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    never, lately, long_ago = (desk.add(name, stage_id=stage) for name in ("Ann", "Bea", "Cem"))
    desk.do(log_touch, long_ago, "call")
    desk.clock.advance(days=3)
    desk.do(log_touch, lately, "call")
    assert ids_of(desk, "Nurture", "last_touch") == [long_ago, lately, never]
    assert ids_of(desk, "Nurture", "last_touch", limit=1) == [long_ago]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("field", ["trash", "archived"])
def test_a_filter_for_those_set_aside_shows_them_in_any_order(desk: Desk, sort: str, field: str) -> None:
    desk.add("Here", stage_id=desk.stage("Nurture"))
    gone = desk.add("Gone", stage_id=desk.stage("Nurture"), value_minor=5, currency="USD")
    desk.do(delete_contacts, [gone])
    wanted = ContactFilter.of(Condition(field, "yes"))
    found = desk.read(board, wanted, sort, desk.moment)
    assert list(found.ids[2]) == ([gone] if field == "trash" else list(found.ids[2]))
    assert found.columns[2].count == len(found.ids[2])


def test_whoever_is_in_the_trash_is_off_the_board(desk: Desk) -> None:
    gone = desk.add("Gone", stage_id=desk.stage("Nurture"))
    desk.do(delete_contacts, [gone])
    found = desk.read(board, EVERYBODY, "next_step", desk.moment)
    assert found.count == 0
    assert [list(ids) for ids in found.ids] == [[]] * 7


def test_the_whole_board_counts_and_reads_what_is_seen_first(desk: Desk) -> None:
    stage = desk.stage("Nurture")
    people = [desk.add(f"Person {number:02d}", stage_id=stage) for number in range(20)]
    step(desk, people[0], 1)
    found = desk.read(board, EVERYBODY, "name", desk.moment)
    assert found.is_whole
    assert (found.count, found.without_next_step) == (20, 19)
    assert list(found.ids[2]) == people
    assert len(found.cards) == 16
    first = desk.read(board, EVERYBODY, "name", desk.moment, limit=5)
    assert not first.is_whole
    assert list(first.ids[2]) == people[:5]
    assert first.columns[2].count == 20
    assert first.answer_aim_minutes == 5


def test_a_card_holds_what_is_painted(desk: Desk) -> None:
    desk.clock.advance(days=-50)
    contact_id = desk.add("Wei Zhang", want="First home", temperature="warm", stage_id=desk.stage("Capture"))
    desk.clock.advance(days=50)
    card = desk.read(cards, [contact_id], desk.moment)[contact_id]
    assert (card.name, card.want, card.temperature, card.days_in_stage) == (
        "Wei Zhang",
        "First home",
        "warm",
        50,
    )
    assert card.is_stuck
    assert card.next_step is None
    assert card.waits_since is None
    step(desk, contact_id, 1, what="call back", channel="call", due_time=dt.time(14))
    card = desk.read(cards, [contact_id], desk.moment)[contact_id]
    assert (card.next_step.what, card.next_step.channel, card.next_step.due_time) == (
        "call back",
        "call",
        "14:00",
    )


def test_a_lead_waits_until_it_is_answered(desk: Desk) -> None:
    contact_id = desk.add("New Lead", is_captured=True)
    desk.clock.advance(minutes=20)
    card = desk.read(cards, [contact_id], desk.moment)[contact_id]
    assert desk.moment.at - card.waits_since == dt.timedelta(minutes=20)
    desk.do(log_touch, contact_id, "call")
    assert desk.read(cards, [contact_id], desk.moment)[contact_id].waits_since is None


def test_typical_days_are_the_median_of_those_who_left(desk: Desk) -> None:
    capture, nurture, convert = desk.stage("Capture"), desk.stage("Nurture"), desk.stage("Convert")
    stays = (2, 4, 9, 20, 90)
    for number, days in enumerate(stays):
        assert desk.read(typical_days, capture) is None, "four are chance"
        contact_id = desk.add(f"P {number}", stage_id=capture)
        desk.clock.advance(days=days)
        desk.do(move_contacts, [contact_id], nurture if number % 2 else convert)
    assert desk.read(typical_days, capture) == 9
    assert desk.read(typical_days, nurture) is None
    head = desk.read(board, EVERYBODY, "name", desk.moment).columns[1]
    assert (head.stage.label, head.typical_days, head.count) == ("Capture", 9, 0)


def test_moves_by_import_and_model_are_no_stays(desk: Desk) -> None:
    capture, nurture = desk.stage("Capture"), desk.stage("Nurture")
    for number in range(6):
        contact_id = desk.add(f"P {number}", stage_id=capture)
        desk.clock.advance(days=3)
        desk.do(move_contacts, [contact_id], nurture, cause="import")
    assert desk.read(typical_days, capture) is None


def test_a_head_without_a_typical_stay_tells_who_is_due_a_hello(desk: Desk) -> None:
    desk.clock.advance(days=-400)
    desk.add("Old Client", stage_id=desk.stage("Repeat"))
    desk.clock.advance(days=400)
    head = desk.read(board, EVERYBODY, "name", desk.moment).columns[5]
    assert (head.stage.label, head.slipping) == ("Repeat", 1)


@pytest.mark.parametrize("sort", SORTS)
def test_filters_hold_for_heads_and_columns_alike(desk: Desk, sort: str) -> None:
    stage = desk.stage("Nurture")
    hot = desk.add("Hot One", temperature="hot", stage_id=stage, source="Open house", tags=("buyer",))
    desk.add("Cold One", temperature="cold", stage_id=stage, source="Sphere")
    step(desk, hot, 1)
    source = desk.rows("SELECT id FROM source WHERE name = 'Open house'")[0][0]
    tag = desk.rows("SELECT id FROM tag")[0][0]
    for wanted in (
        ContactFilter.of(Condition("temperature", "any", ("hot",))),
        ContactFilter.of(Condition("source", "any", (source,))),
        ContactFilter.of(Condition("tag", "any", (tag,))),
        ContactFilter(text="hot"),
        ContactFilter.of(
            Condition("stage", "any", (stage,)), Condition("temperature", "any", ("hot", "warm"))
        ),
    ):
        found = desk.read(board, wanted, sort, desk.moment)
        assert list(found.ids[2]) == [hot]
        assert found.columns[2].count == 1
        assert found.is_whole
    assert desk.read(board, ContactFilter.of(NO_NEXT_STEP), sort, desk.moment).count == 1


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.sampled_from(range(7)), st.sampled_from([None, -3, 0, 5]), st.booleans()), max_size=12
    )
)
def test_every_order_shows_everybody_once(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[int, int | None, bool]]
) -> None:
    desk = Desk(Path(tmp_path_factory.mktemp("board")) / "desk.db")
    stages = [row[0] for row in desk.rows("SELECT id FROM stage ORDER BY position")]
    for number, (place, in_days, waits) in enumerate(people):
        contact_id = desk.add(f"P {number}", stage_id=stages[place], is_captured=waits)
        if in_days is not None:
            step(desk, contact_id, in_days)
    everybody = sorted(row[0] for row in desk.rows("SELECT id FROM contact"))
    for sort in SORTS:
        found = desk.read(board, EVERYBODY, sort, desk.moment)
        assert sorted(contact_id for ids in found.ids for contact_id in ids) == everybody
        assert [head.count for head in found.columns] == [len(ids) for ids in found.ids]
        assert found.without_next_step == sum(in_days is None for _place, in_days, _waits in people)
    desk.database.close()


def test_days_are_counted_on_the_wall(desk: Desk) -> None:
    desk.clock.at = dt.datetime(2026, 4, 14, 3, 30, tzinfo=dt.UTC)  # 23:30 the day before in Toronto
    contact_id = desk.add("Late Evening")
    morning = Moment(dt.datetime(2026, 4, 14, 12, tzinfo=dt.UTC), "America/Toronto")
    assert desk.read(cards, [contact_id], morning)[contact_id].days_in_stage == 1
