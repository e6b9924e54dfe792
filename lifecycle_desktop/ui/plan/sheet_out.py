"""The sheet on its way out: saved whole as a PDF, or sent to a printer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core.errors import FileProblem, UserError
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.ui.plan.sheet_maker import SheetWish
from lifecycle_desktop.ui.widgets.messages import confirm
from lifecycle_desktop.ui.widgets.pdf_view import PagePicture

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LONGEST_FILE_NAME = 80
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029]+')


def file_name(title: str) -> str:
    """A file name for a sheet, from the title, that every system takes."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip(". ")
    return f"{name[:LONGEST_FILE_NAME].strip('. ') or _('Plan')}.pdf"


def ask_path(parent: QWidget, proposed: Path) -> Path | None:
    """Ask where to save; None when the person thinks better of it."""
    words = _("Save the plan as a PDF")
    chosen, _kind = QFileDialog.getSaveFileName(parent, words, str(proposed), _("PDF (*.pdf)"))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() == ".pdf":
        return path
    path = path.with_name(f"{path.name}.pdf")  # the dialog has asked about another name than this
    if not path.exists():
        return path
    told = _("“{name}” is already there.").format(name=path.name)
    return (
        path if confirm(told, _("It would be replaced by this plan."), _("Replace"), parent=parent) else None
    )


def save_sheet(pdf: bytes, path: Path) -> UserError | None:
    """Write the PDF whole; what went wrong, in words. Then the old file is as it was."""
    try:
        with written_whole(path) as stream:
            stream.write(pdf)
    except UserError as error:
        reason = str(error.message)
        return type(error)(_("The plan was not saved. {reason}").format(reason=reason), error.hint)
    return None


def has_printer() -> bool:
    """Whether a printer is set up on this computer."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, wish: SheetWish) -> QPrinter | None:
    """Ask for a printer, ready for the paper and the direction of the sheet; None when nothing is to be printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_paper(printer, wish)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print the plan"))
    answer = dialog.exec()
    dialog.deleteLater()
    if answer != QPrintDialog.DialogCode.Accepted:
        return None
    lay_paper(printer, wish)
    return printer


def lay_paper(printer: QPrinter, wish: SheetWish) -> None:
    """Give the printer the paper and the direction of the sheet, its name, and the whole sheet to print on."""
    direction = {
        Orientation.LANDSCAPE: QPageLayout.Orientation.Landscape,
        Orientation.PORTRAIT: QPageLayout.Orientation.Portrait,
    }[wish.orientation]
    printer.setDocName(wish.plan.title)
    layout = QPageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)  # the sheet has its own margins
    layout.setPageSize(_page_size(wish.paper))
    layout.setOrientation(direction)
    layout.setMargins(QMarginsF(0, 0, 0, 0))
    printer.setPageLayout(layout)


def paint_sheet(printer: QPrinter, picture: PagePicture) -> UserError | None:
    """Send the picture of the sheet to the printer, as large as the paper; what went wrong, in words."""
    image = QImage(
        picture.rgba, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBA8888
    )
    from PySide6.QtPrintSupport import QPrinter

    painter = QPainter()
    if not painter.begin(printer):
        return FileProblem(
            _("The plan was not printed: the printer does not answer."),
            _("Look whether it is on and has paper, then print again; nothing is lost."),
        )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
    ended = painter.end()
    if not ended:
        return FileProblem(_("The plan was not printed: the printer broke off."), _("Print it again."))
    return None


def _page_size(paper: Paper) -> QPageSize:
    known = {
        Paper.LETTER: QPageSize.PageSizeId.Letter,
        Paper.A4: QPageSize.PageSizeId.A4,
        Paper.TABLOID: QPageSize.PageSizeId.Tabloid,
        Paper.A3: QPageSize.PageSizeId.A3,
    }
    found = QPageSize(known[paper])
    if found.isValid():
        return found
    return QPageSize(QSizeF(paper.short_side, paper.long_side), QPageSize.Unit.Point)
