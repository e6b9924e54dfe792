"""The board's order by hand: after any moves it is a total order, the same as a plain list would have."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.model.own_order import GAP, numbered, places_between
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.operations.board_order import place_contacts
from lifecycle_desktop.core.operations.contacts import (
    bring_back_contacts,
    delete_contacts,
    park_contacts,
)
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.board import column_ids
from tests.core.desk import Desk

STAGES = ("Nurture", "Convert")


def order(desk: Desk, stage: str = "Nurture") -> list[int]:
    return list(desk.read(column_ids, desk.stage(stage), ContactFilter(), "by_hand", desk.moment.today))


def arrivals(desk: Desk, count: int) -> list[int]:
    """So many people who came in one after the other; the newest first, as the board shows them."""
    made = []
    for number in range(count):
        made.append(desk.add(f"Person {number}", stage_id=desk.stage("Nurture")))
        desk.clock.advance(minutes=1)
    return made[::-1]


@given(
    st.none() | st.integers(-(1 << 40), 1 << 40),
    st.none() | st.integers(-(1 << 40), 1 << 40),
    st.integers(1, 9),
)
def test_places_between_two_ascend_and_lie_between(above: int | None, below: int | None, count: int) -> None:
    places = places_between(above, below, count)
    if places is None:
        assert above is not None
        assert below is not None
        assert below - above <= count
        return
    ends = [-(1 << 62) if above is None else above, *places, 1 << 62 if below is None else below]
    assert len(places) == count
    assert all(one < other for one, other in itertools.pairwise(ends))


def test_the_ends_of_the_numbers_mean_numbering_anew() -> None:
    assert places_between((1 << 60) - 1, None, 1) is None
    assert places_between(None, 1 - (1 << 60), 1) is None
    assert numbered(2) == [GAP, 2 * GAP]


def test_who_comes_in_stands_at_the_top(desk: Desk) -> None:
    newest, middle, oldest = arrivals(desk, 3)
    assert order(desk) == [newest, middle, oldest]
    desk.do(place_contacts, [oldest], desk.stage("Nurture"), before_id=newest)
    assert order(desk) == [oldest, newest, middle]
    desk.clock.advance(minutes=1)
    late = desk.add("Late", stage_id=desk.stage("Nurture"))
    assert order(desk) == [late, oldest, newest, middle]


def test_one_card_moves_without_the_others_being_written(desk: Desk) -> None:
    first, second, third = arrivals(desk, 3)
    desk.do(place_contacts, [first], desk.stage("Nurture"), after_id=second)  # now everybody has a place
    before = dict(desk.rows("SELECT id, board_position FROM contact"))
    desk.do(place_contacts, [first], desk.stage("Nurture"), before_id=second)
    after = dict(desk.rows("SELECT id, board_position FROM contact"))
    assert {contact_id for contact_id in after if after[contact_id] != before[contact_id]} == {first}
    assert order(desk) == [first, second, third]


def test_several_go_together_and_into_another_stage(desk: Desk) -> None:
    one, two, three, four = arrivals(desk, 4)
    desk.do(place_contacts, [four], desk.stage("Convert"))
    desk.do(place_contacts, [three, one], desk.stage("Convert"), after_id=four)
    assert order(desk) == [two]
    assert order(desk, "Convert") == [four, three, one]
    moves = desk.rows("SELECT contact_id FROM stage_move WHERE from_stage_id IS NOT NULL ORDER BY id")
    assert sorted(moves) == sorted([(four,), (three,), (one,)])


def test_a_neighbour_who_went_away_means_the_top(desk: Desk) -> None:
    one, two, three = arrivals(desk, 3)
    desk.do(move_contacts, [two], desk.stage("Convert"))
    desk.do(place_contacts, [three], desk.stage("Nurture"), after_id=two)
    assert order(desk) == [three, one]


def test_nobody_is_placed_where_there_is_nobody(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.do(place_contacts, [999], desk.stage("Nurture"))
    (one,) = arrivals(desk, 1)
    with pytest.raises(NotFound):
        desk.do(place_contacts, [one], 999)


def test_undo_brings_the_order_back(desk: Desk) -> None:
    people = arrivals(desk, 4)
    before = order(desk)
    desk.do(place_contacts, [people[3]], desk.stage("Nurture"), before_id=people[0])
    assert order(desk) != before
    desk.database.undo()
    assert order(desk) == before


def test_whoever_is_hidden_keeps_their_place(desk: Desk) -> None:
    one, two, three = arrivals(desk, 3)
    stage = desk.stage("Nurture")
    desk.do(place_contacts, [one], stage, after_id=three)  # two, three, one
    desk.do(park_contacts, [three], desk.moment.today + dt.timedelta(days=3))
    assert order(desk) == [two, one]
    desk.do(place_contacts, [one], stage, before_id=two)
    assert order(desk) == [one, two]
    desk.clock.advance(days=3)
    assert order(desk) == [one, two, three]


_ACT = st.tuples(
    st.sampled_from(["after", "before", "top", "move", "bin", "new"]),
    st.lists(st.integers(0, 7), min_size=1, max_size=3, unique=True),
    st.integers(0, 7),
    st.sampled_from(STAGES),
)


@settings(max_examples=25)
@given(acts=st.lists(_ACT, max_size=14))
def test_any_moves_keep_the_order_of_a_list(
    acts: list[tuple[str, list[int], int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Desk(Path(tmp_path_factory.mktemp("order")) / "order.db")
    everybody = arrivals(desk, 6)
    model: dict[str, list[int]] = {"Nurture": list(everybody), "Convert": []}
    for act, chosen, neighbour, stage in acts:
        desk.clock.advance(minutes=1)
        ids = [everybody[number % len(everybody)] for number in chosen]
        ids = list(dict.fromkeys(ids))
        by = everybody[neighbour % len(everybody)]
        stage_id = desk.stage(stage)
        if act == "new":
            made = desk.add("Somebody", stage_id=stage_id)
            everybody.append(made)
            placed = [each for each in model[stage] if _is_placed(desk, each)]
            loose = [each for each in model[stage] if each not in placed]
            model[stage] = [made, *loose, *placed]
        elif act == "bin":
            desk.do(delete_contacts, ids)
            desk.do(bring_back_contacts, ids)  # to the place where they stood
        elif act == "move":
            going = [each for each in ids if each not in model[stage]]
            desk.do(move_contacts, ids, stage_id)
            for people in model.values():
                people[:] = [each for each in people if each not in going]
            model[stage][:0] = sorted(going, reverse=True)  # in one instant: the later number first
        else:
            where = {"after": {"after_id": by}, "before": {"before_id": by}, "top": {}}[act]
            desk.do(place_contacts, ids, stage_id, **where)
            for people in model.values():
                people[:] = [each for each in people if each not in ids]
            target = model[stage]
            place = target.index(by) + (act == "after") if act != "top" and by in target else 0
            target[place:place] = ids
        for name in STAGES:
            assert order(desk, name) == model[name]
    desk.database.close()


def _is_placed(desk: Desk, contact_id: int) -> bool:
    return bool(desk.rows("SELECT board_position IS NOT NULL FROM contact WHERE id = ?", contact_id)[0][0])
