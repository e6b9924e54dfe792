"""How a next step that was said in a text is told back: in the composer, in the popovers, in a message."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.ui.widgets.date_popover import day_in_words

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.capture_line import SaidStep


def step_words(step: SaidStep, today: dt.date) -> str:
    """A next step in words: "Next: Send the comps, Fri 17 April, 15:00"."""
    what = step.what or (step.channel.words if step.channel is not Channel.OTHER else "")
    when = day_in_words(step.on, time_text(step), today=today)
    return _("Next: {step}").format(step=", ".join(part for part in (what, when) if part))


def time_text(step: SaidStep) -> str:
    """The time of day of a step as HH:MM, empty for any time."""
    return step.at.strftime("%H:%M") if step.at is not None else ""
