"""`sequence list`, `start` and `stop` on a real database."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_people_are_taken_in_and_out_by_command(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Ek", "--email", "ann@example.org")
    listed = line.json("sequence", "list")["sequences"]
    assert {each["key"] for each in listed} >= {"new-contact", "post-closing", "sphere-year"}
    assert all(each["steps"] and each["running"] == 0 for each in listed)
    assert line.ok("sequence", "start", "Ann Ek", "new-contact").startswith("OK 1, first: ")
    assert "is in “New contact 8×8” already." in line.refused("sequence", "start", 1, "New contact")
    started = line.json("sequence", "start", "ann@example.org", "Post-closing", "--on", "2026-04-10")
    assert (started["contact_id"], started["due_on"]) == (1, "2026-04-14")
    line.ok("done", started["follow_up_id"])
    text = line.ok("sequence", "list")
    assert "New contact 8×8" in text
    assert "1 running" in text
    assert line.json("sequence", "stop", 1, "Post-closing") == {"contact_id": 1, "stopped": 1}
    assert line.ok("sequence", "stop", 1) == "OK 1 sequence stopped\n"
    assert line.refused("sequence", "stop", 1) == "No sequence runs for “1”."
    line.ok("undo")
    assert [each["running"] for each in line.json("sequence", "list")["sequences"]].count(1) == 1


def test_what_is_not_there_is_told(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Ek")
    assert "There is no sequence “nothing”." in line.refused("sequence", "start", 1, "nothing")
    assert "cannot start on 1900-01-01" in line.refused(
        "sequence", "start", 1, "sphere", "--on", "1900-01-01"
    )
    assert line("sequence").code == 2
    assert line("sequence", "begin").code == 2
    assert line.ok("history").splitlines()[0].endswith("Add a contact")
