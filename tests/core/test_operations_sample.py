"""The sample, one step in and one step out; and made-up people in large numbers, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.lifecycle_file import SHIPPED
from lifecycle_desktop.core.model.plan import Gap, gaps
from lifecycle_desktop.core.operations.bench_data import add_bench_data
from lifecycle_desktop.core.operations.plans import set_plan_stage
from lifecycle_desktop.core.operations.sample import add_sample, remove_sample
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.lifecycle import business
from lifecycle_desktop.core.queries.plan import plan_desk
from lifecycle_desktop.core.queries.today import day_list
from tests.core.desk import Desk


@pytest.mark.parametrize("key", SHIPPED)
def test_the_sample_fits_every_model(tmp_path: Path, key: str) -> None:
    desk = Desk(tmp_path / "s.db", key)
    empty = desk.everything()
    people = desk.do(add_sample)
    assert people > 30
    assert desk.rows("SELECT count(*), sum(is_sample) FROM contact") == [(people, people)]
    assert desk.rows("SELECT count(*) FROM contact WHERE stage_since_at < created_at") == [(0,)]
    assert desk.rows("SELECT count(*) FROM contact c JOIN stage s ON s.id = c.stage_id JOIN lifecycle l "
                     "ON l.id = s.lifecycle_id WHERE l.is_active = 0") == [(0,)]  # fmt: skip
    assert desk.rows(
        "SELECT count(*) FROM contact c WHERE c.stage_id <> (SELECT to_stage_id FROM stage_move m "
        "WHERE m.contact_id = c.id ORDER BY m.id DESC LIMIT 1)"
    ) == [(0,)]
    assert desk.faults() == []
    assert desk.do(remove_sample) == people
    assert desk.everything() == empty
    desk.database.undo()
    desk.database.undo()
    assert desk.everything() == empty
    desk.database.close()


def test_today_has_something_in_every_list(desk: Desk) -> None:
    desk.do(add_sample)
    day = desk.read(day_list, desk.moment)
    assert all((day.late, day.today, day.coming, day.leads, day.slipping, day.done_count))
    assert all(line.reason for line in (*day.late, *day.today, *day.slipping))
    assert desk.read(business).name == "Whitaker Homes"


def test_the_sample_plan_is_nearly_complete(desk: Desk) -> None:
    desk.do(add_sample)
    found = desk.read(plan_desk, desk.moment)
    assert found.plan.stages[1].goal_number == "60"
    assert len(found.plan.moves) == 3
    assert sum(bool(gaps(stage)) for stage in found.plan.stages) == 2
    assert Gap.TACTIC in gaps(found.plan.stages[5])


def test_what_the_owner_has_made_stays(desk: Desk) -> None:
    mine = desk.add("My own", tags=("Garden",), source="Sign")
    with desk.database.write("x", moment=desk.moment) as written:
        from lifecycle_desktop.core.operations.settings import set_setting

        set_setting(written.connection, "business_name", "Mine")
    desk.do(add_sample)
    with pytest.raises(NotUnderstood):
        desk.do(add_sample)
    plan = desk.read(plan_desk, desk.moment)
    desk.clock.advance(minutes=1)
    with desk.database.write("x", moment=desk.moment) as written:
        set_plan_stage(written.connection, plan.stages[0].plan_stage_id, desk.moment, goal_number="91")
    desk.do(remove_sample)
    assert desk.rows("SELECT id FROM contact") == [(mine,)]
    assert desk.rows("SELECT name FROM tag") == [("Garden",)]
    assert desk.rows("SELECT name, value FROM setting") == [("business_name", "Mine")]
    assert desk.rows("SELECT count(*) FROM plan") == [(1,)]  # it was worked on
    with pytest.raises(NotFound):
        desk.do(remove_sample)


def test_made_up_people_are_the_same_every_time(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        desk = Desk(tmp_path / name)
        with desk.database.write("Bench", moment=desk.moment) as written:
            counts = add_bench_data(written.connection, 700, 7, desk.moment, Progress())
        found.append(desk.everything())
        assert desk.faults() == []
        empty = len(desk.database.history())
        desk.database.undo()
        assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
        assert empty == 1
        desk.database.redo()
        assert desk.everything() == found[-1]
        desk.database.close()
    assert found[0] == found[1]
    assert counts["contact"] == 700
    assert counts["enrolment"] == 140
    for table, each in (("activity", 5), ("follow_up", 1.5), ("stage_move", 2), ("purchase", 0.15)):
        assert each * 0.7 < counts[table] / 700 < each * 1.3, table


def test_made_up_people_come_on_top_of_real_ones(desk: Desk) -> None:
    mine = desk.add("My own")
    with pytest.raises(NotUnderstood):
        desk.do(lambda connection, moment: add_bench_data(connection, 0, 1, moment, Progress()))
    desk.do(lambda connection, moment: add_bench_data(connection, 50, 1, moment, Progress()))
    assert desk.rows("SELECT count(*), min(id) FROM contact") == [(51, mine)]
    assert desk.faults() == []


def test_what_people_said_comes_with_the_sample(desk: Desk) -> None:
    desk.do(add_sample)
    said = desk.rows(
        "SELECT q.answer, q.detail FROM qualification q JOIN contact c ON c.id = q.contact_id "
        "WHERE c.display_name LIKE 'Marcus%' ORDER BY q.id"
    )
    assert ("partly", "Bank letter not seen") in said
    assert {answer for answer, _detail in desk.rows("SELECT answer, detail FROM qualification")} <= {
        "yes", "partly", "no", "unknown",
    }  # fmt: skip
