"""Kinds of files on the command line: spreadsheets, files of platforms, lead mails; the workbook that is exported."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import CommandLine
from tests.core import lead_samples as samples
from tests.core.test_platform_files import FOLLOW_UP_BOSS, HUBSPOT, LINKEDIN, LINKEDIN_NOTES
from tests.core.workbooks import ods, xlsx

ROWS = [
    ["Name", "Email", "Phone"],
    ["Maria Lopez", "m@l.example", "416 555 0134"],
    ["=Ann", "a@h.example", ""],
]


def test_spreadsheets_come_in_and_go_out_the_same(line: CommandLine, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "people.xlsx", {"Costs": [["Month"]], "People": [list(row) for row in ROWS]})
    tried = line.json("import", path, "--dry-run")
    assert (tried["new"], tried["format"]) == (2, "generic")
    assert line.json("import", path)["new"] == 2
    out = tmp_path / "out.xlsx"
    assert line.json("export", out, "--format", "xlsx")["rows"] == 2
    again = line.json("import", out)
    assert (again["format"], again["unchanged"], again["new"], again["updated"]) == ("own", 2, 0, 0)
    assert line.json("import", ods(tmp_path / "people.ods", ROWS))["unchanged"] == 2
    line.refused("export", tmp_path / "no" / "out.xlsx", "--format", "xlsx")


def test_a_view_is_exported_as_a_workbook(line: CommandLine, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "people.xlsx", {"People": [list(row) for row in ROWS]})
    line.json("import", path)
    out = tmp_path / "view.xlsx"
    told = line.json("export", out, "--format", "xlsx", "--view", "Everyone")
    assert told["rows"] == 2


def test_files_of_platforms_are_known(line: CommandLine, tmp_path: Path) -> None:
    for key, text in {
        "linkedin": LINKEDIN_NOTES + "\n".join(LINKEDIN), "hubspot": "\n".join(HUBSPOT),
        "follow-up-boss": "\n".join(FOLLOW_UP_BOSS),
    }.items():  # fmt: skip
        path = tmp_path / f"{key}.csv"
        path.write_text(text, encoding="utf-8")
        told = line.json("import", path)
        assert (told["format"], told["new"]) == (key, 2)
        assert line.json("import", path)["unchanged"] == 2


def test_a_lead_mail_is_a_lead_that_waits(line: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "lead.eml"
    path.write_text(samples.REALTOR, encoding="utf-8")
    told = line.json("import", path)
    assert (told["format"], told["new"]) == ("eml", 1)
    assert "Tom Roy" in line.ok("today")
    box = tmp_path / "leads.mbox"
    box.write_text("".join(f"From x Thu Apr 2 2026\n{mail}\n" for mail in (samples.ZILLOW, samples.REALTOR)))
    told = line.json("import", box)
    assert (told["new"], told["unchanged"]) == (1, 1)
    assert line.json("import", "-", stdin=samples.METADATA)["new"] == 1
    line.refused("import", path, "--mapping", path)
