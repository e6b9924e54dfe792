"""The sign-in sheet on its way to a file."""

from __future__ import annotations

from pathlib import Path

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.sign_in_sheet import SignInSheet
from lifecycle_desktop.core.queries.sign_in_sheet import sheet_of

__all__ = ["sheet_of", "write_sheet"]


def write_sheet(sheet: SignInSheet, path: Path, paper: str) -> Path | UserError:
    """Write the sheet as a PDF, whole; the file, or in words what went wrong."""
    from lifecycle_desktop.core.reports.sign_in_sheet import sign_in_sheet_bytes  # reportlab comes with it

    target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    size = Paper(paper) if paper in ("letter", "a4") else Paper.LETTER
    try:
        with written_whole(target) as stream:
            stream.write(sign_in_sheet_bytes(sheet, size))
    except UserError as error:
        return error
    return target
