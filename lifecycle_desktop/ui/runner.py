"""The threads of the program, fixed: the window, one that writes, one that reads, one for work without database.

Results come back to the window's thread through one queued signal. In tests an `Inline` executor makes all of it
happen at once, in one thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from lifecycle_desktop.core.clock import Clock, Moment
from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Hashable

P = ParamSpec("P")
R = TypeVar("R")

Done = Callable[[Any], object]


class OpenDatabase(Protocol):
    """What the runner asks of `core.store.database.Database`."""

    def read(self) -> AbstractContextManager[Any]:
        """A connection that only reads."""
        ...

    def write(
        self, label: str, *, moment: Moment, cause: str = "hand", merge: str = ""
    ) -> AbstractContextManager[Any]:
        """One transaction and one undo step."""
        ...

    def undo(self) -> Any:
        """Take the last step back; None when there is none."""
        ...

    def redo(self) -> Any:
        """Do the step again that was taken back; None when there is none."""
        ...

    def conflicts_of(self, step_id: int) -> list[Any]:
        """What stands against undoing one older step."""
        ...

    def undo_step(self, step_id: int, label: str, *, moment: Moment, over_later_changes: bool = False) -> Any:
        """Undo one older step, as a step of its own."""
        ...

    def undo_label(self) -> str | None:
        """What the last step was called."""
        ...

    def redo_label(self) -> str | None:
        """What the step taken back was called."""
        ...

    def close(self) -> None:
        """Close both connections and give the lock back."""
        ...


class Inline(Executor):
    """An executor that runs each call at once, where it is submitted."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the call now."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  as a thread pool does
            future.set_exception(error)
        return future


class _Request:
    """One read that is waiting or running."""

    def __init__(self, owner: Hashable) -> None:
        self.owner = owner
        self.superseded = False
        self.connection: Any = None

    def interrupt(self) -> None:
        """Stop the statement that is running, if one is."""
        if self.connection is not None:
            self.connection.interrupt()


class Runner(QObject):
    """Runs reads, writes and work beside the window and brings their results back to it."""

    changed = Signal(object)  # frozenset[str]: the tables a step touched
    failed = Signal(object)  # Exception
    undone = Signal(str)  # the label of the step that was taken back
    redone = Signal(str)  # the label of the step that was done again
    labels_changed = Signal()  # last_label and redo_label are new
    stopped = Signal(str)  # what is said after Stop
    progressed = Signal(object)  # a Progress has begun
    rested = Signal(object)  # that Progress has ended

    _delivered = Signal(object)

    def __init__(self, database: OpenDatabase, clock: Clock, executor: Executor | None = None) -> None:
        super().__init__()
        self.database = database
        self.last_label: str | None = None
        self.redo_label: str | None = None
        self._clock = clock
        self._inline = executor is not None
        self._writer = executor or ThreadPoolExecutor(1, "writer")
        self._reader = executor or ThreadPoolExecutor(1, "reader")
        self._worker = executor or ThreadPoolExecutor(1, "worker")
        self._lock = threading.Lock()
        self._newest: dict[Hashable, _Request] = {}
        self._closed = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def moment(self) -> Moment:
        """The present moment in the person's zone."""
        return self._clock.moment()

    # --- asked by pages ---

    def write(
        self,
        label: str,
        operation: Callable[Concatenate[Any, ...], R],
        *args: Any,
        then: Callable[[R], object] | None = None,
        merge: str = "",
        **kwargs: Any,
    ) -> None:
        """Run `operation(connection, *args, **kwargs)` as one undo step called `label`.

        `then(result)` is called in the window's thread, after it `changed` is emitted. A `Progress` among the
        arguments is announced by `progressed`. `merge` joins steps with the same text into one. What goes
        wrong is rolled back and arrives at `failed`.
        """
        progress = _progress_in(args, kwargs)

        def step() -> None:
            with self.database.write(label, moment=self.moment(), merge=merge) as written:
                result = operation(written.connection, *args, **kwargs)
            tables = _tables(written.changes)
            self._look_up_labels()
            self._deliver(then, result, tables)

        self._run(self._writer, step, progress)

    def read(
        self,
        then: Callable[[R], object],
        query: Callable[Concatenate[Any, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run `query(connection, *args, **kwargs)` on the reading thread and call `then(result)` in the window's.

        The newest request with the same `then` wins: an older one still waiting is dropped, one still running
        is interrupted. A `Progress` among the arguments is announced by `progressed`.
        """
        request = _Request(_owner(then))
        with self._lock:
            older = self._newest.get(request.owner)
            self._newest[request.owner] = request
            if older is not None:
                older.superseded = True
                older.interrupt()

        def ask() -> None:
            if self._is_old(request):
                return
            try:
                with self.database.read() as connection:
                    with self._lock:
                        request.connection = connection
                    try:
                        result = query(connection, *args, **kwargs)
                    finally:
                        with self._lock:
                            request.connection = None
            except Exception:
                if not self._is_old(request):
                    raise
                return
            self._deliver(then, result, frozenset(), request)

        self._run(self._reader, ask, _progress_in(args, kwargs))

    def work(
        self,
        then: Callable[[R], object] | None,
        function: Callable[P, R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run a function that needs no database on the third thread and call `then(result)` in the window's."""
        progress = _progress_in(args, kwargs)

        def do() -> None:
            self._deliver(then, function(*args, **kwargs), frozenset())

        self._run(self._worker, do, progress)

    def undo(self, then: Callable[[str], object] | None = None) -> None:
        """Take the last step back; `then(label)` and `undone` follow. Nothing happens where there is no step."""
        self._turn(self.database.undo, then, self.undone)

    def redo(self, then: Callable[[str], object] | None = None) -> None:
        """Do the step again that was taken back; `then(label)` and `redone` follow."""
        self._turn(self.database.redo, then, self.redone)

    def conflicts_of(self, step_id: int, then: Callable[[list[Any]], object]) -> None:
        """Ask what stands against undoing one older step."""
        self.on_writer(then, lambda: self.database.conflicts_of(step_id))

    def undo_step(
        self,
        step_id: int,
        label: str,
        then: Callable[[str], object] | None = None,
        *,
        over_later_changes: bool = False,
    ) -> None:
        """Undo one older step as a step of its own, called `label`; `then(label)` and `undone` follow."""

        def act() -> Any:
            return self.database.undo_step(
                step_id, label, moment=self.moment(), over_later_changes=over_later_changes
            )

        self._turn(act, then, self.undone)

    def look_up_labels(self) -> None:
        """Ask what can be undone and redone; `labels_changed` follows. Done by itself after each step."""
        self._run(self._writer, self._look_up_labels, None)

    def on_writer(
        self,
        then: Done | None,
        function: Callable[[], Any],
        *,
        progress: Progress | None = None,
        tables: frozenset[str] = frozenset(),
    ) -> None:
        """Run a function on the writing thread, outside any step: a backup, a check, an erasure.

        `changed` follows for the tables it touches; a `progress` is announced by `progressed`.
        """

        def do() -> None:
            self._deliver(then, function(), tables)

        self._run(self._writer, do, progress)

    def close(self, at_close: Callable[[], object] | None = None) -> Exception | None:
        """Stop reading, wait for the writer, call `at_close` on its thread (the backup), close the database.

        Returns what went wrong with `at_close`, if anything did.
        """
        if self._closed:
            return None
        self._closed = True
        with self._lock:
            for request in self._newest.values():
                request.superseded = True
                request.interrupt()
        problem: BaseException | None = None
        if at_close is not None:
            problem = self._writer.submit(at_close).exception()
        for executor in {self._reader, self._worker, self._writer}:
            executor.shutdown(wait=True)
        self.database.close()
        return problem if isinstance(problem, Exception) else None

    # --- within ---

    def _turn(self, act: Callable[[], Any], then: Callable[[str], object] | None, told: Any) -> None:
        def do() -> None:
            turned = act()
            if turned is None:
                return
            tables = _tables(turned.changes)
            self._look_up_labels()

            def tell(label: str) -> None:
                if then is not None:
                    then(label)
                told.emit(label)

            self._deliver(tell, turned.label, tables)

        self._run(self._writer, do, None)

    def _look_up_labels(self) -> None:
        last, again = self.database.undo_label(), self.database.redo_label()
        if (last, again) != (self.last_label, self.redo_label):
            self.last_label, self.redo_label = last, again
            self._post(self.labels_changed.emit)

    def _is_old(self, request: _Request) -> bool:
        with self._lock:
            return request.superseded

    def _run(self, executor: Executor, job: Callable[[], None], progress: Progress | None) -> None:
        if self._closed:
            return
        if progress is not None:
            self.progressed.emit(progress)

        def guarded() -> None:
            try:
                job()
            except Stopped as stopped:
                said = stopped.message
                self._post(lambda: self.stopped.emit(said))
            except Exception as error:  # noqa: BLE001  every fault reaches the person, none the thread
                failure = error
                self._post(lambda: self.failed.emit(failure))
            finally:
                if progress is not None:
                    self._post(lambda: self.rested.emit(progress))

        self._submit(executor, guarded)

    def _submit(self, executor: Executor, job: Callable[[], None]) -> None:
        if self._inline:
            job()
        else:
            executor.submit(job)

    def _deliver(
        self, then: Done | None, result: Any, tables: frozenset[str], request: _Request | None = None
    ) -> None:
        def tell() -> None:
            if request is not None:
                if request.superseded:
                    return
                with self._lock:
                    self._newest.pop(request.owner, None)
            if then is not None and _alive(then):
                then(result)
            if tables:
                self.changed.emit(tables)

        self._post(tell)

    def _post(self, call: Callable[[], object]) -> None:
        if self._inline:
            call()
        elif shiboken6.isValid(self):
            self._delivered.emit(call)

    def _on_delivered(self, call: Callable[[], object]) -> None:
        if not self._closed:
            call()


def _owner(then: Callable[..., object]) -> Hashable:
    """What makes two requests the same caller's: the bound method, or the code of a function and what it holds."""
    holder = getattr(then, "__self__", None)
    if holder is not None:
        return id(holder), getattr(then, "__func__", then.__class__)
    code = getattr(then, "__code__", None)
    if code is None:
        return id(then)
    cells = getattr(then, "__closure__", None) or ()
    return code, tuple(id(cell.cell_contents) for cell in cells)


def _alive(then: Callable[..., object]) -> bool:
    holder = getattr(then, "__self__", None)
    return not isinstance(holder, QObject) or shiboken6.isValid(holder)


def _progress_in(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Progress | None:
    return next((value for value in (*args, *kwargs.values()) if isinstance(value, Progress)), None)


def _tables(changes: Iterable[str] | Mapping[str, Any] | Any) -> frozenset[str]:
    named = getattr(changes, "tables", changes)
    return frozenset(named() if callable(named) else named or ())
