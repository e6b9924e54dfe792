"""Save the people that the table shows as a CSV file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core.i18n import _


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


def write_people(database: Any, path: Path, contact_ids: Iterable[int]) -> int:
    """Write these people, whole or not at all; how many. People in the trash are left out.

    Raises `FileProblem` in words where the file cannot be written.
    """
    from lifecycle_desktop.core.exchange.own_csv import Widths, write_contacts
    from lifecycle_desktop.core.files import written_whole
    from lifecycle_desktop.core.queries.contact_drafts import contact_drafts, most_of_each

    only = frozenset(contact_ids)
    with database.read() as connection, written_whole(path) as stream:
        widths = Widths(*most_of_each(connection))
        return write_contacts(stream, contact_drafts(connection, only), widths)
