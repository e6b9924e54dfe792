"""Whom an act on the contacts page is about: the row with the focus, the rows that are ticked, the pane."""

from __future__ import annotations

from lifecycle_desktop.core.model.lists import ContactRow, ContactSummary
from lifecycle_desktop.ui.contact_acts import Chosen
from lifecycle_desktop.ui.contacts.rows import PeopleRows
from lifecycle_desktop.ui.contacts.table import PeopleTable


def in_row(table: PeopleTable, *, in_trash: bool) -> Chosen | None:
    """The person of the row that has the focus, once it has been read."""
    shown = table.current_person
    return _of(shown.row, in_trash=in_trash) if table.current_id and shown is not None else None


def ticked(people: PeopleRows, *, in_trash: bool) -> Chosen | None:
    """Everybody who is ticked; one alone is told by name."""
    ids = people.ticked_in_order
    if not ids:
        return None
    shown = people.person_at(people.number_of(ids[0])) if len(ids) == 1 else None
    return _of(shown.row, in_trash=in_trash) if shown is not None else Chosen(ids, is_in_trash=in_trash)


def in_pane(summary: ContactSummary | None) -> Chosen | None:
    """The person that the pane shows."""
    if summary is None:
        return None
    return Chosen(
        (summary.contact_id,),
        summary.name,
        summary.stage.stage_id,
        summary.temperature,
        summary.next_step,
        is_in_trash=summary.is_in_trash,
        is_parked=summary.parked_until_on is not None,
    )


def _of(row: ContactRow, *, in_trash: bool) -> Chosen:
    return Chosen(
        (row.contact_id,),
        row.name,
        row.stage.stage_id,
        row.temperature,
        row.next_step,
        is_in_trash=in_trash,
    )
