"""Backup against a plain copy that reaches the disk, and the check."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Figure, cpu_of, in_turn
from tests.bench.world import World


def copied(source: Path, target: Path) -> None:
    """The floor: copy the file and wait until it is on the disk."""
    shutil.copyfile(source, target)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def figures(world: World) -> Iterator[Figure]:
    """In wall time, because a disk is waited for, and in CPU time."""
    from lifecycle_desktop.core.store import backup, driver
    from lifecycle_desktop.core.store.check import findings

    source, target = world.database, world.folder / "backup.db"
    pairs = min(world.pairs, 5)
    with world.connection() as connection:

        def back_up() -> None:
            target.unlink(missing_ok=True)
            backup.back_up(connection, target)

        for unit, spent in (("ms wall", _wall_of), ("ms CPU", cpu_of)):
            low, high, ratio = in_turn(
                lambda spent=spent: spent(lambda: copied(source, target)),
                lambda spent=spent: spent(back_up),
                pairs,
            )
            megabytes = source.stat().st_size / 1024 / 1024
            yield Figure(
                "verified backup / copy + fsync", high, low, ratio, unit=unit, note=f"{megabytes:.0f} MB"
            )
    with world.copy() as path:
        writer = driver.open_writer(path)
        found: list[object] = []
        wall = _wall_of(lambda: found.extend(findings(writer)))
        writer.close()
    yield Figure("check of everything", wall, unit="ms wall", note=f"{len(found)} findings")


def _wall_of(function: object) -> float:
    begin = time.perf_counter()
    function()  # type: ignore[operator]
    return (time.perf_counter() - begin) * 1000
