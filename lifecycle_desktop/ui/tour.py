"""The tour: a sample database, every screen of it as a picture, and its plan as a PDF, in a folder."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QWidget

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
from lifecycle_desktop.ui.scenes import SCENES
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
            self._draw_scenes(suffix)
        self._write_plans()
        self._window.hide()
        self._runner.close()

    def _draw_scenes(self, suffix: str) -> None:
        for name, scene in SCENES.items():
            with scene(self._window) as drawn:
                self._keep(drawn, f"{name}{suffix}")

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
