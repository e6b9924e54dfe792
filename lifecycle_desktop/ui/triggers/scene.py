"""The triggers page as scenes: with what was done and what waits for an answer, and with a trigger being made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _


@contextmanager
def shown(window: Any, what: str = "") -> Iterator[QWidget]:
    """The page with the shipped triggers, two of them fired; `what` "-new" begins one more."""
    from lifecycle_desktop.core.operations.triggers import add_shipped_rules, fire_due
    from lifecycle_desktop.core.queries.trigger_due import due_by_time

    runner: Any = window.runner
    newest = _newest(runner)
    runner.write(_("Triggers"), add_shipped_rules, runner.moment())
    runner.write(_("Log a complaint"), _complain, runner.moment())
    with runner.database.read() as connection:
        due = due_by_time(connection, runner.moment())
    runner.write(_("Triggers"), fire_due, due, runner.moment())
    window.open_page("triggers")
    page: Any = window.page
    if what == "-new":
        page.begin_new()
    yield window
    window.open_page("today")
    while _newest(runner) > newest:
        runner.undo()
    window.toast.close_now()


def _newest(runner: Any) -> int:
    """The number of the last step that is done."""
    return next((step.step_id for step in runner.database.history(20) if not step.is_undone), 0)


def _complain(connection: Any, moment: Any) -> None:
    """The first two people complain."""
    from lifecycle_desktop.core.model.activity import NewActivity
    from lifecycle_desktop.core.operations.activities import log_activity
    from lifecycle_desktop.core.store.engine import bare

    people = (
        bare(connection)
        .execute("SELECT id FROM contact WHERE is_archived = 0 ORDER BY id LIMIT 2")
        .fetchall()
    )
    for (contact_id,) in people:
        log_activity(
            connection, NewActivity(contact_id, "complaint", text=_("The keys came two days late")), moment
        )
