"""The tour: a sample database, every screen of it as a picture, and its plan as a PDF, in a folder."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.files import make_private_folder
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.ui.app import make_application
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.opening import Facts, make_first_database
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.window_state import WindowState

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment

SIZE = (1440, 900)
SETTLE_MS = 450  # a page has asked for all it shows, and the plan has drawn its sheet
# A Tuesday morning in spring, the same in every tour, so that pictures can be compared.
TOUR_TIME = dt.datetime(2026, 4, 14, 13, 40, tzinfo=dt.UTC)
TOUR_ZONE = "America/Toronto"
LOOKS = {
    "tour": (Look("light"),),
    "shots": (Look("light"), Look("dark"), Look("light", text=200), Look("dark", text=200)),
}
SEARCHED = "orchard"
LINE = "Priya Natarajan 555-0142, open house 118 Alder, hot, relocating in June, call tomorrow 10"


def main(what: str, folder: Path) -> int:
    """Draw the tour ("tour": each screen once) or all looks ("shots") into a folder; the exit code."""
    QLocale.setDefault(QLocale("en_CA"))
    application = make_application()
    try:
        make_private_folder(folder)
        with tempfile.TemporaryDirectory(prefix="lifecycle-tour-") as place:
            _Tour(application, folder, Path(place)).draw(LOOKS[what])
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(_("The pictures and the plan are in {folder}").format(folder=folder.resolve()) + "\n")
    return 0


class _Tour:
    """The window on a sample database, and the folder that its pictures go to."""

    def __init__(self, application: QApplication, folder: Path, place: Path) -> None:
        self._folder = folder
        self._clock = FixedClock(TOUR_TIME, TOUR_ZONE)
        path = place / "tour.db"
        make_first_database(path, self._clock.moment())
        self._database = Database.open(path)
        self._database.run(_("Add sample people"), self._clock.moment(), _fill, self._clock.moment())
        dress(application, Look("light"))
        self._runner = Runner(self._database, self._clock, Inline())
        self._window = MainWindow(WindowState(place / "window.ini"))
        self._window.attach(self._runner)
        self._facts = Facts(self._window, self._runner, path)
        self._window.resize(*SIZE)

    def draw(self, looks: tuple[Look, ...]) -> None:
        """Draw every screen in each look, then the plan on all papers."""
        self._window.show()
        self._facts.start()
        for look in looks:
            theme().use(look)
            suffix = "" if look == Look("light") else f"-{look.mode}-{look.text}"
            self._draw_pages(suffix)
            self._draw_board(suffix)
            self._draw_contacts(suffix)
            self._draw_layers(suffix)
            self._draw_filter(suffix)
        self._write_plans()
        self._window.hide()
        self._runner.close()

    def _draw_pages(self, suffix: str) -> None:
        for key in self._window.entries:
            if key == "contact":
                continue
            self._window.open_page(key)
            self._keep(self._window, f"{key}{suffix}")

    def _draw_contacts(self, suffix: str) -> None:
    def _draw_board(self, suffix: str) -> None:
        """The board with cards ticked, and with the questions that a move forward brings up."""
        from lifecycle_desktop.ui.board.page import BoardPage

        self._window.open_page("board")
        page = self._window.page
        column = (
            next((each for each in page.columns[:-1] if each.cards.ids), None)
            if isinstance(page, BoardPage)
            else None
        )
        if not isinstance(page, BoardPage) or column is None:
            return
        page.ticks.tick(list(column.cards.ids[:3]))
        self._keep(self._window, f"board-ticked{suffix}")
        page.ticks.clear()
        column.view.setFocus()
        page.moves.step(column, 1)
        self._keep(self._window, f"board-questions{suffix}")
        self._runner.undo()

        """The table with rows ticked, its columns, and the question before somebody is erased."""
        from lifecycle_desktop.core.store.copies import Copies
        from lifecycle_desktop.ui.contact_acts import Chosen
        from lifecycle_desktop.ui.contacts.page import ContactsPage
        from lifecycle_desktop.ui.erasing import EraseDialog

        self._window.open_page("contacts")
        page = self._window.page
        if not isinstance(page, ContactsPage):
            return
        for row in range(3):
            page.people.toggle_tick(row)
        page.table.ticks_changed.emit()
        self._keep(self._window, f"contacts-ticked{suffix}")
        page.untick()
        popover = page.column_choice.ask(page.filter_row.columns)
        self._keep(popover, f"contacts-columns{suffix}")
        popover.close()
        person = page.table.current_person
        if person is not None:
            dialog = EraseDialog(Chosen((person.row.contact_id,), person.row.name), Copies(), page)
            dialog.show()
            self._keep(dialog, f"contacts-erase{suffix}")
            dialog.close()

    def _draw_layers(self, suffix: str) -> None:
        """What opens over a page: capture, palette, keys."""
        self._window.open_page("today")
        layers: tuple[tuple[str, Callable[[], None]], ...] = (
            ("capture", lambda: self._window.open_capture(LINE)),
            ("keys", self._window.commands.show_keys),
        )
        for name, show in layers:
            show()
            dialog = next((each for each in self._window.findChildren(QDialog) if each.isVisible()), None)
            if dialog is not None:
                self._keep(dialog, f"{name}{suffix}")
                dialog.close()
        self._window.open_palette()
        self._keep(self._window, f"palette{suffix}")
        self._window.palette_.field.setText(SEARCHED)
        self._keep(self._window, f"palette-found{suffix}")
        self._window.palette_.dismiss()

    def _draw_filter(self, suffix: str) -> None:
        """The table with a filter of several conditions, and the popover that asks for one."""
        from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter, any_of

        either = any_of(NO_NEXT_STEP, Condition("last_touch", "quiet", (14,)))
        wanted = ContactFilter.of(Condition("temperature", "any", ("hot", "warm")), either)
        self._window.open_page("contacts", wanted)
        self._keep(self._window, f"contacts-filtered{suffix}")
        page: Any = self._window.page
        popover = page.filter_row.ask(either)
        self._keep(popover, f"filter{suffix}")
        popover.close()
        page.filter.clear()

    def _write_plans(self) -> None:
        from lifecycle_desktop.core.queries.plan import plan_desk
        from lifecycle_desktop.core.reports.wall_plan import write_wall_plan

        moment = self._clock.moment()
        with self._database.read() as connection:
            desk = plan_desk(connection, moment)
        if desk is None:
            return
        for paper in Paper:
            for grey in (False, True):
                name = f"plan-{paper.value}{'-grey' if grey else ''}.pdf"
                write_wall_plan(
                    desk.plan,
                    self._folder / name,
                    paper=paper,
                    orientation=Orientation.LANDSCAPE,
                    grey=grey,
                    printed_on=moment.today,
                )

    def _keep(self, widget: QWidget, name: str) -> None:
        settled = QEventLoop()
        QTimer.singleShot(SETTLE_MS, settled.quit)
        settled.exec()
        widget.grab().save(str(self._folder / f"{name}.png"))


def _fill(connection: Any, moment: Moment) -> int:
    from lifecycle_desktop.core.operations.first_steps import add_sample_people
    from lifecycle_desktop.core.operations.settings import set_settings

    told = {
        "business_name": "Whitaker Homes",
        "owner_name": "Dana Whitaker",
        "is_set_up": "1",
        "currency": "USD",
    }
    set_settings(connection, told, moment)
    return add_sample_people(connection, moment)
