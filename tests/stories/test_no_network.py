"""The program opens no network: every socket that the kernel sees of it is one of this computer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.stories.people_csv import write_google_csv

STRACE = shutil.which("strace")
pytestmark = pytest.mark.skipif(STRACE is None, reason="strace shows what is asked of the kernel")
FAMILY = re.compile(r"\b(?:AF|PF)_[A-Z0-9]+")


def families(tmp_path: Path, *words: str) -> set[str]:
    """The families of all sockets that a start of the program touches, its threads and children included."""
    trace = tmp_path / "trace.txt"
    program = [sys.executable, "-m", "lifecycle_desktop", *words]
    done = subprocess.run(
        [str(STRACE), "-f", "-qq", "-e", "trace=%network", "-o", str(trace), *program],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=120,
    )
    if b"ptrace" in done.stderr:
        pytest.skip("this computer does not allow to trace")
    assert done.returncode == 0, done.stderr.decode()
    return set(FAMILY.findall(trace.read_text(errors="replace")))


def test_no_command_asks_for_a_network(home: Path, tmp_path: Path) -> None:
    file = write_google_csv(tmp_path / "contacts.csv")
    for words in (
        ("init",),
        ("import", str(file)),
        ("plan", "--pdf", str(tmp_path / "plan.pdf")),
        ("export", "--format", "json", str(tmp_path / "all.json")),
    ):
        assert families(tmp_path, *words) <= {"AF_UNIX"}, words


def test_a_tour_of_all_screens_asks_for_no_network(home: Path, tmp_path: Path) -> None:
    assert families(tmp_path, "--tour", str(tmp_path / "tour")) <= {"AF_UNIX"}
    assert (tmp_path / "tour" / "today.png").stat().st_size > 10_000
