"""`print sign-in-sheet`: the sheet of an event, of none, on both papers, to a file and to standard output."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

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
