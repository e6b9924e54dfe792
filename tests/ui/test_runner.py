"""The three threads: order, superseding, undo and redo, failures, stopping, closing; with a real file and threads."""

from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.create import create_database
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.ui.runner import Inline, Runner


def keep_setting(connection, name: str, value: str) -> str:
    from sqlalchemy import text

    connection.execute(
        text("INSERT INTO setting (name, value) VALUES (:name, :value)"), {"name": name, "value": value}
    )
    return f"kept {name}"


def fail_after_writing(connection) -> None:
    keep_setting(connection, "half", "written")
    raise UserError("It did not work.", "Try again.")


def settings(connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM setting ORDER BY name").fetchall()]


def count_slowly(connection, upto: int) -> int:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) FROM n"
    return connection.execute(sql, (upto,)).fetchone()[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "lifecycle.db"
    create_database(place, lambda _database: None)
    return place


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(dt.datetime(2026, 4, 14, 14), "America/Toronto")


@pytest.fixture
def runner(path: Path, clock: FixedClock, qapp):
    made = Runner(Database.open(path), clock)
    yield made
    made.close()


@pytest.fixture
def inline(path: Path, clock: FixedClock, qapp):
    made = Runner(Database.open(path), clock, Inline())
    yield made
    made.close()


class Listener(QObject):
    """Notes what it is told and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: set[int] = set()

    def hear(self, result: object) -> None:
        self.told.append(result)
        self.threads.add(threading.get_ident())


def test_a_write_tells_its_result_and_then_the_tables(runner: Runner, qtbot) -> None:
    listener, order = Listener(), []
    runner.changed.connect(order.append)
    with qtbot.waitSignal(runner.changed, timeout=5000):
        runner.write("Name the business", keep_setting, "business_name", "Whitaker Homes", then=listener.hear)
    assert listener.told == ["kept business_name"]
    assert listener.threads == {threading.get_ident()}
    assert order == [frozenset({"setting"})]
    assert runner.last_label == "Name the business"
    assert runner.redo_label is None


def test_an_operation_runs_beside_the_window(runner: Runner, qtbot) -> None:
    seen: list[str] = []
    with qtbot.waitSignal(runner.changed, timeout=5000):
        runner.write("x", lambda c: (seen.append(threading.current_thread().name), keep_setting(c, "a", "b")))
    assert seen[0].startswith("writer")


def test_undo_and_redo_bring_it_back_and_say_what(runner: Runner, qtbot) -> None:
    listener = Listener()
    with qtbot.waitSignal(runner.changed, timeout=5000):
        runner.write("Name the business", keep_setting, "a", "b")
    with qtbot.waitSignal(runner.undone, timeout=5000) as undone:
        runner.undo(listener.hear)
    assert undone.args == ["Name the business"]
    assert listener.told == ["Name the business"]
    assert (runner.last_label, runner.redo_label) == (None, "Name the business")
    with qtbot.waitSignal(runner.redone, timeout=5000):
        runner.redo()
    assert (runner.last_label, runner.redo_label) == ("Name the business", None)
    runner.read(listener.hear, settings)
    qtbot.waitUntil(lambda: listener.told[-1] == ["a"], timeout=5000)


def test_undo_of_nothing_says_nothing(inline: Runner) -> None:
    told: list[object] = []
    inline.undone.connect(told.append)
    inline.undo()
    assert told == []


def test_a_failure_is_rolled_back_and_told(runner: Runner, qtbot) -> None:
    listener = Listener()
    with qtbot.waitSignal(runner.failed, timeout=5000) as failed:
        runner.write("Half", fail_after_writing, then=listener.hear)
    assert isinstance(failed.args[0], UserError)
    assert listener.told == []
    runner.read(listener.hear, settings)
    qtbot.waitUntil(lambda: listener.told == [[]], timeout=5000)


def test_the_newest_read_of_a_caller_wins(runner: Runner, qtbot) -> None:
    listener = Listener()
    for number in range(1, 30):
        runner.read(listener.hear, lambda _c, number=number: number)
    qtbot.waitUntil(lambda: 29 in listener.told, timeout=5000)
    qtbot.wait(50)
    assert listener.told[-1] == 29
    assert len(listener.told) < 29


def test_a_superseded_read_is_interrupted(runner: Runner, qtbot) -> None:
    listener, failures = Listener(), []
    runner.failed.connect(failures.append)
    started = time.perf_counter()
    runner.read(listener.hear, count_slowly, 2_000_000_000)
    qtbot.wait(100)
    runner.read(listener.hear, count_slowly, 7)
    qtbot.waitUntil(lambda: listener.told == [7], timeout=10_000)
    assert time.perf_counter() - started < 9
    assert failures == []


def test_two_callers_do_not_supersede_each_other(runner: Runner, qtbot) -> None:
    one, two = Listener(), Listener()
    runner.read(one.hear, lambda _c: 1)
    runner.read(two.hear, lambda _c: 2)
    qtbot.waitUntil(lambda: one.told == [1] and two.told == [2], timeout=5000)


def test_a_read_for_a_page_that_is_gone_is_dropped(runner: Runner, qtbot) -> None:
    class Gone(QWidget):
        told: ClassVar[list[object]] = []

        def hear(self, result: object) -> None:
            self.told.append(result)

    page = Gone()
    entered, leave = threading.Event(), threading.Event()

    def wait(_connection: object) -> int:
        entered.set()
        leave.wait(5)
        return 1

    runner.read(page.hear, wait)
    assert entered.wait(5)
    import shiboken6

    shiboken6.delete(page)
    leave.set()
    listener = Listener()
    runner.read(listener.hear, lambda _c: 2)
    qtbot.waitUntil(lambda: listener.told == [2], timeout=5000)
    assert Gone.told == []


def test_work_and_reads_go_on_during_a_long_write(runner: Runner, qtbot) -> None:
    listener, release = Listener(), threading.Event()

    def slow(connection: object) -> None:
        keep_setting(connection, "slow", "1")
        assert release.wait(10)

    runner.write("Slow", slow)
    runner.read(listener.hear, settings)
    runner.work(listener.hear, lambda: "worked")
    qtbot.waitUntil(lambda: len(listener.told) == 2, timeout=5000)
    assert [] in listener.told
    assert "worked" in listener.told
    with qtbot.waitSignal(runner.changed, timeout=5000):
        release.set()


def test_stop_takes_a_write_back_and_says_so(runner: Runner, qtbot) -> None:
    progress, failures = Progress(1000, "Importing"), []
    runner.failed.connect(failures.append)

    def fill(connection: object, progress: Progress) -> None:
        for number in range(1000):
            keep_setting(connection, f"n{number}", "1")
            progress.advance()
            time.sleep(0.005)

    began, ended = [], []
    runner.progressed.connect(began.append)
    runner.rested.connect(ended.append)
    with qtbot.waitSignal(runner.stopped, timeout=10_000):
        runner.write("Import", fill, progress=progress)
        qtbot.waitUntil(lambda: progress.done > 3, timeout=5000)
        progress.stop()
    qtbot.waitUntil(lambda: ended == [progress], timeout=5000)
    assert began == [progress]
    assert failures == []
    listener = Listener()
    runner.read(listener.hear, settings)
    qtbot.waitUntil(lambda: listener.told == [[]], timeout=5000)


def test_closing_waits_for_the_writer_and_then_makes_the_backup(path: Path, clock: FixedClock, qapp) -> None:
    runner = Runner(Database.open(path), clock)
    order: list[str] = []

    def slow(connection: object) -> None:
        time.sleep(0.2)
        keep_setting(connection, "late", "1")
        order.append("written")

    runner.write("Late", slow)
    problem = runner.close(lambda: order.append("backed up"))
    assert problem is None
    assert order == ["written", "backed up"]
    again = Database.open(path)
    with again.read() as connection:
        assert settings(connection) == ["late"]
    again.close()
    runner.write("After", keep_setting, "x", "y")
    runner.close()


def test_closing_tells_what_went_wrong_with_the_backup(path: Path, clock: FixedClock, qapp) -> None:
    runner = Runner(Database.open(path), clock)

    def no_space() -> None:
        raise UserError("No space.")

    problem = runner.close(no_space)
    assert isinstance(problem, UserError)


def test_inline_is_done_when_it_returns(inline: Runner) -> None:
    listener = Listener()
    inline.write("x", keep_setting, "a", "b", then=listener.hear)
    inline.read(listener.hear, settings)
    inline.work(listener.hear, lambda: 5)
    assert listener.told == ["kept a", ["a"], 5]


def test_inline_is_an_executor_like_others() -> None:
    executor: Executor = Inline()
    assert executor.submit(int, "7").result() == 7
    assert isinstance(executor.submit(int, "x").exception(), ValueError)


def test_a_signal_can_be_emitted_thousands_of_times(qapp) -> None:
    """PySide6 6.12.0 aborts Python 3.11 here after some hundred."""

    class Source(QObject):
        rang = Signal(bool, object)

    source, heard = Source(), []
    source.rang.connect(lambda on, what: heard.append((on, what)))
    for _ in range(5000):
        source.rang.emit(True, None)
    assert len(heard) == 5000
