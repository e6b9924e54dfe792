"""Very many moved at once: the indexes over stages are made anew, and all that follows is as after single moves."""

from __future__ import annotations

from typing import Any

import pytest

from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.operations.many import in_pieces
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import bulk, follow
from tests.core.desk import Desk
from tests.core.smart_people import fill

_INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
_FOLLOWING = (
    "SELECT id, stage_id, next_step_id, rhythm_days, last_activity_at, slips_on FROM contact ORDER BY id"
)


@pytest.fixture
def everybody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Some people who count as very many."""
    monkeypatch.setattr(bulk, "_MANY", 5)
    monkeypatch.setattr(follow, "_MANY", 3)
    fill(desk)
    return [row[0] for row in desk.rows("SELECT id FROM contact ORDER BY id")]


def test_all_that_follows_from_a_move_follows_from_many(
    desk: Desk, everybody: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes, before = desk.rows(_INDEXES), desk.rows(_FOLLOWING)
    stage = desk.stage("Repeat")
    moved = desk.do(move_contacts, everybody, stage)
    at_once = desk.rows(_FOLLOWING)
    assert moved == sum(row[1] != stage for row in before) > 5
    assert {row[1] for row in at_once} == {stage}
    assert desk.rows(_INDEXES) == indexes
    assert not desk.faults()
    desk.database.undo()
    assert desk.rows(_FOLLOWING) == before
    monkeypatch.setattr(follow, "_MANY", 1000)
    for contact_id in everybody:
        desk.do(move_contacts, [contact_id], stage)
    assert desk.rows(_FOLLOWING) == at_once


def test_in_pieces_the_indexes_are_made_once(
    desk: Desk, everybody: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifecycle_desktop.core.operations.many.PIECE", 6)
    made: list[int] = []
    make_indexes = bulk.make_indexes

    def counted(step: Any, statements: Any) -> None:
        made.append(len(statements))
        make_indexes(step, statements)

    monkeypatch.setattr(bulk, "make_indexes", counted)
    indexes = desk.rows(_INDEXES)
    progress = Progress(0, "")
    desk.do(in_pieces, move_contacts, everybody, desk.stage("Repeat"), progress=progress)
    assert progress.done == len(everybody)
    assert [count for count in made if count] == [len(bulk.STAGE_INDEXES)]
    assert desk.rows(_INDEXES) == indexes
    assert not desk.faults()


def test_stopped_on_the_way_everything_stands_as_it_was(desk: Desk, everybody: list[int]) -> None:
    indexes, before = desk.rows(_INDEXES), desk.rows(_FOLLOWING)
    progress = Progress(0, "")
    progress.stop()
    with pytest.raises(Stopped):
        desk.do(in_pieces, move_contacts, everybody, desk.stage("Repeat"), progress=progress)
    assert desk.rows(_INDEXES) == indexes
    assert desk.rows(_FOLLOWING) == before
    assert not desk.faults()
