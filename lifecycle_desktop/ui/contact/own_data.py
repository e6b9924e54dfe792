"""Saves what is kept about a person, for the person who asks for it: JSON, and a text beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.documents import documents_folder

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contact.page import ContactPage


def ask_own_data(page: ContactPage, name: str) -> None:
    """Ask where to save the data of the person that is shown."""
    plain = "".join(letter if letter.isalnum() or letter in " -" else "_" for letter in name).strip() or _(
        "Person"
    )
    proposed = documents_folder() / f"{plain[:80]}.json"
    chosen, _kind = QFileDialog.getSaveFileName(
        page, _("Save their own data"), str(proposed), "JSON (*.json)"
    )
    if chosen:
        save_own_data(page, Path(chosen).with_suffix(".json"), name)


def save_own_data(page: ContactPage, path: Path, name: str) -> None:
    """Write both files beside the window, and say so."""

    def told(count: int) -> None:
        said = ngettext("{n} entry saved to “{name}”", "{n} entries saved to “{name}”", count)
        page.toast.emit(said.format(n=count, name=path.name), False)

    runner = page.runner
    runner.work(
        told, _written, runner.database, page.contact_id, path, name, runner.moment().today.isoformat()
    )


def _written(database: Any, contact_id: int, path: Path, name: str, day: str) -> int:
    from lifecycle_desktop.core.exchange.own_data import save_own_data as save
    from lifecycle_desktop.core.queries.own_data import own_data

    with database.read() as connection:
        tables = own_data(connection, contact_id)
    return save(tables, path, name, day)
