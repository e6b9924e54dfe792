"""Makes the sheet for the preview, for Save and for Print: the same bytes, made on the work thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.model.plan import Plan
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.pdf_view import PagePicture

if TYPE_CHECKING:
    from lifecycle_desktop.core.reports.sheet_checks import SheetChecks

AFTER_LAST_KEY = 150  # ms
MOST_PIXELS = 60_000_000  # of a page sent to a printer: 240 MB


@dataclass(frozen=True)
class SheetWish:
    """A sheet as it is wanted."""

    plan: Plan
    paper: Paper
    orientation: Orientation
    grey: bool
    printed_on: dt.date

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return paper_size(self.paper, self.orientation)


@dataclass(frozen=True)
class MadeSheet:
    """A sheet as it was made: the PDF and what was found on the way."""

    wish: SheetWish
    pdf: bytes
    checks: SheetChecks


@dataclass(frozen=True)
class Shown:
    """A sheet with its picture for the screen."""

    sheet: MadeSheet
    picture: PagePicture
    pixels_wide: int


def make_sheet(wish: SheetWish) -> MadeSheet:
    """Make the PDF of a wish."""
    from lifecycle_desktop.core.reports.wall_plan import wall_plan_bytes

    pdf, checks = wall_plan_bytes(
        wish.plan, paper=wish.paper, orientation=wish.orientation, grey=wish.grey, printed_on=wish.printed_on
    )
    return MadeSheet(wish, pdf, checks)


def picture_of(pdf: bytes, scale: float) -> PagePicture:
    """The page of a PDF as a picture, `scale` pixels a point."""
    from lifecycle_desktop.core.reports.page_images import render_page

    image = render_page(pdf, 0, scale)
    return PagePicture(image.width, image.height, image.pixels)


def print_scale(wish: SheetWish, dots_per_inch: int) -> float:
    """Pixels a point for a printer of that resolution, less where the picture would not fit the memory."""
    width, height = wish.size
    most = (MOST_PIXELS / (width * height)) ** 0.5
    return float(min(dots_per_inch / 72, most))


class SheetMaker(QObject):
    """Keeps the newest wish and shows it a little after the last change."""

    shown = Signal(object)  # Shown

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wish: SheetWish | None = None
        self._pixels = 0
        self._running = False
        self._made: MadeSheet | None = None
        self._drawn: tuple[SheetWish, int] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_LAST_KEY)
        self._timer.timeout.connect(self._on_time)

    @property
    def made(self) -> MadeSheet | None:
        """The sheet that was made last."""
        return self._made

    def ask(self, wish: SheetWish, pixels_wide: int) -> None:
        """Show that sheet, so many pixels wide, soon."""
        self._wish, self._pixels = wish, pixels_wide
        if self._drawn != (wish, pixels_wide):
            self._timer.start()

    def show_now(self) -> None:
        """Do not wait for the last key."""
        if self._timer.isActive():
            self._timer.stop()
            self._on_time()

    def with_sheet(self, wish: SheetWish, then: Callable[[MadeSheet], object]) -> None:
        """Call `then` with the sheet of a wish: the one of the preview where it is the same."""
        if self._made is not None and self._made.wish == wish:
            then(self._made)
        else:
            self._runner.work(then, make_sheet, wish)

    def _on_time(self) -> None:
        if self._running or self._wish is None:
            return
        self._running = True
        made = self._made if self._made is not None and self._made.wish == self._wish else None
        self._runner.work(self._on_shown, _shown, self._wish, self._pixels, made)

    def _on_shown(self, found: Shown | Exception) -> None:
        self._running = False
        if isinstance(found, Exception):
            self._runner.failed.emit(found)
            return
        self._made = found.sheet
        self._drawn = (found.sheet.wish, found.pixels_wide)
        if self._drawn == (self._wish, self._pixels):
            self.shown.emit(found)
        else:
            self._on_time()


def _shown(wish: SheetWish, pixels_wide: int, made: MadeSheet | None) -> Shown | Exception:
    try:
        sheet = made or make_sheet(wish)
        return Shown(sheet, picture_of(sheet.pdf, pixels_wide / wish.size[0]), pixels_wide)
    except Exception as error:  # noqa: BLE001  told in the window, and the next wish goes on
        return error
