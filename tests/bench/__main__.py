"""`python -m tests.bench [names] [--contacts N] [--pairs N] [--folder F]`: measure, and print ratios to floors.

Figures are CPU time unless they say otherwise; nothing passes or fails, because the machine is shared.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.bench.world import World, kept_folder

# Each is a module here with `figures(world)`, which yields one `Figure` after the other.
BENCHES = {
    "start": "the painted window and Today, from the start of the process",
    "import_csv": "an import against sqlite3 .import, and its undo",
    "import_vcards": "10,000 vCards against the parser alone",
    "import_files": "a workbook, a calendar, purchases and activities against reading the file alone",
    "store_bench": "steps, undo and bulk inserts against plain SQL",
    "queries": "what each screen asks the database",
    "today": "Today on a bad day, and after each thing that is done",
    "search": "search as one types, for every kind of text",
    "filters": "smart lists: first rows and counts",
    "desk": "the daily desk: window, search and filters at full size",
    "window": "what a person waits for in the window",
    "keeping": "backup and check",
    "plan": "the wall plan as PDF",
}

TOGETHER = "desk"  # holds others, which a run of all has anyway


def main() -> None:
    """Run the benches that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", help=", ".join(BENCHES))
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument(
        "--pairs", type=int, default=7, help="how often floor and subject are measured in turn"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="where databases are made and kept; people are kept in the folder for temporary files if not given",
    )
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHES)
    if unknown:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    with tempfile.TemporaryDirectory(prefix="lifecycle-bench-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        os.environ["LIFECYCLE_DESKTOP_HOME"] = str(folder / "home")
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "byte-code")
        names = options.names or [name for name in BENCHES if name != TOGETHER]
        if len(names) > 1:  # each in a process of its own: a child is charged with the memory of its parent
            print_each(names, folder, options)
            return
        kept = None if options.folder else kept_folder()
        measure(names[0], World(folder, options.contacts, options.pairs, kept))


def print_each(names: list[str], folder: Path, options: argparse.Namespace) -> None:
    """Run several benches, one after the other."""
    given = ["--contacts", str(options.contacts), "--pairs", str(options.pairs)]
    given += ["--folder", str(folder)] if options.folder else []
    for name in names:
        done = subprocess.run([sys.executable, "-m", "tests.bench", name, *given], check=False)
        if done.returncode:
            sys.exit(done.returncode)


def measure(name: str, world: World) -> None:
    """Print the figures of one bench."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} CPUs"
    print(f"{name}: {BENCHES[name]}", flush=True)
    print(f"({world.contacts:,} contacts, {world.pairs} pairs, {machine})", flush=True)
    for figure in import_module(f"tests.bench.{name}").figures(world):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
