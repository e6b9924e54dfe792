"""The database file: opened safely, read by snapshots, written by steps that can be undone."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import DatabaseProblem, NotFound, UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.store import driver, faults, file_header
from lifecycle_desktop.core.store.driver import ReadConnection, WriteConnection
from lifecycle_desktop.core.store.file_header import read_header, real_place, too_new
from lifecycle_desktop.core.store.leftovers import clear_leftovers
from lifecycle_desktop.core.store.lock import DatabaseLock

if TYPE_CHECKING:  # what only a step needs is loaded by the first one, not before the window's first page
    from sqlalchemy import Connection

    from lifecycle_desktop.core.model.erasure import Erased
    from lifecycle_desktop.core.progress import Progress
    from lifecycle_desktop.core.store.changes import Changes, Conflict, Step, Undone
    from lifecycle_desktop.core.store.journal import Journal
    from lifecycle_desktop.core.store.journal_revert import Reversal
    from lifecycle_desktop.core.store.step import Written

WAIT_FOR_OTHERS = 5.0  # seconds
_MANY_ROWS = 10_000  # after which the tables are no longer what SQLite knows of them
_GONE = (0, 0)
Made = TypeVar("Made")


class Database:
    """One database file, held by this program alone as long as it may write."""

    def __init__(
        self, path: Path, lock: DatabaseLock | None, writer: WriteConnection | None, *, at_rest: bool
    ) -> None:
        self.path = path
        self._lock = lock
        self._writer = writer
        self._at_rest = at_rest
        self._journal: Journal | None = None
        self._sqlalchemy: Connection | None = None
        self._readers: dict[int, ReadConnection] = {}
        self._readers_guard = threading.Lock()
        self._write_guard = threading.RLock()
        self._identity = _identity(path)

    # -- opening and closing --------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, wait: float = WAIT_FOR_OTHERS) -> Database:
        """Open a database to read and write it; one that is older is upgraded after a verified backup.

        Raises a `DatabaseProblem` in words, with the file untouched, when it is missing, foreign,
        empty, newer, damaged, in use or cannot be written.
        """
        path = real_place(path)
        read_header(path)
        lock = DatabaseLock(path)
        lock.acquire(wait)
        try:
            for folder in (path.parent, path.parent / "Backups"):
                clear_leftovers(folder, path.stem)
            header = read_header(path)
            if not os.access(path, os.W_OK):
                raise faults.read_only(path)
            if header.revision < file_header.REVISION:
                from lifecycle_desktop.core.store.upgrade import upgrade  # Alembic is needed only now

                upgrade(path)
            return cls(path, lock, _open_writer(path), at_rest=False)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_for_reading(cls, path: Path) -> Database:
        """Open a database to look at it only, also beside a running window or from a read-only folder."""
        path = real_place(path)
        header = read_header(path)
        if header.revision < file_header.REVISION:
            cls.open(path).close()
        at_rest = not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
        return cls(path, None, None, at_rest=at_rest)

    def close(self) -> None:
        """Close all connections, the readers first, and leave one file at rest."""
        with self._readers_guard:
            for reader in self._readers.values():
                reader.close()
            self._readers.clear()
        if self._sqlalchemy is not None:
            self._sqlalchemy.close()
            self._sqlalchemy = None
        if self._writer is not None:
            with contextlib.suppress(driver.DriverError):
                self._sweep_if_due()
            with contextlib.suppress(driver.DriverError):
                self._writer.execute("PRAGMA optimize")
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # -- reading --------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def read(self) -> Iterator[ReadConnection]:
        """A snapshot to read from, on a connection of this thread that cannot write."""
        with faults.faults_told(self.path):
            connection = self._reader()
            if connection.in_transaction:  # a query asked within another one sees the same snapshot
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                with contextlib.suppress(driver.DriverError):
                    connection.execute("COMMIT")

    def _reader(self) -> ReadConnection:
        thread_id = threading.get_ident()
        with self._readers_guard:
            found = self._readers.get(thread_id)
            if found is None:
                found = self._open_reader()
                self._readers[thread_id] = found
        return found

    def _open_reader(self) -> ReadConnection:
        if self._at_rest:
            waiting = self.path.with_name(self.path.name + "-wal").exists()
            return driver.open_at_rest(self.path, immutable=not waiting)
        if driver.SQLITE_VERSION < driver.SAFE_FOR_TWO_CONNECTIONS and self._writer is not None:
            raise RuntimeError(f"SQLite {driver.SQLITE_VERSION} is not safe for a reader beside the writer")
        return driver.open_reader(self.path)

    # -- writing --------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def write(self, label: str, *, moment: Moment, cause: str = "hand", merge: str = "") -> Iterator[Written]:
        """One step: all of it is saved and can be undone as a whole, or nothing happened.

        `label` is the action's own text ("Move to Convert"); steps of the same `merge` key within
        two seconds become one. Once this ends, the step survives a crash and a power cut.
        """
        from lifecycle_desktop.core.store.follow import follow
        from lifecycle_desktop.core.store.reactions import react
        from lifecycle_desktop.core.store.step import Written

        with self._write_guard:
            with self._transaction() as journal:
                step_id = journal.begin(label, moment.text, cause, merge)
                written = Written(journal, step_id, self.sqlalchemy_connection)
                yield written
                if written.is_lost:
                    raise RuntimeError("a step went on after many rows could not be inserted")
                react(written, moment, cause)
                follow(journal, written)
                written.changes = journal.end(step_id)
            if written.changes.rows >= _MANY_ROWS:
                self._learn_sizes()

    def run(
        self, label: str, moment: Moment, operation: Callable[..., Made], *arguments: Any, **options: Any
    ) -> tuple[Made, Changes]:
        """Carry one operation out as one step: what it returned and what it touched."""
        with self.write(label, moment=moment) as written:
            made = operation(written.connection, *arguments, **options)
        return made, written.changes

    def sqlalchemy_connection(self) -> Connection:
        """The writing connection as SQLAlchemy sees it; transactions are ours, not its own."""
        if self._sqlalchemy is None:
            from lifecycle_desktop.core.store.engine import connect_sqlalchemy

            self._sqlalchemy = connect_sqlalchemy(self._writing())
        return self._sqlalchemy

    # -- the journal ----------------------------------------------------------------------------------------

    def undo(self) -> Undone | None:
        """Undo the last step that is done; None when there is none."""
        return self._swap(undo=True)

    def redo(self) -> Undone | None:
        """Do the last undone step again; None when there is none."""
        return self._swap(undo=False)

    def undo_label(self) -> str | None:
        """What would be undone next."""
        from lifecycle_desktop.core.store.history import next_to_undo

        with self.read() as connection:
            step = next_to_undo(connection)
        return step[1] if step else None

    def redo_label(self) -> str | None:
        """What would be done again next."""
        from lifecycle_desktop.core.store.history import next_to_redo

        with self.read() as connection:
            step = next_to_redo(connection)
        return step[1] if step else None

    def history(self, limit: int = 200) -> list[Step]:
        """The newest steps, newest first."""
        from lifecycle_desktop.core.store.history import steps

        with self.read() as connection:
            return steps(connection, limit)

    def conflicts_of(self, step_id: int) -> list[Conflict]:
        """What stands against undoing one older step."""
        with self._write_guard, self._reversal(step_id) as reversal:
            return reversal.conflicts()

    def undo_step(
        self, step_id: int, label: str, *, moment: Moment, over_later_changes: bool = False
    ) -> Undone:
        """Undo one older step as a step of its own; rows in conflict stay unless told otherwise.

        Raises `UserError` where that would leave people in stages that are not in use.
        """
        from lifecycle_desktop.core.store.changes import Undone
        from lifecycle_desktop.core.store.journal_revert import Reversal, astray
        from lifecycle_desktop.core.store.sequence_mending import mend

        with self.write(label, moment=moment, cause="undo") as written:
            reversal = Reversal(self._journal_of(), self._done_step(step_id))
            reversal.apply(over_later_changes=over_later_changes)
            reversal.close()
            if astray(self._writing()):
                raise UserError(
                    _("This step cannot be undone by itself any more: people were moved or added since."),
                    _("Undo the later steps first, or change the lifecycle back."),
                )
            mend(self._writing(), moment.text)
            self._writing().execute(
                "UPDATE journal_step SET reverts_id = ? WHERE id = ?", (step_id, written.step_id)
            )
        return Undone(written.step_id, label, written.changes)

    def prune(self, moment: Moment) -> int:
        """Forget what the journal need no longer keep; how many steps."""
        with self._write_guard, self._transaction() as journal:
            return journal.prune(moment.at)

    def forget_history(self) -> None:
        """Begin the journal anew: what was done so far cannot be undone any more."""
        with self._write_guard, self._transaction() as journal:
            journal.forget_all()

    # -- erasing --------------------------------------------------------------------------------------------

    def erase_people(
        self,
        contact_ids: Sequence[int],
        *,
        moment: Moment,
        reason: str = "",
        progress: Progress | None = None,
    ) -> Erased:
        """Erase people for good, out of everything but the backups, and keep the record of it. Not a step.

        Raises `Stopped`, with nothing changed, when that was asked before it was done.
        """
        from lifecycle_desktop.core.model.erasure import Erased
        from lifecycle_desktop.core.progress import Progress
        from lifecycle_desktop.core.store.erasing import erase, sweep

        with self._write_guard, faults.faults_told(self.path):
            connection = self._writing()
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            try:
                with self._transaction() as journal:
                    people, rows = erase(journal, contact_ids, moment, reason, progress or Progress())
                return Erased(people, rows, is_swept=sweep(connection, moment.text))
            finally:
                connection.execute("PRAGMA secure_delete = OFF").fetchone()

    def _sweep_if_due(self) -> None:
        """Overwrite free space where that was left undone after somebody was erased."""
        due = (
            self._writing().execute("SELECT max(erased_at) FROM erasure WHERE swept_at IS NULL").fetchone()[0]
        )
        if due is not None:
            from lifecycle_desktop.core.store.erasing import sweep

            sweep(self._writing(), due)

    # -- within ---------------------------------------------------------------------------------------------

    def _writing(self) -> WriteConnection:
        if self._writer is None:
            raise DatabaseProblem(_("The database is open for reading only, so nothing was changed."))
        return self._writer

    def writing_connection(self) -> WriteConnection:
        """The bare writing connection: for backup and checks on the writer's turn."""
        return self._writing()

    def _journal_of(self) -> Journal:
        if self._journal is None:
            from lifecycle_desktop.core.store.journal import Journal

            self._journal = Journal(self._writing())
        return self._journal

    @contextlib.contextmanager
    def _transaction(self, *, foreign_keys: bool = True) -> Iterator[Journal]:
        self._assure_same_file()
        with faults.faults_told(self.path):
            connection = self._writing()
            journal = self._journal_of()
            if not foreign_keys:
                connection.execute("PRAGMA foreign_keys = OFF")
            try:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield journal
                    connection.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(driver.DriverError):
                        connection.execute("ROLLBACK")
                    journal.after_rollback()
                    raise
            finally:
                if not foreign_keys:
                    connection.execute("PRAGMA foreign_keys = ON")

    @contextlib.contextmanager
    def _reversal(self, step_id: int) -> Iterator[Reversal]:
        from lifecycle_desktop.core.store.journal_revert import Reversal

        with self._transaction() as journal:
            reversal = Reversal(journal, self._done_step(step_id))
            yield reversal
            reversal.close()

    def _done_step(self, step_id: int) -> int:
        row = (
            self._writing()
            .execute("SELECT is_undone OR is_closed FROM journal_step WHERE id = ?", (step_id,))
            .fetchone()
        )
        if row is None or row[0]:
            raise NotFound(
                _("There is no step {number} that could be undone.").format(number=step_id),
                _("“history” lists the steps."),
            )
        return step_id

    def _swap(self, *, undo: bool) -> Undone | None:
        from lifecycle_desktop.core.store.activity_search import refresh_activities
        from lifecycle_desktop.core.store.changes import Undone
        from lifecycle_desktop.core.store.follow import searched_activities, searched_contacts
        from lifecycle_desktop.core.store.history import next_to_redo, next_to_undo
        from lifecycle_desktop.core.store.search import refresh_search

        with self._write_guard, self._transaction(foreign_keys=False) as journal:
            step = next_to_undo(self._writing()) if undo else next_to_redo(self._writing())
            if step is None:
                return None
            step_id, label = step
            before = searched_contacts(journal, step_id if undo else -step_id)
            told = searched_activities(journal, step_id if undo else -step_id)
            changes = journal.swap(step_id, undo=undo)
            # Foreign keys were off: give up rather than leave an orphan.
            if orphan := journal.orphan(step_id, undone=undo):
                raise RuntimeError(f"a row of {orphan} would be left without its parent")
            after = searched_contacts(journal, -step_id if undo else step_id)
            refresh_search(self._writing(), before | after)
            told |= searched_activities(journal, -step_id if undo else step_id)
            refresh_activities(self._writing(), told)
            return Undone(step_id, label, changes)

    def _learn_sizes(self) -> None:
        """Let SQLite look at how large the tables have become, so that it reads by the right index (30 ms)."""
        with contextlib.suppress(driver.DriverError):  # the step is saved; a full drive must not deny it
            self._writing().execute("PRAGMA analysis_limit = 1000").fetchone()
            self._writing().execute("ANALYZE")

    def _assure_same_file(self) -> None:
        """A sync service may have put another file in place of ours: stop before writing into nowhere."""
        found = _identity(self.path)
        if found == _GONE:
            raise faults.out_of_reach(self.path)
        if found != self._identity:
            raise DatabaseProblem(
                _("The file “{name}” was replaced by another program, so nothing was changed.").format(
                    name=self.path.name
                ),
                _("Close this window and start again; keep both files."),
            )


def _open_writer(path: Path) -> WriteConnection:
    with faults.faults_told(path):
        writer = driver.open_writer(path)
        try:
            revision = int(writer.execute("PRAGMA user_version").fetchone()[0])
            writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if revision > file_header.REVISION:
                raise too_new(path)
        except BaseException:
            writer.close()
            raise
    return writer


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return _GONE
    return (found.st_dev, found.st_ino)
