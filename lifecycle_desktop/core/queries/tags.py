"""The tags that people have."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lifecycle_desktop.core.store.driver import ReadConnection


def tags_of(connection: ReadConnection, contact_ids: Sequence[int]) -> list[tuple[str, int]]:
    """The tags that any of these contacts has, as (name, how many of them), the commonest first."""
    return [
        (row[0], row[1])
        for row in connection.execute(
            "SELECT t.name, count(DISTINCT ct.contact_id) AS n FROM json_each(?) j "
            "JOIN contact_tag ct ON ct.contact_id = j.value JOIN tag t ON t.id = ct.tag_id "
            "GROUP BY t.id ORDER BY n DESC, t.name_folded",
            (json.dumps(list(contact_ids)),),
        )
    ]
