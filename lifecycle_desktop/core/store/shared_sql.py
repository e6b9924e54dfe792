"""Pieces of SQL that more than one query needs, and how their rows are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lifecycle_desktop.core.model.desk import NextStep, StageMark

# A contact's stage, as `stage_mark` reads it; `s` is the stage.
STAGE_MARK = "s.id, s.position, s.label, s.name"
# A contact's next step, as `next_step` reads it; `f` is the follow-up, joined on contact.next_step_id.
NEXT_STEP = "f.id, f.what, f.channel, f.due_on, f.due_time"


def stage_mark(row: Sequence[Any]) -> StageMark:
    """The stage of a row of `STAGE_MARK`."""
    return StageMark(row[0], row[1], row[2], row[3])


def next_step(row: Sequence[Any]) -> NextStep | None:
    """The next step of a row of `NEXT_STEP`; None where there is none."""
    if row[0] is None:
        return None
    return NextStep(row[0], row[1], row[2], dt.date.fromisoformat(row[3]), row[4])


def marks(values: Sequence[Any]) -> str:
    """As many `?` as there are values."""
    return ", ".join("?" * len(values))
