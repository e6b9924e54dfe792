"""The picture of a contact."""

from __future__ import annotations

from lifecycle_desktop.core.store.driver import ReadConnection


def first_picture(connection: ReadConnection, contact_id: int) -> bytes:
    """The bytes of the picture that is shown, as they came; empty where there is none."""
    row = connection.execute(
        "SELECT picture FROM contact_picture WHERE contact_id = ? ORDER BY position, id LIMIT 1",
        (contact_id,),
    ).fetchone()
    return bytes(row[0]) if row else b""
