"""The people who were erased on request, as far as that may be told: number, day, reason, how much went."""

from __future__ import annotations

import json

from lifecycle_desktop.core.clock import instant_from_text
from lifecycle_desktop.core.model.erasure import Erasure
from lifecycle_desktop.core.store.driver import ReadConnection


def erasures(connection: ReadConnection) -> list[Erasure]:
    """Every erasure, newest first."""
    return [
        Erasure(row[0], instant_from_text(row[1]), row[2], json.loads(row[3] or "{}"))
        for row in connection.execute(
            "SELECT contact_number, erased_at, reason, counts_json FROM erasure ORDER BY erased_at DESC, id DESC"
        )
    ]


def created_at_of(connection: ReadConnection, contact_ids: list[int]) -> list[tuple[int, str]]:
    """Of these contacts (number, when they were added): what tells them in a copy of the file."""
    found = connection.execute(
        "SELECT c.id, c.created_at FROM json_each(?) j JOIN contact c ON c.id = j.value",
        (json.dumps(contact_ids),),
    )
    return [(row[0], row[1]) for row in found]
