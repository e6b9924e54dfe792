"""The sheet leaves the program: where to, what went wrong, and that it went out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.documents import documents_folder
from lifecycle_desktop.ui.plan import sheet_out
from lifecycle_desktop.ui.plan.sheet_maker import MadeSheet, SheetMaker, SheetWish, picture_of, print_scale
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.pdf_view import PagePicture


class Outgoing(QObject):
    """Saves and prints sheets. `refused` carries the error, a verb, and the command that helps: "save" or "print"."""

    went_out = Signal(object, str)  # the SheetWish that was printed, what is said
    refused = Signal(object, str, str)

    def __init__(self, runner: Runner, maker: SheetMaker, page: QWidget) -> None:
        super().__init__(page)
        self._runner, self._maker, self._page = runner, maker, page
        self._folder: Path | None = None

    def save(self, wish: SheetWish) -> None:
        """Ask for a place and save the sheet there, in the folder of the last one to begin with."""
        folder = self._folder or documents_folder()
        path = sheet_out.ask_path(self._page, folder / sheet_out.file_name(wish.plan.title))
        if path is not None:
            self._folder = path.parent
            self._maker.with_sheet(wish, lambda sheet: self._save_made(sheet, path))

    def print_sheet(self, wish: SheetWish) -> None:
        """Ask for a printer and send the sheet to it."""
        if not sheet_out.has_printer():
            error = UserError(
                _("No printer is set up on this computer."),
                _("Save the sheet as a PDF and print it where there is one."),
            )
            self.refused.emit(error, _("Save PDF"), "save")
            return
        printer = sheet_out.ask_printer(self._page, wish)
        if printer is None:
            return
        scale = print_scale(wish, printer.resolution())

        def rendered(found: tuple[MadeSheet, PagePicture]) -> None:
            error = sheet_out.paint_sheet(printer, found[1])
            if error is not None:
                self.refused.emit(error, _("Print again"), "print")
            else:
                self.went_out.emit(found[0].wish, _("The plan was sent to the printer"))

        def made(sheet: MadeSheet) -> None:
            self._runner.work(rendered, lambda: (sheet, picture_of(sheet.pdf, scale)))

        self._maker.with_sheet(wish, made)

    def _save_made(self, sheet: MadeSheet, path: Path) -> None:
        def saved(error: UserError | None) -> None:
            if error is not None:
                self.refused.emit(error, _("Choose another place"), "save")
            else:
                self.went_out.emit(sheet.wish, _("Saved to {place}").format(place=path))

        self._runner.work(saved, sheet_out.save_sheet, sheet.pdf, path)
