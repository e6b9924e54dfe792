"""A contact filter as SQL: conditions with their values, shared by the table and the board."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.model.lists import ContactFilter
from lifecycle_desktop.core.queries.search import matching_condition
from lifecycle_desktop.core.store.shared_sql import marks


def conditions(wanted: ContactFilter, today: dt.date) -> tuple[str, list[Any]]:
    """The WHERE text over `contact c` and the values of its marks."""
    found: list[str] = []
    values: list[Any] = []
    if wanted.in_trash:
        found.append("c.is_archived = 1 AND c.deleted_at IS NOT NULL")
    else:
        found.append("c.is_archived = 0")
    for column, chosen in (
        ("c.stage_id", wanted.stage_ids),
        ("c.temperature", wanted.temperatures),
        ("c.source_id", wanted.source_ids),
    ):
        if chosen:
            found.append(f"{column} IN ({marks(chosen)})")
            values += chosen
    if wanted.tag_ids:
        found.append(
            f"c.id IN (SELECT contact_id FROM contact_tag WHERE tag_id IN ({marks(wanted.tag_ids)}))"
        )
        values += wanted.tag_ids
    if wanted.without_next_step:
        found.append("c.next_step_on IS NULL")
    if wanted.is_slipping:
        found.append("c.slips_on IS NOT NULL AND c.slips_on <= ?")
        values.append(today.isoformat())
    if wanted.text.strip():
        text, more = matching_condition(wanted.text)
        found.append(text)
        values += more
    return " AND ".join(found), values
