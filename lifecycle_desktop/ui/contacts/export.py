"""Save the people that the table shows as a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.draft import ContactDraft


def ask_path(parent: QWidget, day: str) -> Path | None:
    """Ask where to save; None when the person thinks better of it. `day` goes into the name proposed."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    proposed = folder / _("Contacts {day}.csv").format(day=day)
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Export people"), str(proposed), "CSV (*.csv)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".csv" else path.with_name(f"{path.name}.csv")


def write_people(
    database: Any, path: Path, contact_ids: Iterable[int], *, progress: Progress | None = None
) -> int:
    """Write these people, whole or not at all; how many. People in the trash are left out.

    Raises `FileProblem` in words where the file cannot be written, `Stopped` when that was asked for.
    """
    from lifecycle_desktop.core.exchange.own_csv import Widths, write_contacts
    from lifecycle_desktop.core.files import written_whole
    from lifecycle_desktop.core.queries.contact_drafts import contact_drafts, most_of_each

    only = frozenset(contact_ids)
    with database.read() as connection, written_whole(path) as stream:
        widths = Widths(*most_of_each(connection))
        return write_contacts(stream, _counted(contact_drafts(connection, only), progress), widths)


def _counted(
    drafts: Iterable[tuple[ContactDraft, str]], progress: Progress | None
) -> Iterator[tuple[ContactDraft, str]]:
    for draft in drafts:
        yield draft
        if progress is not None:
            progress.advance()
