"""Measuring on a machine that others use too: CPU time of children, pairs in turn, medians of ratios."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

LONGEST = 600.0  # seconds that a child may take
ROOT = Path(__file__).resolve().parents[2]
# Without byte-code every start costs twice as much, which is not how anybody starts the program.
_SLOWER = ("PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "PYTHONDEVMODE", "PYTHONTRACEMALLOC")
_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Figure:
    """One line of the report: what it cost, what the floor cost, both in ms of CPU unless `unit` says otherwise.

    `goal` is the ratio to the floor that the project wants, `most` the value itself; nothing fails when one is missed.
    """

    what: str
    value: float
    floor: float = 0.0
    ratio: float = 0.0
    goal: float = 0.0
    unit: str = "ms"
    note: str = ""
    most: float = 0.0

    def line(self) -> str:
        """The figure as one line of text."""
        ratio = f"{self.ratio:7.2f} x" if self.ratio else " " * 9
        goal = f"(goal {self.goal:g})" if self.goal else f"(most {self.most:g})" if self.most else ""
        missed = " MISSED" if self.is_missed else ""
        floor = f" / {_number(self.floor)}" if self.floor else ""
        return (
            f"  {self.what:<58} {ratio} {goal:<12} {_number(self.value)}{floor} {self.unit}"
            f"{missed}{'  ' + self.note if self.note else ''}"
        )

    @property
    def is_missed(self) -> bool:
        """Whether it is beyond what the project wants."""
        return bool((self.goal and self.ratio > self.goal) or (self.most and self.value > self.most))


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


@dataclass(frozen=True)
class Child:
    """What a child process cost: CPU and wall in ms, peak memory in MB, and what it printed."""

    cpu: float
    wall: float
    peak: float
    output: str


def child(words: Sequence[str], *, stdin: bytes = b"") -> Child:
    """Run a process to its end and measure it alone, by what the system says when it is waited for."""
    environment = {name: value for name, value in os.environ.items() if name not in _SLOWER}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        begin = time.perf_counter()
        process = subprocess.Popen(
            list(words), cwd=ROOT, stdin=given, stdout=out, stderr=subprocess.STDOUT, env=environment
        )
        guard = threading.Timer(LONGEST, process.kill)
        guard.start()
        _pid, status, used = os.wait4(process.pid, 0)
        guard.cancel()
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}:\n{output[-2000:]}")
    return Child((used.ru_utime + used.ru_stime) * 1000, wall * 1000, used.ru_maxrss / _PER_MB, output)


def python(*words: str) -> Child:
    """Run a module or script with this Python and measure it."""
    return child([sys.executable, *words])


def program(database: Path, *words: str) -> Child:
    """Run a command of the program on a database and measure it."""
    return python("-m", "lifecycle_desktop", "--database", str(database), *words)


@contextmanager
def spent() -> Iterator[list[float]]:
    """The CPU ms of this process, all threads, within a block: the list holds them afterwards."""
    used: list[float] = []
    before = _own_cpu()
    yield used
    used.append(_own_cpu() - before)


def cpu_of(function: Callable[[], Any]) -> float:
    """The CPU ms of this process that one call takes."""
    before = _own_cpu()
    function()
    return _own_cpu() - before


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    # process_time counts finer; getrusage is what a child is measured by. Both count all threads.
    return time.process_time() * 1000 if time.process_time() else (used.ru_utime + used.ru_stime) * 1000


def in_turn(
    floor: Callable[[], float], subject: Callable[[], float], pairs: int
) -> tuple[float, float, float]:
    """Floor and subject in turn (A B A B …): the medians of both, and the median of the pairs' ratios."""
    found = [(floor(), subject()) for _pair in range(pairs)]
    return (
        median(one for one, _other in found),
        median(other for _one, other in found),
        median(other / max(one, 1e-6) for one, other in found),
    )


def against(
    what: str,
    floor: Callable[[], float],
    subject: Callable[[], float],
    *,
    pairs: int,
    goal: float = 0.0,
    note: str = "",
    most: float = 0.0,
) -> Figure:
    """The figure of a subject against its floor, both measured in turn."""
    low, high, ratio = in_turn(floor, subject, pairs)
    return Figure(what, high, low, ratio, goal, note=note, most=most)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
