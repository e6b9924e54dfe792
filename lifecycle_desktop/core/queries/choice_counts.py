"""How many people stand behind each value that a filter can choose: cheap, along indexes."""

from __future__ import annotations

from lifecycle_desktop.core.store.driver import ReadConnection

_COUNTS = {
    "stage": "SELECT stage_id, count(*) FROM contact WHERE is_archived = 0 GROUP BY stage_id",
    "temperature": "SELECT temperature, count(*) FROM contact WHERE is_archived = 0 GROUP BY temperature",
    "source": "SELECT source_id, count(*) FROM contact WHERE source_id IS NOT NULL AND is_archived = 0 "
    "GROUP BY source_id",
    "tag": "SELECT t.tag_id, count(*) FROM contact_tag t JOIN contact c ON c.id = t.contact_id "
    "WHERE c.is_archived = 0 GROUP BY t.tag_id",
    "household": "SELECT household_id, count(*) FROM contact WHERE household_id IS NOT NULL AND is_archived = 0 "
    "GROUP BY household_id",
    "channel": "SELECT preferred_channel, count(*) FROM contact WHERE is_archived = 0 GROUP BY preferred_channel",
}


def choice_counts(connection: ReadConnection, chosen_from: str) -> dict[int | str, int]:
    """People by value of a kind of `filter_fields.Field.chosen_from`; empty where nothing is counted."""
    sql = _COUNTS.get(chosen_from)
    return dict(connection.execute(sql).fetchall()) if sql else {}
