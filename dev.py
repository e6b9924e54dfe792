#!/usr/bin/env python3
"""Every command of a checkout; needs nothing but Python 3.11 or newer.

    python3 dev.py run [ARGUMENTS]       open the program, or run one of its commands
    python3 dev.py run --tour [FOLDER]   draw every screen and the plan of a sample database into a folder
    python3 dev.py test [ARGUMENTS]      run the tests; arguments go to pytest
    python3 dev.py check                 format, lint, types, import contracts
    python3 dev.py bench [NAMES]         measure the times that matter, as ratios to a floor
    python3 dev.py shots [FOLDER]        every screen, light and dark, at 100 % and 200 %
    python3 dev.py lock                  choose the newest allowed libraries anew (needs uv)

The first use makes .venv from requirements-dev.lock, and on Debian and Ubuntu
installs the system libraries that Qt needs, or prints the command that does.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"
LOCK = ROOT / "requirements-dev.lock"
OLDEST_PYTHON = (3, 11)

# Which Debian package holds each library that Qt loads.
OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


class Refused(Exception):
    """What stands in the way, in a sentence with what to do."""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    commands = {
        "run": run,
        "test": test,
        "check": check,
        "bench": bench,
        "shots": shots,
        "lock": lock,
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in ([], ["help"], ["--help"], ["-h"]) else 2
    try:
        return commands[arguments[0]](arguments[1:])
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# --- the commands ------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Open the program; without a display, draw its screens into a folder instead."""
    make_ready()
    if arguments[:1] == ["--tour"]:
        return tour("--tour", arguments[1:], ROOT / "tour")
    if opens_window(arguments) and not has_display():
        print("This machine has no display, so the screens are drawn into a folder instead.", flush=True)
        return tour("--tour", [], ROOT / "tour")
    return program(arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, on all cores when no arguments are given."""
    make_ready()
    return python(
        ["-m", "pytest", *(arguments or ["-n", "auto", "--dist", "loadgroup"])], offscreen=True, folder=ROOT
    )


def check(arguments: list[str]) -> int:
    """Look at the source without running it; each kind of check answers in one line."""
    if arguments:
        raise Refused("check takes no arguments.")
    make_ready()
    checks = {
        "format": ["-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", "."],
        "lint": ["-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
        "types": ["-m", "mypy"],
        "import contracts": [
            "-c",
            "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
        ],
    }
    wrong = 0
    for name, command in checks.items():
        done = subprocess.run(
            [venv_python(), *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
        )
        print(f"{name}: {'ok' if done.returncode == 0 else 'not ok'}", flush=True)
        if done.returncode:
            wrong += 1
            print((done.stdout + done.stderr).rstrip(), flush=True)
    return 1 if wrong else 0


def bench(arguments: list[str]) -> int:
    """Measure; the names choose among the measurements."""
    make_ready()
    return python(["-m", "tests.bench", *arguments], offscreen=True, folder=ROOT)


def shots(arguments: list[str]) -> int:
    """Draw every screen in every theme and text size."""
    make_ready()
    return tour("--shots", arguments, ROOT / "shots")


def lock(arguments: list[str]) -> int:
    """Write both lock files anew from pyproject.toml."""
    uv = shutil.which("uv")
    if uv is None:
        raise Refused("dev.py lock needs uv on the PATH: see https://docs.astral.sh/uv/.")
    same = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate"]
    same += ["--no-emit-index-url", "--no-emit-find-links", "--quiet", *arguments, "pyproject.toml"]
    for outputs in (
        ["--output-file", "requirements.lock"],
        ["--group", "dev", "--constraints", "requirements.lock", "--output-file", LOCK.name],
    ):
        code = subprocess.call([uv, "pip", "compile", *same, *outputs], cwd=ROOT)
        if code:
            return code
    return 0


def program(arguments: list[str], *, offscreen: bool = False) -> int:
    """Start Lifecycle Desktop in the folder where the person stands."""
    return python(["-m", "lifecycle_desktop", *arguments], offscreen=offscreen)


def tour(option: str, arguments: list[str], usual: Path) -> int:
    """Let the program draw itself into a folder; it says which."""
    folder = Path(arguments[0]).resolve() if arguments else usual
    return program([option, str(folder)], offscreen=True)


def python(arguments: list[str], *, offscreen: bool = False, folder: Path | None = None) -> int:
    """Run the environment's Python so that it finds the checkout, and return its exit code."""
    environment = dict(os.environ)
    before = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = str(ROOT) + (os.pathsep + before if before else "")
    if offscreen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([venv_python(), *arguments], cwd=folder, env=environment)


def opens_window(arguments: list[str]) -> bool:
    """Whether the program would open its window: no command, at most the name of a database."""
    left = list(arguments)
    if left[:1] == ["--database"]:
        del left[:2]
    return not [one for one in left if not one.startswith("--database=")]


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- making ready ------------------------------------------------------------------------------


def make_ready() -> None:
    """System libraries and .venv as they must be; a moment when they already are.

    Raises `Refused` with the command to type when something may not be installed from here.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise Refused(
            "Lifecycle Desktop needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info)
        )
    install_system_packages(missing_system_packages())
    wanted = hashlib.sha256(LOCK.read_bytes() + f"{sys.version} {sys.base_prefix}".encode()).hexdigest()
    if venv_python().exists() and STAMP.exists() and STAMP.read_text().strip() == wanted:
        return
    make_venv()
    install_libraries()
    STAMP.write_text(wanted + "\n")


def missing_system_packages() -> list[str]:
    """The Debian packages that are needed here and not there yet."""
    if not sys.platform.startswith("linux"):
        return []
    needed = dict(OFFSCREEN_LIBRARIES)
    if os.environ.get("DISPLAY"):
        needed.update(X11_LIBRARIES)
    if os.environ.get("WAYLAND_DISPLAY"):
        needed.update(WAYLAND_LIBRARIES)
    packages = [package for library, package in needed.items() if not loads(library)]
    if not venv_python().exists() and not shutil.which("uv"):
        if importlib.util.find_spec("ensurepip") is None:
            packages.append("python{}.{}-venv".format(*sys.version_info))
        if shutil.which("apt-get") and not Path("/etc/ssl/certs/ca-certificates.crt").exists():
            packages.append("ca-certificates")
    return packages


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages when that is allowed without asking; else say the command."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise Refused(
            "Qt needs system libraries that are not installed. On Debian they are called "
            f"{' '.join(packages)}. Install them with this system's own package program, then try again."
        )
    prefix = administrator()
    if prefix is None:
        raise Refused(
            "Some system libraries are missing, and this account may not install them. Type\n\n"
            f"    sudo {' '.join(command)}\n\nand then the same command again."
        )
    print(f"Installing system libraries: {' '.join(packages)}", flush=True)
    if apt(prefix, command) != 0:  # a fresh machine has no lists of packages yet
        apt(prefix, ["apt-get", "update"])
        if apt(prefix, command) != 0:
            raise Refused(
                "The system libraries could not be installed. This command tells why:\n\n"
                f"    {' '.join(prefix + command)}"
            )


def administrator() -> list[str] | None:
    """What to write before a command so that it runs with the rights to install; None if nothing helps."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


def apt(prefix: list[str], command: list[str]) -> int:
    """Run apt-get without questions and return its exit code."""
    silent = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return subprocess.call(
        [*prefix, *silent, *command, "-qq"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def venv_python() -> Path:
    """The interpreter inside .venv, whether or not it is there yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """An environment of this very Python; one that is left from another is made anew."""
    if belongs_to_this_python():
        return
    print("Making .venv", flush=True)
    uv = shutil.which("uv")
    if uv and subprocess.call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_system_packages(["python{}.{}-venv".format(*sys.version_info)])
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        raise Refused(f"{VENV} could not be made; what Python wrote above says why.")


def belongs_to_this_python() -> bool:
    """Whether .venv works and was made with the Python that runs this file."""
    if not venv_python().exists():
        return False
    ask = "import sys; print(sys.version, sys.base_prefix)"
    with contextlib.suppress(OSError):
        done = subprocess.run([venv_python(), "-c", ask], capture_output=True, text=True, check=False)
        return done.stdout.strip() == f"{sys.version} {sys.base_prefix}"
    return False


def install_libraries() -> None:
    """Exactly what the lock file names, each file checked against its hash."""
    print(f"Installing the libraries of {LOCK.name}; this takes a minute, once", flush=True)
    uv = shutil.which("uv")
    if uv:
        command: list[str | Path] = [
            uv,
            "pip",
            "sync",
            "--quiet",
            "--require-hashes",
            "--python",
            venv_python(),
            LOCK,
        ]
        if subprocess.call(command) == 0:
            return
        print("uv could not; trying pip, which has settings of its own", flush=True)
    pip: list[str | Path] = [venv_python(), "-m", "pip"]
    if subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        subprocess.call([venv_python(), "-m", "ensurepip", "--upgrade"], stdout=subprocess.DEVNULL)
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    code = subprocess.call(
        [*pip, "install", *quiet, "--no-deps", "--require-hashes", "--requirement", LOCK],
        stdin=subprocess.DEVNULL,
    )
    if code != 0:
        raise Refused(
            "The libraries could not be installed; what pip wrote above says why. "
            "It needs a package index: the usual one, or one that pip.conf or PIP_INDEX_URL names."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
