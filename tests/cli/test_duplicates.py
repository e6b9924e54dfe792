"""`duplicates` and `merge`: who may be here twice, one made of two, and both back by undo."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def twice(line: CommandLine) -> CommandLine:
    line.ok("add", "--name", "Ann Lee", "--email", "ann@x.example", "--phone", "416 555 0101")
    line.ok("add", "--name", "Anne Lee", "--email", "ANN@x.example", "--note", "Met at the fair")
    return line


def test_duplicates_are_listed_with_score_and_reason(twice: CommandLine) -> None:
    found = twice.json("duplicates")
    assert found["count"] == 1
    [pair] = found["duplicates"]
    assert (pair["one"]["name"], pair["other"]["name"], pair["verdict"], pair["score"]) == (
        "Ann Lee",
        "Anne Lee",
        "sure",
        70,
    )
    assert [each["points"] for each in pair["evidence"]] == [50, 20]
    assert "Anne Lee" in twice.ok("duplicates")


def test_nobody_twice_is_said(line: CommandLine) -> None:
    assert line.ok("duplicates") == "Nobody seems to be here twice.\n"
    assert line.json("duplicates") == {"count": 0, "duplicates": []}


def test_a_merge_leaves_one_and_undo_brings_both_back(twice: CommandLine) -> None:
    ids = [pair[side]["id"] for pair in twice.json("duplicates")["duplicates"] for side in ("one", "other")]
    first, second = sorted(ids)
    assert twice.json("merge", "416 555 0101", str(second)) == {
        "id": first,
        "merged_id": second,
        "name": "Ann Lee",
    }
    assert twice.json("duplicates")["count"] == 0
    assert "Met at the fair" in twice.ok("show", first)
    twice.refused("show", second)
    assert twice.ok("undo").startswith("OK undone: Merge Anne Lee into Ann Lee")
    assert twice.json("duplicates")["count"] == 1


def test_what_cannot_be_merged_is_one_sentence(twice: CommandLine) -> None:
    assert "the same contact already" in twice.refused("merge", "Ann Lee", "416 555 0101")
    assert "There is no contact" in twice.refused("merge", "Ann Lee", "Nobody")
