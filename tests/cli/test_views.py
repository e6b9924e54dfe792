"""`export --view NAME`: the people of a view, saved or built in."""

from __future__ import annotations

import csv
import io

from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter
from lifecycle_desktop.core.operations.saved_views import save_view
from lifecycle_desktop.core.store.database import Database
from tests.cli.conftest import CommandLine


def _save(line: CommandLine, name: str, wanted: ContactFilter) -> None:
    import datetime as dt

    moment = FixedClock(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC)).moment()
    database = Database.open(line.database)
    database.run("View", moment, save_view, name, wanted, moment)
    database.close()


def _names(text: str) -> set[str]:
    return {row["Name"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}


def test_a_view_decides_who_is_exported(line: CommandLine) -> None:
    for name, tag in (("Ann Lee", "buyer"), ("Bob Ray", "seller"), ("Cem Öz", "buyer")):
        line.ok("add", "--name", name, "--tag", tag)
    line.ok("followup", "1", "--due", "tomorrow")
    _save(line, "- The buyers", ContactFilter.of(Condition("tag", "any", (1, 99), ("buyer", "renter"))))
    for view, names in (
        ("Everyone", {"Ann Lee", "Bob Ray", "Cem Öz"}),
        ("no next STEP", {"Bob Ray", "Cem Öz"}),
        ("- the BUYERS", {"Ann Lee", "Cem Öz"}),
        ("Trash", set()),
    ):
        assert _names(line.ok("export", "--format", "csv", "-", "--view", view)) == names, view
    told = line.json(
        "export", "--format", "csv", str(line.database.parent / "x.csv"), "--view", "- The buyers"
    )
    assert told["rows"] == 2
    assert told["notes"] == ["The tag “renter” is gone; it is left out."]


def test_a_view_that_is_not_there_is_told_and_nothing_written(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Lee")
    out = line.database.parent / "x.csv"
    answer = line("export", "--format", "csv", out, "--view", "Nobody")
    assert answer.code != 0
    assert "There is no view “Nobody”" in answer.err
    assert "Slipping" in answer.err
    assert not out.exists()
    answer = line("export", "--format", "json", out, "--view", "Everyone")
    assert answer.code != 0
    assert "--view goes with --format csv" in answer.err
