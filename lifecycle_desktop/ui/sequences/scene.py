"""The page of sequences with people in them, and the popover that starts one, to be drawn and taken down again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.queries.sequences import sequences

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment

_IN_IT = 5


def _fill(connection: Any, contact_ids: list[int], sequence_id: int, moment: Moment) -> None:
    """Take people into a sequence, and pause one of them."""
    from lifecycle_desktop.core.operations.enrolments import enrol, pause_enrolments

    made = enrol(connection, contact_ids, sequence_id, None, moment)
    pause_enrolments(connection, made.enrolment_ids[1:2], moment)


def _start(window: Any) -> int:
    """Take people of the table into the sequence for new contacts, as one step; its number."""
    runner: Any = window.runner
    with runner.database.read() as connection:
        number = next(line.id for line in sequences(connection) if line.key == "new-contact")
    window.open_page("contacts")
    page: Any = window.page
    ids = list(page.people.ids[:_IN_IT])
    runner.write(_("Start a sequence"), _fill, ids, number, runner.moment())
    return number


@contextmanager
def shown(window: Any, view: str) -> Iterator[QWidget]:
    """The page with one of its views: "steps", "calendar" or "people"."""
    runner: Any = window.runner
    window.open_page("sequences", _start(window))
    page: Any = window.page
    page.editor.show_view(view)
    yield window
    page.editor.show_view("steps")
    window.open_page("today")
    runner.undo()
    window.toast.close_now()


@contextmanager
def started(window: Any) -> Iterator[QWidget]:
    """The popover that starts a sequence with people of the table, one of whom is in it already."""
    from lifecycle_desktop.ui.enrol_popover import EnrolPopover, ask_enrol

    runner: Any = window.runner
    number = _start(window)
    page: Any = window.page
    ask_enrol(page, page.table.viewport(), page.people.ids[:6], _("6 people"), sequence_id=number)
    QApplication.processEvents()
    popover = page.findChild(EnrolPopover)
    yield popover
    popover.close()
    window.open_page("today")
    runner.undo()
    window.toast.close_now()
