"""How the composer says a next step, and how it writes down what is typed and not saved."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.ui.widgets.date_popover import day_in_words

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.said_step import FoundStep


def step_words(found: FoundStep, today: dt.date) -> str:
    """A next step as its chip says it: "Next: Send the comps, Fri 17 April, 15:00"."""
    step = found.step
    at = step.at.strftime("%H:%M") if step.at is not None else ""
    what = step.what or (step.channel.words if step.channel is not Channel.OTHER else "")
    when = day_in_words(step.on, at, today=today)
    return _("Next: {step}").format(step=", ".join(part for part in (what, when) if part))


def write_kept(kind: str, text: str, fields: Sequence[str]) -> str:
    """What is typed, with its kind and the fields of a purchase, as one text; empty for nothing."""
    return json.dumps([kind, text, *fields], ensure_ascii=False) if text or any(fields) else ""


def read_kept(kept: str) -> tuple[str, str, list[str]]:
    """Kind, text and fields of what was kept; a note of all of it where it is no such thing."""
    try:
        found = json.loads(kept)
    except ValueError:
        return "note", kept, []
    if isinstance(found, list) and len(found) >= 2 and all(isinstance(each, str) for each in found):
        return found[0], found[1], found[2:]
    return "note", kept, []
