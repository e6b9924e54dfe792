"""The database a command works on: opened to look or to write, made where a command may make one; the time."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lifecycle_desktop.core.clock import Clock, FixedClock, Moment, SystemClock
from lifecycle_desktop.core.errors import FileProblem, NotUnderstood, UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.core.paths import data_folder, default_database

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.lifecycle_file import LifecycleShelf
    from lifecycle_desktop.core.store.database import Database
    from lifecycle_desktop.core.store.driver import ReadConnection

NOW_VARIABLE = "LIFECYCLE_DESKTOP_NOW"


def database_path(options: argparse.Namespace) -> Path:
    """The database that was named, or the owner's own."""
    if options.database is None:
        return default_database()
    if not options.database.strip():
        raise FileProblem(
            _("No file was named after --database."), _("Leave it out to use your own database.")
        )
    return Path(options.database)


def clock() -> Clock:
    """The computer's clock; for tests one that stands at the instant in `LIFECYCLE_DESKTOP_NOW`."""
    told = os.environ.get(NOW_VARIABLE)
    if not told:
        return SystemClock()
    try:
        at = dt.datetime.fromisoformat(told)
    except ValueError as error:
        raise NotUnderstood(_("{name} is not an instant.").format(name=NOW_VARIABLE)) from error
    return FixedClock(at, SystemClock().moment().zone)


def now() -> Moment:
    """The present moment."""
    return clock().moment()


@contextlib.contextmanager
def reading(options: argparse.Namespace) -> Iterator[ReadConnection]:
    """A snapshot of the database to look at, also beside a running window."""
    from lifecycle_desktop.core.store.database import Database

    database = Database.open_for_reading(database_path(options))
    try:
        with database.read() as connection:
            yield connection
    finally:
        database.close()


@contextlib.contextmanager
def writing(options: argparse.Namespace, *, make: bool = False) -> Iterator[Database]:
    """The database to write to; made with the default model if it is missing and `make` says so."""
    from lifecycle_desktop.core.store.database import Database

    path = database_path(options)
    if make and not path.exists():
        with contextlib.suppress(_MadeMeanwhile):
            make_database(path)
    database = Database.open(path)
    try:
        yield database
    finally:
        database.close()


def make_database(path: Path, model: Lifecycle | None = None, definition: str = "") -> None:
    """Make an empty database with a lifecycle model."""
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
    from lifecycle_desktop.core.operations.lifecycles import start_lifecycle
    from lifecycle_desktop.core.operations.triggers import add_shipped_rules
    from lifecycle_desktop.core.store.create import create_database

    lifecycle = model or shipped_lifecycles()[0]
    moment = now()

    def fill(database: Database) -> None:
        with database.write(_("Start"), moment=moment) as written:
            start_lifecycle(written.connection, lifecycle, moment, definition=definition)
            add_shipped_rules(written.connection, moment)

    try:
        create_database(path, fill)
    except FileProblem as error:
        if path.exists():
            raise _MadeMeanwhile(error.message, error.hint) from error
        raise


def known_lifecycles(options: argparse.Namespace) -> LifecycleShelf:
    """The models to choose from: shipped, of the owner's files, and of the database where there is one."""
    from lifecycle_desktop.core.model.lifecycle_file import all_lifecycles
    from lifecycle_desktop.core.queries.lifecycles import lifecycle_shelf

    if database_path(options).is_file():
        with contextlib.suppress(UserError), reading(options) as connection:
            return lifecycle_shelf(connection, data_folder())
    return all_lifecycles(data_folder())


def chosen_lifecycle(options: argparse.Namespace, name: str) -> tuple[Lifecycle, str]:
    """The model of that name, shipped or the owner's own, and the text of one from an own file."""
    from lifecycle_desktop.core.model.lifecycle import find_lifecycle
    from lifecycle_desktop.core.model.lifecycle_file import own_definition

    found = find_lifecycle(known_lifecycles(options).lifecycles, name)
    return found, own_definition(data_folder(), found.key)


def back_up_first(database: Database, why: str) -> None:
    """A verified backup before a change of many, where there is anybody who could be lost."""
    from lifecycle_desktop.core.store.backup import back_up_now

    with database.read() as connection:
        if connection.execute("SELECT EXISTS (SELECT 1 FROM contact)").fetchone()[0]:
            back_up_now(connection, database.path, now(), why)


def region(connection: ReadConnection) -> str:
    """The country of phone numbers without a +."""
    from lifecycle_desktop.core.queries.lifecycle import business

    return business(connection).region


class _MadeMeanwhile(FileProblem):
    """The file was there already, or another program has just made it."""
