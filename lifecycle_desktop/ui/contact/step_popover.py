"""The popover that changes a follow-up: what, how and when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.asks import channel_choices, date_reader
from lifecycle_desktop.ui.widgets.date_popover import DatePopover

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lifecycle_desktop.core.model.contact_page import OpenStep
    from lifecycle_desktop.ui.contact.writes import ContactWrites
    from lifecycle_desktop.ui.page import Page
    from lifecycle_desktop.ui.widgets.date_popover import NextStep


def edit_step(page: Page, writes: ContactWrites, each: OpenStep, at: QWidget) -> DatePopover:
    """Ask what is to be different about a follow-up; Esc leaves it as it is."""
    step = each.step
    when = step.due_on.isoformat() + (f" {step.due_time}" if step.due_time else "")
    popover = DatePopover(
        date_reader(page),
        page.runner.moment(),
        channels=channel_choices(),
        channel=step.channel,
        what=step.what,
        when=when,
        title=_("Change the follow-up"),
        parent=page,
    )

    def keep(chosen: NextStep) -> None:
        changes = {
            "what": chosen.what,
            "channel": chosen.channel,
            "due_on": chosen.on,
            "due_time": dt.time.fromisoformat(chosen.at) if chosen.at else None,
        }
        writes.change_step(step.follow_up_id, changes)

    popover.chosen.connect(keep)
    popover.open_at(at)
    return popover
