"""Around the database: the first one, what to do when it will not open, backup, check, the side bar's facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.cards import Banner
from lifecycle_desktop.ui.widgets.date_popover import day_in_words
from lifecycle_desktop.ui.widgets.messages import Answer, ask, confirm, message

if TYPE_CHECKING:
    from lifecycle_desktop.core.store.check import Finding
    from lifecycle_desktop.core.store.database import Database
    from lifecycle_desktop.ui.opened_last import OpenedLast
    from lifecycle_desktop.ui.palette_people import Deliver, PeopleFinder

OLD_BACKUP_DAYS = 7
COUNT_EVERY_MS = 60_000
FIRST_LIFECYCLE = "perfect"
CONTACT = "contact"  # the page of one person


def make_first_database(path: Path, moment: Moment) -> None:
    """Make a database with the default lifecycle at `path`, for someone who starts the first time."""
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
    from lifecycle_desktop.core.operations.lifecycles import start_lifecycle
    from lifecycle_desktop.core.operations.triggers import add_shipped_rules
    from lifecycle_desktop.core.store.create import create_database

    lifecycle = next(one for one in shipped_lifecycles() if one.key == FIRST_LIFECYCLE)

    def fill(database: Database) -> None:
        database.run(_("Start"), moment, start_lifecycle, lifecycle, moment)
        database.run(_("Start"), moment, add_shipped_rules, moment)

    create_database(path, fill)


def ask_what_to_do(
    error: UserError,
    path: Path,
    moment: Moment,
    parent: QWidget,
    *,
    retry: bool = False,
    restore: bool = False,
) -> Path | None:
    """Tell why the database will not open and what can be done; the file to open next, None to quit."""
    answers = [Answer("quit", _("Quit"), "quiet"), Answer("choose", _("Choose another…"))]
    backup = _newest_backup(path) if restore else None
    if backup is not None:
        answers.append(Answer("restore", _("Restore the newest backup"), "primary", safe=True))
    elif retry:
        answers.append(Answer("retry", _("Try again"), "primary", safe=True))
    answer = ask(error.message, error.hint, answers, parent=parent)
    if answer == "retry":
        return path
    if answer == "restore" and backup is not None:
        try:
            restore_over(backup, path, moment)
        except UserError as problem:
            return ask_what_to_do(problem, path, moment, parent, retry=True)
        return path
    if answer == "choose":
        return _chosen_database(path, parent) or ask_what_to_do(
            error, path, moment, parent, retry=retry, restore=restore
        )
    return None


def back_up(database: Database, path: Path, moment: Moment, why: str = "") -> Path:
    """Make a verified backup beside the database; called on the writing thread."""
    from lifecycle_desktop.core.store.backup import back_up_now

    with database.read() as connection:
        made = back_up_now(connection, path, moment, why)
    database.prune(moment)  # steps too old to be undone are still in the copy
    return made


class Facts:
    """Keeps the side bar and the palette fed, and answers Back up, Restore and Check."""

    def __init__(self, window: MainWindow, runner: Runner, path: Path) -> None:
        self._window, self._runner, self._path = window, runner, path
        self._old_backup: Banner | None = None
        self._people: PeopleFinder | None = None
        self._opened_last: OpenedLast | None = None
        self._timer = QTimer(window)
        self._timer.setInterval(COUNT_EVERY_MS)
        self._timer.timeout.connect(self._ask_counts)

    def start(self) -> None:
        """Ask for all facts once, then follow what changes and the time of day."""
        window = self._window
        window.set_finder(self._find_people)
        window.page_opened.connect(self._on_page_opened)
        window.provide("file.backup", self._back_up)
        window.provide("file.restore", self._restore)
        window.provide("tools.check", self._check)
        self._runner.changed.connect(self._on_changed)
        self._timer.start()
        self._ask_business()
        self._ask_counts()
        self._tell_backup()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "setting" in tables:
            self._ask_business()
        if "import_run" in tables:
            self._tell_backup()  # one was made before the import
        self._ask_counts()

    def _ask_business(self) -> None:
        from lifecycle_desktop.core.queries.lifecycle import business

        self._runner.read(self._on_business, business)

    def _on_business(self, told: Any) -> None:
        self._window.side_bar.set_business(told.name, told.owner)

    def _ask_counts(self) -> None:
        from lifecycle_desktop.core.queries.plan import missing_count
        from lifecycle_desktop.core.queries.today import due_count

        moment = self._runner.moment()
        self._runner.read(self._on_due, due_count, moment)
        if "plan" in self._window.entries:
            self._runner.read(self._on_missing, missing_count, moment)

    def _on_due(self, count: int) -> None:
        self._window.side_bar.set_count("today", count)

    def _on_missing(self, count: int) -> None:
        self._window.side_bar.set_count("plan", count)

    def _find_people(self, text: str, deliver: Deliver) -> None:
        """Find people for the palette; what that needs is loaded when it is first asked."""
        if self._people is None:
            from lifecycle_desktop.ui.palette_people import PeopleFinder

            self._people = PeopleFinder(self._window, self._runner)
        self._people.find(text, deliver)

    def _on_page_opened(self, key: str) -> None:
        """A contact's page is in view: it is among those opened last."""
        page = self._window.page
        if key != CONTACT or page is None:
            return
        if self._opened_last is None:
            from lifecycle_desktop.ui.opened_last import OpenedLast

            self._opened_last = OpenedLast(self._runner, self._window)
            page.walked.connect(self._opened_last.see)
        self._opened_last.see(getattr(page, "contact_id", 0))

    # --- backup, restore, check ---

    def _tell_backup(self) -> None:
        self._runner.work(self._on_backup_known, _last_backup_at, self._path)

    def _on_backup_known(self, made_at: dt.datetime | None) -> None:
        state = self._window.side_bar.backup
        if made_at is None:
            state.set_state(_("No backup yet"), good=False)
            return
        today = self._runner.moment().today
        clock = made_at.strftime("%H:%M")
        day = clock if made_at.date() == today else day_in_words(made_at.date(), today=today)
        age = (today - made_at.date()).days
        state.set_state(_("Backed up {when}").format(when=day), good=age <= OLD_BACKUP_DAYS)
        if age > OLD_BACKUP_DAYS:
            self._warn_of_age(age)

    def _warn_of_age(self, age: int) -> None:
        banner = self._old_backup = Banner(
            _("The last backup was {n} days ago.").format(n=age),
            _("One is made each time the window is closed."),
            icon="hard-drive",
            button=_("Back up now"),
            on_button=self._back_up,
            parent=self._window.area,
        )
        self._old_backup = banner
        self._window.show_banner(banner)

    def _back_up(self) -> None:
        database: Any = self._runner.database
        moment, path = self._runner.moment(), self._path
        self._runner.on_writer(self._on_backed_up, lambda: back_up(database, path, moment))

    def _on_backed_up(self, made: Path) -> None:
        if self._old_backup is not None:
            self._window.drop_banner(self._old_backup)
            self._old_backup = None
        self._window.say(_("Backed up to “{name}”").format(name=made.name))
        self._tell_backup()

    def _restore(self) -> None:
        source = _chosen_backup(self._path, self._window)
        if source is None:
            return
        sure = confirm(
            _("Restore “{name}”?").format(name=source.name),
            _("The window closes and opens with that backup. What is here now is kept beside it as a file."),
            _("Restore"),
            keep=_("Keep what is here"),
            parent=self._window,
        )
        if sure:
            self._window.restore_wanted.emit(str(source))

    def _check(self) -> None:
        database: Any = self._runner.database

        def check() -> list[Finding]:
            from lifecycle_desktop.core.store.check import findings

            return findings(database.writing_connection())

        self._runner.on_writer(self._on_checked, check)

    def _on_checked(self, found: Sequence[Finding]) -> None:
        if not found:
            self._window.say(_("The database is healthy"))
            return
        details = "\n".join(f"{one.text} ({one.count})" for one in found)
        message(
            _("The check found something."),
            _("Your data was not changed. Make a backup, then restore an older one if something is missing."),
            details=details,
            parent=self._window,
        )


def watch_business(window: MainWindow, runner: Runner, path: Path) -> Facts:
    """Begin to feed side bar and palette."""
    facts = Facts(window, runner, path)
    window.facts = facts
    facts.start()
    return facts


def restore_over(source: Path, target: Path, moment: Moment) -> None:
    """Put a backup in the place of the closed database; what was there is kept beside it."""
    from lifecycle_desktop.core.store.lock import DatabaseLock
    from lifecycle_desktop.core.store.restore import restore

    with DatabaseLock(target) as lock:
        lock.acquire(5.0)
        restore(source, target, moment)


def _newest_backup(path: Path) -> Path | None:
    from lifecycle_desktop.core.store.backup import newest_good_backup

    found = newest_good_backup(path)
    return found.path if found is not None else None


def _last_backup_at(path: Path) -> dt.datetime | None:
    from lifecycle_desktop.core.store.backup import backups

    found = backups(path)
    return found[0].made_at if found else None


def _chosen_backup(path: Path, parent: QWidget) -> Path | None:
    from lifecycle_desktop.core.store.backup import backup_folder

    folder = backup_folder(path)
    return _chosen_file(folder if folder.is_dir() else path.parent, _("Choose a backup"), parent)


def _chosen_database(path: Path, parent: QWidget) -> Path | None:
    return _chosen_file(path.parent, _("Choose a database"), parent)


def _chosen_file(folder: Path, title: str, parent: QWidget) -> Path | None:
    kinds = _("Databases (*.db);;All files (*)")
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(name) if name else None
