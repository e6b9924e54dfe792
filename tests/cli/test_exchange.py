"""`import` and `export` of vCards and calendars: dry run, counts, failed cards, versions, refusals in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.core.exchange.corrections import CorrectedFile
from lifecycle_desktop.core.exchange.formats import ContactFile, open_people
from lifecycle_desktop.core.exchange.remembered_columns import signature_of, to_memory
from lifecycle_desktop.core.operations.column_mappings import remember_mapping
from lifecycle_desktop.core.store.database import Database
from tests.cli.conftest import NOW, CommandLine
from tests.core.vcard_samples import APPLE, THUNDERBIRD

BROKEN = "BEGIN:VCARD\nFN:Bad Card\nthis is nothing\nEND:VCARD\n"
AT = (APPLE + THUNDERBIRD).count("\n") + 3  # the line that is none


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "people.vcf"
    path.write_text(APPLE + THUNDERBIRD + BROKEN, encoding="utf-8")
    return path


def test_vcards_come_in_once_and_the_broken_one_is_saved(
    line: CommandLine, cards: Path, tmp_path: Path
) -> None:
    told = line.json("import", cards, "--dry-run")
    assert (told["format"], told["new"], told["failed"], told["mapping"]) == ("vcard", 4, 1, {})
    assert line.json("find", "López")["contacts"] == []
    failed = tmp_path / "failed.vcf"
    said = line.ok("import", cards, "--report", failed)
    assert "4 new" in said
    assert "KEY is no picture and was left out" in said
    assert failed.read_text() == (
        f"BEGIN:VCARD\nX-LD-NOT-IMPORTED:line {AT} of the file is no line of a vCard\n"
        "FN:Bad Card\nthis is nothing\nEND:VCARD\n"
    )
    assert line.json("import", cards)["unchanged"] == 4
    assert "ana@work.example" in line.ok("show", "ana@lopez.example")
    assert "Import people.vcf" in line.ok("undo")
    assert line.json("find", "López")["contacts"] == []
    assert "columns" in line.refused("import", cards, "--mapping", cards)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_people_go_out_as_vcards(line: CommandLine, cards: Path, tmp_path: Path, version: str) -> None:
    line.ok("import", cards)
    out = tmp_path / "out.vcf"
    assert line.json("export", "--format", "vcf", out, "--vcard", version)["rows"] == 4
    text = out.read_text(encoding="utf-8")
    assert text.count(f"VERSION:{version}\n") == 4
    assert line.json("import", out)["unchanged"] == 4
    assert line.ok("export", "--format", "vcf", "-", "--vcard", version).count("BEGIN:VCARD") == 4
    line.refused("export", "--format", "csv", out, "--vcard", version)
    line.refused("export", "--format", "json", out, "--view", "Everyone")


def test_a_card_of_ours_is_known_again_whatever_was_changed(
    line: CommandLine, tmp_path: Path, at: Callable[[str], None]
) -> None:
    for name in ("Grace Lee", "Tom Bell"):
        line.ok("add", "--name", name, "--email", f"{name[:3].lower()}@l.example")
    out = tmp_path / "out.vcf"
    for version in ("3.0", "4.0"):
        line.ok("export", "--format", "vcf", out, "--vcard", version)
        text = out.read_text(encoding="utf-8")
        assert text.count("@lifecycle-desktop\n") == 2
        # As a phone writes it: without what is ours but the UID, with another name and address.
        kept = [each for each in text.splitlines() if not each.startswith("X-LD-VERSION")]
        changed = (
            "\n".join(kept)
            .replace("Tom", "Thomas")
            .replace("Bell", "Miller")
            .replace("tom@", f"new{version[0]}@")
        )
        out.write_text(changed + "\n", encoding="utf-8")
        told = line.json("import", out)
        assert (told["new"], told["updated"], told["unchanged"]) == (0, 1, 1)
        assert line.json("find", f"new{version[0]}@l.example")["contacts"][0]["contact_id"] == 2
    line.database.unlink()
    for beside in line.database.parent.glob("people.db-*"):
        beside.unlink()
    at("2026-04-15T14:00:00+00:00")
    line.ok("init")
    line.ok("add", "--name", "Somebody Else", "--email", "else@l.example")
    told = line.json("import", out)  # the same numbers mean others in another database
    assert told["new"] == 2


def test_a_view_goes_out_as_vcards(line: CommandLine, tmp_path: Path) -> None:
    line.ok("add", "--name", "Grace Lee", "--email", "g@l.example")
    out = tmp_path / "out.vcf"
    assert line.json("export", "--format", "vcf", out, "--view", "Everyone")["rows"] == 1
    assert "EMAIL;TYPE=INTERNET:g@l.example" in out.read_text()


def test_a_calendar_comes_in_and_goes_out(line: CommandLine, tmp_path: Path) -> None:
    line.ok("add", "--name", "Grace Lee", "--email", "g@l.example")
    path = tmp_path / "c.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Show the house\nDTSTART:20260601T090000\n"
        "ATTENDEE:mailto:g@l.example\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMMARY:Old\nDTSTART:20200101T090000\n"
        "END:VEVENT\nBEGIN:VEVENT\nUID:3\nDTSTART:x\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    told = line.json("import", path, "--dry-run")
    assert (told["new"], told["skipped"], told["failed"]) == (1, 1, 1)
    assert "Show the house" not in line.ok("show", "g@l.example")
    assert "1 new" in line.ok("import", path)
    assert line.json("import", path)["unchanged"] == 1
    assert "Show the house" in line.ok("show", "g@l.example")
    out = tmp_path / "out.ics"
    assert line.json("export", "--format", "ics", out)["rows"] == 1
    assert "SUMMARY:Show the house – Grace Lee" in out.read_text(encoding="utf-8")
    line.refused("import", path, "--mapping", path)
    assert "Import c.ics" in line.ok("undo")


def test_folders_devices_and_nothing_are_refused(line: CommandLine, tmp_path: Path) -> None:
    for name in ("x.vcf", "x.ics"):
        path = tmp_path / name
        path.write_bytes(b"")
        line.refused("import", path)
    (tmp_path / "folder.vcf").mkdir()
    line.refused("import", tmp_path / "folder.vcf")
    line.refused("import", "/dev/zero")


def test_columns_are_matched_as_the_last_time(line: CommandLine, tmp_path: Path) -> None:
    path, own = tmp_path / "people.csv", tmp_path / "mapping.json"
    path.write_text("Name,Email,Word\nAnn Lee,ann@lee.example,Acme\n")
    own.write_text('{"Word": "note"}')
    assert line.json("import", path, "--dry-run")["mapping"]["Word"].startswith("own")
    file = open_people(path)
    assert isinstance(file, ContactFile)
    chosen = CorrectedFile(file.mapped(file.mapping.changed({"Word": "company"})))
    moment = FixedClock(dt.datetime.fromisoformat(NOW), "UTC").moment()
    database = Database.open(line.database)
    with database.write("Match", moment=moment) as written:
        remember_mapping(written.connection, signature_of(file.mapping.heading), to_memory(chosen))
    database.close()
    assert line.json("import", path, "--dry-run")["mapping"]["Word"] == "company"
    assert line.json("import", path, "--dry-run", "--mapping", own)["mapping"]["Word"] == "note"
    assert "as the last time" in line.ok("import", path)
    assert "Acme" in line.ok("show", "ann@lee.example")
