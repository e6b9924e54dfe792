"""Every bench runs, with few people: what measures the program must not rot beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import BENCHES
from tests.bench.measure import ROOT, Figure, in_turn, percentile
from tests.bench.people_csv import write_people

HELD_BY_DESK = {"window", "search", "filters"}  # it measures all that they ask for

pytestmark = pytest.mark.xdist_group("bench")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the benches keep their databases, made once."""
    return tmp_path_factory.mktemp("bench")


@pytest.mark.parametrize("name", sorted(BENCHES.keys() - HELD_BY_DESK))
def test_a_bench_prints_its_figures(name: str, folder: Path) -> None:
    words = ["-m", "tests.bench", name, "--contacts", "300", "--pairs", "1", "--folder", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    assert len(lines) >= 3
    assert any(" x " in line for line in lines), "no ratio to a floor"


def test_the_same_rows_are_written_again_with_what_is_in_them(tmp_path: Path) -> None:
    first = write_people(tmp_path / "first.csv", 2000)
    assert write_people(tmp_path / "again.csv", 2000) == first
    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert first.people + first.duplicates + first.bad == first.rows == 2000
    assert first.duplicates > 20
    assert first.bad > 2


def test_a_ratio_is_the_median_of_pairs_measured_in_turn() -> None:
    order: list[str] = []
    floors, subjects = iter([1.0, 2.0, 4.0]), iter([3.0, 4.0, 40.0])

    def floor() -> float:
        order.append("floor")
        return next(floors)

    def subject() -> float:
        order.append("subject")
        return next(subjects)

    assert in_turn(floor, subject, 3) == (2.0, 4.0, 3.0)
    assert order == ["floor", "subject"] * 3


def test_a_missed_goal_is_told_and_a_kept_one_is_not() -> None:
    assert "MISSED" in Figure("start", 200, 100, 2.0, goal=1.5).line()
    assert "MISSED" not in Figure("start", 120, 100, 1.2, goal=1.5).line()
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
