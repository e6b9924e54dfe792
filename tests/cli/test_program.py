"""The real program as a process: without Qt, in UTF-8, with clean ends, and nothing acknowledged ever lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lifecycle_desktop.cli import main
from tests.cli.conftest import ROOT, CommandLine

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and file modes of POSIX")


def test_it_is_a_program(bare_line: CommandLine) -> None:
    done = bare_line.program("capture", "Zoë Straße z@s.example", LC_ALL="C")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"OK 1\n", b"")
    shown = bare_line.program("show", "1", LC_ALL="C")
    assert "Zoë Straße" in shown.stdout.decode()
    refused = bare_line.program("show", "2")
    assert refused.returncode == 1
    assert refused.stderr.decode().startswith("There is no contact “2”.")
    usage = bare_line.program("shrug")
    assert usage.returncode == 2
    assert b"Traceback" not in usage.stderr


def test_no_command_loads_qt_or_what_it_does_not_need(line: CommandLine, tmp_path: Path) -> None:
    code = (
        "import sys, json\nfrom lifecycle_desktop.cli import main\n"
        f"for words in {[['add', '--name', 'A'], ['today'], ['show', '1'], ['find', 'a'], ['check'], ['undo']]!r}:\n"
        f"    assert main(['--database', {str(line.database)!r}, *words]) == 0\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"PySide6", "shiboken6", "matplotlib", "reportlab", "alembic", "numpy", "pypdfium2"}


def test_help_tells_the_truth(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for command in (
        "init", "models", "model", "add", "capture", "import", "export", "show", "find", "stage", "followup", "due",
        "today", "done", "snooze", "log", "purchase", "insights", "clv", "sequence", "plan", "print", "codes", "backup", "restore", "check", "undo", "redo", "history", "sample",
        "bench-data",
    ):  # fmt: skip
        assert f"\n    {command} " in told
        assert main([command, "--help"]) == 0
        assert "--json" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("lifecycle-desktop ")


@pytest.mark.parametrize(
    "words",
    [
        (), ("--database",), ("add",), ("add", "--nam", "x"), ("show",), ("done", "x"), ("export", "--format", "doc", "x"),
        ("plan", "--paper", "a9", "--pdf", "x"), ("capture", "--stdi"), ("undo", "many"), ("sample",),
    ],
)  # fmt: skip
def test_wrong_usage_is_two(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage:" in capsys.readouterr().err


def test_an_empty_name_is_no_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", "", "today"]) == 1
    assert "No file" in capsys.readouterr().err


def test_an_interrupt_before_anything_is_loaded_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    from lifecycle_desktop.cli import run

    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "run", interrupted)
    assert main(["models"]) == 130


def test_what_is_acknowledged_survives_a_kill(bare_line: CommandLine) -> None:
    bare_line.ok("init")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "lifecycle_desktop",
            "--database",
            str(bare_line.database),
            "capture",
            "--stdin",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    acknowledged = 0
    for number in range(25):
        process.stdin.write(f"Lead Number{number} lead{number}@x.example\n".encode())
        process.stdin.flush()
        assert process.stdout.readline() == f"OK {number + 1}\n".encode()
        acknowledged += 1
    process.stdin.write(b"".join(b"Later %d later%d@x.example\n" % (n, n) for n in range(200)))
    process.stdin.flush()
    process.kill()
    acknowledged += process.stdout.read().count(b"\n")
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert bare_line.ok("check")
    last = bare_line.json("history")["steps"][0]["step_id"]
    kept = len([step for step in bare_line.json("history")["steps"] if step["label"] == "Capture a lead"])
    assert last
    assert kept >= min(acknowledged, 200)


def test_an_interrupt_is_clean(bare_line: CommandLine) -> None:
    bare_line.ok("init")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "lifecycle_desktop",
            "--database",
            str(bare_line.database),
            "capture",
            "--stdin",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        # A shell that starts the tests in the background lets its children ignore Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  no threads
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"Ann Hill a@h.example\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"OK 1\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().startswith("Stopped.")
    assert len(err.splitlines()) == 1
    assert bare_line.ok("check")


def test_a_reader_that_goes_away_is_no_fault(bare_line: CommandLine) -> None:
    bare_line.ok("init")
    bare_line.ok("bench-data", "--contacts", "3000")
    command = f"'{sys.executable}' -m lifecycle_desktop --database '{bare_line.database}' export --format json - | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, timeout=60)
    assert done.stdout.startswith(b"{")
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_output_is_told(bare_line: CommandLine) -> None:
    bare_line.ok("init")
    command = f"'{sys.executable}' -m lifecycle_desktop --database '{bare_line.database}' models > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 1
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert b"space" in done.stderr


def test_one_who_writes_waits_and_then_says_so(bare_line: CommandLine) -> None:
    bare_line.ok("init")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "lifecycle_desktop",
            "--database",
            str(bare_line.database),
            "capture",
            "--stdin",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdin.write(b"Ann Hill a@h.example\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == b"OK 1\n"
    begin = time.monotonic()
    busy = bare_line.program("add", "--name", "B")
    waited = time.monotonic() - begin
    looking = bare_line.program("find", "ann")
    holder.communicate(timeout=30)
    assert busy.returncode == 1
    assert str(holder.pid) in busy.stderr.decode()
    assert 4 < waited < 15
    assert looking.stdout.startswith(b"1  Ann Hill")
    assert bare_line.program("add", "--name", "B").stdout == b"OK 2\n"


def test_a_bug_is_one_sentence_and_its_place_is_logged(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    from lifecycle_desktop.core.queries import today

    def broken(*_arguments: object) -> None:
        raise RuntimeError("Maria Lopez 555-0134")

    monkeypatch.setattr(today, "day_list", broken)
    told = line.refused("today")
    log = home / "state" / "lifecycle-desktop.log"
    assert str(log) in told
    text = log.read_text()
    assert "RuntimeError" in text
    assert "broken" in text
    assert "Maria" not in text
    assert log.stat().st_mode & 0o777 == 0o600
