"""`print`: sheets, mail and the codes of a day sheet, to files and to standard output, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.sign_in import NewEvent
from lifecycle_desktop.core.operations.open_houses import add_event
from lifecycle_desktop.core.store.database import Database
from tests.cli.conftest import CommandLine


def text_of(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_the_sheet_of_an_event_is_written_whole(line: CommandLine, tmp_path: Path) -> None:
    line.ok("add", "--name", "Ann Hill")
    moment = Moment(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC))
    database = Database.open(line.database)
    event_id, _changes = database.run("Event", moment, add_event, NewEvent("9 Elm <b>&"), moment)
    database.close()
    out = tmp_path / "sheet.pdf"
    assert line.ok("print", "sign-in-sheet", out, "--event", event_id) == f"OK {out}\n"
    assert "9 Elm <b>&" in text_of(out.read_bytes())
    told = line.json("print", "sign-in-sheet", out, "--paper", "a4", "--language", "es")
    assert told == {"pdf": str(out), "event": None, "paper": "a4"}
    page = PdfReader(out).pages[0]
    assert "Casa abierta" in text_of(out.read_bytes())
    assert round(float(page.mediabox.width)) == 842


def test_what_cannot_be_printed_is_refused_and_leaves_no_file(line: CommandLine, tmp_path: Path) -> None:
    line.ok("add", "--name", "Ann Hill")
    out = tmp_path / "sheet.pdf"
    assert "no open house with the number 7" in line.refused("print", "sign-in-sheet", out, "--event", 7)
    assert line("print", "sign-in-sheet", "-", "--json").code == 1
    assert not out.exists()
    line.refused("print", "sign-in-sheet", tmp_path / "missing" / "sheet.pdf")


def test_the_sheet_goes_to_standard_output(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Hill")
    done = line.program("print", "sign-in-sheet", "-")
    assert done.returncode == 0
    assert "Please sign in." in text_of(done.stdout)


def of_pages(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def people(line: CommandLine) -> None:
    """Ann and Bob, who can be written to; Cy, whose address lacks its code; Di, who has none."""
    rows = (
        "First name,Last name,Street,City,State,ZIP,Phone\n"
        "Ann,Hill,12 Elm Street,Springfield,IL,62704,217 555 0101\n"
        "Bob,Cole,9 Fir Road,Springfield,IL,62701,\n"
        "Cy,Dorn,4 Oak Lane,Springfield,IL,,217 555 0103\n"
        "Di,Ebb,,,,,\n"
    )
    line.ok("import", "-", stdin=rows)


def test_mail_of_a_view_tells_who_is_left_out_and_is_logged(line: CommandLine, tmp_path: Path) -> None:
    people(line)
    out = tmp_path / "labels.pdf"
    told = line.ok("print", "labels", out, "--stock", "5160", "--start", 30, "--sort", "zip")
    assert told.splitlines() == [
        "Left out: Di Ebb: no address",
        "Left out: Cy Dorn: no postal code",
        f"OK {out}: 2 pieces",
    ]
    reader = PdfReader(out)
    assert "Bob Cole" in reader.pages[0].extract_text()
    assert "Ann Hill" in reader.pages[1].extract_text()
    told = line.json(
        "print", "letters", out, "--template", "just-listed", "--log", "--incomplete", "--paper", "a4"
    )
    assert (told["pieces"], told["pages"], told["logged"]) == (3, 3, 3)
    assert [(each["name"], each["printed"]) for each in told["flagged"]] == [
        ("Cy Dorn", True),
        ("Di Ebb", False),
    ]
    assert "Dear Ann," in of_pages(out)
    assert "Letter" in line.ok("show", "Ann Hill")
    assert "Log a letter to 3 people" in line.ok("history")
    own = tmp_path / "own.txt"
    own.write_text("name: Spring\n\n{{ salutation }}, **hello** from {{ owner_name or 'us' }}", "utf-8")
    line.ok("print", "postcards", out, "--template", own, "--size", "a6-four")
    assert "Dear Bob, hello from us" in of_pages(out)
    line.ok("print", "envelopes", out, "--size", "dl")
    assert len(PdfReader(out).pages) == 2


def test_mail_that_cannot_be_printed_is_refused_and_the_old_file_stays(
    line: CommandLine, tmp_path: Path
) -> None:
    people(line)
    out, loop, huge = tmp_path / "mail.pdf", tmp_path / "loop.txt", tmp_path / "huge.png"
    out.write_bytes(b"old")
    loop.write_text("{% for x in name %}{{ x }}{% endfor %}", "utf-8")
    Image.new("1", (10_000, 10_000)).save(huge)
    for words, options in (
        ("only fields, conditions", ("letters", out, "--template", loop)),
        ("There is no letter", ("letters", out, "--template", "nothing")),
        ("does not exist", ("letters", out, "--template", tmp_path / "gone.txt")),
        ("more than 40 megapixels", ("letters", out, "--template", "just-listed", "--logo", huge)),
        ("does not exist", ("letters", out, "--template", "just-listed", "--logo", tmp_path / "gone.png")),
        ("has no label 31", ("labels", out, "--start", 31, "--stock", "5160")),
        ("no label stock", ("labels", out, "--stock", "9999")),
        ("There is no view", ("labels", out, "--view", "nobody")),
        ("There is nobody in this view", ("labels", out, "--view", "trash")),
        ("20 mm", ("labels", out, "--right", 99)),
        ("does not exist", ("labels", tmp_path / "gone" / "x.pdf")),
    ):
        assert words in line.refused("print", *options)
    out.chmod(0o444)
    assert "marked as read-only" in line.refused("print", "labels", out)
    assert out.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {
        "mail.pdf",
        "loop.txt",
        "huge.png",
    }


def test_the_day_sheet_comes_back_as_codes(line: CommandLine, tmp_path: Path) -> None:
    people(line)
    line.ok(
        "followup", "Ann Hill", "--due", "2026-04-13", "--what", "Ask about the roof", "--channel", "call"
    )
    line.ok("followup", "Cy Dorn", "--due", "today", "--what", "Send comps", "--channel", "email")
    out = tmp_path / "day.pdf"
    assert "No day sheet was printed yet" in line.refused("codes", "1d")
    told = line.json("print", "day-sheet", out)
    numbers = {each["name"]: each["number"] for each in told["lines"]}
    assert numbers["Ann Hill"] == 1
    assert "Ask about the roof" in of_pages(out)
    done = line.ok("codes", "1d", f"{numbers['Cy Dorn']}n", "call", "mon", "10", "77x")
    assert done.splitlines() == ["77x: the sheet has no number 77", "OK 2 codes done"]
    assert "2026-04-20 10:00" in line.ok("due", "--until", "2026-05-01")
    assert "None of the codes" in line.refused("codes", "1d 5q")
    line.ok("undo")
    assert "Ask about the roof" in line.ok("due")


def test_sheets_of_people(line: CommandLine, tmp_path: Path) -> None:
    people(line)
    out = tmp_path / "sheet.pdf"
    line.ok("print", "call-sheet", out, "--title", "Tuesday <calls>")
    assert "Tuesday <calls> 2 calls · 2 left out" in of_pages(out)
    line.ok("print", "guest-list", out, "--paper", "a4")
    assert "Guests: Everyone 4 guests" in of_pages(out)
    assert line.json("print", "contact-sheet", out)["people"] == 4
    assert "SPRINGFIELD, IL 62704" in of_pages(out)
