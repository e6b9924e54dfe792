"""What contacts are called, by their numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lifecycle_desktop.core.store.driver import ReadConnection


def names_of(connection: ReadConnection, contact_ids: Iterable[int]) -> dict[int, str]:
    """The names of these contacts; those that are not there are left out."""
    sql = "SELECT id, display_name FROM contact WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (json.dumps(sorted(set(contact_ids))),)).fetchall())


def next_contact_id(connection: ReadConnection) -> int:
    """The number that the next new contact would get in a dry run of an import."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM contact").fetchone()[0])
