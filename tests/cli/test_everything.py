"""Everything out as JSON and into an empty database: the two are equal, and broken files change nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


def other(line: CommandLine, tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "other.db", line._capsys, line._patch)


@pytest.fixture
def full(line: CommandLine, tmp_path: Path) -> CommandLine:
    line.ok("sample", "add")
    line.ok(
        "add",
        "--name",
        "Ann <b>Lee</b>",
        "--email",
        "ann@x.example",
        "--tag",
        "garden",
        "--note",
        "=1+1 \u202e 😀",
    )
    card = tmp_path / "card.vcf"
    photo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    card.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Cy Orr\nPHOTO;ENCODING=b;TYPE=PNG:{photo}\nEND:VCARD\n")
    line.ok("import", card)
    line.ok("model", "ten-key")
    return line


def test_an_export_of_everything_makes_an_equal_database(full: CommandLine, tmp_path: Path) -> None:
    out, again = tmp_path / "all.json", tmp_path / "again.json"
    full.ok("export", "--format", "json", out)
    copy = other(full, tmp_path)
    assert copy.ok("import", out).startswith("OK ")
    copy.ok("export", "--format", "json", again)
    assert again.read_bytes() == out.read_bytes()
    assert copy.ok("check") == "OK The database is healthy.\n"
    assert copy.json("find", "ann")["contacts"] == full.json("find", "ann")["contacts"]
    assert copy.json("today") == full.json("today")
    assert copy.ok("undo").startswith("OK undone: Import everything")


def test_people_who_are_there_are_not_mixed_with_it(full: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    full.ok("export", "--format", "json", out)
    before = full.database.read_bytes()
    assert "people in this database already" in full.refused("import", out)
    assert full.database.read_bytes() == before
    rows = full.json("import", out, "--dry-run")["rows"]
    assert rows == sum(len(table) for table in json.loads(out.read_text(encoding="utf-8"))["tables"].values())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"version": 1', '"version": 9', "newer version"),
        ('"display_name": "', '"no_such": 1, "display_name": "', "no column “no_such”"),
        ('"contact": [', '"people": [', "no table “people”"),
        ('"kind": "person"', '"kind": "robot"', "cannot be kept"),
        ('"stage_id": ', '"stage_id": 99', "names another"),
        ("\n}}\n", "\n", "ends too early"),
        ('"contact": [', '"contact": [ {', "is not as this program writes it"),
        ('"is_active": 1', '"is_active": 0', "lifecycle"),
    ],
)
def test_a_file_that_was_changed_is_told_and_makes_nothing(
    full: CommandLine, tmp_path: Path, old: str, new: str, told: str
) -> None:
    out = tmp_path / "all.json"
    full.ok("export", "--format", "json", out)
    text = out.read_text(encoding="utf-8")
    assert old in text
    out.write_text(text.replace(old, new, 1), encoding="utf-8")
    copy = other(full, tmp_path)
    copy.ok("init")
    before = copy.json("history")
    assert told in copy.refused("import", out)
    assert copy.json("history") == before
    assert copy.ok("check") == "OK The database is healthy.\n"
