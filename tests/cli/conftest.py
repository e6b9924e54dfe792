"""What the tests of the command line share: one database, commands in this process or as real programs."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "2026-04-14T14:00:00+00:00"  # Tuesday, ten in the morning in Toronto


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Commands on one database, in this process; `program` runs the real one."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.database = database
        self._capsys = capsys
        self._patch = patch

    def __call__(self, *words: object, stdin: str | bytes = "") -> Answer:
        self._capsys.readouterr()
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        code = main(["--database", str(self.database), *map(str, words)])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Answer(code, out, err)

    def ok(self, *words: object, stdin: str | bytes = "") -> str:
        """What a command that must succeed printed."""
        answer = self(*words, stdin=stdin)
        assert answer.code == 0, answer.err
        return answer.out

    def json(self, *words: object, stdin: str | bytes = "") -> Any:
        """The document of a command that must succeed."""
        return json.loads(self.ok(*words, "--json", stdin=stdin))

    def refused(self, *words: object, stdin: str | bytes = "") -> str:
        """The one sentence of a command that must be refused."""
        answer = self(*words, stdin=stdin)
        assert answer.code == 1, (answer.code, answer.out, answer.err)
        assert len(answer.err.strip().splitlines()) == 1
        return answer.err.strip()

    def program(self, *words: object, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
        """The real program in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "lifecycle_desktop", "--database", str(self.database), *map(str, words)],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, **more},
            timeout=60,
        )


@pytest.fixture(autouse=True)
def fixed_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the pictures."""
    monkeypatch.setenv("LIFECYCLE_DESKTOP_NOW", NOW)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Turn the clock."""
    return lambda text: monkeypatch.setenv("LIFECYCLE_DESKTOP_NOW", text)


@pytest.fixture
def bare_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """The command line on a database that does not exist yet."""
    return CommandLine(tmp_path / "work" / "people.db", capsys, monkeypatch)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database as `init` makes it, made once."""
    path = tmp_path_factory.mktemp("empty") / "people.db"
    assert main(["--database", str(path), "init"]) == 0
    return path


@pytest.fixture
def line(bare_line: CommandLine, empty: Path) -> CommandLine:
    """The command line on an empty database with the Perfect lifecycle."""
    bare_line.database.parent.mkdir(mode=0o700)
    shutil.copy(empty, bare_line.database)
    return bare_line
