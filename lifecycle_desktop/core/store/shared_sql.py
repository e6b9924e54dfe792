"""Pieces of SQL that more than one query needs, and how their rows are read."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from typing import Any

from lifecycle_desktop.core.model.desk import NextStep, StageMark
from lifecycle_desktop.core.store.driver import ReadConnection

# A contact's stage, as `stage_mark` reads it; `s` is the stage.
STAGE_MARK = "s.id, s.position, s.label, s.name"
# A contact's next step, as `next_step` reads it; `f` is the follow-up, joined on contact.next_step_id.
NEXT_STEP = "f.id, f.what, f.channel, f.due_on, f.due_time"
# An activity in which both had their say; who only signs in at an open house has not talked yet.
BOTH_WAYS = (
    "kind NOT IN ('note', 'complaint') AND CASE kind WHEN 'open_house' THEN direction = 'both' "
    "WHEN 'meeting' THEN 1 WHEN 'showing' THEN 1 ELSE direction IN ('in', 'both') END"
)

# A complaint `a` that is settled neither by the owner's word nor by doing what a trigger made of it.
OPEN_COMPLAINT = (
    "a.kind = 'complaint' AND a.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM trigger_firing t "
    "JOIN follow_up d ON d.id = t.follow_up_id WHERE t.contact_id = a.contact_id "
    "AND t.occasion = 'complaint:' || a.id AND d.done_at IS NOT NULL AND d.outcome <> 'skipped')"
)


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


def ids_of(connection: ReadConnection, select_ids: str, values: Sequence[Any] | dict[str, Any]) -> array[int]:
    """The ids that a SELECT of one column `id`, with its ORDER BY and LIMIT, gives, in its order.

    They come as one text: row by row, a hundred thousand would each wait for their turn beside a busy window.
    """
    import json

    as_text = f"SELECT json_group_array(id) FROM ({select_ids})"  # noqa: S608  the caller's own statement
    text = connection.execute(as_text, values).fetchone()[0]
    return array("q", json.loads(text))
