"""The daily desk at full size: every figure that issue 3 asks for, in one run.

The window first, for its memory must not hold what was measured before; then search, filters and orders on a
connection. Each figure stands against raw SQL or a bare Qt view of the same run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import board_hand, filters, search
from tests.bench.measure import Figure
from tests.bench.window import OPENED_MS, Opened
from tests.bench.world import World

MOST_MB = 250
_WITHOUT_WINDOW = 500_000  # people from which only the database is asked
_ARGUED = ("contact", "first_run")  # pages that are not opened by their name alone


def figures(world: World) -> Iterator[Figure]:
    """All of the desk; of very many people only what the database is asked."""
    if world.contacts < _WITHOUT_WINDOW:
        yield from window_figures(world)
    yield from search.figures(world)
    yield from filters.figures(world)


def window_figures(world: World) -> Iterator[Figure]:
    """Pages opened, rows painted, a card dragged, and the memory that the whole program took."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with world.copy() as path:
        opened = Opened(path)
        try:
            floor = opened.bare_repaint(world.pairs * 5)
            yield Figure("repaint of a plain QTableView of 30 rows: the floor", floor)
            yield from opened.pages(world, floor)
            yield from _contacts_opened(opened, world, floor)
            yield from _rows_painted(opened)
            yield from opened.board_hand(world, floor)
            yield from opened.search(world, floor)
            yield from _sorted(opened, floor)
            yield from _memory(opened)
        finally:
            opened.close()


def _contacts_opened(opened: Opened, world: World, floor: float) -> Iterator[Figure]:
    """The page of a contact from the list: the first, and the next ones by Down."""
    window = opened.window
    window.open_page("contacts")
    opened.rest()
    first_id = window.page.people.ids[0]

    def shown_id() -> int:
        page: Any = window.page
        return page._shown_id if window.page_key == "contact" else 0

    spent = [opened.timed(lambda: window.open_contact(first_id), lambda: shown_id() == first_id)]
    yield opened.line("open a contact the first time, built, read and painted", spent, floor, most=OPENED_MS)
    opened.rest()
    spent = []
    for _time in range(world.pairs):
        window.open_page("contacts")
        opened.rest()
        spent.append(opened.timed(lambda: window.open_contact(first_id), lambda: shown_id() == first_id))
        opened.rest()
    yield opened.line("open a contact again from the list", spent, floor, most=OPENED_MS)
    spent = []
    for _time in range(world.pairs * 3):
        before = shown_id()
        spent.append(opened.timed(lambda: window.page.step(1), lambda before=before: shown_id() != before))
        opened.rest()
    yield opened.line("the next contact by Down, read and painted", spent, floor, most=OPENED_MS)


def _rows_painted(opened: Opened) -> Iterator[Figure]:
    """A row of the contacts painted, and one step of the wheel, beside a bare view of as many rows seen."""
    opened.window.open_page("contacts")
    opened.rest()
    page: Any = opened.window.page
    view = page.table
    bare = board_hand.bare_view(view)
    opened.application.processEvents()
    rows = view.viewport().height() / view.rowHeight(0)
    low, high = board_hand.in_turn_painted(bare.viewport().repaint, view.viewport().repaint)
    yield Figure(
        "paint a row of contacts / a row of a bare view",
        high / rows,
        low / rows,
        high / low,
        unit="ms CPU",
        note=f"{rows:.1f} seen",
    )
    low, high = board_hand.in_turn_painted(
        lambda: board_hand.turn_wheel(bare), lambda: board_hand.turn_wheel(view)
    )
    most = 2 * board_hand.FRAME
    yield Figure(
        "one step of the wheel over contacts, painted / bare view",
        high,
        low,
        high / low,
        unit="ms CPU",
        most=most,
    )
    bare.close()
    bare.deleteLater()


def _sorted(opened: Opened, floor: float) -> Iterator[Figure]:
    """A click on every head of the table, until its first rows are there."""
    opened.window.open_page("contacts")
    opened.rest()
    page: Any = opened.window.page
    spent: dict[str, tuple[float, float]] = {}
    for sort in ("stage", "next_step", "last_touch", "source", "value", "temperature", "name"):
        before = page.reading.found
        spent[sort] = opened.timed(
            lambda sort=sort: page.sort_by(sort, False),
            lambda before=before: page.reading.found is not before,
        )
        opened.rest()
    worst = max(spent, key=lambda each: spent[each])
    figure = opened.line("a click on a head, the slowest of seven", [spent[worst]], floor, most=OPENED_MS)
    yield figure
    yield Figure(f"  the slowest was {worst}; all seven together", sum(cpu for cpu, _wall in spent.values()))


def _memory(opened: Opened) -> Iterator[Figure]:
    """The most that the process has held, once every page was opened."""
    from lifecycle_desktop.ui.pages import PAGES

    for entry in PAGES:
        if entry.key not in _ARGUED:
            opened.window.open_page(entry.key)
            opened.rest()
    opened.window.open_palette()
    opened.rest()
    opened.window.palette_.dismiss()
    status = Path("/proc/self/status")
    if not status.exists():
        return
    held = dict(line.split(":", 1) for line in status.read_text().splitlines())
    peak, now = (int(held[name].split()[0]) / 1024 for name in ("VmHWM", "VmRSS"))
    note = f"{now:.0f} MB at the end"
    yield Figure("the most memory held, every page visited", peak, unit="MB", note=note, most=MOST_MB)
