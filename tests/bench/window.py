"""What a person waits for in the window: pages opened, a card moved, people found, and how long it stands still.

In this process, offscreen, with the program's own threads; the floor is the repaint of a plain QTableView of
thirty rows, the least that any table would cost. CPU time counts all threads.
"""

from __future__ import annotations

import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import Figure, cpu_of, percentile
from tests.bench.people_csv import write_people
from tests.bench.world import World

PATIENCE = 60.0  # seconds
TICK = 2  # ms
KEYS = 60
OPENED_MS = 100
SETTLED_AFTER = 1.5  # seconds from the first page


def figures(world: World) -> Iterator[Figure]:
    """The window on a copy of the database."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with world.copy() as path:
        opened = Opened(path)
        try:
            floor = opened.bare_repaint(world.pairs * 5)
            yield Figure("repaint of a plain QTableView of 30 rows: the floor", floor)
            for part in (
                opened.pages,
                opened.memory,
                opened.board_hand,
                opened.stage_move,
                opened.facts,
                opened.search,
                opened.gaps,
            ):
                yield from part(world, floor)
        finally:
            opened.close()


class Opened:
    """The program with its window on a database."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from lifecycle_desktop.core.clock import SystemClock
        from lifecycle_desktop.ui.app import Program, make_application

        existing = QApplication.instance()
        self.application: Any = existing if existing is not None else make_application()
        self.path = path
        self.program = Program(self.application, path, SystemClock())
        self.program.open()
        self.until(lambda: self.program.runner is not None)
        self.window, self.runner = self.program.window, self.program.runner
        assert self.runner is not None
        self.window.resize(1440, 900)
        self.until(lambda: self.window.page is not None)
        self.settle()

    def close(self) -> None:
        """Close without the backup."""
        self.window.on_close = None
        self.window.hide()
        assert self.runner is not None
        self.runner.close()

    # --- waiting ---

    def until(self, done: Callable[[], object]) -> None:
        """Run the event loop until something holds."""
        give_up = time.perf_counter() + PATIENCE
        while not done():
            self.application.processEvents()
            if time.perf_counter() > give_up:
                raise RuntimeError("the window did not come to rest")
            time.sleep(0.0002)

    def settle(self) -> None:
        """Wait until what comes after the start is done too: facts of the side bar, what the first write needs."""
        end = time.perf_counter() + SETTLED_AFTER
        self.until(lambda: time.perf_counter() > end)
        self.rest()

    def rest(self) -> None:
        """Wait until both threads have nothing left and everything is painted."""
        assert self.runner is not None
        for _time in range(3):
            heard: list[object] = []
            self.runner.on_writer(heard.append, lambda: 1)
            self.until(lambda heard=heard: heard)
            self.runner.work(heard.append, lambda: 1)
            read: list[object] = []
            self.runner.read(read.append, lambda _connection: 1)
            self.until(lambda heard=heard, read=read: len(heard) > 1 and read)
            for _event in range(20):
                self.application.processEvents()

    # --- measuring ---

    def bare_repaint(self, times: int) -> float:
        """The median CPU ms of a full repaint of a QTableView over a C++ model."""
        from PySide6.QtGui import QStandardItem, QStandardItemModel
        from PySide6.QtWidgets import QTableView

        model = QStandardItemModel()
        for row in range(1000):
            model.appendRow([QStandardItem(f"cell {row} {column}") for column in range(7)])
        view = QTableView()
        view.setModel(model)
        view.resize(1200, 30 * 30)
        view.show()
        self.application.processEvents()
        spent = [cpu_of(view.viewport().repaint) for _time in range(times)]
        view.close()
        view.deleteLater()
        return median(spent)

    def timed(self, act: Callable[[], object], done: Callable[[], object]) -> tuple[float, float]:
        """CPU and wall ms from an act until something holds and the window is painted."""
        begin = time.perf_counter()
        spent = cpu_of(lambda: (act(), self.until(done), self.window.repaint()))
        return spent, (time.perf_counter() - begin) * 1000

    def line(
        self, what: str, spent: list[tuple[float, float]], floor: float, goal: float = 0.0, most: float = 0.0
    ) -> Figure:
        """A figure of several times, with the wall time beside."""
        cpu, wall = median(one[0] for one in spent), median(one[1] for one in spent)
        return Figure(what, cpu, floor, cpu / floor, goal, "ms CPU", f"{wall:.0f} ms wall", most)

    # --- parts ---

    def pages(self, world: World, floor: float) -> Iterator[Figure]:
        """Open each page the first time: built, read, first rows painted."""
        first: dict[str, Callable[[Any], object]] = {
            "board": lambda page: page.columns and page.columns[0].cards.ids,
            "contacts": lambda page: page.people.ids,
            "plan": lambda page: page.isVisible(),
            "today": lambda page: page._list.people,
        }
        for key, shown in first.items():
            spent = [
                self.timed(
                    lambda key=key: self.window.open_page(key),
                    lambda key=key, shown=shown: self.window.page_key == key and shown(self.window.page),
                )
            ]
            most = OPENED_MS if key in ("board", "contacts") else 0
            yield self.line(f"open {key} the first time, until its first rows", spent, floor, most=most)
            self.rest()
        for key in ("board", "contacts"):
            other = "today"
            spent = []
            for _time in range(world.pairs):
                self.window.open_page(other)
                self.rest()
                spent.append(
                    self.timed(
                        lambda key=key: self.window.open_page(key),
                        lambda key=key: self.window.page_key == key,
                    )
                )
            yield self.line(f"open {key} again", spent, floor, most=OPENED_MS)

    def board_hand(self, world: World, _floor: float) -> Iterator[Figure]:
        """What the hand feels on the board."""
        from tests.bench.board_hand import figures as of_the_hand

        yield from of_the_hand(self, world.pairs)

    def stage_move(self, world: World, floor: float) -> Iterator[Figure]:
        """Move one contact, until the board shows it; and until all threads rest."""
        from lifecycle_desktop.core.operations.stages import move_contacts

        self.window.open_page("board")
        self.rest()
        page: Any = self.window.page
        runner: Any = self.runner
        shown, settled = [], []
        for number in range(world.pairs):
            source, target = (
                (page.columns[0], page.columns[1]) if number % 2 == 0 else (page.columns[1], page.columns[0])
            )
            contact_id, stage_id = source.cards.ids[0], target.stage.stage_id

            before = target.cards.ids

            def moved(target: Any = target, before: Any = before) -> bool:
                return target.cards.ids is not before

            def act(contact_id: int = contact_id, stage_id: int = stage_id) -> None:
                runner.write("Move", move_contacts, [contact_id], stage_id, runner.moment())

            begin = time.perf_counter()
            settling = cpu_of(
                lambda act=act, moved=moved: (shown.append(self.timed(act, moved)), self.rest())
            )
            settled.append((settling, (time.perf_counter() - begin) * 1000))
        yield self.line("stage move: written, board read anew, painted", shown, floor)
        yield self.line("the same until every thread rests (side bar, all ids)", settled, floor)
        writes = []
        with world.connection() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM contact ORDER BY random() LIMIT 20")]
        for number, contact_id in enumerate(ids):
            stage_id = page.columns[number % 2].stage.stage_id
            moment = runner.moment()
            begin = time.perf_counter()
            runner.database.run("Move", moment, move_contacts, [contact_id], stage_id, moment)
            writes.append((time.perf_counter() - begin) * 1000)
        synced = _synced_writes(world.folder / "synced", len(writes))
        ratio = percentile(writes, 0.95) / percentile(synced, 0.95)
        yield Figure(
            "stage move alone, on the disk, p95 / 24 KB + fsync",
            percentile(writes, 0.95),
            percentile(synced, 0.95),
            ratio,
            4,
            "ms wall",
        )

    def facts(self, world: World, floor: float) -> Iterator[Figure]:
        """What the side bar asks after every change."""
        from lifecycle_desktop.core.queries.plan import missing_count
        from lifecycle_desktop.core.queries.today import due_count

        runner: Any = self.runner
        spent = []
        for _time in range(world.pairs):
            with runner.database.read() as connection:
                spent.append(
                    cpu_of(
                        lambda connection=connection: (
                            due_count(connection, runner.moment()),
                            missing_count(connection, runner.moment()),
                        )
                    )
                )
        yield Figure("facts of the side bar, after each change", median(spent), floor, median(spent) / floor)

    def search(self, world: World, floor: float) -> Iterator[Figure]:
        """From a key in the search of the palette, and in the contacts table, to painted results."""
        chance = random.Random(3)
        with world.connection() as connection:
            names = [
                row[0] for row in connection.execute("SELECT display_name FROM contact WHERE id <= 3000")
            ]
        plain = [name for name in names if name[:4].isascii() and name[:4].isalpha()]
        words = [name[:4] for name in chance.sample(plain, min(KEYS // 4, len(plain)))]
        self.window.open_page("today")
        self.rest()
        self.window.open_palette()
        self.rest()
        palette = self.window.palette_
        yield self._typed("key in the palette to painted people, p95", palette.field, words, floor)
        palette.dismiss()
        self.window.open_page("contacts")
        self.rest()
        page: Any = self.window.page
        yield self._typed(
            "key in the filter of contacts to painted rows, p95",
            page.filter_row.field,
            words,
            floor,
            lambda: page.reading.found,
        )

    def _typed(
        self, what: str, field: Any, words: list[str], floor: float, shown: Callable[[], object] | None = None
    ) -> Figure:
        from PySide6.QtTest import QTest

        spent = []
        for word in words:
            for letter in word:
                begin = time.perf_counter()

                def key(letter: str = letter) -> None:
                    before = shown() if shown is not None else None
                    QTest.keyClicks(field, letter)
                    if shown is None:
                        self._answered()
                    else:
                        self.until(lambda: shown() is not before)
                    self.window.repaint()

                cpu = cpu_of(key)
                spent.append((cpu, (time.perf_counter() - begin) * 1000))
            field.clear()
            self.rest()
        cpu95 = percentile([one[0] for one in spent], 0.95)
        wall95 = percentile([one[1] for one in spent], 0.95)
        return Figure(what, cpu95, floor, cpu95 / floor, 3, "ms CPU", f"{wall95:.0f} ms wall")

    def _answered(self) -> None:
        """Wait until the reading thread has answered all that was asked before."""
        runner: Any = self.runner
        read: list[object] = []
        self.application.processEvents()
        runner.read(read.append, lambda _connection: 1)
        self.until(lambda: read)
        self.application.processEvents()

    def gaps(self, world: World, floor: float) -> Iterator[Figure]:
        """How long the event loop stands still while the threads work: the longest gap of a ticker."""
        runner: Any = self.runner
        self.window.open_page("contacts")
        self.rest()
        page: Any = self.window.page

        def all_ids() -> None:
            for sort in ("value", "last_touch", "source"):
                page.sort_by(sort, False)
                self.rest()

        yield self._gap("while the table is sorted three times (all ids)", all_ids)
        path = world.folder / "gap.csv"
        rows = max(200, world.contacts // 5)
        write_people(path, rows, seed=5)
        self.window.open_page("today")
        self.rest()
        yield self._gap(f"while {rows:,} rows are imported", lambda: self._import(path, runner))

    def _import(self, path: Path, runner: Any) -> None:
        from lifecycle_desktop.core.exchange.formats import open_contacts
        from lifecycle_desktop.core.model.import_report import ImportPolicy
        from lifecycle_desktop.core.operations.imports import import_contacts
        from lifecycle_desktop.core.progress import Progress

        done: list[object] = []
        opened: list[Any] = []
        runner.work(opened.append, open_contacts, path)
        self.until(lambda: opened)
        file = opened[0]
        progress = Progress(0, "")
        runner.write(
            "Import",
            import_contacts,
            file.drafts(),
            ImportPolicy(),
            runner.moment(),
            progress,
            then=done.append,
        )
        self.until(lambda: done)
        self.rest()

    def _gap(self, what: str, act: Callable[[], object]) -> Figure:
        from PySide6.QtCore import QTimer

        ticks: list[float] = []
        timer = QTimer()
        timer.setInterval(TICK)
        timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
        timer.start()
        act()
        timer.stop()
        between = sorted((later - earlier) * 1000 for earlier, later in itertools.pairwise(ticks))
        return Figure(
            f"longest time without an event {what}",
            between[-1] if between else 0.0,
            unit="ms wall",
            note=f"p95 {percentile(between, 0.95):.0f} ms" if between else "",
        )

    def memory(self, _world: World, _floor: float) -> Iterator[Figure]:
        """What the process holds now, with every page opened."""
        status = Path("/proc/self/status")
        if not status.exists():
            return
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        yield Figure("memory of the window with four pages opened", int(held.split()[1]) / 1024, unit="MB")


def _synced_writes(path: Path, times: int) -> list[float]:
    """The floor of a durable write: 24 KB and fsync, in wall ms."""
    found = []
    with path.open("wb") as stream:
        for _time in range(times):
            begin = time.perf_counter()
            stream.write(b"x" * 24_576)
            stream.flush()
            os.fsync(stream.fileno())
            found.append((time.perf_counter() - begin) * 1000)
    return found
