"""The same first day by the command line, each command a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from tests.conftest import ROOT
from tests.stories.people_csv import BAD, NAMES, write_google_csv

TUESDAY, WEDNESDAY = "2026-04-14T16:00:00+00:00", "2026-04-15T16:00:00+00:00"


class Shell:
    """Runs the program as a person at a terminal does, on the person's own database."""

    def __init__(self) -> None:
        self.now = TUESDAY

    def __call__(self, *words: object, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "lifecycle_desktop", *map(str, words)],
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "LIFECYCLE_DESKTOP_NOW": self.now},
            timeout=60,
        )
        assert done.returncode == code, (words, done.stderr.decode())
        assert b"Traceback" not in done.stderr
        return (done.stdout if code == 0 else done.stderr).decode()

    def tell(self, *words: object) -> object:
        """The document that a command prints with --json."""
        return json.loads(self(*words, "--json"))


def test_the_first_day_by_commands(home: Path, tmp_path: Path) -> None:
    line = Shell()
    line("init")
    file = write_google_csv(tmp_path / "contacts.csv")
    assert f"{len(NAMES)} new" in line("import", file, "--dry-run")
    assert f"{len(NAMES)} new" in line("import", file, "--report", tmp_path / "fix.csv")
    assert (tmp_path / "fix.csv").read_bytes().count(b"\r\n") == 1 + BAD
    assert " 0 new, 0 updated" in line("import", file)
    line("stage", "Kate O’Leary", "Convert")
    line("followup", "Kate O’Leary", "--due", "tomorrow 3pm", "--what", "send the comps")
    assert "send the comps" not in line("due")
    line.now = WEDNESDAY
    assert "send the comps" in line("due")
    assert "send the comps" in line("today")
    line("done", "1")
    assert "send the comps" not in line("due")
    line("plan", "--pdf", tmp_path / "plan.pdf")
    sheet = pypdf.PdfReader(tmp_path / "plan.pdf")
    assert len(sheet.pages) == 1
    assert "Attract Traffic" in " ".join(sheet.pages[0].extract_text().split())
    done = line("export", "--format", "csv", "-")
    steps = 0
    while "Import contacts.csv" not in line("undo"):
        steps += 1
        assert steps < 10
    assert len(line("export", "--format", "csv", "-").splitlines()) == 1
    for _step in range(steps + 1):
        line("redo")
    assert line("export", "--format", "csv", "-") == done
    line("check")


@pytest.mark.skipif(os.name == "nt", reason="file modes of POSIX")
def test_everything_it_wrote_is_the_owners_alone(home: Path, tmp_path: Path) -> None:
    line = Shell()
    before = os.umask(0o022)
    try:
        line("init")
        line("import", write_google_csv(tmp_path / "contacts.csv"))
        line("backup", home / "data" / "copy.db")
    finally:
        os.umask(before)
    for path in home.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
