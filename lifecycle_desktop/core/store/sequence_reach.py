"""What is known of the ways to reach contacts, read for many at once: for whoever makes or rehearses steps."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lifecycle_desktop.core.model.sequence_reach import Reach
from lifecycle_desktop.core.store.driver import ReadConnection, WriteConnection


def reaches(connection: ReadConnection | WriteConnection, contact_ids: Iterable[int]) -> dict[int, Reach]:
    """The ways to reach each of these contacts, by number; who is not there is left out."""
    wanted = json.dumps(list(contact_ids))
    said: dict[int, dict[str, str]] = {}
    for contact_id, channel, status in connection.execute(
        "SELECT p.contact_id, p.channel, p.status FROM json_each(?) j CROSS JOIN permission p "
        "ON p.contact_id = j.value ORDER BY p.id",
        (wanted,),
    ):
        said.setdefault(contact_id, {})[channel] = status  # the newest row holds
    return {
        row[0]: Reach(
            row[0],
            row[1],
            row[2],
            said.get(row[0], {}),
            row[3] or "",
            row[4] or "",
            bool(row[5]),
            bool(row[6]),
        )
        for row in connection.execute(
            "SELECT c.id, c.display_name, c.preferred_channel, c.quiet_from, c.quiet_until, c.is_do_not_contact, "
            "c.is_archived FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value",
            (wanted,),
        )
    }
