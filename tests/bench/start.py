"""Start: from the process's beginning to the painted window, and to Today's list on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Child, Figure, in_turn, python
from tests.bench.world import World

SCRIPT = str(Path(__file__).with_name("child_window.py"))


def window(until: str, world: World) -> Child:
    """A start that ends at a point."""
    ended = python(SCRIPT, until, str(world.database))
    # Ended without closing, it left its name behind, which the next start would look after.
    world.database.with_name(world.database.name + ".lock").unlink(missing_ok=True)
    return ended


def figures(world: World) -> Iterator[Figure]:
    """The program against a bare window, in turn."""
    for until in ("bare", "painted", "filled", "settled"):
        window(until, world)  # once for the byte-code and the file cache
    for what, until, goal in (
        ("start to the painted window / a bare window", "painted", 1.5),
        ("start to Today filled / a bare window", "filled", 2.5),
        ("start until all that can wait is done too / a bare window", "settled", 0),
    ):
        low, high, ratio = in_turn(
            lambda: window("bare", world).cpu, lambda until=until: window(until, world).cpu, world.pairs
        )
        yield Figure(what, high, low, ratio, goal, "ms CPU")
    peaks = {until: window(until, world).peak for until in ("bare", "filled", "settled")}
    for until, words in (("filled", "Today filled"), ("settled", "all that can wait done")):
        yield Figure(
            f"peak memory, {words} / a bare window",
            peaks[until],
            peaks["bare"],
            peaks[until] / peaks["bare"],
            unit="MB",
        )
