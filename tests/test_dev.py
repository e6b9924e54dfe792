"""dev.py: what it decides before it starts anything, and the lock files that it installs."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)


@pytest.fixture
def dev():
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Calls(list):
    """The commands that were started, as text; `answers` gives exit codes to those that hold a text."""

    def __init__(self):
        super().__init__()
        self.answers = {}

    def __call__(self, command, **_options):
        words = " ".join(str(word) for word in command)
        self.append(words)
        return next((codes.pop(0) for part, codes in self.answers.items() if part in words and codes), 0)


@pytest.fixture
def calls(dev, monkeypatch):
    """Every process that dev.py would start; none is started, all succeed unless told otherwise."""
    started = Calls()
    monkeypatch.setattr(dev.subprocess, "call", started)
    return started


# --- the display -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--database", "my.db"], True),
        (["--database=my.db"], True),
        (["today"], False),
        (["--database", "my.db", "today"], False),
        (["--help"], False),
    ],
)
def test_only_a_start_without_a_command_needs_a_display(dev, arguments, window):
    assert dev.opens_window(arguments) is window


def test_run_without_a_display_says_so_and_draws_the_tour(dev, calls, monkeypatch, capsys):
    monkeypatch.setattr(dev, "make_ready", lambda: None)
    monkeypatch.setattr(dev.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert dev.main(["run"]) == 0
    assert "no display" in capsys.readouterr().out
    assert len(calls) == 1
    assert calls[0].endswith(f"-m lifecycle_desktop --tour {dev.ROOT / 'tour'}")


def test_run_with_a_display_opens_the_program_and_passes_its_answer_on(dev, calls, monkeypatch):
    monkeypatch.setattr(dev, "make_ready", lambda: None)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":9")
    calls.answers["lifecycle_desktop"] = [3]
    assert dev.main(["run", "--database", "my.db"]) == 3
    assert calls[0].endswith("-m lifecycle_desktop --database my.db")


def test_a_command_runs_without_a_display(dev, calls, monkeypatch):
    monkeypatch.setattr(dev, "make_ready", lambda: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert dev.main(["run", "today", "--json"]) == 0
    assert calls[0].endswith("-m lifecycle_desktop today --json")


def test_the_tour_goes_where_the_person_says(dev, calls, monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "make_ready", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert dev.main(["run", "--tour", "pictures"]) == 0
    assert calls[0].endswith(f"--tour {tmp_path / 'pictures'}")


def test_an_unknown_command_is_wrong_usage(dev, calls, capsys):
    assert dev.main(["tests"]) == 2
    assert dev.main([]) == 0
    assert "dev.py run" in capsys.readouterr().out
    assert calls == []


# --- system libraries --------------------------------------------------------------------------


def test_missing_libraries_become_their_debian_packages(dev, monkeypatch):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1" and "xcb" not in library)
    assert dev.missing_system_packages() == ["libegl1"]
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in dev.missing_system_packages()
    monkeypatch.setattr(dev.sys, "platform", "darwin")
    assert dev.missing_system_packages() == []


def test_a_python_without_venv_needs_its_debian_package(dev, monkeypatch, tmp_path):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "VENV", tmp_path / "none")
    monkeypatch.setattr(dev, "loads", lambda _library: True)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)
    assert dev.missing_system_packages() == ["python{}.{}-venv".format(*sys.version_info)]


def test_lists_of_packages_are_fetched_only_after_a_failed_install(dev, calls, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "administrator", list)
    dev.install_system_packages(["libegl1"])
    assert len(calls) == 1
    calls.clear()
    calls.answers["install"] = [100, 0]
    dev.install_system_packages(["libegl1"])
    assert [("update" in words) for words in calls] == [False, True, False]


def test_without_the_right_to_install_the_command_is_printed(dev, calls, monkeypatch, capsys):
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev, "missing_system_packages", lambda: ["libegl1", "libgl1"])
    assert dev.main(["test"]) == 1
    said = capsys.readouterr().err
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1\n" in said
    assert calls == []


def test_a_system_without_apt_is_told_the_names(dev, calls, monkeypatch, capsys):
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    monkeypatch.setattr(dev, "missing_system_packages", lambda: ["libegl1"])
    assert dev.main(["run"]) == 1
    assert "libegl1" in capsys.readouterr().err
    assert calls == []


# --- .venv -------------------------------------------------------------------------------------


@pytest.fixture
def empty_checkout(dev, monkeypatch, tmp_path):
    """A checkout without .venv whose system libraries are all there."""
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv/made-from")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements-dev.lock")
    monkeypatch.setattr(dev, "missing_system_packages", list)
    dev.LOCK.write_text("one==1 --hash=sha256:00\n")
    return tmp_path


def make_interpreter(dev):
    dev.venv_python().parent.mkdir(parents=True, exist_ok=True)
    dev.venv_python().touch()


def test_the_second_start_starts_no_process_and_takes_no_time(dev, calls, empty_checkout, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: object())
    make_interpreter(dev)
    monkeypatch.setattr(dev, "belongs_to_this_python", lambda: True)
    dev.make_ready()
    assert any("--require-hashes" in words for words in calls)
    calls.clear()
    before = time.perf_counter()
    dev.make_ready()
    assert time.perf_counter() - before < 0.5
    assert calls == []


def test_another_lock_or_another_python_installs_again(dev, calls, empty_checkout, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: object())
    make_interpreter(dev)
    dev.make_ready()
    calls.clear()
    dev.LOCK.write_text("one==2 --hash=sha256:00\n")
    dev.make_ready()
    assert any("pip install" in words for words in calls)
    calls.clear()
    monkeypatch.setattr(dev.sys, "version", "3.99")
    dev.make_ready()
    assert any("-m venv --clear" in words for words in calls)


def test_a_failed_install_is_tried_again_next_time(dev, calls, empty_checkout, monkeypatch, capsys):
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    make_interpreter(dev)
    monkeypatch.setattr(dev, "belongs_to_this_python", lambda: True)
    calls.answers["pip install"] = [1]
    assert dev.main(["test"]) == 1
    assert "could not be installed" in capsys.readouterr().err
    assert not dev.STAMP.exists()


def test_uv_is_used_when_there_and_pip_when_uv_cannot(dev, calls, empty_checkout, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/bin/uv" if name == "uv" else None)
    make_interpreter(dev)
    monkeypatch.setattr(dev, "belongs_to_this_python", lambda: True)
    dev.install_libraries()
    assert [words.split()[0] for words in calls] == ["/bin/uv"]
    calls.clear()
    calls.answers["uv pip sync"] = [2]
    dev.install_libraries()
    assert any("-m pip install" in words for words in calls)


def test_an_old_python_is_refused_in_words(dev, calls, monkeypatch, capsys):
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    assert dev.main(["run"]) == 1
    assert "needs Python 3.11 or newer; this is 3.9" in capsys.readouterr().err
    assert calls == []


def test_the_file_explains_itself_without_making_anything(tmp_path):
    """On its own in an empty folder it can only tell: nothing but the standard library is needed."""
    copy = tmp_path / "dev.py"
    copy.write_bytes((ROOT / "dev.py").read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", "-S", copy, "--help"], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0
    assert "python3 dev.py test" in done.stdout
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["dev.py"]


# --- the locks ---------------------------------------------------------------------------------


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for library, version, _marker in PIN.findall((ROOT / name).read_text("utf-8")):
        found.setdefault(canonicalize_name(library), set()).add(version)
    return found


def test_every_line_of_the_locks_is_a_pin_or_a_hash_and_names_no_host():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)
        blocks = re.split(r"\n(?=\S)", text.strip())
        for block in blocks:
            assert PIN.match(block + "\n"), block[:80]
            assert "--hash=sha256:" in block


def test_the_locks_satisfy_what_pyproject_asks_and_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, everything = pins("requirements.lock"), pins("requirements-dev.lock")
    asked = [Requirement(text) for text in project["project"]["dependencies"]]
    tools = [Requirement(text) for text in project["dependency-groups"]["dev"]]
    for lock, requirements in ((runtime, asked), (everything, asked + tools)):
        for requirement in requirements:
            versions = lock[canonicalize_name(requirement.name)]
            assert all(requirement.specifier.contains(version) for version in versions), requirement
    assert {name: everything[name] for name in runtime} == runtime


def test_the_ci_script_runs_both_commands():
    script = ROOT / ".ci/run"
    text = script.read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert "python3 dev.py test" in text
    assert "python3 dev.py check" in text
    if os.name == "posix":
        assert os.access(script, os.X_OK)
