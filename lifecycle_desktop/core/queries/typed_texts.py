"""What was typed somewhere and not saved yet."""

from __future__ import annotations

from lifecycle_desktop.core.store.driver import ReadConnection


def typed_text(connection: ReadConnection, place: str) -> str:
    """The text that `keep_typed` kept for a place; empty where there is none."""
    row = connection.execute("SELECT text FROM typed_text WHERE place = ?", (place,)).fetchone()
    return str(row[0]) if row else ""
