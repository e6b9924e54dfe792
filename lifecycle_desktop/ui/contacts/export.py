"""Save the people that the table shows as a CSV file, an Excel workbook or vCards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.documents import documents_folder

CSV_FILES, EXCEL_FILES, CARD_FILES = "CSV (*.csv)", "Excel (*.xlsx)", "vCard (*.vcf)"
_ENDINGS = {CSV_FILES: ".csv", EXCEL_FILES: ".xlsx", CARD_FILES: ".vcf"}

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.draft import ContactDraft


def ask_path(parent: QWidget, day: str) -> Path | None:
    """Ask where to save; None when the person thinks better of it. `day` goes into the name proposed.

    The ending says what is written: `.xlsx` a workbook, `.vcf` vCards 3.0 with the pictures, else a CSV file.
    """
    proposed = documents_folder() / _("Contacts {day}.csv").format(day=day)
    kinds = ";;".join(_ENDINGS)
    chosen, kind = QFileDialog.getSaveFileName(parent, _("Export people"), str(proposed), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    ending = _ENDINGS.get(kind, ".csv")
    if ending != ".csv" and path.suffix.lower() == ".csv":
        return _free(path.with_suffix(ending))
    return path if path.suffix.lower() in _ENDINGS.values() else path.with_name(f"{path.name}{ending}")


def _free(path: Path) -> Path:
    """A name that is not taken: whether one may be written over was asked of the name chosen, not of this one."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found


def write_people(
    database: Any, path: Path, contact_ids: Iterable[int], *, progress: Progress | None = None
) -> int:
    """Write these people, whole or not at all; how many. People in the trash are left out.

    Raises `FileProblem` in words where the file cannot be written, `Stopped` when that was asked for.
    """
    from lifecycle_desktop.core.exchange.excel_export import write_workbook
    from lifecycle_desktop.core.exchange.own_csv import Widths, write_contacts
    from lifecycle_desktop.core.exchange.vcard_export import write_vcards
    from lifecycle_desktop.core.files import written_whole
    from lifecycle_desktop.core.queries.contact_drafts import contact_drafts, most_of_each

    only = frozenset(contact_ids)
    with database.read() as connection, written_whole(path) as stream:
        if path.suffix.lower() == ".vcf":
            drafts = contact_drafts(connection, only, with_pictures=True)
            return write_vcards(stream, _counted(drafts, progress), "3.0")
        widths = Widths(*most_of_each(connection))
        write = write_workbook if path.suffix.lower() == ".xlsx" else write_contacts
        return write(stream, _counted(contact_drafts(connection, only), progress), widths)


def _counted(
    drafts: Iterable[tuple[ContactDraft, str]], progress: Progress | None
) -> Iterator[tuple[ContactDraft, str]]:
    for draft in drafts:
        yield draft
        if progress is not None:
            progress.advance()
